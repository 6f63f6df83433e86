"""Workbooks (xlsx) -> blocks, with openpyxl: merged ranges known, hidden parts left out."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from models.errors import UnreadableFileError
from models.values import Place, Problem
from roadmaps.readers.blocks import Block
from roadmaps.readers.cell_values import print_section_number, print_value
from roadmaps.readers.container import open_container
from roadmaps.readers.grids import GridRow, Sheet, split_grid

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_CELLS = 2_000_000
_RANGE = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"
)
_UNCOUNTED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_TYPED_AS_DATE = frozenset({"d-mmm", "dd-mmm", "d.mmm", "dd.mmm"})

Values = dict[int, dict[int, str]]  # row -> column -> text, filled cells only


def read_xlsx(content: bytes, file: str) -> list[Block]:
    """Blocks of every visible sheet in order. UnreadableFileError where the workbook cannot be opened."""
    uncounted = _check_sheets(open_container(content, file), file)
    book = _load(content)
    blocks: list[Block] = []
    for number, sheet in enumerate(book.worksheets):
        if sheet.sheet_state == "visible":
            rows, hidden, _ = _read_sheet(sheet, file)
            blocks += split_grid(rows, partial(_place_row, file, sheet.title), number)
            if hidden:
                sentence = f"На листе «{sheet.title}» не прочитаны скрытые строки: {hidden}."
                blocks.append(Problem("hidden_rows", sentence, Place(file, sheet=sheet.title)))
    if uncounted:
        sentence = f"Формулы без сохранённого значения, ячейки прочитаны пустыми: {uncounted}."
        blocks.append(Problem("empty_formula", sentence, Place(file)))
    return blocks


def read_sheets(content: bytes, file: str) -> list[Sheet]:
    """Visible sheets with the cells of every visible row, no meaning yet: for forms of our own.

    UnreadableFileError where the workbook cannot be opened.
    """
    archive = open_container(content, file)
    uncounted = _check_sheets(archive, file)
    written = _load(content, counted=False) if _holds_formulas(archive) else None
    sheets = []
    for number, sheet in enumerate(_load(content).worksheets):
        if sheet.sheet_state == "visible":
            rows, hidden, columns = _read_sheet(sheet, file)
            formulas = _find_formulas(written.worksheets[number], columns) if written else frozenset()
            sheets.append(Sheet(sheet.title, tuple(rows), hidden, uncounted, formulas))
    return sheets


def _holds_formulas(archive: zipfile.ZipFile) -> bool:
    names = [name for name in archive.namelist() if "worksheets/" in name and name.endswith(".xml")]
    return any(_FORMULA.search(archive.read(name)) for name in names)


def _find_formulas(sheet: Worksheet, columns: Sequence[int]) -> frozenset[tuple[int, int]]:
    position = {column: place for place, column in enumerate(columns)}
    cells = [cell for cell in _stored_cells(sheet) if cell.data_type == "f" and cell.column in position]
    return frozenset((cell.row, position[cell.column]) for cell in cells)


def _load(content: bytes, *, counted: bool = True) -> Workbook:
    """The workbook with the values of its formulas, or (not ``counted``) with the formulas themselves."""
    # openpyxl warns of every extension it does not know; they hold no cells.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from openpyxl import load_workbook

        return load_workbook(io.BytesIO(content), data_only=counted, keep_links=False)


def _place_row(file: str, sheet: str, row: int) -> Place:
    return Place(file, sheet=sheet, row=row)


def _check_sheets(archive: zipfile.ZipFile, file: str) -> int:
    """How many formulas have no value. A merged range over a whole sheet would be filled cell by cell."""
    area = uncounted = 0
    for name in archive.namelist():
        if "worksheets/" in name and name.endswith(".xml"):
            content = archive.read(name)
            area += sum(_count_cells(*found) for found in _RANGE.findall(content))
            uncounted += len(_UNCOUNTED.findall(content))
    _check_size(area, file)
    return uncounted


def _check_size(cells: int, file: str) -> None:
    if cells > _MAX_CELLS:
        raise UnreadableFileError("В файле «{file}» слишком большие листы: он не открывался.", file=file)


def _count_cells(first: bytes, top: bytes, last: bytes, bottom: bytes) -> int:
    return (abs(_column(last) - _column(first)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read_sheet(sheet: Worksheet, file: str) -> tuple[list[GridRow], int, list[int]]:
    """Visible rows of a sheet, how many hidden rows hold something, and the columns of the cells."""
    stored = _stored_values(sheet)
    hidden = _hidden_columns(sheet)
    shown = [number for number in sorted(stored) if not _is_hidden(sheet, number)]
    columns = sorted({column for row in stored.values() for column in row} - hidden)
    _check_size(len(shown) * len(columns), file)
    covered = _cover_merged(sheet, stored, hidden)
    rows = []
    for number in shown:
        row = stored[number]
        cells = tuple(None if (number, c) in covered else row.get(c, "") for c in columns)
        rows.append(GridRow(number, cells, _is_ruled(sheet, number, columns)))
    return rows, len(stored) - len(shown), columns


def _stored_cells(sheet: Worksheet) -> Iterator[Any]:
    # Not iter_rows: one stray cell in the last row and column would make it walk over 17 billion.
    return iter(sheet._cells.values())


def _stored_values(sheet: Worksheet) -> Values:
    cells = [cell for cell in _stored_cells(sheet) if cell.value is not None]
    first = min((cell.column for cell in cells), default=0)
    values: Values = {}
    for cell in cells:
        text = _print_cell(cell, cell.column == first)
        if text.strip():
            values.setdefault(cell.row, {})[cell.column] = text
    return values


def _print_cell(cell: Any, in_first_column: bool) -> str:
    value, number_format = cell.value, cell.number_format
    if in_first_column and isinstance(value, date) and number_format in _TYPED_AS_DATE:
        return print_section_number(value)
    return print_value(value, number_format)


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """A group of columns is stored once, with its first and last number."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden.update(range(dimension.min, min(dimension.max, 16_384) + 1))
    return hidden


def _is_hidden(sheet: Worksheet, number: int) -> bool:
    return number in sheet.row_dimensions and bool(sheet.row_dimensions[number].hidden)


def _cover_merged(sheet: Worksheet, stored: Values, hidden: set[int]) -> set[tuple[int, int]]:
    """Cells that a merged one covers. Where its own cell is hidden, the text moves to the first visible."""
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        rows = [r for r in range(area.min_row, area.max_row + 1) if r in stored and not _is_hidden(sheet, r)]
        columns = [c for c in range(area.min_col, area.max_col + 1) if c not in hidden]
        cells = [(row, column) for row in rows for column in columns]
        if not cells:
            continue
        origin = stored.get(area.min_row, {}).get(area.min_col)
        if origin:
            stored[cells[0][0]][cells[0][1]] = origin
        covered.update(cells[1:])
    return covered


def _is_ruled(sheet: Worksheet, number: int, columns: Sequence[int]) -> bool:
    """True when lines are drawn around a cell of the row."""
    cells = (sheet._cells.get((number, column)) for column in columns)
    return any(
        side is not None and side.style is not None
        for cell in cells
        if cell is not None and cell.has_style
        for side in (cell.border.top, cell.border.bottom, cell.border.left)
    )
