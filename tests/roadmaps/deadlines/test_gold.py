"""The practice phrases and the rows of the real documents, scored by the gold standard's own script."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models.values import TermContext
from roadmaps.deadlines import find_deadlines, parse_deadline

SHARED = Path(os.environ.get("SROKI_SHARED") or Path(__file__).parents[3].parent / "shared")
GOLD = SHARED / "gold"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.is_dir(), reason=f"no gold standard at {GOLD} (set SROKI_SHARED)"),
]
HORIZON = (date(2020, 9, 18), date(2023, 9, 17))  # document 002 has no end year


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _period(years: list[int] | None) -> tuple[int, int] | None:
    return (years[0], years[1]) if years else None


def test_the_practice_phrases_are_read_as_the_gold_has_them(score: ModuleType) -> None:
    cases = [
        json.loads(line)
        for line in (GOLD / "terms_dev.jsonl").read_text(encoding="utf-8").splitlines()
        if line
    ]
    misses = []
    for case in cases:
        school = case.get("context_kind") == "school_year"
        context = TermContext(_period(case["context_period"]), None, _day(case.get("as_of")), school)
        answer = parse_deadline(case["raw"], context).as_json()
        if not all(score.term_right(case["gold"], answer)):
            misses.append((case["raw"], answer["kind"], answer["occurrences"]))
    assert len(misses) <= 0.02 * len(cases), misses


def _rows() -> Iterator[tuple[dict[str, Any], TermContext]]:
    for name in ("000", "001", "002", "004"):
        gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
        document = gold["document"]
        period = _period(document["period"])
        for row in gold["rows"]:
            year = int(row["year_section"]) if row.get("year_section") else None
            horizon = None if period else HORIZON
            yield row, TermContext(period, year, _day(document["date"]), horizon=horizon)


def test_every_term_of_the_real_documents_is_read(score: ModuleType) -> None:
    misses = []
    for row, context in _rows():
        term = parse_deadline(row["raw_term"], context)
        due = set(row["term"].get("due_quarters") or []) == set(term.due_quarters)
        if not due or not all(score.term_right(row["term"], term.as_json())):
            misses.append((row["uid"], row["raw_term"], term.as_json()["occurrences"]))
    assert misses == []


def test_the_points_of_the_order_yield_their_deadlines_and_no_others(score: ModuleType) -> None:
    gold = json.loads((GOLD / "000.json").read_text(encoding="utf-8"))
    for point in gold["order_points"]:
        terms = find_deadlines(point.get("text") or "", TermContext((2021, 2022), None, date(2021, 3, 18)))
        wanted = point.get("terms") or []
        assert [term.raw for term in terms] == [term["raw"] for term in wanted]
        for term, want in zip(terms, wanted, strict=True):
            assert score.spans(term.as_json()["occurrences"]) == score.spans(want["occurrences"])
