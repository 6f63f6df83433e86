"""Rows below «Апрель» or «I квартал»: the heading says the month that their own terms leave out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.values import TermContext
from roadmaps.deadlines import parse_deadline
from roadmaps.documents import read_document

VALID = Path(__file__).parent / "testdata" / "valid"
PLAN = VALID / "months_over_rows.txt"
OCTOBER = TermContext((2025, 2025), horizon=(date(2025, 10, 1), date(2025, 10, 31)))


def test_each_row_falls_into_the_month_above_it() -> None:
    dates = {task.title: [span.as_json() for span in task.term.spans] for task in read_document(PLAN).rows}
    assert dates == {
        "Отчёт за I квартал": [[None, "2025-04-05"]],
        "Совещание директоров": [["2025-04-01", "2025-04-30"]],
        "Семинар для библиотек": [[None, "2025-04-24"]],
        "Приёмка сцен": [[None, "2025-05-07"]],
        "Фестиваль «Весна»": [["2025-05-15", "2025-05-17"]],
        "Сбор заявок": [[None, "2025-05-20"]],
        "День защиты детей": [[None, "2025-06-01"]],
        "Итоги полугодия": [["2025-06-21", "2025-06-30"]],
        "Выставка": [["2025-06-01", "2025-06-30"]],
    }


def test_days_below_the_month_of_a_column_are_of_that_month() -> None:
    rows = read_document(VALID / "months_in_columns.txt").rows
    assert [[span.as_json() for span in row.term.spans] for row in rows] == [
        [["2026-02-01", "2026-02-28"]],
        [["2026-01-01", "2026-01-31"], ["2026-03-01", "2026-03-31"]],
        [["2026-01-15", "2026-01-20"], [None, "2026-03-10"]],
    ]


def test_days_beside_a_column_of_months_are_of_that_month() -> None:
    rows = read_document(VALID / "month_column.txt").rows
    assert [[span.as_json() for span in row.term.spans] for row in rows] == [
        [[None, "2025-11-10"]],
        [["2025-11-01", "2025-11-30"]],
        [[None, "2026-01-08"]],
        [[None, "2026-01-25"]],
    ]


def test_quarters_stand_below_years_of_any_width() -> None:
    rows = read_document(VALID / "quarters_below_years.txt").rows
    assert [row.term.raw for row in rows] == ["I кв 2026", "II кв 2026, III кв 2026", "до 01.03 2027 г."]


def test_how_often_and_when_stand_in_two_columns() -> None:
    rows = read_document(VALID / "school_control_plan.txt").rows
    assert [row.term.raw for row in rows] == [
        "1-я неделя",
        "до 10.09",
        "еженедельно, по пятницам",
        "ежедневно",
    ]
    assert rows[2].term.recurrence == "FREQ=WEEKLY;BYDAY=FR;UNTIL=20251031"


@pytest.mark.parametrize(
    ("phrase", "spans"),
    [
        ("24", [[None, "2025-10-24"]]),
        ("24, 15.00", [[None, "2025-10-24"]]),
        ("3, 10, 17", [[None, "2025-10-03"], [None, "2025-10-10"], [None, "2025-10-17"]]),
        ("с 6 по 10", [["2025-10-06", "2025-10-10"]]),
        ("вторая половина месяца", [["2025-10-16", "2025-10-31"]]),
        ("до 5 ноября", [[None, "2025-11-05"]]),
        ("по согласованию", []),
        ("45", []),
    ],
)
def test_days_of_a_plan_of_one_month(phrase: str, spans: list[list[str | None]]) -> None:
    term = parse_deadline(phrase, OCTOBER)
    assert [span.as_json() for span in term.spans] == spans
    assert term.raw == phrase


def test_a_weekday_that_is_not_that_of_its_date_is_doubted() -> None:
    assert parse_deadline("24 октября (пятница)", OCTOBER).problems == ()
    assert parse_deadline("24 октября (четверг)", OCTOBER).problems == (
        "День недели «четверг» не сходится с датой.",
    )
