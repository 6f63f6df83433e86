"""Builds numbers, years and stretches of the calendar while lark parses: the base of ``nodes``."""

from __future__ import annotations

from calendar import isleap
from dataclasses import replace
from typing import Any

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.frames import in_school_half
from roadmaps.deadlines.syntax import Base, ImpossibleDateError, RelativeYear, Stretch, Years

_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
UNITS = {
    "DAYW": "day", "WEEKW": "week", "MW": "month", "QW": "quarter", "HW": "half", "POLGODA": "half",
    "YW": "year", "YEARS_WORD": "year", "HOURW": "hour", "DECADE": "decade", "PERIOD": "period",
    "WORKING": "working_day", "TERM": "term",
}  # fmt: skip
SEASONS = {
    "winter": ((12, 1), (2, 0)), "spring": ((3, 1), (5, 0)), "summer": ((6, 1), (8, 0)),
    "autumn": ((9, 1), (11, 0)),
}  # fmt: skip

Groups = tuple[tuple[int, int], ...]


def types_in(children: list[Any]) -> set[str]:
    return {child.type for child in children if hasattr(child, "type")}


def of_type(children: list[Any], kind: Any) -> list[Any]:
    return [child for child in children if isinstance(child, kind)]


def unit_in(children: list[Any]) -> str:
    return next(UNITS[c.type] for c in reversed(children) if hasattr(c, "type") and c.type in UNITS)


def month_stretch(month: int) -> Stretch:
    return Stretch((month, 1), (month, 0), "month")


def day_stretch(month: int, first: int, last: int) -> Stretch:
    if not (1 <= first <= last <= _MONTH_LENGTHS[month - 1]):
        raise ImpossibleDateError(
            f"нет такого числа в месяце: {first if first == last else f'{first}–{last}'}"
        )
    return Stretch((month, first), (month, last), "day")


def months_stretch(first: int, last: int, unit: str, size: int) -> Stretch:
    count = 12 // size
    if not (1 <= first <= count and 1 <= last <= count):
        raise ImpossibleDateError(f"нет такого номера: {max(first, last)}")
    return Stretch((first * size - size + 1, 1), (last * size, 0), unit)


def dated(stretch: Stretch, year: ast.YearRef | None) -> Stretch:
    if (
        isinstance(year, Years)
        and stretch.unit == "day"
        and stretch.last == (2, 29)
        and not isleap(year.first)
    ):
        raise ImpossibleDateError(f"29 февраля {year.first} года")
    return Stretch(stretch.first, stretch.last, stretch.unit, year, stretch.note, stretch.nth)


def weekday_numbers(c: list[Any]) -> tuple[int, ...]:
    """Which weekdays of a month are named: (2, 4), or (-1,) for the last."""
    groups = of_type(c, tuple)
    numbers = tuple(which for a, b in groups[0] for which in range(a, b + 1)) if groups else (-1,)
    if not numbers or any(which not in (-1, 1, 2, 3, 4) for which in numbers):
        raise ImpossibleDateError("нет такого дня недели в месяце")
    return numbers


class CalendarBuilder:
    """Children are tokens, numbers, groups of numbers, years, stretches or nodes."""

    def start(self, c: list[Any]) -> Any:
        return c[0]

    # numbers

    def number(self, c: list[Any]) -> int:
        return int(c[0].value)

    def numbers_one(self, c: list[Any]) -> Groups:
        return ((c[0], c[0]),)

    def numbers_list(self, c: list[Any]) -> Groups:
        return (*c[0], (c[-1], c[-1]))

    def numbers_range(self, c: list[Any]) -> Groups:
        *head, (first, _) = c[0]
        return (*head, (first, c[-1]))

    def numbers_beside(self, c: list[Any]) -> Groups:
        *head, (first, _) = c[0]
        return (*head, (first, int(c[-1].value)))

    # years

    def year_one(self, c: list[Any]) -> Years:
        return Years(c[0].value, c[0].value)

    def year_school(self, c: list[Any]) -> Years:
        return Years(c[0].value, c[0].value, school=True)

    def years(self, c: list[Any]) -> Years:
        first, last, sign = c[0].value
        return (
            Years(first, last - 1, school=True) if sign == "/" and last == first + 1 else Years(first, last)
        )

    def years_school(self, c: list[Any]) -> Years:
        first, last, _ = c[0].value
        return Years(first, max(first, last - 1), school=True)

    def year_x(self, c: list[Any]) -> RelativeYear:
        return RelativeYear(Base.PLANNED, int(c[0].value))

    def year_current(self, c: list[Any]) -> RelativeYear:
        return RelativeYear(Base.CURRENT)

    def year_each(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.EACH)

    def year_next(self, c: list[Any]) -> RelativeYear:
        return RelativeYear(
            Base.PLANNED if c[0].type == "PLANNED" else Base.REPORT, 0 if c[0].type == "PLANNED" else 1
        )

    def year_after_report(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.REPORT, 1)

    def year_after_last(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.LAST, 1)

    def year_last(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.LAST)

    def year_of_plan(self, c: list[Any]) -> RelativeYear:
        return RelativeYear(Base.FIRST, int(c[0].value) - 1)

    def year_before(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.PLANNED, -1)

    def school_year(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.SCHOOL)

    # places in the calendar; each yields a tuple of stretches

    def days(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(day_stretch(c[-1].value, first, last) for first, last in c[0])

    def month(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (month_stretch(next(t.value for t in c if t.type == "MONTH")),)

    def every_month(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (dated(month_stretch(c[1].value), RelativeYear(Base.EACH)),)

    def month_named(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (month_stretch(c[1].value),)

    def date(self, c: list[Any]) -> tuple[Stretch, ...]:
        day, month, year = c[0].value
        return (dated(day_stretch(month, day, day), Years(year, year) if year else None),)

    def days_before_date(self, c: list[Any]) -> tuple[Stretch, ...]:
        day, month, year = c[-1].value
        years = Years(year, year) if year else None
        if c[1].type != "DASH":
            return (
                *(dated(day_stretch(month, a, b), years) for a, b in c[0]),
                dated(day_stretch(month, day, day), years),
            )
        *head, (first, _) = c[0]
        return (
            *(dated(day_stretch(month, a, b), years) for a, b in head),
            dated(day_stretch(month, first, day), years),
        )

    def month_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        month, year = c[0].value
        return (dated(month_stretch(month), Years(year, year)),)

    def months_before_month_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        month, year = c[-1].value
        first = c[0][0][0]
        if not 1 <= first < month or len(c[0]) > 1:
            raise ImpossibleDateError(f"нет такого месяца: {first}")
        return (Stretch((first, 1), (month, 0), "month", Years(year, year)),)

    def quarters(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(_numbered(first, last, "quarter", 3) for first, last in c[0])

    def quarter_named(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (months_stretch(c[1], c[1], "quarter", 3),)

    def halves(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(_numbered(first, last, "half", 6) for first, last in c[0])

    def decades(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(self._decade(first, last, c[-1].value) for first, last in c[0])

    def last_decade(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (self._decade(3, 3, c[-1].value),)

    def _decade(self, first: int, last: int, month: int) -> Stretch:
        if not 1 <= first <= last <= 3:
            raise ImpossibleDateError(f"нет такой декады: {last}")
        return Stretch((month, first * 10 - 9), (month, 0 if last == 3 else last * 10), "decade")

    def week_of_month(self, c: list[Any]) -> tuple[Stretch, ...]:
        month, last = c[-1].value, c[0].type == "LAST"
        number = 4 if last else int(c[0].value)
        if not 1 <= number <= 5:
            raise ImpossibleDateError(f"нет такой недели: {number}")
        length = 28 if month == 2 else _MONTH_LENGTHS[month - 1]
        first = length - 6 if last else number * 7 - 6
        note = "Недели месяца сочтены по семь дней от его " + ("конца." if last else "первого числа.")
        return (
            Stretch(
                (month, min(first, length - 6)),
                (month, 0 if last or number == 5 else number * 7),
                "week",
                None,
                note,
            ),
        )

    def weeks_of_month(self, c: list[Any]) -> tuple[Stretch, ...]:
        month, last, sign = c[-1].value, c[-3], c[1].type
        groups = (*c[0][:-1], (c[0][-1][0], last)) if sign == "DASH" else (*c[0], (last, last))
        if any(not 1 <= a <= b <= 5 for a, b in groups):
            raise ImpossibleDateError(f"нет такой недели: {last}")
        note = "Недели месяца сочтены по семь дней от его первого числа."
        return tuple(
            Stretch((month, a * 7 - 6), (month, 0 if b == 5 else b * 7), "week", None, note)
            for a, b in groups
        )

    def days_at_edge(self, c: list[Any]) -> tuple[Stretch, ...]:
        """ "первые две недели сентября", "последние 10 дней мая"."""
        month, at_end = c[-1].value, c[0].type == "LAST"
        size = {"DAYW": 1, "WEEKW": 7, "DECADE": 10}[c[2].type] * int(c[1].value)
        length = 28 if month == 2 else _MONTH_LENGTHS[month - 1]
        if not 1 <= size <= length or not (at_end or c[0].value == 1):
            raise ImpossibleDateError(f"нет стольких дней в месяце: {size}")
        first, last = (length - size + 1, 0) if at_end else (1, size)
        note = "" if c[2].type == "DAYW" else "Недели и декады месяца сочтены от его края."
        return (Stretch((month, first), (month, last), "week", None, note),)

    def semester(self, c: list[Any]) -> tuple[Stretch, ...]:
        half = months_stretch(c[0], c[0], "half", 6)
        note = "Семестром взято полугодие учебного года; его дни могут быть другими."
        return (replace(in_school_half(half), note=note),)

    def weekday_of_month(self, c: list[Any]) -> tuple[Stretch, ...]:
        month = month_stretch(c[-1].value)
        return tuple(
            Stretch(month.first, month.last, "day", nth=(c[1].value, which)) for which in weekday_numbers(c)
        )

    def half_of_month(self, c: list[Any]) -> tuple[Stretch, ...]:
        if c[0] == 1:
            return (Stretch((c[-1].value, 1), (c[-1].value, 15), "decade"),)
        return (Stretch((c[-1].value, 16), (c[-1].value, 0), "decade"),)

    def season(self, c: list[Any]) -> tuple[Stretch, ...]:
        first, last = SEASONS[c[0].value]
        return (Stretch(first, last, "season"),)

    def seasons(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (Stretch(SEASONS[c[0].value][0], SEASONS[c[2].value][1], "season"),)

    def edge(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(edge_of(stretch, c[0].type) for stretch in c[1])

    def bare_moment(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(c[0])

    def dated_moment(self, c: list[Any]) -> tuple[Stretch, ...]:
        stretches = map(in_school_half, c[0]) if _is_school(c[1]) else c[0]
        return tuple(dated(stretch, stretch.year or c[1]) for stretch in stretches)

    def year_moment(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (whole_year(c[0]),)

    def edge_of_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (edge_of(whole_year(c[1]), c[0].type),)

    def edges(self, c: list[Any]) -> list[str]:
        return [token.type for token in c if token.type.startswith("EDGE")]

    def edges_of(self, c: list[Any]) -> tuple[Stretch, ...]:
        year = c[2] if len(c) > 2 else None
        return tuple(edge_of(dated(one, one.year or year), edge) for one in c[1] for edge in c[0])

    def edges_of_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(edge_of(whole_year(c[1]), edge) for edge in c[0])

    def beginning_of_plan_year(self, _: list[Any]) -> tuple[Stretch, ...]:
        return (Stretch((1, 1), (1, 1), "day"),)

    def edges_of_plan_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(edge_of(whole_year(RelativeYear(Base.CURRENT)), edge) for edge in c[0])

    def half_of_plan_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (months_stretch(c[0], c[0], "half", 6),)

    def half_of_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        half = months_stretch(c[0], c[0], "half", 6)
        return (dated(in_school_half(half) if _is_school(c[-1]) else half, c[-1]),)


def _numbered(first: int, last: int, unit: str, size: int) -> Stretch:
    """ "IV–I кварталы" go over into the next year, or stand the wrong way round."""
    note = "Номера идут через новый год; возможно, они переставлены." if last < first else ""
    return replace(months_stretch(first, last, unit, size), note=note)


def _is_school(year: ast.YearRef | None) -> bool:
    return isinstance(year, RelativeYear) and year.base is Base.SCHOOL


def whole_year(year: ast.YearRef) -> Stretch:
    if isinstance(year, Years) and year.school:
        return Stretch((9, 1), (8, 0), "school_year", year)
    if _is_school(year):
        return Stretch((9, 1), (8, 0), "school_year", RelativeYear(Base.EACH))
    return Stretch((1, 1), (12, 0), "year", year)


_EDGES = {"EDGE_START": "edge_start", "EDGE_MIDDLE": "edge_middle", "EDGE_END": "edge_end"}


def edge_of(stretch: Stretch, edge: str) -> Stretch:
    """The beginning, the middle or the end of a stretch: thirds of a month, else one month of it."""
    note, unit = "Границы «начала», «середины», «конца» условны.", _EDGES[edge]
    (first_month, _), (last_month, _) = stretch.first, stretch.last
    if stretch.unit == "day":
        return stretch
    if stretch.unit == "school_year":
        last_month = 5
    if first_month == last_month:
        first, last = {"EDGE_START": (1, 10), "EDGE_MIDDLE": (11, 20), "EDGE_END": (21, 0)}[edge]
        return Stretch((first_month, first), (first_month, last), unit, stretch.year, note)
    middle = (first_month + (last_month - first_month) % 12 // 2 - 1) % 12 + 1
    month = {"EDGE_START": first_month, "EDGE_MIDDLE": middle, "EDGE_END": last_month}[edge]
    return Stretch((month, 1), (month, 0), unit, stretch.year, note)


def last_of(stretch: Stretch) -> Stretch:
    """The last day of a stretch; a school year without a number ends with the lessons."""
    if stretch.unit == "school_year" and isinstance(stretch.year, RelativeYear):
        return Stretch((5, 31), (5, 31), "day", stretch.year)
    return stretch


def edge_day(stretch: Stretch) -> Stretch:
    """The day that "до начала", "до середины", "до конца" mean."""
    if stretch.unit not in _EDGES.values():
        return stretch
    month, day = stretch.last if stretch.unit == "edge_end" else stretch.first
    if stretch.unit == "edge_middle":
        day = 15
    return Stretch(
        (month, day or 28),
        (month, day),
        "day" if day else "month",
        stretch.year,
        "" if not day else stretch.note,
    )
