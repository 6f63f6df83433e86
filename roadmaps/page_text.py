"""The title and the words of a web page, from its bytes. Pure; builds no tree of what a stranger wrote."""

from __future__ import annotations

import codecs
import contextlib
import re
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from roadmaps.readers.encoding import decode_text

MOST_BYTES = 2 * 1024 * 1024  # of a page that are read for its words; the rest is padding or hostile
_CHUNK_CHARS = 64 * 1024
_TITLE_CHARS = 500
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_LINES = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "ul"}
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_-]{1,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*\"?([a-z0-9_-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True)
class PageText:
    """``title`` None where the page has none; ``text`` None for what is neither HTML nor text."""

    title: str | None = None
    text: str | None = None


def read_page(content: bytes, content_type: str) -> PageText:
    """The words that a reader of the page sees, line by line, in its first ``MOST_BYTES``."""
    content = content[:MOST_BYTES]
    kind = content_type.split(";", 1)[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml", ""):
        return _read_html(_decode(content, content_type))
    if kind.startswith("text/"):
        return PageText(text=_tidy(_decode(content, content_type)) or None)
    return PageText()


def _decode(content: bytes, content_type: str) -> str:
    named = _HEADER_CHARSET.search(content_type)
    meta = _META_CHARSET.search(content[:2048])
    for name in filter(None, (named and named[1], meta and meta[1].decode("ascii"))):
        try:
            return content.decode(codecs.lookup(name).name, "replace")
        except (LookupError, ValueError, AttributeError):
            continue
    return decode_text(content) or content.decode("utf-8", "replace")


def _read_html(text: str) -> PageText:
    target = _Words()
    parser = etree.HTMLParser(target=cast(Any, target), no_network=True, recover=True)
    # A NUL ends the text for libxml2, and everything behind it would go unseen.
    clean = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    for start in range(0, len(clean), _CHUNK_CHARS):
        parser.feed(clean[start : start + _CHUNK_CHARS])
    with contextlib.suppress(etree.LxmlError):  # what was read before a fault stays
        parser.close()
    title = " ".join("".join(target.title).split())[:_TITLE_CHARS]
    return PageText(title or None, _tidy("".join(target.words)) or None)


class _Words:
    """Collects words outside of scripts and styles; the title apart."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.title: list[str] = []
        self._silent = 0
        self._in_title = False

    def start(self, tag: str, _attributes: object) -> None:
        self._silent += tag in _SILENT
        self._in_title = tag == "title" and not self.title
        if tag in _LINES or tag in ("td", "th"):
            self.words.append("\n" if tag in _LINES else " ")

    def end(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        self._in_title = False
        if tag in _LINES:
            self.words.append("\n")

    def data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._silent:
            self.words.append(data)

    def comment(self, _text: str) -> None: ...

    def close(self) -> None: ...


def _tidy(text: str) -> str:
    kept = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    lines = (" ".join(line.split()) for line in kept.split("\n"))
    return "\n".join(line for line in lines if line)
