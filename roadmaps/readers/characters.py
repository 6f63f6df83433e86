"""Characters of office documents and web pages that print as nothing, or as another one. Pure."""

from __future__ import annotations

_INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_MAPPED = {
    **dict.fromkeys(map(ord, _INVISIBLE), ""),
    ord("\u2010"): "-",
    ord("\u2011"): "-",  # the no-break hyphen
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\u0085"): "\n",
}


def clean_characters(text: str) -> str:
    """The text as it prints: no soft hyphens or zero-width characters, plain hyphens."""
    return text if text.isascii() else text.translate(_MAPPED)


def fold_lines(text: str) -> str:
    """Lines with single spaces, empty ones gone: what a cell keeps of its paragraphs."""
    lines = (" ".join(line.split()) for line in clean_characters(text).split("\n"))
    return "\n".join(filter(None, lines))
