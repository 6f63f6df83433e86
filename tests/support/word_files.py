"""Word files made of a few lines of XML, for tests of what people and Word put into them."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OTHERS = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def word_file(
    body: str, *, styles: str = "", numbering: str = "", parts: dict[str, str | bytes] | None = None
) -> bytes:
    """A .docx file around the inside of ``w:body``, ``w:styles`` and ``w:numbering``."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" {_OTHERS}'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(styles="styles.xml", numbering="numbering.xml"),
        "word/styles.xml": f"<w:styles {spaces}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {spaces}>{numbering}</w:numbering>",
        **(parts or {}),
    }
    return archive({name: content for name, content in files.items() if content})


def archive(files: dict[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()


def relations(external: str = "", **targets: str) -> str:
    """A .rels part: one relationship for each kind, and one that leads outside."""
    lines = [f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{to}"/>' for kind, to in targets.items()]
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}{external}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "") -> str:
    """A paragraph; ``text`` is put into a run unless it is markup already."""
    inside = text if text.startswith("<") or not text else run(text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(content: str = "", properties: str = "") -> str:
    """A cell; ``content`` is put into a paragraph unless it is markup already."""
    inside = content if content.startswith("<w:") and not content.startswith("<w:r>") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row; plain texts become cells."""
    inside = "".join(c if c.startswith(("<w:tc>", "<w:sdt>")) else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def control(content: str, properties: str = "") -> str:
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def numbered(level: int = 0, list_id: int = 1) -> str:
    """Paragraph properties that number it."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def level(index: int, text: str, figures: str = "decimal", start: int = 1, more: str = "") -> str:
    """One level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{figures}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered_list(*levels: str, abstract: int = 1, list_id: int = 1, overrides: str = "") -> str:
    """An abstract list and the list that uses it."""
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
    )
