"""Builds the typed nodes of ``syntax`` while lark parses: one method for each alias of ``terms.lark``."""

from __future__ import annotations

from typing import Any

from lark import Transformer

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.syntax import Base, ImpossibleDate, RelativeYear, Stretch, Years

_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_UNITS = {
    "DAYW": "day", "WEEKW": "week", "MW": "month", "QW": "quarter", "HW": "half", "POLGODA": "half",
    "YW": "year", "YEARS_WORD": "year", "HOURW": "hour", "DECADE": "decade", "PERIOD": "period", "WORKING": "working_day",
}  # fmt: skip
_SEASONS = {
    "winter": ((12, 1), (2, 0)), "spring": ((3, 1), (5, 0)), "summer": ((6, 1), (8, 0)), "autumn": ((9, 1), (11, 0)),
}  # fmt: skip

Groups = tuple[tuple[int, int], ...]


def _types(children: list[Any]) -> set[str]:
    return {child.type for child in children if hasattr(child, "type")}


def _of(children: list[Any], kind: Any) -> list[Any]:
    return [child for child in children if isinstance(child, kind)]


def _unit(children: list[Any]) -> str:
    return next(_UNITS[c.type] for c in reversed(children) if hasattr(c, "type") and c.type in _UNITS)


def _month(month: int) -> Stretch:
    return Stretch((month, 1), (month, 0), "month")


def _day(month: int, first: int, last: int) -> Stretch:
    if not (1 <= first <= last <= _MONTH_LENGTHS[month - 1]):
        raise ImpossibleDate(f"нет такого числа в месяце: {first if first == last else f'{first}–{last}'}")
    return Stretch((month, first), (month, last), "day")


def _months(first: int, last: int, unit: str, size: int) -> Stretch:
    count = 12 // size
    if not (1 <= first <= count and 1 <= last <= count):
        raise ImpossibleDate(f"нет такого номера: {max(first, last)}")
    return Stretch((first * size - size + 1, 1), (last * size, 0), unit)


def _dated(stretch: Stretch, year: ast.YearRef | None) -> Stretch:
    return Stretch(stretch.first, stretch.last, stretch.unit, year, stretch.note)


class NodeBuilder(Transformer[Any, Any]):
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

    def year_before(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.PLANNED, -1)

    def school_year(self, _: list[Any]) -> RelativeYear:
        return RelativeYear(Base.EACH, 100)  # school year without a number

    # places in the calendar; each yields a tuple of stretches

    def days(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(_day(c[-1].value, first, last) for first, last in c[0])

    def month(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (_month(next(t.value for t in c if t.type == "MONTH")),)

    def month_named(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (_month(c[1].value),)

    def date(self, c: list[Any]) -> tuple[Stretch, ...]:
        day, month, year = c[0].value
        return (_dated(_day(month, day, day), Years(year, year) if year else None),)

    def days_before_date(self, c: list[Any]) -> tuple[Stretch, ...]:
        day, month, year = c[-1].value
        years = Years(year, year) if year else None
        if c[1].type != "DASH":
            return (
                *(_dated(_day(month, a, b), years) for a, b in c[0]),
                _dated(_day(month, day, day), years),
            )
        *head, (first, _) = c[0]
        return (*(_dated(_day(month, a, b), years) for a, b in head), _dated(_day(month, first, day), years))

    def month_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        month, year = c[0].value
        return (_dated(_month(month), Years(year, year)),)

    def quarters(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(_months(first, last, "quarter", 3) for first, last in c[0])

    def quarter_named(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (_months(c[1], c[1], "quarter", 3),)

    def halves(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(_months(first, last, "half", 6) for first, last in c[0])

    def decades(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(self._decade(first, last, c[-1].value) for first, last in c[0])

    def last_decade(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (self._decade(3, 3, c[-1].value),)

    def _decade(self, first: int, last: int, month: int) -> Stretch:
        if not 1 <= first <= last <= 3:
            raise ImpossibleDate(f"нет такой декады: {last}")
        return Stretch((month, first * 10 - 9), (month, 0 if last == 3 else last * 10), "decade")

    def week_of_month(self, c: list[Any]) -> tuple[Stretch, ...]:
        month, last = c[-1].value, c[0].type == "LAST"
        number = 4 if last else int(c[0].value)
        if not 1 <= number <= 5:
            raise ImpossibleDate(f"нет такой недели: {number}")
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

    def half_of_month(self, c: list[Any]) -> tuple[Stretch, ...]:
        if c[0] == 1:
            return (Stretch((c[-1].value, 1), (c[-1].value, 15), "decade"),)
        return (Stretch((c[-1].value, 16), (c[-1].value, 0), "decade"),)

    def season(self, c: list[Any]) -> tuple[Stretch, ...]:
        first, last = _SEASONS[c[0].value]
        return (Stretch(first, last, "season"),)

    def edge(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(_edge(stretch, c[0].type) for stretch in c[1])

    def bare_moment(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(c[0])

    def dated_moment(self, c: list[Any]) -> tuple[Stretch, ...]:
        return tuple(_dated(stretch, stretch.year or c[1]) for stretch in c[0])

    def year_moment(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (_whole_year(c[0]),)

    def edge_of_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (_edge(_whole_year(c[1]), c[0].type),)

    def half_of_year(self, c: list[Any]) -> tuple[Stretch, ...]:
        return (_dated(_months(c[0], c[0], "half", 6), c[-1]),)

    # elements

    def at(self, c: list[Any]) -> ast.At:
        return ast.At(c[0])

    def at_in(self, c: list[Any]) -> ast.At:
        preposition = c[0].type if hasattr(c[0], "type") else "V"
        return ast.At(c[-1], preposition)

    def at_all_year(self, c: list[Any]) -> ast.At:
        return ast.At((_whole_year(c[-1]),), "V")

    def tech(self, _: list[Any]) -> str:
        return "tech"

    def srok(self, _: list[Any]) -> str:
        return "srok"

    def limit(self, _: list[Any]) -> str:
        return "limit"

    def range_plain(self, c: list[Any]) -> ast.Node:
        return _range(c[0], c[-1], formal=False)

    def range_in(self, c: list[Any]) -> ast.Node:
        first, last = _of(c, tuple)
        return _range(first, last, formal=False)

    def range_formal(self, c: list[Any]) -> ast.Node:
        first, last = _of(c, tuple)
        return _range(first, last, formal=True)

    def range_of_days(self, c: list[Any]) -> ast.Node:
        groups, last = _of(c, tuple)
        end = last[0]
        if end.unit == "day" and len(groups) == 1 and groups[0][0] == groups[0][1]:
            return ast.Range(
                _dated(_day(end.first[0], groups[0][0], end.first[1]), end.year), end, formal=True
            )
        size = {"quarter": 3, "half": 6}.get(end.unit)
        if size is None or len(groups) != 1:
            raise ImpossibleDate("не ясно, чего это числа")
        return ast.Range(
            _dated(_months(groups[0][0], groups[0][1], end.unit, size), end.year), end, formal=True
        )

    def until(self, c: list[Any]) -> ast.Until:
        stretches = tuple(_edge_day(stretch) for stretch in _of(c, tuple)[0])
        return ast.Until(stretches, formal="srok" not in c or "UNTIL" in _types(c))

    def until_end_of_year(self, _: list[Any]) -> ast.EndOf:
        return ast.EndOf("year")

    def until_end_of_unit(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf(_unit(c))

    def since(self, c: list[Any]) -> ast.Node:
        stretches = _of(c, tuple)[0]
        first = stretches[0]
        if first.unit == "day" and first.first != first.last:  # "с 19 - 26 сентября"
            return ast.At(stretches)
        return ast.Since(first)

    def limit_day(self, c: list[Any]) -> ast.DayOfMonth:
        return _day_of_month(c, deadline=True)

    def limit_day_short(self, c: list[Any]) -> ast.DayOfMonth:
        shift = 1 if "FOLLOWING" in _types(c) else 0
        return ast.DayOfMonth(
            _of(c, tuple)[0], ast.Anchor("month" if shift == 0 else None, shift, reporting=shift > 0), True
        )

    def plain_day(self, c: list[Any]) -> ast.DayOfMonth:
        return _day_of_month(c, deadline=True)

    def days_range(self, c: list[Any]) -> ast.DayOfMonth:
        first, last = _of(c, tuple)
        anchors = _of(c, ast.Anchor)
        if not 1 <= first[0][0] <= last[0][1] <= 31:
            raise ImpossibleDate("нет таких чисел в месяце")
        return ast.DayOfMonth(((first[0][0], last[0][1]),), anchors[0] if anchors else ast.Anchor(), False)

    def limit_last_day(self, c: list[Any]) -> ast.Node:
        return ast.EndOf(c[-1])

    plain_last_day = limit_last_day

    def last_unit(self, c: list[Any]) -> str:
        return _unit(c)

    def anchor_month(self, _: list[Any]) -> ast.Anchor:
        return ast.Anchor("month")

    def anchor_next_month(self, _: list[Any]) -> ast.Anchor:
        return ast.Anchor(None, 1, reporting=True)

    def anchor_after(self, c: list[Any]) -> ast.Anchor:
        numbers = _of(c, int)
        return ast.Anchor(_of(c, str)[-1] or None, numbers[0] if numbers else 1, reporting=True)

    def anchor_after_named(self, c: list[Any]) -> ast.Anchor:
        unit = _UNITS[c[-2].type]
        return ast.Anchor(None if unit == "period" else unit, 1, reporting=True)

    def anchor_inside(self, c: list[Any]) -> ast.Anchor:
        return ast.Anchor(_unit(c), 0, within=c[0])

    def anchor_following_unit(self, c: list[Any]) -> ast.Anchor:
        return ast.Anchor(_unit(c), c[0], reporting=True)

    def anchor_last(self, c: list[Any]) -> ast.Anchor:
        return ast.Anchor(_unit(c), 0)

    def report_plain(self, _: list[Any]) -> str:
        return ""

    def report_named(self, c: list[Any]) -> str:
        unit = _UNITS[c[-1].type]
        return "" if unit == "period" else unit

    def report_named_only(self, c: list[Any]) -> str:
        return _UNITS[c[-1].type]

    # recurrences

    def unit(self, c: list[Any]) -> str:
        return _UNITS[c[0].type]

    def every_named(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(str(c[0].value))

    def every_unit(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(_unit(c))

    def every_units(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(c[2], interval=max(1, c[1]))

    def every_weekday(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency("week", weekday=c[-1].value)

    def every_working_day(self, _: list[Any]) -> ast.Frequency:
        return ast.Frequency("day")

    def nth_weekday(self, c: list[Any]) -> ast.Frequency:
        weekday = next(t.value for t in c if getattr(t, "type", "") == "WEEKDAY")
        numbers = _of(c, int)
        return ast.Frequency("month", weekday=weekday, nth=numbers[0] if numbers else -1)

    def times_per_unit(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(c[-1], times=c[0])

    def times_per_school_year(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency("school_year", times=c[0])

    def times_per_units(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(c[-1], interval=max(1, c[-2]), times=c[0])

    def times(self, c: list[Any]) -> int:
        words = _types(c)
        if "TWICE" in words or "THRICE" in words:
            return 2 if "TWICE" in words else 3
        numbers = _of(c, int)
        return numbers[0] if numbers else 1

    def times_plain(self, c: list[Any]) -> int:
        numbers = _of(c, int)
        return numbers[0] if numbers else 1

    # events and the undated

    def length(self, c: list[Any]) -> tuple[int, str]:
        working = "WORKING" in _types(c) and c[-1].type == "DAYW"
        return (int(c[0].value), "working_day" if working else _UNITS[c[-1].type])

    def within(self, c: list[Any]) -> ast.Within:
        return ast.Within(*_of(c, tuple)[0])

    def within_one(self, c: list[Any]) -> ast.Within:
        return ast.Within(1, _unit(c))

    within_unit = within_one

    def within_adjective(self, c: list[Any]) -> ast.Within:
        amount, unit = next(t.value for t in c if getattr(t, "type", "") == "SPANADJ")
        spoken = next((int(t.value) for t in c if getattr(t, "type", "") == "NUM"), None)
        return ast.Within(spoken or amount or 1, unit)

    def within_before(self, c: list[Any]) -> ast.Within:
        amount, unit = _of(c, tuple)[0]
        return ast.Within(amount, unit, before=True)

    def within_before_unit(self, c: list[Any]) -> ast.Within:
        return ast.Within(1, _unit(c), before=True)

    def event(self, c: list[Any]) -> ast.Node:
        season = next((t.value for t in c if getattr(t, "type", "") == "SEASON"), None)
        if season == "summer":  # the only holidays whose days are the same everywhere
            return ast.At((Stretch(*_SEASONS["summer"], "season"),))
        return ast.Event()

    def adjective(self, _: list[Any]) -> None:
        return None

    def undated(self, _: list[Any]) -> ast.Undated:
        return ast.Undated()

    def undated_plan(self, _: list[Any]) -> ast.Undated:
        return ast.Undated(plan=True)

    def continuous(self, _: list[Any]) -> ast.Continuous:
        return ast.Continuous()

    def continuous_whole(self, _: list[Any]) -> ast.Continuous:
        return ast.Continuous(whole=True)

    def whole_year(self, _: list[Any]) -> ast.Whole:
        return ast.Whole("year")

    def whole_unit(self, c: list[Any]) -> ast.Whole:
        return ast.Whole(_unit(c))

    def end_of_year(self, _: list[Any]) -> ast.EndOf:
        return ast.EndOf("year")

    def end_of_unit(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf(_unit(c))

    def end_of_moment(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf("", tuple(_last_of(stretch) for stretch in c[-1]))

    def onward(self, _: list[Any]) -> ast.Onward:
        return ast.Onward()

    def reported_unit(self, c: list[Any]) -> ast.Reported:
        return ast.Reported(_unit(c))

    def reported_moment(self, c: list[Any]) -> ast.Reported:
        return ast.Reported("", c[-1])

    def reported_months(self, c: list[Any]) -> ast.Reported:
        months = int(c[1].value)
        if not 1 <= months <= 12:
            return ast.Reported("period")
        return ast.Reported("", (Stretch((1, 1), (months, 0), "month"),))


def _whole_year(year: ast.YearRef) -> Stretch:
    if isinstance(year, Years) and year.school:
        return Stretch((9, 1), (8, 0), "school_year", year)
    if isinstance(year, RelativeYear) and year.offset == 100:
        return Stretch((9, 1), (8, 0), "school_year", RelativeYear(Base.EACH))
    return Stretch((1, 1), (12, 0), "year", year)


_EDGES = {"EDGE_START": "edge_start", "EDGE_MIDDLE": "edge_middle", "EDGE_END": "edge_end"}


def _edge(stretch: Stretch, edge: str) -> Stretch:
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


def _last_of(stretch: Stretch) -> Stretch:
    """The last day of a stretch; a school year without a number ends with the lessons."""
    if stretch.unit == "school_year" and isinstance(stretch.year, RelativeYear):
        return Stretch((5, 31), (5, 31), "day", stretch.year)
    return stretch


def _edge_day(stretch: Stretch) -> Stretch:
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


def _range(first: tuple[Stretch, ...], last: tuple[Stretch, ...], *, formal: bool) -> ast.Node:
    years = first[0].unit in ("year", "school_year")
    if not formal and years and last[0].unit not in ("year", "school_year") and last[0].year is None:
        return ast.At(tuple(_dated(stretch, first[0].year) for stretch in last))  # "2021 г. – март"
    if len(first) == 1 and len(last) == 1:
        return ast.Range(first[0], last[0], formal)
    if len(last) == 1 and not formal:  # "15, 20 - 25 марта" lists what stands before the last one
        return ast.At((*first[:-1], _join(first[-1], last[0])))
    raise ImpossibleDate("не ясно, где начало и где конец")


def _join(first: Stretch, last: Stretch) -> Stretch:
    return Stretch(first.first, last.last, last.unit, last.year or first.year)


def _day_of_month(c: list[Any], *, deadline: bool) -> ast.DayOfMonth:
    groups = next(child for child in c if isinstance(child, tuple))
    if any(not 1 <= a <= b <= 31 for a, b in groups):
        raise ImpossibleDate("нет такого числа в месяце")
    anchors = _of(c, ast.Anchor)
    return ast.DayOfMonth(groups, anchors[0] if anchors else ast.Anchor(), deadline)
