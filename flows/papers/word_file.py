"""A paper as a Word document. Tables are built as XML in one go: ``add_row().cells`` takes minutes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from flows.papers.blocks import (
    Band,
    Block,
    CornerBlock,
    Figure,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    TableBlock,
    clean_text,
)

if TYPE_CHECKING:
    from docx.document import Document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = "Times New Roman"
_A4_MM = (210, 297)
_MARGINS_MM = (20, 15, 20, 15)  # top, right, bottom, left; a portrait sheet is bound on the left
_BINDING_MM = 30
_TWIPS_PER_MM = 1440 / 25.4
_CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
    '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
)
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # the properties need some date; the same paper, the same bytes


def write_docx(paper: Paper) -> bytes:
    """The paper as .docx bytes."""
    import docx

    document = docx.Document()
    _set_up(document, paper)
    width = _text_width_mm(paper)
    for block in paper.blocks:
        _add_block(document, block, width, paper.font_pt)
    _name_pictures(document, paper)
    file = io.BytesIO()
    document.save(file)
    return _settle_zip(file.getvalue())


def _text_width_mm(paper: Paper) -> float:
    across = _A4_MM[1] if paper.landscape else _A4_MM[0]
    left = _MARGINS_MM[3] if paper.landscape else _BINDING_MM
    return across - left - _MARGINS_MM[1]


def _set_up(document: Document, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    short, long = (Mm(side) for side in _A4_MM)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if paper.landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(_MARGINS_MM[0]), Mm(_MARGINS_MM[2])
    section.right_margin = Mm(_MARGINS_MM[1])
    section.left_margin = Mm(_MARGINS_MM[3] if paper.landscape else _BINDING_MM)
    section.footer_distance = Mm(8)
    _set_styles(document, Pt(paper.font_pt))
    _number_pages(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.title = clean_text(paper.title)[:255]
    properties.author = clean_text(paper.author)[:255]
    properties.comments, properties.keywords, properties.language = "", "", "ru-RU"
    moment = (paper.made_at or _UNDATED).astimezone(UTC)
    properties.created = properties.modified = moment
    properties.last_modified_by, properties.revision = "", 1


def _set_styles(document: Document, size: Any) -> None:
    """One typeface and the Russian language for everything, headings included."""
    from docx.oxml import parse_xml
    from docx.shared import Pt, RGBColor

    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        font = style.font
        font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for side in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(f"{{{_W}}}{side}", _FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(f"{{{_W}}}{theme}", None)
        font.color.rgb = RGBColor(0, 0, 0)
    normal = document.styles["Normal"]
    normal.font.size = size
    normal.paragraph_format.space_after = Pt(0)
    language = f'<w:lang xmlns:w="{_W}" w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/>'
    normal.element.get_or_add_rPr().append(parse_xml(language))
    for level, step in ((1, 2), (2, 1), (3, 0)):
        heading = document.styles[f"Heading {level}"]
        heading.font.size, heading.font.bold = Pt(size.pt + step), True
        heading.paragraph_format.space_before = Pt(10)
        heading.paragraph_format.space_after = Pt(6)


def _number_pages(paragraph: Any) -> None:
    """``2 из 5`` in the middle of the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for field in ("PAGE", " из ", "NUMPAGES"):
        text = f'<w:t xml:space="preserve">{field if field == " из " else "1"}</w:t>'
        run = f'<w:r xmlns:w="{_W}"><w:rPr><w:sz w:val="18"/></w:rPr>{text}</w:r>'
        simple = f'<w:fldSimple xmlns:w="{_W}" w:instr="{field}">{run}</w:fldSimple>'
        paragraph._p.append(parse_xml(run if field == " из " else simple))


def _add_block(document: Document, block: Block, width_mm: float, font_pt: float) -> None:
    match block:
        case Heading():
            heading = document.add_heading(clean_text(block.text), level=block.level)
            heading.paragraph_format.alignment = _alignment(block.align)
        case Paragraph():
            _add_paragraph(document, block)
        case Items():
            for number, text in enumerate(block.texts, start=1):
                _add_item(document, f"{number}." if block.numbered else "–", text)
        case TableBlock():
            if block.caption:
                _add_paragraph(document, Paragraph(block.caption, "left", bold=True, keep_with_next=True))
            _append(document, _table_xml(block, width_mm, font_pt))
            document.add_paragraph()
        case Figure():
            _add_figure(document, block, width_mm)
        case Signature():
            _add_signature(document, block, width_mm)
        case CornerBlock():
            _add_corner(document, block, width_mm)
        case PageBreak():
            document.add_page_break()  # type: ignore[no-untyped-call]


def _append(document: Document, xml: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert_element_before(parse_xml(xml), "w:sectPr")


def _add_paragraph(document: Document, block: Paragraph) -> None:
    from docx.shared import Mm, Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(clean_text(block.text))
    run.bold, run.italic = block.bold or None, block.italic or None
    layout = paragraph.paragraph_format
    layout.alignment = _alignment(block.align)
    layout.space_after = Pt(6)
    layout.keep_with_next = block.keep_with_next or None
    if block.indent:
        layout.first_line_indent = Mm(12.5)


def _alignment(align: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return getattr(WD_ALIGN_PARAGRAPH, align.upper())


def _add_item(document: Document, mark: str, text: str) -> None:
    from docx.shared import Mm, Pt

    paragraph = document.add_paragraph()
    paragraph.add_run(f"{mark}\t{clean_text(text)}")
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Mm(12.5), Mm(-6)
    layout.tab_stops.add_tab_stop(Mm(12.5))
    layout.space_after = Pt(3)


def _add_corner(document: Document, block: CornerBlock, width_mm: float) -> None:
    from docx.shared import Mm, Pt

    for index, line in enumerate(block.lines):
        paragraph = document.add_paragraph(clean_text(line))
        paragraph.paragraph_format.left_indent = Mm(width_mm * 0.58)
        if index == len(block.lines) - 1:
            paragraph.paragraph_format.space_after = Pt(14)


def _add_figure(document: Document, block: Figure, width_mm: float) -> None:
    from docx.shared import Mm

    picture = document.add_paragraph()
    picture.paragraph_format.alignment = _alignment("center")
    picture.paragraph_format.keep_with_next = bool(block.caption)
    picture.add_run().add_picture(io.BytesIO(block.chart.png), width=Mm(min(block.width_mm, width_mm)))
    if block.caption:
        _add_paragraph(document, Paragraph(block.caption, "center", italic=True))


def _name_pictures(document: Document, paper: Paper) -> None:
    """Each picture says in words what it shows, for those who do not see it."""
    figures = [block for block in paper.blocks if isinstance(block, Figure)]
    drawings = document.element.body.xpath(".//wp:docPr")
    for figure, drawing in zip(figures, drawings, strict=True):
        drawing.set("descr", clean_text(figure.chart.alt))
        drawing.set("title", clean_text(figure.caption))


def _table_xml(table: TableBlock, width_mm: float, font_pt: float) -> str:
    total = sum(column.width for column in table.columns)
    widths = [round(width_mm * _TWIPS_PER_MM * column.width / total) for column in table.columns]
    aligns = [column.align for column in table.columns]
    size = round((font_pt - 2) * 2)  # half-points
    headings = [column.heading for column in table.columns]
    head = _row_xml(headings, widths, ["center"] * len(widths), size, bold=True, repeated=True)
    rows = (
        _band_xml(row.text, sum(widths), len(widths), size)
        if isinstance(row, Band)
        else _row_xml(row.cells, widths, aligns, size, bold=row.bold)
        for row in table.rows
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_borders("single")}'
        f'<w:tblLayout w:type="fixed"/>{_CELL_MARGINS}<w:tblLook w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>"
    )


def _borders(kind: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _row_xml(
    cells: Iterable[str],
    widths: list[int],
    aligns: list[Any],
    size: int,
    *,
    bold: bool = False,
    repeated: bool = False,
) -> str:
    """A row; one that is ``repeated`` heads every page. Rows are not divided by a page where they fit one."""
    marks = '<w:cantSplit/><w:tblHeader w:val="true"/>' if repeated else "<w:cantSplit/>"
    middle = '<w:vAlign w:val="center"/>' if repeated else ""
    columns = zip(cells, widths, aligns, strict=True)
    return (
        f"<w:tr><w:trPr>{marks}</w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>'
            f"{_cell_paragraphs(text, align, size, bold)}</w:tc>"
            for text, width, align in columns
        )
        + "</w:tr>"
    )


def _band_xml(text: str, width: int, span: int, size: int) -> str:
    cell = (
        f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>'
    )
    paragraphs = _cell_paragraphs(text, "center", size, bold=True, keep=True)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{cell}{paragraphs}</w:tc></w:tr>"


def _cell_paragraphs(text: str, align: str, size: int, bold: bool, keep: bool = False) -> str:
    """A paragraph for each line of a cell."""
    side = "both" if align == "justify" else align
    layout = f'<w:pPr>{"<w:keepNext/>" if keep else ""}<w:jc w:val="{side}"/></w:pPr>'
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    return "".join(
        f'<w:p>{layout}<w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in clean_text(text).split("\n")
    )


def _add_signature(document: Document, block: Signature, width_mm: float) -> None:
    """Post, a line to sign on, the name: tabs in one paragraph, since a table reads as part of a plan."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    bar = "_" * 16
    paragraph = document.add_paragraph(f"{clean_text(block.post)}\t{bar}\t{clean_text(block.name) or bar}")
    layout = paragraph.paragraph_format
    layout.space_before, layout.keep_together = Pt(24), True
    layout.tab_stops.add_tab_stop(Mm(width_mm * 0.62), WD_TAB_ALIGNMENT.CENTER)
    layout.tab_stops.add_tab_stop(Mm(width_mm), WD_TAB_ALIGNMENT.RIGHT)
    if block.date_line:
        layout.keep_with_next = True
        dated = document.add_paragraph("«___» ______________ 20___ г.")
        dated.paragraph_format.alignment = _alignment("right")
        dated.paragraph_format.space_before = Pt(10)


def _settle_zip(content: bytes) -> bytes:
    """The same container without the moment of writing, so that the same paper is the same bytes."""
    import zipfile

    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(settled, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return settled.getvalue()
