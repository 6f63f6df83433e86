"""Values of requests: keys, days, words. What no database could hold is refused by name."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
)

from models.language import say
from models.values import Quarter
from sroki.web.access import MAX_ID

_SPACES = "\n\r\t\u00a0\u202f"  # «54,2 %» has a space that does not break, and comes back as it went out
_FIRST_YEAR, _LAST_YEAR = 1900, 2200  # farther away there is no plan, only a slip of the finger


class Incoming(BaseModel):
    """The body of a request; a field that is not known is a mistake of the caller."""

    model_config = ConfigDict(extra="forbid")


def _check_words(words: str) -> str:
    if any(not c.isprintable() and c not in _SPACES for c in words):
        raise ValueError("управляющие знаки не принимаются")
    return words.strip()


def _read_day(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("нужен день, например 2021-06-05")
    return value


def _check_day(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(say("год вне пределов {first}–{last}", first=_FIRST_YEAR, last=_LAST_YEAR))
    return day


def _check_quarter(words: str) -> str:
    try:
        return str(Quarter.parse(words))
    except ValueError as error:
        raise ValueError("нужен квартал, например 2021-Q2") from error


Id = Annotated[int, Path(ge=1, le=MAX_ID)]
QueryId = Annotated[int | None, Query(ge=1, le=MAX_ID)]
Number = Annotated[StrictInt, Field(ge=1, le=MAX_ID)]
Day = Annotated[date, BeforeValidator(_read_day), AfterValidator(_check_day)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_check_words)]
MaybeWords = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_check_words)]
LongWords = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_check_words)]
QuarterWords = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-Q[1-4]$"), AfterValidator(_check_quarter)]
