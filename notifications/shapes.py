"""Mails that differ in nothing but words share a shape: what templates make of it, with gaps for the words.

A template asks of a word whether there is one, and puts it somewhere. So mails whose lines have the
same kinds and the same words missing come out alike, and filling the gaps costs a twentieth of
rendering. A word that a template does more with stands in the outline by itself (``Line.catching_up``);
a test holds both ways equal for every template. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from models.values import ActionKind, Role
from notifications.wording import Line

MOST_LINES = 20  # longer mails are rarely alike
_COMMON = ("subject", "name", "day", "link")
_WORDS = (
    "occurrence_id",
    "number",
    "title",
    "expected_result",
    "raw_term",
    "dates",
    "days",
    "former_term",
    "roadmap",
    "responsible",
    "co_responsible",
    "controller",
    "your_role",
    "unreached",
    "reason",
    "extension",
)
_GAP = re.compile("\ue000([0-9]+)\ue001")  # private characters: stand-ins meet no text of strangers


@dataclass(frozen=True)
class LineOutline:
    """What decides on the shape of a line. ``has``: which of its words there are."""

    kind: ActionKind
    role: Role
    catching_up: str
    also_opened: bool
    has: tuple[bool, ...]


@dataclass(frozen=True)
class Outline:
    """What decides on the shape of a mail."""

    has: tuple[bool, ...]
    lines: tuple[LineOutline, ...]


@dataclass(frozen=True)
class Shape:
    """Text and HTML as the pieces between gaps and the numbers of the words in them, in turn."""

    text: tuple[tuple[str, ...], tuple[int, ...]]
    html: tuple[tuple[str, ...], tuple[int, ...]]


def words_of(data: Mapping[str, Any], lines: Sequence[Line]) -> list[str]:
    """The words of a mail in the order of their gaps; empty where there is none."""
    words = [data[name] for name in _COMMON]
    for line in lines:
        values = line.__dict__
        words += [values[name] for name in _WORDS]
    return words


def outline_of(words: Sequence[str], lines: Sequence[Line]) -> Outline:
    """The outline of a mail with these words."""
    has, step = tuple(map(bool, words)), len(_WORDS)
    starts = range(len(_COMMON), len(words), step)
    outlines = [
        LineOutline(line.kind, line.role, line.catching_up, line.also_opened, has[start : start + step])
        for line, start in zip(lines, starts, strict=True)
    ]
    return Outline(has[: len(_COMMON)], tuple(outlines))


def stand_in_words(outline: Outline) -> tuple[dict[str, str], list[Line]]:
    """Common words and lines that have a gap wherever a mail of this outline has a word."""
    lines = []
    for count, line in enumerate(outline.lines):
        gaps = _gaps(_WORDS, line.has, len(_COMMON) + count * len(_WORDS))
        plain = {"kind": line.kind, "role": line.role, "catching_up": line.catching_up}
        lines.append(Line(**plain, **gaps, due_on=None, also_opened=line.also_opened))  # type: ignore[arg-type]
    return _gaps(_COMMON, outline.has, 0), lines


def _gaps(names: Sequence[str], has: Sequence[bool], first: int) -> dict[str, str]:
    return {
        name: f"\ue000{number}\ue001" if there else ""
        for number, (name, there) in enumerate(zip(names, has, strict=True), start=first)
    }


def cut_shape(text: str, html: str) -> Shape:
    """The shape of what templates made of stand-ins."""
    return Shape(_cut(text), _cut(html))


def _cut(body: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    pieces = _GAP.split(body)
    return tuple(pieces[::2]), tuple(map(int, pieces[1::2]))


def fill_shape(shape: Shape, words: Sequence[str]) -> tuple[str, str]:
    """Text and HTML with the words in their gaps; those in HTML escaped."""
    text = _fill(*shape.text, [str(word) for word in words])
    return text, _fill(*shape.html, [str(escape(word)) if word else "" for word in words])


def _fill(pieces: Sequence[str], gaps: Sequence[int], words: Sequence[str]) -> str:
    filled = [part for piece, gap in zip(pieces, gaps, strict=False) for part in (piece, words[gap])]
    return "".join((*filled, pieces[-1]))
