"""Old and binary workbooks (xls, xlsb) -> blocks, with calamine."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from models.errors import UnreadableFileError
from models.values import Place
from roadmaps.readers.blocks import Block
from roadmaps.readers.cell_values import print_value
from roadmaps.readers.grids import GridRow, split_grid

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_NUMBER = re.compile(r"(\d{1,3})\.(\d{1,2})")


def read_xls(content: bytes, file: str) -> list[Block]:
    """Blocks of every visible sheet in order. UnreadableFileError where the workbook cannot be opened."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        blocks: list[Block] = []
        for number, about in enumerate(book.sheets_metadata):
            if about.visible is SheetVisibleEnum.Visible and about.typ is SheetTypeEnum.WorkSheet:
                rows = _read_sheet(book.get_sheet_by_index(number))
                blocks += split_grid(rows, partial(_place_row, file, about.name), number)
    except PasswordError as error:
        raise UnreadableFileError(
            "Файл «{file}» зашифрован: снимите пароль и загрузите файл снова.", file=file
        ) from error
    except CalamineError as error:
        raise UnreadableFileError("Файл «{file}» повреждён: таблица не открывается.", file=file) from error
    return blocks


def _place_row(file: str, sheet: str, row: int) -> Place:
    return Place(file, sheet=sheet, row=row)


def _read_sheet(sheet: CalamineSheet) -> list[GridRow]:
    top, left = sheet.start or (0, 0)
    values = sheet.to_python(skip_empty_area=True)
    covered = _covered_cells(sheet.merged_cell_ranges or [], top, left)
    numbers = _rebuild_numbers([row[0] if row else "" for row in values])
    rows = []
    for index, row in enumerate(values):
        cells: list[str | None] = [numbers[index], *map(print_value, row[1:])]
        for column in covered.get(index, ()):
            if column < len(cells) and not cells[column]:
                cells[column] = None
        rows.append(GridRow(top + index + 1, tuple(cells)))
    return rows


def _covered_cells(
    areas: Sequence[tuple[tuple[int, int], tuple[int, int]]], top: int, left: int
) -> dict[int, list[int]]:
    """Columns that merged cells cover in each row, both counted from the first filled cell."""
    covered: dict[int, list[int]] = {}
    for (first, start), (last, end) in areas:
        for row in range(max(first, top), min(last, top + 100_000) + 1):
            for column in range(max(start, left), min(end, left + 300) + 1):
                if (row, column) != (first, start):
                    covered.setdefault(row - top, []).append(column - left)
    return covered


def _rebuild_numbers(values: Sequence[Any]) -> list[str]:
    """Row numbers kept as numbers: 1.1 right after 1.9 was printed 1.10, and calamine tells no formats."""
    printed: list[str] = []
    last = ""
    for value in values:
        text = print_value(value)
        above, here = _NUMBER.fullmatch(last), _NUMBER.fullmatch(text)
        if isinstance(value, float) and above and here and above[1] == here[1]:
            following = int(above[2]) + 1
            if following % 10 == 0 and str(following).rstrip("0") == here[2]:
                text = f"{here[1]}.{following}"
        last = text or last
        printed.append(text)
    return printed
