"""Amounts that a text wants reached, each with its year: «не менее 5 % в 2020 г., 10 % в 2021 г.». Pure."""

from __future__ import annotations

import re

_AMOUNT = r"(?:не менее|не более|не ниже|не выше|до|от|более|свыше)?\s*\d+(?:[.,]\d+)?"
_PERCENT = re.compile(rf"{_AMOUNT}\s*%", re.IGNORECASE)
_COUNTED = re.compile(rf"{_AMOUNT}\s+(?:[а-яё-]+(?:ых|их|ого|его)\s+)?[а-яё]{{4,}}", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = re.compile(r"в год\b|ежегодн|каждый год", re.IGNORECASE)


def dated_milestone(value: str, year: str | None) -> dict[str, object]:
    """A value that is due at the end of a year, or on no day."""
    return {"value": value, "due": year and f"{year}-12-31", "recurrence": None}


def read_milestones(text: str) -> list[dict[str, object]]:
    """ "не менее 5 % … в 2020 г., не менее 10% в 2021 году 100% до конца 2024 года" -> three milestones."""
    matches = list(_PERCENT.finditer(text)) or _counted(text)
    milestones = []
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        scope = text[match.end() : following.start() if following else len(text)]
        year = _YEAR.search(scope)
        yearly = year is None and _YEARLY.search(scope)
        milestones.append(
            dated_milestone(" ".join(match[0].split()), year and year[0])
            | {"recurrence": "FREQ=YEARLY" if yearly else None}
        )
    return milestones


def _counted(text: str) -> list[re.Match[str]]:
    found = [match for match in _COUNTED.finditer(text) if not _YEAR.match(match[0].strip())]
    qualified = [match for match in found if not match[0].lstrip()[0].isdigit()]
    return qualified or found
