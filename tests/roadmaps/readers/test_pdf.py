"""PDF: tables over several pages, merged and empty cells, text around tables, pages without text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.errors import UnreadableFileError
from models.values import Place, Problem
from pdf_files import Sheet, join_objects, packed, pdf_file, stream
from roadmaps.readers import Block, Paragraph, RawRow, read_content
from roadmaps.readers.pdf import read_pdf
from roadmaps.readers.pdf.repairs import repair_rows

EDGES = (40, 80, 300, 400, 560)
NARROW = 58  # points: ten letters and no more
HEADER = ("№", "Мероприятие", "Срок", "Исполнитель")


def rows_of(blocks: list[Block]) -> list[tuple[str | None, ...]]:
    return [block.cells for block in blocks if isinstance(block, RawRow)]


def texts_of(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_content(content, "план.pdf")
    return str(caught.value)


def test_a_table_between_texts() -> None:
    sheet = Sheet().write(200, 40, "План работы музея").write(40, 300, "Директор И.И. Петров")
    sheet.draw_rows(EDGES, 80, [HEADER, ("1", "Собрать\nсведения", "март", "Архив")])
    assert read_pdf(pdf_file(sheet), "a.pdf") == [
        Paragraph("План работы музея", Place("a.pdf", page=1, line=1), True),
        RawRow(HEADER, Place("a.pdf", page=1, row=1), table=1),
        RawRow(("1", "Собрать сведения", "март", "Архив"), Place("a.pdf", page=1, row=2), table=1),
        Paragraph("Директор И.И. Петров", Place("a.pdf", page=1, line=2), True),
    ]


def test_covered_cells_are_none_and_empty_ones_empty() -> None:
    sheet = Sheet().draw_rows(EDGES, 80, [HEADER])
    sheet.draw_cells(
        [
            (40, 98, 80, 120, "1"), (80, 98, 300, 120, "Первое"), (300, 98, 400, 142, "май"),
            (400, 98, 560, 120, "Архив"), (40, 120, 80, 142, "2"), (80, 120, 300, 142, "Второе"),
            (400, 120, 560, 142, ""), (40, 142, 560, 160, "Раздел 2"),
        ]
    )  # fmt: skip
    assert rows_of(read_pdf(pdf_file(sheet), "a"))[1:] == [
        ("1", "Первое", "май", "Архив"),
        ("2", "Второе", None, ""),
        ("Раздел 2", None, None, None),
    ]


def test_a_row_cut_by_a_page_is_one_row() -> None:
    first = Sheet().draw_rows(
        EDGES, 700, [HEADER, ("1.1", "Провести осмотр обо-", "до 1 мая", "Отдел обра-")]
    )
    second = Sheet().draw_rows(
        EDGES,
        40,
        [HEADER, ("", "рудования и составить акт", "2025 г.", "зования"), ("1.2", "Отчёт", "июнь", "Архив")],
    )
    blocks = read_pdf(pdf_file(first, second), "a")
    assert rows_of(blocks) == [
        HEADER,
        ("1.1", "Провести осмотр оборудования и составить акт", "до 1 мая 2025 г.", "Отдел образования"),
        ("1.2", "Отчёт", "июнь", "Архив"),
    ]
    assert [block.place for block in blocks] == [
        Place("a", page=1, row=1),
        Place("a", page=1, row=2),
        Place("a", page=2, row=3),
    ]


def test_a_row_over_three_pages_is_one_row() -> None:
    pages = [
        Sheet().draw_rows(EDGES, 700, [HEADER, ("1", "начало", "май", "Архив")]),
        Sheet().draw_rows(EDGES, 40, [("", "середина", "", "")]),
        Sheet().draw_rows(EDGES, 40, [("", "конец", "", ""), ("2", "Отчёт", "июнь", "Архив")]),
    ]
    assert rows_of(read_pdf(pdf_file(*pages), "a"))[1:] == [
        ("1", "начало середина конец", "май", "Архив"),
        ("2", "Отчёт", "июнь", "Архив"),
    ]


def test_a_merged_cell_goes_on_over_the_page() -> None:
    first = Sheet().draw_rows(EDGES, 660, [HEADER])
    first.draw_cells(
        [
            (40, 678, 80, 700, "1"), (80, 678, 300, 700, "Первое"), (300, 678, 400, 722, "в течение\nвсего"),
            (400, 678, 560, 700, "Архив"), (40, 700, 80, 722, "2"), (80, 700, 300, 722, "Второе"),
            (400, 700, 560, 722, "Отдел"),
        ]
    )  # fmt: skip
    second = Sheet().draw_rows(
        EDGES, 40, [HEADER, ("", "и третье", "периода", ""), ("3", "Ещё одно", "", "Отдел")]
    )
    assert rows_of(read_pdf(pdf_file(first, second), "a"))[1:] == [
        ("1", "Первое", "в течение всего периода", "Архив"),
        ("2", "Второе и третье", None, "Отдел"),
        ("3", "Ещё одно", "", "Отдел"),
    ]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        Sheet()
        .write(200, 20, "Управление культуры города")
        .write(40, 100, f"Пункт {name}.")
        .write(300, 770, str(n))
        for n, name in enumerate(("первый", "второй", "третий"), start=1)
    ]
    assert texts_of(read_pdf(pdf_file(*pages), "a")) == ["Пункт первый.", "Пункт второй.", "Пункт третий."]


def test_lines_become_paragraphs() -> None:
    full = "Утвердить прилагаемый план развития школьных музеев и назначить ответственных за его выпол-"
    sheet = Sheet().write(40, 40, "1. " + full, "нение лиц.", "2. Контроль оставляю за собой.")
    assert texts_of(read_pdf(pdf_file(sheet), "a")) == [
        "1. " + full[:-1] + "нение лиц.",
        "2. Контроль оставляю за собой.",
    ]


def test_columns_without_lines() -> None:
    sheet = Sheet().write(200, 40, "План работы")
    printed = [
        ("№", "Мероприятие", "Срок", "Исполнитель"),
        ("1", "Собрать сведения", "март", "Архив"),
        ("", "о музеях", "", ""),
        ("2", "Провести семинар", "май", "Методический"),
        ("", "", "", "центр"),
        ("3", "Отчёт", "июнь", "Архив"),
    ]
    for number, row in enumerate(printed):
        for x, text in zip((40, 80, 300, 400), row, strict=True):
            if text:
                sheet.write(x, 80 + 14 * number, text)
    assert rows_of(read_pdf(pdf_file(sheet), "a")) == [
        ("№", "Мероприятие", "Срок", "Исполнитель"),
        ("1", "Собрать сведения о музеях", "март", "Архив"),
        ("2", "Провести семинар", "май", "Методический центр"),
        ("3", "Отчёт", "июнь", "Архив"),
    ]


def test_justified_lines_are_no_columns() -> None:
    printed = [  # words of one length stand below each other
        "Отделу труда подать списки детей",
        "города Ачита вместе планом летних",
        "лагерь, парка музеев, архива края",
    ]
    sheet = Sheet()
    for number, line in enumerate(printed):
        words = line.split()
        gap = (500 - 5 * sum(map(len, words))) / (len(words) - 1)  # every line ends at the same margin
        x = 40.0
        for word in words:
            sheet.write(x, 80 + 12 * number, word)
            x += 5 * len(word) + gap
    blocks = read_pdf(pdf_file(sheet.write(40, 116, "согласования.")), "a")
    assert texts_of(blocks) == [" ".join([*printed, "согласования."])]


def test_pictures_of_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no tesseract there
    assert "нет текста" in refusal(pdf_file(Sheet().put_picture()))
    blocks = read_pdf(pdf_file(Sheet().write(40, 40, "Текст."), Sheet().put_picture()), "a")
    assert blocks[1] == Problem(
        "scanned_page", "Страница — изображение без текста: она не прочитана.", Place("a", page=2)
    )


def test_encrypted_files_are_refused() -> None:
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"aa" * 32, b"bb" * 32)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", pages, page, stream(b"")]
    assert "зашифрован" in refusal(join_objects(objects, lock, root=1))


@pytest.mark.parametrize(("size", "times"), [(3_000_000, 1), (300_000_000, 2)])
def test_streams_that_unpack_to_bombs_are_refused(size: int, times: int) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", pages, page, packed(b"q" * size, times)]
    assert "бомба" in refusal(join_objects(objects, root=1))


FAKE = """#!{python}
import sys
from pathlib import Path
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\nrus\\neng")
else:
    assert sys.stdin.buffer.read().startswith(b"\\x89PNG")
    sys.stdout.buffer.write(Path({answer!r}).read_bytes())
"""


def test_scanned_pages_are_recognised_where_tesseract_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program in tesseract's place gives back the words; the lines come from the picture."""
    rows = [HEADER, ("1", "Собрать\nсведения", "март", "Архив"), ("2", "Отчёт", "", "Архив")]
    words = Sheet().write(200, 40, "План работы").draw_rows(EDGES, 80, rows)
    words.content = [part for part in words.content if not part.endswith(b"S")]
    (tmp_path / "answer.pdf").write_bytes(pdf_file(words))
    program = tmp_path / "tesseract"
    program.write_text(FAKE.format(python=sys.executable, answer=str(tmp_path / "answer.pdf")))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = Sheet().draw_rows(EDGES, 80, rows)
    lines.content = [part for part in lines.content if part.endswith(b"S")]
    blocks = read_pdf(pdf_file(lines), "a")
    assert texts_of(blocks) == ["План работы"]
    assert rows_of(blocks) == [tuple(cell.replace("\n", " ") for cell in row) for row in rows]
    marked = [block.place.row for block in blocks if isinstance(block, Problem) and block.place]
    assert marked == [1, 2, 3]


def test_what_recognition_spoils_is_put_right_where_the_rest_leaves_no_doubt() -> None:
    numbers = ["№ пт", "1. Раздел", "1.1", "12", "Lf", "1.4", "2. Другой", "21", "зз"]
    terms = ["Срок", "", "ГУ квартал", "Ш, [У кварталы", "П квартал", "квартал", "", "Уют", "I - I кварталы"]
    rows = [RawRow(cells, Place("a")) for cells in zip(numbers, terms, strict=True)]
    assert [row.cells for row in repair_rows(rows)] == [
        ("№ п/п", "Срок"),
        ("1. Раздел", ""),
        ("1.1", "IV квартал"),
        ("1.2", "III, IV кварталы"),
        ("1.3", "II квартал"),
        ("1.4", "квартал"),
        ("2. Другой", ""),
        ("2.1", "Уют"),
        ("зз", "I - I кварталы"),
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Оценка,\nутверждени\nе плана", "Оценка, утверждение плана"),
        ("муниципаль\nного совета", "муниципального совета"),
        ("Координато\nр", "Координатор"),
        ("до\n01.03.202\n4", "до 01.03.2024"),
        ("Назначение\nкуратора", "Назначение куратора"),
        ("Обновлени\nи сайта", "Обновлении сайта"),
        ("Руководите\nи учителя", "Руководите и учителя"),
    ],
)
def test_a_word_wider_than_its_cell_is_one_word(printed: str, read: str) -> None:
    edges = (40, 80, 80 + NARROW, 400, 560)
    sheet = Sheet().draw_rows(edges, 80, [HEADER, ("1", printed, "март", "Архив")])
    assert rows_of(read_pdf(pdf_file(sheet), "a.pdf"))[1][1] == read
    wide = Sheet().draw_rows(EDGES, 80, [HEADER, ("1", printed, "март", "Архив")])
    assert rows_of(read_pdf(pdf_file(wide), "a.pdf"))[1][1] == " ".join(printed.split())


def test_a_cut_word_that_stands_whole_elsewhere_is_one_word() -> None:
    """Without a dictionary only the document itself knows that "вательных" is no word."""
    edges = (40, 80, 80 + NARROW, 400, 560)
    cut = Sheet().draw_rows(edges, 80, [HEADER, ("1", "Для\nобщеобразо\nвательных\nшкол", "март", "Архив")])
    assert rows_of(read_pdf(pdf_file(cut), "a"))[1][1] == "Для общеобразо вательных школ"
    cut.write(40, 40, "План общеобразовательной сети")
    assert rows_of(read_pdf(pdf_file(cut), "a"))[1][1] == "Для общеобразовательных школ"
