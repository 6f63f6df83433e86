"""Blocks of a document -> its tables with whole rows, and the paragraphs around them. Pure.

Headers in any wording and column order, repeated headers, rows cut by a page, cells merged or shifted,
year and section rows, tables split by hand. What the cells mean is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.values import Problem, fold
from roadmaps.assembly import RawTable, Table, assemble_rows
from roadmaps.columns import NUMBER, TERM_WORDS, Column, Header, read_header, read_second_header
from roadmaps.merged import complete_rows
from roadmaps.persons import PERSON
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.section_headings import is_heading_text, read_heading_row
from roadmaps.wording import plain, vocabulary_of

_ANNEX = re.compile(r"приложение\b|утвержд", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[-–— ]*(?:стр(?:аница|\.)? ?)?\d{1,4}[-–— .]*(?:из \d+)?")


@dataclass(frozen=True)
class Layout:
    """The parts of a document: tables, paragraphs outside of them, what could not be placed."""

    tables: tuple[Table, ...]
    paragraphs: tuple[Paragraph, ...]
    problems: tuple[Problem, ...]

    @property
    def plans(self) -> tuple[Table, ...]:
        return tuple(table for table in self.tables if table.header.is_plan)


def lay_out(blocks: Sequence[Block]) -> Layout:
    """Tables and paragraphs of a document. Every table row ends as a row, a heading or a problem."""
    splitter = _Splitter()
    for block in blocks:
        splitter.take(block)
    splitter.finish()
    vocabulary = vocabulary_of(_texts(blocks))
    tables = [assemble_rows(table, vocabulary) for table in splitter.tables]
    _use_captions([table for table in tables if table.header.is_plan])
    for table in tables:
        complete_rows(table)
    problems = [problem for table in tables for problem in table.problems]
    return Layout(tuple(tables), tuple(splitter.outside), (*splitter.problems, *problems))


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [
        plain(text)
        for block in blocks
        if not isinstance(block, Problem)
        for text in ([block.text] if isinstance(block, Paragraph) else block.cells)
        if text
    ]


def _use_captions(plans: list[Table]) -> None:
    """Where each section has a table of its own, the caption above the table is the section."""
    if len(plans) < 2:
        return
    for table in plans:
        if table.caption and not table.headings:
            heading = read_heading_row(table.caption)
            for draft in table.drafts:
                draft.heading = heading


class _Splitter:
    """Walks over the blocks and opens, continues and closes tables."""

    def __init__(self) -> None:
        self.tables: list[RawTable] = []
        self.outside: list[Paragraph] = []
        self.problems: list[Problem] = []
        self.pending: list[Paragraph] = []
        self.loose: list[RawRow] = []
        self.current: RawTable | None = None

    def take(self, block: Block) -> None:
        if isinstance(block, Problem):
            self.problems.append(block)
            return
        if isinstance(block, Paragraph):
            if not (self.current and _PAGE_NUMBER.fullmatch(block.text)):
                self.pending.append(block)
            return
        header = read_header(block.cells, self.current is not None and not self.pending)
        if header is not None:
            self._take_header(header, block)
        elif self._completes_header(block):
            pass
        elif self.current is not None and self._goes_on(block):
            self._flush_into_table()
            self.current.lines.append(block)
        else:
            self._take_loose(block)

    def _take_header(self, header: Header, row: RawRow) -> None:
        self._flush_loose()
        if self.current is not None and self._is_repeated(header, row) and self._heads_rows():
            self._head_first_rows()
            self._flush_into_table()
            self.current.lines.append(row)
            return
        caption = _last_caption(self.pending)
        self._flush_outside()
        self.current = RawTable(header, row.place, caption, position=len(self.outside))
        self.tables.append(self.current)

    def _is_repeated(self, header: Header, row: RawRow) -> bool:
        """The header of the open table again; on another sheet it heads a table of its own."""
        return (
            self.current is not None
            and self.current.place.sheet == row.place.sheet
            and _same_header(self.current.header, header)
        )

    def _head_first_rows(self) -> None:
        """Where "Раздел 2" stands above the repeated header, "Раздел 1" above the first one was a heading."""
        table = self.current
        if table is None or not table.caption or any(isinstance(line, Paragraph) for line in table.lines):
            return
        above = self.pending[-1] if self.pending else table.lines[-1] if table.lines else None
        numbers = [read_heading_row(text).number for text in (table.caption, _lone_text(above))]
        if all(numbers):
            table.lines.insert(0, Paragraph(table.caption, table.place))

    def _completes_header(self, row: RawRow) -> bool:
        """A second header row right below the first completes it."""
        if self.current is None or self.current.lines or self.pending:
            return False
        completed = read_second_header(self.current.header, row.cells)
        if completed is not None:
            self.current.header = completed
        return completed is not None

    def _heads_rows(self) -> bool:
        """The paragraphs before a repeated header are headings of what follows, not a new part."""
        if any(_ANNEX.match(paragraph.text) for paragraph in self.pending):
            return False
        return len(self.pending) <= 3 and all(is_heading_text(plain(p.text) or "-") for p in self.pending)

    def _goes_on(self, row: RawRow) -> bool:
        """A row belongs to the open table: nothing but headings stands between, and the width fits."""
        if self.current is None or self.loose or self.current.place.sheet != row.place.sheet:
            return False
        if not self.pending:
            return True
        width = len(self.current.header.columns)
        return self._heads_rows() and abs(len(row.cells) - width) <= 2

    def _flush_into_table(self) -> None:
        if self.current is not None:
            self.current.lines.extend(_join_lines(self.pending))
        self.pending = []

    def _flush_outside(self) -> None:
        self.outside.extend(self.pending)
        self.pending = []

    def _take_loose(self, row: RawRow) -> None:
        """A row without a header above it: a signature, or a table whose header is lost."""
        filled = [cell for cell in row.cells if cell]
        if len(filled) < 3 and not self.loose:
            if filled:
                self.pending += _loose_paragraphs(row, filled)
            return
        if not self.loose:
            self._flush_outside()
        self.loose.append(row)

    def _flush_loose(self) -> None:
        rows, self.loose = self.loose, []
        if not rows:
            return
        header = guess_header(rows)
        if header is None:
            text = "; ".join(" | ".join(cell or "" for cell in row.cells) for row in rows)
            sentence = f"Таблица без понятного заголовка: строк не прочитано — {len(rows)}."
            self.problems.append(Problem("unknown_table", sentence, rows[0].place, raw=text))
            return
        self.tables.append(RawTable(header, rows[0].place, None, list(rows), len(self.outside)))
        self.problems.append(
            Problem(
                "header_guessed", "У таблицы нет заголовка: столбцы определены по содержанию.", rows[0].place
            )
        )

    def finish(self) -> None:
        self._flush_loose()
        self._flush_outside()


def _loose_paragraphs(row: RawRow, filled: Sequence[str]) -> list[Paragraph]:
    """A row that only arranges a page: a letterhead line by line, a signature in one line."""
    lines = [cell.split("\n") for cell in filled]
    if max(map(len, lines)) < 3 or (len(filled) > 1 and PERSON.search(filled[-1])):
        return [Paragraph("  ".join(filled), row.place, row.after_gap)]
    return [Paragraph(line, row.place, i == 0) for cell in lines for i, line in enumerate(cell)]


def _same_header(first: Header, second: Header) -> bool:
    return first.columns == second.columns and [fold(h) for h in first.headings] == [
        fold(h) for h in second.headings
    ]


def _lone_text(block: Paragraph | RawRow | None) -> str:
    """The only text of a line; "" where it holds several."""
    texts = [block.text] if isinstance(block, Paragraph) else [c for c in block.cells if c] if block else []
    return plain(texts[0]) if len(texts) == 1 else ""


def _last_caption(pending: Sequence[Paragraph]) -> str | None:
    text = plain(pending[-1].text) if pending else ""
    return text if text and is_heading_text(text) else None


def _join_lines(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Headings printed on several lines become one paragraph."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and not paragraph.after_gap:
            joined[-1] = Paragraph(
                f"{joined[-1].text} {paragraph.text}", joined[-1].place, joined[-1].after_gap
            )
        else:
            joined.append(paragraph)
    return joined


def guess_header(rows: Sequence[RawRow]) -> Header | None:
    """Columns of a table whose header is lost, by what the cells look like; None where that is unclear."""
    width = max(len(row.cells) for row in rows)
    columns = [[plain(row.cells[i]) for row in rows if len(row.cells) > i] for i in range(width)]
    roles: list[Column] = [Column.OTHER] * width
    numbered = sum(bool(NUMBER.fullmatch(cell)) for cell in columns[0] if cell) * 2 > len(rows)
    shares = [0.0 if numbered and i == 0 else _term_share(cells) for i, cells in enumerate(columns)]
    best = max(range(width), key=lambda i: shares[i])
    if shares[best] < 0.6 or width < 3:
        return None
    roles[best] = Column.TERM
    if numbered:
        roles[0] = Column.NUMBER
    free = [i for i in range(width) if roles[i] is Column.OTHER]
    for role, index in zip((Column.TITLE, Column.RESPONSIBLE, Column.RESULT), free, strict=False):
        roles[index] = role
    header = Header(tuple(roles), tuple("" for _ in roles))
    return header if header.is_plan else None


def _term_share(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell]
    hits = sum(1 for cell in filled if len(cell) < 80 and TERM_WORDS.search(cell))
    return hits / len(filled) if filled else 0.0
