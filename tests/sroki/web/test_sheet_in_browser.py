"""The form of a participant in real Chromium: a draft that saves itself and loses no text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from live_pages import open_chromium
from models.database import open_session
from models.party import AccessLink
from monitored_town import Town, end_round, open_monitored_town, open_page
from sheet_forms import held
from small_round import COLLEAGUE, FIRST

SAVED = re.compile(r"Сохранено в \d\d:\d\d$")


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def town(browser: Browser, tmp_path: Path) -> Iterator[Town]:
    with open_monitored_town(tmp_path / "var") as town:
        yield town


@pytest.fixture
def form(town: Town, browser: Browser) -> Page:
    """The form as the link of the mail leads to it."""
    page = open_page(browser, town.link_in_mail(FIRST))
    page.get_by_role("link", name=re.compile("форм", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile(r"/sheet/\d+"))
    return page


def share_form(form: Page, town: Town, browser: Browser) -> Page:
    """The same form in the browser of a colleague."""
    token = town.link_in_mail(COLLEAGUE).split("/l/")[1].split("/")[0]
    path = re.sub(r"/l/[^/]+", f"/l/{token}", form.url)
    return open_page(browser, path)


def answers(town: Town) -> dict[str, object]:
    """What holds, by code; the round before has other participants."""
    return {code: value for code, value in held(town.house, town.round_id).items() if value is not None}


def test_a_draft_saves_itself_and_says_when(town: Town, form: Page) -> None:
    errors: list[str] = []
    form.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    form.locator('[name="v:2.1"]').fill("42,50")
    form.get_by_label("Да", exact=True).check()
    expect(form.locator(".draft-bar")).to_have_text(SAVED)
    assert answers(town) == {"2.1": "42.5", "1.1": True}
    form.locator('[name="v:2.1"]').fill("43")
    expect(form.locator(".draft-bar")).not_to_have_text(SAVED)
    expect(form.locator(".draft-bar")).to_have_text(SAVED)
    expect(form.locator("[data-progress]")).to_contain_text("Отвечено: 2 из 5")
    form.reload()
    expect(form.locator('[name="v:2.1"]')).to_have_value("43")
    assert errors == []


def test_what_a_colleague_writes_comes_in_and_is_never_passed_over(
    town: Town, form: Page, browser: Browser
) -> None:
    other = share_form(form, town, browser)
    other.locator('[name="v:2.2"]').fill("8")
    expect(other.locator(".draft-bar")).to_have_text(SAVED)
    form.locator('[name="v:2.1"]').fill("20")
    expect(form.locator(".draft-bar")).to_have_text(SAVED)
    expect(form.locator('[name="v:2.2"]')).to_have_value("8")
    form.get_by_role("button", name="Сохранить черновик").click()
    expect(form).to_have_url(re.compile("done=saved"))
    assert answers(town) == {"2.1": "20", "2.2": "8"}


@pytest.mark.parametrize(("choice", "kept"), [("mine", "20"), ("theirs", "10")])
def test_a_conflict_is_shown_where_it_is_and_picked_without_a_button(
    town: Town, form: Page, browser: Browser, choice: str, kept: str
) -> None:
    other = share_form(form, town, browser)
    other.locator('[name="v:2.1"]').fill("10")
    expect(other.locator(".draft-bar")).to_have_text(SAVED)
    form.locator('[name="v:2.1"]').fill("20")
    form.locator('[name="v:2.2"]').fill("7")
    expect(form.locator(".conflict")).to_contain_text("10\u00a0%")
    expect(form.locator(".draft-bar")).to_contain_text("кроме 2.1")
    expect(form.locator('[name="v:2.1"]')).to_have_value("20")
    assert answers(town) == {"2.1": "10", "2.2": "7"}
    form.locator(f'[name="c:2.1"][value="{choice}"]').check()
    expect(form.locator(".draft-bar")).to_have_text(SAVED)
    expect(form.locator(".conflict")).to_have_count(0)
    expect(form.locator('[name="v:2.1"]')).to_have_value(kept)
    assert answers(town)["2.1"] == kept


def test_what_cannot_be_read_is_said_beside_its_field_and_stays(town: Town, form: Page) -> None:
    form.locator('[name="v:2.1"]').fill("половина")
    expect(form.locator("#i2\\.1 > .complaint")).to_contain_text("нужно число")
    expect(form.locator('[name="v:2.1"]')).to_have_value("половина")
    form.locator('[name="v:2.1"]').fill("50")
    expect(form.locator(".draft-bar")).to_have_text(SAVED)
    expect(form.locator("#i2\\.1 > .complaint")).to_have_count(0)
    assert answers(town) == {"2.1": "50"}


def test_without_a_connection_the_text_stays_and_is_saved_when_it_returns(town: Town, form: Page) -> None:
    form.context.set_offline(True)
    form.locator('[name="v:2.3"]').fill("Долго писали")
    expect(form.locator(".draft-bar")).to_contain_text("Нет связи")
    assert answers(town) == {}
    asked: list[str] = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    form.close(run_before_unload=True)
    form.wait_for_timeout(300)
    assert asked == ["beforeunload"], "the page is not left with unsaved text without a word"
    form.context.set_offline(False)
    expect(form.locator(".draft-bar")).to_have_text(SAVED)
    assert answers(town) == {"2.3": "Долго писали"}


def test_an_expired_link_is_said_and_the_text_stays(town: Town, form: Page) -> None:
    with open_session(town.house.engine) as session:
        for link in session.exec(select(AccessLink)).all():
            link.revoked_at = town.house.clock()
            session.add(link)
    form.locator('[name="v:2.3"]').fill("Долго писали")
    expect(form.locator(".draft-bar")).to_contain_text("Ссылка больше не действует")
    expect(form.locator('[name="v:2.3"]')).to_have_value("Долго писали")


def test_a_round_that_ended_meanwhile_is_said(town: Town, form: Page) -> None:
    end_round(town.house, town.round_id)
    form.locator('[name="v:2.3"]').fill("Долго писали")
    expect(form.locator(".draft-bar")).to_contain_text("мониторинг отменён")
    expect(form.locator('[name="v:2.3"]')).to_have_value("Долго писали")


def test_a_text_saved_under_way_does_not_quarrel_with_the_button(town: Town, form: Page) -> None:
    form.route("**/sheet/*", lambda route: (form.wait_for_timeout(700), route.continue_()))
    form.locator('[name="v:2.1"]').fill("10")
    expect(form.locator(".draft-bar")).to_have_text("Сохраняется…")
    form.locator('[name="v:2.1"]').fill("12")
    form.get_by_role("button", name="Сохранить черновик").click()
    expect(form).to_have_url(re.compile("done=saved"))
    assert answers(town) == {"2.1": "12"}
    if folder := os.environ.get("SROKI_ARTEFACTS"):
        form.screenshot(path=Path(folder) / "sheet.png", full_page=True)
