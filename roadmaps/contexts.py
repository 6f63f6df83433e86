"""What the terms of a document depend on, known again from what was kept of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.values import TermContext
from roadmaps.columns import MONTH
from roadmaps.deadlines import parse_deadline
from roadmaps.letters import LETTER_KIND, letter_context
from roadmaps.marks import STANDING
from roadmaps.title_periods import AHEAD_OF_SCHOOL

_PART = (
    rf"(?:{MONTH}[а-я]*|(?:IV|I{{1,3}}|[1-4]|перв\w+|втор\w+|треть\w+|четверт\w+) ?-?(?:е |й )?"
    r"(?:кв(?:артал|\.)|полугодие))"
)
_SHORT_PLAN = re.compile(rf"\b(?:на|за) ({_PART}(?: ?[-–—] ?{_PART})? ?(?:19|20)\d\d)", re.IGNORECASE)
_LONG_PLAN = re.compile(  # "на II полугодие 2025 года – 2026 год"
    rf"\b(?:на|за) (?P<first>{_PART} (?P<from>(?:19|20)\d\d)) ?(?:года?|г\.?)? ?[-–—] ?"
    rf"(?P<last>(?:{_PART} )?(?P<to>(?:19|20)\d\d))",
    re.IGNORECASE,
)
_HORIZON_YEARS = 3  # how far ahead a standing regulation without an end year is laid out


def is_standing(title: str | None) -> bool:
    """Whether a title is that of a regulation, which holds until it is repealed."""
    return title is not None and STANDING.match(title) is not None


def settle_context(context: TermContext, *titles: str | None) -> tuple[TermContext, str | None]:
    """The context with what the titles say of it, and how its period was found where none is named."""
    context, found = assume_period(context, *titles)
    return narrow_to_days(context, titles), found


def assume_period(context: TermContext, *titles: str | None) -> tuple[TermContext, str | None]:
    """The context of a document that names no period, and how it was found: ``horizon`` | ``issued``.

    A standing regulation is laid out three years ahead; of all else the year of signing is meant.
    """
    if context.period is not None or context.as_of is None:
        return context, None
    if any(map(is_standing, titles)):
        return replace(context, horizon=_horizon(context.as_of)), "horizon"
    return replace(context, period=(context.as_of.year, context.as_of.year)), "issued"


def narrow_to_days(context: TermContext, titles: Iterable[str | None]) -> TermContext:
    """The context of a plan that begins or ends amid a year: «План работы на октябрь 2024 года»."""
    period = context.period
    if period is None or context.school_year:
        return context
    if period[0] != period[1]:
        return _narrow_years(context, period, titles)
    for title in filter(None, titles):
        if AHEAD_OF_SCHOOL.search(title):  # all is ready when school begins
            return replace(context, horizon=(date(period[0], 1, 1), date(period[0], 8, 31)))
        named = _SHORT_PLAN.search(title)
        spans = parse_deadline(named[1], TermContext()).spans if named else ()
        if len(spans) == 1 and spans[0].opens_on and spans[0].due_on and spans[0].due_on.year == period[0]:
            return replace(context, horizon=(spans[0].opens_on, spans[0].due_on))
    return context


def _narrow_years(context: TermContext, period: tuple[int, int], titles: Iterable[str | None]) -> TermContext:
    """From the half of the first year to that of the last one, where the title names halves."""
    for named in filter(None, (_LONG_PLAN.search(title) for title in titles if title)):
        if (int(named["from"]), int(named["to"])) != period:
            continue
        first, last = (parse_deadline(named[key], TermContext()).spans for key in ("first", "last"))
        if first and first[0].opens_on and last and last[-1].due_on:
            return replace(context, horizon=(first[0].opens_on, last[-1].due_on))
    return context


def context_of(document: Mapping[str, Any], year: int | None) -> TermContext:
    """The context of a row: ``document`` as in ``ParsedDocument.as_json``, ``year`` of its header row."""
    issued_on = date.fromisoformat(document["date"]) if document.get("date") else None
    years = document.get("period")
    period = (years[0], years[-1]) if years else None
    if document.get("kind") == LETTER_KIND:
        return letter_context(issued_on, period)
    context = TermContext(period, None, issued_on, bool(document.get("school_year")))
    settled, _ = settle_context(context, document.get("annex_title"), document.get("title"))
    return replace(settled, year=year)


def _horizon(issued_on: date) -> tuple[date, date]:
    try:
        end = issued_on.replace(year=issued_on.year + _HORIZON_YEARS)
    except ValueError:  # 29 February
        end = issued_on.replace(year=issued_on.year + _HORIZON_YEARS, day=28)
    return issued_on, end - timedelta(days=1)
