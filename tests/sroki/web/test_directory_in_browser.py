"""The directory in a real browser: axe finds no fault, light and dark, phone and screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from flows.house import House
from live_pages import open_chromium, serve_here
from models.database import open_session
from roadmaps.store.absences import require_person, set_absence
from roadmaps.store.aliases import add_alias
from roadmaps.store.contacts import find_party, find_person, set_contact

pytestmark = pytest.mark.either_database  # what a page looks like

WIDTHS = (390, 1280)
CSV = (
    "Организация;Почта;ФИО;Часовой пояс;Другие названия\nИнститут;petr@example.org;Пётр Орлов;Asia/Omsk;ИРО\n"
    "Архив;z@example.org;Зоя;;\n;lost@example.org;;;\n"
)


@pytest.fixture
def base(town: House) -> Iterator[str]:
    """A server for a town with other names, a returned mail and somebody of two organisations."""
    with open_session(town.engine) as session:
        institute, boris = find_party(session, "Институт"), find_person(session, "boris@example.org")
        if institute is None or boris is None:
            raise LookupError("the town is another one")
        add_alias(session, institute, "ИНО", town.clock(), "test")
        boris.unreachable_since_at = town.clock()
        session.add(boris)
        set_contact(session, "Посторонние", "anna@example.org", town.clock(), "test", zone="Asia/Omsk")
        anna, chief = (require_person(session, f"{name}@example.org") for name in ("anna", "dmitri"))
        days = town.today, town.today + timedelta(days=9)
        set_absence(session, anna, chief, days, town.clock(), "test", town.settings.tzinfo)
    with serve_here(town) as address:
        yield address


@pytest.fixture
def visit(base: str, signed_in: Callable[..., TestClient]) -> Iterator[Callable[[str, int, str], Page]]:
    """Open a page in the name of a coordinator; axe needs scripts of its own, so our policy is set aside."""
    cookie = signed_in("coordinator").headers["cookie"].partition("=")
    with open_chromium() as browser:

        def open_page(path: str, width: int, scheme: str) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,  # type: ignore[arg-type]
                bypass_csp=True,
            )
            context.add_cookies([{"name": cookie[0], "value": cookie[2], "url": base}])
            page = context.new_page()
            page.goto(base + path)
            return page

        yield open_page


def look(page: Page, width: int, scheme: str, name: str) -> None:
    """No fault and nothing that sticks out."""
    found = Axe().run(page)
    assert found.violations_count == 0, (name, width, scheme, found.generate_report())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_from_the_list_to_a_file_that_was_looked_at(
    visit: Callable[[str, int, str], Page],
) -> None:
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page = visit("/directory", width, scheme)
            look(page, width, scheme, "directory")
            file = {"name": "список.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
            page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
            page.get_by_role("button", name="Посмотреть").click()
            look(page, width, scheme, "preview")
            page.get_by_role("link", name="Ничего не менять").click()
            page.get_by_role("link", name="Институт").click()
            for summary in page.locator("main summary").all():
                summary.click()
            look(page, width, scheme, "organisation")
            page = visit("/directory/absences", width, scheme)
            page.get_by_text("Ещё", exact=True).click()
            look(page, width, scheme, "absences")
            if width == max(WIDTHS):
                tops = page.locator(".top > *").evaluate_all("all => all.map(e => e.getBoundingClientRect())")
                assert max(box["top"] for box in tops) < min(box["bottom"] for box in tops), "one line"
