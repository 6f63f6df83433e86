"""Items that stand beside each other and mean something together."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from models.values import DateSpan, TermKind
from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.frames import day_in
from roadmaps.deadlines.items import Item
from roadmaps.deadlines.notes import Notes
from roadmaps.deadlines.phrase import Phrase

_JOINABLE = ("day", "month", "quarter", "year")


def join_items(items: list[Item], phrase: Phrase, notes: Notes) -> list[Item]:
    """The items with what their neighbours change about them."""
    for item in items:
        _shift_reported(item, phrase, notes)
    _inherit_deadlines(items, phrase)
    items = _join_lost_dash(items, phrase, notes)
    items = _cut_window(items, phrase, notes)
    items = _join_ends(_begin_series(items, phrase, notes), phrase)
    items = _limit_days_of_months(items, phrase)
    _doubt_narrower(items, notes)
    return _take_out_excluded(items, phrase)


def _doubt_narrower(items: list[Item], notes: Notes) -> None:
    """ "II квартал, июнь": a list of two, or a quarter and where in it."""
    for before, item in pairwise(items):
        stretches = (*before.stretches[-1:], *item.stretches[:1])
        if len(stretches) == 2 and item.spans and stretches[0].holds(stretches[1]):
            notes.problems.append("Один срок лежит внутри другого; возможно, нужен только он.")


def _shift_reported(item: Item, phrase: Phrase, notes: Notes) -> None:
    """ "до 15 января (за отчетный год)": a date before the end of what it reports is of the next year.

    One in its last month is not: "по итогам года – до 25 декабря".
    """
    reported = phrase.reported_beside(item.island)
    if reported is None:
        return
    if item.kind is not TermKind.DEADLINE or item.dated or not item.stretches:
        return
    end, year = reported
    stretch = item.stretches[0]
    follows = stretch.first < (end[0], end[1] or 31) and stretch.first[0] != end[0]
    if year is not None and stretch.year is None:  # "до 1 апреля (за 2010 год)"
        due = {(span.due_on.month, span.due_on.day) for span in item.spans if span.due_on}
        item.spans = [DateSpan(None, day_in(year + follows, day)) for day in sorted(due)]
        item.repeats = False
        return
    item.repeats = True
    if stretch.year is None and follows:
        days = [span.due_on for span in item.spans if span.due_on]
        item.spans = [DateSpan(None, day_in(day.year + 1, (day.month, day.day))) for day in days]
        notes.assumed.append("срок отчета за период, который кончился, отнесен на следующий год")


def _inherit_deadlines(items: list[Item], phrase: Phrase) -> None:
    """ "до 05.06.2021 и 30.05.2022": the second day is a deadline too, in a school plan as well."""
    for before, item in pairwise(items):
        listed = item.island == before.island + 1 and phrase.gap_before(item.island) <= {
            "COMMA",
            "AND",
            "SEMI",
        }
        until = isinstance(phrase.islands[before.island].node, ast.Until)
        until = until and isinstance(phrase.islands[item.island].node, ast.At)
        if listed and until and item.kind is TermKind.WINDOW and all(s.is_day for s in item.stretches):
            item.kind = TermKind.DEADLINE
            item.spans = [DateSpan(None, span.due_on) for span in item.spans]


def _join_lost_dash(items: list[Item], phrase: Phrase, notes: Notes) -> list[Item]:
    """ "Апрель Сентябрь", "15.06. 15.08.2011": two stretches side by side are a range that lost its dash."""
    if len(items) != 2 or not _are_side_by_side(items[0], items[1], phrase):
        return items
    first, last = items
    pairs = [(a.opens_on or a.due_on, b.due_on) for a, b in zip(first.spans, last.spans, strict=True)]
    spans = [DateSpan(a, b) for a, b in pairs if a and b and a < b]
    if len(spans) < len(pairs):
        return items
    notes.problems.append(
        "Между двумя сроками нет знака: прочитано «от первого до второго»; возможно, это два отдельных срока."
    )
    dated, stretches = first.dated or last.dated, first.stretches + last.stretches
    return [Item(TermKind.WINDOW, spans, first.island, dated, first.repeats, stretches)]


def _are_side_by_side(first: Item, last: Item, phrase: Phrase) -> bool:
    nodes = [phrase.islands[item.island].node for item in (first, last)]
    plain = all(isinstance(node, ast.At) and len(node.stretches) == 1 for node in nodes)
    if not plain or last.island != first.island + 1 or not phrase.gap_before(last.island) <= {"DOT"}:
        return False
    if first.dated and last.dated and _stand_on_two_lines(first, last, phrase):
        return False
    units = {stretch.unit for stretch in first.stretches + last.stretches}
    return len(units) == 1 and units <= set(_JOINABLE) and len(first.spans) == len(last.spans)


def _stand_on_two_lines(first: Item, last: Item, phrase: Phrase) -> bool:
    """ "Июнь 2022 г.⏎Декабрь 2022 г." is a list."""
    tokens, islands = phrase.reading.tokens, phrase.islands
    between = phrase.raw[
        tokens[islands[first.island].tail - 1].end : tokens[islands[last.island].first].start
    ]
    own = [s.year for item in (first, last) for s in item.stretches]
    return "\n" in between and all(year is not None for year in own)


def _cut_window(items: list[Item], phrase: Phrase, notes: Notes) -> list[Item]:
    """ "ноябрь – декабрь, до 20 декабря": the deadline cuts the window."""
    if len(items) != 2 or (items[0].kind, items[1].kind) != (TermKind.WINDOW, TermKind.DEADLINE):
        return items
    window, deadline = items
    until = isinstance(phrase.islands[deadline.island].node, ast.Until)
    if not until or len(window.spans) != len(deadline.spans):
        return items
    pairs = list(zip(window.spans, deadline.spans, strict=True))
    if not all(_lies_in(limit.due_on, span) for span, limit in pairs):
        return items
    notes.problems.append("Окно обрезано названным пределом; возможно, это два отдельных срока.")
    window.spans = [DateSpan(span.opens_on, limit.due_on) for span, limit in pairs]
    window.repeats = window.repeats or deadline.repeats
    return [window]


def _join_ends(items: list[Item], phrase: Phrase) -> list[Item]:
    """ "по 1 сентября с 1 августа", "не ранее 5 мая и не позднее 10 мая": both ends of one window."""
    if len(items) != 2 or items[1].island != items[0].island + 1:
        return items
    nodes = [phrase.islands[item.island].node for item in items]
    begins = [isinstance(node, ast.Since) for node in nodes]
    ends = [isinstance(node, ast.Until | ast.EndOf) for node in nodes]
    if begins == ends or begins[0] == begins[1] or ends[0] == ends[1]:
        return items
    first, last = items if begins[0] else items[::-1]
    if not first.spans or len(last.spans) % len(first.spans):
        return items
    pairs = [(span.opens_on, limit.due_on) for span, limit in zip(first.spans, last.spans, strict=False)]
    windows = [DateSpan(a, b) for a, b in pairs if a and b and a <= b]
    if len(windows) < len(pairs) or len(last.spans) > len(pairs):
        return items
    dated, repeats = first.dated or last.dated, first.repeats
    return [Item(TermKind.WINDOW, windows, items[0].island, dated, repeats, first.stretches)]


def _begin_series(items: list[Item], phrase: Phrase, notes: Notes) -> list[Item]:
    """ "до 1 марта и 1 сентября, начиная с 1 сентября 2024 г.": what comes before the beginning goes."""
    starts = [item for item in items if item.island == phrase.series_begins() and item.spans]
    series = [item for item in items if item.spans and item.kind is not TermKind.CONTINUOUS]
    series = [item for item in series if item not in starts]
    start = starts[0].spans[0].opens_on if starts else None
    kept = [[span for span in item.spans if _first_day(span) >= (start or date.min)] for item in series]
    if start is None or not series:
        return items
    if not any(kept):
        notes.problems.append("Начало ряда стоит после всех его сроков.")
        return items
    for item, spans in zip(series, kept, strict=True):
        item.spans = spans
    return [item for item in items if item not in starts]


def _first_day(span: DateSpan) -> date:
    return span.opens_on or span.due_on or date.max


def _limit_days_of_months(items: list[Item], phrase: Phrase) -> list[Item]:
    """ "до 25 числа каждого месяца, с 1 апреля 2021 г.": the window bounds the days."""
    days = [item for item in items if isinstance(phrase.islands[item.island].node, ast.DayOfMonth)]
    bounds = [item for item in items if isinstance(phrase.islands[item.island].node, ast.Since | ast.Range)]
    if len(days) != 1 or len(bounds) != 1 or len(items) != 2:
        return items
    inside = [span for span in days[0].spans if any(_reaches(bound, span) for bound in bounds[0].spans)]
    if not inside:
        return items
    days[0].spans = inside
    return days


def _reaches(bound: DateSpan, span: DateSpan) -> bool:
    first, last = bound.opens_on or date.min, bound.due_on or date.max
    return span.due_on is not None and first <= span.due_on <= last


def _lies_in(day: date | None, span: DateSpan) -> bool:
    return bool(day and span.opens_on and span.due_on and span.opens_on <= day <= span.due_on)


def _take_out_excluded(items: list[Item], phrase: Phrase) -> list[Item]:
    """What stands after "кроме" is no date of its own; ``interpretation`` takes it out of the others."""
    return [item for item in items if item.island not in phrase.excluded]


def after_onward(items: list[Item], phrase: Phrase) -> date | None:
    """ "сентябрь 2021 г., далее – постоянно": the first day after what stands before "далее"."""
    before = [item for item in items if not phrase.comes_after_onward(item.island)]
    days = [span.due_on for item in before for span in item.spans if span.due_on]
    return max(days) + timedelta(days=1) if days else None
