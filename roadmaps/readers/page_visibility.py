"""Which elements of a page print nothing: hidden ones, scripts, what a style sheet takes away. Pure."""

from __future__ import annotations

import re

from lxml import etree

_SILENT = frozenset(
    ["script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "xml", "del",
     "datalist", "audio", "video", "canvas", "rt", "rp", "map"]
)  # fmt: skip
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?", re.IGNORECASE)
_MAX_STYLES = 500_000


class Visibility:
    """Knows the simple rules of a page's own style sheets (``.draft {display: none}``)."""

    def __init__(self, root: etree._Element) -> None:
        sheets = "".join(style.text or "" for style in root.iter("style"))
        self._hidden = frozenset(_hidden_selectors(sheets[:_MAX_STYLES]))

    def hides(self, element: etree._Element) -> bool:
        """True where the element and all that is in it print nothing."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or element.get("hidden") is not None:
            return True
        style = element.get("style")
        if style and _HIDING.search(style):
            return True
        return bool(self._hidden) and self._matches_rule(tag, element)

    def _matches_rule(self, tag: str, element: etree._Element) -> bool:
        marks = [f".{name}" for name in element.get("class", "").split()]
        if element.get("id"):
            marks.append(f"#{element.get('id')}")
        return any(rule in self._hidden for mark in ["", *marks] for rule in (mark, tag + mark) if rule)


def _hidden_selectors(sheet: str) -> list[str]:
    """The simple selectors of rules that hide. What stands in ``@media`` holds for some screens only."""
    found: list[str] = []
    depth = 0
    for chunk in _without_comments(sheet).split("}"):
        opened = chunk.count("{")
        selectors, _, body = chunk.rpartition("{")
        if depth == 0 and opened == 1 and _HIDING.search(body):
            matches = (_SIMPLE.fullmatch(selector.strip()) for selector in selectors.split(","))
            found += [(m[1] or "").lower() + (m[2] or "") for m in matches if m and m[0]]
        depth = max(0, depth + opened - 1)
    return found


def _without_comments(sheet: str) -> str:
    """The sheet without ``/* … */`` and without the marks that hide it from very old browsers."""
    first, *rest = sheet.replace("<!--", " ").replace("-->", " ").split("/*")
    return " ".join([first, *(part.partition("*/")[2] for part in rest)])
