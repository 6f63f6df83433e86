"""Characters of office documents and web pages that print as nothing, or as another one. Pure."""

from __future__ import annotations

import re

from roadmaps.readers.hyphens import join_pair

_INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# Bullets and ticks of symbol fonts stand at U+F000 and above.
_PRINTED = {
    **{"\u2010": "-", "\u2011": "-", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"},
    **{"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•"},
    **{"\uf02d": "-", "\uf0fc": "✓", "\uf0fe": "☑"},
}
_DIVIDED = re.compile(r"[^\W\d]-$")
_REST = re.compile(r"(?!(?:и|или|либо|а)\b)[а-яёa-z]")  # "видео- и аудиозаписи" are two words
_ODD = re.compile(f"[{_INVISIBLE}{''.join(_PRINTED)}]")


def clean_characters(text: str) -> str:
    """The text as it prints: no soft hyphens or zero-width characters, plain hyphens."""
    # Hardly any text holds one of them: the search is much faster than str.translate.
    return _ODD.sub(lambda odd: _PRINTED.get(odd[0], ""), text) if _ODD.search(text) else text


def fold_lines(text: str) -> str:
    """Lines with single spaces, empty ones gone: what a cell keeps of its paragraphs.

    A word that somebody has divided by hand, with a hyphen and a new line, is put together.
    """
    lines = filter(None, (" ".join(line.split()) for line in clean_characters(text).split("\n")))
    folded: list[str] = []
    for line in lines:
        if folded and _DIVIDED.search(folded[-1]) and _REST.match(line):
            folded[-1] = join_pair(folded[-1], line)
        else:
            folded.append(line)
    return "\n".join(folded)
