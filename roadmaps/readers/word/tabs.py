"""Tables drawn with tabs instead of a table: paragraphs in a row with the same three or more parts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmaps.readers.blocks import Block, Paragraph, RawRow

_LEAST_ROWS = 3
_LEAST_PARTS = 3


def find_tabbed_rows(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with runs of tabbed paragraphs as rows; elsewhere a tab is a space."""
    result: list[Block] = []
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and len(_parts(block.text)) >= _LEAST_PARTS:
            run.append(block)
            continue
        result += _settle(run)
        run = []
        result.append(_untabbed(block) if isinstance(block, Paragraph) else block)
    return result + _settle(run)


def _settle(run: Sequence[Paragraph]) -> list[Block]:
    if len(run) < _LEAST_ROWS:
        return [_untabbed(paragraph) for paragraph in run]
    rows = [[cell.strip() for cell in paragraph.text.split("\t")] for paragraph in run]
    if len({len(row) for row in rows}) > 1:  # several tabs in a row only reach for the next column
        rows = [_parts(paragraph.text) for paragraph in run]
    return [RawRow(tuple(row), p.place, p.after_gap) for row, p in zip(rows, run, strict=True)]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\t+", text) if part.strip()]


def _untabbed(paragraph: Paragraph) -> Paragraph:
    if "\t" not in paragraph.text:
        return paragraph
    return Paragraph(" ".join(paragraph.text.split()), paragraph.place, paragraph.after_gap)
