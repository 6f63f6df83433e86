"""The production calendar, checked against the days moved by government orders for 2020–2026."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.workdays import DayOffRule, WorkCalendar, last_known_year

FEDERAL = WorkCalendar(presidential=False)

# Government resolutions on moving days off: the weekdays that became days off, the weekend days that
# became working, and how many days off the year has by the production calendar of a five-day week.
MOVED = {
    2020: (["2020-01-06", "2020-02-24", "2020-03-09", "2020-05-04", "2020-05-05", "2020-05-11"], [], 118),
    2021: (
        ["2021-02-22", "2021-05-03", "2021-05-10", "2021-06-14", "2021-11-05", "2021-12-31"],
        ["2021-02-20"],
        118,
    ),
    2022: (["2022-03-07", "2022-05-02", "2022-05-03", "2022-05-10", "2022-06-13"], ["2022-03-05"], 118),
    2023: (["2023-02-24", "2023-05-08", "2023-11-06"], [], 118),
    2024: (
        ["2024-04-29", "2024-04-30", "2024-05-10", "2024-12-30", "2024-12-31"],
        ["2024-04-27", "2024-11-02", "2024-12-28"],
        118,
    ),
    2025: (["2025-05-02", "2025-05-08", "2025-06-13", "2025-11-03", "2025-12-31"], ["2025-11-01"], 118),
    2026: (["2026-01-09", "2026-03-09", "2026-05-11", "2026-12-31"], [], 118),
}


@pytest.mark.parametrize("year", MOVED)
def test_the_moved_days_of_the_year_are_right(year: int) -> None:
    off, working, count = MOVED[year]
    assert all(FEDERAL.is_day_off(date.fromisoformat(day)) for day in off)
    assert not any(FEDERAL.is_day_off(date.fromisoformat(day)) for day in working)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(FEDERAL.is_day_off(day) for day in days if day.year == year) == count


def test_the_days_the_president_declared_are_off_unless_a_setting_says_otherwise() -> None:
    for day in (date(2020, 4, 15), date(2020, 7, 1), date(2021, 5, 5), date(2021, 11, 3)):
        assert WorkCalendar().is_day_off(day)
        assert not FEDERAL.is_day_off(day)


def test_a_region_has_days_of_its_own() -> None:
    region = WorkCalendar(
        extra_off=frozenset({date(2025, 4, 29)}), extra_working=frozenset({date(2025, 5, 2)})
    )
    assert region.is_day_off(date(2025, 4, 29))
    assert not region.is_day_off(date(2025, 5, 2))


@pytest.mark.parametrize(
    ("rule", "settled"),
    [(DayOffRule.KEEP, "2021-05-10"), (DayOffRule.PREVIOUS, "2021-04-30"), (DayOffRule.NEXT, "2021-05-11")],
)
def test_a_due_date_on_a_day_off_is_kept_or_moved_by_the_rule(rule: DayOffRule, settled: str) -> None:
    assert WorkCalendar().settle(date(2021, 5, 10), rule) == date.fromisoformat(settled)


def test_the_calendar_says_where_its_knowledge_ends() -> None:
    assert last_known_year() >= 2026
    assert FEDERAL.is_known(date(2026, 12, 31))
    assert not FEDERAL.is_known(date(last_known_year() + 1, 1, 1))


def test_ten_working_days_after_the_holidays_of_january() -> None:
    assert FEDERAL.add_working_days(date(2025, 12, 30), 10) == date(2026, 1, 23)
    assert WorkCalendar().add_working_days(date(2021, 5, 11), -1) == date(2021, 4, 30)


@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.integers(-60, 60))
def test_working_days_forth_and_back_come_to_the_same_day(day: date, count: int) -> None:
    working = FEDERAL.settle(day, DayOffRule.NEXT)
    there = FEDERAL.add_working_days(working, count)
    assert not FEDERAL.is_day_off(there)
    assert FEDERAL.add_working_days(there, -count) == working


@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.sampled_from(list(DayOffRule)))
def test_settling_twice_is_settling_once(day: date, rule: DayOffRule) -> None:
    settled = WorkCalendar().settle(day, rule)
    assert WorkCalendar().settle(settled, rule) == settled


def test_the_calendar_is_the_same_whatever_language_the_machine_speaks() -> None:
    """The library names its days in the language of the environment, if nobody says otherwise."""
    code = "from roadmaps.workdays import last_known_year; print(last_known_year())"
    root, path = Path(__file__).parents[2], {"PATH": os.environ["PATH"]}
    for language in ({}, {"LANG": "ru_RU.UTF-8", "LANGUAGE": "ru"}, {"LANG": "C"}):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=root, env=path | language, capture_output=True, text=True
        )
        assert done.stdout.strip() == str(last_known_year()), done.stderr
