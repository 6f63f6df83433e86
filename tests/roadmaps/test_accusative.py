"""Names in the accusative, as a deputy's line says them."""

from __future__ import annotations

from datetime import date

import pytest

from roadmaps.accusative import name_in_accusative, say_behalf


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Анна Иванова", "Анну Иванову"),
        ("Иванова Анна Петровна", "Иванову Анну Петровну"),
        ("Пётр Сидоров", "Петра Сидорова"),
        ("Павел Андреевич Достоевский", "Павла Андреевича Достоевского"),
        ("Белая Мария", "Белую Марию"),
        ("Илья Кузьмин", "Илью Кузьмина"),
        ("Салтыкова-Щедрина Ольга", "Салтыкову-Щедрину Ольгу"),
        ("Любовь Седых", "Любовь Седых"),
        ("Гинзбург Анна Львовна", "Гинзбург Анну Львовну"),
        ("Иванова А. П.", "Иванову А. П."),
        ("Приёмная", "Приёмную"),
        ("chief@example.org", "chief@example.org"),
        ("John Smith", "John Smith"),
        ("Ким Чен", "Ким Чен"),
        ("", ""),
    ],
)
def test_a_name_is_turned_as_school_grammar_does_or_left_alone(name: str, turned: str) -> None:
    assert name_in_accusative(name) == turned


def test_a_line_says_for_whom_and_until_when() -> None:
    assert say_behalf("Анна Иванова", date(2025, 5, 12)) == "за Анну Иванову, до 12.05"
