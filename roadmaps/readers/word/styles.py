"""Styles of a Word document: what is hidden, what is numbered, what stands apart (ECMA-376-1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

from lxml import etree

from roadmaps.readers.word.names import VAL, children, is_on, number, switch, value, w

_VANISH, _RUN_STYLE = w("vanish"), w("rStyle")
LEVEL_OF_STYLE = -1
_MAX_CHAIN = 12  # Word allows eleven steps of "based on"


@dataclass(frozen=True)
class Look:
    """What the styles say of a paragraph; None where they say nothing. Spacing in twentieths of a point."""

    hidden: bool | None = None
    list_id: str | None = None
    list_level: int | None = None  # LEVEL_OF_STYLE where a list is named without a level
    align: str | None = None
    indent: str | None = None
    before: int | None = None
    after: int | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below it."""
        said = {name: value for name, value in vars(self).items() if value is not None}
        return replace(below, **said) if said else below


class Styles:
    """Looks of paragraphs and runs, styles and defaults included, each style resolved once."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.findall(w("style")) if root is not None else []
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._looks: dict[str, Look] = {}
        self._seen: dict[tuple[Look, str | None], Look] = {}
        default = next((s for s in found if s.get(w("type")) == "paragraph" and _is_default(s)), None)
        self._default = default.get(w("styleId")) if default is not None else None
        defaults = root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}") if root is not None else None
        self._base = read_look(defaults, None)

    def look_of(self, properties: etree._Element | None) -> Look:
        """The look of a paragraph: its own properties over those of its style."""
        style = value(properties, "pStyle") or self._default
        key = read_look(properties, None), style
        if key not in self._seen:
            self._seen[key] = key[0].over(self.style_look(style))
        return self._seen[key]

    def style_look(self, style: str | None) -> Look:
        """The look of a style with all that it is based on."""
        if style is None or style not in self._styles:
            return self._base
        if style not in self._looks:
            looks = [read_look(s.find(w("pPr")), s.find(w("rPr"))) for s in self._chain(style)]
            self._looks[style] = reduce(lambda upper, below: upper.over(below), [*looks, self._base])
        return self._looks[style]

    def style_of(self, properties: etree._Element | None) -> str | None:
        """The style that a paragraph has, named or by default."""
        return value(properties, "pStyle") or self._default

    def name_of(self, style: str | None) -> str:
        """The name that Word knows a style by, small letters."""
        found = self._styles.get(style or "")
        return (value(found, "name") or "").lower()

    def list_of_style(self, style: str) -> str | None:
        """The list that a numbering style stands for."""
        return self.style_look(style).list_id

    def hides(self, said: dict[str, etree._Element], look: Look) -> bool:
        """True when a run prints as nothing: its own word, else paragraph and character style together.

        ``said``: the children of its ``w:rPr``.

        17.7.3: hidden text is a toggle, so two styles that both hide show again.
        """
        own = is_on(said.get(_VANISH))
        if own is not None:
            return own
        style = said[_RUN_STYLE].get(VAL) if _RUN_STYLE in said else None
        by_run = bool(self.style_look(style).hidden) if style else False
        return by_run != bool(look.hidden)

    def _chain(self, style: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        following: str | None = style
        while following in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[following])
            following = value(chain[-1], "basedOn")
        return chain


def _is_default(style: etree._Element) -> bool:
    return style.get(w("default"), "0").lower() in ("1", "true", "on")


_NUMBERED, _SPACING, _INDENT, _ALIGN = w("numPr"), w("spacing"), w("ind"), w("jc")
_SIDES = tuple(map(w, ("left", "start", "firstLine", "hanging")))
_SAYING = frozenset([_NUMBERED, _SPACING, _INDENT, _ALIGN])


def read_look(paragraph: etree._Element | None, run: etree._Element | None) -> Look:
    """What one ``w:pPr`` and one ``w:rPr`` say themselves."""
    said = children(paragraph)
    hidden = switch(run, "vanish")
    if _SAYING.isdisjoint(said):
        return Look(hidden=hidden)
    numbered, spacing, indent, align = map(said.get, (_NUMBERED, _SPACING, _INDENT, _ALIGN))
    level = value(numbered, "ilvl")
    return Look(
        hidden=hidden,
        list_id=value(numbered, "numId"),
        list_level=number(level, LEVEL_OF_STYLE, 0, 8) if numbered is not None else None,
        align=align.get(VAL) if align is not None else None,
        indent="/".join(indent.get(side, "") for side in _SIDES) if indent is not None else None,
        before=_twips(spacing, "before"),
        after=_twips(spacing, "after"),
    )


def _twips(spacing: etree._Element | None, side: str) -> int | None:
    if spacing is None:
        return None
    said = spacing.get(w(side))
    if spacing.get(w(f"{side}Autospacing"), "0").lower() in ("1", "true", "on"):
        return 280  # what Word takes for "auto"
    return number(said, 0) if said is not None else None
