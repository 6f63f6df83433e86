"""What the templates of pages and mails say: the pieces that are looked up in a catalogue. For tests."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment

from models.templates import translate_source

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "sroki" / "web" / "templates", ROOT / "flows" / "reporting" / "templates")
MAILS = ROOT / "notifications" / "templates"
PAPERS = ("report.html",)  # stay Russian
_COUNTED = re.compile(r'plural\(\s*"([^"]*)",\s*"[^"]*",\s*"([^"]*)"')
_ENVIRONMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


@functools.cache
def page_templates() -> dict[str, str]:
    """The sources of the templates of pages by name."""
    paths = (path for folder in PAGES for path in sorted(folder.glob("*.html")) if path.name not in PAPERS)
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


@functools.cache
def page_pieces() -> frozenset[tuple[str, str]]:
    """Template and text of each piece of the pages."""
    return frozenset((n, piece) for n, source in page_templates().items() for piece in pieces_of(n, source))


@functools.cache
def mail_templates() -> dict[str, str]:
    """The sources of the templates of mails by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(MAILS.iterdir())}


@functools.cache
def mail_pieces() -> frozenset[tuple[str, str]]:
    """Template and text of each piece of the mails."""
    return frozenset((n, piece) for n, source in mail_templates().items() for piece in pieces_of(n, source))


def pieces_of(name: str, source: str) -> list[str]:
    """The pieces of one template, in order."""
    found: list[str] = []
    translate_source(_ENVIRONMENT, source, name, found.append)  # type: ignore[arg-type]
    return found


def counted_in(sources: Iterable[str]) -> set[tuple[str, str]]:
    """The Russian forms for one and for many of each noun that templates count."""
    return {(one, many) for source in sources for one, many in _COUNTED.findall(source)}
