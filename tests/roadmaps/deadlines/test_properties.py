"""What holds for every text: a Term without an exception, in linear work; what is said is read back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from models.values import DateSpan, Term, TermContext, TermKind
from roadmaps.deadlines import find_deadlines, parse_deadline, reading
from roadmaps.deadlines.lexing import tokenize
from roadmaps.deadlines.vocabulary import WORDS
from roadmaps.deadlines.wording import say_span

CONTEXTS = [
    TermContext(),
    TermContext((2021, 2022)),
    TermContext((2018, 2022), as_of=date(2019, 5, 24)),
    TermContext((2021, 2022), year=2021),
    TermContext((2025, 2026), school_year=True),
    TermContext(horizon=(date(2020, 9, 18), date(2023, 9, 17))),
    TermContext(as_of=date(2020, 2, 29)),
]
contexts = st.sampled_from(CONTEXTS)
SIGNS = ["2021", "2021-2022", "15.05.2021", "31", "5", "IV", "-", ",", "(", ")", ";", ".", "X - 1", "№", "\n"]
known = st.sampled_from([*sorted(WORDS), *SIGNS])
phrases = st.lists(known, max_size=14).map(" ".join)
days = st.dates(date(1951, 1, 1), date(2096, 12, 31))


def is_sound(term: Term) -> bool:
    dated = all(
        span.opens_on is None or span.due_on is None or span.opens_on <= span.due_on for span in term.spans
    )
    unread = term.kind is not TermKind.UNREADABLE or (not term.spans and bool(term.problems))
    return dated and unread and bool(term.meaning)


@given(st.text(max_size=200), contexts)
def test_any_text_at_all_is_a_term(text: str, context: TermContext) -> None:
    assert is_sound(parse_deadline(text, context))


@settings(max_examples=1500)
@given(phrases, contexts)
def test_any_heap_of_known_words_is_a_term(text: str, context: TermContext) -> None:
    assert is_sound(parse_deadline(text, context))


@settings(max_examples=300)
@given(phrases, contexts)
def test_what_is_found_in_running_text_stands_in_it(text: str, context: TermContext) -> None:
    assert all(term.raw in text for term in find_deadlines(text, context))


@given(days, st.integers(0, 900))
def test_a_window_said_in_words_is_read_back(first: date, length: int) -> None:
    span = DateSpan(first, first + timedelta(days=length))
    assert parse_deadline(say_span(span), TermContext()).spans == (span,)


@given(days)
def test_a_deadline_and_a_beginning_said_in_words_are_read_back(day: date) -> None:
    for span in (DateSpan(None, day), DateSpan(day, None)):
        assert parse_deadline(say_span(span), TermContext()).spans == (span,)


@settings(max_examples=500)
@given(phrases, contexts)
def test_a_rule_repeats_the_days_of_the_spans(text: str, context: TermContext) -> None:
    term = parse_deadline(text, context)
    rule = term.recurrence or ""
    if (
        not rule
        or rule.startswith(("RDATE", "FREQ=DAILY", "FREQ=WEEKLY"))
        or "BYDAY" in rule
        or "BYMONTHDAY=1,11,21" in rule
        or "UNTIL" not in rule
    ):
        return
    starts = sorted({start for span in term.spans if (start := span.opens_on or span.due_on)})
    repeated = rrulestr(rule, dtstart=_midnight(starts[0]))
    assert [moment.date() for moment in repeated] == starts


def _midnight(day: date):  # type: ignore[no-untyped-def]
    from datetime import datetime

    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  a rule of calendar dates has no zone


@pytest.mark.parametrize(
    "piece",
    [
        "1, ",
        "с 1 ",
        "март ",
        "до ",
        "2021 ",
        "в течение ",
        "I ",
        "а",
        "x ",
        "2021 - ",
        "1.1.",
        "_ ",
        "- ",
        "(",
        "кроме май ",
        "со дня ",
        "не позднее ",
        "2021 г. и ",
        "31 июня ",
        "25 числа месяца, следующего за ",
    ],
)
def test_work_grows_with_the_length_and_no_faster(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [0]
    run = reading.Automaton.run

    def counted(self: reading.Automaton, tokens: list[object], start: int, stop: int) -> object:
        node, reached = run(self, tokens, start, stop)  # type: ignore[arg-type]
        steps[0] += reached - start + 1
        return node, reached

    monkeypatch.setattr(reading.Automaton, "run", counted)
    work = []
    for times in (500, 1000, 2000):
        steps[0] = 0
        tokens = tokenize(piece * times)
        reading.read(tokens)
        parse_deadline(piece * times, CONTEXTS[1])
        work.append(steps[0] + len(tokens))
    assert work[1] <= 2.2 * work[0] + 100
    assert work[2] <= 2.2 * work[1] + 100
