"""What a file is, by its bytes (OWASP ASVS 5.0, V5.2.2)."""

from __future__ import annotations

import io
import zipfile

import pytest

from roadmaps.content_types import UNKNOWN, find_content_type


def archive(*names: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        if mimetype:
            zipped.writestr("mimetype", mimetype)
        for name in names:
            zipped.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"%PDF-1.7 <script>alert(1)</script>", "application/pdf"),
     (b"\x89PNG\r\n\x1a\n", "image/png"),
     (b"\xff\xd8\xff\xe0<svg onload=1>", "image/jpeg"),
     (b"GIF89a/*<script>*/=1", "image/gif"),
     (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
     (b"<?xml version='1.0'?><x:svg xmlns:x='s'/>", "image/svg+xml"),
     (b"<?xml version='1.0'?><report/>", "application/xml"),
     (b"\n <!DOCTYPE HTML><p>", "text/html"),
     (b"hello <ScRiPt>alert(1)</sCrIpT>", "text/html"),
     (b"MZ\x90\0", "application/vnd.microsoft.portable-executable"),
     (b"#!/bin/sh\nrm -r /", "text/x-script"),
     ("Отчёт готов".encode(), "text/plain"),
     ("Отчёт готов".encode("cp1251"), "text/plain"),
     (b"\x01\x02\x03\x04\x05", UNKNOWN),
     (b"", "text/plain"),
     (archive("word/document.xml"),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
     (archive("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
     (archive("a.txt", mimetype="application/vnd.oasis.opendocument.text"),
      "application/vnd.oasis.opendocument.text"),
     (archive("a.txt"), "application/zip"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "application/msword")],
)  # fmt: skip
def test_the_bytes_decide(head: bytes, kind: str) -> None:
    assert find_content_type(head) == kind
