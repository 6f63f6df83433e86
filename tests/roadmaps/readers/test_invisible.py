"""Characters that nobody sees, and letters of another alphabet: flagged with their place."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from roadmaps.documents import parse_text, read_document

HEAD = "План мероприятий на 2025-2026 гг.\n\n№\tМероприятие\tСрок\tИсполнитель\n"


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\u200f"])
def test_invisible_characters_of_a_text_are_flagged_and_not_read(tmp_path: Path, hidden: str) -> None:
    path = tmp_path / "план.txt"
    path.write_text(HEAD + f"1\tСобрать све{hidden}дения\tмай 2025 г.\tЦентр\n", encoding="utf-8")
    document = read_document(path)
    assert document.rows[0].title == "Собрать сведения"
    flagged = [p for p in document.problems if p.code == "invisible_characters"]
    assert [(p.place.line if p.place else None) for p in flagged] == [4]


def test_invisible_characters_of_a_word_file_are_flagged(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("№", "Мероприятие", "Срок", "Исполнитель"),
        ("1", "Собрать\u202e сведения", "май 2025 г.", "Центр"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    path = tmp_path / "план.docx"
    path.write_bytes(buffer.getvalue())
    assert "invisible_characters" in [p.code for p in read_document(path).problems]


def test_soft_hyphens_and_byte_order_marks_are_nothing_to_flag(tmp_path: Path) -> None:
    path = tmp_path / "план.txt"
    path.write_text("\ufeff" + HEAD + "1\tСобрать све\u00adдения\tмай 2025 г.\tЦентр\n", encoding="utf-8")
    assert "invisible_characters" not in [p.code for p in read_document(path).problems]


def test_latin_letters_in_a_russian_word_are_flagged() -> None:
    document = parse_text(HEAD + "1\tСoбрать PR-отчёт\tмай 2025 г.\tЦентр IT\n", "план.txt")
    assert [p.raw for p in document.problems if p.code == "mixed_alphabets"] == ["Сoбрать"]
