"""What the column «Выполнение» of a status report claims. Pure."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from models.values import fold

_DONE = re.compile(r"\b(?:выполнен|исполнен|завершен|реализован|проведен)[оаы]?\b")
_NOT_DONE = re.compile(
    r"\bне\s+(?:выполнен|исполнен|завершен|реализован|проведен|наступил)|частично|в стадии|в работе|"
    r"\bна проверке|\bпросрочен"
)
_PARTLY = re.compile(r"частично|в стадии|в работе")
_YEAR = re.compile(r"\b(20\d\d)\b")
# From here on a status tells of proofs and reasons: a file "Не выполнено 2019.pdf" claims nothing.
_FREE_TEXT = re.compile(
    r"\b(?:подтверждение|основание продления|причина возврата|по документу)\s?:.*", re.DOTALL
)


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
    clauses = _split_clauses(status)
    words = "; ".join(clauses)
    if not words:
        return Claim.SILENT
    if _PARTLY.search(words):
        return Claim.PARTLY
    if _NOT_DONE.search(words):
        return Claim.PARTLY if any(map(_is_done, clauses)) else Claim.NOT_DONE
    if not _DONE.search(words):
        return Claim.UNCLEAR
    return Claim.DONE_IN_YEARS if names_years(status) else Claim.DONE


def claims_done(status: str | None, due_on: date) -> bool:
    """Whether a status says that what was due on ``due_on`` is done.

    «Выполнено» speaks of everything, «Выполнено 2020 г. 2021 г.» only of what was due in those years.
    Of several clauses («до 31.03.2021 — выполнено; до 30.06.2021 — в работе») the one that names the
    day decides, else those that name the year, else those that name none.
    """
    clauses = _split_clauses(status)
    of_day = [clause for clause in clauses if f"до {due_on:%d.%m.%Y}" in clause]
    years = [_YEAR.findall(clause) for clause in clauses]
    if not any(years):  # the claim itself names no year; what follows it may
        years = [sorted(map(str, names_years(status)))] * len(clauses)
    of_year = [clause for clause, named in zip(clauses, years, strict=True) if str(due_on.year) in named]
    of_all = [clause for clause, named in zip(clauses, years, strict=True) if not named]
    relevant = of_day or of_year or of_all
    return any(map(_is_done, relevant)) and not any(_NOT_DONE.search(clause) for clause in relevant)


def names_years(status: str | None) -> set[int]:
    """The years that a status names."""
    return {int(year) for year in _YEAR.findall(status or "")}


def _split_clauses(status: str | None) -> list[str]:
    """The claims between semicolons, each without the proofs and reasons that follow it."""
    clauses = (_FREE_TEXT.sub("", clause).strip() for clause in fold(status or "").split(";"))
    return [clause for clause in clauses if clause]


def _is_done(clause: str) -> bool:
    return bool(_DONE.search(clause)) and not _NOT_DONE.search(clause)
