"""Office archives that are refused before anything in them is read."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from models.errors import UnreadableFileError
from roadmaps.readers import read_content
from roadmaps.readers.container import container_kind, open_container

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas/{kind}" Target="{target}"{mode}/></Relationships>'
)


def archive(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as packed:
        for name, content in ({"[Content_Types].xml": TYPES} | parts).items():
            packed.writestr(name, content)
    return buffer.getvalue()


def relation(kind: str, target: str = "file:///c:/a.xlsx", mode: str = ' TargetMode="External"') -> str:
    return RELATION.format(kind=kind, target=target, mode=mode)


def locked() -> bytes:
    """A member marked as encrypted, in its own header and in the directory."""
    content = bytearray(archive({"xl/workbook.xml": "<a/>"}))
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.rfind(mark) + shift] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive({"xl/a.xml": b" " * 30_000_000}), "бомба"),
        (archive({"xl/media/a.bin": bytes(500_000_000)}), "бомба"),
        (archive({f"xl/{n}.xml": "" for n in range(6_000)}), "бомба"),
        (archive({"xl/vbaProject.bin": "x"}), "макросы"),
        (archive({"[Content_Types].xml": TYPES.replace("sheet.main", "sheet.macroEnabled.main")}), "макросы"),
        (archive({"xl/macrosheets/sheet1.xml": "<a/>"}), "макросы"),
        (archive({"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DTD"),
        (archive({"xl/a.xml": "<?xml version='1.0'?>\n<!-- -->\n<!DOCTYPE a><a/>".encode("utf-16")}), "DTD"),
        (archive({"xl/a.xml": "<?xml version='1.0' encoding='utf-7'?><a/>"}), "кодировка"),
        (archive({"xl/_rels/a.xml.rels": relation("externalLinkPath")}), "ссылается"),
        (archive({"xl/_rels/a.xml.rels": relation("image", "http://example.org/a.png", "")}), "ссылается"),
        (locked(), "зашифрован"),
        (archive({"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "зашифрован"),
        (archive({"xl/workbook.xml": "<a/>"})[:-40], "повреждён"),
    ],
)
def test_dangerous_archives_are_refused_at_once(content: bytes, words: str) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableFileError, match=words):
        read_content(content, "план.xlsx")
    assert time.process_time() - started < 2


def test_hyperlinks_and_plain_parts_pass() -> None:
    content = archive({"xl/_rels/a.xml.rels": relation("hyperlink"), "xl/a.xml": "<a>&lt;!DOCTYPE</a>"})
    assert container_kind(open_container(content, "a")) == "xlsx"


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ({"[Content_Types].xml": TYPES.replace("spreadsheetml.sheet", "wordprocessingml.document")}, "docx"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}, "docx"),
        ({"[Content_Types].xml": "<Types/>", "readme.txt": "a"}, None),
    ],
)
def test_the_kind_is_told_from_what_lies_inside(parts: dict[str, str | bytes], kind: str | None) -> None:
    assert container_kind(open_container(archive(parts), "a")) == kind
