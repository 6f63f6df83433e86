"""One page of a PDF -> its tables and the printed lines around them, from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from roadmaps.readers.hyphens import MAY_BE_WHOLE, MAY_DIVIDE

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_TEXT = {"x_tolerance_ratio": 0.2, "y_tolerance": 3}
_LONE_WORD = re.compile(r"\S*[а-яё]{2,}", re.IGNORECASE)
# What no word begins with, or is: the rest of one that was wider than its cell ("утверждени" / "е плана").
_REST = re.compile(
    r"[ьъый][а-яё]*|[а-яё]{1,3}|[а-яё]{0,2}(?:[ае]н[ий][еяюйм]х?|тия|тий|тие|ель|ел[ьяеию]й?|[ау]ци[ияюей]|ост[ьию]|"
    r"[кн](?:ого|ому|ий|ый|ая|ое|ие|ые|их|ых|им|ым|ими|ыми|ую|ой)|[тч]?еск[а-яё]{2,3}|ств[оауе]м?|[ую]?щ[а-яё]{2,3}(?:ся)?|"
    r"[ус]?тик[аиу]|ться|ются|ится|[чтнл]ь?но)"
)
# Short words that do begin a line.
_SHORT_WORDS = re.compile(
    r"[иавкосуя]|им|их|е[её]|его|все|год|как|где|том|при|для|или|над|под|без|об|во|до|за|из|на|не|от|по|со|ему|оно|это|"
    r"что|чем|они|мы|вы|ни|но|же|бы|ли|ещ[её]"
)
_LONG_WORD = re.compile(r"[а-яё-]{6,}", re.IGNORECASE)
_NO_END = re.compile(r"[а-яё]{3}(?:[ае]ни|ског|нног|льног)$", re.IGNORECASE)  # no word ends so
_SHORTEST_REST = 3  # letters of which the end of a word has fewer, and of a word more
_LAST_LETTER = re.compile("[иаовяу]")
_CUT_DATE, _YEAR_REST = re.compile(r".*\d{1,2}\.\d{1,2}\.(?P<year>\d{1,3})"), re.compile(r"\d{1,3}(?!\d)")
_ROOM = 1.6  # widths of the next letter: letters differ, and so do the margins of a cell
_MIN_COLUMN = 6.0  # points: narrower than any column
_WIDE_GAP = 0.8  # of a line's height: more than a space
_EQUAL_GAPS = 0.05  # of the widest: how much the gaps of a justified line differ


@dataclass(frozen=True)
class Segment:
    """Words of a line that stand together; ``x0`` and ``x1`` in points."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True)
class Line:
    """A printed line outside of tables."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass
class PrintedRow:
    """A row of a table as the page shows it: the lines of each cell, None where a merged one covers it."""

    cells: list[list[str] | None]
    spans: list[bool] = field(default_factory=list)  # the cell goes on over the rows below


@dataclass
class PrintedTable:
    """A table on one page; ``edges`` are the left edges of its columns in points."""

    rows: list[PrintedRow]
    edges: tuple[float, ...]
    top: float
    bottom: float

    @property
    def has_text(self) -> bool:
        return any(cell for row in self.rows for cell in row.cells)


@dataclass
class PrintedPage:
    """Tables and lines of a page, and whether anything on it is a picture."""

    number: int
    width: float
    height: float
    items: list[Line | PrintedTable]
    has_text: bool
    has_pictures: bool
    recognised: bool = False  # read from a picture: every word may be wrong


def read_page(page: Page, settings: dict[str, Any] | None = None) -> PrintedPage:
    """What stands on a page, in reading order. ``settings`` tell pdfplumber where to take the lines from."""
    tables = [table for table in page.find_tables(settings) if _is_real(table)]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not _is_inside(thing, boxes)) if boxes else page
    printed = [_read_table(table) for table in tables]
    items: list[Line | PrintedTable] = [table for table in printed if table.has_text]
    items += _read_lines(outside)
    items.sort(key=lambda item: item.top)
    return PrintedPage(
        page.page_number,
        float(page.width),
        float(page.height),
        items,
        bool(page.chars),
        bool(page.images),
    )


def _is_real(table: Table) -> bool:
    """Two columns at least: a frame around a text is no table."""
    edges = [cell[0] for cell in table.cells]
    return max(edges) - min(edges) > _MIN_COLUMN


def _is_inside(thing: dict[str, Any], boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    if thing["object_type"] != "char":
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _read_table(table: Table) -> PrintedTable:
    rows = []
    for texts, row in zip(table.extract(**_TEXT), table.rows, strict=True):
        bottom = min(cell[3] for cell in row.cells if cell is not None)
        cells = [None if text is None else text.split("\n") if text else [] for text in texts]
        for lines, box in zip(cells, row.cells, strict=True):
            if lines and box is not None and (marks := _marks_of(lines)):
                _mark_cut_words(lines, marks, box, table.page)
        spans = [cell is not None and cell[3] > bottom + 1 for cell in row.cells]
        rows.append(PrintedRow(cells, spans))
    edges = tuple(sorted({round(cell[0], 1) for cell in table.cells}))
    return PrintedTable(rows, edges, table.bbox[1], table.bbox[3])


def _marks_of(lines: Sequence[str]) -> dict[int, str]:
    """The lines that may end within a word or a date: surely by what follows, or if the whole is a word."""
    last, marks = len(lines) - 2, {}
    for index, (line, below) in enumerate(pairwise(lines)):
        if _is_cut_date(line, below) or _is_cut_word(line, below, ends=index == last):
            marks[index] = MAY_DIVIDE
        elif _LONG_WORD.fullmatch(line) and below[0].islower():
            marks[index] = MAY_BE_WHOLE
    return marks


def _is_cut_word(line: str, below: str, *, ends: bool) -> bool:
    """A line of one word, and below it what can only be the rest of a word."""
    if _LONE_WORD.fullmatch(line) is None:
        return False
    rest = below.split()[0].rstrip(",.;:)")
    fits = _REST.fullmatch(rest) is not None and _SHORT_WORDS.fullmatch(rest) is None
    if _NO_END.search(line) and len(rest) < _SHORTEST_REST:
        return True
    return fits or (ends and _LAST_LETTER.fullmatch(below) is not None)


def _is_cut_date(line: str, below: str) -> bool:
    """ "01.03.202" / "4"."""
    date, rest = _CUT_DATE.fullmatch(line), _YEAR_REST.match(below)
    return date is not None and rest is not None and len(date["year"]) + len(rest[0]) == 4


def _mark_cut_words(
    lines: list[str], marks: Mapping[int, str], box: tuple[float, float, float, float], page: Page
) -> None:
    """Where a word was wider than its cell, the page cuts it without a hyphen: its line leaves no room."""
    printed = _lines_of_cell(box, page)
    if len(printed) != len(lines):
        return
    left = min(line[0]["x0"] for line in printed) - box[0]
    for index, mark in marks.items():
        following = printed[index + 1][0]
        room = box[2] - left - printed[index][-1]["x1"]
        if room < _ROOM * (following["x1"] - following["x0"]):
            lines[index] += mark


def _lines_of_cell(box: tuple[float, float, float, float], page: Page) -> list[list[dict[str, Any]]]:
    """The letters of a cell, line by line from left to right."""
    inside = [char for char in page.chars if char["text"].strip() and _is_inside(char, [box])]
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(inside, key=lambda char: float(char["top"])):
        if not lines or char["top"] - lines[-1][0]["top"] > _TEXT["y_tolerance"]:
            lines.append([])
        lines[-1].append(char)
    return [sorted(line, key=lambda char: float(char["x0"])) for line in lines]


def _read_lines(page: Page) -> list[Line]:
    """Words whose middles lie on one height are one line."""
    lines: list[list[dict[str, Any]]] = []
    bottom = float("-inf")
    for word in sorted(page.extract_words(**_TEXT), key=lambda word: (word["top"] + word["bottom"]) / 2):
        if (word["top"] + word["bottom"]) / 2 > bottom:
            lines.append([])
            bottom = word["bottom"]
        lines[-1].append(word)
    return [_make_line(sorted(words, key=lambda word: float(word["x0"]))) for words in lines]


def _is_justified(words: Sequence[dict[str, Any]]) -> bool:
    """Words spread over a line stand equally far apart; in columns only figures do."""
    gaps = [after["x0"] - before["x1"] for before, after in pairwise(words)]
    has_words = sum(word["text"][0].isalpha() for word in words) * 2 > len(words)
    return has_words and len(gaps) > 1 and max(gaps) - min(gaps) < _EQUAL_GAPS * max(gaps)


def _make_line(words: Sequence[dict[str, Any]]) -> Line:
    top, bottom = min(word["top"] for word in words), max(word["bottom"] for word in words)
    gap = _WIDE_GAP * (bottom - top)
    if _is_justified(words):
        gap = float("inf")
    groups: list[list[dict[str, Any]]] = []
    for word in words:
        if not groups or word["x0"] - groups[-1][-1]["x1"] > gap:
            groups.append([])
        groups[-1].append(word)
    segments = (
        Segment(" ".join(word["text"] for word in group), group[0]["x0"], group[-1]["x1"]) for group in groups
    )
    return Line(tuple(segments), top, bottom)
