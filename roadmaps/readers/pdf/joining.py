"""Tables cut by pages put together again: repeated headers dropped, cut rows joined. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmaps.readers.hyphens import join_lines
from roadmaps.readers.pdf.pages import PrintedRow, PrintedTable

_TOLERANCE = 4.0  # points between the edges of one column on two pages
_MAX_HEADER_ROWS = 3


@dataclass
class JoinedRow:
    """A row with the page and the row on it where it begins."""

    cells: list[list[str] | None]
    spans: list[bool]
    page: int
    number: int
    after_break: bool = False


@dataclass
class JoinedTable:
    """A table over as many pages as it takes."""

    edges: tuple[float, ...]
    rows: list[JoinedRow] = field(default_factory=list)

    def goes_on_in(self, table: PrintedTable) -> bool:
        """Every column of the table on the next page begins where one of ours does."""
        return len(table.edges) > 1 and all(self._find_edge(edge) is not None for edge in table.edges)

    def take(self, table: PrintedTable, page: int) -> None:
        """Add the rows of a page."""
        rows = [self._widen(row, table.edges) for row in table.rows]
        skipped = self._count_repeated(rows) if self.rows else 0
        follows = bool(self.rows)
        for index, (cells, spans) in enumerate(rows[skipped:]):
            row = JoinedRow(cells, spans, page, skipped + index + 1, follows and index == 0)
            if row.after_break:
                self._mark_covered(row)
                if self._continues(row):
                    self._append(row)
                    continue
            self.rows.append(row)

    def _find_edge(self, edge: float) -> int | None:
        return next((i for i, own in enumerate(self.edges) if abs(own - edge) <= _TOLERANCE), None)

    def _widen(self, row: PrintedRow, edges: Sequence[float]) -> tuple[list[list[str] | None], list[bool]]:
        """The cells under our columns; a page may show fewer of them."""
        cells: list[list[str] | None] = [None] * len(self.edges)
        spans = [False] * len(self.edges)
        for edge, cell, span in zip(edges, row.cells, row.spans, strict=False):
            index = self._find_edge(edge)
            if index is not None:
                cells[index], spans[index] = cell, span
        return cells, spans

    def _count_repeated(self, rows: Sequence[tuple[list[list[str] | None], list[bool]]]) -> int:
        """How many rows at the top of a page repeat the top of the table."""
        count = 0
        for (cells, _), own in zip(rows[:_MAX_HEADER_ROWS], self.rows, strict=False):
            if _flatten(cells) != _flatten(own.cells):
                break
            count += 1
        return count

    def _mark_covered(self, row: JoinedRow) -> None:
        """An empty cell at the top of a page is the rest of a merged one that began above."""
        last = self.rows[-1]
        for index, cell in enumerate(row.cells):
            if cell == [] and (row.spans[index] or last.cells[index] is None) and row.cells[0]:
                row.cells[index] = None

    def _continues(self, row: JoinedRow) -> bool:
        """The rest of the last row: no number here, a number there."""
        first, last = row.cells[0], self.rows[-1]
        if first or not last.cells[0] or not any(character.isdigit() for character in last.cells[0][0]):
            return False
        return sum(cell is not None for cell in last.cells) > 1

    def _append(self, row: JoinedRow) -> None:
        for index, piece in enumerate(row.cells):
            if piece:
                origin = self._origin(index)
                origin.cells[index] = [*(origin.cells[index] or []), *piece]

    def _origin(self, index: int) -> JoinedRow:
        """The row whose cell covers this column at the end of the page."""
        return next((row for row in reversed(self.rows) if row.cells[index] is not None), self.rows[-1])


def _flatten(cells: Sequence[Sequence[str] | None]) -> list[str]:
    return ["" if cell is None else "".join(join_lines(cell).split()) for cell in cells]
