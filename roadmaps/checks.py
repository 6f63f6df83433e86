"""What a careful clerk finds by comparing rows with each other, with the order and with its date. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from models.values import DateSpan, Problem, Term, TermContext
from roadmaps.parsed import ParsedPoint, ParsedTask
from roadmaps.wording import words

_LAST_NUMBER = re.compile(r"(?:(.*)\.)?(\d+)")


def check_numbers(tasks: Sequence[ParsedTask]) -> list[Problem]:
    """Doubled and skipped numbers, within one year and one parent."""
    problems: list[Problem] = []
    last: dict[tuple[object, ...], int] = {}
    seen: dict[tuple[object, ...], ParsedTask] = {}
    for task in tasks:
        match = _LAST_NUMBER.fullmatch(task.number)
        if match is None or not task.number_raw:
            continue
        scope = (task.year_section, match[1], None if match[1] else task.section)
        number = int(match[2])
        key = (*scope, number, task.section)
        if key in seen:
            first = seen[key].place
            sentence = f"Номер {task.number} повторяется: он уже стоит в строке {first.line or first.row}."
            problems.append(Problem("duplicate_number", sentence, task.place, task.uid))
        previous = last.get(scope)
        if previous is not None and number > previous + 1:
            problems.append(
                Problem("skipped_number", _skipped(match[1], previous, number), task.place, task.uid)
            )
        last[scope] = number
        seen.setdefault(key, task)
    return problems


def _skipped(prefix: str | None, previous: int, number: int) -> str:
    stem = f"{prefix}." if prefix else ""
    missing = ", ".join(f"{stem}{n}" for n in range(previous + 1, min(number, previous + 11)))
    return f"После номера {stem}{previous} сразу {stem}{number}: нет {missing}."


def check_dates(tasks: Sequence[ParsedTask], context: TermContext, assumed: str | None) -> list[Problem]:
    """Rows already over when the document was signed, and terms outside of its period.

    ``assumed``: how a period was found that nobody names; the year of signing bounds nothing.
    """
    named = context.period if assumed != "issued" else None
    problems: list[Problem] = []
    for task in tasks:
        dues = [span.due_on for span in task.term.spans if span.due_on]
        if not dues:
            continue
        if context.as_of and max(dues) < context.as_of:
            sentence = f"Срок «{task.term.raw}» истёк до подписания документа {context.as_of:%d.%m.%Y}."
            problems.append(Problem("past_at_signing", sentence, task.place, task.uid, task.term.raw))
        if named and not context.school_year and _outside(task.term, named):
            first, last = named
            sentence = f"Срок «{task.term.raw}» выходит за период документа {first}–{last}."
            problems.append(Problem("term_outside_period", sentence, task.place, task.uid, task.term.raw))
    return problems


def _outside(term: Term, period: tuple[int, int]) -> bool:
    days = [day for span in term.spans for day in (span.opens_on, span.due_on) if day]
    return any(not period[0] <= day.year <= period[1] for day in days)


_RUN = 6  # so many words in a row in common: the point and the row speak of the same thing
_SHORT_DAYS = 62  # terms longer than two months do not contradict a window inside them


def check_against_order(points: Sequence[ParsedPoint], tasks: Sequence[ParsedTask]) -> list[Problem]:
    """Rows that give other days than the order's own point for the same thing."""
    windows = [(point, set(_runs(point.text)), span) for point in points for span in _windows(point)]
    problems = []
    for task in tasks:
        runs = set(_runs(task.title)) if windows else set()
        for point, point_runs, span in windows:
            other = next((s for s in task.term.spans if _contradicts(s, span)), None)
            if other and runs & point_runs:
                problems.append(_contradiction(point, span, task))
                break
    return problems


def _windows(point: ParsedPoint) -> list[DateSpan]:
    return [span for term in point.terms for span in term.spans if span.opens_on and span.due_on]


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1))


def _contradicts(row: DateSpan, point: DateSpan) -> bool:
    if not (row.opens_on and row.due_on and point.opens_on and point.due_on) or row == point:
        return False
    overlaps = row.opens_on <= point.due_on and point.opens_on <= row.due_on
    return overlaps and (row.due_on - row.opens_on).days <= _SHORT_DAYS and row.due_on != point.due_on


def _contradiction(point: ParsedPoint, span: DateSpan, task: ParsedTask) -> Problem:
    sentence = (
        f"В пункте {point.effective_number} приказа срок {span.opens_on:%d.%m.%Y}–{span.due_on:%d.%m.%Y}, "
        f"в строке {task.uid} — «{task.term.raw}»."
    )
    return Problem("order_against_table", sentence, task.place, task.uid, task.term.raw)
