"""Elements of a phrase and its context → kind, spans, rule. The conventions are those of the gold standard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from models.values import DateSpan, EventRule, TermContext, TermKind, unique

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.frames import Frame, day_in, first_of, frame_of
from roadmaps.deadlines.reading import Island, Reading
from roadmaps.deadlines.syntax import Base, RelativeYear, Stretch, Years

_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "school_year": 12}
_FINENESS = ("year", "school_year", "half", "quarter", "month", "decade", "week", "day", "hour")
_LISTING = frozenset({"COMMA", "AND", "LP", "RP", "SEMI", "SLASH", "ALSO", "V", "DASH"})
_MOST_SPANS = 2000  # no plan has more; keeps hostile periods short


@dataclass
class Item:
    """The dates of one element."""

    kind: TermKind
    spans: list[DateSpan]
    island: int
    dated: bool = False  # a year stands in the phrase
    repeats: bool = False  # once a year or oftener
    months: int = 0  # how many months a unit has, for recurrences; 0: none
    stretches: tuple[Stretch, ...] = ()


@dataclass
class Outcome:
    """What ``Term`` needs besides words."""

    kind: TermKind
    spans: list[DateSpan] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    event_rule: EventRule | None = None


class Interpreter:
    """One phrase in one context; ``interpret`` is used once."""

    def __init__(self, reading: Reading, context: TermContext, raw: str) -> None:
        self.reading, self.context, self.raw = reading, context, raw
        self.islands = reading.islands
        self.frame = frame_of(context)
        self.assumed: list[str] = []
        self.problems: list[str] = list(reading.problems)
        self.scopes: set[int] = set()

    def nodes(self, kind: type | tuple[type, ...]) -> list[ast.Node]:
        return [island.node for island in self.islands if isinstance(island.node, kind)]

    def interpret(self) -> Outcome:
        if self._is_broken():
            return Outcome(TermKind.UNREADABLE, problems=self.problems)
        self._spread_years()
        self._spread_days()
        frequency = self._frequency()
        self._find_scopes(frequency)
        items = self._items(frequency)
        outcome = self._decide(frequency, items)
        outcome.assumed, outcome.problems = list(unique(self.assumed)), list(unique(self.problems))
        return outcome

    def _spread_years(self) -> None:
        """"II квартал 2021 и 2022 гг.": years that follow in a list belong to the stretch before them."""
        for index in range(len(self.islands) - 1, 0, -1):
            before, after = self.islands[index - 1].node, self.islands[index].node
            years = _explicit_years(after)
            if not (isinstance(before, ast.At | ast.Until) and isinstance(after, ast.At) and years and _explicit_years(before) is None):
                continue
            own = before.stretches[-1].year
            if not isinstance(own, Years) or own.last >= years[0] or not set(self.reading.gap_before(index)) <= {"COMMA", "AND"}:
                continue
            more = tuple(replace(s, year=year) for s in before.stretches for year in (Years(*years),))
            self.islands[index - 1] = replace(self.islands[index - 1], node=replace(before, stretches=before.stretches + more), tail=self.islands[index].tail)
            del self.islands[index]

    def _spread_days(self) -> None:
        """"до 15 января, апреля, июля": months in the genitive after a day take that day."""
        for index in range(1, len(self.islands)):
            island, before = self.islands[index], self.islands[index - 1].node
            node = island.node
            if not (isinstance(node, ast.At) and isinstance(before, ast.At | ast.Until) and not node.preposition):
                continue
            token = self.reading.tokens[island.first]
            genitive = token.type == "MONTH" and self.raw[token.start : token.end].lower().endswith(("я", "а")) and len(node.stretches) == 1
            if genitive and before.stretches[-1].is_day and set(self.reading.gap_before(index)) <= {"COMMA", "AND"}:
                (month, _), day = node.stretches[0].first, before.stretches[-1].first[1]
                stretch = replace(node.stretches[0], first=(month, day), last=(month, day), unit="day")
                self.islands[index] = replace(island, node=replace(before, stretches=(stretch,)))

    def _is_broken(self) -> bool:
        broken = [t for t in self.reading.tokens if t.type == "BADDATE"]
        if broken:
            self.problems.append(f"Невозможная дата: {self.raw[broken[0].start : broken[0].end]}.")
        if not self.islands and not self.problems:
            self.problems.append("Срок не прочитан.")
        return bool(self.reading.problems or broken or not self.islands)

    # ---- recurrences

    def _frequency(self) -> ast.Frequency | None:
        found = [node for node in self.nodes(ast.Frequency) if isinstance(node, ast.Frequency)]
        for index, island in enumerate(self.islands):
            if isinstance(island.node, ast.At) and all(_is_each_year(s) for s in island.node.stretches):
                school = island.node.stretches[0].unit == "school_year"
                if not school:
                    self.scopes.add(index)
                    found.append(ast.Frequency("year"))
        return max(found, key=lambda f: _FINENESS.index(f.unit)) if found else None

    # ---- years

    def _find_scopes(self, frequency: ast.Frequency | None) -> None:
        """Elements that only name years for the others: "2021–2022 гг., март", "ежегодно с 2022 года"."""
        others = [
            island.node
            for index, island in enumerate(self.islands)
            if index not in self.scopes and _explicit_years(island.node) is None
        ]
        bound = any(_takes_years(node) for node in others)
        for index, island in enumerate(self.islands):
            years = _explicit_years(island.node)
            if years is None or not bound:
                continue
            if isinstance(island.node, ast.Until | ast.Since) and frequency is None:
                continue
            self.scopes.add(index)

    def _scope_years(self, index: int) -> tuple[int, ...]:
        """The years that a scope before this element names, or else one after it."""
        order = sorted(self.scopes, key=lambda i: (i > index, abs(i - index)))
        for scope in order:
            years = self._years_of_scope(self.islands[scope].node)
            if years:
                return years
        return ()

    def _years_of_scope(self, node: ast.Node) -> tuple[int, ...]:
        bounds = _explicit_years(node)
        if bounds is None:
            return ()
        first, last = bounds
        if isinstance(node, ast.Until):
            first = min(self.frame.years, default=last)
        if isinstance(node, ast.Since) or self.nodes(ast.Onward):
            last = max(last, max(self.frame.years, default=first))
        return tuple(range(first, min(last, first + 100) + 1))

    def _all_scope_years(self) -> tuple[int, ...]:
        years = {year for scope in self.scopes for year in self._years_of_scope(self.islands[scope].node)}
        return tuple(sorted(years))

    def _scoped_frame(self) -> Frame:
        years = self._all_scope_years() or self._neighbours_years()
        return self.frame.with_years(years, "") if years else self.frame

    def _neighbours_years(self) -> tuple[int, ...]:
        """"март 2021 – разработка, в течение года – внедрение": the year of the first clause holds on."""
        if self.nodes((ast.Frequency, ast.Onward)) or self.context.year is not None:
            return ()
        named = [year for island in self.islands if isinstance(year := _own_year(island.node), Years) and not year.school]
        return tuple(range(named[-1].first, named[-1].first + 1)) if named else ()

    def _year_for(self, index: int) -> Years | None:
        """The year that an element without one takes from its neighbours in the cell."""
        years = self._scope_years(index)
        if years:
            return Years(years[0], years[-1], self.frame.school)
        for neighbour in (*range(index + 1, len(self.islands)), *range(index - 1, -1, -1)):
            between = range(min(index, neighbour) + 1, max(index, neighbour) + 1)
            if not all(set(self.reading.gap_before(i)) <= _LISTING for i in between):
                continue
            year = _own_year(self.islands[neighbour].node)
            if isinstance(year, Years):
                return year
        return None

    # ---- elements → items

    def _items(self, frequency: ast.Frequency | None) -> list[Item]:
        items = [
            item
            for index, island in enumerate(self.islands)
            if index not in self.scopes
            for item in [self._item(index, island, frequency)]
            if item is not None
        ]
        return self._merge(items)

    def _item(self, index: int, island: Island, frequency: ast.Frequency | None) -> Item | None:
        node = island.node
        match node:
            case ast.At():
                return self._at(index, node, frequency)
            case ast.Until():
                return self._until(index, node.stretches)
            case ast.Range():
                return self._range(index, node)
            case ast.Since():
                return self._since(index, node)
            case ast.DayOfMonth():
                return self._day_of_month(index, node, frequency)
            case ast.EndOf():
                return self._end_of(index, node)
            case ast.Whole():
                return self._whole(index, node)
            case ast.Continuous():
                return self._continuous(index, node)
        return None

    def _at(self, index: int, node: ast.At, frequency: ast.Frequency | None) -> Item:
        spans: list[DateSpan] = []
        dated = repeats = False
        for stretch in node.stretches:
            placed, named, often = self._place(index, stretch, frequency)
            dated, repeats = dated or named, repeats or often
            spans += [DateSpan(a, b) for a, b in placed]
        days = all(s.is_day for s in node.stretches) and not self._is_day_a_window(node)
        if days:
            spans = [DateSpan(None, span.due_on) for span in spans]
        named = {s.year for s in node.stretches}
        quarters = len(node.stretches) > 1 and (all(s.unit == "quarter" for s in node.stretches) or len(named) > 1)
        kind = TermKind.DEADLINE if days else TermKind.RECURRING if quarters else TermKind.WINDOW
        return Item(kind, spans, index, dated, repeats, stretches=node.stretches)

    def _is_day_a_window(self, node: ast.At) -> bool:
        return self.context.school_year

    def _until(self, index: int, stretches: Iterable[Stretch], *, limit: bool = True) -> Item:
        spans: list[DateSpan] = []
        dated = repeats = False
        for stretch in stretches:
            placed, named, often = self._place(index, stretch)
            dated, repeats = dated or named, repeats or often
            spans += [DateSpan(None, b) for _, b in placed]
            if limit and stretch.unit != "day" and stretch.first[1] == 1:
                self.problems.append("Предел прочитан включительно: последним днем названного времени; возможно, имелось в виду его начало.")
        return Item(TermKind.DEADLINE, spans, index, dated, repeats, stretches=tuple(stretches))

    def _place(
        self, index: int, stretch: Stretch, frequency: ast.Frequency | None = None
    ) -> tuple[list[tuple[date, date]], bool, bool]:
        """The days of a stretch; whether a year is named; whether it comes back every year."""
        if stretch.note:
            self.problems.append(stretch.note)
        year = stretch.year if stretch.year is not None else self._year_for(index)
        if isinstance(year, RelativeYear):
            return self._place_relative(stretch, year)
        if year is not None:
            return self._place_dated(index, stretch, year, frequency), True, year.first != year.last and stretch.unit not in ("year", "school_year")
        return self._place_yearless(index, stretch, frequency)

    def _place_dated(self, index: int, stretch: Stretch, year: Years, frequency: ast.Frequency | None) -> list[tuple[date, date]]:
        frame = Frame((), school=year.school)
        stretch = frame.in_school(stretch)
        if stretch.unit in ("year", "school_year"):
            first, last = frame.place(stretch.first, stretch.last, year.first)[0], frame.place(stretch.first, stretch.last, year.last)[1]
            return [(first, last)]
        last_year = min(year.last, year.first + 100)
        years = range(year.first, last_year + 1)
        if self._goes_on_after(index):
            years = range(year.first, max(last_year, max(self.frame.years, default=last_year)) + 1)
        if stretch.crosses_new_year and not year.school and len(years) == 1 and stretch.unit == "season":
            return [frame.place(stretch.first, stretch.last, year.first - 1)]
        return [frame.place(stretch.first, stretch.last, y) for y in years]

    def _goes_on_after(self, index: int) -> bool:
        """"(далее — ежегодно)" somewhere after the element."""
        return any(isinstance(island.node, ast.Onward) for island in self.islands[index + 1 :])

    def _place_relative(self, stretch: Stretch, year: RelativeYear) -> tuple[list[tuple[date, date]], bool, bool]:
        frame = self._scoped_frame()
        if year.base is Base.LAST:
            if self.context.period is None:
                return [], True, False
            return [Frame(()).place(stretch.first, stretch.last, self.context.period[1] + year.offset)], True, False
        offset = year.offset if year.base is Base.REPORT else 0
        if year.base is Base.REPORT and offset:
            self.assumed.append("отчетными считаются годы периода документа")
        if year.base is Base.PLANNED and year.offset:
            self.problems.append("Год назван относительно другого: взяты годы периода документа; возможно, нужен предыдущий год.")
        placed = self._lay_out(frame, stretch, offset)
        whole_year = stretch.unit == "year" and year.base is Base.CURRENT
        return placed, False, (len(placed) > 1 or year.base is Base.REPORT) and not whole_year

    def _lay_out(self, frame: Frame, stretch: Stretch, offset: int = 0) -> list[tuple[date, date]]:
        if frame is self.frame and frame.years and frame.source:
            self.assumed.append(frame.source)
        if not offset:
            return frame.lay_out(stretch)
        shifted = Frame(tuple(year + offset for year in frame.years), frame.school, frame.horizon)
        return shifted.lay_out(stretch)

    def _place_yearless(self, index: int, stretch: Stretch, frequency: ast.Frequency | None) -> tuple[list[tuple[date, date]], bool, bool]:
        if not self.frame.years and self.context.as_of is not None and stretch.unit not in ("year", "school_year"):
            return [self._next_after(stretch, self.context.as_of)], False, False
        if not self.frame.years:
            self.problems.append("Год не назван и из документа не известен: дат нет.")
            return [], False, False
        placed = self._lay_out(self.frame, stretch)
        if len(placed) > 1 and not self._repeats_by_words():
            chosen = self._single_out(index, stretch, placed)
            if chosen is not None:
                return [chosen], False, False
        return placed, False, len(placed) > 1

    def _repeats_by_words(self) -> bool:
        return bool(self.nodes((ast.Frequency, ast.Onward, ast.Reported)) or any(
            isinstance(s.year, RelativeYear) for island in self.islands for s in _stretches(island.node)
        ))

    def _next_after(self, stretch: Stretch, as_of: date) -> tuple[date, date]:
        pairs = (Frame((), self.frame.school).place(stretch.first, stretch.last, as_of.year + n) for n in (-1, 0, 1, 2))
        self.assumed.append(f"год не назван: взят ближайший срок после даты документа {as_of:%d.%m.%Y}")
        return next(pair for pair in pairs if pair[1] >= as_of)

    def _single_out(self, index: int, stretch: Stretch, placed: list[tuple[date, date]]) -> tuple[date, date] | None:
        """In a plan over two calendar years: the first after the document's date, or by the order of a list."""
        if self.context.period is None or self.context.period[1] - self.context.period[0] != 1 or self.context.school_year:
            return None
        as_of = self.context.as_of
        if as_of is not None and placed[0][0].year - 1 <= as_of.year <= placed[-1][1].year:
            later = [pair for pair in placed if pair[1] >= as_of]
            if later:
                self.problems.append("Год не назван: взят ближайший срок после даты документа; возможно, каждый год.")
                return later[0]
        turn = self._turn_of_year()
        if turn is None:
            return None
        self.problems.append("Год не назван: месяцы перечислены через новый год; возможно, каждый из них в каждом году.")
        return placed[0] if index < turn else placed[-1]

    def _turn_of_year(self) -> int | None:
        """"Август, март": the element at which a list of months goes over into the next year."""
        months = [(i, s[0].first) for i, island in enumerate(self.islands) if (s := _stretches(island.node))]
        turns = [i for (_, a), (i, b) in zip(months, months[1:], strict=False) if b < a]
        return turns[0] if len(turns) == 1 else None

    def _range(self, index: int, node: ast.Range) -> Item:
        first, last = node.first, node.last
        if isinstance(first.year, RelativeYear) or isinstance(last.year, RelativeYear):
            return self._relative_range(index, first, last)
        year = last.year or first.year or self._year_for(index)
        both = Stretch(first.first, last.last, last.unit if last.unit != "year" else first.unit, None, first.note or last.note)
        if first.unit in ("year", "school_year") and last.unit in ("year", "school_year"):
            both = Stretch(first.first, last.last, "range", None)
        if not isinstance(year, Years):
            placed, dated, repeats = self._place_yearless(index, both, None)
            return Item(TermKind.WINDOW, [DateSpan(a, b) for a, b in placed], index, dated, repeats, stretches=(both,))
        placed = self._place_range(index, both, first.year, last.year, year)
        return Item(TermKind.WINDOW, [DateSpan(a, b) for a, b in placed], index, True, len(placed) > 1, stretches=(both,))

    def _place_range(
        self, index: int, both: Stretch, first: ast.YearRef | None, last: ast.YearRef | None, year: Years
    ) -> list[tuple[date, date]]:
        frame = Frame((), school=year.school)
        if isinstance(first, Years) and isinstance(last, Years):
            opens_on, due_on = frame.place(both.first, both.first, first.first)[0], frame.place(both.last, both.last, last.last)[1]
            if opens_on <= due_on:
                return [(opens_on, due_on)]
            self.problems.append("Начало срока позже его конца.")
            return []
        crosses = both.crosses_new_year and not year.school
        if crosses and year.last == year.first + 1:
            return [frame.place(both.first, both.last, year.first)]
        start = year.first - 1 if crosses and first is None and year is last else year.first
        stop = max(year.last if start == year.first else start, start)
        if self._goes_on_after(index):
            stop = max(stop, max(self.frame.years, default=stop))
        return [frame.place(both.first, both.last, y) for y in range(start, min(stop, start + 100) + 1)]

    def _relative_range(self, index: int, first: Stretch, last: Stretch) -> Item:
        starts, _, _ = self._place(index, first)
        if isinstance(first.year, RelativeYear) and last.year is None or last.year == first.year:
            both = Stretch(first.first, last.last, last.unit, first.year)
            placed, _, repeats = self._place(index, both)
        elif first.year is None:
            both = Stretch(first.first, last.last, last.unit, last.year)
            placed, _, repeats = self._place(index, both)
        else:
            ends, _, repeats = self._place(index, last)
            placed = [(a[0], b[1]) for a, b in zip(starts, ends, strict=False) if a[0] <= b[1]]
        return Item(TermKind.WINDOW, [DateSpan(a, b) for a, b in placed], index, False, repeats, stretches=(first, last))

    def _since(self, index: int, node: ast.Since) -> Item:
        placed, dated, _ = self._place(index, node.stretch)
        spans = [DateSpan(placed[0][0], None)] if placed else []
        return Item(TermKind.WINDOW, spans, index, dated, False, stretches=(node.stretch,))

    def _day_of_month(self, index: int, node: ast.DayOfMonth, frequency: ast.Frequency | None) -> Item | None:
        anchor = node.anchor
        months = self._named_months(index) if anchor.unit is None and not anchor.shift else []
        if months:
            return self._days_in_months(index, node, months)
        unit = anchor.unit or (frequency.unit if frequency and frequency.unit in _MONTHS_IN else "month")
        shift = anchor.shift
        if anchor.unit is None and not shift and unit in ("quarter", "half") and node.deadline:
            shift = 1
            self.problems.append("Месяц не назван: взят первый месяц после отчетного периода.")
        if unit in ("year", "school_year") and not anchor.reporting and not anchor.within:
            self.problems.append("Месяц не назван: дат нет.")
            return Item(TermKind.RECURRING, [], index, repeats=True)
        return self._days_after_periods(index, node, _MONTHS_IN[unit], shift)

    def _days_after_periods(self, index: int, node: ast.DayOfMonth, size: int, shift: int) -> Item:
        frame = self._scoped_frame()
        calendar = Frame(frame.years, frame.school if size == 1 else False, frame.horizon, None)
        if not frame.years:
            self.problems.append("Период документа не известен: дат нет.")
        elif frame is self.frame and frame.source:
            self.assumed.append(frame.source)
        if node.anchor.reporting and frame.years:
            self.assumed.append("отчетные периоды лежат внутри периода документа, срок последнего может быть после него")
        spans = []
        for opens_on, _ in self._reporting_periods(calendar, size):
            month = opens_on.month + (node.anchor.within - 1 if node.anchor.within else size - 1 + shift)
            target = first_of(opens_on.year, month)
            for first, last in node.days:
                due_on = day_in(target.year, (target.month, last))
                opening = None if node.deadline and first == last else day_in(target.year, (target.month, first))
                spans.append(DateSpan(opening, due_on))
        if frame.horizon is not None:
            spans = [s for s in spans if s.due_on and frame.horizon[0] <= s.due_on <= frame.horizon[1]]
        return Item(TermKind.RECURRING, spans, index, bool(self._all_scope_years()), True, months=size)

    def _reporting_periods(self, frame: Frame, size: int) -> list[tuple[date, date]]:
        if frame.horizon is None:
            return frame.periods(size)
        return Frame(frame.years, frame.school).periods(size)

    def _named_months(self, index: int) -> list[int]:
        return [
            i for i, island in enumerate(self.islands)
            if i != index and isinstance(island.node, ast.At | ast.Range) and all(s.unit == "month" for s in _stretches(island.node))
        ]  # fmt: skip

    def _days_in_months(self, index: int, node: ast.DayOfMonth, months: list[int]) -> Item:
        """"сентябрь, до 15 числа": the days of the months that stand beside."""
        spans: list[DateSpan] = []
        repeats = False
        for at in months:
            self.scopes.add(at)
            for month in _months_of(self.islands[at].node):
                for first, last in node.days:
                    stretch = Stretch((month.first[0], first), (month.first[0], last), "day", month.year)
                    placed, _, often = self._place(at, stretch)
                    repeats = repeats or often
                    spans += [DateSpan(None if node.deadline and first == last else a, b) for a, b in placed]
        return Item(TermKind.DEADLINE if node.deadline else TermKind.WINDOW, spans, index, False, repeats)

    def _end_of(self, index: int, node: ast.EndOf) -> Item:
        if node.stretches:
            return self._until(index, node.stretches, limit=False)
        frame = self._scoped_frame()
        self._note_frame(frame)
        size = _MONTHS_IN.get(node.unit, 12)
        pairs = frame.periods(size)
        if frame.school and size == 12:  # the lessons end
            pairs = [(a, date(b.year, 5, 31)) for a, b in pairs]
        return Item(TermKind.DEADLINE, [DateSpan(None, b) for _, b in pairs], index, False, size < 12 or len(pairs) > 1, months=size)

    def _whole(self, index: int, node: ast.Whole) -> Item:
        frame = self._scoped_frame()
        self._note_frame(frame)
        if node.unit == "week":
            return Item(TermKind.WINDOW, [], index)
        pairs = frame.periods(_MONTHS_IN[node.unit])
        if node.unit == "year" and len(pairs) > 1:
            self.problems.append("«В течение года» прочитано как каждый год периода; возможно, только первый.")
        return Item(TermKind.WINDOW, [DateSpan(a, b) for a, b in pairs], index, False, node.unit != "year")

    def _note_frame(self, frame: Frame) -> None:
        if not frame.years:
            self.problems.append("Период документа не известен: дат нет.")
        elif frame is self.frame and frame.source:
            self.assumed.append(frame.source)

    def _continuous(self, index: int, node: ast.Continuous) -> Item | None:
        years = self._all_scope_years()
        frame = self.frame.with_years(years, "") if years else self.frame
        bounds = frame.whole
        upkeep = self._upkeep(index, node, years)
        if upkeep is not None:
            return upkeep
        if bounds is not None and not node.whole and not years and self.context.year is not None:
            bounds = frame._bounds(self.context.year, self.context.year)
        if bounds is None and frame.horizon is not None:
            self.problems.append("Конец не назван: срок бессрочный, дат нет.")
        elif bounds is None:
            self.problems.append("Границы периода в документе не найдены: дат нет.")
        return Item(TermKind.CONTINUOUS, [DateSpan(*bounds)] if bounds else [], index)

    def _upkeep(self, index: int, node: ast.Continuous, years: tuple[int, ...]) -> Item | None:
        """"2021 г. обновление постоянно": made in the named years, then kept up to the end of the plan."""
        between = set(self.reading.gap_before(index))
        if node.whole or not years or index - 1 not in self.scopes or "WORD" not in between or self.frame.whole is None:
            return None
        made, end = self.frame.with_years(years, "").whole, self.frame.whole[1]
        if made is None or made[1] >= end:
            return None
        self.problems.append("Прочитано: сначала названные годы, затем постоянно до конца периода; возможно, только названные годы.")
        return Item(TermKind.CONTINUOUS, [DateSpan(*made), DateSpan(made[1] + timedelta(days=1), end)], index)

    # ---- items together

    def _merge(self, items: list[Item]) -> list[Item]:
        items = [item for item in items if item.island not in self.scopes]
        items = self._shift_reported(items)
        items = self._inherit_deadline(items)
        items = self._join_lost_dash(items)
        return self._cut_windows(items)

    def _shift_reported(self, items: list[Item]) -> list[Item]:
        """"до 15 января (за отчетный год)": a date before the end of what it reports is of the next year."""
        for item in items:
            reported = self._reported_beside(item.island)
            if item.kind is not TermKind.DEADLINE or item.dated or reported is None or not item.stretches:
                continue
            stretch = item.stretches[0]
            if stretch.year is not None or stretch.first > (reported[0], reported[1] or 31):
                continue
            item.spans = [DateSpan(None, date(s.due_on.year + 1, s.due_on.month, min(s.due_on.day, 28) if s.due_on.month == 2 else s.due_on.day)) for s in item.spans if s.due_on]
            item.repeats = True
            self.assumed.append("срок отчета за период, который кончился, отнесен на следующий год")
        for item in items:
            if self._reported_beside(item.island) is not None:
                item.repeats = True
        return items

    def _reported_beside(self, index: int) -> ast.MonthDay | None:
        for near in (index + 1, index - 1):
            if not 0 <= near < len(self.islands):
                continue
            node = self.islands[near].node
            if near == index - 1 and near > 0 and isinstance(self.islands[near - 1].node, ast.Until):
                continue
            if isinstance(node, ast.Reported):
                if node.stretches and not any(isinstance(s.year, RelativeYear) and s.year.offset < 0 for s in node.stretches):
                    return node.stretches[-1].last
        return None

    def _inherit_deadline(self, items: list[Item]) -> list[Item]:
        """"до 05.06.2021 и 30.05.2022": the second day is a deadline too; "1, 15 мая по 20 июня" is not touched."""
        for before, item in zip(items, items[1:], strict=False):
            listed = item.island == before.island + 1 and set(self.reading.gap_before(item.island)) <= {"COMMA", "AND", "SEMI"}
            if listed and before.kind is TermKind.DEADLINE and isinstance(self.islands[before.island].node, ast.Until):
                if all(s.is_day for s in item.stretches) and item.kind is TermKind.WINDOW:
                    item.kind = TermKind.DEADLINE
                    item.spans = [DateSpan(None, s.due_on) for s in item.spans]
        return items

    def _join_lost_dash(self, items: list[Item]) -> list[Item]:
        """"Апрель Сентябрь", "15.06. 15.08.2011": two stretches side by side are a range that lost its dash."""
        if len(items) != 2:
            return items
        first, last = items
        nodes = [self.islands[item.island].node for item in items]
        beside = last.island == first.island + 1 and set(self.reading.gap_before(last.island)) <= {"DOT"}
        plain = all(isinstance(n, ast.At) and len(n.stretches) == 1 and n.stretches[0].unit in ("day", "month", "quarter", "year") for n in nodes)
        if not beside or not plain or len(first.spans) != len(last.spans) or first.stretches[0].unit != last.stretches[0].unit:
            return items
        pairs = [(a.opens_on or a.due_on, b.due_on) for a, b in zip(first.spans, last.spans, strict=True)]
        if not all(a and b and a < b for a, b in pairs):
            return items
        self.problems.append("Между двумя сроками нет знака: прочитано «от первого до второго»; возможно, это два отдельных срока.")
        spans = [DateSpan(a, b) for a, b in pairs]
        return [Item(TermKind.WINDOW, spans, first.island, first.dated or last.dated, first.repeats, stretches=first.stretches)]

    def _cut_windows(self, items: list[Item]) -> list[Item]:
        """"ноябрь – декабрь, до 20 декабря": the deadline cuts the window."""
        if len(items) != 2 or items[0].kind is not TermKind.WINDOW or items[1].kind is not TermKind.DEADLINE:
            return items
        window, deadline = items
        if not isinstance(self.islands[deadline.island].node, ast.Until) or len(window.spans) != len(deadline.spans):
            return items
        pairs = [(w.opens_on, d.due_on, w.due_on) for w, d in zip(window.spans, deadline.spans, strict=True)]
        if not all(a and b and c and a <= b <= c for a, b, c in pairs):
            return items
        self.problems.append("Окно обрезано названным пределом; возможно, это два отдельных срока.")
        window.spans = [DateSpan(a, b) for a, b, _ in pairs]
        window.repeats = window.repeats or deadline.repeats
        return [window]

    # ---- decision

    def _decide(self, frequency: ast.Frequency | None, items: list[Item]) -> Outcome:
        events = [(i, n) for i, island in enumerate(self.islands) if isinstance(n := island.node, ast.Event | ast.Within)]
        rule = self._event_rule(*events[0]) if events else None
        dated = [item for item in items if item.kind is not TermKind.CONTINUOUS and item.spans]
        if events and not isinstance(events[0][1], ast.Within) and self.nodes(ast.Continuous) and not dated:
            self.problems.append("Названо и событие, и «постоянно»: взято «постоянно».")
            events = []
        if events and not dated and not (frequency is not None and self._freq_after(events[0][0])):
            return Outcome(TermKind.EVENT, event_rule=rule)
        if events and dated:
            self.problems.append("Названо и событие, и дата: взята дата.")
        outcome = self._dated_outcome(frequency, items)
        outcome.event_rule = rule
        outcome.spans = sorted(set(outcome.spans[:_MOST_SPANS]), key=lambda s: s.sort_key)
        return outcome

    def _freq_after(self, index: int) -> bool:
        return any(isinstance(island.node, ast.Frequency) for island in self.islands[index + 1 :])

    def _event_rule(self, index: int, node: ast.Event | ast.Within) -> EventRule:
        island = self.islands[index]
        tokens = self.reading.tokens
        if isinstance(node, ast.Within):
            start, amount, unit = island.stop, -node.amount if node.before else node.amount, node.unit
        else:
            start, amount, unit = island.first, 0, "day"
        words = self.raw[tokens[start].start : tokens[island.tail - 1].end] if start < island.tail else ""
        return EventRule(amount, unit, " ".join(words.split()).strip(" ,;:("))

    def _dated_outcome(self, frequency: ast.Frequency | None, items: list[Item]) -> Outcome:
        undated = bool(self.nodes(ast.Undated))
        if frequency is not None:
            return Outcome(TermKind.RECURRING, self._repeat(frequency, items))
        if undated and all(self._is_vague(item) for item in items):
            return Outcome(TermKind.UNSPECIFIED, [span for item in items for span in item.spans])
        if not items:
            return self._without_items()
        items = self._bound_continuous(items)
        return Outcome(self._kind(items), [span for item in items for span in item.spans])

    def _bound_continuous(self, items: list[Item]) -> list[Item]:
        """"постоянно, с 1 января 2019 г.", "постоянно до 31.12.2020": the dates bound what goes on."""
        others = [item for item in items if item.kind is not TermKind.CONTINUOUS and item.spans]
        if len(others) == len(items) or not others:
            return items
        begin, end = self.frame.whole or (None, None)
        spans = []
        for span in (span for item in others for span in item.spans):
            opens_on = span.opens_on or (begin if begin and span.due_on and begin <= span.due_on else None)
            due_on = span.due_on or (end if end and span.opens_on and span.opens_on <= end else None)
            spans.append(DateSpan(opens_on, due_on))
        return [Item(TermKind.CONTINUOUS, spans, others[0].island)]

    def _is_vague(self, item: Item) -> bool:
        node = self.islands[item.island].node
        return isinstance(node, ast.Whole | ast.Continuous) or all(s.unit in ("year", "school_year") for s in item.stretches)

    def _without_items(self) -> Outcome:
        for island in self.islands:
            years = _explicit_years(island.node)
            if years:
                return Outcome(TermKind.WINDOW, [DateSpan(date(years[0], 1, 1), date(years[1], 12, 31))])
        self.problems.append("Срок не прочитан.")
        return Outcome(TermKind.UNREADABLE)

    def _kind(self, items: list[Item]) -> TermKind:
        kinds = {item.kind for item in items}
        if TermKind.CONTINUOUS in kinds:
            return TermKind.CONTINUOUS
        if TermKind.RECURRING in kinds or any(item.repeats for item in items):
            return TermKind.RECURRING
        quarters = [item for item in items if item.stretches and all(s.unit in ("quarter", "half") for s in item.stretches)]
        if len(quarters) == len(items) > 1 and all(item.kind is TermKind.WINDOW for item in items):
            return TermKind.RECURRING
        return TermKind.DEADLINE if kinds == {TermKind.DEADLINE} else TermKind.WINDOW

    def _repeat(self, frequency: ast.Frequency, items: list[Item]) -> list[DateSpan]:
        months = _MONTHS_IN.get(frequency.unit)
        solid = [item for item in items if item.kind is not TermKind.CONTINUOUS]
        if months is None:
            return self._often(items)
        if not solid:
            return self._units(frequency, self._scoped_frame())
        if months >= 12:
            return [span for item in solid for span in self._until_plan_end(item)]
        return [span for item in solid for span in self._within_item(frequency, months, item)]

    def _until_plan_end(self, item: Item) -> list[DateSpan]:
        """"ежегодно с 1 марта" stays open; "ежегодно, март 2021" as written."""
        return item.spans

    def _often(self, items: list[Item]) -> list[DateSpan]:
        """Weekly and oftener: the window in which it goes on."""
        if items:
            return [span for item in items for span in item.spans]
        frame = self._scoped_frame()
        self._note_frame(frame)
        if frame.horizon is not None:
            return [DateSpan(*frame.horizon)]
        if not frame.years:
            return []
        return [DateSpan(frame._bounds(frame.years[0], frame.years[0])[0], frame._bounds(frame.years[-1], frame.years[-1])[1])]

    def _units(self, frequency: ast.Frequency, frame: Frame) -> list[DateSpan]:
        self._note_frame(frame)
        size = _MONTHS_IN[frequency.unit] * frequency.interval
        if frequency.times > 1:
            if size % frequency.times == 0 and size // frequency.times in (1, 2, 3, 4, 6):
                size //= frequency.times
                self.assumed.append(f"{frequency.times} раза поделены поровну")
            else:
                self.problems.append(f"{frequency.times} раз за срок: показан весь срок.")
        return [DateSpan(a, b) for a, b in frame.periods(size)]

    def _within_item(self, frequency: ast.Frequency, months: int, item: Item) -> list[DateSpan]:
        """Quarters, months … inside the windows of an item, or the item's own days."""
        if item.kind is TermKind.RECURRING:
            return item.spans
        spans: list[DateSpan] = []
        for span in item.spans:
            opens_on, due_on = span.opens_on, span.due_on
            if opens_on is None and item.dated and months == 1 and len(item.spans) == 1:
                opens_on = self.frame.whole[0] if self.frame.whole else None
            if opens_on is None:
                spans.append(span)
                continue
            if due_on is None:
                due_on = self.frame.whole[1] if self.frame.whole else None
            if due_on is None or due_on < opens_on or (due_on - opens_on) < timedelta(days=28 * months):
                spans.append(DateSpan(opens_on, due_on if due_on and due_on >= opens_on else None))
                continue
            spans += self._units_between(frequency, opens_on, due_on)
        return spans

    def _units_between(self, frequency: ast.Frequency, opens_on: date, due_on: date) -> list[DateSpan]:
        years = tuple(range(opens_on.year - 1, due_on.year + 1))
        frame = Frame(years, self.frame.school)
        spans = self._units_quietly(frequency, frame)
        cut = [
            DateSpan(max(s.opens_on or opens_on, opens_on), min(s.due_on or due_on, due_on))
            for s in spans
            if s.opens_on and s.due_on and s.opens_on <= due_on and s.due_on >= opens_on
        ]
        return cut

    def _units_quietly(self, frequency: ast.Frequency, frame: Frame) -> list[DateSpan]:
        return self._units(frequency, frame)


def _is_each_year(stretch: Stretch) -> bool:
    return stretch.unit == "year" and isinstance(stretch.year, RelativeYear) and stretch.year.base is Base.EACH


def _stretches(node: ast.Node) -> tuple[Stretch, ...]:
    match node:
        case ast.At() | ast.Until() | ast.EndOf():
            return node.stretches
        case ast.Range():
            return (node.first, node.last)
        case ast.Since():
            return (node.stretch,)
    return ()


def _explicit_years(node: ast.Node) -> tuple[int, int] | None:
    """First and last year of an element that names nothing but years."""
    stretches = _stretches(node)
    if not stretches or isinstance(node, ast.EndOf):
        return None
    years = [s.year for s in stretches if s.unit in ("year", "school_year") and isinstance(s.year, Years)]
    if len(years) != len(stretches):
        return None
    return years[0].first, years[-1].last


def _takes_years(node: ast.Node) -> bool:
    """Whether an element may take its year from another one."""
    match node:
        case ast.Frequency() | ast.DayOfMonth() | ast.Whole() | ast.Continuous():
            return True
        case ast.EndOf():
            return not node.stretches or any(s.year is None for s in node.stretches)
        case _:
            return any(s.year is None or isinstance(s.year, RelativeYear) for s in _stretches(node))


def _own_year(node: ast.Node) -> ast.YearRef | None:
    return next((s.year for s in reversed(_stretches(node)) if s.year is not None), None)


def _months_of(node: ast.Node) -> list[Stretch]:
    if isinstance(node, ast.Range):
        first, last = node.first.first[0], node.last.first[0]
        count = (last - first) % 12 + 1
        year = node.last.year or node.first.year
        months = [(first + n - 1) % 12 + 1 for n in range(count)]
        return [Stretch((m, 1), (m, 0), "month", year) for m in months]
    return list(_stretches(node))
