"""Tables of a page: rows and cells in any order of nesting, spans counted out. Pure.

The rules of forming a table are those of the HTML standard, 4.9.12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from roadmaps.readers.page_visibility import Visibility
from roadmaps.readers.spans import GridCell, settle_cells

_GROUPS = frozenset(["thead", "tbody", "tfoot"])
_CELLS = frozenset(["td", "th"])
_PLAN_COLUMNS = 3
_MAX_COLUMNS = 128
_MAX_COVERED = 200_000  # cells of one table; a few bytes of HTML can ask for any number
_MAX_ROWS = 65_534
CellReader = Callable[[etree._Element], str]


@dataclass
class _Hanging:
    """A cell that reaches down into the next ``left`` rows."""

    start: int
    end: int
    left: int


def table_cells(table: etree._Element, visibility: Visibility) -> Iterator[etree._Element]:
    """All cells of a table, those of inner tables not counted."""
    for group in _row_groups(table, visibility):
        for row in group:
            yield from _row_cells(row, visibility)


def is_wrapper(table: etree._Element, visibility: Visibility) -> bool:
    """A table that only arranges a page: one column, or a larger table inside one of its cells."""
    rows = [list(_row_cells(row, visibility)) for group in _row_groups(table, visibility) for row in group]
    own = sum(map(len, rows))
    if all(len(cells) <= 1 for cells in rows):
        return True
    inner = (next(cell.iter("table"), None) for cells in rows for cell in cells)
    return any(_is_main(found, own) for found in inner if found is not None)


def _is_main(table: etree._Element, outer_cells: int) -> bool:
    """A table with more cells than the one around it, and with columns enough for a plan."""
    if sum(1 for _ in table.iter(*_CELLS)) <= outer_cells:
        return False
    return any(sum(1 for cell in row if cell.tag in _CELLS) >= _PLAN_COLUMNS for row in table.iter("tr"))


def read_rows(
    table: etree._Element, visibility: Visibility, read_cell: CellReader
) -> list[tuple[str | None, ...]]:
    """The cells of each visible row: covered from above None, covered from the left ""."""
    rows: list[list[GridCell]] = []
    covered = 0
    for group in _row_groups(table, visibility):
        hanging: list[_Hanging] = []  # a span ends with its group
        for index, row in enumerate(group):
            covered += len(hanging)
            if covered > _MAX_COVERED:
                hanging = []
            cells, hanging = _read_row(row, hanging, len(group) - index, visibility, read_cell)
            rows.append(cells)
    return settle_cells(rows)


def _read_row(
    row: etree._Element,
    hanging: list[_Hanging],
    rows_left: int,
    visibility: Visibility,
    read_cell: CellReader,
) -> tuple[list[GridCell], list[_Hanging]]:
    cells = [GridCell(span.start, span.end, None) for span in hanging]
    taken = {column for span in hanging for column in range(span.start, span.end)}
    below = [_Hanging(s.start, s.end, s.left - 1) for s in hanging if s.left > 1]
    column = 0
    for cell in _row_cells(row, visibility):
        while column in taken:
            column += 1
        column = min(column, _MAX_COLUMNS - 1)
        end = column + 1
        while end < min(column + _span(cell, "colspan", 1), _MAX_COLUMNS) and end not in taken:
            end += 1
        cells.append(GridCell(column, end, read_cell(cell)))
        depth = min(_span(cell, "rowspan", rows_left), rows_left)
        if depth > 1 and column not in {span.start for span in below}:
            below.append(_Hanging(column, end, depth - 1))
        column = end
    cells.sort(key=lambda cell: cell.start)
    return cells, below


def _span(cell: etree._Element, name: str, for_zero: int) -> int:
    """A span of at least 1; 0 means to the end of the group."""
    text = cell.get(name, "1").strip()
    digits = text[:9] if text[:9].isdigit() and text.isascii() else ""
    if not digits:
        return 1
    return min(int(digits), _MAX_ROWS) or for_zero


def _row_groups(table: etree._Element, visibility: Visibility) -> list[list[etree._Element]]:
    """The rows of each group, the foot last; rows outside of groups make groups of their own."""
    heads: list[list[etree._Element]] = []
    loose: list[etree._Element] = []
    feet: list[list[etree._Element]] = []
    for child in table:
        if visibility.hides(child):
            continue
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in _GROUPS:
            if loose:
                heads.append(loose)
                loose = []
            (feet if child.tag == "tfoot" else heads).append(list(_rows_in(child, visibility)))
        elif child.tag not in ("caption", "colgroup", "col", "table"):
            loose += _rows_in(child, visibility)
    return [*heads, loose, *feet]


def _rows_in(parent: etree._Element, visibility: Visibility) -> Iterator[etree._Element]:
    """Rows below an element; forms and fonts may stand in between."""
    return _nearest(parent, frozenset(["tr"]), _CELLS, visibility)


def _row_cells(row: etree._Element, visibility: Visibility) -> Iterator[etree._Element]:
    return _nearest(row, _CELLS, frozenset(["tr"]), visibility)


def find_strays(table: etree._Element, visibility: Visibility) -> Iterator[str | etree._Element]:
    """Texts and inner tables that stand in a table and in none of its cells."""
    open_levels = [iter([table])]
    while open_levels:
        child = next(open_levels[-1], None)
        if child is None:
            open_levels.pop()
            continue
        if child is not table and child.tail and child.tail.strip():
            yield child.tail
        if visibility.hides(child) or child.tag in _CELLS or child.tag == "caption":
            continue
        if child.tag == "table" and child is not table:
            yield child
            continue
        if child.text and child.text.strip():
            yield child.text
        open_levels.append(iter(child))


def _nearest(
    parent: etree._Element, wanted: frozenset[str], barred: frozenset[str], visibility: Visibility
) -> Iterator[etree._Element]:
    """The wanted elements nearest below one, at any depth; inner tables and barred elements stay closed."""
    open_levels = [iter(parent)]
    while open_levels:
        child = next(open_levels[-1], None)
        if child is None:
            open_levels.pop()
        elif visibility.hides(child) or child.tag == "table" or child.tag in barred:
            continue
        elif child.tag in wanted:
            yield child
        else:
            open_levels.append(iter(child))
