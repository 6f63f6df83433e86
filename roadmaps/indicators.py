"""Criteria, indicators and recommendations of a letter after a monitoring. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmaps.readers.blocks import Paragraph
from roadmaps.wording import join_pieces, plain, starts_lower

_CRITERION = re.compile(r"критери[йя]\s*№?\s*(\d+)[.:)]?\s*(.*)", re.IGNORECASE)
_INDICATOR = re.compile(r"(?:показател[ья]|индикатор)\s*№?\s*(\d+(?:\.\d+)*)[.:)]?\s*(.*)", re.IGNORECASE)
_BULLET = re.compile(r"[-–—•*·▪]\s+(.*)")
_LEAD_IN = re.compile(r"рекоменд", re.IGNORECASE)


class _Reader:
    def __init__(self) -> None:
        self.found: list[dict[str, object]] = []
        self.criterion: tuple[str | None, str | None, int | None] = (None, None, None)
        self.recommendations: list[str] | None = None
        self.lines: list[int | None] = []

    def open(self, number: str | None, title_raw: str | None, line: int | None) -> None:
        self.recommendations, self.lines = [], []
        self.found.append(
            {
                "line": line,
                "criterion": self.criterion[0],
                "criterion_number": self.criterion[1],
                "criterion_line": self.criterion[2],
                "indicator_number": number,
                "indicator_title": _bare_title(title_raw) if title_raw else None,
                "indicator_title_raw": title_raw,
                "recommendations": self.recommendations,
                "recommendation_lines": self.lines,
            }
        )

    def take(self, text: str, line: int | None) -> None:
        criterion, indicator, bullet = _CRITERION.match(text), _INDICATOR.match(text), _BULLET.match(text)
        if criterion:
            self.criterion = (text.rstrip(" :"), criterion[1], line)
            self.recommendations = None
        elif indicator:
            self.open(indicator[1], indicator[2].rstrip(" :"), line)
        elif bullet and (self.recommendations is not None or self.criterion[0]):
            if self.recommendations is None:
                self.open(None, None, self.criterion[2])
            self.add(bullet[1], line)
        elif self.recommendations:
            self.go_on(text, line)

    def add(self, text: str, line: int | None) -> None:
        if self.recommendations is not None:
            self.recommendations.append(text)
            self.lines.append(line)

    def go_on(self, text: str, line: int | None) -> None:
        """A line below a recommendation: its continuation, or another one without a bullet."""
        if self.recommendations and starts_lower(text) and not self.recommendations[-1].endswith((".", ";")):
            self.recommendations[-1] = join_pieces(self.recommendations[-1], text)
        elif self.recommendations is not None and starts_lower(text):
            self.add(text, line)


def bare_item(text: str) -> str:
    """An item of a list without its bullet, as a recommendation holds it."""
    bullet = _BULLET.match(text)
    return plain(bullet[1] if bullet else text)


def read_indicators(paragraphs: Sequence[Paragraph]) -> list[dict[str, object]]:
    """One entry for each indicator, or for a criterion whose recommendations hang directly under it."""
    reader = _Reader()
    for paragraph in paragraphs:
        text = (
            plain(paragraph.text) if not _BULLET.match(paragraph.text) else f"- {plain(paragraph.text[1:])}"
        )
        if text:
            reader.take(text, paragraph.place.line)
    return reader.found


def read_listed_recommendations(paragraphs: Sequence[Paragraph]) -> list[dict[str, object]]:
    """Bulleted recommendations below a line that announces them, for letters without criteria."""
    reader = _Reader()
    for paragraph in paragraphs:
        text = paragraph.text
        bullet = _BULLET.match(text)
        if bullet:
            reader.add(plain(bullet[1]), paragraph.place.line)
        elif _LEAD_IN.search(text) and text.rstrip().endswith(":"):
            reader.criterion = (plain(text).rstrip(" :"), None, paragraph.place.line)
            reader.open(None, None, paragraph.place.line)
        else:
            reader.recommendations = None
    return [entry for entry in reader.found if entry["recommendations"]]


def _bare_title(title: str) -> str:
    text = title.rstrip(" :.")
    if text.startswith("«"):
        text = text[1:]
        if text.endswith("»") and text.count("»") > text.count("«"):
            text = text[:-1]
    return text
