"""The real documents put into Word and into a page give what their text gives."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest

from roadmaps.documents import parse_blocks
from roadmaps.parsed import ParsedDocument
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.encoding import decode_text
from roadmaps.readers.hypertext import read_html
from roadmaps.readers.text import split_blocks
from roadmaps.readers.word import read_docx
from roadmaps.wording import plain
from word_files import cell, paragraph, row, table, word_file

Reader = Callable[[bytes, str], list[Block]]


def split_runs(blocks: list[Block]) -> list[list[Paragraph | RawRow]]:
    """Paragraphs one by one, rows in runs: a page break begins another table."""
    runs: list[list[Paragraph | RawRow]] = []
    for block in blocks:
        if not isinstance(block, Paragraph | RawRow):
            continue
        if isinstance(block, RawRow) and runs and isinstance(runs[-1][-1], RawRow) and not block.after_gap:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def as_word(blocks: list[Block]) -> bytes:
    body = ""
    for run in split_runs(blocks):
        body += paragraph() if run[0].after_gap else ""
        first = run[0]
        if isinstance(first, Paragraph):
            body += paragraph(html.escape(first.text))
        else:
            body += table(*(word_row(one) for one in run if isinstance(one, RawRow)))
    return word_file(body)


def word_row(one: RawRow) -> str:
    return row(*(cell(paragraph(html.escape(plain(text)))) for text in one.cells))


def as_page(blocks: list[Block]) -> bytes:
    body = ""
    for run in split_runs(blocks):
        body += "<br><br>" if run[0].after_gap else ""
        first = run[0]
        if isinstance(first, Paragraph):
            body += f"<div>{html.escape(first.text)}</div>"
        else:
            body += f"<table>{''.join(page_row(one) for one in run if isinstance(one, RawRow))}</table>"
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode()


def page_row(one: RawRow) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(plain(text))}</td>" for text in one.cells) + "</tr>"


def essence(document: ParsedDocument) -> dict[str, object]:
    """What was read, without the places."""
    return {
        "head": (document.kind, document.title, document.number, document.issued_on, document.period),
        "rows": [
            (t.number, t.title, t.section, t.term.raw, t.term.spans, t.responsible) for t in document.rows
        ],
        "points": [(point.number, point.text) for point in document.order_points],
        "indicators": [(entry["criterion"], entry["recommendations"]) for entry in document.indicators],
        "targets": len(document.targets),
        "monitorings": len(document.monitorings),
    }


@pytest.mark.shared
@pytest.mark.parametrize(("pack", "read"), [(as_word, read_docx), (as_page, read_html)], ids=["docx", "html"])
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_container_makes_no_difference(
    shared: Path, number: str, pack: Callable[[list[Block]], bytes], read: Reader
) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    blocks = split_blocks(decode_text(path.read_bytes()) or "", "а")
    packed, printed = parse_blocks(read(pack(blocks), "а"), "а"), parse_blocks(blocks, "а")
    assert essence(packed) == essence(printed)
    # Text cannot tell an empty cell from the rest of a merged one; a table with borders of its own can.
    results = zip(packed.rows, printed.rows, strict=True)
    assert all(row.expected_result in ("", same.expected_result) for row, same in results)


@pytest.mark.parametrize(("pack", "read"), [(as_word, read_docx), (as_page, read_html)], ids=["docx", "html"])
def test_an_empty_result_is_empty_where_the_format_would_show_a_merged_cell(
    pack: Callable[[list[Block]], bytes], read: Reader
) -> None:
    text = "План на 2025 год\n\n№\tМероприятие\tСрок\tРезультат\n1\tБуклет\tмай\t500 экз.\n2\tСлёт\tиюнь\t\n"
    blocks = split_blocks(text, "а")
    packed, printed = parse_blocks(read(pack(blocks), "а"), "а"), parse_blocks(blocks, "а")
    assert [row.expected_result for row in packed.rows] == ["500 экз.", ""]
    assert [row.expected_result for row in printed.rows] == ["500 экз.", "500 экз."]
