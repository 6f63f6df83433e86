"""The words of a page in the order in which they print: lines, list numbers, form fields. Pure."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from lxml import etree

from roadmaps.readers.characters import clean_characters
from roadmaps.readers.figures import write_figure
from roadmaps.readers.page_tables import find_strays
from roadmaps.readers.page_visibility import Visibility

# Elements that begin and end a line; those of the second set keep a distance to their neighbours.
_LINES = frozenset(
    ["div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center", "form",
     "fieldset", "legend", "li", "dt", "dd", "figcaption", "caption", "tr", "td", "th", "body", "details",
     "summary", "option"]
)  # fmt: skip
_APART = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "figure", "hr", "menu"]
)
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*\bnone", re.IGNORECASE)
_MAX_DEPTH = 150
_TABLE_DEPTH = 5  # a table inside a cell costs as many calls as so many elements
_SPACE = re.compile(r"[ \t\r\n\f]+")


class Sink(ABC):
    """Takes words and line ends from the walker and hands whole lines on."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gap = True
        self.label = ""  # the marker of a list item, printed before its first words

    @abstractmethod
    def take_line(self, text: str, after_gap: bool) -> None:
        """A line that is not empty."""

    @abstractmethod
    def take_table(self, table: etree._Element) -> None:
        """A table, the line before it ended."""

    def add(self, text: str) -> None:
        self._pieces.append(text)

    def end_line(self, apart: bool = False) -> None:
        """Hand on the line so far; ``apart``: what follows stands at a distance."""
        text = " ".join(clean_characters("".join(self._pieces)).split())
        self._pieces = []
        if text:
            self.take_line(self.label + text, self._gap)
            self._gap, self.label = False, ""
        self._gap = self._gap or apart

    def break_line(self) -> None:
        """``<br>``: an empty line is a gap."""
        self.end_line(apart=not "".join(self._pieces).strip())

    def take_gap(self) -> bool:
        """Whether a gap stands here; it is used up."""
        gap, self._gap = self._gap, False
        return gap


class PageWalker:
    """Walks over visible elements; nesting deeper than a person writes is read without its structure."""

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        self._depth = 0

    def walk(self, element: etree._Element, sink: Sink, keeps_lines: bool = False) -> None:
        """All words inside of an element."""
        if self._depth > _MAX_DEPTH:
            sink.add(" ".join(str(text) for text in element.itertext()))
            return
        self._depth += 1
        self._walk(element, sink, keeps_lines)
        self._depth -= 1

    def _walk(self, element: etree._Element, sink: Sink, keeps_lines: bool) -> None:
        _add_text(element.text, sink, keeps_lines)
        ordinal = _Ordinal(element) if element.tag in ("ol", "ul", "menu") else None
        for child in element:
            if not self.visibility.hides(child):
                if ordinal is not None and child.tag == "li":
                    sink.end_line()
                    sink.label = ordinal.next_label(child)
                    self.walk(child, sink, keeps_lines)
                    sink.end_line()
                    sink.label = ""
                else:
                    self._enter(child, sink, keeps_lines)
            _add_text(child.tail, sink, keeps_lines)

    def _enter(self, element: etree._Element, sink: Sink, keeps_lines: bool) -> None:
        tag = str(element.tag)
        if tag == "br":
            sink.break_line()
        elif tag == "table":
            self._take_table(element, sink)
        elif tag in ("input", "select", "textarea"):
            sink.add(_field_text(element))
        elif tag in _APART or tag in _LINES:
            apart = tag in _APART and not _is_tight(element)
            sink.end_line(apart)
            self.walk(element, sink, keeps_lines or tag == "pre")
            sink.end_line(apart)
        else:
            self.walk(element, sink, keeps_lines)

    def _take_table(self, table: etree._Element, sink: Sink) -> None:
        sink.end_line()
        self._depth += _TABLE_DEPTH
        if self._depth > _MAX_DEPTH:
            sink.add(" ".join(str(text) for text in table.itertext()))
        else:
            for caption in table.findall("caption"):
                self.walk(caption, sink)
                sink.end_line()
            sink.take_table(table)
            self._take_strays(table, sink)
        self._depth -= _TABLE_DEPTH

    def _take_strays(self, table: etree._Element, sink: Sink) -> None:
        """What stands in a table outside of its cells: browsers print it beside the table."""
        for stray in find_strays(table, self.visibility):
            if isinstance(stray, str):
                sink.add(stray)
                sink.end_line()
            else:
                self._take_table(stray, sink)


def _is_tight(element: etree._Element) -> bool:
    """Paragraphs that Word has exported stand close together; an empty one prints as an empty line."""
    is_word = element.get("class", "").startswith("Mso")
    return is_word and any(text.strip() for text in element.itertext())


def _add_text(text: str | None, sink: Sink, keeps_lines: bool) -> None:
    if not text:
        return
    if not keeps_lines:
        sink.add(_SPACE.sub(" ", text))
        return
    first, *rest = text.replace("\r\n", "\n").split("\n")
    sink.add(first)
    for line in rest:
        sink.break_line()
        sink.add(line)


class _Ordinal:
    """The marker that a browser prints before each item of a list (HTML standard, 4.4.5)."""

    def __init__(self, element: etree._Element) -> None:
        self._bare = bool(_NO_MARKER.search(element.get("style", "")))
        self._ordered = element.tag == "ol"
        self._style = _LIST_STYLES.get(element.get("type", "1"), "decimal")
        self._next = _whole(element.get("start"), 1)

    def next_label(self, item: etree._Element) -> str:
        if self._bare or _NO_MARKER.search(item.get("style", "")):
            return ""
        if not self._ordered:
            return "• "
        count = _whole(item.get("value"), self._next)
        self._next = count + 1
        return f"{write_figure(count, self._style)}. "


def _whole(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else default


def _field_text(element: etree._Element) -> str:
    """What a form field shows."""
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return ", ".join("".join(str(t) for t in option.itertext()).strip() for option in chosen)
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☒" if element.get("checked") is not None else ""
    return element.get("value", "") if kind in ("text", "date", "number", "tel", "email", "search") else ""
