"""An executor from the link in a mail to the accepted proof in real Chromium, with scripts and without.

A file and a page handed in, returned with a reason, handed in again, accepted; more time asked for and
granted. The controller does their part by the links of their own mails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from live_pages import open_chromium
from small_plan import CENTRE, HEAD, approve_plan, moment, name_controller, name_people, write_plan
from stage import Stage, open_stage

REGISTER, REGISTER_PAGE = "Собрать сведения о музеях", "https://museums.example/register"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    with open_stage(browser, tmp_path, "executor", moment(1, 15)) as stage:
        approve_plan(stage.house, write_plan(tmp_path))
        name_people(stage.house)
        name_controller(stage.house)
        yield stage


def errand(page: Page, title: str) -> Locator:
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=title))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_mail_to_the_accepted_proof(stage: Stage, tmp_path: Path, scripts: bool) -> None:
    stage.title += "" if scripts else "-without-scripts"
    stage.tick(moment(3, 3, 10))
    assert REGISTER in stage.last_mail(CENTRE)[1]
    page = stage.open_mail(CENTRE, java_script_enabled=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("К исполнению: 2 срока")
    stage.photograph(page, "desk", runs_scripts=scripts)
    hand_in(stage, page, tmp_path / "Реестр музеев.docx", scripts)
    send_back(stage)
    stage.tick(moment(3, 4, 10))
    subject, text = stage.last_mail(CENTRE)
    assert "В реестре нет адресов музеев" in text, subject
    page = stage.open_mail(CENTRE, java_script_enabled=scripts)
    expect(page.get_by_text("В реестре нет адресов музеев")).to_be_visible()
    stage.photograph(page, "returned", runs_scripts=scripts)
    hand_in(stage, page, tmp_path / "Реестр с адресами.docx", scripts)
    accept(stage)
    page.reload()
    page.get_by_role("link", name="К моим срокам").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("К исполнению: 1 срок")
    stage.photograph(page, "one-less", runs_scripts=scripts)
    ask_for_time(stage, scripts)


def hand_in(stage: Stage, page: Page, file: Path, scripts: bool) -> None:
    """A file and the address of a page; the receipt says what came, and comes by mail with its hash."""
    file.write_bytes(b"PK\x03\x04 " + file.name.encode())
    form = errand(page, REGISTER)
    field = form.get_by_label("Адреса страниц")
    if not field.is_visible():
        form.get_by_text("Приложить подтверждение").click()
    field.fill(REGISTER_PAGE)
    form.get_by_label("Файлы").set_input_files(file)
    form.get_by_role("button", name="Отправить на проверку").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Получено, версия")
    expect(page.get_by_role("link", name=file.name)).to_be_visible()
    stage.photograph(page, "received", runs_scripts=scripts)


def send_back(stage: Stage) -> None:
    stage.tick(moment(3, 3, 15))
    subject, text = stage.last_mail(CENTRE)
    assert "SHA-256" in text, subject
    stage.tick(moment(3, 4, 9))
    control = stage.open_mail(HEAD)
    stage.photograph(control, "controller-desk")
    control.get_by_text("Вернуть на доработку").click()
    control.get_by_label("Чего не хватает").last.fill("В реестре нет адресов музеев")
    control.get_by_role("button", name="Вернуть").click()
    expect(control.get_by_role("heading", level=1)).to_contain_text("озвращ")


def accept(stage: Stage) -> None:
    stage.tick(moment(3, 5, 10))
    control = stage.open_mail(HEAD)
    control.get_by_role("button", name="Принять", exact=True).click()
    expect(control.get_by_role("heading", level=1)).to_contain_text("ринят")
    stage.photograph(control, "controller-accepted")


def ask_for_time(stage: Stage, scripts: bool) -> None:
    """The next deadline is too close: the controller grants a week more."""
    stage.tick(moment(4, 8, 10))
    page = stage.open_mail(CENTRE, java_script_enabled=scripts)
    page.get_by_text("Попросить перенести срок").click()
    form = page.locator("details").filter(has=page.get_by_label("На какой день"))
    form.get_by_label("На какой день").fill("2025-04-22")
    form.get_by_label("Почему").fill("Лектор в отпуске")
    form.get_by_role("button", name="Отправить контролирующему").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Запрос о переносе срока отправлен")
    stage.photograph(page, "asked-for-time", runs_scripts=scripts)
    stage.tick(moment(4, 9, 10))
    control = stage.open_mail(HEAD)
    control.get_by_role("button", name="Перенести срок").click()
    expect(control.get_by_role("heading", level=1)).to_contain_text("разрешён")
    page.get_by_role("link", name="К моим срокам").click()
    expect(page.locator("main")).to_contain_text("перенесён с 15.04.2025")
    stage.photograph(page, "more-time", runs_scripts=scripts)
