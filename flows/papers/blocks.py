"""What a paper consists of, before it is a file of any kind: frozen blocks that every writer knows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Align = Literal["left", "center", "right", "justify"]

# What XML 1.0 forbids, and the marks that turn a line round (an address would read backwards on paper).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2063\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True)
class Heading:
    """A heading inside a paper; ``level`` 1 to 3."""

    text: str
    level: int = 1
    align: Align = "left"


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break in ``text`` is a line break on paper."""

    text: str
    align: Align = "justify"
    bold: bool = False
    italic: bool = False
    indent: bool = False  # the first line, as letters have it
    keep_with_next: bool = False


@dataclass(frozen=True)
class Items:
    """A list, with dashes or numbered from 1."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table; ``width`` is its share of the page beside the other columns' shares."""

    heading: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """Cells under the columns, as many as there are columns; ``bold`` for totals."""

    cells: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True)
class Band:
    """One cell over the whole width, between the rows: a year, a section."""

    text: str


@dataclass(frozen=True)
class TableBlock:
    """A table whose header is repeated on every page. ValueError where a row does not fit the columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not width or any(isinstance(row, Row) and len(row.cells) != width for row in self.rows):
            raise ValueError(f"a table of {width} columns has a row of another width")


@dataclass(frozen=True)
class Chart:
    """A drawing twice: ``svg`` for pages and PDF, ``png`` for Word; ``alt`` says it in words."""

    svg: bytes
    png: bytes
    alt: str


@dataclass(frozen=True)
class Figure:
    """A drawing on paper with its caption; ``width_mm`` is bounded by the page."""

    chart: Chart
    caption: str = ""
    width_mm: float = 160.0


@dataclass(frozen=True)
class Signature:
    """The line of whoever signs: post on the left, name on the right; a bar where the name is open."""

    post: str
    name: str = ""
    date_line: bool = False  # a second line for the date, filled by hand


@dataclass(frozen=True)
class CornerBlock:
    """Lines in the upper right: the mark of approval, the addressee of a letter."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Items | TableBlock | Figure | Signature | CornerBlock | PageBreak


@dataclass(frozen=True)
class Paper:
    """A whole paper on A4.

    ``title`` goes into the file's properties and is printed only where a block prints it. ``made_at`` goes
    there too; the same paper is the same bytes. ``font_pt`` is the size of the running text, tables are
    2 pt smaller.
    """

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    font_pt: float = 12.0
    author: str = ""
    made_at: datetime | None = None


def make_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str] | Row | Band],
    widths: Sequence[float] = (),
    *,
    aligns: Sequence[Align] = (),
    caption: str = "",
) -> TableBlock:
    """A table from plain sequences; widths default to equal shares, columns to the left edge."""
    columns = tuple(
        Column(heading, widths[i] if i < len(widths) else 1.0, aligns[i] if i < len(aligns) else "left")
        for i, heading in enumerate(headings)
    )
    whole = tuple(row if isinstance(row, Row | Band) else Row(tuple(row)) for row in rows)
    return TableBlock(columns, whole, caption)


def clean_text(text: str) -> str:
    """Text as any file can hold it: no control signs, no turned lines; ends of lines are ``\\n``."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNPRINTABLE.sub("", unified)
