"""The bytes of a PDF -> blocks in reading order."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from models.errors import UnreadableFileError
from models.values import Place, Problem
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.characters import fold_lines
from roadmaps.readers.hyphens import join_lines, words_of_lines
from roadmaps.readers.pdf.columns import find_columns
from roadmaps.readers.pdf.joining import JoinedTable
from roadmaps.readers.pdf.pages import Line, PrintedPage, PrintedTable, read_page
from roadmaps.readers.pdf.paragraphs import PrintedParagraph, drop_running_lines, group_lines
from roadmaps.readers.pdf.repairs import repair_rows
from roadmaps.readers.pdf.scans import find_tesseract, recognise_page
from roadmaps.readers.pdf.streams import unpacks_to_bomb

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MAX_PAGES = 1_000

Part = tuple[int, PrintedParagraph] | JoinedTable  # a paragraph with its page


def read_pdf(content: bytes, file: str) -> list[Block]:
    """Blocks of a PDF. UnreadableFileError where it is encrypted, scanned or a bomb."""
    if unpacks_to_bomb(content):
        raise UnreadableFileError(
            "Файл «{file}» после распаковки слишком велик (архивная бомба): он не открывался.", file=file
        )
    pages = _read_pages(content, file)
    if not any(page.has_text for page in pages):
        raise UnreadableFileError(
            "В файле «{file}» нет текста: если это снимки страниц, установите программу tesseract с русским "
            "языком (tesseract-ocr-rus) и повторите.",
            file=file,
        )
    drop_running_lines(pages)
    parts = _join_pages(pages)
    vocabulary = words_of_lines(_texts(parts))
    recognised = {page.number for page in pages if page.recognised}
    blocks: list[Block] = []
    for number, part in enumerate(parts):
        if isinstance(part, JoinedTable):
            rows = list(_make_rows(part, file, number, vocabulary))
            blocks += repair_rows(rows) if part.rows[0].page in recognised else rows
        else:
            blocks.append(_make_paragraph(part, file, vocabulary))
    return [*blocks, *_report_pictures(pages, file), *_report_recognised(blocks, recognised)]


def _read_pages(content: bytes, file: str) -> list[PrintedPage]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font
    try:
        document = pdfplumber.open(io.BytesIO(content))
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect | PDFEncryptionError):
            raise UnreadableFileError(
                "Файл «{file}» зашифрован: снимите пароль и загрузите файл снова.", file=file
            ) from error
        raise
    pages = []
    with document:
        if len(document.pages) > _MAX_PAGES:
            raise UnreadableFileError("В файле «{file}» больше 1000 страниц: он не открывался.", file=file)
        for page in document.pages:
            pages.append(read_page(page))
            page.close()  # its characters are a few megabytes
        _recognise_pictures(document.pages, pages)
    return pages


def _recognise_pictures(originals: Sequence[Page], pages: list[PrintedPage]) -> None:
    """Replace the pages without any letter by what tesseract finds on them, where it is installed."""
    blank = not any(page.has_text for page in pages)
    scanned = [i for i, page in enumerate(pages) if not page.has_text and (page.has_pictures or blank)]
    program = find_tesseract() if scanned else None
    if program is None:
        return
    for index in scanned:
        pages[index] = recognise_page(originals[index], program) or pages[index]
        originals[index].close()


def _join_pages(pages: Sequence[PrintedPage]) -> list[Part]:
    """Paragraphs and tables in order; a table goes on over pages while nothing stands between."""
    parts: list[Part] = []
    for page in pages:
        lines: list[Line] = []
        count = 0
        for item in _with_columns(page):
            if isinstance(item, Line):
                lines.append(item)
                continue
            parts += [(page.number, paragraph) for paragraph in group_lines(lines, count + 1)]
            count, lines = count + len(lines), []
            _add_table(parts, item, page.number)
        parts += [(page.number, paragraph) for paragraph in group_lines(lines, count + 1)]
    return parts


def _add_table(parts: list[Part], table: PrintedTable, page: int) -> None:
    last = parts[-1] if parts else None
    if not isinstance(last, JoinedTable) or last.rows[-1].page == page or not last.goes_on_in(table):
        last = JoinedTable(table.edges)
        parts.append(last)
    last.take(table, page)


def _texts(parts: Sequence[Part]) -> Iterator[Sequence[str]]:
    for part in parts:
        if isinstance(part, JoinedTable):
            yield from (cell for row in part.rows for cell in row.cells if cell)
        else:
            yield part[1].lines


def _make_rows(table: JoinedTable, file: str, number: int, vocabulary: frozenset[str]) -> Iterator[RawRow]:
    for row in table.rows:
        cells = tuple(
            None if cell is None else fold_lines(join_lines(cell, vocabulary)) for cell in row.cells
        )
        place = Place(file, page=row.page, row=row.number)
        yield RawRow(cells, place, row.after_break, number)


def _make_paragraph(part: tuple[int, PrintedParagraph], file: str, vocabulary: frozenset[str]) -> Paragraph:
    page, printed = part
    text = fold_lines(printed.text(vocabulary))
    return Paragraph(text, Place(file, line=printed.line, page=page), printed.after_gap)


def _report_pictures(pages: Sequence[PrintedPage], file: str) -> list[Problem]:
    """Pages that hold nothing but a picture were scanned: what is on them was not read."""
    return [
        Problem(
            "scanned_page",
            "Страница — изображение без текста: она не прочитана.",
            Place(file, page=page.number),
        )
        for page in pages
        if page.has_pictures and not page.has_text
    ]


def _report_recognised(blocks: Sequence[Block], recognised: set[int]) -> list[Problem]:
    """Each row that was recognised from a picture is marked: roman numerals and dates suffer most."""
    sentence = "Строка распознана по изображению: сверьте номер, срок и имена с документом."
    return [
        Problem("recognised_row", sentence, block.place, raw=" | ".join(filter(None, block.cells)))
        for block in blocks
        if isinstance(block, RawRow) and block.place.page in recognised
    ]


def _with_columns(page: PrintedPage) -> list[Line | PrintedTable]:
    """The items of a page; where it has no ruled table, columns are looked for.

    Not on a recognised page: the words there stand too unevenly to tell columns from spaces.
    """
    lines = [item for item in page.items if isinstance(item, Line)]
    if page.recognised or len(lines) < len(page.items):
        return list(page.items)
    return find_columns(lines)
