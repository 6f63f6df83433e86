"""A new line in a cell with executors begins a new name, or goes on the one above."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from roadmaps.documents import read_document
from roadmaps.party_lines import separate_lines


@pytest.mark.parametrize(
    "cell",
    [
        "Петухова И.А.; Лоптева С.Н.",
        "Иванов Иван Иванович; Петров Пётр Петрович",
        "Начальник отдела\nСидоров С.С.; Директора школ",
        "Управление образования; Методический центр",
        "Отдел образования; МБУ «ЦРО»",
        "органы местного самоуправления; образовательные организации",
        "Специалисты УО; Руководители ОО",
        "Иванова И.И., начальник отдела",
    ],
)
def test_a_line_that_begins_a_name_is_parted(cell: str) -> None:
    assert separate_lines(cell.replace("; ", "\n").replace(", ", "\n")) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "Министерство образования\nСеверной области",
        "Администрация города\nЗареченска",
        "ГБУ ДПО\nЦНППМ",
        "Директор школы\nИванова И.И.",
        "Заместитель\nдиректора школы",
        "Муниципальные\nорганы управления образованием",
        "Отдел культуры и\nУправление спорта",
        "Управление образования,\nотдел кадров",
        "ГБПОУ «Колледж\nимени Попова»",
    ],
)
def test_a_line_that_goes_on_a_name_is_not(cell: str) -> None:
    assert separate_lines(cell) == cell


def test_another_sheet_goes_on_no_table(tmp_path: Path) -> None:
    book = Workbook()
    plan, names = book.active, book.create_sheet("Справочник")
    assert plan is not None
    plan.append(["№", "Мероприятие", "Срок", "Ответственный"])
    plan.append(["1", "Провести конкурс", "март 2025", "Управление образования\nМетодический центр"])
    names.append(["Полное", "Название", "с", "адресом"])
    names.append(["Управление", "образования", "города", "Зареченска"])
    book.save(tmp_path / "plan.xlsx")
    (row,) = read_document(tmp_path / "plan.xlsx").rows
    assert row.title == "Провести конкурс"
    assert row.responsible == ("Управление образования", "Методический центр")
