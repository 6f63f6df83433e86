"""Recommendations of a letter as tasks of its addressee. Pure.

A term stands in brackets behind a recommendation, «(срок: до 01.12.2024)», or in its words, or is for all.
Without any the task has no date, like a row whose term names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from models.values import Term, TermContext, TermKind
from roadmaps.deadlines import find_deadlines, parse_deadline

LETTER_KIND = "recommendation_letter"
_NO_TERM = Term("", TermKind.UNSPECIFIED, meaning="срок не назван")
_TERM = re.compile(r"\s*\(срок\s*[:—–-]\s*(?P<term>[^()]+)\)\s*$", re.IGNORECASE)


def add_term(text: str, term: str) -> str:
    """A recommendation with its term, as ``split_term`` reads it."""
    return f"{text} (срок: {term})" if term else text


def split_term(text: str) -> tuple[str, str]:
    """A recommendation and its term, "" for none; without the signs that end an item of a list."""
    bare = text.strip().rstrip(" ;.")
    found = _TERM.search(bare)
    return (bare[: found.start()].rstrip(" ;."), found["term"].strip()) if found else (bare, "")


def letter_items(parsed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The tasks of a letter in the shape of rows: what it tells the whole, then by indicator.

    ``parsed["letter"]``: {"term", "party"} that a person named for a letter that says neither.
    """
    said = parsed.get("letter") or {}
    party = said.get("party") or parsed["document"].get("addressee")
    addressees = [party] if party else _first_responsible(parsed)
    context = _context_of(parsed["document"])
    for point in parsed["order_points"]:
        text, term = split_term(point["text"])
        raws = [t["raw"] for t in point["terms"]] if point["terms"] else [term or said.get("term", "")]
        number = point["effective_number"]
        responsible = addressees if said.get("party") else point["responsible"] or addressees
        raw, line = "; ".join(raws), point["line"]
        yield _item("point", f"п. {number}", number, text, raw, context, responsible, None, line)
    for place, entry in enumerate(parsed["indicators"], start=1):
        number = str(entry["indicator_number"] or entry["criterion_number"] or "")
        lines = entry.get("recommendation_lines") or []
        for index, recommendation in enumerate(entry["recommendations"], start=1):
            text, term = split_term(recommendation)
            line = lines[index - 1] if index <= len(lines) else entry["line"]
            uid = f"рек. {number or place}/{index}"
            raw = term or "; ".join(t.raw for t in find_deadlines(text, context)) or said.get("term", "")
            yield _item(
                "recommendation", uid, number, text, raw, context, addressees, entry["criterion"], line
            )


def letter_context(issued_on: date | None, period: tuple[int, int] | None) -> TermContext:
    """What terms of a letter depend on: without a period, the year of the letter and the next."""
    years = (issued_on.year, issued_on.year + 1) if issued_on else None
    return TermContext(period or years, None, issued_on)


def _context_of(document: Mapping[str, Any]) -> TermContext:
    issued_on = date.fromisoformat(document["date"]) if document.get("date") else None
    period = document.get("period")
    return letter_context(issued_on, (period[0], period[-1]) if period else None)


def _first_responsible(parsed: Mapping[str, Any]) -> list[str]:
    return next((list(p["responsible"]) for p in parsed["order_points"] if p["responsible"]), [])


def _item(
    origin: str,
    uid: str,
    number: str,
    title: str,
    raw_term: str,
    context: TermContext,
    responsible: list[str],
    section: str | None,
    line: int | None,
) -> dict[str, Any]:
    return {
        "origin": origin,
        "uid": uid,
        "number": number,
        "title": title,
        "section": section,
        "year_section": None,
        "result": "",
        "raw_term": raw_term,
        "term": (parse_deadline(raw_term, context) if raw_term else _NO_TERM).as_json(),
        "responsible": responsible,
        "co_responsible": [],
        "status_raw": None,
        "line": line,
    }
