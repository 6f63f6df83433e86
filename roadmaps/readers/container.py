"""Office documents that are zip archives (docx, xlsx, odt, ods): checked before anything is unpacked.

Refused with one sentence: zip bombs, encryption, macros, document type definitions, links to other
files that a reader could follow. The sizes in the archive's directory can be trusted for limits:
``zipfile`` never unpacks more than they say.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from models.errors import UnreadableFileError

__all__ = ["container_kind", "open_container", "parse_xml"]

MAX_ENTRIES = 5_000
MAX_TOTAL_BYTES = 400 * 1024 * 1024
MAX_XML_BYTES = 120 * 1024 * 1024  # all XML parts together; a tree of them takes a few times as much
_BOMB_RATIO = 200  # the most repetitive honest tables reach about 60
_BOMB_BYTES = 2 * 1024 * 1024  # a part smaller than this does no harm at any ratio

_XML_NAME = re.compile(r"\.(?:xml|rels|vml|xhtml|rdf)$", re.IGNORECASE)
_MACRO_NAME = re.compile(
    r"vba(?:Project|Data)[^/]*\.(?:bin|xml)$|/macrosheets/|^Basic/|^Scripts/", re.IGNORECASE
)
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|ms-excel\.macrosheet", re.IGNORECASE)
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1251"}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|[\\/]{2}", re.IGNORECASE)
_MAIN_TYPES = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.binary", "xlsb"),
    (b"presentationml", "pptx"),
)
_OPEN_DOCUMENT = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}


def open_container(content: bytes, file: str) -> zipfile.ZipFile:
    """The archive of an office document, safe to unpack. UnreadableFileError says what is wrong with it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_directory(archive, file)
        for info in archive.infolist():
            if _XML_NAME.search(info.filename):
                _check_part(info.filename, archive.read(info), file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableFileError(
            "Файл «{file}» повреждён: архив документа не распаковывается.", file=file
        ) from error
    return archive


def container_kind(archive: zipfile.ZipFile) -> str | None:
    """docx, xlsx, xlsb, odt, ods, pptx or odp by what lies inside; None where it is another archive."""
    names = set(archive.namelist())
    if "mimetype" in names:
        found = re.match(rb"application/vnd\.oasis\.opendocument\.(\w+)", archive.read("mimetype").strip())
        if found:
            return _OPEN_DOCUMENT.get(found[1])
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    for name, kind in _MAIN_TYPES:
        if name in types:
            return kind
    folders = {name.split("/", 1)[0] for name in names if "/" in name}
    return "docx" if "word" in folders else "xlsx" if "xl" in folders else None


def parse_xml(content: bytes) -> etree._Element:
    """The tree of an XML part: no entities, no network, no limits lifted."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _check_directory(archive: zipfile.ZipFile, file: str) -> None:
    """Everything that the archive's directory tells without unpacking."""
    entries = archive.infolist()
    if any(info.flag_bits & 0x1 for info in entries):
        raise _encryption_error(file)
    total = sum(info.file_size for info in entries)
    markup = sum(info.file_size for info in entries if _XML_NAME.search(info.filename))
    swollen = any(info.file_size > max(_BOMB_BYTES, _BOMB_RATIO * info.compress_size) for info in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL_BYTES or markup > MAX_XML_BYTES or swollen:
        raise UnreadableFileError(
            "Файл «{file}» после распаковки слишком велик (архивная бомба): он не открывался.", file=file
        )
    if any(_MACRO_NAME.search(info.filename) for info in entries):
        raise _macro_error(file)


def _encryption_error(file: str) -> UnreadableFileError:
    return UnreadableFileError("Файл «{file}» зашифрован: снимите пароль и загрузите файл снова.", file=file)


def _macro_error(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        "Файл «{file}» содержит макросы: сохраните его без макросов (docx, xlsx) и загрузите снова.",
        file=file,
    )


def _check_part(name: str, content: bytes, file: str) -> None:
    """One XML part: no document type, and in the parts that say so no macros and no links outside."""
    markup = _as_ascii(content)
    declared = _ENCODING.match(markup.lstrip())
    if declared and declared[1].lower() not in _ENCODINGS:
        raise UnreadableFileError("Файл «{file}» повреждён: неизвестная кодировка внутри.", file=file)
    prolog = _PROLOG.match(markup)
    if markup.startswith(b"<!DOCTYPE", prolog.end() if prolog else 0):
        raise UnreadableFileError(
            "Файл «{file}» содержит определение типа документа (DTD): в документах Office его не бывает, "
            "и он не открывался.",
            file=file,
        )
    if name == "META-INF/manifest.xml" and b"encryption-data" in markup:
        raise _encryption_error(file)
    if name == "[Content_Types].xml" and _MACRO_TYPE.search(markup):
        raise _macro_error(file)
    if name.endswith(".rels") and _leads_outside(content):
        raise UnreadableFileError(
            "Файл «{file}» ссылается на другие файлы или адреса (шаблон, связанная книга, рисунок): "
            "разорвите связи и загрузите файл снова.",
            file=file,
        )


def _as_ascii(content: bytes) -> bytes:
    """The part with markup readable byte by byte: UTF-16 is recoded, a byte order mark cut off."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode()
    if content[:2] == b"<\0" or content[:2] == b"\0<":
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace").encode()
    return content.removeprefix(b"\xef\xbb\xbf")


def _leads_outside(content: bytes) -> bool:
    """True when a relationship other than a hyperlink points out of the document."""
    try:
        root = parse_xml(content)
    except etree.XMLSyntaxError:
        return False  # the reader will say that the document is broken
    for relation in root.iter("{*}Relationship"):
        external = relation.get("TargetMode", "").lower() == "external"
        external = external or _ADDRESS.match(relation.get("Target", "")) is not None
        if external and not relation.get("Type", "").endswith("/hyperlink"):
            return True
    return False
