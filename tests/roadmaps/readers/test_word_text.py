"""Words of Word documents: each test's document is a trap that people or Word itself have set."""

from __future__ import annotations

import io
import zipfile

import pytest

from roadmaps.readers.blocks import Paragraph, RawRow
from roadmaps.readers.word import read_docx
from word_files import (
    W,
    archive,
    control,
    level,
    numbered,
    numbered_list,
    paragraph,
    relations,
    row,
    run,
    table,
    word_file,
)  # fmt: skip


def texts(body: str, **parts: str) -> list[str]:
    """The paragraphs of a document."""
    blocks = read_docx(
        word_file(body, styles=parts.get("styles", ""), numbering=parts.get("numbering", "")), "а"
    )
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def line(inside: str, **parts: str) -> str:
    """The only line of a document with one paragraph."""
    (text,) = texts(paragraph(inside), **parts)
    return text


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(code: str, result: str) -> str:
    return (
        FIELD.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + FIELD.format("separate") + run(result) + FIELD.format("end")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("до ") + control(run("15 мая")), "до 15 мая"),
        (run("до ") + control(control(run("15 мая"))), "до 15 мая"),
        (f"<w:ins>{run('до 15')}</w:ins><w:del><w:r><w:delText>до 20</w:delText></w:r></w:del>", "до 15"),
        (f"<w:moveFrom>{run('было')}</w:moveFrom><w:moveTo>{run('стало')}</w:moveTo>", "стало"),
        (f"<w:ins><w:del><w:r><w:delText>нет</w:delText></w:r></w:del>{run('да')}</w:ins>", "да"),
        (run("ме") + "<w:r><w:softHyphen/></w:r>" + run("ры\u00ad по"), "меры по"),
        (run("2021") + "<w:r><w:noBreakHyphen/></w:r>" + run("2022\u00a0гг."), "2021-2022 гг."),
        (run("май\u2011июнь"), "май-июнь"),
        (run("Министр") + "<w:r><w:tab/></w:r>" + run("А.И. Кузнецов"), "Министр А.И. Кузнецов"),
        (run("видно") + run(" не видно", "<w:vanish/>"), "видно"),
        (run("видно", '<w:vanish w:val="0"/>'), "видно"),
        (run("зачёркнуто", "<w:strike/>"), "зачёркнуто"),
        (f"<w:hyperlink>{run('сайт')}</w:hyperlink> <w:smartTag>{run(' школы')}</w:smartTag>", "сайт школы"),
        (f'<w:fldSimple w:instr="DATE">{run("18.03.2021")}</w:fldSimple>', "18.03.2021"),
        (run("от ") + field("DATE", "18.03.2021"), "от 18.03.2021"),
        (field("IF", "да") + run("!"), "да!"),
        (FIELD.format("begin") + run("код") + field("REF x", "внутри") + FIELD.format("separate")
         + run("итог") + FIELD.format("end"), "итог"),
        (run("сноска") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" есть"), "сноска есть"),
        (run("Фонд ") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "Фонд ✓"),
        (run("≥") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 5 %"), "≥≥ 5 %"),
        ("<w:dir>" + run("справа") + "</w:dir>", "справа"),
        (f"<w:ruby><w:rt>{run('над')}</w:rt><w:rubyBase>{run('под')}</w:rubyBase></w:ruby>", "под"),
        ("<m:oMath><m:r><m:t>x=5</m:t></m:r></m:oMath>", "x=5"),
        (run("а\u200bб\ufeffв\u202eг"), "абвг"),
        (run("\uf0b7 пункт"), "• пункт"),
    ],
)  # fmt: skip
def test_a_paragraph_prints_what_word_shows(inside: str, expected: str) -> None:
    assert line(inside) == expected


def test_a_field_without_an_end_swallows_nothing() -> None:
    begin = FIELD.format("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert texts(paragraph(begin) + paragraph("Дальше") + paragraph(FIELD.format("end") + run("и ещё"))) == [
        "Дальше",
        "и ещё",
    ]


def test_a_result_over_several_paragraphs_is_kept() -> None:
    opened = FIELD.format("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + FIELD.format("separate")
    assert texts(paragraph(opened + run("Раз")) + paragraph("Два") + paragraph(FIELD.format("end"))) == [
        "Раз",
        "Два",
    ]


def test_form_fields_show_what_was_chosen() -> None:
    entries = '<w:listEntry w:val="I квартал"/><w:listEntry w:val="II квартал"/>'
    choice = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    tick = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'

    def form(data: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>' + FIELD.format("end")

    assert line(form(choice) + run(" ") + form(tick)) == "II квартал ☒"


def test_the_prompt_of_an_empty_control_is_no_text() -> None:
    styles = '<w:style w:styleId="a3" w:type="character"><w:name w:val="Placeholder Text"/></w:style>'
    prompt = control(run("Место для ввода даты", '<w:rStyle w:val="a3"/>'), "<w:showingPlcHdr/>")
    filled = control(run("15 мая"), "<w:showingPlcHdr/>")
    assert line(run("Срок: ") + prompt + filled, styles=styles) == "Срок: 15 мая"


def test_styles_hide_and_show() -> None:
    """Two styles that both hide show again: hidden text is a toggle."""
    styles = (
        '<w:style w:styleId="H" w:type="character"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="H2" w:type="character"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:styleId="P" w:type="paragraph"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    assert line(run("видно") + run(" нет", '<w:rStyle w:val="H2"/>'), styles=styles) == "видно"
    body = paragraph(run("скрыто"), '<w:pStyle w:val="P"/>') + paragraph("видно")
    assert texts(body, styles=styles) == ["видно"]
    shown = run("снова видно", '<w:rStyle w:val="H"/>') + run(" и это", '<w:vanish w:val="false"/>')
    assert texts(paragraph(shown, '<w:pStyle w:val="P"/>') + paragraph(), styles=styles) == [
        "снова видно и это"
    ]


def test_a_style_based_on_itself_is_harmless() -> None:
    styles = (
        '<w:style w:styleId="A" w:type="paragraph"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B" w:type="paragraph"><w:basedOn w:val="A"/></w:style>'
    )
    assert texts(paragraph("текст", '<w:pStyle w:val="A"/>'), styles=styles) == ["текст"]


def test_a_paragraph_whose_mark_is_deleted_runs_on() -> None:
    first = paragraph("до 15 ", "<w:rPr><w:del/></w:rPr>")
    assert texts(first + paragraph("мая")) == ["до 15 мая"]
    assert texts(first) == ["до 15"]


def test_text_boxes_print_once() -> None:
    box = f"<w:txbxContent>{paragraph('18 МАР 2021')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(paragraph(twice + run("ПРИКАЗ"))) == ["18 МАР 2021", "ПРИКАЗ"]


def test_an_empty_choice_leaves_the_fallback() -> None:
    inside = (
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{run('запас')}</mc:Fallback></mc:AlternateContent>"
    )
    assert line(inside) == "запас"


def test_line_breaks_make_lines_and_page_breaks_make_gaps() -> None:
    body = (
        paragraph(run("1. Раз") + "<w:r><w:br/></w:r>" + run("2. Два"))
        + paragraph(run("конец") + '<w:r><w:br w:type="page"/></w:r>')
        + paragraph("начало")
    )
    blocks = read_docx(word_file(body), "а")
    assert [(b.text, b.after_gap, b.place.line) for b in blocks if isinstance(b, Paragraph)] == [
        ("1. Раз", True, 1),
        ("2. Два", False, 1),
        ("конец", False, 2),
        ("начало", True, 3),
    ]


def test_spacing_and_alignment_set_paragraphs_apart() -> None:
    body = (
        paragraph("Об утверждении", '<w:jc w:val="center"/>')
        + paragraph("дорожной карты", '<w:jc w:val="center"/>')
        + paragraph("В соответствии с приказом", '<w:spacing w:after="200"/>')
        + paragraph("приказываю")
    )
    assert [b.after_gap for b in read_docx(word_file(body), "а") if isinstance(b, Paragraph)] == [
        True, False, True, True,
    ]  # fmt: skip


def test_pages_are_known_where_word_has_left_them() -> None:
    turned = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = paragraph("раз") + paragraph(turned + run("два")) + paragraph(run("три") + turned + run("!"))
    assert [b.place.page for b in read_docx(word_file(body + paragraph("4")), "а") if b.place] == [1, 2, 2, 3]


def test_automatic_numbers_of_points_and_subpoints() -> None:
    numbering = numbered_list(level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower"))
    body = "".join(
        paragraph(text, numbered(depth))
        for depth, text in [(0, "раз"), (1, "два"), (1, "три"), (2, "четыре"), (0, "пять"), (1, "шесть")]
    )
    assert texts(body, numbering=numbering) == [
        "1. раз", "1.1. два", "1.2. три", "а) четыре", "2. пять", "2.1. шесть",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "start", "expected"),
    [
        ("decimal", 7, "7."), ("decimalZero", 7, "07."), ("upperRoman", 4, "IV."), ("lowerRoman", 9, "ix."),
        ("upperLetter", 28, "BB."), ("lowerLetter", 1, "a."), ("russianUpper", 10, "К."), ("none", 1, "."),
        ("bullet", 1, "•"), ("ordinalText", 3, "3."), ("upperRoman", 0, "0."),
        ("decimal", 999999999, "1000000."),
    ],
)  # fmt: skip
def test_number_formats(figures: str, start: int, expected: str) -> None:
    numbering = numbered_list(level(0, "%1.", figures, start))
    assert texts(paragraph("пункт", numbered()), numbering=numbering) == [f"{expected} пункт"]


def test_lists_restart_continue_and_are_taken_off() -> None:
    """Two lists share one abstract list: the second goes on counting unless it says where to start."""
    abstract = '<w:abstractNum w:abstractNumId="1">' + level(0, "%1.") + "</w:abstractNum>"
    plain = '<w:num w:numId="{}"><w:abstractNumId w:val="1"/>{}</w:num>'
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbering = abstract + plain.format(1, "") + plain.format(2, "") + plain.format(3, over.format(5))
    body = "".join(paragraph("п", numbered(0, list_id)) for list_id in (1, 2, 3, 3, 1, 0, 77))
    assert texts(body, numbering=numbering) == ["1. п", "2. п", "5. п", "6. п", "7. п", "п", "п"]


def test_a_level_that_never_restarts() -> None:
    numbering = numbered_list(level(0, "%1."), level(1, "%1.%2.", more='<w:lvlRestart w:val="0"/>'))
    body = "".join(paragraph("п", numbered(depth)) for depth in (0, 1, 0, 1))
    assert texts(body, numbering=numbering) == ["1. п", "1.1. п", "2. п", "2.2. п"]


def test_numbers_of_styles_and_legal_numbers() -> None:
    styles = (
        f'<w:style w:styleId="H1" w:type="paragraph"><w:pPr>{numbered()}</w:pPr></w:style>'
        '<w:style w:styleId="H2" w:type="paragraph"><w:basedOn w:val="H1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    second = level(1, "%1.%2", more='<w:pStyle w:val="H2"/><w:isLgl/>')
    numbering = numbered_list(level(0, "Раздел %1.", "upperRoman"), second)
    body = paragraph("Меры", '<w:pStyle w:val="H1"/>') + paragraph("Первая", '<w:pStyle w:val="H2"/>')
    off = paragraph("без номера", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    found = texts(body + off, styles=styles, numbering=numbering)
    assert found == ["Раздел I. Меры", "1.1 Первая", "без номера"]


def test_deleted_and_hidden_paragraphs_are_not_counted() -> None:
    numbering = numbered_list(level(0, "%1."))
    gone = "<w:rPr><w:del/></w:rPr>"
    body = (
        paragraph("раз", numbered())
        + paragraph("<w:del><w:r><w:delText>два</w:delText></w:r></w:del>", numbered() + gone)
        + paragraph(run("скрыт", "<w:vanish/>"), numbered() + "<w:rPr><w:vanish/></w:rPr>")
        + paragraph("три", numbered())
    )
    assert texts(body, numbering=numbering) == ["1. раз", "2. три"]


def test_tables_drawn_with_tabs_are_rows() -> None:
    tab = "<w:r><w:tab/></w:r>"
    lines = [("№", "Мероприятие", "Срок"), ("1", "Семинар", "май"), ("2", "Отчёт", "июнь")]
    body = "".join(paragraph(tab.join(map(run, cells))) for cells in lines)
    blocks = read_docx(word_file(body + paragraph(tab.join(map(run, "абв")))), "а")
    assert [b.cells for b in blocks if isinstance(b, RawRow)] == [*lines, ("а", "б", "в")]
    alone = read_docx(word_file(paragraph(tab.join(map(run, "абв")))), "а")
    assert [b.text for b in alone if isinstance(b, Paragraph)] == ["а б в"]


def test_strict_open_xml_is_read_like_the_other_form() -> None:
    numbering = numbered_list(level(0, "%1."))
    content = word_file(paragraph("раз", numbered()) + table(row("а", "б")), numbering=numbering)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = {
        name: text.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            office, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, text in files.items()
    }
    assert read_docx(archive({**strict}), "а") == read_docx(content, "а")


def test_the_main_part_may_have_any_name() -> None:
    document = f'<w:document xmlns:w="{W}"><w:body>{paragraph("текст")}</w:body></w:document>'
    files = {"_rels/.rels": relations(officeDocument="/a/main.xml"), "a/main.xml": document}
    assert [b.text for b in read_docx(archive({**files}), "а") if isinstance(b, Paragraph)] == ["текст"]


def test_a_page_inside_the_document_is_read() -> None:
    parts = {
        "word/_rels/document.xml.rels": relations(aFChunk="page.html"),
        "word/page.html": "<html><p>из страницы</p><table><tr><td>а<td>б</table></html>",
    }
    body = paragraph("до") + '<w:altChunk r:id="aFChunk"/>' + paragraph("после")
    blocks = read_docx(word_file(body, parts={**parts}), "а")
    assert [getattr(b, "text", None) or getattr(b, "cells", None) for b in blocks] == [
        "до", "из страницы", ("а", "б"), "после",
    ]  # fmt: skip
    assert [b.place.line for b in blocks if b.place] == [1, 2, 3, 4]
