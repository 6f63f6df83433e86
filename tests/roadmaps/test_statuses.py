"""The column «Выполнение»."""

from __future__ import annotations

from datetime import date

import pytest

from roadmaps.statuses import claims_done


@pytest.mark.parametrize(
    ("status", "due_on", "done"),
    [
        ("Выполнено", date(2021, 5, 31), True),
        ("Выполнено Выполнено", date(2021, 5, 31), True),
        ("Выполнено 2020 г. 2021 г.", date(2021, 12, 31), True),
        ("Выполнено 2020 г. 2021 г.", date(2022, 12, 31), False),
        ("Исполнено в 2025 году", date(2025, 6, 30), True),
        ("Не выполнено", date(2021, 5, 31), False),
        ("Выполнено частично", date(2021, 5, 31), False),
        ("", date(2021, 5, 31), False),
        (None, date(2021, 5, 31), False),
        ("Перенесено на 2023 год", date(2021, 5, 31), False),
    ],
)
def test_a_status_speaks_of_everything_or_of_the_years_it_names(
    status: str | None, due_on: date, done: bool
) -> None:
    assert claims_done(status, due_on) is done
