"""Russia's production calendar: which days are off, and what that does to a date. Pure.

Holidays and the days off moved by government orders each year come from the ``holidays`` library;
the non-working days that the President declared in 2020 and 2021 are a list of our own, since no
library knows them. Beyond the last year whose moves are published the calendar says so instead of
guessing (Labour Code of the Russian Federation, articles 111 and 112).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

_FIRST_YEAR, _LAST_YEAR = 2000, 2060
_SATURDAY = 5


class DayOffRule(StrEnum):
    """What becomes of a date that falls on a day off."""

    KEEP = "keep"
    PREVIOUS = "previous"
    NEXT = "next"


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


# First and last day, and the decree of the President of the Russian Federation.
PRESIDENTIAL_DAYS: tuple[tuple[date, date, str], ...] = (
    (date(2020, 3, 30), date(2020, 4, 3), "Указ от 25.03.2020 № 206"),
    (date(2020, 4, 4), date(2020, 4, 30), "Указ от 02.04.2020 № 239"),
    (date(2020, 5, 6), date(2020, 5, 8), "Указ от 28.04.2020 № 294"),
    (date(2020, 6, 24), date(2020, 6, 24), "Указ от 29.05.2020 № 345"),
    (date(2020, 7, 1), date(2020, 7, 1), "Указ от 01.06.2020 № 354"),
    (date(2021, 5, 4), date(2021, 5, 7), "Указ от 23.04.2021 № 242"),
    (date(2021, 10, 30), date(2021, 11, 7), "Указ от 20.10.2021 № 595"),
)


@cache
def _federal() -> Any:
    import holidays

    return holidays.country_holidays("RU", years=range(_FIRST_YEAR, _LAST_YEAR + 1), language="en_US")


@cache
def last_known_year() -> int:
    """The last year whose moved days off are published in the library's data."""
    years: list[int] = [day.year for day, name in _federal().items() if "substituted" in name]
    return max(years)


@dataclass(frozen=True)
class WorkCalendar:
    """The calendar of one region: the federal one with the region's own days.

    ``extra_off`` and ``extra_working`` override everything else; ``presidential`` counts the
    non-working days of 2020 and 2021 as days off.
    """

    extra_off: frozenset[date] = frozenset()
    extra_working: frozenset[date] = frozenset()
    presidential: bool = True

    def is_day_off(self, day: date) -> bool:
        """Weekend, holiday, moved or declared day off."""
        if day in self.extra_working:
            return False
        if day in self.extra_off or (self.presidential and day in _presidential()):
            return True
        if _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return not _federal().is_working_day(day)
        return day.weekday() >= _SATURDAY

    def is_known(self, day: date) -> bool:
        """Whether the moves of that year are published; before that a day off may still move."""
        return day.year <= last_known_year()

    def settle(self, day: date, rule: DayOffRule) -> date:
        """The day that a date means under the rule."""
        step = {DayOffRule.KEEP: 0, DayOffRule.PREVIOUS: -1, DayOffRule.NEXT: 1}[rule]
        while step and self.is_day_off(day):
            day += timedelta(days=step)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it when negative); 0 is ``day`` itself."""
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= not self.is_day_off(day)
        return day


@cache
def _presidential() -> frozenset[date]:
    return frozenset(day for first, last, _ in PRESIDENTIAL_DAYS for day in _days(first, last))
