"""Elements of a phrase and its context → kind and spans, by the conventions of the gold standard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from models.values import DateSpan, TermContext, TermKind
from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.broken import is_broken
from roadmaps.deadlines.clauses import Place, divide
from roadmaps.deadlines.decision import MOST_SPANS, Decision, Outcome
from roadmaps.deadlines.elements import in_plan
from roadmaps.deadlines.items import MONTHS_IN, ItemReader
from roadmaps.deadlines.joining import join_items
from roadmaps.deadlines.notes import Notes
from roadmaps.deadlines.phrase import Phrase
from roadmaps.deadlines.placement import Placement
from roadmaps.deadlines.reading import Reading


def interpret(reading: Reading, context: TermContext, raw: str, notes: Notes) -> Outcome:
    """The meaning of what was read; doubts go into ``notes``."""
    notes.problems += reading.problems
    if is_broken(reading, raw, notes):
        return Outcome(TermKind.UNREADABLE)
    if not reading.islands:
        notes.problems.append("Даты в словах нет.")
        return Outcome(TermKind.UNSPECIFIED)
    _settle_years(reading, context, notes)
    outcome = _interpret_clauses(reading, context, raw, notes) or _interpret_whole(
        reading, context, raw, notes
    )
    outcome.spans = sorted(set(outcome.spans[:MOST_SPANS]), key=lambda span: span.sort_key)
    return outcome


def _settle_years(reading: Reading, context: TermContext, notes: Notes) -> None:
    """Years of the plan that are named by their place in it: "до 1 июля последнего года реализации"."""
    if context.period is None:
        return
    for index, island in enumerate(reading.islands):
        node = in_plan(island.node, context.period)
        if node != island.node:
            reading.islands[index] = replace(island, node=node)
            source = "–".join(str(year) for year in dict.fromkeys(context.period))
            notes.assumed.append(f"годы взяты из периода документа: {source}")


def _interpret_whole(reading: Reading, context: TermContext, raw: str, notes: Notes) -> Outcome:
    """All elements together."""
    phrase = Phrase(reading, raw, school=context.school_year)
    placement = Placement(phrase, context, notes)
    reader = ItemReader(placement)
    items = join_items(every := reader.items(), phrase, notes)
    excluded = [span for item in every if item.island in phrase.excluded for span in item.spans]
    outcome = Decision(phrase, placement, notes).decide(items)
    if phrase.excluded:
        outcome = _without(outcome, excluded, notes)
    outcome.frequency = phrase.frequency
    return outcome


def _interpret_clauses(reading: Reading, context: TermContext, raw: str, notes: Notes) -> Outcome | None:
    """What the clauses say together; None where the phrase has none, or one of them no dates."""
    clauses, found = divide(reading), Notes()
    outcomes = [_interpret_whole(clause.reading, context, raw, found) for clause in clauses]
    if not outcomes or not all(outcome.spans for outcome in outcomes):
        if outcomes:
            notes.problems.append("Назван особый срок, но отдельно прочитать его не удалось.")
        return None
    spans: list[DateSpan] = []
    for clause, outcome in zip(clauses, outcomes, strict=True):
        if clause.time is not None:
            times = _interpret_whole(clause.time, context, raw, Notes()).spans
            spans = [span for span in spans if not any(_begins_in(time, span) for time in times)]
            if clause.time.islands[-1] not in clause.reading.islands:
                outcome.spans = [s for s in outcome.spans if any(_begins_in(time, s) for time in times)]
        elif clause.place is Place.REPORT:
            spans = _without_ordinary(spans, outcome.spans, outcomes[0].frequency, found)
        elif clause.place is Place.AFTER:
            outcome.spans = _after(spans, outcome.spans)
        spans += outcome.spans
    notes.problems += found.problems
    notes.assumed += found.assumed
    kinds = {outcome.kind for outcome in outcomes}
    kind = TermKind.RECURRING if TermKind.RECURRING in kinds else TermKind.WINDOW
    return Outcome(kinds.pop() if len(kinds) == 1 else kind, spans)


def _begins_in(time: DateSpan, span: DateSpan) -> bool:
    day = span.opens_on or span.due_on
    return day is not None and (time.opens_on or date.min) <= day <= (time.due_on or date.max)


def _without_ordinary(
    spans: list[DateSpan], special: list[DateSpan], often: ast.Frequency | None, notes: Notes
) -> list[DateSpan]:
    """ "ежеквартально до 10 числа, за IV квартал – до 20 января": the ordinary day of that quarter goes."""
    months = MONTHS_IN.get(often.unit, 1) if often else 1
    if months == 1:
        notes.problems.append("Особый срок добавлен к обычным; возможно, он заменяет один из них.")
        return spans
    parts = {(span.due_on.year, (span.due_on.month - 1) // months) for span in special if span.due_on}
    return [
        span
        for span in spans
        if span.opens_on
        or not span.due_on
        or (span.due_on.year, (span.due_on.month - 1) // months) not in parts
    ]


def _after(spans: list[DateSpan], following: list[DateSpan]) -> list[DateSpan]:
    """What of ``following`` lies after all of ``spans``."""
    last = max((day for span in spans if (day := span.due_on or span.opens_on)), default=date.min)
    return [
        DateSpan(max(span.opens_on, last + timedelta(days=1)) if span.opens_on else None, span.due_on)
        for span in following
        if span.due_on is not None and span.due_on > last
    ]


def _without(outcome: Outcome, excluded: list[DateSpan], notes: Notes) -> Outcome:
    """ "ежемесячно, кроме июля": spans inside the exception go; where none can go, nothing is read."""
    kept = [span for span in outcome.spans if not any(_covers(gap, span) for gap in excluded)]
    if len(kept) < len(outcome.spans) and kept:
        outcome.spans = kept
        return outcome
    notes.problems.append("Исключение из срока не удалось учесть: дат нет.")
    return Outcome(TermKind.UNREADABLE)


def _covers(gap: DateSpan, span: DateSpan) -> bool:
    first = span.opens_on or span.due_on
    return bool(
        gap.opens_on
        and gap.due_on
        and first
        and span.due_on
        and gap.opens_on <= first
        and span.due_on <= gap.due_on
    )
