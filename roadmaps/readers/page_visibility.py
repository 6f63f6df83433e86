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
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
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
    sheet = _without_media(_COMMENT.sub(" ", sheet))
    found = []
    for selectors, body in _RULE.findall(sheet):
        if not _HIDING.search(body):
            continue
        for selector in selectors.split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple and simple[0]:
                found.append((simple[1] or "").lower() + (simple[2] or ""))
    return found


def _without_media(sheet: str) -> str:
    """The sheet without ``@media`` blocks: what they say holds for some screens only."""
    kept, position = [], 0
    for match in re.finditer(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", sheet, re.IGNORECASE):
        kept.append(sheet[position : match.start()])
        position = match.end()
    return "".join([*kept, sheet[position:]])
