"""HTML, also as Word and spreadsheets export it -> blocks."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from models.errors import UnreadableFileError
from models.values import Place
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.characters import fold_lines
from roadmaps.readers.encoding import decode_text
from roadmaps.readers.page_tables import is_wrapper, read_rows, table_cells
from roadmaps.readers.page_text import PageWalker, Sink
from roadmaps.readers.page_visibility import Visibility

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_CONTROLS = re.compile("[\0-\b\v\x0e-\x1f\x7f]")
_CYRILLIC = frozenset(
    ["windows-1251", "cp1251", "koi8-r", "koi8-u", "cp866", "ibm866", "iso-8859-5", "mac-cyrillic"]
)
_HEAD_BYTES = 4_096


def read_html(content: bytes, file: str) -> list[Block]:
    """Blocks of a page; ``Place.line`` counts paragraphs and rows. UnreadableFileError if it is no text."""
    root = _parse(_decode(content, file), file)
    if root is None:
        return []
    body = root.find("body")
    sink = _BodySink(file, PageWalker(Visibility(root)))
    sink.walker.walk(body if body is not None else root, sink)
    sink.end_line()
    return sink.blocks


def _decode(content: bytes, file: str) -> str:
    """The characters of a page: byte order mark, UTF-8, what the page declares, the likeliest of the rest.

    Pages are recoded on their way without anybody changing what they declare; UTF-8 proves itself.
    """
    declared = _declared_text(content)
    text = declared if declared is not None and not content.startswith(_BOMS) else decode_text(content)
    if text is None:
        raise UnreadableFileError("Файл «{file}» — не текст: в нём двоичные данные.", file=file)
    return _CONTROLS.sub("", text)


def _declared_text(content: bytes) -> str | None:
    """The text in the declared encoding, where that is no UTF and what comes out is Russian or Latin."""
    found = _CHARSET.search(content[:_HEAD_BYTES])
    if found is None or _is_utf8(content):
        return None
    encoding = found[1].decode("ascii").lower().removeprefix("x-").replace("_", "-")
    if encoding not in _CYRILLIC:
        return None
    text = content.decode(encoding, "replace")
    return text if _is_russian(text) else None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_russian(text: str) -> bool:
    """Most letters beyond ASCII are small Russian ones: another Cyrillic table swaps the cases."""
    beyond = [char for char in text[:200_000] if not char.isascii() and char.isalpha()]
    return sum("а" <= char <= "ё" for char in beyond) * 2 > len(beyond)


def _parse(text: str, file: str) -> etree._Element | None:
    """The tree of a page, mended as browsers do. None where there is nothing in it.

    With its limits on, libxml2 drops what lies deeper than 256 elements, which pages with unclosed
    tags reach; the walker minds the depth itself, and HTML has no entities of its own to swell.
    """
    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # an empty document
        return None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise UnreadableFileError(
            "Файл «{file}» не прочитан: элементы страницы вложены друг в друга слишком глубоко.", file=file
        )
    return root


class _BodySink(Sink):
    """Makes paragraphs and rows of what the walker meets."""

    def __init__(self, file: str, walker: PageWalker) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.walker = walker
        self._file = file
        self._line = 0
        self._tables = 0

    def take_line(self, text: str, after_gap: bool) -> None:
        self._line += 1
        self.blocks.append(Paragraph(text, Place(self._file, line=self._line), after_gap))

    def take_table(self, table: etree._Element) -> None:
        visibility = self.walker.visibility
        if is_wrapper(table, visibility):
            for cell in table_cells(table, visibility):
                self.walker.walk(cell, self)
                self.end_line()
            return
        self._tables += 1
        gap = self.take_gap()
        for index, cells in enumerate(read_rows(table, visibility, self._read_cell), start=1):
            self._line += 1
            place = Place(self._file, line=self._line, row=index)
            self.blocks.append(RawRow(cells, place, gap and index == 1, self._tables))

    def _read_cell(self, cell: etree._Element) -> str:
        return read_cell_text(cell, self.walker)


class _CellSink(Sink):
    """Keeps the lines of a cell; a table inside it becomes a line for each of its rows."""

    def __init__(self, walker: PageWalker) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._walker = walker

    def take_line(self, text: str, after_gap: bool) -> None:
        self.lines.append(text)

    def take_table(self, table: etree._Element) -> None:
        rows = read_rows(table, self._walker.visibility, lambda cell: read_cell_text(cell, self._walker))
        self.lines += [" ".join(filter(None, row)) for row in rows]


def read_cell_text(cell: etree._Element, walker: PageWalker) -> str:
    """The words of a cell, a line for each paragraph, list item and row of an inner table."""
    sink = _CellSink(walker)
    walker.walk(cell, sink)
    sink.end_line()
    return fold_lines("\n".join(sink.lines))
