"""Builds days of the month: "до 10 числа месяца, следующего за отчетным", "в первой декаде месяца"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.stretches import UNITS, CalendarBuilder, of_type, types_in, unit_in
from roadmaps.deadlines.syntax import ImpossibleDateError

_LENGTHS = {"quarter": 3, "half": 6, "year": 12}  # months

LAST_MONTH = 99  # of a period that the frequency names


class MonthDayBuilder(CalendarBuilder):
    """Children are tokens, numbers, groups of numbers, lengths, anchors and names of units."""

    def limit_day(self, c: list[Any]) -> ast.DayOfMonth:
        return _day_of_month(c, deadline=True)

    def limit_day_short(self, c: list[Any]) -> ast.DayOfMonth:
        shift = 1 if "FOLLOWING" in types_in(c) else 0
        return ast.DayOfMonth(
            of_type(c, tuple)[0],
            ast.Anchor("month" if shift == 0 else None, shift, reporting=shift > 0),
            True,
        )

    def plain_day(self, c: list[Any]) -> ast.DayOfMonth:
        return _day_of_month(c, deadline=True)

    def days_range(self, c: list[Any]) -> ast.DayOfMonth:
        first, last = of_type(c, tuple)
        anchors = of_type(c, ast.Anchor)
        if not 1 <= first[0][0] <= last[0][1] <= 31:
            raise ImpossibleDateError("нет таких чисел в месяце")
        return ast.DayOfMonth(((first[0][0], last[0][1]),), anchors[0] if anchors else ast.Anchor(), False)

    def limit_nth_day(self, c: list[Any]) -> ast.Node:
        """ "до 5 рабочего дня месяца, следующего за отчетным"."""
        lengths = of_type(c, tuple)
        if lengths and c[0] is lengths[0] and not lengths[0][2]:
            return ast.Within(*lengths[0][:2])  # "3 дня каждого месяца"
        if lengths:
            number, unit = lengths[0][:2]
        else:
            number = next(int(t.value) for t in c if getattr(t, "type", "") == "ORD")
            unit = "working_day" if "WORKING" in types_in(c) else "day"
        if unit not in ("day", "working_day") or not 1 <= number <= 31:
            raise ImpossibleDateError("нет такого дня в месяце")
        return ast.DayOfMonth(((number, number),), of_type(c, ast.Anchor)[0], True, unit == "working_day")

    def part_of_month(self, c: list[Any]) -> ast.DayOfMonth:
        """ "первая декада месяца", "последняя неделя каждого месяца"."""
        types = types_in(c)
        size = 10 if "DECADE" in types else 15 if "HALFPART" in types else 7
        spoken = next((child for child in c if isinstance(child, int | tuple)), None)
        if spoken is None:
            spoken = next((int(t.value) for t in c if getattr(t, "type", "") in ("ORD", "ROMAN")), None)
        groups = ((spoken, spoken),) if isinstance(spoken, int) else spoken or ()
        parts = {10: 3, 15: 2, 7: 5}[size]
        if any(not 1 <= a <= b <= parts for a, b in groups):
            raise ImpossibleDateError("нет такой части месяца")
        ends = tuple((a * size - size + 1, 31 if b == parts else b * size) for a, b in groups)
        if not ends:  # the last one
            ends = ((21, 31),) if size == 10 else ((-7, 31),)
        anchors = of_type(c, ast.Anchor)
        return ast.DayOfMonth(ends, anchors[0] if anchors else ast.Anchor("month"), False)

    def part_of_unit(self, c: list[Any]) -> ast.DayOfMonth:
        """ "последняя декада квартала", "первая неделя каждого полугодия"."""
        unit = unit_in(c)
        within = _LENGTHS[unit] if "LAST" in types_in(c) else 1
        return replace(self.part_of_month(c), anchor=ast.Anchor(unit, 0, within=within))

    def part_alone(self, c: list[Any]) -> ast.DayOfMonth:
        """ "2-я неделя", of which month is not said."""
        return replace(self.part_of_month(c), anchor=ast.Anchor(), alone=True)

    def month_of_unit(self, c: list[Any]) -> ast.DayOfMonth:
        """ "последний месяц квартала"."""
        spoken = next((int(t.value) for t in c if t.type in ("ORD", "ROMAN")), 0)
        unit = unit_in(c)
        length = _LENGTHS[unit]
        if spoken > length:
            raise ImpossibleDateError(f"нет такого месяца: {spoken}")
        return ast.DayOfMonth(((1, 31),), ast.Anchor(unit, 0, within=spoken or length), False)

    def edge_of_unit(self, c: list[Any]) -> ast.DayOfMonth:
        """ "в начале каждого месяца", "середина квартала"."""
        starts, unit = "EDGE_START" in types_in(c), c[-1]
        if unit == "month":
            return ast.DayOfMonth(((1, 10) if starts else (11, 20),), ast.Anchor("month"), False)
        month = 1 if starts else {"quarter": 2, "half": 4}[unit]
        return ast.DayOfMonth(((1, 31),), ast.Anchor(unit, 0, within=month), False)

    def limit_last_day(self, c: list[Any]) -> ast.Node:
        return ast.EndOf(c[-1], working="WORKING" in types_in(c))

    plain_last_day = limit_last_day

    def last_unit(self, c: list[Any]) -> str:
        return unit_in(c)

    def anchor_month(self, _: list[Any]) -> ast.Anchor:
        return ast.Anchor("month")

    def anchor_next_month(self, _: list[Any]) -> ast.Anchor:
        return ast.Anchor(None, 1, reporting=True)

    def anchor_after(self, c: list[Any]) -> ast.Anchor:
        numbers = of_type(c, int)
        return ast.Anchor(of_type(c, str)[-1] or None, numbers[0] if numbers else 1, reporting=True)

    def anchor_after_named(self, c: list[Any]) -> ast.Anchor:
        unit = UNITS[c[-2].type]
        return ast.Anchor(None if unit == "period" else unit, 1, reporting=True)

    def anchor_after_quarter(self, c: list[Any]) -> ast.Anchor:
        return ast.Anchor("quarter", 1, reporting=True)

    def anchor_inside(self, c: list[Any]) -> ast.Anchor:
        return ast.Anchor(unit_in(c), 0, within=c[0])

    def anchor_following_unit(self, c: list[Any]) -> ast.Anchor:
        return ast.Anchor(unit_in(c), c[0], reporting=True)

    def anchor_last_month(self, _: list[Any]) -> ast.Anchor:
        return ast.Anchor(None, 0, within=LAST_MONTH)

    def anchor_last(self, c: list[Any]) -> ast.Anchor:
        return ast.Anchor(unit_in(c), 0)

    def report_plain(self, _: list[Any]) -> str:
        return ""

    def report_named(self, c: list[Any]) -> str:
        unit = UNITS[c[-1].type]
        return "" if unit == "period" else unit

    def report_named_only(self, c: list[Any]) -> str:
        return UNITS[c[-1].type]


def _day_of_month(c: list[Any], *, deadline: bool) -> ast.DayOfMonth:
    groups = tuple(group for child in c if isinstance(child, tuple) for group in child)
    if any(not 1 <= a <= b <= 31 for a, b in groups):
        raise ImpossibleDateError("нет такого числа в месяце")
    anchors = of_type(c, ast.Anchor)
    return ast.DayOfMonth(groups, anchors[0] if anchors else ast.Anchor(), deadline)
