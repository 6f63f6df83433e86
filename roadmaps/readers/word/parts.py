"""The parts of a Word document: the main one, its styles, its numbering (ECMA-376 part 2, packages)."""

from __future__ import annotations

import posixpath
import zipfile
import zlib

from lxml import etree

from models.errors import UnreadableFileError
from roadmaps.readers.container import open_container, parse_xml

_STRICT = "http://purl.oclc.org/ooxml/"
# Strict Open XML (ISO/IEC 29500-1) names the same elements in other namespaces.
_TRANSITIONAL = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/relationships": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/math": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}
_USUAL_MAIN = "word/document.xml"


class WordParts:
    """The archive of a .docx file and the tree of each part that holds text or says how it prints."""

    def __init__(self, content: bytes, file: str) -> None:
        self.file = file
        self._archive = open_container(content, file)
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self.main_name = self._find_main()
        self._related = self._relations(self.main_name)

    def main(self) -> etree._Element:
        """The tree of the main part; UnreadableFileError where there is none."""
        root = self._tree(self.main_name)
        if root is None:
            raise UnreadableFileError("Файл «{file}» повреждён: в нём нет текста документа.", file=self.file)
        return root

    def related(self, kind: str) -> etree._Element | None:
        """The tree of the part that the main one names as its ``kind``: styles, numbering."""
        name = next((target for target, type_ in self._related.values() if type_ == kind), None)
        return self._tree(name) if name else None

    def embedded(self, identifier: str) -> bytes | None:
        """The bytes of the part behind a relationship of the main part (``w:altChunk``)."""
        target = self._related.get(identifier)
        return self._read(target[0]) if target else None

    def _find_main(self) -> str:
        for target, type_ in self._relations("").values():
            if type_ == "officeDocument":
                return target
        return _USUAL_MAIN

    def _relations(self, source: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (part name, last word of the type)."""
        folder, name = posixpath.split(source)
        root = self._tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for relation in root.iter("{*}Relationship") if root is not None else ():
            if relation.get("TargetMode", "").lower() == "external":
                continue
            path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (path, relation.get("Type", "").rpartition("/")[2])
        return found

    def _read(self, name: str) -> bytes | None:
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            return self._archive.read(stored)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise self._broken(name) from error

    def _tree(self, name: str) -> etree._Element | None:
        content = self._read(name)
        if content is None:
            return None
        try:
            return _rename_strict(parse_xml(content))
        except etree.XMLSyntaxError as error:
            raise self._broken(name) from error

    def _broken(self, name: str) -> UnreadableFileError:
        return UnreadableFileError(
            "Файл «{file}» повреждён: часть «{part}» внутри него не читается.", file=self.file, part=name
        )


def _rename_strict(root: etree._Element) -> etree._Element:
    """The tree with the namespaces of the transitional form, which all readers speak."""
    if not any((uri or "").startswith(_STRICT) for uri in root.nsmap.values()):
        return root
    for element in root.iter(etree.Element):
        element.tag = _rename(str(element.tag))
        for name, value in list(element.attrib.items()):
            if (new := _rename(str(name))) != name:
                del element.attrib[name]
                element.attrib[new] = value
    return root


def _rename(name: str) -> str:
    if not name.startswith("{"):
        return name
    uri, _, local = name[1:].partition("}")
    return f"{{{_TRANSITIONAL.get(uri, uri)}}}{local}"
