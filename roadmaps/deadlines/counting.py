"""Days that are counted: the third Tuesday, the fifth working day, ten days before a date."""

from __future__ import annotations

from datetime import date, timedelta

from roadmaps.workdays import WorkCalendar

_CALENDAR = WorkCalendar()


def nth_weekday(month: date, weekday: int, which: int) -> date:
    """The ``which``-th such weekday of the month; -1 is the last. ``month`` is its first day."""
    if which > 0:
        return month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * which - 7)
    last = months_later(month, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def nth_working_day(month: date, which: int) -> date:
    """The ``which``-th working day from ``month``, the first day of a month."""
    return _CALENDAR.add_working_days(month - timedelta(days=1), which)


def last_working_day(day: date) -> date:
    """``day``, or the last working day before it."""
    return _CALENDAR.add_working_days(day + timedelta(days=1), -1)


def is_calendar_known(day: date) -> bool:
    """Whether the days off of that year are published."""
    return _CALENDAR.is_known(day)


def shift(day: date, amount: int, unit: str) -> date:
    """The day so many units later; earlier when ``amount`` is negative."""
    if unit == "working_day":
        return _CALENDAR.add_working_days(day, amount)
    if unit in ("month", "year"):
        return months_later(day, amount * (12 if unit == "year" else 1))
    return day + timedelta(days=amount * (7 if unit == "week" else 1))


def months_later(day: date, months: int) -> date:
    """The same day of another month; the last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
