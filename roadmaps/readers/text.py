"""Plain text -> blocks: tab-separated rows, markdown tables, columns held apart by spaces. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from models.values import Place
from roadmaps.readers.blocks import Block, Paragraph, RawRow

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
_RULE_LINE = re.compile(r"[\s|+:=─━┼│┌┐└┘├┤┬┴/\\-]+")
_COLUMN_GAP = re.compile(r" {2,}")


def split_blocks(text: str, file: str) -> list[Block]:
    """Blocks of a text in their order; ``Place.line`` counts from 1, ``Place.page`` by form feeds."""
    blocks: list[Block] = []
    printed = _clean(text).split("\n")
    lines = _join_boxed_rows(printed)
    joined = frozenset(
        i for i, line in enumerate(printed, start=1) if line.strip() and not lines[i - 1].strip()
    )
    spaced, piped = _spaced_lines(lines), _piped_lines(lines)
    gap, page, has_pages = True, 1, "\f" in text
    for number, line in enumerate(lines, start=1):
        if "\f" in line:
            page += line.count("\f")
            line, gap = line.replace("\f", ""), True
        place = Place(file, line=number, page=page if has_pages else None)
        if number in piped:
            line = f"|{line.strip().strip('|')}|"
        block = _read_line(line, place, gap, number in spaced)
        gap = block is None and (gap or not (_is_rule(line) or number in joined))
        if block is not None:
            blocks.append(block)
    return blocks


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u0085", "\n")
    return text.replace("\u00a0", " ").replace("\u202f", " ").translate(_INVISIBLE)


def _is_rule(line: str) -> bool:
    """A line that only draws: ``|---|---|`` or ``------``."""
    return bool(line.strip()) and _RULE_LINE.fullmatch(line) is not None


_BOXED = re.compile(r"\s*[|│].*[|│]\s*")


def _join_boxed_rows(lines: list[str]) -> list[str]:
    """Rows of a box drawn with characters become one line each, at the first of their lines.

    Such a table rules off every row; a markdown table has one rule in all and stays as it is.
    """
    result = list(lines)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (
            _BOXED.fullmatch(lines[end]) or (_is_rule(lines[end]) and end + 1 < len(lines))
        ):
            end += 1
        rules = [i for i in range(start, end) if _is_rule(lines[i])]
        if len(rules) > 2 and end - start - len(rules) > 1:
            _join_between(result, [start - 1, *rules, end])
        start = max(end, start + 1)
    return result


def _join_between(lines: list[str], rules: list[int]) -> None:
    for first, last in pairwise(rules):
        rows = [re.split("[|│]", lines[i].strip()[1:-1]) for i in range(first + 1, last)]
        if len(rows) < 2 or len({len(row) for row in rows}) != 1:
            continue
        cells = [_join_wrapped([piece.strip() for piece in column]) for column in zip(*rows, strict=True)]
        lines[first + 1] = "| " + " | ".join(cells) + " |"
        lines[first + 2 : last] = [""] * (last - first - 2)


def _join_wrapped(pieces: list[str]) -> str:
    """Lines of one cell: a word divided at the line's end is joined."""
    text = ""
    for piece in filter(None, pieces):
        divided = text.endswith("-") and text[-2:-1].isalpha() and piece[0].islower()
        text = text[:-1] + piece if divided else f"{text} {piece}".strip()
    return text


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


_PIPED_RULE = re.compile(r"\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+")


def _piped_lines(lines: list[str]) -> frozenset[int]:
    """Numbers of the lines of markdown tables without bars at their ends: what stands around the rule."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if "|" not in line or not _PIPED_RULE.fullmatch(line) or index == 0 or "|" not in lines[index - 1]:
            continue
        found.add(index)
        following = index + 1
        while following < len(lines) and "|" in lines[following] and "\t" not in lines[following]:
            found.add(following + 1)
            following += 1
    return frozenset(found)


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
