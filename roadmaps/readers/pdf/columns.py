"""Tables printed without lines: columns told from where the words begin. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from roadmaps.readers.pdf.pages import Line, PrintedRow, PrintedTable

_TOLERANCE = 4.0  # points between the left edges of one column
_MIN_LINES = 3
_MIN_COLUMNS = 3


def find_columns(lines: Sequence[Line]) -> list[Line | PrintedTable]:
    """The lines, with every run that stands in three or more columns replaced by a table."""
    wide = [index for index, line in enumerate(lines) if len(line.segments) >= _MIN_COLUMNS]
    if len(wide) < _MIN_LINES:
        return list(lines)
    first, last = wide[0], wide[-1]
    edges = _find_edges(lines[first : last + 1])
    while last + 1 < len(lines) and _continues(lines[last], lines[last + 1], edges):
        last += 1
    if len(edges) < _MIN_COLUMNS:
        return list(lines)
    run = lines[first : last + 1]
    table = PrintedTable(_make_rows(run, edges), edges, run[0].top, run[-1].bottom)
    return [*lines[:first], table, *lines[last + 1 :]]


def _find_edges(lines: Sequence[Line]) -> tuple[float, ...]:
    """Left edges at which a third of the wide lines begin a segment."""
    starts = sorted(segment.x0 for line in lines if len(line.segments) > 1 for segment in line.segments)
    groups: list[list[float]] = []
    for start in starts:
        if not groups or start - groups[-1][-1] > _TOLERANCE:
            groups.append([])
        groups[-1].append(start)
    wide = sum(len(line.segments) >= _MIN_COLUMNS for line in lines)
    return tuple(round(min(group), 1) for group in groups if len(group) * 3 >= wide and len(group) > 1)


def _continues(line: Line, following: Line, edges: Sequence[float]) -> bool:
    """The line below is the rest of the last row: close to it and not under the first column."""
    close = following.top - line.bottom < line.height
    starts = [_column_of(segment.x0, edges) for segment in following.segments]
    return close and all(start is not None and start > 0 for start in starts)


def _column_of(x0: float, edges: Sequence[float]) -> int | None:
    """The column under whose edge a text begins."""
    return next((i for i, edge in enumerate(edges) if abs(x0 - edge) <= _TOLERANCE), None)


def _make_rows(lines: Sequence[Line], edges: Sequence[float]) -> list[PrintedRow]:
    """Lines under the first column or after a gap begin a row; the others go on the row above."""
    pitch = min((b.top - a.top for a, b in pairwise(lines)), default=0.0)
    rows: list[PrintedRow] = []
    above: Line | None = None
    for line in lines:
        begins = line.x0 - edges[0] <= _TOLERANCE
        if above is None or begins or line.top - above.top > pitch * 1.4:
            rows.append(PrintedRow([[] for _ in edges], [False] * len(edges)))
        for segment in line.segments:
            column = max((i for i, edge in enumerate(edges) if edge <= segment.x0 + _TOLERANCE), default=0)
            cell = rows[-1].cells[column]
            if cell is not None:
                cell.append(segment.text)
        above = line
    return rows
