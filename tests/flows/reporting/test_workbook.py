"""The workbook: dates are dates, texts are never formulas, headers stay and filter."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from flows.house import House
from flows.reporting.workbook import write_workbook
from reported_plan import AS_OF, bring_plan, load
from roadmaps.store.fulfilment import Fulfilment

pytestmark = pytest.mark.either_database

ZONE = ZoneInfo("Asia/Yekaterinburg")
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org","x")',
    "\\t=1",
    "http://example.org",
]


@pytest.fixture
def fulfilment(house: House, tmp_path: Path) -> Fulfilment:
    return load(house, bring_plan(house, tmp_path))


def sheets(fulfilment: Fulfilment) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(fulfilment, AS_OF, ZONE)))
    return {sheet.title: sheet for sheet in book.worksheets}


def test_there_is_the_plan_every_deadline_and_executors_by_quarter(fulfilment: Fulfilment) -> None:
    assert list(sheets(fulfilment)) == ["Выполнение", "Сроки", "По кварталам"]


def test_every_header_stays_in_sight_is_printed_again_and_filters(fulfilment: Fulfilment) -> None:
    for sheet in sheets(fulfilment).values():
        header = int(sheet.freeze_panes[1:]) - 1
        assert sheet.print_title_rows == f"${header}:${header}"
        assert sheet.auto_filter.ref.startswith(f"A{header}:")
        assert sheet.page_setup.orientation == "landscape"


def test_days_are_days(fulfilment: Fulfilment) -> None:
    sheet = sheets(fulfilment)["Сроки"]
    rows = list(sheet.iter_rows(min_row=2))
    due = [row[7] for row in rows]
    assert len(due) == sum(len(task.deadlines) for task in fulfilment.tasks)
    assert all(isinstance(cell.value, datetime) and cell.number_format == "dd.mm.yyyy" for cell in due)
    first = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in rows[0]), strict=True))
    assert first["Срок"].date() == date(2025, 2, 20)
    assert first["Исполнено"].date() == date(2025, 2, 18)
    assert first["Состояние"] == "принято"


def test_quarters_add_up(fulfilment: Fulfilment) -> None:
    sheet = sheets(fulfilment)["По кварталам"]
    headings = [cell.value for cell in sheet[1]]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=2)}
    lines = {name: dict(zip(headings, row, strict=True)) for name, row in rows.items()}
    assert lines["ГБУ «Лесхоз»"]["I кв. 2025: сроков"] == 2
    assert lines["ГБУ «Лесхоз»"]["I кв. 2025: выполнено"] == 1
    assert lines["ГБУ «Лесхоз»"]["I кв. 2025: просрочено"] == 1
    assert lines["МКУ «Архив»"]["I кв. 2025: сроков"] == 1, "what was taken off the list is not counted"
    assert lines["Итого по исполнителям"]["I кв. 2025: сроков"] == 4
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row - 1)), "the totals are not filtered"


@pytest.mark.parametrize("text", FORMULAS)
def test_texts_of_documents_are_never_formulas(fulfilment: Fulfilment, text: str) -> None:
    tasks = tuple(replace(task, title=text, section=text, expected_result=text) for task in fulfilment.tasks)
    found = 0
    for sheet in sheets(replace(fulfilment, tasks=tasks)).values():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                found += cell.value == text
    assert found >= 2 * len(tasks)


def test_a_text_longer_than_a_cell_is_cut_with_a_sign(fulfilment: Fulfilment) -> None:
    tasks = (replace(fulfilment.tasks[0], title="слово " * 10_000),)
    cells = [
        cell.value for row in sheets(replace(fulfilment, tasks=tasks))["Сроки"].iter_rows() for cell in row
    ]
    assert any(isinstance(value, str) and len(value) == 32_767 and value.endswith("…") for value in cells)


def test_the_same_facts_are_the_same_bytes(fulfilment: Fulfilment) -> None:
    assert write_workbook(fulfilment, AS_OF, ZONE) == write_workbook(fulfilment, AS_OF, ZONE)
