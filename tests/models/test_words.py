"""Words in one form: what a search for one form finds in another."""

from __future__ import annotations

import pytest

from models.words import LONGEST, stem_words


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("мониторинга", "Провести МОНИТОРИНГ"),
        ("справку", "Подготовка справки"),
        ("школьным музеям", "по развитию школьных музеев"),
        ("отчёт", "сводные отчеты"),
        ("отчеты", "Отчёт"),
        ("педагогов", "педагогам"),
        ("приказ 713", "к приказу № 01/713"),
        ("excel", "таблица Excel"),
    ],
)
def test_any_form_of_a_word_finds_any_other(asked: str, written: str) -> None:
    assert stem_words(asked) <= stem_words(written)


def test_other_words_are_other_words() -> None:
    assert not stem_words("семинар") <= stem_words("Провести мониторинг")


def test_what_joins_words_is_no_word() -> None:
    assert stem_words("и в на по — «»") == frozenset()


def test_a_text_without_spaces_fits_its_column() -> None:
    assert max(map(len, stem_words("х" * 500))) == LONGEST
