"""From an empty house to the first approved document of one's own, in a real browser; axe finds nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from flows.accounts.register import make_account
from flows.accounts.sessions import start_session
from flows.house import House, open_house
from live_pages import open_chromium, serve_here
from models.authority import AccountRole, Grant
from models.database import open_session
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from sroki.web.callers import cookie_name

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
ORDER = Path("docs/example/order.txt").read_text(encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = open_house(Settings(home=tmp_path / "var"), MemoryTransport())
    yield opened.at(NOW)
    opened.close()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with serve_here(house) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def token(house: House) -> str:
    with open_session(house.engine) as session:
        grant = Grant(AccountRole.COORDINATOR)
        account = make_account(session, "coordinator@example.org", "Мария Орлова", grant, NOW, "test")
        return start_session(session, account.id or 0, NOW, "127.0.0.1", "test")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """An order with a term that cannot be read, one outside of the plan, and one without a day."""
    path = tmp_path / "приказ.txt"
    path.write_text(
        ORDER.replace("с 6 по 17 апреля", "когда рак свистнет").replace("II, IV кварталы", "до 30 июня 2031"),
        encoding="utf-8",
    )
    return path


def enter(
    browser: Browser, house: House, address: str, token: str, scheme: str, width: int, *, script: bool = True
) -> Page:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        bypass_csp=script and scheme != "strict",
    )
    context.add_cookies([{"name": cookie_name(house.settings), "value": token, "url": address}])
    return context.new_page()


def check(page: Page, where: str) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{where} is {too_wide} px wider than the screen"
    if folder := os.environ.get("SROKI_ARTEFACTS"):
        page.screenshot(path=str(Path(folder) / f"{where.replace(' ', '-')}.png"), full_page=True)


def upload(page: Page, address: str, document: Path) -> None:
    page.goto(address)
    page.get_by_role("link", name="Загрузить документ").click()
    page.set_input_files("input[type=file]", document)
    page.get_by_role("button", name="Прочитать").click()


def test_a_new_user_gets_from_an_empty_house_to_an_approved_document(
    browser: Browser, house: House, address: str, token: str, document: Path
) -> None:
    context = browser.new_context()  # with our own policy of scripts in force
    context.add_cookies([{"name": cookie_name(house.settings), "value": token, "url": address}])
    page = context.new_page()
    upload(page, address, document)
    row = page.get_by_role("article").filter(has_text="Провести семинар")
    row.get_by_role("link", name="место в документе").click()
    target = page.locator(".source-text p:target")
    expect(target).to_contain_text("Провести семинар")
    expect(target).to_be_in_viewport()
    row.get_by_role("link", name="исправить").click()
    expect(page.get_by_role("button", name="Показать, как понято")).to_be_hidden()
    phrase = page.get_by_label("Срок — словами")
    phrase.fill("до 17 апреля")
    expect(page.locator("#meaning")).to_contain_text("17.04.2026")
    page.get_by_label("Исполнители: добавить", exact=True).fill("МКУ «Архив»")
    page.get_by_role("button", name="Сохранить").click()
    expect(row).to_contain_text("исправлено: «до 17 апреля»")
    page.get_by_role("button", name="Утвердить всё, что ясно").click()
    expect(page.get_by_text("Документ утверждён")).to_be_visible()
    page.get_by_role("link", name="Посмотреть сроки в списке").click()
    seminar = page.get_by_role("row").filter(has_text="Провести семинар")
    expect(seminar).to_contain_text("17.04.2026")
    expect(seminar).to_contain_text("МКУ «Архив»")
    expect(page.get_by_role("row").filter(has_text="Обновить экспозиции")).to_have_count(0)
    context.close()


def test_the_meaning_is_shown_by_a_button_where_no_script_runs(
    browser: Browser, house: House, address: str, token: str, document: Path
) -> None:
    page = enter(browser, house, address, token, "light", 1280, script=False)
    upload(page, address, document)
    row = page.get_by_role("article").filter(has_text="Провести семинар")
    row.get_by_role("link", name="исправить").click()
    page.get_by_label("Срок — словами").fill("до 17 апреля")
    page.get_by_role("button", name="Показать, как понято").click()
    expect(page.locator("#meaning")).to_contain_text("17.04.2026")
    page.get_by_role("button", name="Сохранить").click()
    expect(row).to_contain_text("исправлено: «до 17 апреля»")
    page.context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way_of_a_document(
    browser: Browser, house: House, address: str, token: str, document: Path, scheme: str, width: int
) -> None:
    page = enter(browser, house, address, token, scheme, width)
    name = f"{scheme} {width}"
    page.goto(address)
    check(page, f"empty {name}")
    upload(page, address, document)
    draft = page.url
    check(page, f"draft {name}")
    page.goto(f"{draft}?row=2#r2")
    page.locator("summary", has_text="Строка прочитана не так").click()
    check(page, f"correcting {name}")
    page.get_by_label("Срок — словами").fill("32 мартобря")
    expect(page.locator("#meaning")).to_contain_text("Не понято")
    page.get_by_role("button", name="Сохранить").click()
    check(page, f"refused {name}")
    page.locator("summary", has_text="Строка прочитана не так").click()
    page.get_by_role("button", name="Это не мероприятие").click()
    check(page, f"left out {name}")
    page.goto(f"{address}/import")
    check(page, f"import {name}")
    page.goto(draft)
    page.get_by_role("button", name="Утвердить всё, что ясно").click()
    check(page, f"approved {name}")
    upload_again(page, address, document)
    check(page, f"version {name}")
    page.context.close()


def upload_again(page: Page, address: str, document: Path) -> None:
    """The next version of the document that was approved."""
    text = document.read_text(encoding="utf-8").replace("Издать сборник", "Издать альбом")
    document.write_text(text, encoding="utf-8")
    page.goto(f"{address}/import")
    page.set_input_files("input[type=file]", document)
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_text("Новая версия").first).to_be_visible()
