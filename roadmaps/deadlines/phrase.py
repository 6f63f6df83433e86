"""The elements of one cell beside each other: lists, years that hold for neighbours, exclusions.

Of the context only matters here whether halves are those of a school year; the rest begins in ``placement``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.elements import (
    YEAR_UNITS,
    explicit_years,
    is_each_year,
    is_past,
    own_year,
    stretches_of,
    takes_years,
)
from roadmaps.deadlines.frames import SCHOOL_BEGINS
from roadmaps.deadlines.labels import settle_labels
from roadmaps.deadlines.reading import Reading
from roadmaps.deadlines.syntax import RelativeYear, Stretch, Years

N = TypeVar("N")

LISTING = frozenset({"COMMA", "AND", "LP", "RP", "SEMI", "SLASH", "ALSO", "V", "DASH", "BUT"})
_PLAIN_LISTING = frozenset({"COMMA", "AND"})
FINENESS = ("year", "school_year", "half", "quarter", "term", "month", "decade", "week", "day", "hour")
MOST_YEARS = 100  # bounds the work on "1950–2099"


class Phrase:
    """The islands of a reading after the named repairs; ``scopes``: those that only lend their years."""

    def __init__(self, reading: Reading, raw: str, *, school: bool = False) -> None:
        self.reading, self.raw = reading, raw
        self.islands = reading.islands
        self.scopes, self.excluded = set[int](), set[int]()
        self._spread_years()
        self._spread_days()
        self._count_working_days()
        self._leave_parts_alone()
        settle_labels(reading, school=school)
        self.excluded = self._after_except()
        self.frequency = self._finest_frequency()
        self._find_scopes()

    def nodes(self, kind: type[N]) -> list[N]:
        return [island.node for island in self.islands if isinstance(island.node, kind)]

    def has(self, *kinds: type) -> bool:
        return any(isinstance(island.node, kinds) for island in self.islands)

    def gap_before(self, index: int) -> set[str]:
        """Types of the tokens between an element and the one before it."""
        start = self.islands[index - 1].tail if index else 0
        return {token.type for token in self.reading.tokens[start : self.islands[index].first]}

    # ---- named repairs

    def _spread_years(self) -> None:
        """ "II квартал 2021 и 2022 гг.": years that follow in a list belong to the stretch before them."""
        index = 1
        while index < len(self.islands):
            node = self._with_years_of(index)
            if node is None:
                index += 1
                continue
            tail = self.islands[index].tail
            self.islands[index - 1] = replace(self.islands[index - 1], node=node, tail=tail)
            del self.islands[index]

    def _with_years_of(self, index: int) -> ast.Node | None:
        """The element before ``index`` with the years of ``index`` too, if that is nothing but years."""
        before, after = self.islands[index - 1].node, self.islands[index].node
        years = explicit_years(after) if isinstance(after, ast.At) else None
        if isinstance(before, ast.Range) and before.last.unit == "month" and before.first.year is None:
            before = ast.At((replace(before.last, first=before.first.first),))
        if years is None or not isinstance(before, ast.At | ast.Until) or explicit_years(before) is not None:
            return None
        own = before.stretches[-1].year
        if not isinstance(own, Years) or own.last >= years[0] or not self.gap_before(index) <= _PLAIN_LISTING:
            return None
        more = dict.fromkeys(replace(stretch, year=Years(*years)) for stretch in before.stretches)
        return replace(before, stretches=(*before.stretches, *more))

    def _spread_days(self) -> None:
        """ "до 15 января, апреля, июля": months in the genitive after a day take that day."""
        for index in range(1, len(self.islands)):
            node, before = self.islands[index].node, self.islands[index - 1].node
            listed = self._is_genitive_month(index) and self.gap_before(index) <= _PLAIN_LISTING
            if not listed or not isinstance(node, ast.At):
                continue
            stretch = node.stretches[0]
            if isinstance(before, ast.At | ast.Until) and before.stretches[-1].is_day:
                on = (stretch.first[0], before.stretches[-1].first[1])
                stretch = replace(stretch, first=on, last=on, unit="day")
            elif not (isinstance(before, ast.EndOf) and before.working and before.stretches):
                continue  # "до последнего рабочего дня марта, июня" is the other kind of day
            self.islands[index] = replace(self.islands[index], node=replace(before, stretches=(stretch,)))

    def _count_working_days(self) -> None:
        """ "ежемесячно, не позднее 5-го рабочего дня": the fifth of the month, not five days."""
        repeated = {frequency.unit for frequency in self.nodes(ast.Frequency)} & {"month", "quarter", "half"}
        for index, island in enumerate(self.islands):
            node = island.node
            if repeated and isinstance(node, ast.Within) and node.nth and island.tail == island.stop:
                days = ast.DayOfMonth(((node.amount, node.amount),), ast.Anchor(), True, working=True)
                self.islands[index] = replace(island, node=days)

    def _leave_parts_alone(self) -> None:
        """ "2-я неделя" without a month has no date, unless it comes back every month."""
        repeated = any(f.unit == "month" and not f.alone for f in self.nodes(ast.Frequency))
        for index, island in enumerate(self.islands):
            alone = isinstance(island.node, ast.DayOfMonth | ast.Frequency) and island.node.alone
            if alone and not repeated and not self.named_months(index):
                self.islands[index] = replace(island, node=ast.Undated())

    def _is_genitive_month(self, index: int) -> bool:
        island = self.islands[index]
        token = self.reading.tokens[island.first]
        single = isinstance(island.node, ast.At) and len(island.node.stretches) == 1
        return (
            single
            and token.type == "MONTH"
            and self.raw[token.start : token.end].lower().endswith(("я", "а"))
        )

    def _after_except(self) -> set[int]:
        """ "кроме июля и августа", "за исключением августа"."""
        found: set[int] = set()
        for index in range(len(self.islands)):
            gap = self.gap_before(index)
            if "EXCEPT" in gap or (index - 1 in found and gap <= _PLAIN_LISTING):
                found.add(index)
        return found

    # ---- recurrences

    def _finest_frequency(self) -> ast.Frequency | None:
        found = self.nodes(ast.Frequency)
        for index, island in enumerate(self.islands):
            if isinstance(island.node, ast.At) and all(
                is_each_year(stretch) for stretch in island.node.stretches
            ):
                self.scopes.add(index)
                found.append(ast.Frequency("year"))
        if not found:
            return None
        finest = max(found, key=lambda frequency: FINENESS.index(frequency.unit))
        weekdays = tuple(sorted({day for f in found for day in f.weekdays if not f.nth}))
        if finest.unit == "month":  # "ежемесячно, последняя среда"
            return next((frequency for frequency in found if frequency.nth), finest)
        return replace(finest, weekdays=weekdays) if finest.unit == "week" else finest

    # ---- years

    def _find_scopes(self) -> None:
        """Elements that only name years for the others: "2021–2022 гг., март", "ежегодно с 2022 года"."""
        years = {i for i, island in enumerate(self.islands) if explicit_years(island.node) is not None}
        others = [island.node for i, island in enumerate(self.islands) if i not in years | self.scopes]
        taken = any(takes_years(node) for node in others)
        dated = any(isinstance(own_year(node), Years) for node in others)
        for index in years:
            node = self.islands[index].node
            if taken and self.frequency is None and self._begins_yearly(index):
                self.frequency = ast.Frequency("year")
            if dated and isinstance(node, ast.At) and node.preposition == "NA":
                self.scopes.add(index)  # "план на 2012 год – до 20 декабря 2011 г."
            open_ended = isinstance(self.islands[index].node, ast.Until | ast.Since)
            if taken and (not open_ended or self.frequency is not None):
                self.scopes.add(index)
        listed = all(isinstance(node, ast.At | ast.Until | ast.Since) for node in others)
        if (
            taken
            and listed
            and self.frequency is None
            and any(map(self._begins_yearly, range(len(self.islands))))
        ):
            self.frequency = ast.Frequency("year")

    def _begins_yearly(self, index: int) -> bool:
        """ "до 1 сентября, начиная с 2025 года": every year from that one on."""
        node = self.islands[index].node
        starts = isinstance(node, ast.Since) and node.starting
        return starts and index > 0 and not self.has(ast.Continuous)

    def series_begins(self) -> int | None:
        """The element that says from when on a series goes: "начиная с февраля 2025 года"."""
        starts = (
            index
            for index, island in enumerate(self.islands)
            if isinstance(island.node, ast.Since) and island.node.starting
        )
        return next(starts, None)

    def scope_years(self, plan_years: tuple[int, ...], near: int | None = None) -> tuple[int, ...]:
        """The years that the scopes name; with ``near`` only those of the scope before it, else after it."""
        if near is None:
            return tuple(
                sorted({year for scope in self.scopes for year in self._years_of(scope, plan_years)})
            )
        for scope in sorted(self.scopes, key=lambda i: (i > near, abs(i - near))):
            if self._years_of(scope, plan_years):
                listed = self._listed_scopes(scope)
                return tuple(sorted({year for i in listed for year in self._years_of(i, plan_years)}))
        return ()

    def _listed_scopes(self, scope: int) -> list[int]:
        """The scope and those in one list with it: "в 2024 и 2025 годах"."""
        first = last = scope
        while first - 1 in self.scopes and self.gap_before(first) <= _PLAIN_LISTING:
            first -= 1
        while last + 1 in self.scopes and self.gap_before(last + 1) <= _PLAIN_LISTING:
            last += 1
        return list(range(first, last + 1))

    def names_school_years(self) -> bool:
        """Whether the years that hold for all elements are written as school years."""
        years = [s.year for scope in self.scopes for s in stretches_of(self.islands[scope].node)]
        return any(isinstance(year, Years) and year.school for year in years)

    def _years_of(self, index: int, plan_years: tuple[int, ...]) -> tuple[int, ...]:
        node = self.islands[index].node
        bounds = explicit_years(node)
        if bounds is None:
            return ()
        first, last = bounds
        if isinstance(node, ast.Until):
            first = min(plan_years, default=last)
        if isinstance(node, ast.Since) or self.has(ast.Onward):
            last = max(last, max(plan_years, default=first))
        return tuple(range(first, min(last, first + MOST_YEARS) + 1))

    def neighbours_year(self, index: int, *, school: bool) -> Years | None:
        """The year that an element without one takes from its neighbours in a list.

        ``school``: the school year of the neighbour: "сентябрь 2024, март" goes on into 2025.
        """
        stretch = self._listed_year(index, 1) or self._listed_year(index, -1)
        if stretch is None or not isinstance(stretch.year, Years):
            return None
        year = stretch.year
        if not school or year.school or stretch.unit not in ("month", "decade", "week", "day"):
            return year
        first = year.first - (stretch.first[0] < SCHOOL_BEGINS)
        return Years(first, first, school=True)

    def _listed_year(self, index: int, step: int) -> Stretch | None:
        neighbour = index + step
        while 0 <= neighbour < len(self.islands):
            if not self.gap_before(max(neighbour, neighbour - step)) <= LISTING:
                return None
            node = self.islands[neighbour].node
            if isinstance(node, ast.Since) and node.starting:
                return None  # the year in which a series begins is not that of all its days
            for stretch in reversed(stretches_of(node)):
                if isinstance(stretch.year, Years):
                    return stretch
            neighbour += step
        return None

    def names_year_before(self, index: int) -> bool:
        """Whether an element before ``index`` has a year of its own."""
        return any(isinstance(own_year(island.node), Years) for island in self.islands[:index])

    def last_named_year(self) -> int | None:
        named = [
            year.first
            for island in self.islands
            if isinstance(year := own_year(island.node), Years)
            and not year.school
            and not isinstance(island.node, ast.Since)
        ]
        return named[-1] if named else None

    def repeats_after(self, index: int) -> bool:
        """ "март 2021 г. (далее — ежегодно)": comes back every year after the named one."""
        yearly = self.frequency is not None and self.frequency.unit in YEAR_UNITS
        return yearly and not self.has(ast.Continuous) and self.goes_on_after(index)

    def goes_on_after(self, index: int) -> bool:
        """ "(далее — ежегодно)" somewhere after the element."""
        return any(isinstance(island.node, ast.Onward) for island in self.islands[index + 1 :])

    def comes_after_onward(self, index: int) -> bool:
        return any(isinstance(island.node, ast.Onward) for island in self.islands[:index])

    def repeats_by_words(self) -> bool:
        """Whether words say that it comes back: then a year-less phrase is of every year."""
        relative = any(
            isinstance(s.year, RelativeYear) for island in self.islands for s in stretches_of(island.node)
        )
        return relative or self.has(ast.Frequency, ast.Onward, ast.Reported) or self.frequency is not None

    def turn_of_year(self) -> int | None:
        """ "Август, март": the element at which a list goes over into the next year."""
        months = [
            (i, s[0].first) for i, island in enumerate(self.islands) if (s := stretches_of(island.node))
        ]
        turns = [i for (_, a), (i, b) in pairwise(months) if b < a]
        return turns[0] if len(turns) == 1 else None

    def named_months(self, index: int) -> list[int]:
        """The elements beside ``index`` that name nothing but months: "сентябрь, до 15 числа"."""
        return [
            i for i, island in enumerate(self.islands)
            if i != index and i not in self.excluded and isinstance(island.node, ast.At | ast.Range)
            and all(stretch.unit == "month" for stretch in stretches_of(island.node))
        ]  # fmt: skip

    def named_reports(self) -> list[tuple[int, Stretch]]:
        """The periods that are reported on by name: "за I квартал", "по итогам I полугодия"."""
        return [
            (index, stretch)
            for index, island in enumerate(self.islands)
            if isinstance(island.node, ast.Reported)
            for stretch in island.node.stretches
        ]

    def reported_beside(self, index: int) -> tuple[ast.MonthDay, int | None] | None:
        """The last day of what a report covers, and its year if named: "до 15 января (за 2020 год)"."""
        near = index - 1 if self._reports_come_first() else index + 1
        node = self.islands[near].node if 0 <= near < len(self.islands) else None
        if not isinstance(node, ast.Reported) or any(is_past(stretch) for stretch in node.stretches):
            return None
        ends = {"year": (12, 0), "half": (6, 0)}
        if not node.stretches:
            return (ends[node.unit], None) if node.unit in ends else None
        year = node.stretches[-1].year
        return node.stretches[-1].last, year.last if isinstance(year, Years) and not year.school else None

    def _reports_come_first(self) -> bool:
        first = next(
            (island.node for island in self.islands if isinstance(island.node, ast.Until | ast.Reported)),
            None,
        )
        return isinstance(first, ast.Reported)
