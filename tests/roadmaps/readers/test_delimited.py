"""Texts with separators, markdown, and what other files turn out to be."""

from __future__ import annotations

import pytest

from models.errors import UnreadableFileError
from models.values import Place
from roadmaps.readers import Block, Paragraph, RawRow, read_content

PLAN = (
    "План музея на 2025 год{0}{0}{0}\n"
    "Номер{0}Мероприятие{0}Срок{0}Исполнитель\n"
    '1{0}"Сбор{0} сведений\nи фото"{0}март{0}"МБУ ""Центр"""\n'
    "2{0}Отчёт{0}июнь{0}Архив\n"
)


def rows_of(blocks: list[Block]) -> list[tuple[str | None, ...]]:
    return [block.cells for block in blocks if isinstance(block, RawRow)]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_separator_quoting_and_encoding_are_told_from_the_content(separator: str, encoding: str) -> None:
    text = PLAN.format(separator)
    blocks = read_content(text.encode(encoding), "a.xls")
    assert blocks[0] == Paragraph("План музея на 2025 год", Place("a.xls", line=1))
    assert rows_of(blocks) == [
        ("Номер", "Мероприятие", "Срок", "Исполнитель"),
        ("1", f"Сбор{separator.strip() or ''} сведений\nи фото", "март", 'МБУ "Центр"'),
        ("2", "Отчёт", "июнь", "Архив"),
    ]
    assert [block.place.line for block in blocks] == [1, 2, 3, 5]


def test_running_text_with_commas_is_no_table() -> None:
    text = (
        "Приказываю, начиная с мая, собрать сведения.\nОтчёт, справку, акт сдать в июне.\nКонтроль, учёт.\n"
    )
    assert all(isinstance(block, Paragraph) for block in read_content(text.encode(), "a"))


def test_markdown_tables() -> None:
    text = "# План\n\n| № | Мероприятие | Срок |\n|---|:--|---|\n| 1 | Сбор \\| учёт | март |\n"
    blocks = read_content(text.encode(), "a.md")
    assert rows_of(blocks) == [("№", "Мероприятие", "Срок"), ("1", "Сбор | учёт", "март")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "пуст"),
        (b"\x89PNG\r\n\x1a\n", "изображение"),
        (b"\x7fELF\x02\x01\x01", "программа"),
        (b"Rar!\x1a\x07", "архив"),
        (b"PK\x03\x04 and nothing else", "повреждён"),
        (b"%PDF-1.7 and nothing else", "повреждён|нет текста"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "старого вида"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "зашифрован"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "_VBA_PROJECT".encode("utf-16-le"), "макросы"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "Workbook".encode("utf-16-le"), "повреждён"),
    ],
)
def test_other_files_are_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read_content(content, "план.txt")


def test_markdown_tables_without_outer_bars() -> None:
    text = "План\n\n№ | Мероприятие | Срок\n--|:--:|--\n1 | Сбор | март\n2 | | май |\n\nИтог | конец\n"
    blocks = read_content(text.encode(), "a.md")
    assert rows_of(blocks) == [("№", "Мероприятие", "Срок"), ("1", "Сбор", "март"), ("2", "", "май")]
    assert blocks[-1] == Paragraph("Итог | конец", Place("a.md", line=8), True)


def test_utf8_with_a_broken_byte_is_still_utf8() -> None:
    content = bytearray(("Собрать сведения о музеях. " * 20).encode())
    content[40] = 0xFF
    block = read_content(bytes(content), "a.txt")[0]
    assert isinstance(block, Paragraph)
    assert block.text.endswith("Собрать сведения о музеях.")
