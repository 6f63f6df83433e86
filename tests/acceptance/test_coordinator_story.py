"""A coordinator in real Chromium: from a Word file of their own to tasks, mails and the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from live_pages import open_chromium
from models.authority import AccountRole
from own_plan import CENTRE, TASKS, write_own_plan
from small_plan import moment
from stage import Stage, open_stage

COORDINATOR, COOK = "coordinator@example.org", "cook@example.org"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    with open_stage(browser, tmp_path, "coordinator", moment(11, 30, 10, 2026)) as stage:
        stage.employ(COORDINATOR, "Мария Орлова", AccountRole.COORDINATOR)
        yield stage


def test_from_a_document_of_ones_own_to_its_report(stage: Stage, tmp_path: Path) -> None:
    page = stage.sign_in(COORDINATOR)
    expect(page.locator("main")).to_contain_text("Ни одного документа ещё нет")
    stage.photograph(page, "empty-house")
    page.get_by_role("link", name="Загрузить документ").click()
    page.get_by_label("Файл:").set_input_files(write_own_plan(tmp_path))
    page.get_by_role("button", name="Прочитать").click()
    approve(stage, page)
    settle_the_past(stage, page)
    name_the_cook(stage, page)
    remind(stage)
    take_the_report(stage)


def approve(stage: Stage, page: Page) -> None:
    """One term says no year: the coordinator says which, sees how it is understood, and approves."""
    expect(page.get_by_text("Год не назван")).to_be_visible()
    stage.photograph(page, "draft")
    page.get_by_role("link", name="исправить 2.4").click()
    page.get_by_label("Срок — словами").fill("II, IV кварталы 2027 г.")
    expect(page.locator("#meaning")).to_contain_text("01.04.2027 – 30.06.2027; 01.10.2027 – 31.12.2027")
    stage.photograph(page, "correction")
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_role("link", name="утвердите").click()
    page.get_by_role("button", name="Утвердить", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"Задач: {len(TASKS)}")
    expect(page.get_by_role("link", name="Назвать почту исполнителей")).to_be_visible()
    stage.photograph(page, "approved")


def settle_the_past(stage: Stage, page: Page) -> None:
    """What the plan wanted before it was approved is taken off in one go, with a reason."""
    page.get_by_role("link", name="Решить по прошедшим срокам").click()
    stage.photograph(page, "past")
    page.get_by_role("button", name="Снять все").click()
    page.get_by_label("Почему").fill("План утверждён позже")
    page.get_by_role("button", name="Показать, что получится").click()
    page.get_by_role("button", name="Снять сроки").click()
    expect(page.get_by_role("status")).to_contain_text("Сделано: 14 сроков")


def name_the_cook(stage: Stage, page: Page) -> None:
    """Those nobody can be mailed for stand first, with the day of their first reminder."""
    page.get_by_role("link", name="Организации").click()
    stage.photograph(page, "silent-organisations")
    page.get_by_role("link", name=CENTRE).click()
    page.get_by_label("Почта").last.fill(COOK)
    page.get_by_role("button", name="Добавить").last.click()
    expect(page.get_by_role("heading", name=COOK)).to_be_visible()
    stage.photograph(page, "organisation")


def remind(stage: Stage) -> None:
    """A day after the first mail: a filter, all under it reminded after a look at what that does."""
    stage.tick()
    assert "Отчитаться о проверках столовых" in stage.last_mail(COOK)[1]
    stage.tick(moment(12, 1, 10, 2026))
    page = stage.sign_in(COORDINATOR)
    stage.photograph(page, "overview")
    page.get_by_role("link", name="Список", exact=True).click()
    page.get_by_label("Исполнитель", exact=True).fill(CENTRE)
    page.get_by_label("Квартал").select_option(label="IV кв. 2026")
    page.get_by_role("button", name="Показать").click()
    expect(page.get_by_role("table")).to_contain_text("Отчитаться о проверках столовых")
    stage.photograph(page, "list")
    page.get_by_label("не с отмеченными, а со всеми").check()
    page.get_by_role("button", name="Напомнить").click()
    expect(page.locator("main")).to_contain_text("Ничего ещё не сделано")
    stage.photograph(page, "preview")
    page.get_by_role("button", name="Напомнить исполнителям: 1 срок").click()
    expect(page.get_by_role("status")).to_contain_text("Сделано: 1 срок")
    stage.photograph(page, "reminded")
    before = len(stage.mails(COOK))
    stage.tick(moment(12, 1, 11, 2026))
    assert len(stage.mails(COOK)) == before + 1
    assert "Отчитаться о проверках столовых" in stage.last_mail(COOK)[1]


def take_the_report(stage: Stage) -> None:
    """A Word file in the form of the document, each task a row."""
    page = stage.sign_in(COORDINATOR)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    tables = Document(str(download.value.path())).tables
    text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    for _, title, term, _, _ in TASKS:
        assert title in text
        assert term in text
