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

_STANDING = re.compile(r"(?:положение|порядок|регламент)\b", re.IGNORECASE)
_PART = (
    rf"(?:{MONTH}[а-я]*|(?:IV|I{{1,3}}|[1-4]|перв\w+|втор\w+|треть\w+|четверт\w+) ?-?(?:е |й )?"
    r"(?:кв(?:артал|\.)|полугодие))"
)
_SHORT_PLAN = re.compile(rf"\b(?:на|за) ({_PART}(?: ?[-–—] ?{_PART})? ?(?:19|20)\d\d)", re.IGNORECASE)
_HORIZON_YEARS = 3  # how far ahead a standing regulation without an end year is laid out


def is_standing(title: str | None) -> bool:
    """Whether a title is that of a regulation, which holds until it is repealed."""
    return title is not None and _STANDING.match(title) is not None


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
    """The context of a plan for some months of one year: «План работы на октябрь 2024 года»."""
    period = context.period
    if period is None or period[0] != period[1]:
        return context
    for title in filter(None, titles):
        named = _SHORT_PLAN.search(title)
        spans = parse_deadline(named[1], TermContext()).spans if named else ()
        if len(spans) == 1 and spans[0].opens_on and spans[0].due_on and spans[0].due_on.year == period[0]:
            return replace(context, horizon=(spans[0].opens_on, spans[0].due_on))
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
