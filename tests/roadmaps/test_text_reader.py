"""Bytes and plain text -> blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import UnreadableFileError
from roadmaps.readers import Paragraph, RawRow, read_blocks, read_content
from roadmaps.readers.encoding import decode_text
from roadmaps.readers.text import split_blocks

PHRASE = "Приказ № 12 от 05.09.2024: «Об утверждении плана мероприятий» — срок до 1 октября.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_every_russian_encoding_is_told_from_the_content(encoding: str) -> None:
    assert (decode_text(PHRASE.encode(encoding)) or "").lstrip("\ufeff") == PHRASE


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_old_encodings_without_long_dashes(encoding: str) -> None:
    phrase = "План работы методического кабинета на сентябрь. Ответственный: методист Петрова.\n"
    assert decode_text(phrase.encode(encoding)) == phrase


def test_capital_letters_do_not_mislead_the_scorer() -> None:
    phrase = "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nПРИКАЗ\n12.03.2024\nоб утверждении плана\n"
    assert [decode_text(phrase.encode(name)) for name in ("cp1251", "koi8-r", "cp866")] == [phrase] * 3


def test_bytes_that_are_no_text() -> None:
    assert decode_text(b"\x00\x01\x02\x00\xff\x03" * 50) is None


def test_a_row_knows_its_line_and_whether_a_gap_stands_before_it() -> None:
    blocks = split_blocks("Заголовок\n\n1\tНазвание\tсрок\n2\tДругое\tсрок\n", "a.txt")
    assert [(b.place.line, b.after_gap) for b in blocks] == [(1, True), (3, True), (4, False)]
    assert isinstance(blocks[1], RawRow)
    assert blocks[1].cells == ("1", "Название", "срок")


def test_form_feeds_count_pages() -> None:
    blocks = split_blocks("первая\n\fвторая\n", "a.txt")
    assert [(b.place.page, b.after_gap) for b in blocks] == [(1, True), (2, True)]


def test_invisible_characters_go() -> None:
    [block] = split_blocks("при\u00adказ\u200b от\u00a0мая\n", "a.txt")
    assert isinstance(block, Paragraph)
    assert block.text == "приказ от мая"


def test_markdown_rows() -> None:
    blocks = split_blocks("| № | Срок |\n|---|------|\n| 1 | до \\| после |\n", "a.txt")
    assert [b.cells for b in blocks if isinstance(b, RawRow)] == [("№", "Срок"), ("1", "до | после")]


def test_rows_of_a_drawn_box_are_joined_with_their_divided_words() -> None:
    """
    |----+--------|
    | 1  | колле- |
    |    | джи    |
    |----+--------|
    | 2  | школы  |
    |----+--------|
    """
    blocks = split_blocks(str(test_rows_of_a_drawn_box_are_joined_with_their_divided_words.__doc__), "a.txt")
    assert [(b.cells, b.after_gap) for b in blocks if isinstance(b, RawRow)] == [
        (("1", "колледжи"), True),
        (("2", "школы"), False),
    ]


def test_columns_held_apart_by_spaces_need_three_lines() -> None:
    table = "№   Дело    Срок\n1   Отчёт   май\n2   План    июнь\n"
    assert all(isinstance(b, RawRow) for b in split_blocks(table, "a.txt"))
    signature = "Начальник отдела        А.Б. Иванов\n"
    assert all(isinstance(b, Paragraph) for b in split_blocks(signature, "a.txt"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Файл «a.txt» пуст."),
        (b"1234 5678\n", "Файл «a.txt» — не текст: в нём двоичные данные."),
    ],
)
def test_what_cannot_be_read_says_so_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_content(content, "a.txt")
    assert str(caught.value).startswith(sentence)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="не найден"):
        read_blocks(tmp_path / "нет.txt")
    with pytest.raises(UnreadableFileError, match="папка, а не документ"):
        read_blocks(tmp_path)
