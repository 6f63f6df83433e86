"""Items of a phrase → its meaning: which of them count, and how often what they name comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from models.values import DateSpan, EventRule, TermKind
from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.counting import nth_weekday, shift
from roadmaps.deadlines.elements import explicit_years
from roadmaps.deadlines.frames import Frame, day_in
from roadmaps.deadlines.items import MONTHS_IN, Item
from roadmaps.deadlines.joining import after_onward
from roadmaps.deadlines.notes import Notes
from roadmaps.deadlines.phrase import Phrase
from roadmaps.deadlines.placement import Placement

MOST_SPANS = 2000  # no plan has more; keeps hostile periods short


@dataclass
class Outcome:
    """What ``Term`` needs besides words."""

    kind: TermKind
    spans: list[DateSpan] = field(default_factory=list)
    event_rule: EventRule | None = None
    frequency: ast.Frequency | None = None


def _are_apart(years: tuple[int, ...], step: int) -> bool:
    """Whether the years are those of "раз в 2 года (2025, 2027)"."""
    return step > 1 and len(years) > 1 and all(b - a == step for a, b in pairwise(years))


class Decision:
    """Which of the items and words of a phrase make its meaning."""

    def __init__(self, phrase: Phrase, placement: Placement, notes: Notes) -> None:
        self.phrase, self.placement, self.notes = phrase, placement, notes
        self.frame = placement.frame

    def decide(self, items: list[Item]) -> Outcome:
        events = [
            i
            for i, island in enumerate(self.phrase.islands)
            if isinstance(island.node, ast.Event | ast.Within)
        ]
        dated = [item for item in items if item.kind is not TermKind.CONTINUOUS and item.spans]
        if not events:
            return self._without_event(items)
        rule = self._event_rule(events[0])
        after_unit = self._after_unit(events[0], rule)
        if after_unit is not None and not dated:
            return Outcome(TermKind.RECURRING, after_unit)
        waits = not dated and not self._outweighs(events[0])
        whole = self._whole_plan(rule) if waits else None
        if whole is not None:
            return Outcome(TermKind.WINDOW, [whole])
        if waits:
            return Outcome(TermKind.EVENT, event_rule=rule)
        self.notes.problems.append(f"Назван и срок, и событие («{self._words(events[0])}»): взят срок.")
        outcome = self._without_event(items)
        outcome.event_rule = rule
        return outcome

    # ---- events

    def _outweighs(self, event: int) -> bool:
        """ "по мере поступления, но не реже раза в квартал", "постоянно, по мере поступления".

        So does what goes on until the event: "ежемесячно до завершения работ".
        """
        node, often = self.phrase.islands[event].node, self.phrase.frequency
        if isinstance(node, ast.Event) and node.ends and often is not None and often.unit != "year":
            return True
        after = any(isinstance(island.node, ast.Frequency) for island in self.phrase.islands[event + 1 :])
        waits_days = isinstance(node, ast.Within)
        return after or (self.phrase.has(ast.Continuous) and not waits_days)

    def _whole_plan(self, rule: EventRule) -> DateSpan | None:
        """ "в течение месяца" in the plan of one month, "в течение квартала" in that of one quarter."""
        first, last = self.frame.whole or (None, None)
        if first is None or last is None or rule.event or rule.unit != "month":
            return None
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return DateSpan(first, last) if months == rule.amount < 12 else None

    def _event_rule(self, index: int) -> EventRule:
        node = self.phrase.islands[index].node
        if not isinstance(node, ast.Within):
            return EventRule(0, "day", self._words(index))
        return EventRule(
            -node.amount if node.before else node.amount, node.unit, self._words(index, tail=True)
        )

    def _words(self, index: int, *, tail: bool = False) -> str:
        island, tokens = self.phrase.islands[index], self.phrase.reading.tokens
        start = island.stop if tail else island.first
        if tail and tokens[start - 1].type in ("ANCHOR", "AFTER"):  # "в течение недели после совещания"
            start -= 1
        if start >= island.tail:
            return ""
        return " ".join(self.phrase.raw[tokens[start].start : tokens[island.tail - 1].end].split()).strip(
            " ,;:("
        )

    def _after_unit(self, index: int, rule: EventRule) -> list[DateSpan] | None:
        """ "в течение 10 дней после окончания квартала": the event is a date of the calendar.

        So it is "за 10 дней до конца квартала".
        """
        island = self.phrase.islands[index]
        types = [token.type for token in self.phrase.reading.tokens[island.stop : island.tail]]
        unit = _closed_unit(types, self.phrase.frequency)
        if unit is None or rule.unit not in ("day", "working_day", "week", "month"):
            return None
        after = not {"AFTER", "ANCHOR"}.isdisjoint(types) or types[:2] == ["TO", "FINISH"]  # "по окончании"
        if (rule.amount < 0) is after:
            return None
        days = [due_on for _, due_on in self.placement.noted_frame().periods(MONTHS_IN[unit])]
        self.notes.problems.append("Дни сочтены от конца отчетного периода.")
        if rule.unit == "month":  # the end of a month stays the end
            return [
                DateSpan(None, shift(day + timedelta(days=1), rule.amount, "month") - timedelta(days=1))
                for day in days
            ]
        return [DateSpan(None, shift(day, rule.amount, rule.unit)) for day in days]

    # ---- dates

    def _without_event(self, items: list[Item]) -> Outcome:
        if self._is_per_term():
            self.notes.problems.append("Дни учебных четвертей каждая школа устанавливает сама: дат нет.")
            return Outcome(TermKind.RECURRING)
        if self.phrase.frequency is not None:
            return Outcome(TermKind.RECURRING, self._repeat(self.phrase.frequency, items))
        if self._is_undated(items):
            return Outcome(TermKind.UNSPECIFIED, [span for item in items for span in item.spans])
        if not items:
            return self._without_items()
        items = self._bound_continuous(items)
        return Outcome(self._kind(items), [span for item in items for span in item.spans])

    def _is_per_term(self) -> bool:
        return self.phrase.frequency is not None and self.phrase.frequency.unit == "term"

    def _is_undated(self, items: list[Item]) -> bool:
        """Plans and needs beside nothing but vague bounds; "постоянно" itself is not vague."""
        undated = self.phrase.nodes(ast.Undated)
        goes_on = any(not node.whole for node in self.phrase.nodes(ast.Continuous))
        planned = any(node.plan for node in undated)
        return bool(undated) and (planned or not goes_on) and all(self._is_vague(item) for item in items)

    def _is_vague(self, item: Item) -> bool:
        """A year or the whole period bounds a separate plan and sets no date by itself."""
        node = self.phrase.islands[item.island].node
        years = all(stretch.unit in ("year", "school_year") for stretch in item.stretches)
        return isinstance(node, ast.Whole | ast.Continuous) or years

    def _without_items(self) -> Outcome:
        for island in self.phrase.islands:
            years = explicit_years(island.node)
            if years:
                return Outcome(TermKind.WINDOW, [DateSpan(date(years[0], 1, 1), date(years[1], 12, 31))])
        self.notes.problems.append("Срок не прочитан.")
        return Outcome(TermKind.UNREADABLE)

    def _bound_continuous(self, items: list[Item]) -> list[Item]:
        """ "постоянно, с 1 января 2019 г.", "постоянно до 31.12.2020": the dates bound what goes on."""
        others = [item for item in items if item.kind is not TermKind.CONTINUOUS and item.spans]
        if len(others) == len(items) or not others:
            return items
        begin, end = self.frame.whole or (None, None)
        spans = [_bounded(span, begin, end) for item in others for span in item.spans]
        start = after_onward(others, self.phrase) if self.phrase.has(ast.Onward) else None
        if start is not None:
            spans = [span for item in others for span in item.spans]
            spans += [DateSpan(start, end)] if end and start <= end else []
        return [Item(TermKind.CONTINUOUS, spans, others[0].island)]

    def _kind(self, items: list[Item]) -> TermKind:
        kinds = {item.kind for item in items}
        if TermKind.CONTINUOUS in kinds:
            return TermKind.CONTINUOUS
        if TermKind.RECURRING in kinds or any(item.repeats for item in items):
            return TermKind.RECURRING
        listed = len(items) > 1 and kinds == {TermKind.WINDOW}
        if listed and all(
            i.stretches and all(s.unit in ("quarter", "half") for s in i.stretches) for i in items
        ):
            return TermKind.RECURRING
        return TermKind.DEADLINE if kinds == {TermKind.DEADLINE} else TermKind.WINDOW

    # ---- recurrences

    def _repeat(self, frequency: ast.Frequency, items: list[Item]) -> list[DateSpan]:
        months = MONTHS_IN.get(frequency.unit)
        if months is None:
            return self._often(items)
        solid = [item for item in items if item.kind is not TermKind.CONTINUOUS]
        if not solid and frequency.nth:
            return self._weekdays(frequency, self.placement.noted_frame())
        if not solid:
            return self._units(frequency, self.placement.noted_frame())
        start = after_onward(solid, self.phrase) if self.phrase.has(ast.Onward) else None
        if months < 12 and start is not None:
            end = self.frame.whole[1] if self.frame.whole else None
            said = [span for item in solid for span in self._from(start, item)]
            if any(self.phrase.comes_after_onward(item.island) for item in solid):
                return said
            return said + (self._units_between(frequency, start, end) if end and start <= end else [])
        if months >= 12:
            spans = [span for item in solid for span in self._every_year_until(item)]
            return self._every_nth_year(frequency, spans)
        return [span for item in solid for span in self._inside(frequency, months, item)]

    def _from(self, start: date, item: Item) -> list[DateSpan]:
        """What stands after "далее" begins there."""
        if not self.phrase.comes_after_onward(item.island):
            return item.spans
        return [span for span in item.spans if span.due_on is None or span.due_on >= start]

    def _every_nth_year(self, frequency: ast.Frequency, spans: list[DateSpan]) -> list[DateSpan]:
        """ "раз в 2 года, октябрь": from the first year on."""
        years = [day.year for span in spans if (day := span.due_on or span.opens_on)]
        if frequency.interval < 2 or not years:
            return spans
        return [
            s for s, year in zip(spans, years, strict=True) if (year - years[0]) % frequency.interval == 0
        ]

    def _every_year_until(self, item: Item) -> list[DateSpan]:
        """ "ежегодно до 31 декабря 2022 года": the day of every year up to the named one."""
        first = self.frame.years[0] if self.frame.years else None
        last = item.spans[0].due_on if len(item.spans) == 1 else None
        lone = item.kind is TermKind.DEADLINE and item.dated and last is not None
        bounded = self.phrase.has(ast.Onward, ast.Since)
        if first is None or last is None or not lone or bounded or not first < last.year:
            return item.spans
        self.notes.problems.append("Прочитано: каждый год до названного; возможно, только в названном году.")
        days = [(last.month, last.day if last.day < 29 else (0 if _is_last(last) else last.day))]
        return [DateSpan(None, day_in(year, day)) for year in range(first, last.year + 1) for day in days]

    def _often(self, items: list[Item]) -> list[DateSpan]:
        """Weekly and oftener: the window in which it goes on."""
        if items:
            return [span for item in items for span in item.spans]
        frame = self.placement.noted_frame()
        if frame.horizon is not None:
            return [DateSpan(*frame.horizon)]
        whole = frame.with_years(frame.years, "").whole if frame.years else None
        return [DateSpan(*whole)] if whole else []

    def _units(self, frequency: ast.Frequency, frame: Frame) -> list[DateSpan]:
        if frequency.unit == "year" and _are_apart(frame.years, frequency.interval):
            return [
                DateSpan(a, b) for year in frame.years for a, b in frame.with_years((year,), "").periods(12)
            ]
        size = MONTHS_IN[frequency.unit] * min(frequency.interval, MOST_SPANS)
        if frequency.times > 1:
            if size % frequency.times == 0 and size // frequency.times in (1, 2, 3, 4, 6):
                size //= frequency.times
                self.notes.assumed.append("разы поделены поровну")
            else:
                self.notes.problems.append(
                    "Сколько раз за срок, сказано; когда именно, нет: показан весь срок."
                )
        return [DateSpan(a, b) for a, b in frame.periods(size)]

    def _weekdays(self, frequency: ast.Frequency, frame: Frame) -> list[DateSpan]:
        """ "каждая последняя пятница месяца": in a school plan the day of an event, else a due day."""
        weekday = frequency.weekdays[0] if frequency.weekdays else 0
        days = [
            nth_weekday(opens_on if n > 0 else due_on.replace(day=1), weekday, n)
            for opens_on, due_on in frame.reported_periods(MONTHS_IN[frequency.unit])
            for n in frequency.nth
        ]
        return [DateSpan(day if self.frame.school else None, day) for day in days]

    def _inside(self, frequency: ast.Frequency, months: int, item: Item) -> list[DateSpan]:
        """Quarters, months … inside the windows of an item, or the item's own days."""
        if item.kind is TermKind.RECURRING:
            return item.spans
        begin, end = self.frame.whole or (None, None)
        spans: list[DateSpan] = []
        for span in item.spans:
            lone = span.opens_on is None and item.dated and months == 1 and len(item.spans) == 1
            bounded = _bounded(span, begin if lone else None, end)
            if bounded.opens_on is None or bounded.due_on is None or _is_short(bounded, months):
                spans.append(span)
            else:
                spans += self._units_between(frequency, bounded.opens_on, bounded.due_on)
        return spans

    def _units_between(self, frequency: ast.Frequency, opens_on: date, due_on: date) -> list[DateSpan]:
        frame = Frame(tuple(range(opens_on.year - 1, due_on.year + 1)), self.frame.school)
        return [
            DateSpan(max(span.opens_on, opens_on), min(span.due_on, due_on))
            for span in self._units(frequency, frame)
            if span.opens_on and span.due_on and span.opens_on <= due_on and span.due_on >= opens_on
        ]


def _bounded(span: DateSpan, begin: date | None, end: date | None) -> DateSpan:
    opens_on, due_on = span.opens_on, span.due_on
    if opens_on is None and begin and due_on and begin <= due_on:
        opens_on = begin
    if due_on is None and end and opens_on and opens_on <= end:
        due_on = end
    return DateSpan(opens_on, due_on)


def _is_short(span: DateSpan, months: int) -> bool:
    return bool(span.opens_on and span.due_on and (span.due_on - span.opens_on) < timedelta(days=28 * months))


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _closed_unit(types: list[str], frequency: ast.Frequency | None) -> str | None:
    """The unit in "после окончания (отчетного) квартала", if nothing else is said."""
    rest = [
        name
        for name in types
        if name not in ("AFTER", "ANCHOR", "TO", "FINISH", "EDGE_END", "REPORT", "EVERY", "CURRENT", "COMMA")
    ]
    started = any(name in ("AFTER", "FINISH", "EDGE_END") for name in types)
    units = {"MW": "month", "QW": "quarter", "HW": "half", "YW": "year"}
    if not started or len(rest) != 1:
        return None
    if rest == ["PERIOD"] and frequency is not None and frequency.unit in MONTHS_IN:
        return frequency.unit
    return units.get(rest[0])
