"""Spans → an RFC 5545 rule, where their days follow one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from models.values import DateSpan
from roadmaps.deadlines.syntax import Frequency

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rule_of(spans: Sequence[DateSpan], frequency: Frequency | None, *, endless: bool) -> str | None:
    """The rule of the first days (of bare deadlines: the due days) of ``spans``; DTSTART is the first.

    ``endless``: the plan has no end, so the rule gets no UNTIL. Days that follow no rule become RDATE.
    """
    often = _often(frequency)
    if often is not None:
        end = spans[-1].due_on if spans else None
        return often if endless or end is None else f"{often};UNTIL={end:%Y%m%d}"
    days = sorted({day for span in spans if (day := span.opens_on or span.due_on) is not None})
    if not days or (len(days) == 1 and frequency is None):
        return None
    rule = _evenly(days, frequency) or _yearly(days)
    if rule is None:
        return "RDATE;VALUE=DATE:" + ",".join(f"{day:%Y%m%d}" for day in days)
    return rule if endless else f"{rule};UNTIL={days[-1]:%Y%m%d}"


def _often(frequency: Frequency | None) -> str | None:
    if frequency is None:
        return None
    if frequency.nth and frequency.weekdays:
        name = _WEEKDAYS[frequency.weekdays[0]]
        return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{n}{name}" for n in frequency.nth)
    if frequency.unit == "week":
        interval = f";INTERVAL={frequency.interval}" if frequency.interval > 1 else ""
        days = ",".join(_WEEKDAYS[day] for day in frequency.weekdays)
        return f"FREQ=WEEKLY{interval};BYDAY={days}" if days else f"FREQ=WEEKLY{interval}"
    if frequency.unit == "decade":
        return "FREQ=MONTHLY;BYMONTHDAY=1,11,21"
    return "FREQ=DAILY" if frequency.unit == "day" else None


def _month_day(days: Sequence[date]) -> int | None:
    """The day of the month that all share; -1 for the last."""
    if len({day.day for day in days}) == 1 and days[0].day <= 28:
        return days[0].day
    if all((day + timedelta(days=1)).day == 1 for day in days):
        return -1
    return days[0].day if len({(day.month, day.day) for day in days}) == 1 else None


def _years_between(frequency: Frequency | None) -> int:
    """ "раз в 3 года", "раз в 36 месяцев": how many years lie between one time and the next."""
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}.get(frequency.unit, 0) if frequency else 0
    return max(1, months * frequency.interval // 12) if frequency else 1


def _evenly(days: Sequence[date], frequency: Frequency | None) -> str | None:
    month_day = _month_day(days)
    if month_day is None:
        return None
    if len(days) == 1:
        years = _years_between(frequency)
        interval = f";INTERVAL={years}" if years > 1 else ""
        return f"FREQ=YEARLY{interval};BYMONTH={days[0].month};BYMONTHDAY={month_day}"
    steps = {(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(days)}
    if len(steps) != 1:
        return None
    (step,) = steps
    if step % 12 == 0:
        interval = f";INTERVAL={step // 12}" if step > 12 else ""
        return f"FREQ=YEARLY{interval};BYMONTH={days[0].month};BYMONTHDAY={month_day}"
    interval = f";INTERVAL={step}" if step > 1 else ""
    return f"FREQ=MONTHLY{interval};BYMONTHDAY={month_day}"


def _yearly(days: Sequence[date]) -> str | None:
    """The same days of some months every year."""
    months, month_days = {day.month for day in days}, {day.day for day in days}
    years = range(days[0].year, days[-1].year + 1)
    expected = [
        date(year, month, day)
        for year in years for month in sorted(months) for day in sorted(month_days)
        if day <= 28 and days[0] <= date(year, month, day) <= days[-1]
    ]  # fmt: skip
    if expected != list(days) or (len(years) < 2 and len(months) < 12):
        return None
    listed = [",".join(str(n) for n in sorted(numbers)) for numbers in (months, month_days)]
    if len(months) == 12:
        return f"FREQ=MONTHLY;BYMONTHDAY={listed[1]}"
    return f"FREQ=YEARLY;BYMONTH={listed[0]};BYMONTHDAY={listed[1]}"
