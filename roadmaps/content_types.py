"""What a handed-in file is, told from its first bytes and never from its name or what a browser says. Pure.

Signatures are those of the formats' own specifications. For more than a label nothing is concluded from
them: files leave as attachments whatever they are.
"""

from __future__ import annotations

import re

HEAD_BYTES = 64 * 1024
UNKNOWN = "application/octet-stream"

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"#!", "text/x-script"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
)
_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OPEN_DOCUMENT = re.compile(rb"mimetype(application/vnd\.oasis\.opendocument\.[a-z-]{1,40})")
_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_SVG = re.compile(rb"<(?:[a-z0-9]+:)?svg\b", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|table|img|meta)\b", re.IGNORECASE)


def find_content_type(head: bytes) -> str:
    """The media type of a file by its first ``HEAD_BYTES`` bytes; ``UNKNOWN`` where nothing is known."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _in_archive(head)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_ole(head)
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return _in_text(head)


def _in_archive(head: bytes) -> str:
    if found := _OPEN_DOCUMENT.search(head[:200]):
        return found[1].decode("ascii")
    return next((kind for mark, kind in _OFFICE if mark in head), "application/zip")


def _in_ole(head: bytes) -> str:
    found = (kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in head)
    return next(found, "application/x-ole-storage")


def _in_text(head: bytes) -> str:
    if _SVG.search(head):
        return "image/svg+xml"
    if _HTML.search(head):
        return "text/html"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return "application/xml"
    if b"\0" in head or sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head) * 100 > len(head):
        return UNKNOWN
    return "text/plain"
