"""The organiser's pages of a monitoring in a real browser: axe finds nothing, in any light and width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from finished_round import at, finish_two_rounds
from flows.accounts.register import make_account
from flows.accounts.sessions import start_session
from flows.house import House, open_house
from flows.rounds_papers.letters import approve_and_send
from live_pages import open_chromium, serve_here
from models.authority import AccountRole, Grant
from models.database import open_session
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.rounds.letters import Stationery, draft_letters
from roadmaps.store.rounds.library import store_library
from roadmaps.store.rounds.lifecycle import plan_round
from small_round import days, open_small_round
from sroki.web.callers import cookie_name

NOW = datetime(2024, 5, 20, 6, tzinfo=UTC)
ROSTER = "Организация;Группа;Почта\nШкола 1;школы;one@example.org\nШкола 2;школы;не адрес\n;школы;\n"
LIBRARY = (
    LibraryText("", "", "Изучить итоги мониторинга"),
    LibraryText("1.1", "", "Принять план методической работы", "до 01.09.2024"),
    LibraryText("1.2", "", "Учредить методический отдел"),
    LibraryText("1.2", "high", "Описать опыт отдела"),
)
# Rounds: 1 and 2 are closed, 3 is planned, 4 is open.
PAGES = (
    "/rounds",
    "/rounds/new",
    "/rounds/2",
    "/rounds/3",
    "/rounds/4",
    "/rounds/2/results",
    "/rounds/2/letters",
    "/rounds/2/letters/1",
    "/rounds/2/letters/2",
    "/rounds/2/letters/2/edit",
    "/rounds/2/letters/approve?letter=2&letter=3",
    "/rounds/3/list",
    "/rounds/3/plan",
    "/rounds/4/list",
    "/rounds/4/plan",
    "/rounds/4/answers",
    "/indicators",
    "/indicators/1",
    "/indicators/1/edit",
    "/indicators/1/recommendations",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("organiser")
    opened = open_house(Settings(home=folder / "var"), MemoryTransport())
    house = opened.at(NOW)
    with open_session(house.engine) as session:
        _, last = finish_two_rounds(session)
        store_library(session, "Методическая работа", LIBRARY, at(2024, 5, 5), "test")
        draft_letters(session, last, Stationery("до 01.12.2024", "А.Б. Орлова, директор"), NOW, "test")
        plan_round(
            session, key="manual:planned", title="Мониторинг школ", window=days("2024-07-01", "2024-07-20"),
            zone="Asia/Yekaterinburg", at=NOW, actor="test", previous_id=last.id,
            source_roadmap_id=last.roadmap_id,
        )  # fmt: skip
        open_small_round(
            session,
            days("2024-05-10", "2024-06-10"),
            NOW,
            key="manual:open",
            source_roadmap_id=last.roadmap_id,
        )
    approve_and_send(house, 1, NOW, "test")
    yield house
    opened.close()


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    with serve_here(house) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def token(house: House) -> str:
    with open_session(house.engine) as session:
        grant = Grant(AccountRole.COORDINATOR)
        account = make_account(session, "organiser@example.org", "Мария Орлова", grant, NOW, "test")
        return start_session(session, account.id or 0, NOW, "127.0.0.1", "test")


def enter(browser: Browser, house: House, address: str, token: str, scheme: str, width: int) -> Page:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        bypass_csp=True,  # axe is a script from outside; our own policy is proved elsewhere
    )
    context.add_cookies([{"name": cookie_name(house.settings), "value": token, "url": address}])
    return context.new_page()


def check(page: Page, where: str) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{where} is {too_wide} px wider than the screen"


def photograph(page: Page, name: str) -> None:
    import os

    if folder := os.environ.get("SROKI_ARTEFACTS"):
        page.screenshot(path=str(Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name)}.png"), full_page=True)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_an_organiser(
    browser: Browser, house: House, address: str, token: str, scheme: str, width: int
) -> None:
    page = enter(browser, house, address, token, scheme, width)
    for path in PAGES:
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, path
        check(page, f"{path}, {scheme}, {width}")
        photograph(page, f"{path}-{scheme}-{width}")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_is_shown_before_a_file_counts(
    browser: Browser, house: House, address: str, token: str, scheme: str, tmp_path: Path
) -> None:
    page = enter(browser, house, address, token, scheme, 1280)
    roster = tmp_path / "список.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    page.goto(f"{address}/rounds/3/list")
    page.set_input_files("input[type=file]", roster)
    page.get_by_role("button", name="Посмотреть").click()
    assert "Школа 1" in page.content()
    check(page, "the list before it counts")
    photograph(page, f"list-preview-{scheme}")
    page.goto(f"{address}/rounds/4/answers")
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать таблицу").click()
    table = tmp_path / "ответы.xlsx"
    download.value.save_as(table)
    page.set_input_files("input[type=file]", table)
    page.get_by_role("button", name="Посмотреть").click()
    assert "Район Второй" in page.content()
    check(page, "answers before they count")
    photograph(page, f"answers-preview-{scheme}")
    page.get_by_role("button", name="Взять").click()
    check(page, "answers that were taken")
    page.set_input_files("input[type=file]", roster)
    page.get_by_role("button", name="Посмотреть").click()
    assert "файл xlsx" in page.content()
    check(page, "a file that was refused")
    page.context.close()


def test_each_drawing_is_shown_at_its_size(browser: Browser, house: House, address: str, token: str) -> None:
    page = enter(browser, house, address, token, "light", 1280)
    page.goto(f"{address}/rounds/2/results")
    for image in page.locator("figure img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.naturalWidth > 0", arg=image.element_handle()
        )
    assert page.locator("figure img").count() == 2
    page.context.close()


def test_a_monitoring_is_planned_step_by_step_without_scripts(
    browser: Browser, house: House, address: str, token: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": cookie_name(house.settings), "value": token, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/rounds")
    page.get_by_role("link", name="Новый мониторинг").click()
    page.get_by_label("Название").fill("Мониторинг библиотек")
    page.get_by_label("Организатор").fill("Институт")
    page.get_by_label("Первый день").fill("2024-09-02")
    page.get_by_label("Последний день").fill("2024-09-20")
    page.get_by_label("Набор показателей").select_option(index=1)
    page.get_by_role("button", name="Посмотреть, что будет").click()
    assert "02.09.2024 09:00" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Завести мониторинг").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Кого спросят: 0"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_the_clock_will_do(
    browser: Browser, house: House, address: str, token: str, scheme: str
) -> None:
    page = enter(browser, house, address, token, scheme, 390)
    page.goto(f"{address}/rounds/new")
    page.get_by_label("Название").fill("Мониторинг клубов")
    page.get_by_label("Первый день").fill("2024-09-02")
    page.get_by_label("Последний день").fill("2024-09-20")
    page.get_by_role("button", name="Посмотреть, что будет").click()
    check(page, "a monitoring foreseen")
    photograph(page, f"foreseen-{scheme}")
    page.get_by_label("Последний день").fill("2024-08-20")
    page.get_by_role("button", name="Завести мониторинг").click()
    assert "раньше, чем начнётся" in page.get_by_role("alert").inner_text()
    check(page, "a monitoring that cannot be")
    page.context.close()
