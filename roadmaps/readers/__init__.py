"""Documents -> blocks and raw rows with their place in the source; no meaning yet.

``read_blocks`` looks at the content, not at the name: each format gets one module that yields the
same blocks.
"""

from __future__ import annotations

from pathlib import Path

from models.errors import UnreadableFileError
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.encoding import decode_text
from roadmaps.readers.text import split_blocks

__all__ = ["Block", "Paragraph", "RawRow", "read_blocks", "read_content"]

MAX_BYTES = 50 * 1024 * 1024
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "архив или документ Office (docx, xlsx, odt)"),
    (b"\xd0\xcf\x11\xe0", "документ Office старого вида (doc, xls)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "изображение"),
    (b"\xff\xd8\xff", "изображение"),
    (b"II*\0", "изображение"),
    (b"MM\0*", "изображение"),
    (b"GIF8", "изображение"),
    (b"\x7fELF", "программа"),
    (b"MZ\x90", "программа"),
)


def read_blocks(path: Path) -> list[Block]:
    """Blocks of a file on disk. UnreadableFileError with one Russian sentence where that cannot be."""
    if not path.exists():
        raise UnreadableFileError("Файл «{file}» не найден.", file=path)
    if path.is_dir():
        raise UnreadableFileError("«{file}» — папка, а не документ.", file=path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFileError("Файл «{file}» больше 50 МБ.", file=path)
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            "Файл «{file}» не открывается: {reason}.", file=path, reason=error.strerror or error
        ) from error
    return read_content(content, path.name)


def read_content(content: bytes, file: str) -> list[Block]:
    """Blocks of a file's bytes; the format is told from the content."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError("Файл «{file}» пуст.", file=file)
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFileError(
                "Файл «{file}» — не текст, а {kind}: такой вид документа пока не читается.",
                file=file,
                kind=kind,
            )
    text = decode_text(content)
    if text is None or _is_binary(text):
        raise UnreadableFileError("Файл «{file}» — не текст: в нём двоичные данные.", file=file)
    return split_blocks(text, file)


def _is_binary(text: str) -> bool:
    """More than one control character in a hundred, or no letter at all."""
    sample = text[:20_000]
    controls = sum(1 for char in sample if (ord(char) < 32 and char not in "\t\n\r\f\v") or char == "\ufffd")
    return controls * 100 > len(sample) or not any(char.isalpha() for char in sample)
