"""A paper as PDF, by typst: table headers on every page, tagged for screen readers, no font of the system.

Text reaches typst as JSON beside the template and is set as text, never read as markup.
"""

from __future__ import annotations

import json
import math
import re
import tempfile
import threading
from datetime import UTC
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flows.papers.blocks import (
    Band,
    Block,
    CornerBlock,
    Figure,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Signature,
    TableBlock,
    clean_text,
)

_TEMPLATE = Path(__file__).parent / "paper.typ"
_TEXT_WIDTH_MM = {False: 165.0, True: 267.0}  # portrait, landscape: as the template's margins leave it
_LINE_MM_PER_PT = 0.45  # height of a line of a table by its type size
_MM_PER_PT = 25.4 / 72
_CELL_INSET_MM = 2.9
_UNBROKEN_MM = 90  # a row that is taller may go over to the next page
# How wide the serif's letters are, in ems: measured on paper, rounded up; what is not named is the widest.
_ADVANCES_EM = (
    (0.35, ".,:;!|'()/-ijltfrI"),
    (0.5, "0123456789зэёгсеаьвябх_cabdegksovzq?#«»тк"),
    (0.6, "опнирулйчдцъhnpuy–=ЕЗЬЁЭБЯВУРЧГТLFSPBRTZEY"),
    (0.73, "фмжыюДХПФЦАОИЙНЛКСЪGADNOQUXVCHK%&"),
)
_EMS = {char: width for width, chars in _ADVANCES_EM for char in chars}
_AVERAGE_EM, _WIDEST_EM = 0.53, 1.0
_MAY_DIVIDE = "\u200b"
_HYPHENATED = "\u2063"
_LONGEST_WORD = 40
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"(\W*)([^\W\d_]+)(\W*)")
_MARK_WITHIN = re.compile(r"(?<=[^\W_][-–—/?&=_])(?=\w)")
_MOST_TAGGED_ROWS = 3000  # tags for screen readers make the file of more rows six times as large
_SETTING = threading.Lock()  # ten thousand rows take 1.6 GB while they are set: one paper at a time
_UNDATED = 946684800  # 2000-01-01: the properties need some moment; the same paper, the same bytes


def write_pdf(paper: Paper) -> bytes:
    """The paper as PDF bytes."""
    import typst

    with tempfile.TemporaryDirectory(prefix="sroki-paper-") as folder:
        root = Path(folder)
        blocks = [_describe(block, paper, root, number) for number, block in enumerate(paper.blocks)]
        data = {
            "title": clean_text(paper.title),
            "author": clean_text(paper.author),
            "landscape": paper.landscape,
            "font_pt": paper.font_pt,
            "blocks": blocks,
        }
        (root / "paper.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        main = root / "paper.typ"
        main.write_bytes(_TEMPLATE.read_bytes())
        with _SETTING:
            return typst.compile(
                str(main),
                root=str(root),
                font_paths=[str(font_folder())],
                ignore_system_fonts=True,
                format="pdf",
                timestamp=int(paper.made_at.astimezone(UTC).timestamp()) if paper.made_at else _UNDATED,
                package_path=str(root),
                package_cache_path=str(root),
                pdf_tags=_count_rows(paper) <= _MOST_TAGGED_ROWS,
            )


def _count_rows(paper: Paper) -> int:
    return sum(len(block.rows) for block in paper.blocks if isinstance(block, TableBlock))


def font_folder() -> Path:
    """Fonts that come with matplotlib (DejaVu), for signs that typst's own serif lacks and for charts."""
    found = find_spec("matplotlib")
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) / "mpl-data" / "fonts" / "ttf" if places else Path()


def _describe(block: Block, paper: Paper, root: Path, number: int) -> dict[str, Any]:
    """A block as the template takes it; pictures become files beside it."""
    match block:
        case Heading():
            return {
                "kind": "heading",
                "text": clean_text(block.text),
                "level": block.level,
                "align": block.align,
            }
        case Paragraph():
            return {
                "kind": "paragraph",
                "text": clean_text(block.text),
                "align": block.align,
                "bold": block.bold,
                "italic": block.italic,
                "indent": block.indent,
                "keep_with_next": block.keep_with_next,
            }
        case Items():
            return {
                "kind": "items",
                "texts": [clean_text(t) for t in block.texts],
                "numbered": block.numbered,
            }
        case TableBlock():
            return _describe_table(block, paper)
        case Figure():
            (root / f"figure-{number}.svg").write_bytes(block.chart.svg)
            return {
                "kind": "figure",
                "file": f"figure-{number}.svg",
                "alt": clean_text(block.chart.alt),
                "caption": clean_text(block.caption),
                "width_mm": min(block.width_mm, _TEXT_WIDTH_MM[paper.landscape]),
            }
        case Signature():
            return {
                "kind": "signature",
                "post": clean_text(block.post),
                "name": clean_text(block.name),
                "date_line": block.date_line,
            }
        case CornerBlock():
            return {"kind": "corner", "lines": [clean_text(line) for line in block.lines]}
        case PageBreak():
            return {"kind": "page_break"}


def _describe_table(table: TableBlock, paper: Paper) -> dict[str, Any]:
    total = sum(column.width for column in table.columns)
    widths = [_TEXT_WIDTH_MM[paper.landscape] * column.width / total for column in table.columns]
    return {
        "kind": "table",
        "caption": clean_text(table.caption),
        "headings": [clean_text(column.heading) for column in table.columns],
        "widths": [column.width for column in table.columns],
        "aligns": [column.align for column in table.columns],
        "rows": [
            _describe_band(row, above)
            if isinstance(row, Band)
            else _describe_row(row, widths, paper.font_pt - 2)
            for above, row in zip((None, *table.rows), table.rows, strict=False)
        ],
    }


def _describe_band(band: Band, above: Row | Band | None) -> dict[str, Any]:
    """A band right below another belongs to it."""
    return {"band": clean_text(band.text), "level": 3 if isinstance(above, Band) else 2}


def _describe_row(row: Row, widths_mm: list[float], size_pt: float) -> dict[str, Any]:
    rooms_em = [(width - _CELL_INSET_MM) / (size_pt * _MM_PER_PT) for width in widths_mm]
    cells = [divide_words(clean_text(cell), room) for cell, room in zip(row.cells, rooms_em, strict=True)]
    lines = max(
        sum(math.ceil(len(line) * _AVERAGE_EM / room) or 1 for line in cell.split("\n"))
        for cell, room in zip(cells, rooms_em, strict=True)
    )
    tall = lines * size_pt * _LINE_MM_PER_PT > _UNBROKEN_MM
    return {"cells": cells, "bold": row.bold, "breakable": tall}


def divide_words(text: str, room_em: float) -> str:
    """Words wider than ``room_em`` may be divided, rather than run into the next cell.

    An address or the name of a file after a mark, a word by the rules of its language (the template sees
    to what stands between two ``HYPHENATED``), and what is no word anywhere.
    """
    if len(text) * _WIDEST_EM <= room_em:
        return text
    return _WORD.sub(lambda word: _divide_word(word[0], room_em), text)


def _divide_word(word: str, room_em: float) -> str:
    if _measure(word) <= room_em:
        return word
    return _MAY_DIVIDE.join(_divide_piece(piece, room_em) for piece in _MARK_WITHIN.split(word))


def _divide_piece(piece: str, room_em: float) -> str:
    if _measure(piece) <= room_em:
        return piece
    letters = _LETTERS.fullmatch(piece)
    if letters and len(letters[2]) <= _LONGEST_WORD:
        return f"{letters[1]}{_HYPHENATED}{letters[2]}{_HYPHENATED}{letters[3]}"
    return _MAY_DIVIDE.join(piece)


def _measure(word: str) -> float:
    """The width of a word in ems, rather too much than too little."""
    return sum(_EMS.get(char, _WIDEST_EM) for char in word)
