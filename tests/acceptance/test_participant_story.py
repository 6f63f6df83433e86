"""One participant from the mail to the receipt in real Chromium.

A colleague with scripts off at the same form, two different answers, a proof, a workbook, the check, the
hand-in. Every page is accessible, light and dark.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from flows.ticking import tick
from live_pages import open_chromium
from models.database import open_reading
from models.round import RoundSubmission
from monitored_town import Town, open_monitored_town, open_page
from notifications.transports.memory import MemoryTransport
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


class Inspector:
    """Looks at pages as people with other eyes and on phones do; ``seen`` names them."""

    def __init__(self, browser: Browser) -> None:
        self.seen: list[str] = []
        self._context = browser.new_context(bypass_csp=False)

    def inspect(self, page: Page, name: str) -> None:
        """0 violations in light and dark, and nothing sticks out on a phone."""
        self.seen.append(name)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            results = Axe().run(page)
            assert results.violations_count == 0, f"{name}, {scheme}: {results.generate_report()}"
            self._keep(page, f"{name}-{scheme}")
        size = page.viewport_size
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, f"{name} on a phone"
        self._keep(page, f"{name}-phone")
        if size:
            page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")

    def _keep(self, page: Page, name: str) -> None:
        """A picture, where somebody asked for pictures."""
        if folder := os.environ.get("SROKI_ARTEFACTS"):
            file = f"participant-{len(self.seen):02}-{name}.png"
            page.screenshot(path=Path(folder) / file, full_page=True)

    def inspect_copy(self, page: Page, name: str) -> None:
        """The same for a page whose browser runs no scripts, and so no axe either."""
        copy = self._context.new_page()
        body = page.content()
        copy.route(page.url, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
        copy.goto(page.url)
        self.inspect(copy, name)
        copy.close()


def open_form(browser: Browser, town: Town, address: str, inspector: Inspector, **context: object) -> Page:
    """From the mail over the person's page to the form."""
    page = open_page(browser, town.link_in_mail(address), **context)
    if "/sheet/" not in page.url:
        if not context:
            inspector.inspect(page, "desk")
        page.get_by_role("link", name=re.compile("форм", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile(r"/sheet/\d+"))
    return page


def test_a_participant_goes_from_the_mail_to_the_receipt(
    town: Town, browser: Browser, tmp_path: Path
) -> None:
    inspector = Inspector(browser)
    first = open_form(browser, town, FIRST, inspector)
    problems: list[str] = []
    first.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    inspector.inspect(first, "form")
    colleague = open_form(browser, town, COLLEAGUE, inspector, java_script_enabled=False)

    # The first writes, and the draft saves itself.
    first.locator('[name="v:2.1"]').fill("42,5")
    first.locator('[name="v:1.2"]').select_option("отдел")
    expect(first.locator(".draft-bar")).to_have_text(SAVED)
    inspector.inspect(first, "saved")

    # The colleague's browser sends every field of an older page: hers are merged, the common one asked about.
    colleague.locator('[name="v:2.1"]').fill("50")
    colleague.locator('[name="v:2.2"]').fill("700")
    colleague.get_by_role("button", name="Сохранить черновик").click()
    expect(colleague.locator(".conflict")).to_contain_text("42,5\u00a0%")
    expect(colleague.locator(".conflict")).to_contain_text("50\u00a0%")
    inspector.inspect_copy(colleague, "conflict")
    assert held(town.house, town.round_id) == {"2.1": "42.5", "1.2": "отдел", "2.2": "700"}
    colleague.locator('[name="c:2.1"][value="mine"]').check()
    colleague.get_by_role("button", name="Сохранить черновик").click()
    expect(colleague).to_have_url(re.compile("done=saved"))
    assert held(town.house, town.round_id) == {"2.1": "50", "1.2": "отдел", "2.2": "700"}

    answer_in_a_workbook(town, first, tmp_path, inspector)
    check_and_complete(first, tmp_path, inspector)
    hand_in(town, first, inspector)
    assert inspector.seen == [
        "desk", "form", "saved", "conflict", "workbook refused", "workbook", "gaps", "complaint",
        "ready", "handed in",
    ]  # fmt: skip
    assert not [problem for problem in problems if "Content Security Policy" in problem]


def answer_in_a_workbook(town: Town, page: Page, folder: Path, inspector: Inspector) -> None:
    """A wrong workbook is refused by row, the mended one stands in the fields and is saved."""
    page.reload()
    page.get_by_text("Заполнить в Excel").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать форму").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    path = folder / "answers.xlsx"
    for text, name in (("=1+1", "workbook refused"), ("Ремонт", "workbook")):
        book["Ответы"]["G6"] = text
        book.save(path)
        page.locator('details[open] input[name="file"], details input[name="file"]').first.set_input_files(
            path
        )
        page.get_by_role("button", name="Показать ответы из книги").click()
        expect(page.locator("main")).to_contain_text(
            "Прочитано из «answers.xlsx»" if name == "workbook" else "строка 6: в столбце «Ответ» формула"
        )
        inspector.inspect(page, name)
        assert "2.3" not in held(town.house, town.round_id), (
            "what was read waits for the person to look at it"
        )
    page.get_by_role("button", name="Сохранить черновик").click()
    expect(page).to_have_url(re.compile("done=saved"))
    expect(page.locator('[name="v:2.3"]')).to_have_value("Ремонт")


def check_and_complete(page: Page, folder: Path, inspector: Inspector) -> None:
    """The check names what is missing; after a slip of the pen and a proof all is there."""
    page.get_by_role("button", name="Сохранить и проверить").click()
    expect(page.get_by_role("heading", name="Проверка перед сдачей")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Показатель 1.1: нет ответа.")
    expect(page.get_by_role("button", name="Сдать форму")).to_have_count(0)
    inspector.inspect(page, "gaps")
    page.get_by_role("link", name="Показатель 1.1: нет ответа.").click()
    expect(page).to_have_url(re.compile("#i1.1$"))
    page.get_by_label("Да", exact=True).check()
    proof = folder / "План работы.pdf"
    proof.write_bytes(b"%PDF-1.4 plan")
    page.locator('[name="f:1.1"]').set_input_files(proof)
    page.locator('[name="v:2.2"]').fill("семьсот")
    page.get_by_role("button", name="Сохранить и проверить").click()
    expect(page.locator("#i2\\.2 > .complaint")).to_contain_text("нужно число")
    inspector.inspect(page, "complaint")
    page.locator('[name="v:2.2"]').fill("70")
    page.get_by_role("button", name="Сохранить и проверить").click()
    expect(page.locator("main")).to_contain_text("Всё обязательное заполнено")
    expect(page.locator("main")).to_contain_text("Ответ в 10 раз больше, чем в прошлый раз: 7\u00a0ед.")
    expect(page.get_by_role("link", name="План работы.pdf")).to_be_visible()
    inspector.inspect(page, "ready")


def hand_in(town: Town, page: Page, inspector: Inspector) -> None:
    """Handed in by the button; the page and a mail say so."""
    page.get_by_label("Пояснение ко всей форме").fill("Районы слились")
    page.get_by_role("button", name="Сдать форму").click()
    expect(page.get_by_role("status").first).to_contain_text("Форма сдана")
    expect(page.locator("main")).to_contain_text("Версия 1 (вы): ответов 5 из 5. Районы слились")
    inspector.inspect(page, "handed in")
    with open_reading(town.house.engine) as session:
        submission = session.exec(select(RoundSubmission).order_by(RoundSubmission.id.desc())).first()  # type: ignore[union-attr]
    assert submission is not None
    values = {code: entry["value"] for code, entry in submission.answers.items()}
    assert values == {"1.1": True, "1.2": "отдел", "2.1": "50", "2.2": "70", "2.3": "Ремонт"}
    assert len(submission.answers["1.1"]["proofs"]) == 1
    tick(town.house, town.house.clock())
    transport = town.house.given_transport
    assert isinstance(transport, MemoryTransport)
    assert [mail.address for mail in transport.sent].count(FIRST) == 2, "the invitation and the receipt"
