"""Charts as numbers: where lines and bars stand."""

from __future__ import annotations

from datetime import date

import pytest

from roadmaps.store.aggregates import Bar, CurvePoint, Lane, Tally, TwoYears
from sroki.web.charts import HEIGHT, WIDTH, draw_curve, draw_lane, grade, place_day, say_tally

YEARS = TwoYears(2021)


def points(*pairs: tuple[int, int]) -> list[CurvePoint]:
    return [CurvePoint(month, *pair) for month, pair in zip(YEARS.months, pairs, strict=False)]


def test_two_years_are_eight_quarters_and_twenty_four_months() -> None:
    assert [str(quarter) for quarter in YEARS.quarters][::7] == ["2021-Q1", "2022-Q4"]
    assert YEARS.months[0] == date(2021, 1, 1)
    assert YEARS.months[-1] == date(2022, 12, 1)


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2021, 1, 1), 0.0), (date(2022, 1, 1), 50.0), (date(2020, 12, 31), None), (date(2023, 1, 1), None)],
)
def test_a_day_has_its_place_within_the_two_years(day: date, place: float | None) -> None:
    assert place_day(day, YEARS) == place


def test_the_line_of_what_is_done_ends_today() -> None:
    curve = draw_curve(points(*[(10 * n, 8 * n) for n in range(1, 25)]), YEARS, date(2021, 6, 8))
    assert len(curve.planned.split()) == 24
    assert len(curve.done.split()) == 6
    assert float(curve.done.split()[-1].split(",")[0]) == curve.today
    corners = [tuple(map(float, pair.split(","))) for pair in curve.planned.split()]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in corners)
    assert corners == sorted(corners, key=lambda corner: (corner[0], -corner[1])), "it never falls"


def test_a_curve_of_nothing_lies_on_the_ground() -> None:
    curve = draw_curve(points(*[(0, 0)] * 24), YEARS, date(2019, 1, 1))
    assert {pair.split(",")[1] for pair in curve.planned.split()} == {str(curve.bottom * 1.0)}
    assert curve.done == ""
    assert curve.today is None


def test_windows_that_touch_are_one_bar_and_days_stay_apart() -> None:
    bars = (
        Bar(date(2020, 11, 1), date(2021, 2, 28), Tally(2, done=2, on_time=2)),
        Bar(date(2021, 2, 1), date(2021, 3, 31), Tally(3, overdue=1, late=1)),
        Bar(date(2021, 9, 1), date(2021, 10, 1), Tally(1)),
        Bar(None, date(2021, 12, 1), Tally(1, extended=1)),
    )
    drawn = draw_lane(Lane("Мониторинг", 1, bars), YEARS)
    assert [bar.words for bar in drawn.windows] == [
        "работы с 01.01.2021 по 31.03.2021",
        "работы с 01.09.2021 по 01.10.2021",
    ]
    assert [day.kind for day in drawn.days] == ["done", "late", "open", "open"]
    assert drawn.days[3].words == "до 01.12.2021: сроков 1, перенесено 1"
    assert drawn.lane.whole == Tally(7, 2, 2, 1, 1, 0, 1)


@pytest.mark.parametrize(
    ("tally", "name"),
    [
        (Tally(), "none"),
        (Tally(3, done=3), "done"),
        (Tally(3, done=1), "fine"),
        (Tally(4, overdue=1), "some"),
        (Tally(3, overdue=1), "much"),
    ],
)
def test_a_cell_is_graded_by_what_is_overdue(tally: Tally, name: str) -> None:
    assert grade(tally) == name


def test_a_tally_in_words_leaves_out_what_is_nought() -> None:
    assert say_tally(Tally(12, 8, 7, 2, 3, 1, 0)) == (
        "сроков 12, принято 8, из них вовремя 7, просрочено 2, сдано с опозданием 1, возвращено 1"
    )
