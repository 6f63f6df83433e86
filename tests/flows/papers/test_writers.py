"""A paper written as Word and as PDF: what is in it, what repeats, and that no text becomes markup."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest

from flows.papers.blocks import (
    Band,
    Chart,
    Column,
    CornerBlock,
    Figure,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Signature,
    TableBlock,
    clean_text,
    make_table,
)
from flows.papers.charts import draw_bars
from flows.papers.pdf_file import write_pdf
from flows.papers.word_file import write_docx
from papers_read_back import read_docx_words, read_pdf_pages

WRITERS = [write_docx, write_pdf]
# Markup of typst, of XML, of Word fields and of spreadsheets.
HOSTILE = [
    '#panic("пробой")',
    '#read("/etc/passwd")',
    "#import sys: *",
    "$ sum_(i=0)^n $",
    "*звёзды* _черты_ `код`",
    "= Заголовок",
    "// примечание",
    "/* примечание */",
    "@ссылка <метка>",
    "\\u{41} \\ конец",
    '"] #eval("1+1") [',
    "</w:t></w:r><w:p/>",
    "<script>&amp;&#65;</script>",
    "]]>",
    "{ HYPERLINK example.org }",
    "=1+1",
    "'); #box[",
]


def _words(content: bytes) -> str:
    return " ".join(read_pdf_pages(content)) if content[:4] == b"%PDF" else read_docx_words(content)


def _paper(*blocks: object, **changes: object) -> Paper:
    return Paper("Справка", blocks, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def chart() -> Chart:
    return draw_bars("Доля выполненного", [("Управление", 40), ("Школа", 60)], " %")


@pytest.mark.parametrize("write", WRITERS)
def test_every_kind_of_block_is_on_paper(write, chart):
    paper = _paper(
        CornerBlock(("УТВЕРЖДАЮ", "Министр")),
        Heading("Справка о ходе исполнения"),
        Paragraph("Первая строка\nвторая строка", indent=True),
        Items(("первое", "второе"), numbered=True),
        Items(("третье",)),
        make_table(["№", "Название"], [Band("Раздел первый"), ["1.", "Мера"], Row(("", "Итого"), bold=True)]),
        Figure(chart, "Рисунок 1"),
        PageBreak(),
        Signature("Начальник управления", "И. И. Иванова", date_line=True),
    )

    words = _words(write(paper))

    for said in (
        "УТВЕРЖДАЮ Министр",
        "Справка о ходе исполнения",
        "Первая строка вторая строка",
        "1. первое",
        "2. второе",
        "– третье",
        "№ Название Раздел первый 1. Мера Итого",
        "Рисунок 1",
        "Начальник управления",
        "И. И. Иванова",
        "20___ г.",
    ):
        assert said in words


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is(write, text, chart):
    paper = Paper(
        text,
        (
            Heading(text), Paragraph(text), Items((text,)), CornerBlock((text,)), Signature(text, text),
            make_table([text, "второй"], [Band(text), [text, text]], caption=text),
            Figure(Chart(chart.svg, chart.png, text), text),
        ),
        landscape=True, author=text,
    )  # fmt: skip

    words = _words(write(paper))

    assert words.count(text) == 12


@pytest.mark.parametrize("write", WRITERS)
def test_signs_that_no_file_can_hold_are_left_out(write):
    text = "раз\x00\x0b\x1f\x85два\ud800\ufffe\u202eтри"

    assert "раздватри" in _words(write(_paper(Paragraph(text), make_table(["Столбец"], [[text]]))))


def test_ends_of_lines_are_of_one_kind():
    assert clean_text("а\r\nб\rв\u2028г\n") == "а\nб\nв\nг\n"


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_paper_is_the_same_bytes(write, chart):
    paper = _paper(Paragraph("Слова"), Figure(chart), made_at=datetime(2021, 6, 5, 9, 30, tzinfo=UTC))

    assert write(paper) == write(paper)


def test_the_header_of_a_table_stands_on_every_page_of_a_pdf():
    table = make_table(
        ["№ п/п", "Мероприятие"], [[f"{n}.", f"Мера номер {n}"] for n in range(1, 121)], [1, 6]
    )

    pages = read_pdf_pages(write_pdf(_paper(table, landscape=True)))

    assert len(pages) > 2
    assert all(page.startswith("№ п/п Мероприятие") for page in pages)
    assert [page.rsplit(maxsplit=3)[-3:] for page in pages] == [
        [str(n), "из", str(len(pages))] for n in range(1, len(pages) + 1)
    ]


def test_word_is_told_to_repeat_the_header_and_not_to_divide_rows():
    document = docx.Document(
        io.BytesIO(write_docx(_paper(make_table(["№", "Мера"], [["1", "а"], ["2", "б"]]))))
    )

    rows = document.tables[0]._tbl.tr_lst

    assert [bool(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [True, False, False]
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_the_page_lies_as_the_paper_says():
    pages = {
        lies: docx.Document(io.BytesIO(write_docx(_paper(landscape=lies)))).sections[0]
        for lies in (True, False)
    }

    assert [round(pages[lies].page_width.mm) for lies in (True, False)] == [297, 210]


@pytest.mark.parametrize("write", WRITERS)
def test_a_row_taller_than_a_page_is_whole(write):
    long = " ".join(f"слово{n}" for n in range(2500))

    assert " ".join(f"слово{n}" for n in range(2480, 2500)) in _words(
        write(_paper(make_table(["Мера"], [[long]])))
    )


def test_a_word_longer_than_its_cell_stays_in_the_cell_of_a_pdf():
    import pdfplumber

    content = write_pdf(_paper(make_table(["А", "Б"], [["Щ" * 400, "сосед"]], [1, 5])))

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        right = max(char["x1"] for char in pdf.pages[0].chars if "Щ" in char["text"])
        neighbour = min(char["x0"] for char in pdf.pages[0].chars if char["text"] == "с")
    assert right < neighbour


def test_pictures_say_what_they_show(chart):
    paper = _paper(Figure(chart, "Рисунок 1"))

    word = zipfile.ZipFile(io.BytesIO(write_docx(paper))).read("word/document.xml").decode()
    pdf = write_pdf(paper)

    assert f'descr="{chart.alt}"' in word
    assert b"/Figure" in pdf
    assert b"/Alt" in pdf


def test_a_pdf_needs_no_font_of_the_machine():
    """Letters that typst's own serif lacks come from DejaVu, which matplotlib brings."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(write_pdf(_paper(Paragraph("Срок ☑ ӘҢҮ"))))) as pdf:
        fonts = {char["fontname"].split("+")[-1] for char in pdf.pages[0].chars}

    assert any("Libertinus" in font for font in fonts)
    assert all("Libertinus" in font or "DejaVu" in font for font in fonts)


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="another width"):
        TableBlock((Column("А"), Column("Б")), (Row(("одна",)),))


def test_ten_thousand_rows_are_written_row_by_row():
    rows = [[str(number), "Провести мониторинг"] for number in range(10_000)]

    table = docx.Document(io.BytesIO(write_docx(_paper(make_table(["№", "Мера"], rows, [1, 9]))))).tables[0]

    assert len(table._tbl.tr_lst) == 10_001
    assert "".join(table._tbl.tr_lst[-1].xpath(".//w:t/text()")) == "9999Провести мониторинг"


def test_papers_may_be_written_at_once(chart):
    """Pages are served by several threads."""
    from concurrent.futures import ThreadPoolExecutor

    paper = _paper(Heading("Справка"), Figure(chart), make_table(["А"], [["б"]]))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(write_pdf, [paper] * 8))) == 1
