"""The report file holds what the status page holds, and asks nothing of any server."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from flows.evidence import hand_in
from flows.house import House
from flows.reporting import write_report
from models.errors import SrokiError, UnknownThingError


def cells(html: str) -> list[str]:
    """The words of every table row, without markup."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


@pytest.mark.parametrize("roadmap_id", [None, 1])
def test_the_report_holds_what_the_page_holds(
    town: House,
    client: TestClient,
    occurrence_id: Callable[..., int],
    tmp_path: Path,
    roadmap_id: int | None,
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    path = tmp_path / "out" / "report.html"
    write_report(town, roadmap_id, path, town.clock())
    report = path.read_text(encoding="utf-8")
    chosen = "" if roadmap_id is None else f"roadmap={roadmap_id}"
    page, listing = client.get(f"/?{chosen}").text, client.get(f"/tasks?state=all&{chosen}").text
    (by_roadmap,) = re.findall(r'<table class="roadmaps".*?</table>', page, re.DOTALL)
    assert len(cells(listing)) == 7
    assert [row for row in cells(by_roadmap) + cells(listing) if row not in cells(report)] == []
    assert re.findall(r"<dd>.*?(\d+)", report) == re.findall(r"<dd>(?:<a [^>]*>)?(\d+)", page)
    assert "Вести переписку" in report, "a task without a day is not forgotten"
    assert "Состояние на 08.06.2021 09:30" in report


def test_the_report_is_one_file_without_links_to_anywhere(town: House, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(town, None, path, town.clock())
    report = path.read_text(encoding="utf-8")
    assert "<style>" in report
    assert not re.search(r"<(script|link|img|a)\b|https?://|url\(|@import", report)
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix == ".html"] == ["report.html"]


def test_a_roadmap_that_does_not_exist_is_named(town: House, tmp_path: Path) -> None:
    with pytest.raises(UnknownThingError, match="Дорожной карты № 77 нет"):
        write_report(town, 77, tmp_path / "report.html", town.clock())
    assert not (tmp_path / "report.html").exists()


def test_a_folder_in_the_way_is_one_sentence(town: House, tmp_path: Path) -> None:
    with pytest.raises(SrokiError, match="Отчёт не удалось записать"):
        write_report(town, None, tmp_path, town.clock())
