"""Word documents (.docx, also Strict Open XML) -> blocks.

Reads what the document prints when all tracked changes are accepted, automatic numbers included.
"""

from __future__ import annotations

from models.errors import UnreadableFileError
from models.values import Place, Problem
from roadmaps.readers.blocks import Block
from roadmaps.readers.word.body import BodyReader
from roadmaps.readers.word.inline import Story
from roadmaps.readers.word.names import w
from roadmaps.readers.word.numbering import Numbering
from roadmaps.readers.word.parts import WordParts
from roadmaps.readers.word.styles import Styles
from roadmaps.readers.word.tabs import find_tabbed_rows

__all__ = ["read_docx"]


def read_docx(content: bytes, file: str) -> list[Block]:
    """Blocks of a .docx file's bytes. UnreadableFileError where it is broken, encrypted or dangerous.

    ``Place.line`` counts paragraphs and rows of the document, ``Place.row`` the rows of a table;
    ``Place.page`` is set where Word has left its page breaks.
    """
    return _read(content, file, embedded=False)


def _read(content: bytes, file: str, embedded: bool) -> list[Block]:
    parts = WordParts(content, file)
    root = parts.main()
    body = root.find(w("body"))
    styles = Styles(parts.related("styles"))
    story = Story(styles, Numbering(parts.related("numbering"), styles))
    has_pages = next(root.iter(w("lastRenderedPageBreak")), None) is not None
    reader = BodyReader(story, file, has_pages, lambda name: _read_chunk(parts, name, embedded))
    if body is not None:
        reader.take(body)
    return find_tabbed_rows(reader.blocks)


def _read_chunk(parts: WordParts, identifier: str, embedded: bool) -> list[Block]:
    """A document that Word takes in when it opens this one (17.17.2): a page or another Word file."""
    content = parts.embedded(identifier) or b""
    try:
        if content.startswith(b"PK") and not embedded:
            return _read(content, parts.file, embedded=True)
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            from roadmaps.readers.hypertext import read_html

            return read_html(content, parts.file)
    except UnreadableFileError as error:
        return [_unread(parts.file, str(error))]
    return [_unread(parts.file, "вид этой части не читается.")]


def _unread(file: str, reason: str) -> Problem:
    sentence = f"Вставленная часть документа не прочитана: {reason}"
    return Problem("unread_part", sentence, Place(file))
