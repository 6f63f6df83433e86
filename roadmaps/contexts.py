"""What the terms of a document depend on, known again from what was kept of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.values import TermContext
from roadmaps.letters import LETTER_KIND, letter_context

_HORIZON_YEARS = 3  # how far ahead a standing regulation without an end year is laid out


def assume_period(context: TermContext, annex_title: str | None) -> tuple[TermContext, str | None]:
    """The context of a document that names no period, and how it was found: ``horizon`` | ``issued``.

    A standing regulation is laid out three years ahead; of all else the year of signing is meant.
    """
    if context.period is not None or context.as_of is None:
        return context, None
    if annex_title and re.match(r"положение|порядок|регламент", annex_title, re.IGNORECASE):
        return replace(context, horizon=_horizon(context.as_of)), "horizon"
    return replace(context, period=(context.as_of.year, context.as_of.year)), "issued"


def context_of(document: Mapping[str, Any], year: int | None) -> TermContext:
    """The context of a row: ``document`` as in ``ParsedDocument.as_json``, ``year`` of its header row."""
    issued_on = date.fromisoformat(document["date"]) if document.get("date") else None
    years = document.get("period")
    period = (years[0], years[-1]) if years else None
    if document.get("kind") == LETTER_KIND:
        return letter_context(issued_on, period)
    context = TermContext(period, None, issued_on, bool(document.get("school_year")))
    return replace(assume_period(context, document.get("annex_title"))[0], year=year)


def _horizon(issued_on: date) -> tuple[date, date]:
    try:
        end = issued_on.replace(year=issued_on.year + _HORIZON_YEARS)
    except ValueError:  # 29 February
        end = issued_on.replace(year=issued_on.year + _HORIZON_YEARS, day=28)
    return issued_on, end - timedelta(days=1)
