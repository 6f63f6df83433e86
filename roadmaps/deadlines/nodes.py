"""Builds the elements of ``syntax`` while lark parses: one method for each alias of ``terms.lark``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.monthdays import MonthDayBuilder
from roadmaps.deadlines.stretches import (
    SEASONS,
    UNITS,
    dated,
    day_stretch,
    edge_day,
    edge_of,
    last_of,
    months_stretch,
    of_type,
    types_in,
    unit_in,
    weekday_numbers,
    whole_year,
)
from roadmaps.deadlines.syntax import Base, ImpossibleDateError, RelativeYear, Stretch


class NodeBuilder(MonthDayBuilder):
    """Children are tokens, numbers, groups of numbers, years, tuples of stretches or nodes."""

    # elements

    def at(self, c: list[Any]) -> ast.At:
        return ast.At(c[0])

    def at_in(self, c: list[Any]) -> ast.At:
        preposition = c[0].type if hasattr(c[0], "type") else "V"
        return ast.At(c[-1], preposition)

    def at_all_year(self, c: list[Any]) -> ast.At:
        return ast.At((whole_year(c[-1]),), "V")

    def at_beginning(self, _: list[Any]) -> ast.At:
        return ast.At((edge_of(whole_year(RelativeYear(Base.CURRENT)), "EDGE_START"),))

    def tech(self, _: list[Any]) -> str:
        return "tech"

    def srok(self, _: list[Any]) -> str:
        return "srok"

    def limit(self, _: list[Any]) -> str:
        return "limit"

    def range_plain(self, c: list[Any]) -> ast.Node:
        return _range(c[0], c[-1], formal=False)

    def range_in(self, c: list[Any]) -> ast.Node:
        first, last = of_type(c, tuple)
        return _range(first, last, formal=False)

    def range_formal(self, c: list[Any]) -> ast.Node:
        first, last = of_type(c, tuple)
        return _range(first, last, formal=True)

    def range_of_days(self, c: list[Any]) -> ast.Node:
        groups, last = of_type(c, tuple)
        end = last[0]
        if end.unit == "day" and len(groups) == 1 and groups[0][0] == groups[0][1]:
            return ast.Range(
                dated(day_stretch(end.first[0], groups[0][0], end.first[1]), end.year), end, formal=True
            )
        size = {"quarter": 3, "half": 6}.get(end.unit)
        if size is None or len(groups) != 1:
            raise ImpossibleDateError("не ясно, чего это числа")
        return ast.Range(
            dated(months_stretch(groups[0][0], groups[0][1], end.unit, size), end.year), end, formal=True
        )

    def until(self, c: list[Any]) -> ast.Node:
        named = of_type(c, tuple)[0]
        if "srok" in c and not all(stretch.is_day and stretch.first == stretch.last for stretch in named):
            return ast.At(named)  # "Срок: май", "сроки: 20–25 января"
        return ast.Until(tuple(edge_day(stretch) for stretch in named), formal="srok" not in c)

    def until_range(self, c: list[Any]) -> ast.Until:
        return ast.Until(tuple(edge_day(stretch) for stretch in of_type(c, tuple)[-1][-1:]))

    def until_last_day(self, c: list[Any]) -> ast.EndOf:
        """ "до последнего дня марта 2021 г.", "последний рабочий день декабря"."""
        years = of_type(c, ast.Years | ast.RelativeYear)
        stretches = of_type(c, tuple)[-1]
        named = tuple(dated(s, s.year or (years[0] if years else None)) for s in stretches)
        return ast.EndOf("", named, working="WORKING" in types_in(c))

    def until_last_day_of_year(self, c: list[Any]) -> ast.EndOf:
        """ "не позднее последнего рабочего дня 2026 года"."""
        return ast.EndOf("", (whole_year(c[-1]),), working="WORKING" in types_in(c))

    def until_nth_working_day(self, c: list[Any]) -> ast.EndOf:
        """ "до первого рабочего дня февраля", "на 3-й рабочий день II квартала 2026 года"."""
        return replace(self.until_last_day(c), number=_ordinal_in(c))

    def until_day_of(self, c: list[Any]) -> ast.EndOf:
        """ "до 10 рабочего дня января"."""
        number = next(child[0] for child in of_type(c, tuple) if isinstance(child[0], int))
        return replace(self.until_last_day(c), number=_check_working_day(number), working=True)

    def until_day_before(self, c: list[Any]) -> ast.Offset:
        """ "перед началом учебного года"."""
        begins = (edge_day(stretch) for stretch in c[-1])
        return ast.Offset(-1, "day", tuple(replace(s, last=s.first, unit="day") for s in begins))

    def until_nth_working_day_of_year(self, c: list[Any]) -> ast.EndOf:
        """ "первый рабочий день 2027 года"."""
        return replace(self.until_last_day_of_year(c), number=_ordinal_in(c))

    def until_finish(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf("", tuple(last_of(stretch) for stretch in of_type(c, tuple)[0]))

    def until_end_of_year(self, _: list[Any]) -> ast.EndOf:
        return ast.EndOf("year")

    def any_unit(self, c: list[Any]) -> str:
        return unit_in(c)

    def until_end_of_unit(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf(c[-1])

    def since(self, c: list[Any]) -> ast.Node:
        stretches = of_type(c, tuple)[0]
        first = stretches[0]
        if first.unit == "day" and first.first != first.last:  # "с 19 - 26 сентября"
            return ast.At(stretches)
        return ast.Since(first, starting="starting" in c)

    def starting(self, _: list[Any]) -> str:
        return "starting"

    # recurrences

    def unit(self, c: list[Any]) -> str:
        return UNITS[c[0].type]

    def every_named(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(str(c[0].value))

    def every_unit(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(unit_in(c))

    def every_units(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(c[2], interval=max(1, c[1]))

    def every_weekday(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency("week", weekdays=c[-1])

    def often_on_weekdays(self, c: list[Any]) -> ast.Frequency:
        """ "еженедельно, вторник и четверг"; the days of what comes seldom are no dates."""
        unit = str(c[0].value)
        return ast.Frequency("week", weekdays=c[-1]) if unit in ("week", "day") else ast.Frequency(unit)

    def weekdays(self, c: list[Any]) -> tuple[int, ...]:
        *before, last = [*c[0], c[-1].value] if isinstance(c[0], tuple) else [c[-1].value]
        if "DASH" in types_in(c):
            before += range(before[-1] + 1, last)
        return (*before, last)

    def every_working_day(self, _: list[Any]) -> ast.Frequency:
        return ast.Frequency("day")

    def nth_weekday(self, c: list[Any]) -> ast.Frequency:
        weekdays = tuple(t.value for t in c if getattr(t, "type", "") == "WEEKDAY")
        unit = next((UNITS[kind] for kind in ("QW", "HW") if kind in types_in(c)), "month")
        return ast.Frequency(unit, weekdays=weekdays, nth=weekday_numbers(c))

    def weekday_alone(self, c: list[Any]) -> ast.Frequency:
        return replace(self.nth_weekday(c), alone=True)

    def times_per_unit(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(c[-1], times=c[0])

    def times_per_school_year(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency("school_year", times=c[0])

    def times_per_units(self, c: list[Any]) -> ast.Frequency:
        return ast.Frequency(unit_in(c), interval=max(1, int(c[-2].value)), times=c[0])

    def times(self, c: list[Any]) -> int:
        words = types_in(c)
        if "TWICE" in words or "THRICE" in words:
            return 2 if "TWICE" in words else 3
        numbers = of_type(c, int)
        return numbers[0] if numbers else 1

    def times_plain(self, c: list[Any]) -> int:
        numbers = of_type(c, int)
        return numbers[0] if numbers else 1

    # events and the undated

    def length(self, c: list[Any]) -> tuple[int, str, bool]:
        """Amount, unit, and whether it is the n-th: "5 рабочего дня"."""
        if c[-1].type in ("YW", "YEARS_WORD") and int(c[0].value) > 50:
            raise ImpossibleDateError(f"столько лет не ждут: {c[0].value}")
        working = "WORKING" in types_in(c) and c[-1].type == "DAYW"
        nth = any(getattr(child, "value", None) == "nth" for child in c)
        return (int(c[0].value), "working_day" if working else UNITS[c[-1].type], nth)

    def length_in_days(self, c: list[Any]) -> tuple[int, str, bool]:
        length: tuple[int, str, bool] = c[0]
        return length

    def within(self, c: list[Any]) -> ast.Within:
        amount, unit, nth = of_type(c, tuple)[0]
        return ast.Within(amount, unit, nth=nth)

    def within_nth(self, c: list[Any]) -> ast.Within:
        return ast.Within(_ordinal_in(c), "working_day", nth=True)

    def before_moment(self, c: list[Any]) -> ast.Node:
        return self._offset(c, -1)

    def after_moment(self, c: list[Any]) -> ast.Node:
        return self._offset(c, 1)

    def _offset(self, c: list[Any], sign: int) -> ast.Node:
        """A length counted from a day; from anything longer it stays an event."""
        lengths = [child for child in of_type(c, tuple) if isinstance(child[0], int)]
        amount, unit = lengths[0][:2] if lengths else (1, unit_in(c))
        stretches: tuple[Stretch, ...] = of_type(c, tuple)[-1]
        if unit == "hour" or amount > 400 or not all(stretch.is_day for stretch in stretches):
            return ast.Within(amount, unit, before=sign < 0)
        return ast.Offset(sign * amount, unit, stretches)

    def within_one(self, c: list[Any]) -> ast.Within:
        unit = unit_in(c)
        return ast.Within(*{"half": (6, "month"), "quarter": (3, "month")}.get(unit, (1, unit)))

    within_unit = within_one

    def within_ordinal(self, c: list[Any]) -> ast.Within:
        return ast.Within(next(int(t.value) for t in c if getattr(t, "type", "") == "ORD"), unit_in(c))

    def within_working_day(self, _: list[Any]) -> ast.Within:
        return ast.Within(1, "working_day")

    def within_adjective(self, c: list[Any]) -> ast.Within:
        amount, unit = next(t.value for t in c if getattr(t, "type", "") == "SPANADJ")
        spoken = next((int(t.value) for t in c if getattr(t, "type", "") == "NUM"), None)
        return ast.Within(spoken or amount or 1, unit)

    def within_before(self, c: list[Any]) -> ast.Within:
        amount, unit, _ = of_type(c, tuple)[0]
        return ast.Within(amount, unit, before=True)

    def within_before_unit(self, c: list[Any]) -> ast.Within:
        return ast.Within(1, unit_in(c), before=True)

    def event(self, c: list[Any]) -> ast.Node:
        """One of the words that name an event."""
        season = next((t.value for t in c if getattr(t, "type", "") == "SEASONAL"), None)
        if season == "summer":  # the only holidays whose days are the same everywhere
            return ast.At((Stretch(*SEASONS["summer"], "season"),))
        anchored = {"ANCHOR", "AFTER", "BEFORE", "AT_ONCE"} & types_in(c)
        return ast.Event(soft=not anchored)

    def event_of_end(self, _: list[Any]) -> ast.Event:
        return ast.Event(soft=True, ends=True)

    def weak_event(self, _: list[Any]) -> ast.Event:
        return ast.Event(weak=True)

    def adjective(self, _: list[Any]) -> None:
        return None

    def undated(self, _: list[Any]) -> ast.Undated:
        return ast.Undated()

    def undated_school_term(self, _: list[Any]) -> ast.Undated:
        return ast.Undated()  # each school sets the days of its terms

    def undated_plan(self, _: list[Any]) -> ast.Undated:
        return ast.Undated(plan=True)

    def continuous(self, _: list[Any]) -> ast.Continuous:
        return ast.Continuous()

    def continuous_whole(self, _: list[Any]) -> ast.Continuous:
        return ast.Continuous(whole=True)

    def whole_year(self, _: list[Any]) -> ast.Whole:
        return ast.Whole("year")

    def whole_unit(self, c: list[Any]) -> ast.Whole:
        return ast.Whole(unit_in(c))

    def end_of_year(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf("year", label="EDGE_END" not in types_in(c))

    def end_of_unit(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf(c[-1], label="EDGE_END" not in types_in(c))

    def end_of_moment(self, c: list[Any]) -> ast.EndOf:
        return ast.EndOf("", tuple(last_of(stretch) for stretch in c[-1]), label=True)

    def end_of_moment_and_year(self, c: list[Any]) -> ast.EndOf:
        """ "по итогам I полугодия и года"."""
        end = Stretch((12, 31), (12, 31), "plan_end")
        return ast.EndOf("", (*(last_of(stretch) for stretch in c[2]), end), label=True)

    def end_of_months(self, c: list[Any]) -> ast.EndOf:
        """ "по итогам 9 месяцев 2012 года": counted from January."""
        year = of_type(c, ast.Years | ast.RelativeYear)
        months = [last for _, last in of_type(c, tuple)[0]]
        if any(not 1 <= month <= 12 for month in months):
            raise ImpossibleDateError("нет стольких месяцев в году")
        whole = (Stretch((1, 1), (month, 0), "month") for month in months)
        return ast.EndOf(
            "", tuple(dated(stretch, year[0] if year else None) for stretch in whole), label=True
        )

    def onward(self, _: list[Any]) -> ast.Onward:
        return ast.Onward()

    def reported_unit(self, c: list[Any]) -> ast.Reported:
        return ast.Reported(unit_in(c))

    def reported_moment(self, c: list[Any]) -> ast.Reported:
        return ast.Reported("", c[-1])

    def reported_months(self, c: list[Any]) -> ast.Reported:
        months = int(c[1].value)
        if not 1 <= months <= 12:
            return ast.Reported("period")
        return ast.Reported("", (Stretch((1, 1), (months, 0), "month"),))


def _ordinal_in(c: list[Any]) -> int:
    return _check_working_day(next(int(t.value) for t in c if getattr(t, "type", "") == "ORD"))


def _check_working_day(number: int) -> int:
    if not 1 <= number <= 31:
        raise ImpossibleDateError(f"нет такого рабочего дня: {number}")
    return number


def _range(first: tuple[Stretch, ...], last: tuple[Stretch, ...], *, formal: bool) -> ast.Node:
    years = first[0].unit in ("year", "school_year")
    if not formal and years and last[0].unit not in ("year", "school_year") and last[0].year is None:
        return ast.At(tuple(dated(stretch, first[0].year) for stretch in last))  # "2021 г. – март"
    if not formal and not years and last[0].unit == "year" and first[-1].year is None:
        return ast.At(tuple(dated(stretch, last[0].year) for stretch in first))  # "I кв. – 2025"
    if len(first) == 1 and len(last) == 1:
        if not formal and first[0].unit in ("half", "quarter", "season", "month") and first[0].holds(last[0]):
            return ast.At((dated(last[0], last[0].year or first[0].year),))  # "I квартал – февраль"
        return ast.Range(first[0], last[0], formal)
    if len(last) == 1 and not formal:  # "15, 20 - 25 марта" lists what stands before the last one
        return ast.At((*first[:-1], _join(first[-1], last[0])))
    raise ImpossibleDateError("не ясно, где начало и где конец")


def _join(first: Stretch, last: Stretch) -> Stretch:
    return Stretch(first.first, last.last, last.unit, last.year or first.year)
