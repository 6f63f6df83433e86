"""Lists and the overview in a real browser: axe finds no fault, light and dark, phone and screen; keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page

from crowds import add_crowd
from flows.evidence import hand_in
from flows.house import House
from live_pages import open_chromium, serve_here
from models.database import open_session
from roadmaps.store.steps import extend, review

pytestmark = pytest.mark.either_database  # what a page looks like

WIDTHS = {"phone": 390, "screen": 1280}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as found:
        yield found


@pytest.fixture
def base(town: House, occurrence_id: Callable[..., int]) -> Iterator[str]:
    """The address of a server for a town in which something has happened."""
    add_crowd(town, 70)
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    hand_in(town, occurrence_id("2.1"), at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, occurrence_id("1.1"), town.clock(), "test")
        review(session, occurrence_id("2.1"), town.clock(), "test", return_reason="Не всё")
        extend(session, occurrence_id("1.2"), date(2021, 9, 1), "Ждём", town.clock(), "test")
    with serve_here(town) as address:
        yield address


@pytest.fixture
def visit(base: str, browser: Browser, signed_in: Callable[..., TestClient]) -> Iterator[Callable[..., Page]]:
    """Open a page in the name of a coordinator; axe needs scripts of its own, so our policy is set aside."""
    cookie = signed_in("coordinator").headers["cookie"].partition("=")
    contexts = []

    def open_page(path: str, width: int = 1280, scheme: str = "light", *, axe: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            bypass_csp=axe,  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.add_cookies([{"name": cookie[0], "value": cookie[2], "url": base}])
        page = context.new_page()
        page.goto(base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "path", ["/", "/?roadmap=1&year=2021", "/tasks", "/tasks?state=all&late=overdue&text=слон"]
)
def test_axe_finds_nothing_and_nothing_sticks_out(visit: Callable[..., Page], path: str) -> None:
    for width in WIDTHS.values():
        for scheme in ("light", "dark"):
            page = visit(path, width, scheme, axe=True)
            found = Axe().run(page)
            assert found.violations_count == 0, (width, scheme, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_the_way_of_an_act(visit: Callable[..., Page]) -> None:
    for scheme in ("light", "dark"):
        page = visit("/tasks", 390, scheme, axe=True)
        for box in page.locator("input[name=pick]").all()[:3]:
            box.check()
        page.get_by_role("button", name="Перенести срок").click()
        assert Axe().run(page).violations_count == 0
        page.get_by_label("На какой день").fill("2021-09-15")
        page.get_by_label("Почему").fill("Ждём данных")
        page.get_by_role("button", name="Показать, что получится").click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert "→ 15.09.2021" in page.inner_text("main")


def test_the_keyboard_leads_along_the_rows_and_ticks_them(visit: Callable[..., Page]) -> None:
    page = visit("/tasks")
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for key in ("j", "j", "x", "j", "x", "k"):
        page.keyboard.press(key)
    assert page.locator("input[name=pick]:checked").count() == 2
    row = page.evaluate(
        "[...document.querySelectorAll('tr[data-row]')].findIndex(r => r.contains(document.activeElement))"
    )
    assert row == 1
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.type("jx")
    assert page.locator("input[name=pick]:checked").count() == 2, "letters in a field are letters"
    page.locator("#pick-all").check()
    assert page.locator("input[name=pick]:checked").count() == 50
    page.locator("main").press("n")
    page.wait_for_url("**after=**")
    assert errors == []


def test_without_scripts_the_list_is_the_same(
    base: str, browser: Browser, signed_in: Callable[..., TestClient]
) -> None:
    cookie = signed_in("coordinator").headers["cookie"].partition("=")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": cookie[0], "value": cookie[2], "url": base}])
    page = context.new_page()
    page.goto(f"{base}/tasks")
    page.locator("input[name=text]").fill("справку")
    page.get_by_role("button", name="Показать").click()
    assert page.locator("tr[data-row]").count() == 2
    assert not page.locator("#keys").is_visible()
    context.close()
