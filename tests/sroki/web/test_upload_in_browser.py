"""The upload form in a real browser: with our script, and with scripts switched off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import BROWSERS, Tab, open_browser
from evidence_server import TOKEN, Server, open_town, serving
from flows.house import open_house
from models.database import open_reading
from models.settings import Settings
from roadmaps.store.evidence import EvidenceView, load_evidence
from system_programs import require_program

FORM = "form[data-upload]"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    require_program(*BROWSERS)
    house = open_town(tmp_path / "var")
    house.close()
    with serving(tmp_path / "var") as server:
        yield server


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Tab]:
    with open_browser(tmp_path / "profile") as tab:
        tab.show_phone()
        yield tab


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files of three megabytes."""
    paths = [tmp_path / "Отчёт.pdf", tmp_path / "Приказ.pdf"]
    for path in paths:
        path.write_bytes(b"%PDF-1.4" + os.urandom(3 * 1024 * 1024))
    return paths


def versions(home: Path) -> list[EvidenceView]:
    house = open_house(Settings(home=home))
    try:
        with open_reading(house.engine) as session:
            return [view for views in load_evidence(session, [1, 2, 3]).values() for view in views]
    finally:
        house.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with our script", "without scripts"])
def test_two_files_come_in_and_the_receipt_is_shown(
    server: Server, tab: Tab, files: list[Path], tmp_path: Path, scripts: bool
) -> None:
    if not scripts:
        tab.call("Emulation.setScriptExecutionDisabled", value=True)
    desk = f"http://127.0.0.1:{server.port}/l/{TOKEN}"
    tab.open(desk)
    assert tab.run("document.documentElement.scrollWidth") <= 360, "nothing sticks out on a phone"
    if folder := os.environ.get("SROKI_ARTEFACTS"):
        tab.photograph(Path(folder) / f"desk-{scripts}.png")
    tab.choose_files(f"{FORM} input[type=file]", *files)
    tab.run(f"document.querySelector('{FORM}').closest('details').open = true")
    if scripts:
        tab.run("""
            window.bars = 0;
            new MutationObserver(() => bars += document.querySelectorAll("progress").length)
                .observe(document.body, {childList: true, subtree: true})""")
    tab.run(f"document.querySelector('{FORM} button').click()")
    if scripts:
        tab.wait(lambda: tab.run("window.bars > 0 || location.pathname.includes('/received/')"))
    tab.wait(lambda: "Получено, версия 1" in str(tab.run("document.body?.innerText")))
    assert "/received/" in tab.run("location.pathname")
    text = tab.run("document.body.innerText")
    assert "Отчёт.pdf" in text
    assert "Приказ.pdf" in text
    assert not [error for error in tab.errors if "Content Security Policy" in error]
    assert [len(view.files) for view in versions(tmp_path / "var")] == [2]


def test_a_refusal_is_shown_with_the_words_that_were_written(
    server: Server, tab: Tab, files: list[Path]
) -> None:
    tab.open(f"http://127.0.0.1:{server.port}/l/{TOKEN}")
    tab.choose_files(f"{FORM} input[type=file]", *files)
    tab.run(f"document.querySelector('{FORM} textarea[name=note]').value = 'Долго писал'")
    tab.run(f"document.querySelector('{FORM} input[name=share]').value = 'много'")
    tab.run(f"document.querySelector('{FORM} button').click()")
    tab.wait(lambda: "от 1 до 100" in str(tab.run("document.body.innerText")))
    assert tab.run(f"document.querySelector('{FORM} textarea[name=note]').value") == "Долго писал"
