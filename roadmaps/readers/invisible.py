"""Characters that nobody sees and that change what is read: zero width, direction of writing. Pure.

Readers take them out. Since they may hide words, or turn what a person sees into something else than
what a program reads (UTR 36, section 3), the document is flagged.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from models.values import Place, Problem

# Soft hyphens and byte order marks are ordinary; joiners stand inside emoji only.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_BODY_PARTS = re.compile(r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml|content\.xml")


def flag_invisible(content: bytes, text: str, file: str) -> list[Problem]:
    """One problem, with the place of the first such character, or none. ``text``: of plain formats."""
    pieces = [text] if text else list(_texts_of(content))
    found = [(piece, _INVISIBLE.findall(piece)) for piece in pieces]
    count = sum(len(characters) for _, characters in found)
    if not count:
        return []
    first = _INVISIBLE.search(text)
    line = text.count("\n", 0, first.start()) + 1 if first else None
    sentence = f"В документе есть невидимые знаки ({count}): проверьте, то ли прочитано, что видно глазами."
    return [Problem("invisible_characters", sentence, Place(file, line=line))]


def _texts_of(content: bytes) -> Iterator[str]:
    """The text of an office archive's body, or of a page."""
    if not content.startswith(b"PK"):
        yield content.decode("utf-8", "ignore") if not content.startswith(b"%PDF") else ""
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if _BODY_PARTS.fullmatch(name):
                yield archive.read(name).decode("utf-8", "ignore")
