"""The years that titles name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.values import fold
from roadmaps.columns import MONTH

_PERIODS = (
    re.compile(  # "на II полугодие 2025 года – 2026 год", "… – I полугодие 2026 года"
        r"((?:19|20)\d\d)\s?(?:года?|г\.?)\s?[-–—]\s?(?:(?:IV|I{1,3}|[1-4])(?:-?[а-я]{1,2})?\s)?"
        r"(?:[а-я]+\s)?((?:19|20)\d\d)",
        re.IGNORECASE,
    ),
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
# "Подготовка школ к 2025/2026 учебному году" runs before that year begins, not in it.
AHEAD_OF_SCHOOL = re.compile(
    r"(?<!\w)к\s(?:новому\s|началу\s(?:нового\s)?)?(20\d\d)\s?[-–—/]\s?(?:20)?\d\d(?:-?м?у)?\sуч",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:на период )?до ((?:19|20)\d\d) года", re.IGNORECASE)


def find_period(texts: Sequence[str | None], issued_on: date | None) -> tuple[tuple[int, int] | None, bool]:
    """First and last year that the titles name, and whether they are school years."""
    for text in texts:
        ahead = AHEAD_OF_SCHOOL.search(text or "")
        if ahead:
            return (int(ahead[1]), int(ahead[1])), False
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
