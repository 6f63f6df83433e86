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
_COMMON = ("subject", "name", "day", "link", "label", "short_label", "opening_days")
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
_Cut = tuple[tuple[str, ...], tuple[int, ...]]
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
    """Subject, text and HTML: the pieces between gaps, and the numbers of the words in these."""

    subject: _Cut
    text: _Cut
    html: _Cut


def words_of(data: Mapping[str, Any], lines: Sequence[Line]) -> list[str]:
    """The words of a mail in the order of their gaps, each a clean line; empty where there is none.

    The subject is none yet: ``fill_shape`` makes it.
    """
    words = ["", *(data[name] for name in _COMMON[1:])]
    for line in lines:
        values = line.__dict__
        words += [str(values[name]) for name in _WORDS]
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
    return _gaps(_COMMON, (True, *outline.has[1:]), 0), lines


def _gaps(names: Sequence[str], has: Sequence[bool], first: int) -> dict[str, str]:
    return {
        name: f"\ue000{number}\ue001" if there else ""
        for number, (name, there) in enumerate(zip(names, has, strict=True), start=first)
    }


def cut_shape(subject: str, text: str, html: str) -> Shape:
    """The shape of what templates made of stand-ins."""
    return Shape(_cut(subject), _cut(text), _cut(html))


def _cut(body: str) -> _Cut:
    pieces = _GAP.split(body)
    return tuple(pieces[::2]), tuple(map(int, pieces[1::2]))


def fill_shape(shape: Shape, words: Sequence[str]) -> tuple[str, str, str]:
    """Subject, text and HTML with the words in their gaps; those in HTML escaped."""
    subject = _fill(*shape.subject, words).strip()
    words = [subject, *words[1:]]
    escaped = str(escape("\n".join(words))).split("\n")  # all at once: no word has a line end
    return subject, _fill(*shape.text, words), _fill(*shape.html, escaped)


def _fill(pieces: Sequence[str], gaps: Sequence[int], words: Sequence[str]) -> str:
    filled = [""] * (len(pieces) + len(gaps))
    filled[::2], filled[1::2] = pieces, [words[gap] for gap in gaps]
    return "".join(filled)
