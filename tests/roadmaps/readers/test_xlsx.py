"""Workbooks: merged and hidden cells, values as a person sees them, titles above the table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from models.errors import UnreadableFileError
from models.values import Place, Problem
from roadmaps.documents import parse_blocks, read_document
from roadmaps.readers import Block, Paragraph, RawRow, read_content
from roadmaps.readers.cell_values import print_value
from roadmaps.readers.xlsx import read_xlsx

HEADER = ("№", "Мероприятие", "Срок", "Исполнитель")
ROWS = [HEADER, ("1", "Сбор сведений", "март", "Архив"), ("2", "Отчёт", "июнь", "Архив")]


def midnight(year: int, month: int, day: int) -> datetime:
    """How openpyxl hands over a date."""
    return datetime.combine(date(year, month, day), time())


def save(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(
    rows: Iterable[Iterable[object]], change: Callable[[Worksheet], object] | None = None
) -> list[Block]:
    """Blocks of a book with one sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "План"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return read_xlsx(save(book), "a.xlsx")


def rows_of(blocks: list[Block]) -> list[tuple[str | None, ...]]:
    return [block.cells for block in blocks if isinstance(block, RawRow)]


def test_titles_are_paragraphs_and_rows_know_their_place() -> None:
    blocks = sheet_of([["План работы\nна 2025 год"], [], *ROWS, [], ["Директор И.И. Петров"]])
    assert blocks[:3] == [
        Paragraph("План работы", Place("a.xlsx", sheet="План", row=1)),
        Paragraph("на 2025 год", Place("a.xlsx", sheet="План", row=1)),
        RawRow(HEADER, Place("a.xlsx", sheet="План", row=3), after_gap=True, table=0),
    ]
    assert blocks[-1] == Paragraph("Директор И.И. Петров", Place("a.xlsx", sheet="План", row=7), True)


def test_a_lone_text_inside_the_table_is_a_row() -> None:
    blocks = sheet_of([HEADER, ("Раздел 1",), ROWS[1]], lambda sheet: sheet.merge_cells("A2:D2"))
    assert rows_of(blocks)[1] == ("Раздел 1", None, None, None)


def test_a_lone_text_without_lines_between_ruled_tables_is_a_paragraph() -> None:
    def rule(sheet: Worksheet) -> None:
        thin = Side(style="thin")
        for number in (1, 2, 5, 6):
            for cell in sheet[number]:
                cell.border = Border(top=thin, bottom=thin, left=thin, right=thin)

    blocks = sheet_of([*ROWS[:2], [], ["Приложение 2"], *ROWS[:2]], rule)
    assert [type(block) for block in blocks] == [RawRow, RawRow, Paragraph, RawRow, RawRow]


def test_covered_cells_are_none_and_empty_ones_empty() -> None:
    blocks = sheet_of([*ROWS, ("3", "Выставка", None, None)], lambda sheet: sheet.merge_cells("C3:C4"))
    assert rows_of(blocks)[2:] == [("2", "Отчёт", "июнь", "Архив"), ("3", "Выставка", None, "")]


def test_hidden_sheets_rows_and_columns_are_left_out_and_named() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ROWS:
        sheet.append([*row, "черновик"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book.create_sheet("Старое").append(["1", "Старая строка", "май", "Отдел"])
    book["Старое"].sheet_state = "hidden"
    blocks = read_xlsx(save(book), "a")
    assert rows_of(blocks) == [ROWS[0], ROWS[2]]
    assert blocks[-1] == Problem(
        "hidden_rows", "На листе «Sheet» не прочитаны скрытые строки: 1.", Place("a", sheet="Sheet")
    )


def test_a_merged_cell_that_begins_in_a_hidden_column_keeps_its_text() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:D1")
        sheet.column_dimensions["A"].hidden = True

    assert sheet_of([["Раздел 1"], *ROWS], merge)[0] == Paragraph(
        "Раздел 1", Place("a.xlsx", sheet="План", row=1)
    )


def test_sheets_come_in_order() -> None:
    book = Workbook()
    for name in ("Второй", "Третий"):
        book.create_sheet(name).append(["1", name, "май"])
    blocks = read_xlsx(save(book), "a")
    assert [(block.table, block.place.sheet) for block in blocks if isinstance(block, RawRow)] == [
        (1, "Второй"),
        (2, "Третий"),
    ]


def test_rich_text_and_line_breaks() -> None:
    rich = CellRichText("Сбор ", TextBlock(InlineFont(b=True), "сведений"))
    assert rows_of(sheet_of([HEADER, ("1", rich, "март\nапрель", "Архив")]))[1] == (
        "1",
        "Сбор сведений",
        "март\nапрель",
        "Архив",
    )


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1, "General", "1"),
        (1.0, "General", "1"),
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (1.1, "0.00", "1.10"),
        (2, "0.0", "2.0"),
        (3, '0"."', "3."),
        (3, '"№ "0', "№ 3"),
        (5, "0.##", "5"),
        (0.95, "0%", "95%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, "#,##0.00", "1234.50"),
        (-7, "0;[Red]-0", "-7"),
        (7, "@", "7"),
        (date(2025, 3, 1), "dd.mm.yyyy", "01.03.2025"),
        (midnight(2025, 3, 1), "dd/mm/yy;@", "01.03.2025"),
        (midnight(2025, 3, 1), "[$-419]mmmm yyyy;@", "март 2025"),
        (midnight(2025, 3, 1), "mm.yyyy", "март 2025"),
        (midnight(2025, 3, 1), "yyyy", "2025"),
        (midnight(2025, 3, 1), '[$-419]d mmm yyyy "г."', "01.03.2025"),
        (time(9, 30), "h:mm", "09:30"),
        (True, "General", "ИСТИНА"),
        (None, "General", ""),
        ("две\r\nстроки", "General", "две\nстроки"),
    ],
)
def test_values_are_printed_as_they_are_seen(value: object, number_format: str, text: str) -> None:
    assert print_value(value, number_format) == text


def test_a_row_number_taken_for_a_date_is_a_number_again() -> None:
    def typed(sheet: Worksheet) -> None:
        for number, day in ((2, midnight(2025, 1, 1)), (3, midnight(2025, 2, 1))):
            sheet.cell(number, 1, day).number_format = "d-mmm"
        sheet.cell(2, 3, midnight(2025, 4, 15)).number_format = "d-mmm"

    rows = rows_of(sheet_of(ROWS, typed))
    assert [row[0] for row in rows[1:]] == ["1.1", "1.2"]
    assert rows[1][2] == "15.04.2025"


def test_formulas_give_their_values_or_a_problem() -> None:
    blocks = sheet_of([*ROWS, ("3", "Выставка", "=C2", "Архив")])
    assert rows_of(blocks)[3] == ("3", "Выставка", "", "Архив")
    assert blocks[-1] == Problem(
        "empty_formula", "Формулы без сохранённого значения, ячейки прочитаны пустыми: 1.", Place("a.xlsx")
    )


def test_one_cell_far_away_costs_nothing() -> None:
    blocks = sheet_of(ROWS, lambda sheet: sheet.cell(1_048_576, 16_384, "конец"))
    assert rows_of(blocks)[:3] == [(*row, "") for row in ROWS]


@pytest.mark.parametrize("place", ["mergeCells><mergeCell", "hyperlinks><hyperlink"])
def test_ranges_over_whole_sheets_are_refused(place: str) -> None:
    book = Workbook()
    content = io.BytesIO(save(book))
    with zipfile.ZipFile(content) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    huge = f'<{place} ref="A1:XFD1048576"/></{place.split(">")[0]}>'
    parts[name] = (
        parts[name]
        .replace(b"<sheetData", b"<sheetData")
        .replace(b"</sheetData>", b"</sheetData>" + huge.encode())
    )
    parts[name] = parts[name].replace(b"<sheetData />", b"<sheetData />" + huge.encode())
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    with pytest.raises(UnreadableFileError, match="слишком большие листы"):
        read_content(changed.getvalue(), "a.xlsx")


def test_a_plan_in_a_workbook_from_end_to_end(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in [
        ["План мероприятий на 2025 год"],
        HEADER,
        (1.1, "Сбор", "март", "Архив"),
        (1.2, "Отчёт", date(2025, 6, 5), "Архив"),
    ]:
        sheet.append(list(row))
    path = tmp_path / "план.doc"  # a wrong extension is read by the content
    book.save(path)
    document = read_document(path)
    assert [(task.number, task.title) for task in document.rows] == [("1.1", "Сбор"), ("1.2", "Отчёт")]
    assert document.rows[1].term.spans[0].due_on == date(2025, 6, 5)
    assert document.rows[1].place == Place("план.doc", sheet="Sheet", row=4)


def plan_of(*sheets: list[list[object]]) -> list[tuple[str, str | None, str]]:
    """Number, section and term of every row of a book with these sheets."""
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet()
        for row in rows:
            sheet.append(row)
    document = parse_blocks(read_xlsx(save(book), "a"), "a")
    return [(task.uid, task.section, task.term.raw) for task in document.rows]


def test_every_section_with_a_header_of_its_own() -> None:
    rows: list[list[object]] = [["Раздел 1. Музеи"], list(HEADER), [1, "Сбор", "май 2025 г.", "Архив"], []]
    rows += [["Раздел 2. Архивы"], list(HEADER), [2, "Отчёт", "июнь 2025 г.", "Архив"]]
    other: list[list[object]] = [list(HEADER), [3, "Выставка", "май 2026 г.", "Музей"]]
    assert plan_of(rows, other) == [
        ("1", "Раздел 1. Музеи", "май 2025 г."),
        ("2", "Раздел 2. Архивы", "июнь 2025 г."),
        ("3", None, "май 2026 г."),
    ]


def test_a_year_above_columns_of_quarters() -> None:
    rows: list[list[object]] = [
        ["№", "Мероприятие", "2025 год", None, "Исполнитель"],
        [None, None, "I кв.", "II кв.", None],
        [1, "Сбор", "+", "+", "Архив"],
    ]
    assert plan_of(rows) == [("1", None, "I кв. 2025 год, II кв. 2025 год")]


def test_a_signature_below_the_table_is_text() -> None:
    blocks = sheet_of([*ROWS, [], ["Директор", None, None, "И.И. Петров"]])
    assert blocks[-1] == Paragraph("Директор  И.И. Петров", Place("a.xlsx", sheet="План", row=5), True)
