"""Where in time a phrase without a year belongs: the years of the plan, and how a stretch lies in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from models.values import TermContext
from roadmaps.deadlines.counting import months_later
from roadmaps.deadlines.syntax import MonthDay, Stretch

SCHOOL_BEGINS = 9
_EARLIEST, _LATEST = 1900, 2200  # other years are misprints


def day_in(year: int, month_day: MonthDay) -> date:
    """The date; day 0 and days past the end of the month mean its last day."""
    month, day = month_day
    if day and day <= 28:
        return date(year, month, day)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, min(day or 31, last.day))


def first_of(year: int, month: int) -> date:
    """The first day of a month that may lie outside 1–12: month 13 is January of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


# the second half of a school year ends with the lessons
SCHOOL_HALVES = (((9, 1), (12, 0)), ((1, 1), (5, 0)))


@dataclass(frozen=True)
class Frame:
    """The years in which year-less phrases are laid out. ``school``: each begins on 1 September."""

    years: tuple[int, ...]
    school: bool = False
    horizon: tuple[date, date] | None = None
    whole: tuple[date, date] | None = None
    source: str = ""

    def with_years(self, years: tuple[int, ...], source: str) -> Frame:
        """The same frame narrowed to years that the phrase itself names."""
        if not years:
            return Frame((), self.school, None, self.whole, source)
        first, last = self._bounds(years[0], years[-1])
        whole = (
            self.whole if self.whole and first <= self.whole[0] and self.whole[1] <= last else (first, last)
        )
        return Frame(years, self.school, None, whole, source)

    def _bounds(self, first: int, last: int) -> tuple[date, date]:
        if self.school:
            return date(first, 9, 1), date(last + 1, 8, 31)
        return date(first, 1, 1), date(last, 12, 31)

    def place(self, first: MonthDay, last: MonthDay, year: int) -> tuple[date, date]:
        """The first and the last day of a stretch in one year of the frame."""
        opens_on, due_on = (day_in(self._calendar_year(md, year), md) for md in (first, last))
        if due_on >= opens_on:
            return opens_on, due_on
        if self.school and first[0] < SCHOOL_BEGINS:  # "август – сентябрь": the August before
            return day_in(opens_on.year - 1, first), due_on
        return opens_on, day_in(due_on.year + 1, last)

    def in_school(self, stretch: Stretch) -> Stretch:
        """In a school plan the halves are those of the school year."""
        beginning = stretch.unit == "edge_start" and (stretch.first, stretch.last) == ((1, 1), (1, 0))
        if self.school and beginning:  # "начало года"
            return Stretch((9, 1), (9, 0), stretch.unit, stretch.year, stretch.note)
        if self.school and stretch.unit == "plan_end":  # "по итогам года"
            return Stretch((5, 31), (5, 31), "day", stretch.year, stretch.note)
        return in_school_half(stretch) if self.school else stretch

    def _calendar_year(self, month_day: MonthDay, year: int) -> int:
        return year + 1 if self.school and month_day[0] < SCHOOL_BEGINS else year

    def lay_out(self, stretch: Stretch) -> list[tuple[date, date]]:
        """The stretch in every year of the frame; what leaves the plan at its end is left out."""
        stretch = self.in_school(stretch)
        if stretch.unit == "school_year" and not self.school:  # no school plan: the time of the lessons
            stretch = Stretch(stretch.first, (5, 31), stretch.unit, stretch.year, stretch.note)
        placed = [self.place(stretch.first, stretch.last, year) for year in self.years]
        if self.horizon is not None:
            return [pair for pair in placed if self.horizon[0] <= pair[1] <= self.horizon[1]]
        if len(placed) > 1 and self.whole is not None:
            inside = [pair for pair in placed if pair[1] <= self.whole[1]]
            return inside or placed
        return placed

    def reported_periods(self, months: int) -> list[tuple[date, date]]:
        """Whole units of ``months`` months to report on; a school year begins in the third quarter."""
        if not (self.school and months == 3):
            return self.periods(months)
        julys = [(year - 1) * 12 + 7 for year in self.years]
        return [_unit(month, month + 3) for july in julys for month in range(july, july + 12, 3)]

    def periods(self, months: int) -> list[tuple[date, date]]:
        """Every calendar unit of ``months`` months (1, 3, 6, 12, …) of the frame.

        "раз в 3 года" fits no calendar: where the plan has no end, the count begins with the document.
        """
        if self.horizon is not None and 12 % months:
            return _counted_from(*self.horizon, months)
        start = SCHOOL_BEGINS if self.school and months < 12 else 1
        if self.school and months == 6:
            return [self.place(*SCHOOL_HALVES[half], year) for year in self.years for half in (0, 1)]
        if self.school and months == 3:
            quarters = ((9, 1), (9, 0)), ((10, 1), (12, 0)), ((1, 1), (3, 0)), ((4, 1), (6, 0))
            return [self.place(first, last, year) for year in self.years for first, last in quarters]
        if self.school and months % 12 == 0:
            return [self.place((9, 1), (8, 0), year) for year in self.years[:: months // 12]]
        found: list[tuple[date, date]] = []
        divides = 12 % months == 0  # else the count runs on from the first year to the last
        for year in self.years if divides else self.years[:1]:
            first = (year - 1) * 12 + start
            last = ((year if divides else self.years[-1]) - 1) * 12 + start + 12
            found += [_unit(month, min(month + months, last)) for month in range(first, last, months)]
        if self.horizon is not None:
            return [pair for pair in found if self.horizon[0] <= pair[1] <= self.horizon[1]]
        if self.whole is not None:  # of a plan for some months, those
            return [pair for pair in found if pair[0] <= self.whole[1] and self.whole[0] <= pair[1]]
        return found


def _counted_from(opens_on: date, last: date, months: int) -> list[tuple[date, date]]:
    """Units of so many months one after another; the last one is cut."""
    begins, begin = [opens_on], 0
    while (begin := begin + months) < (last.year - opens_on.year + 1) * 12:
        begins.append(months_later(opens_on, begin))
    ends = [*(day - timedelta(days=1) for day in begins[1:]), last]
    return [(a, min(b, last)) for a, b in zip(begins, ends, strict=True) if a <= last]


def _unit(first: int, following: int) -> tuple[date, date]:
    """From the first day of a month to the day before another one; months counted from January of year 1."""
    return first_of(1, first), first_of(1, following) - timedelta(days=1)


def in_school_half(stretch: Stretch) -> Stretch:
    """Of a half of the calendar year the half of the school year with its number; all else as it is."""
    if stretch.unit != "half" or stretch.first[0] not in (1, 7) or stretch.last[0] not in (6, 12):
        return stretch
    first, last = SCHOOL_HALVES[stretch.first[0] // 7][0], SCHOOL_HALVES[stretch.last[0] // 12][1]
    return Stretch(first, last, stretch.unit, stretch.year, stretch.note)


@lru_cache(maxsize=256)
def frame_of(context: TermContext) -> Frame:
    """The frame that the context gives; no years where it gives none."""
    school = context.school_year
    if context.period is not None and _EARLIEST <= context.period[0] <= context.period[1] <= _LATEST:
        first, last = context.period
        last = max(first, last - 1) if school else last
        plan = Frame(tuple(range(first, min(last, first + 100) + 1)), school)
        whole = context.horizon or plan._bounds(first, last)
        if context.year is not None:
            year = context.year
            return Frame((year,), school, None, whole, f"год взят из заголовка над строкой: {year}")
        source = f"{first}–{last}" if first != last else str(first)
        return Frame(plan.years, school, None, whole, f"годы взяты из периода документа: {source}")
    if context.year is not None:
        plan = Frame((context.year,), school)
        return Frame(
            (context.year,),
            school,
            None,
            plan._bounds(context.year, context.year),
            f"год взят из заголовка над строкой: {context.year}",
        )
    if context.horizon is not None:
        first_on, last_on = context.horizon
        source = f"конца у документа нет, показаны сроки с {first_on:%d.%m.%Y} по {last_on:%d.%m.%Y}"
        return Frame(tuple(range(first_on.year - 1, last_on.year + 1)), school, context.horizon, None, source)
    return Frame((), school)
