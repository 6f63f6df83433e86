"""What the column «Выполнение» of a status report claims. Pure."""

from __future__ import annotations

import re
from datetime import date

from models.values import fold

_DONE = re.compile(r"\b(?:выполнен|исполнен|завершен|реализован|проведен)[оаы]?\b")
_NOT_DONE = re.compile(
    r"\bне\s+(?:выполнен|исполнен|завершен|реализован|проведен)|частично|в стадии|в работе"
)
_YEAR = re.compile(r"\b(20\d\d)\b")


def claims_done(status: str | None, due_on: date) -> bool:
    """Whether a status says that what was due on ``due_on`` is done.

    «Выполнено» speaks of everything, «Выполнено 2020 г. 2021 г.» only of what was due in those years.
    """
    words = fold(status or "")
    if not _DONE.search(words) or _NOT_DONE.search(words):
        return False
    years = names_years(status)
    return not years or due_on.year in years


def names_years(status: str | None) -> set[int]:
    """The years that a status names."""
    return {int(year) for year in _YEAR.findall(status or "")}
