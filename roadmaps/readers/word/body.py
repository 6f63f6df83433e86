"""The body of a Word document -> blocks in the order of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from models.values import Place
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.characters import fold_lines
from roadmaps.readers.word.inline import Story, Words
from roadmaps.readers.word.names import RELATION_ID, flatten, w
from roadmaps.readers.word.tables import is_wrapper, read_rows, visible_cells, visible_rows

_PARAGRAPH, _TABLE, _CHUNK = w("p"), w("tbl"), w("altChunk")
_APART = 100  # twentieths of a point between paragraphs that the eye sees as a gap
ChunkReader = Callable[[str], list[Block]]


class BodyReader:
    """Walks over a body and keeps count of lines, pages and tables."""

    def __init__(self, story: Story, file: str, has_pages: bool, read_chunk: ChunkReader) -> None:
        self.blocks: list[Block] = []
        self._story = story
        self._file = file
        self._has_pages = has_pages
        self._read_chunk = read_chunk
        self._line = 0
        self._tables = 0
        self._gap = True
        self._above: Words | None = None

    def take(self, container: etree._Element) -> None:
        """All blocks of a body, of a text box or of a cell that only arranges the page."""
        for item in _join_run_on(self._story, flatten(container, _PARAGRAPH, _TABLE, _CHUNK)):
            if isinstance(item, Words):
                self._take_paragraph(item)
            elif item.tag == _TABLE:
                self._take_table(item)
            else:
                self._take_chunk(item)

    def _take_paragraph(self, words: Words) -> None:
        self._line += 1
        gap = self._gap or words.break_before or self._stands_apart(words)
        for box in words.boxes:
            self.take(box)
        place = self._place(words.page)
        text = words.text if self._may_be_row(words) else words.text.replace("\t", " ")
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        for index, line in enumerate(lines):
            label = words.label if index == 0 else ""
            self.blocks.append(Paragraph(_fold(label + line), place, gap and index == 0))
        self._gap = words.page_break or (not lines and (gap or not words.runs_on))
        self._above = words if lines else None

    def _may_be_row(self, words: Words) -> bool:
        """Tabs in a table of contents lead to page numbers, not to columns."""
        return "\t" in words.text and not self._story.styles.name_of(words.style).startswith("toc ")

    def _stands_apart(self, words: Words) -> bool:
        """Spacing, or another alignment or indent, sets the paragraph off from the one above."""
        above, look = self._above, words.look
        if above is None:
            return False
        if max(above.look.after or 0, look.before or 0) >= _APART:
            return True
        return (above.look.align or "left", above.look.indent) != (look.align or "left", look.indent)

    def _take_table(self, table: etree._Element) -> None:
        if is_wrapper(table):
            for row in visible_rows(table):
                for cell in visible_cells(row):
                    self._gap, self._above = True, None
                    self.take(cell)
            self._gap = True
            return
        rows = read_rows(table, self._read_cell)
        self._tables += 1
        for index, cells in enumerate(rows, start=1):
            self._line += 1
            place = replace(self._place(self._story.page), row=index)
            self.blocks.append(RawRow(cells, place, self._gap, self._tables))
            self._gap = False
        self._gap, self._above = True, None

    def _read_cell(self, cell: etree._Element) -> str:
        return read_cell_text(self._story, cell)

    def _take_chunk(self, chunk: etree._Element) -> None:
        for block in self._read_chunk(chunk.get(RELATION_ID, "")):
            self._line += 1
            place = Place(self._file, line=self._line, row=block.place.row if block.place else None)
            self.blocks.append(replace(block, place=place))

    def _place(self, page: int) -> Place:
        return Place(self._file, line=self._line, page=page if self._has_pages else None)


def _fold(text: str) -> str:
    """Single spaces; tabs stay for the search for tables drawn with tabs."""
    return "\t".join(" ".join(part.split()) for part in text.split("\t"))


def _join_run_on(story: Story, items: Iterator[etree._Element]) -> Iterator[Words | etree._Element]:
    """Paragraphs and tables; a paragraph whose mark is gone flows into the next one."""
    held: Words | None = None
    for item in items:
        if item.tag != _PARAGRAPH:
            if held is not None:
                yield held
            held = None
            yield item
            continue
        words = story.read_paragraph(item)
        if held is not None:
            words.text = held.text + words.text
            words.boxes = held.boxes + words.boxes
            words.page, words.break_before = held.page, held.break_before or words.break_before
        held = words if words.runs_on else None
        if held is None:
            yield words
    if held is not None:
        yield held


def read_cell_text(story: Story, cell: etree._Element) -> str:
    """The words of a cell: a line for each paragraph, each row of an inner table, each text box."""
    lines: list[str] = []
    for item in _join_run_on(story, flatten(cell, _PARAGRAPH, _TABLE)):
        if isinstance(item, Words):
            lines += [read_cell_text(story, box) for box in item.boxes]
            lines.append(item.label + item.text)
        else:
            rows = read_rows(item, lambda inner: read_cell_text(story, inner))
            lines += [" ".join(filter(None, row)) for row in rows]
    return fold_lines("\n".join(lines))
