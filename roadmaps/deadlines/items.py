"""Each element → its dates and what kind of term it makes, before the elements are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.values import DateSpan, TermKind
from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.counting import is_calendar_known, last_working_day, nth_working_day, shift
from roadmaps.deadlines.elements import months_of
from roadmaps.deadlines.frames import Frame, day_in, first_of
from roadmaps.deadlines.monthdays import LAST_MONTH
from roadmaps.deadlines.placement import Placement
from roadmaps.deadlines.syntax import Stretch

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "school_year": 12}
_LIMIT_IS_INCLUSIVE = (
    "Предел прочитан включительно: последним днем названного времени; возможно, имелось в виду его начало."
)


@dataclass
class Item:
    """The dates of one element. ``dated``: a year is named; ``repeats``: once a year or oftener."""

    kind: TermKind
    spans: list[DateSpan]
    island: int
    dated: bool = False
    repeats: bool = False
    stretches: tuple[Stretch, ...] = ()


class ItemReader:
    """Reads the elements of one phrase in one context."""

    def __init__(self, placement: Placement) -> None:
        self.placement, self.phrase = placement, placement.phrase
        self.problems, self.assumed = placement.notes.problems, placement.notes.assumed

    def items(self) -> list[Item]:
        found = [
            item
            for index in range(len(self.phrase.islands))
            if index not in self.phrase.scopes
            if (item := self._item(index)) is not None
        ]
        return [item for item in found if item.island not in self.phrase.scopes]

    def _item(self, index: int) -> Item | None:
        node = self.phrase.islands[index].node
        match node:
            case ast.At():
                return self._at(index, node)
            case ast.Until():
                return self._until(index, node.stretches)
            case ast.Range():
                placed = self.placement.place_range(index, node.first, node.last)
                spans = [DateSpan(a, b) for a, b in placed.days]
                repeats = placed.repeats and not placed.implied
                return Item(TermKind.WINDOW, spans, index, placed.dated, repeats, (node.first, node.last))
            case ast.Since():
                return self._since(index, node)
            case ast.Offset():
                return self._offset(index, node)
            case ast.DayOfMonth():
                return self._day_of_month(index, node)
            case ast.EndOf():
                return self._end_of(index, node)
            case ast.Whole():
                return self._whole(index, node)
            case ast.Continuous():
                return self._continuous(index, node)
        return None

    # ---- stretches

    def _at(self, index: int, node: ast.At) -> Item:
        placed = [self.placement.place(index, stretch) for stretch in node.stretches]
        # In a school plan a bare day is the day of an event; elsewhere the day by which a thing is due.
        due = all(stretch.is_day for stretch in node.stretches) and not self.placement.frame.school
        spans = [DateSpan(None if due else a, b) for one in placed for a, b in one.days]
        kind = TermKind.DEADLINE if due else TermKind.WINDOW
        if len(node.stretches) > 1 and (
            _all_quarters(node.stretches) or len({s.year for s in node.stretches}) > 1
        ):
            kind = TermKind.RECURRING
        # That a window comes back in every year of the plan is no recurrence until somebody says so.
        repeats = any(one.repeats and (due or not one.implied) for one in placed)
        return Item(kind, spans, index, any(one.dated for one in placed), repeats, node.stretches)

    def _until(
        self,
        index: int,
        stretches: Iterable[Stretch],
        *,
        limit: bool = True,
        pick: Callable[[date, date], date] = lambda _, last: last,
    ) -> Item:
        """A deadline in each stretch: its last day, or the day that ``pick`` takes of its first and last."""
        stretches = tuple(stretches)
        placed = [self.placement.place(index, stretch) for stretch in stretches]
        if limit and any(stretch.unit != "day" and stretch.first[1] == 1 for stretch in stretches):
            self.problems.append(_LIMIT_IS_INCLUSIVE)
        spans = [DateSpan(None, pick(first, last)) for one in placed for first, last in one.days]
        dated, repeats = any(one.dated for one in placed), any(one.repeats for one in placed)
        return Item(TermKind.DEADLINE, spans, index, dated, repeats, stretches)

    def _since(self, index: int, node: ast.Since) -> Item:
        placed = self.placement.place(index, node.stretch)
        spans = [DateSpan(placed.days[0][0], None)] if placed.days else []
        return Item(TermKind.WINDOW, spans, index, placed.dated, stretches=(node.stretch,))

    def _offset(self, index: int, node: ast.Offset) -> Item:
        """ "за 10 дней до 1 сентября"."""
        item = self._until(index, node.stretches)
        item.spans = [DateSpan(None, shift(s.due_on, node.amount, node.unit)) for s in item.spans if s.due_on]
        if node.unit == "working_day":
            self._note_working_days(item.spans)
        else:
            self.assumed.append("дни сочтены от названной даты")
        return item

    def _note_working_days(self, spans: list[DateSpan]) -> None:
        self.assumed.append("рабочие дни сочтены по производственному календарю")
        if any(span.due_on and not is_calendar_known(span.due_on) for span in spans):
            self.problems.append(
                "Переносы выходных этого года еще не известны: рабочий день может быть другим."
            )

    def _end_of(self, index: int, node: ast.EndOf) -> Item:
        if node.working and node.stretches:
            return self._working_days_of(index, node)
        if node.stretches:
            return self._until(index, node.stretches, limit=False)
        frame = self.placement.noted_frame()
        size = MONTHS_IN.get(node.unit, 12)
        days = [due_on for _, due_on in frame.periods(size)]
        if node.working:
            days = [last_working_day(day) for day in days]
            self._note_working_days([DateSpan(None, day) for day in days])
        if frame.school and size == 12:
            days = [date(day.year, 5, 31) for day in days]
            self.problems.append("Концом учебного года взято 31 мая; возможно, 31 августа.")
        spans = [DateSpan(None, day) for day in days]
        return Item(TermKind.DEADLINE, spans, index, repeats=size < 12 or len(spans) > 1)

    def _working_days_of(self, index: int, node: ast.EndOf) -> Item:
        """ "последний рабочий день декабря", "до первого рабочего дня февраля"."""

        def pick(first: date, last: date) -> date:
            return nth_working_day(first, node.number) if node.number else last_working_day(last)

        item = self._until(index, node.stretches, limit=False, pick=pick)
        self._note_working_days(item.spans)
        return item

    def _whole(self, index: int, node: ast.Whole) -> Item:
        frame = self.placement.noted_frame()
        pairs = frame.periods(MONTHS_IN[node.unit])
        if node.unit == "year" and len(pairs) > 1:
            self.problems.append(
                "«В течение года» прочитано как каждый год периода; возможно, только первый."
            )
        spans = [DateSpan(a, b) for a, b in pairs]
        return Item(TermKind.WINDOW, spans, index, repeats=node.unit != "year")

    # ---- days of the month

    def _day_of_month(self, index: int, node: ast.DayOfMonth) -> Item:
        anchor = node.anchor
        if anchor.unit is None and not self.phrase.frequency and (reports := self.phrase.named_reports()):
            return self._days_after_reports(index, node, reports)
        if anchor.unit is None and not anchor.shift and (months := self.phrase.named_months(index)):
            return self._days_in_months(index, node, months)
        unit, shift = anchor.unit or self._reporting_unit(), anchor.shift
        if anchor.within == LAST_MONTH:
            if unit == "month":
                self.problems.append("Не сказано, чего это последний месяц: дат нет.")
                return Item(TermKind.RECURRING, [], index, repeats=True)
            anchor = replace(anchor, within=0)
            node, shift = replace(node, anchor=anchor), 0
            return self._days_after_periods(index, node, MONTHS_IN[unit], shift)
        if anchor.unit is None and not shift and unit in ("quarter", "half") and node.deadline:
            shift = self._month_after()
        if unit in ("year", "school_year") and not anchor.reporting and not anchor.within:
            self.problems.append("Месяц не назван: дат нет.")
            return Item(TermKind.RECURRING, [], index, repeats=True)
        return self._days_after_periods(index, node, MONTHS_IN[unit], shift)

    def _reporting_unit(self) -> str:
        """Of what period the days are: of that which comes back, or which is reported on."""
        frequency = self.phrase.frequency
        units = [frequency.unit] if frequency else [node.unit for node in self.phrase.nodes(ast.Reported)]
        return next((unit for unit in units if unit in MONTHS_IN), "month")

    def _month_after(self) -> int:
        self.problems.append("Месяц не назван: взят первый месяц после отчетного периода.")
        return 1

    def _days_after_reports(
        self, index: int, node: ast.DayOfMonth, reports: list[tuple[int, Stretch]]
    ) -> Item:
        """ "за I квартал до 10 числа следующего месяца": the days of the month after what is named."""
        shift = node.anchor.shift or self._month_after()
        placed = [self.placement.place(at, stretch) for at, stretch in reports]
        months = [first_of(last.year, last.month + shift) for one in placed for _, last in one.days]
        spans = [span for month in months for span in self._days_in(month, node)]
        kind = TermKind.DEADLINE if node.deadline else TermKind.WINDOW
        return Item(kind, spans, index, any(p.dated for p in placed), any(p.repeats for p in placed))

    def _days_after_periods(self, index: int, node: ast.DayOfMonth, size: int, shift: int) -> Item:
        frame = self.placement.noted_frame()
        if node.anchor.reporting and frame.years:
            self.assumed.append(
                "отчетные периоды лежат внутри периода документа, срок последнего может быть после него"
            )
        spans: list[DateSpan] = []
        first_on = self._first_report() if node.anchor.reporting else date.min
        for opens_on, due_on in replace(frame, horizon=None).reported_periods(size):
            if due_on < first_on:
                continue
            within = node.anchor.within
            start, months = (opens_on, within - 1) if within else (due_on, shift)
            spans += self._days_in(first_of(start.year, start.month + months), node)
        if node.working:
            self._note_working_days(spans)
        if frame.horizon is not None:
            spans = [s for s in spans if s.due_on and frame.horizon[0] <= s.due_on <= frame.horizon[1]]
        return Item(TermKind.RECURRING, spans, index, bool(self.phrase.scopes), repeats=True)

    def _first_report(self) -> date:
        """ "начиная с февраля 2025 года": the first day of the first period to report on."""
        index = self.phrase.series_begins()
        node = self.phrase.islands[index].node if index is not None else None
        if index is None or not isinstance(node, ast.Since) or node.stretch.unit == "day":
            return date.min
        days = self.placement.place(index, node.stretch).days
        return days[0][0] if days else date.min

    def _days_in(self, month: date, node: ast.DayOfMonth) -> list[DateSpan]:
        if node.working:
            return [DateSpan(None, nth_working_day(month, last)) for _, last in node.days]
        spans = []
        for first, last in node.days:
            due_on = day_in(month.year, (month.month, last))
            opens_on = day_in(month.year, (month.month, max(first, 0)))
            opens_on += timedelta(days=min(first + 1, 0))  # -7: the last seven days
            spans.append(DateSpan(None if node.deadline and first == last else opens_on, due_on))
        return spans

    def _days_in_months(self, index: int, node: ast.DayOfMonth, months: list[int]) -> Item:
        """ "сентябрь, до 15 числа": the days of the months that stand beside."""
        spans: list[DateSpan] = []
        dated = repeats = False
        for at in months:
            self.phrase.scopes.add(at)
            for month in months_of(self.phrase.islands[at].node):
                placed = self.placement.place(at, month)
                dated, repeats = dated or placed.dated, repeats or placed.repeats
                spans += [span for opens_on, _ in placed.days for span in self._days_in(opens_on, node)]
        return Item(TermKind.DEADLINE if node.deadline else TermKind.WINDOW, spans, index, dated, repeats)

    # ---- what goes on

    def _continuous(self, index: int, node: ast.Continuous) -> Item:
        plan = self.placement.frame
        years = self.phrase.scope_years(plan.years)
        frame = plan.with_years(years, "") if years else plan
        upkeep = self._upkeep(index, node, frame if years else None)
        if upkeep is not None:
            return upkeep
        bounds, year = frame.whole, self.placement.context.year
        if bounds is not None and not node.whole and not years and year is not None:
            bounds = frame.with_years((year,), "").whole
        if bounds is None:
            self.problems.append("Границы периода в документе не найдены: дат нет.")
        return Item(TermKind.CONTINUOUS, [DateSpan(*bounds)] if bounds else [], index)

    def _upkeep(self, index: int, node: ast.Continuous, named: Frame | None) -> Item | None:
        """ "2021 г. обновление постоянно": made in the named years, then kept up to the end of the plan."""
        made, whole = named.whole if named else None, self.placement.frame.whole
        words_between = index - 1 in self.phrase.scopes and "WORD" in self.phrase.gap_before(index)
        if node.whole or not words_between or made is None or whole is None or made[1] >= whole[1]:
            return None
        self.problems.append(
            "Прочитано: сначала названные годы, затем постоянно до конца периода; возможно, только они."
        )
        after = DateSpan(made[1] + timedelta(days=1), whole[1])
        return Item(TermKind.CONTINUOUS, [DateSpan(*made), after], index)


def _all_quarters(stretches: tuple[Stretch, ...]) -> bool:
    return all(stretch.unit == "quarter" for stretch in stretches)
