"""Rows of grid cells -> rows of column cells: spans counted out, hair-wide grid columns joined. Pure.

Word keeps one grid for the whole table; a border drawn by hand a millimetre off in one row adds a
column to it, which nobody sees. Columns that no row uses take no room, however wide a span says it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HAIR = 567  # a centimetre in twentieths of a point: narrower than any column that somebody writes in
_MAX_COLUMNS = 128


@dataclass(frozen=True)
class GridCell:
    """A cell over the grid columns from ``start`` up to, not including, ``end``.

    ``text`` is None where the cell continues the one above.
    """

    start: int
    end: int
    text: str | None


def settle_cells(
    rows: Sequence[Sequence[GridCell]], widths: Sequence[int] = ()
) -> list[tuple[str | None, ...]]:
    """The cells of each row under the columns that the table really has.

    Covered from above: None. Covered from the left: "", since the words stand in the row itself.
    ``widths`` are those of the grid columns, in twentieths of a point; 0 where they are not known.
    """
    columns = _number_edges(rows, widths)
    return [_place(row, columns) for row in rows]


def _number_edges(rows: Sequence[Sequence[GridCell]], widths: Sequence[int]) -> dict[int, int]:
    """Each edge that some row uses -> the number of the column that begins there."""
    users: dict[int, set[int]] = {}
    for index, row in enumerate(rows):
        for cell in row:
            users.setdefault(cell.start, set()).add(index)
            users.setdefault(cell.end, set()).add(index)
    columns: dict[int, int] = {}
    group: set[int] = set()
    first = column = -1
    for edge in sorted(users):
        if column >= 0 and _is_hair(first, edge, widths) and group.isdisjoint(users[edge]):
            group |= users[edge]
        else:
            first, group = edge, set(users[edge])
            column = min(column + 1, _MAX_COLUMNS)
        columns[edge] = column
    return columns


def _is_hair(first: int, edge: int, widths: Sequence[int]) -> bool:
    """True when two edges stand less than a hair apart; widths that are not known say no."""
    between = widths[first:edge]
    return len(between) == edge - first and all(between) and sum(between) < _HAIR


def _place(row: Sequence[GridCell], columns: dict[int, int]) -> tuple[str | None, ...]:
    if not row:
        return ()
    cells: list[str | None] = [""] * min(columns[row[-1].end], _MAX_COLUMNS)
    for cell in row:
        start, end = columns[cell.start], columns[cell.end]
        if cell.text is None:
            cells[start:end] = [None] * (min(end, len(cells)) - start)
        elif cell.text:
            index = min(start, len(cells) - 1)
            cells[index] = f"{cells[index]}\n{cell.text}" if cells[index] else cell.text
    return tuple(cells)
