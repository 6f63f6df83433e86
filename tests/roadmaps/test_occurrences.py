"""Later years of a standing plan, and terms that count from an event."""

from __future__ import annotations

from datetime import date

import pytest

from models.values import DateSpan, EventRule, TermContext
from roadmaps.deadlines import parse_deadline
from roadmaps.occurrences import deadline_of_event, following_spans
from roadmaps.workdays import WorkCalendar


def spans(*pairs: tuple[str | None, str]) -> list[DateSpan]:
    return [DateSpan(date.fromisoformat(a) if a else None, date.fromisoformat(b)) for a, b in pairs]


def test_a_yearly_month_goes_on_and_february_keeps_its_length() -> None:
    laid_out = spans(("2021-02-01", "2021-02-28"), ("2022-02-01", "2022-02-28"))
    later = following_spans("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1", laid_out, date(2024, 12, 31))
    assert later == spans(("2023-02-01", "2023-02-28"), ("2024-02-01", "2024-02-29"))


def test_bare_deadlines_go_on_as_bare_deadlines() -> None:
    later = following_spans(
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5",
        spans((None, "2025-01-05"), (None, "2025-04-05")),
        date(2025, 12, 1),
    )
    assert later == spans((None, "2025-07-05"), (None, "2025-10-05"))


def test_half_years_go_on_in_turn() -> None:
    laid_out = spans(("2020-07-01", "2020-12-31"), ("2021-01-01", "2021-06-30"))
    later = following_spans("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1", laid_out, date(2022, 6, 30))
    assert later == spans(("2021-07-01", "2021-12-31"), ("2022-01-01", "2022-06-30"))


@pytest.mark.parametrize("rule", ["RDATE;VALUE=DATE:20250101", "FREQ=YEARLY;BYMONTH=2;UNTIL=20251231", ""])
def test_rules_that_end_do_not_go_on(rule: str) -> None:
    assert following_spans(rule, spans((None, "2025-01-05")), date(2030, 1, 1)) == []


@pytest.mark.parametrize("phrase", ["Ежегодно август", "Ежемесячно", "Ежегодно", "В течение учебного года"])
def test_what_the_grammar_lays_out_goes_on_without_a_gap(phrase: str) -> None:
    short = TermContext(as_of=date(2020, 9, 18), horizon=(date(2020, 9, 18), date(2023, 9, 17)))
    long = TermContext(as_of=date(2020, 9, 18), horizon=(date(2020, 9, 18), date(2026, 9, 17)))
    term, further = parse_deadline(phrase, short), parse_deadline(phrase, long)
    if term.recurrence is None:
        pytest.skip(f"no rule for {phrase}")
    later = following_spans(term.recurrence, term.spans, date(2026, 9, 17))
    assert (*term.spans, *later) == further.spans


@pytest.mark.parametrize(
    ("amount", "unit", "deadline"),
    [
        (10, "day", "2025-01-10"),
        (10, "working_day", "2025-01-22"),
        (3, "week", "2025-01-21"),
        (2, "month", "2025-02-28"),
        (1, "year", "2025-12-31"),
        (24, "hour", "2025-01-01"),
        (36, "hour", "2025-01-02"),
        (-5, "working_day", "2024-12-24"),
    ],
)
def test_a_term_counts_from_the_day_after_its_event(amount: int, unit: str, deadline: str) -> None:
    rule = EventRule(amount, unit, "получение")
    assert deadline_of_event(date(2024, 12, 31), rule, WorkCalendar()) == date.fromisoformat(deadline)
