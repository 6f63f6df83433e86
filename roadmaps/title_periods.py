"""The years that titles name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.values import fold
from roadmaps.columns import MONTH

_PERIODS = (
    re.compile(r"((?:19|20)\d\d)\s?(?:года?|г\.?)?\s?[-–—]\s?[а-я]+\s((?:19|20)\d\d)", re.IGNORECASE),
    re.compile(r"((?:19|20)\d\d)\s?[-–—]\s?((?:19|20)\d\d)\s?(?:гг|год|учеб|уч\.)", re.IGNORECASE),
    re.compile(r"((?:19|20)\d\d)\s?[/-]\s?((?:20)?\d\d)\s?уч", re.IGNORECASE),
    re.compile(
        r"(?:с|на период с)\s((?:19|20)\d\d)\s?(?:года?|г\.)?\s?(?:по|до)\s((?:19|20)\d\d)", re.IGNORECASE
    ),
    re.compile(
        r"на\s((?:19|20)\d\d)\s?(?:год|г\.?)?\s?(?:и|,)\s?(?:плановый период\s)?((?:19|20)\d\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?:на|в|за)\s((?:19|20)\d\d)\s?(?:год|г\.|г\b)()", re.IGNORECASE),
    re.compile(
        rf"(?:на|за)\s(?:{MONTH}[а-я]*|[^.,;]{{1,12}}(?:квартал|кв\.|полугодие))"
        rf"(?:\s?[-–—]\s?{MONTH}[а-я]*)?\s?((?:19|20)\d\d)()",
        re.IGNORECASE,
    ),
    re.compile(r"на\s((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)\d\d)", re.IGNORECASE),
)
_UNTIL = re.compile(r"\b(?:на период )?до ((?:19|20)\d\d) года", re.IGNORECASE)


def find_period(texts: Sequence[str | None], issued_on: date | None) -> tuple[tuple[int, int] | None, bool]:
    """First and last year that the titles name, and whether they are school years."""
    for text in texts:
        for pattern in _PERIODS:
            match = pattern.search(text or "")
            if match:
                first = int(match[1])
                last = int(match[2]) if match[2] else first
                last += first // 100 * 100 if last < 100 else 0
                school = "уч" in fold(text or "")[fold(text or "").find(str(first)) :][:30]
                if first <= last <= first + 20:
                    return (first, first + 1 if school and first == last else last), school
    until = next((m for m in map(_UNTIL.search, filter(None, texts)) if m), None)
    if until and issued_on and issued_on.year <= int(until[1]) <= issued_on.year + 20:
        return (issued_on.year, int(until[1])), False
    return None, False
