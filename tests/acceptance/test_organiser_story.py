"""An organiser of monitoring rounds and a participant, each in their own browser.

The order that names the monitoring is approved. The organiser brings the questions and the list and waits:
the round opens and asks by itself. A participant answers by the link of the mail; the round closes; there
are results and letters with recommendations, which go out by mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from live_pages import open_chromium
from models.authority import AccountRole
from models.database import open_session
from monitored_order import QUESTIONS, approve_order
from roadmaps.rounds.recommending import LibraryText
from roadmaps.rounds.set_sheets import write_set_sheets
from roadmaps.store.rounds.library import store_library
from small_plan import moment
from stage import Stage, open_stage

ORGANISER, SCHOOL = "organiser@example.org", "school1@example.org"
LIST = "Организация;Группа;Почта\nШкола № 1;школы;school1@example.org\nШкола № 2;школы;school2@example.org\n"
ADVICE = "Открыть читальный зал"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    with open_stage(browser, tmp_path, "organiser", moment(1, 15)) as stage:
        approve_order(stage.house, tmp_path)
        stage.employ(ORGANISER, "Анна Петрова", AccountRole.COORDINATOR)
        with open_session(stage.house.engine) as session:
            texts = (LibraryText("1.2", "", ADVICE, "до 01.09.2025"),)
            store_library(session, QUESTIONS.name, texts, stage.now, "test")
        yield stage


def test_from_the_questions_to_the_letters(stage: Stage, tmp_path: Path) -> None:
    stage.now = moment(2, 20, 10)
    prepare(stage, tmp_path)
    stage.tick(moment(3, 3, 9))
    take_part(stage)
    watch(stage)
    stage.tick(moment(4, 1, 10))
    send_letters(stage, see_results(stage))


def open_round(stage: Stage) -> Page:
    """Day by day they sign in and go to their monitoring."""
    page = stage.sign_in(ORGANISER)
    page.get_by_role("link", name="Мониторинги").click()
    page.get_by_role("row").filter(has_text="03.03.2025").get_by_role("link").click()
    return page


def prepare(stage: Stage, folder: Path) -> None:
    """Questions from a workbook, participants from a list; the page says what lacks while something does."""
    page = stage.sign_in(ORGANISER)
    page.get_by_role("link", name="Мониторинги").click()
    stage.photograph(page, "rounds")
    page.get_by_role("link", name="Показатели мониторингов").click()
    book = folder / "Библиотеки.xlsx"
    book.write_bytes(write_set_sheets(QUESTIONS, stage.now))
    page.get_by_label("Книга xlsx или документ").set_input_files(book)
    page.get_by_role("button", name="Загрузить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Библиотеки, версия 1")
    stage.photograph(page, "questions")
    page = open_round(stage)
    expect(page.locator("main")).to_contain_text("не откроется")
    stage.photograph(page, "what-lacks")
    page.get_by_label("Набор показателей").select_option(label="Библиотеки, версия 1")
    page.get_by_role("button", name="Выбрать").click()
    page.get_by_role("link", name="Загрузить список").click()
    roster = folder / "школы.csv"
    roster.write_text(LIST, encoding="utf-8")
    page.get_by_label("Файл xlsx или csv").set_input_files(roster)
    page.get_by_role("button", name="Посмотреть").click()
    stage.photograph(page, "list-preview")
    page.get_by_role("button", name="Взять").click()
    page.locator(".crumbs").get_by_role("link").last.click()
    expect(page.locator("main")).not_to_contain_text("не откроется")
    stage.photograph(page, "ready")


def take_part(stage: Stage) -> None:
    """A school hears of it by mail and answers: a new stock of books, no reading room."""
    page = stage.open_mail(SCHOOL)
    if "/sheet/" not in page.url:
        stage.photograph(page, "participant-desk")
        page.get_by_role("link", name="Заполнить форму").click()
    page.get_by_role("radiogroup", name="1.1").get_by_label("Да", exact=True).check()
    page.get_by_role("radiogroup", name="1.2").get_by_label("Нет", exact=True).check()
    stage.photograph(page, "participant-form")
    page.get_by_role("button", name="Сохранить и проверить").click()
    stage.photograph(page, "participant-check")
    page.get_by_role("button", name="Сдать форму").click()
    expect(page.get_by_role("status").first).to_contain_text("Форма сдана")


def watch(stage: Stage) -> None:
    stage.tick(moment(3, 4, 10))
    page = open_round(stage)
    expect(page.locator("main")).to_contain_text("1 из 2")
    expect(page.get_by_role("row").filter(has_text="Школа № 1")).to_contain_text("сдал")
    stage.photograph(page, "watching")


def see_results(stage: Stage) -> Page:
    """The last day was yesterday: closed, one answered, the mean is a half."""
    page = open_round(stage)
    expect(page.locator("main")).to_contain_text("закрыт")
    page.get_by_role("link", name="Итоги").click()
    expect(page.get_by_role("row").filter(has_text="Школа № 1").last).to_contain_text("50")
    expect(page.get_by_role("row").filter(has_text="Школа № 2").last).to_contain_text("не сдано")
    stage.photograph(page, "results")
    return page


def send_letters(stage: Stage, page: Page) -> None:
    """Drafted from the library, looked at, approved; the school gets its letter as a Word file."""
    page.locator(".crumbs").get_by_role("link").last.click()
    page.get_by_role("link", name="Письма с рекомендациями").click()
    page.get_by_label("Подпись").fill("А.А. Петрова, директор")
    page.get_by_role("button", name="Составить").click()
    stage.photograph(page, "letters")
    page.get_by_role("checkbox", name="Школа № 1").check()
    page.get_by_role("button", name="Что будет, если утвердить выбранные").click()
    expect(page.locator("main")).to_contain_text(ADVICE)
    stage.photograph(page, "letters-preview")
    page.get_by_role("button", name="Утвердить и отправить").click()
    stage.tick(moment(4, 1, 11))
    letters = [part.get_filename() or "" for mail in stage.mails(SCHOOL) for part in mail.iter_attachments()]
    assert any(name.endswith(".docx") for name in letters)
