"""Printed lines outside of tables -> paragraphs; page numbers and running heads left out. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from roadmaps.readers.hyphens import join_lines
from roadmaps.readers.pdf.pages import Line, PrintedPage

_PAGE_NUMBER = re.compile(r"[-–— ]*(?:стр(?:аница|\.)? ?)?(\d{1,4})[-–— .]*(?:из \d+)?", re.IGNORECASE)
_LIST_ITEM = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|[-–—•]\s|[а-яa-z]\)\s")
_MARGIN = 0.12  # of the page's height: where running heads and page numbers stand


@dataclass(frozen=True)
class PrintedParagraph:
    """Lines that read as one; ``line`` counts the lines of the page from 1."""

    lines: tuple[str, ...]
    line: int
    after_gap: bool

    def text(self, vocabulary: frozenset[str]) -> str:
        return join_lines(self.lines, vocabulary)


def drop_running_lines(pages: Sequence[PrintedPage]) -> None:
    """Take page numbers and the lines that stand on most pages out of the pages."""
    keys = Counter(key for page in pages for key in {_key(line) for line in _margin_lines(page)})
    for page in pages:
        margin = set(map(id, _margin_lines(page)))
        page.items = [
            item
            for item in page.items
            if id(item) not in margin
            or not isinstance(item, Line)
            or not _is_running(item, page, keys, len(pages))
        ]


def _margin_lines(page: PrintedPage) -> list[Line]:
    """The outermost lines of a page, above and below everything else."""
    ends = [*page.items[:2], *page.items[-2:]]
    high, low = page.height * _MARGIN, page.height * (1 - _MARGIN)
    return [item for item in ends if isinstance(item, Line) and (item.bottom < high or item.top > low)]


def _is_running(line: Line, page: PrintedPage, keys: Counter[tuple[int, str]], pages: int) -> bool:
    number = _PAGE_NUMBER.fullmatch(line.text)
    if number and abs(int(number[1]) - page.number) <= 2:
        return True
    return keys[_key(line)] >= max(3, pages * 0.6)


def _key(line: Line) -> tuple[int, str]:
    return round(line.top), re.sub(r"\d+", "#", line.text)


def group_lines(lines: Sequence[Line], first: int) -> list[PrintedParagraph]:
    """Paragraphs of lines that stand right below each other; ``first`` is the number of the first line."""
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    pitch = _usual_pitch(lines)
    groups: list[list[int]] = [[0]]
    for index in range(1, len(lines)):
        above, line = lines[index - 1], lines[index]
        if _goes_on(above, line, left, right, pitch):
            groups[-1].append(index)
        else:
            groups.append([index])
    return [
        PrintedParagraph(
            tuple(lines[i].text for i in group), first + group[0], _has_gap(lines, group[0], pitch)
        )
        for group in groups
    ]


def _usual_pitch(lines: Sequence[Line]) -> float:
    pitches = sorted(b.top - a.top for a, b in pairwise(lines))
    return pitches[len(pitches) // 4] if pitches else 0.0


def _has_gap(lines: Sequence[Line], index: int, pitch: float) -> bool:
    return index == 0 or lines[index].top - lines[index - 1].top > 1.6 * max(pitch, lines[index].height)


def _goes_on(above: Line, line: Line, left: float, right: float, pitch: float) -> bool:
    """The line above is full, and this one begins at the margin and no list item."""
    if line.top - above.top > 1.4 * max(pitch, line.height) or _LIST_ITEM.match(line.text):
        return False
    full = above.x1 > right - 0.15 * (right - left)
    indented = line.x0 > left + 12 and line.x0 > above.x0 + 12
    return (full and not indented) or above.text.endswith(("-", "\u00ad"))
