"""Word documents (.docx, also Strict Open XML) -> blocks.

Reads what the document prints when all tracked changes are accepted, automatic numbers included.
"""

from __future__ import annotations

from roadmaps.readers.blocks import Block
from roadmaps.readers.word.body import BodyReader
from roadmaps.readers.word.inline import Story
from roadmaps.readers.word.names import w
from roadmaps.readers.word.numbering import Numbering
from roadmaps.readers.word.parts import WordParts
from roadmaps.readers.word.styles import Styles

__all__ = ["read_docx"]


def read_docx(content: bytes, file: str) -> list[Block]:
    """Blocks of a .docx file's bytes; ``Place.line`` counts paragraphs and rows.

    ``Place.row`` counts the rows of a table, ``Place.page`` is set where Word has left its page breaks. UnreadableFileError with one sentence
    where the file is broken, encrypted or dangerous.
    """
    parts = WordParts(content, file)
    root = parts.main()
    body = root.find(w("body"))
    styles = Styles(parts.related("styles"))
    story = Story(styles, Numbering(parts.related("numbering"), styles))
    has_pages = next(root.iter(w("lastRenderedPageBreak")), None) is not None
    reader = BodyReader(story, file, has_pages, lambda _: [])
    if body is not None:
        reader.take(body)
    return reader.blocks
