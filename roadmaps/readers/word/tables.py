"""Tables of Word: rows and cells through content controls and tracked changes (ECMA-376-1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from roadmaps.readers.spans import GridCell, settle_cells
from roadmaps.readers.word.names import VAL, children, flatten, number, switch, value, w

_PLAN_COLUMNS = 3
_MAX_SPAN = 64  # Word allows 63 columns
_ROW, _CELL, _TABLE = w("tr"), w("tc"), w("tbl")
_PROPERTIES, _DELETED_CELL = w("tcPr"), f"{w('tcPr')}/{w('cellDel')}"
_SPAN, _DOWN, _TRACKED, _SIDEWAYS = w("gridSpan"), w("vMerge"), w("cellMerge"), w("hMerge")
CellReader = Callable[[etree._Element], str]


@dataclass(frozen=True)
class _Span:
    cell: etree._Element
    start: int
    end: int
    down: str | None  # restart, continue or None: its part in a vertical merge
    swallowed: bool  # merged into the cell on its left in the old way (hMerge)


def visible_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that stay when all changes are accepted; hidden rows stay out."""
    for row in flatten(table, _ROW):
        properties = row.find(w("trPr"))
        if properties is None or not (
            properties.find(w("del")) is not None
            or properties.find(w("moveFrom")) is not None
            or switch(properties, "hidden")
        ):
            yield row


def visible_cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row; cells whose deletion is tracked stay out."""
    for cell in flatten(row, _CELL):
        if cell.find(_DELETED_CELL) is None:
            yield cell


def is_wrapper(table: etree._Element) -> bool:
    """A table that only arranges a page: one column, or a larger table inside one of its cells."""
    rows = [list(visible_cells(row)) for row in visible_rows(table)]
    own = sum(map(len, rows))
    if all(len(cells) <= 1 for cells in rows):
        return True
    inner = (next(flatten(cell, _TABLE), None) for cells in rows for cell in cells)
    return any(_is_main(found, own) for found in inner if found is not None)


def _is_main(table: etree._Element, outer_cells: int) -> bool:
    """A table with more cells than the one around it, and with columns enough for a plan."""
    if sum(1 for _ in table.iter(_CELL)) <= outer_cells:
        return False
    return any(sum(1 for _ in visible_cells(row)) >= _PLAN_COLUMNS for row in table.iter(_ROW))


def read_rows(table: etree._Element, read_cell: CellReader) -> list[tuple[str | None, ...]]:
    """The cells of each visible row; ``read_cell`` is called once for each printed cell, in order."""
    open_spans: set[int] = set()
    rows = []
    for row in visible_rows(table):
        spans = list(_spans(row))
        rows.append([_grid_cell(span, open_spans, read_cell) for span in spans])
        open_spans = {span.start for span in spans if span.down is not None}
        rows[-1] += _skipped_after(row, spans)
    return settle_cells(rows, _widths(table))


def _grid_cell(span: _Span, open_spans: set[int], read_cell: CellReader) -> GridCell:
    # A cell that continues nothing stands for itself: the row above it may have been deleted.
    if span.down == "continue" and span.start in open_spans:
        return GridCell(span.start, span.end, None)
    return GridCell(span.start, span.end, "" if span.swallowed else read_cell(span.cell))


def _spans(row: etree._Element) -> Iterator[_Span]:
    position = _skipped(row, "gridBefore")
    if position:
        yield _Span(etree.Element(_CELL), 0, position, None, True)
    for cell in visible_cells(row):
        said = children(cell.find(_PROPERTIES))
        span = said.get(_SPAN)
        width = number(span.get(VAL), 1, 1, _MAX_SPAN) if span is not None else 1
        swallowed = _merge_kind(said.get(_SIDEWAYS)) == "continue"
        yield _Span(cell, position, position + width, _merges_down(said), swallowed)
        position += width


def _merges_down(said: dict[str, etree._Element]) -> str | None:
    """restart, continue or None; a tracked merge counts as done (17.13.5.4)."""
    tracked = said[_TRACKED].get(_DOWN) if _TRACKED in said else None
    if tracked is not None:
        return "continue" if tracked == "cont" else "restart"
    return _merge_kind(said.get(_DOWN))


def _merge_kind(merge: etree._Element | None) -> str | None:
    """The value of a merge; without one it continues (17.4.84)."""
    if merge is None:
        return None
    return "restart" if merge.get(VAL) == "restart" else "continue"


def _skipped(row: etree._Element, name: str) -> int:
    return number(value(row.find(w("trPr")), name), 0, 0, _MAX_SPAN)


def _skipped_after(row: etree._Element, spans: list[_Span]) -> list[GridCell]:
    count = _skipped(row, "gridAfter")
    end = spans[-1].end if spans else 0
    return [GridCell(end, end + count, "")] if count else []


def _widths(table: etree._Element) -> list[int]:
    grid = table.find(w("tblGrid"))
    return (
        [number(column.get(w("w")), 0) for column in grid.findall(w("gridCol"))] if grid is not None else []
    )
