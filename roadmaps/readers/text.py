"""Plain text -> blocks: tab-separated rows, markdown tables, columns held apart by spaces. Pure."""

from __future__ import annotations

import re

from models.values import Place
from roadmaps.readers.blocks import Block, Paragraph, RawRow

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_RULE_LINE = re.compile(r"[\s|+:=─━┼│┌┐└┘├┤┬┴-]+")
_COLUMN_GAP = re.compile(r" {2,}")


def split_blocks(text: str, file: str) -> list[Block]:
    """Blocks of a text in their order; ``Place.line`` counts from 1, ``Place.page`` by form feeds."""
    blocks: list[Block] = []
    lines = _clean(text).split("\n")
    spaced = _spaced_lines(lines)
    gap, page, has_pages = True, 1, "\f" in text
    for number, line in enumerate(lines, start=1):
        if "\f" in line:
            page += line.count("\f")
            line, gap = line.replace("\f", ""), True
        place = Place(file, line=number, page=page if has_pages else None)
        block = _read_line(line, place, gap, number in spaced)
        gap = block is None and (gap or not _is_rule(line))
        if block is not None:
            blocks.append(block)
    return blocks


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u0085", "\n")
    return text.replace("\u00a0", " ").replace("\u202f", " ").translate(_INVISIBLE)


def _is_rule(line: str) -> bool:
    """A line that only draws: ``|---|---|`` or ``------``."""
    return bool(line.strip()) and _RULE_LINE.fullmatch(line) is not None


def _read_line(line: str, place: Place, gap: bool, spaced: bool) -> Block | None:
    if "\t" in line:
        return RawRow(tuple(cell.strip() for cell in line.split("\t")), place, gap)
    stripped = line.strip()
    if not stripped or _is_rule(line):
        return None
    if stripped[0] in "|│" and stripped[-1] in "|│" and len(stripped) > 2:
        cells = re.split(r"(?<!\\)[|│]", stripped[1:-1])
        return RawRow(tuple(cell.replace("\\|", "|").strip() for cell in cells), place, gap)
    if spaced:
        return RawRow(tuple(_COLUMN_GAP.split(stripped)), place, gap)
    return _paragraph(line, place, gap)


def _paragraph(line: str, place: Place, gap: bool) -> Paragraph | None:
    text = " ".join(line.split())
    return Paragraph(text, place, gap) if text else None


def _spaced_lines(lines: list[str]) -> frozenset[int]:
    """Numbers of lines in runs of three or more that each hold three or more cells two spaces apart."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, ""], start=1):
        if "\t" not in line and len(_COLUMN_GAP.split(line.strip())) >= 3:
            run.append(number)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return frozenset(found)
