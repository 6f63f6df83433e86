"""English pages in a real browser: axe finds no fault, nothing sticks out, the switch works by keyboard."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from all_routes import make_things
from crowds import add_crowd
from flows.house import House
from live_pages import open_chromium, serve_here
from models.database import open_session
from sheet_forms import TOKEN
from small_round import FIRST, give_link
from sroki.web.languages import COOKIE

pytestmark = pytest.mark.either_database  # what a page looks like

ARTEFACTS = os.environ.get("SROKI_ARTEFACTS")
WIDTHS = (390, 1280)
ANNA = "anna".ljust(22, "t")
PATHS = (
    "/", "/tasks", "/tasks/1", "/review", "/held", "/rounds", "/rounds/1", "/rounds/1/results", "/directory",
    "/me", "/accounts", "/operations", "/outbox", "/why?who=1", "/import", "/problems", "/api",
    f"/l/{ANNA}", f"/l/{ANNA}/preferences", f"/l/{TOKEN}/sheet/1", f"/l/{TOKEN}/sheet/1/check",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as found:
        yield found


@pytest.fixture
def visit(
    town: House,
    occurrence_id: Callable[..., int],
    browser: Browser,
    signed_in: Callable[..., TestClient],
) -> Iterator[Callable[..., Page]]:
    """Open a page for an administrator and people who have chosen English."""
    make_things(town, occurrence_id)
    add_crowd(town, 30)
    client = signed_in("administrator")
    with open_session(town.engine) as session:
        for address, token in ((FIRST, TOKEN), ("anna@example.org", ANNA)):
            give_link(session, address, town.clock() + timedelta(days=60), token)
    for path in ("/me", f"/l/{TOKEN}", f"/l/{ANNA}"):
        client.post(f"{path}/language", data={"language": "en", "csrf": client.csrf})  # type: ignore[attr-defined]
    name, _, value = client.headers["cookie"].partition("=")
    cookies = {name: value, COOKIE: "en"}
    with serve_here(town) as base:

        def open_page(path: str, width: int = 1280, *, axe: bool = False, signed: bool = True) -> Page:
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=axe)
            if signed:
                context.add_cookies([{"name": n, "value": v, "url": base} for n, v in cookies.items()])
            page = context.new_page()
            page.goto(base + path)
            return page

        yield open_page


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_and_nothing_sticks_out(visit: Callable[..., Page], path: str) -> None:
    for width in WIDTHS:
        page = visit(path, width, axe=True)
        assert page.locator("html").get_attribute("lang") == "en"
        if ARTEFACTS:
            name = re.sub(r"\W+", "-", path.replace(ANNA, "anna").replace(TOKEN, "form")).strip("-")
            page.screenshot(path=Path(ARTEFACTS) / f"en-{name or 'home'}-{width}.png", full_page=True)
        found = Axe().run(page)
        assert found.violations_count == 0, (width, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_switch_is_reached_by_keyboard_and_leads_back(visit: Callable[..., Page]) -> None:
    page = visit("/forgot?from=here", signed=False)
    assert page.locator("h1").inner_text() == "Новый пароль"
    page.locator("button[name=language]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("New password")
    assert page.url.endswith("/forgot?from=here")
    page.get_by_role("button", name="Русский").click()
    expect(page.locator("h1")).to_have_text("Новый пароль")


def test_a_draft_saves_itself_in_english(visit: Callable[..., Page]) -> None:
    page = visit(f"/l/{TOKEN}/sheet/1", signed=False)
    assert page.locator(".draft-bar").inner_text() == "The draft saves itself while you write"
    page.locator('textarea[name="v:2.3"]').fill("Nothing")
    expect(page.locator(".draft-bar")).to_have_text(re.compile(r"Saved at \d\d:\d\d"))
