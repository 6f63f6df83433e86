"""What the column «Выполнение» of a status report claims. Pure."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from models.values import fold

_DONE = re.compile(r"\b(?:выполнен|исполнен|завершен|реализован|проведен)[оаы]?\b")
_NOT_DONE = re.compile(
    r"\bне\s+(?:выполнен|исполнен|завершен|реализован|проведен)|частично|в стадии|в работе"
)
_YEAR = re.compile(r"\b(20\d\d)\b")


_PARTLY = re.compile(r"частично|в стадии|в работе")


class Claim(StrEnum):
    """What a status says of a row as a whole."""

    DONE = "done"
    DONE_IN_YEARS = "done_in_years"  # of the years it names only
    PARTLY = "partly"
    NOT_DONE = "not_done"
    UNCLEAR = "unclear"  # words that tell neither
    SILENT = "silent"


def read_claim(status: str | None) -> Claim:
    """Sort a status: «Выполнено 2020 г. 2021 г.» claims those years, «Выполнено частично» nothing."""
    words = fold(status or "")
    if not words:
        return Claim.SILENT
    if _PARTLY.search(words):
        return Claim.PARTLY
    if _NOT_DONE.search(words):
        return Claim.NOT_DONE
    if not _DONE.search(words):
        return Claim.UNCLEAR
    return Claim.DONE_IN_YEARS if names_years(status) else Claim.DONE


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
