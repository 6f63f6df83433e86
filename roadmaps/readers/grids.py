"""A sheet's grid of cells -> paragraphs and raw rows. Pure; shared by every spreadsheet format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.values import Place
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.characters import fold_lines


@dataclass(frozen=True)
class GridRow:
    """One row of a sheet: its number as the program shows it, its cells, whether lines are drawn around it.

    ``ruled`` is None where the format does not tell.
    """

    number: int
    cells: tuple[str | None, ...]
    ruled: bool | None = None

    @property
    def filled(self) -> int:
        return sum(bool(cell and cell.strip()) for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A visible sheet. ``hidden``: rows that hold something and are not shown.

    ``uncounted``: formulas without a stored value in the whole workbook. ``formulas``: cells, as (row number,
    position among the cells of the row), whose value a formula makes.
    """

    title: str
    rows: tuple[GridRow, ...]
    hidden: int = 0
    uncounted: int = 0
    formulas: frozenset[tuple[int, int]] = frozenset()


def split_grid(rows: Sequence[GridRow], place_of: Callable[[int], Place], table: int | None) -> list[Block]:
    """Blocks of one sheet. What stands above or below the table is text, a lone text inside it a row.

    ``place_of`` makes the place from a row's number; ``table`` is as in ``RawRow``.
    """
    rows = [row for row in _drop_empty_columns(rows) if row.filled]
    first, last = _find_table(rows)
    drawn = sum(bool(row.ruled) for row in rows[first : last + 1]) * 2 > last + 1 - first
    blocks: list[Block] = []
    previous = 0
    for index, row in enumerate(rows):
        place = place_of(row.number)
        gap = row.number != previous + 1
        loose = row.filled == 1 and drawn and row.ruled is False
        if first <= index <= last and not loose:
            blocks.append(RawRow(row.cells, place, gap, table))
        else:
            blocks += _paragraphs(row, place, gap, joined=index > last)
        previous = row.number
    return blocks


def _find_table(rows: Sequence[GridRow]) -> tuple[int, int]:
    """First and last row of the table: from the first wide row to where after a gap only narrow ones come."""
    widest = max((row.filled for row in rows), default=0)
    wide = [i for i, row in enumerate(rows) if row.filled >= min(3, max(widest, 2))]
    if not wide:
        return len(rows), -1
    last = wide[-1]
    while last + 1 < len(rows) and _goes_on(rows[last], rows[last + 1]):
        last += 1
    return wide[0], last


def _goes_on(above: GridRow, row: GridRow) -> bool:
    """Right below the row above and not lone, or numbered: still the table, and no signature."""
    first = (row.cells[0] or "").strip()
    return first[:1].isdigit() or (row.number == above.number + 1 and row.filled > 1)


def _paragraphs(row: GridRow, place: Place, gap: bool, joined: bool) -> list[Paragraph]:
    """The texts of a row outside the table: below it ("Директор", a name) they are one line."""
    texts = [cell for cell in row.cells if cell and cell.strip()]
    if joined:
        texts = ["  ".join(texts)]
    lines = [" ".join(line.split(" ")) for text in texts for line in text.splitlines()]
    return [Paragraph(line, place, gap and i == 0) for i, line in enumerate(filter(None, lines))]


def _drop_empty_columns(rows: Sequence[GridRow]) -> list[GridRow]:
    """Rows without the columns that hold nothing anywhere, all of one width."""
    width = max((len(row.cells) for row in rows), default=0)
    kept = [i for i in range(width) if any(i < len(row.cells) and row.cells[i] for row in rows)]
    return [
        GridRow(
            row.number, tuple(_clean(row.cells[i]) if i < len(row.cells) else "" for i in kept), row.ruled
        )
        for row in rows
    ]


def _clean(cell: str | None) -> str | None:
    return fold_lines(cell) if cell else cell
