"""Dates beyond what a document lays out: later years of a standing plan, days after an event. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from models.values import DateSpan, EventRule
from roadmaps.workdays import WorkCalendar

_CLOCK_UNITS = ("hour", "minute")
_STEPS = {"day": "days", "week": "weeks", "month": "months", "quarter": "months", "year": "years"}


def following_spans(rule: str, spans: Sequence[DateSpan], until_on: date) -> list[DateSpan]:
    """The spans that an RFC 5545 rule gives after the last of ``spans``, due no later than ``until_on``.

    For plans without an end year: the rule repeats the first days of the spans, and the lengths of
    the spans repeat with them, year after year. Nothing for rules that end or list their days.
    """
    if not spans or "UNTIL=" in rule or not rule.startswith("FREQ="):
        return []
    first_on, last_on = _begins_on(spans[0]), _begins_on(spans[-1])
    occurrences = rrulestr(rule, dtstart=_midnight(first_on)).between(
        _midnight(last_on), _midnight(until_on), inc=False
    )
    shapes = {(_begins_on(span).month, _begins_on(span).day): span for span in spans}
    found = (_span_like(shapes, moment.date(), spans[-1]) for moment in occurrences)
    return [span for span in found if span.due_on is not None and span.due_on <= until_on]


def _span_like(shapes: dict[tuple[int, int], DateSpan], day: date, other: DateSpan) -> DateSpan:
    """A span that begins on ``day`` and is as long, in months and days, as the one of the same date."""
    like = shapes.get((day.month, day.day), other)
    if like.opens_on is None or like.due_on is None:
        return DateSpan(None, day)
    length = relativedelta(like.due_on + timedelta(days=1), like.opens_on)
    return DateSpan(day, day + length - timedelta(days=1))


def deadline_of_event(event_on: date, rule: EventRule, calendar: WorkCalendar) -> date:
    """The last day of a term that counts from an event (negative amounts: before it).

    A term in days, weeks, months or years begins on the day after the event, and one in months or
    years ends on the same day of its last month, or on the last one where the month is shorter
    (Civil Code of the Russian Federation, articles 191 and 192). Hours end on the day they end in.
    """
    if rule.unit == "working_day":
        return calendar.add_working_days(event_on, rule.amount)
    if rule.unit in _CLOCK_UNITS:
        return event_on + timedelta(days=-(-rule.amount // 24) if rule.unit == "hour" else 0)
    amount = rule.amount * 3 if rule.unit == "quarter" else rule.amount
    step = relativedelta(**{_STEPS.get(rule.unit, "days"): amount})  # type: ignore[arg-type]
    return event_on + step


def _begins_on(span: DateSpan) -> date:
    day = span.opens_on or span.due_on
    if day is None:
        raise ValueError("a span without a day")
    return day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
