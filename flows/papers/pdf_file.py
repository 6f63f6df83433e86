"""A paper as PDF, by typst: table headers on every page, tagged for screen readers, no font of the system.

Text reaches typst as JSON beside the template and is set as text, never read as markup.
"""

from __future__ import annotations

import json
import re
import tempfile
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
_LINE_MM_PER_PT = 0.42  # height of a line of a table by its type size
_CHARS_PER_MM_PT = 5.6  # signs that fit a millimetre, times the type size
_UNBROKEN_MM = 90  # a row that is taller may go over to the next page
_WIDE_SIGNS = 0.7  # share of that room which a word of wide signs needs no more than
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
        return typst.compile(
            str(main),
            root=str(root),
            font_paths=[str(font_folder())],
            ignore_system_fonts=True,
            format="pdf",
            timestamp=int(paper.made_at.astimezone(UTC).timestamp()) if paper.made_at else _UNDATED,
            package_path=str(root),
            package_cache_path=str(root),
        )


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
        "rows": [_describe_row(row, widths, paper.font_pt - 2) for row in table.rows],
    }


def _describe_row(row: Row | Band, widths_mm: list[float], size_pt: float) -> dict[str, Any]:
    if isinstance(row, Band):
        return {"band": clean_text(row.text)}
    cells = [clean_text(cell) for cell in row.cells]
    chars = [max(1, int(width * _CHARS_PER_MM_PT / size_pt)) for width in widths_mm]
    lines = max(
        sum(-(-len(line) // room) or 1 for line in cell.split("\n"))
        for cell, room in zip(cells, chars, strict=True)
    )
    cells = [_divide_words(cell, int(room * _WIDE_SIGNS)) for cell, room in zip(cells, chars, strict=True)]
    tall = lines * size_pt * _LINE_MM_PER_PT > _UNBROKEN_MM
    return {"cells": cells, "bold": row.bold, "breakable": tall}


def _divide_words(text: str, room: int) -> str:
    """Words that no line of a cell can hold may be divided anywhere, rather than run into the next cell."""
    if room < 1 or len(text) <= room:
        return text
    return re.sub(rf"\S{{{room + 1},}}", lambda word: "\u200b".join(word[0]), text)
