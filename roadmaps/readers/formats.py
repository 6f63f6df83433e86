"""What a file is, told from its bytes and never from its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.errors import UnreadableFileError
from roadmaps.readers.delimited import find_separator
from roadmaps.readers.encoding import decode_text

_SMALL_TEXT = 1024 * 1024
_FOREIGN = (
    (b"\x89PNG", "изображение"),
    (b"\xff\xd8\xff", "изображение"),
    (b"II*\0", "изображение"),
    (b"MM\0*", "изображение"),
    (b"GIF8", "изображение"),
    (b"\x7fELF", "программа"),
    (b"MZ\x90", "программа"),
    (b"Rar!", "архив: распакуйте его"),
    (b"7z\xbc\xaf", "архив: распакуйте его"),
    (b"\x1f\x8b", "архив: распакуйте его"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TABLE = re.compile(r"<table\b[^>]*>.*?<t[dh]\b", re.IGNORECASE | re.DOTALL)
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)


@dataclass(frozen=True)
class Format:
    """A kind of document; ``text`` holds the decoded characters where it is made of them."""

    kind: str
    text: str = ""


def find_format(content: bytes, file: str) -> Format:
    """The format of a file. UnreadableFileError where it is none that can be read."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError("Файл «{file}» пуст.", file=file)
    if content.startswith(b"PK"):
        return _find_in_archive(content, file)
    if b"%PDF-" in content[:1024]:
        return Format("pdf")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _find_in_ole(content, file)
    if content.lstrip()[:5] == b"{\\rtf":
        return Format("rtf")
    for signature, kind in _FOREIGN:
        if content.startswith(signature):
            raise _foreign_error(file, kind)
    return _find_in_text(content, file)


def is_plain_text(content: bytes) -> bool:
    """True for a small text without markup: its reader is ours, and linear in its length."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    known = (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<", *(signature for signature, _ in _FOREIGN))
    return len(content) <= _SMALL_TEXT and not start.startswith(known) and b"%PDF-" not in start


def _foreign_error(file: str, kind: str) -> UnreadableFileError:
    return UnreadableFileError("Файл «{file}» — не документ, а {kind}.", file=file, kind=kind)


def _find_in_archive(content: bytes, file: str) -> Format:
    from roadmaps.readers.container import container_kind, open_container

    kind = container_kind(open_container(content, file))
    if kind is None:
        raise _foreign_error(file, "архив: распакуйте его")
    if kind in ("pptx", "odp"):
        raise _foreign_error(file, "презентация")
    return Format(kind)


def _find_in_ole(content: bytes, file: str) -> Format:
    """Old Office files: the names of their streams stand in the directory, in UTF-16."""
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise UnreadableFileError(
            "Файл «{file}» содержит макросы: сохраните его без макросов (docx, xlsx) и загрузите снова.",
            file=file,
        )
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            if kind == "encrypted":
                raise UnreadableFileError(
                    "Файл «{file}» зашифрован: снимите пароль и загрузите файл снова.", file=file
                )
            return Format(kind)
    raise _foreign_error(file, "иной файл Office старого вида")


def _find_in_text(content: bytes, file: str) -> Format:
    text = decode_text(content)
    if text is None or _is_binary(text):
        raise UnreadableFileError("Файл «{file}» — не текст: в нём двоичные данные.", file=file)
    if _HTML.match(text) or (text.lstrip()[:1] == "<" and _HTML_TABLE.search(text)):
        return Format("html", text)
    return Format("csv" if find_separator(text) else "text", text)


def _is_binary(text: str) -> bool:
    """More than one control character in a hundred, or no letter at all."""
    sample = text[:20_000]
    controls = sum(1 for char in sample if (ord(char) < 32 and char not in "\t\n\r\f\v") or char == "\ufffd")
    return controls * 100 > len(sample) or not any(char.isalpha() for char in sample)
