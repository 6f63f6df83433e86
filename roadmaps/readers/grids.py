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


def split_grid(rows: Sequence[GridRow], place_of: Callable[[int], Place], table: int) -> list[Block]:
    """Blocks of one sheet. A lone text above or below the table is a paragraph, one inside it a row.

    ``place_of`` makes the place from a row's number.
    """
    rows = [row for row in _drop_empty_columns(rows) if row.filled]
    wide = [i for i, row in enumerate(rows) if row.filled > 1]
    first, last = (wide[0], wide[-1]) if wide else (len(rows), -1)
    drawn = sum(bool(rows[i].ruled) for i in wide) * 2 > len(wide)
    blocks: list[Block] = []
    previous = 0
    for index, row in enumerate(rows):
        place = place_of(row.number)
        gap = row.number != previous + 1
        outside = not first <= index <= last or (drawn and row.ruled is False)
        if row.filled == 1 and outside:
            blocks += _paragraphs(row, place, gap)
        else:
            blocks.append(RawRow(row.cells, place, gap, table))
        previous = row.number
    return blocks


def _paragraphs(row: GridRow, place: Place, gap: bool) -> list[Paragraph]:
    text = next(cell for cell in row.cells if cell and cell.strip())
    lines = [" ".join(line.split()) for line in text.splitlines()]
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
