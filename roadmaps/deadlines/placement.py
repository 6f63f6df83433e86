"""Stretches of the calendar and the context → days: which years, and where in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from models.values import TermContext
from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.counting import nth_weekday
from roadmaps.deadlines.frames import SCHOOL_BEGINS, Frame, frame_of
from roadmaps.deadlines.notes import Notes
from roadmaps.deadlines.phrase import MOST_YEARS, Phrase
from roadmaps.deadlines.syntax import Base, RelativeYear, Stretch, YearRef, Years

_YEAR_UNITS = ("year", "school_year")
_LAST_SCHOOL_MONTH = SCHOOL_BEGINS - 1
_REVERSED = "Начало срока позже его конца: дат нет."
Days = tuple[date, date]


@dataclass(frozen=True)
class Placed:
    """Where a stretch lies. ``dated``: the phrase names the year; ``repeats``: it comes back;
    ``implied``: that it does is not said, the plan only has several years."""

    days: list[Days]
    dated: bool = False
    repeats: bool = False
    implied: bool = False


class Placement:
    """One phrase in one context."""

    def __init__(self, phrase: Phrase, context: TermContext, notes: Notes) -> None:
        self.phrase, self.context, self.notes = phrase, context, notes
        self.frame = frame_of(context)

    def scoped_frame(self) -> Frame:
        """The frame, narrowed to the years that the phrase names for all its elements."""
        years = self.phrase.scope_years(self.frame.years) or self._years_said_before()
        if not years:
            return self.frame
        years, school = self._school_years(years)
        return replace(self.frame, school=school).with_years(years, "")

    def _school_years(self, years: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
        """The named years, and whether they begin in September: "май, 2023" names a calendar year."""
        if self.phrase.names_school_years():
            return years, True
        if not self.frame.school:
            return years, False
        if len(years) == 2:  # "2022–2023 гг." in the plan of a school year
            return years[:1], True
        return years, False

    def _years_said_before(self) -> tuple[int, ...]:
        """ "март 2021 – разработка, в течение года – внедрение": the year of the first clause holds on."""
        if (
            self.phrase.frequency is not None
            or self.phrase.repeats_by_words()
            or self.context.year is not None
        ):
            return ()
        year = self.phrase.last_named_year()
        return () if year is None else (year,)

    def noted_frame(self) -> Frame:
        """The scoped frame; what it takes from the context is noted."""
        frame = self.scoped_frame()
        if not frame.years:
            self.notes.problems.append("Период документа не известен: дат нет.")
        elif frame is self.frame and frame.source:
            self.notes.assumed.append(frame.source)
        return frame

    def place(self, index: int, stretch: Stretch) -> Placed:
        """The days of a stretch of the element ``index``."""
        placed = self._place(index, stretch)
        if stretch.nth is None:
            return placed
        days = [nth_weekday(opens_on, *stretch.nth) for opens_on, _ in placed.days]
        return replace(placed, days=[(day, day) for day in days])

    def _place(self, index: int, stretch: Stretch) -> Placed:
        if stretch.note:
            self.notes.problems.append(stretch.note)
        year = stretch.year if stretch.year is not None else self.year_for(index)
        if isinstance(year, RelativeYear):
            return self._place_relative(stretch, year)
        if year is not None:
            return self._without_lost_days(stretch, self._place_dated(index, stretch, year))
        return self._without_lost_days(stretch, self._place_yearless(index, stretch))

    def year_for(self, index: int) -> Years | None:
        """The year that the cell lends to an element without one."""
        years = self.phrase.scope_years(self.frame.years, near=index)
        if not years:
            year = self.phrase.neighbours_year(index, school=self.frame.school)
            return self._before_the_turn(index, year) if year is not None else None
        years, school = self._school_years(years)
        if years[-1] - years[0] >= len(years):
            self.notes.problems.append("Годы названы не подряд: показаны и те, что между ними.")
        return Years(years[0], years[-1], school)

    def _before_the_turn(self, index: int, year: Years) -> Years:
        """ "5 октября, 5 января 2012 г.": what stands before the turn of the year is of the year before."""
        turn = self.phrase.turn_of_year()
        earlier = turn is not None and index < turn and not year.school and year.first == year.last
        if not earlier or year.first - 1 not in self.frame.years or self.phrase.names_year_before(turn or 0):
            return year
        return Years(year.first - 1, year.first - 1)

    def _without_lost_days(self, stretch: Stretch, placed: Placed) -> Placed:
        """29 February of a year that has none is no date."""
        if stretch.unit != "day" or (2, 29) not in (stretch.first, stretch.last):
            return placed
        days = [pair for pair in placed.days if all((day.month, day.day) != (2, 28) for day in pair)]
        if len(days) < len(placed.days):
            self.notes.problems.append("В этом году нет 29 февраля: даты нет.")
        return replace(placed, days=days)

    # ---- the year is named

    def _place_dated(self, index: int, stretch: Stretch, year: Years) -> Placed:
        frame = Frame((), school=year.school)
        stretch = frame.in_school(stretch)
        if stretch.unit in _YEAR_UNITS:
            first = frame.place(stretch.first, stretch.last, year.first)[0]
            return Placed([(first, frame.place(stretch.first, stretch.last, year.last)[1])], dated=True)
        last = min(year.last, year.first + MOST_YEARS)
        if stretch.unit == "season" and stretch.crosses_new_year and year.last == year.first + 1:
            last = year.first  # "зима 2021–2022 гг."
        if self.phrase.repeats_after(index):
            last = max(last, max(self.frame.years, default=last))
        if (
            stretch.unit == "season"
            and stretch.crosses_new_year
            and year.first == year.last == last
            and not year.school
        ):
            self.notes.problems.append("Зима отнесена к году, в котором она кончается.")
            return Placed([frame.place(stretch.first, stretch.last, last - 1)], dated=True)
        days = [frame.place(stretch.first, stretch.last, y) for y in range(year.first, last + 1)]
        return Placed(days, dated=True, repeats=len(days) > 1)

    # ---- the year is relative

    def _place_relative(self, stretch: Stretch, year: RelativeYear) -> Placed:
        if year.base in (Base.FIRST, Base.LAST):
            return self._place_after_plan(stretch, year.offset)
        frame = self.scoped_frame()
        offset = year.offset if year.base is Base.REPORT else 0
        if offset:
            self.notes.assumed.append("отчетными считаются годы периода документа")
        if year.base is Base.PLANNED and year.offset:
            self.notes.problems.append(
                "Год назван относительно другого: взяты годы периода документа; возможно, нужны предыдущие."
            )
        days = self._lay_out(frame, stretch, offset)
        if not frame.years:
            self.notes.problems.append("Период документа не известен: дат нет.")
        whole_year = stretch.unit == "year" and year.base is Base.CURRENT
        return Placed(days, repeats=(len(days) > 1 or year.base is Base.REPORT) and not whole_year)

    def _place_after_plan(self, stretch: Stretch, offset: int) -> Placed:
        if self.context.period is None:
            self.notes.problems.append("Последний год реализации не известен: даты нет.")
            return Placed([], dated=True)
        self.notes.assumed.append(f"последний год реализации: {self.context.period[1]}")
        return Placed(
            [Frame(()).place(stretch.first, stretch.last, self.context.period[1] + offset)], dated=True
        )

    def _lay_out(self, frame: Frame, stretch: Stretch, offset: int = 0) -> list[Days]:
        if frame is self.frame and frame.years and frame.source:
            self.notes.assumed.append(frame.source)
        if not offset:
            return frame.lay_out(stretch)
        shifted = Frame(tuple(year + offset for year in frame.years), frame.school, frame.horizon)
        return shifted.lay_out(stretch)

    # ---- no year is named

    def _place_yearless(self, index: int, stretch: Stretch) -> Placed:
        if not self.frame.years:
            return self._place_without_plan(stretch)
        days = self._lay_out(self.frame, stretch)
        if self.frame.school and stretch.first[0] == stretch.last[0] == _LAST_SCHOOL_MONTH:
            days = self._place_august(index, days)
        if self._belongs_to_next_year(index):
            days = self._lay_out(self.frame, stretch, 1)
        if self.phrase.goes_on_after(index) and not self.phrase.repeats_after(index):
            return Placed(days[:1])  # "до 5 апреля, далее ежеквартально"
        if len(days) > 1 and not self.phrase.repeats_by_words():
            chosen = self._single_out(index, days)
            if chosen is not None:
                return Placed([chosen])
        implied = len(days) > 1 and not self.phrase.repeats_by_words()
        if implied:
            self.notes.problems.append(
                "Год не назван: показан каждый год периода; возможно, нужен только один."
            )
        return Placed(days, repeats=len(days) > 1, implied=implied)

    def _place_august(self, index: int, days: list[Days]) -> list[Days]:
        """August closes the school year, but one that other months follow, or September heads, opens it."""
        following = self.phrase.islands[index + 1].node if index + 1 < len(self.phrase.islands) else None
        opens = isinstance(following, ast.At) and following.stretches[0].first[0] != _LAST_SCHOOL_MONTH
        above = self.context.horizon
        if opens or (above is not None and above[0].month == SCHOOL_BEGINS):
            return [(a.replace(year=a.year - 1), b.replace(year=b.year - 1)) for a, b in days]
        self.notes.problems.append(
            "Август отнесен к концу учебного года; возможно, это август перед его началом."
        )
        return days

    def _place_without_plan(self, stretch: Stretch) -> Placed:
        as_of = self.context.as_of
        if as_of is None or stretch.unit in (*_YEAR_UNITS, "range") or self.phrase.repeats_by_words():
            self.notes.problems.append("Год не назван и из документа не известен: дат нет.")
            return Placed([])
        self.notes.assumed.append(f"год не назван: взят ближайший срок после даты документа {as_of:%d.%m.%Y}")
        frame = Frame((), self.frame.school)
        pairs = (frame.place(stretch.first, stretch.last, as_of.year + n) for n in (-1, 0, 1, 2))
        return Placed([next(pair for pair in pairs if pair[1] >= as_of)])

    def _belongs_to_next_year(self, index: int) -> bool:
        """ "ежеквартально: до 5 апреля, 5 июля, 5 октября, 5 января": the report on the last quarter."""
        frequency, turn = self.phrase.frequency, self.phrase.turn_of_year()
        if turn is None or self.frame.school or self.phrase.has(ast.Reported):
            return False
        last_of_four = turn >= 3 and turn == len(self.phrase.islands) - 1
        finer = frequency is not None and frequency.unit in ("quarter", "half", "month")
        if not finer and (frequency is not None or not last_of_four):
            return False
        return index >= turn and self.phrase.gap_before(turn) <= {"COMMA", "AND", "SEMI"}

    def _single_out(self, index: int, days: list[Days]) -> Days | None:
        """In a plan over two years: the first after the document's date, or by the order of a list."""
        period, as_of = self.context.period, self.context.as_of
        if period is None or period[1] - period[0] != 1 or self.frame.school:
            return None
        if as_of is not None and period[0] - 1 <= as_of.year <= period[1]:
            later = [pair for pair in days if pair[1] >= as_of]
            turn = self.phrase.turn_of_year()
            if turn is not None and index >= turn:
                later = days[-1:]  # "сентябрь, март": the March after it
            if later:
                self.notes.problems.append(
                    "Год не назван: взят ближайший срок после даты документа; возможно, срок в каждом году."
                )
                return later[0]
        turn = self.phrase.turn_of_year()
        if turn is None:
            return None
        self.notes.problems.append(
            "Год не назван: месяцы перечислены через новый год; возможно, каждый из них в каждом году."
        )
        return days[0] if index < turn else days[-1]

    # ---- ranges

    def place_range(self, index: int, first: Stretch, last: Stretch) -> Placed:
        """From the first day of ``first`` to the last of ``last``; the year may stand at either."""
        for stretch in (first, last):
            if stretch.note:
                self.notes.problems.append(stretch.note)
        if isinstance(first.year, RelativeYear) or isinstance(last.year, RelativeYear):
            return self._place_relative_range(index, first, last)
        if _is_reversed(first, last):
            self.notes.problems.append(_REVERSED)
            return Placed([], dated=isinstance(last.year, Years))
        year = last.year or first.year or self.year_for(index)
        unit = "range" if first.unit in _YEAR_UNITS and last.unit in _YEAR_UNITS else last.unit
        both = Stretch(first.first, last.last, unit)
        if not isinstance(year, Years):
            return self._place_yearless(index, both)
        days = self._place_dated_range(index, both, first.year, last.year, year)
        return Placed(days, dated=True, repeats=len(days) > 1)

    def _place_dated_range(
        self, index: int, both: Stretch, first: YearRef | None, last: YearRef | None, year: Years
    ) -> list[Days]:
        frame = Frame((), school=year.school)
        if isinstance(first, Years) and isinstance(last, Years):
            return self._place_between(frame, both, first.first, last.last)
        crosses = both.crosses_new_year and not year.school
        if crosses and year.last == year.first + 1:  # "декабрь – январь 2021–2022 гг."
            return [frame.place(both.first, both.last, year.first)]
        if crosses and year is last and year.first == year.last:  # "декабрь – январь 2022 г."
            return [frame.place(both.first, both.last, year.first - 1)]
        stop = min(year.last, year.first + MOST_YEARS)
        if self.phrase.repeats_after(index):
            stop = max(stop, max(self.frame.years, default=stop))
        return [frame.place(both.first, both.last, y) for y in range(year.first, stop + 1)]

    def _place_between(self, frame: Frame, both: Stretch, first: int, last: int) -> list[Days]:
        opens_on, due_on = (
            frame.place(both.first, both.first, first)[0],
            frame.place(both.last, both.last, last)[1],
        )
        if opens_on <= due_on:
            return [(opens_on, due_on)]
        self.notes.problems.append(_REVERSED)
        return []

    def _place_relative_range(self, index: int, first: Stretch, last: Stretch) -> Placed:
        year = last.year or first.year
        if first.year is None or last.year is None or first.year == last.year:
            return self.place(index, Stretch(first.first, last.last, last.unit, year))
        starts, ends = self.place(index, first), self.place(index, last)
        pairs = [(a, b) for (a, _), (_, b) in zip(starts.days, ends.days, strict=False) if a <= b]
        return Placed(pairs, repeats=len(pairs) > 1)


def _is_reversed(first: Stretch, last: Stretch) -> bool:
    """ "с 15.06 по 10.06.2024": in one month the days stand the wrong way round; nobody means a year."""
    named = isinstance(first.year, Years) and isinstance(last.year, Years) and first.year != last.year
    return not named and first.first[0] == last.last[0] and last.unit == "day" and last.last < first.first
