"""The numbers that Word prints by itself before paragraphs (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from roadmaps.readers.figures import write_figure
from roadmaps.readers.word.names import flatten, number, switch, value, w
from roadmaps.readers.word.styles import LEVEL_OF_STYLE, Look, Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_LINKS = 5
_MAX_LABEL = 255  # characters; more is not allowed in Word either
_PLAIN_BULLETS = frozenset("-–—•*")


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number is made."""

    start: int
    format: str
    text: str
    separator: str
    restart: int | None  # the 1-based level whose use starts this one anew; 0 never, None any above
    decimal_only: bool
    hidden: bool
    style: str | None


@dataclass
class _Counters:
    """Where the numbers of one abstract list stand; None: not used since the last restart."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts the paragraphs of each list in the order in which they are printed."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        if root is not None:
            self._abstract = {a.get(w("abstractNumId"), ""): a for a in root.iter(w("abstractNum"))}
            self._lists = {n.get(w("numId"), ""): n for n in root.iter(w("num"))}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counters: dict[str, _Counters] = {}
        self._started: set[tuple[str, int]] = set()

    def next_label(self, look: Look, style: str | None) -> str:
        """The number before a paragraph with the space after it; "" where it has none. Counts it."""
        list_id = look.list_id
        if list_id is None or list_id == "0" or list_id not in self._lists:
            return ""
        levels = self._levels_of(list_id)
        index = look.list_level
        if index is None or index == LEVEL_OF_STYLE:
            index = _level_of_style(levels, style)
        level = levels.get(index)
        if level is None:
            return ""
        values = self._count(list_id, levels, index)
        if level.hidden:
            return ""
        text = _write_label(levels, level, values)
        return text + level.separator if text else ""

    def _count(self, list_id: str, levels: dict[int, Level], index: int) -> list[int | None]:
        counters = self._counters.setdefault(self._abstract_id(list_id), _Counters())
        values = counters.values
        self._apply_overrides(list_id, levels, values)
        current = values[index]
        values[index] = levels[index].start if current is None else current + 1
        for deeper in range(index + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or index + 1 <= restart:
                values[deeper] = None
        return values

    def _apply_overrides(self, list_id: str, levels: dict[int, Level], values: list[int | None]) -> None:
        """``w:startOverride`` begins the count anew the first time that its list is used (17.9.26)."""
        if (list_id, 0) in self._started:
            return
        self._started.add((list_id, 0))
        for override in self._lists[list_id].findall(w("lvlOverride")):
            index = number(override.get(w("ilvl")), 0, 0, _LEVELS - 1)
            if override.find(w("startOverride")) is not None and index in levels:
                values[index] = None

    def _abstract_id(self, list_id: str) -> str:
        """The list that really counts, links through numbering styles followed (17.9.21)."""
        found = value(self._lists.get(list_id), "abstractNumId") or ""
        for _ in range(_MAX_LINKS):
            link = value(self._abstract.get(found), "numStyleLink")
            target = self._styles.list_of_style(link) if link else None
            if target is None or target not in self._lists:
                break
            found = value(self._lists[target], "abstractNumId") or ""
        return found

    def _levels_of(self, list_id: str) -> dict[int, Level]:
        if list_id not in self._levels:
            abstract = self._abstract.get(self._abstract_id(list_id))
            found = _read_levels(abstract) if abstract is not None else {}
            for override in self._lists[list_id].findall(w("lvlOverride")):
                found.update(_read_override(override, found))
            self._levels[list_id] = found
        return self._levels[list_id]


def _level_of_style(levels: dict[int, Level], style: str | None) -> int:
    """A style that names a list but no level has the level that names the style (17.9.23)."""
    return next((index for index, level in levels.items() if style and level.style == style), 0)


def _read_levels(parent: etree._Element) -> dict[int, Level]:
    return {
        number(element.get(w("ilvl")), 0, 0, _LEVELS - 1): _read_level(element)
        for element in flatten(parent, w("lvl"))
    }


def _read_override(override: etree._Element, levels: dict[int, Level]) -> dict[int, Level]:
    index = number(override.get(w("ilvl")), 0, 0, _LEVELS - 1)
    own = override.find(w("lvl"))
    level = _read_level(own) if own is not None else levels.get(index)
    start = value(override, "startOverride")
    if level is None:
        return {}
    if start is not None:
        level = Level(**{**vars(level), "start": number(start, level.start)})
    return {index: level}


def _read_level(element: etree._Element) -> Level:
    formats = [f.get(w("val"), "decimal") for f in flatten(element, w("numFmt"))]
    text = element.find(w("lvlText"))
    restart = value(element, "lvlRestart")
    return Level(
        start=number(value(element, "start"), 0),
        format=formats[0] if formats else "decimal",
        text=(text.get(w("val")) or "")[:_MAX_LABEL] if text is not None else "",
        separator="" if value(element, "suff") == "nothing" else " ",
        restart=number(restart, 0, 0, _LEVELS) if restart is not None else None,
        decimal_only=bool(switch(element, "isLgl")),
        hidden=bool(switch(element.find(w("rPr")), "vanish")),
        style=value(element, "pStyle"),
    )


def _write_label(levels: dict[int, Level], level: Level, values: list[int | None]) -> str:
    if level.format == "bullet":
        return level.text if level.text in _PLAIN_BULLETS else "•" if level.text.strip() else ""

    def figure(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        source = levels.get(index)
        if source is None:
            return ""
        count = values[index]
        shown = source.start if count is None else count
        return write_figure(
            shown, "decimal" if level.decimal_only and source.format != "none" else source.format
        )

    return _PLACEHOLDER.sub(figure, level.text).strip()
