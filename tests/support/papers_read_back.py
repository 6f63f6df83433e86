"""Papers as their readers get them: the words of a Word file and of a PDF. For tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import pdfplumber


def _printed(paragraph: Any) -> Iterator[str]:
    for node in paragraph.xpath(".//w:t | .//w:tab | .//w:br"):
        yield (node.text or "") if node.tag.endswith("}t") else " "


def read_docx_words(content: bytes) -> str:
    """All text of a .docx in its order, tables included, spaces single."""
    body = docx.Document(io.BytesIO(content)).element.body
    paragraphs = body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return " ".join(" ".join("".join(_printed(p)) for p in paragraphs).split())


def read_pdf_pages(content: bytes) -> list[str]:
    """The text of each page, spaces single."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [" ".join((page.extract_text() or "").split()) for page in pdf.pages]
