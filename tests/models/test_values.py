"""Quarters and spans."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values import DateSpan, Quarter, Term, TermKind, quarters_between


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_lies_in_its_quarter_and_the_quarter_reads_back(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize("text", ["2021-Q5", "2021Q1", "II квартал", ""])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text + "$"):
        Quarter.parse(text)


def test_a_span_never_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="2021-05-10 > 2021-04-15"):
        DateSpan(date(2021, 5, 10), date(2021, 4, 15))


def test_the_quarters_of_a_term_are_those_it_touches_and_those_it_is_due_in() -> None:
    spans = (DateSpan(date(2021, 2, 1), date(2021, 7, 1)), DateSpan(None, date(2022, 1, 31)))
    term = Term("", TermKind.WINDOW, spans)
    assert term.quarters == ["2021-Q1", "2021-Q2", "2021-Q3", "2022-Q1"]
    assert term.due_quarters == ["2021-Q3", "2022-Q1"]


def test_quarters_between_the_ends_of_a_year() -> None:
    quarters = quarters_between(date(2020, 12, 31), date(2021, 1, 1))
    assert sorted(map(str, quarters)) == ["2020-Q4", "2021-Q1"]
