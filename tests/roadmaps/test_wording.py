"""Words of cells: stripping, joining, weaving."""

from __future__ import annotations

import pytest

from roadmaps.wording import find_woven, is_scattered_in, join_pieces, plain, vocabulary_of


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("<p>план <i>работы</i></p>", "план работы"),
        ("один<br>два", "один два"),
        ("**Итоги** года", "Итоги года"),
        ("## Критерий 1", "Критерий 1"),
        ("почта [a_b@c.ru](mailto:a_b@c.ru)", "почта a_b@c.ru"),
        ("2 &lt; 3 &amp; 4", "2 < 3 & 4"),
        (None, ""),
    ],
)
def test_marks_are_stripped(cell: str | None, words: str) -> None:
    assert plain(cell) == words


@pytest.mark.parametrize(
    ("first", "rest", "joined"),
    [
        ("о проведении", "мониторинга", "о проведении мониторинга"),
        ("заместитель ди-", "ректора", "заместитель директора"),
        ("участников ре-", "региональных конкурсов", "участников региональных конкурсов"),
        ("июнь-", "сентябрь", "июнь-сентябрь"),
        ("учебно-", "методических", "учебно-методических"),
        ("образования, получающих", "образования, получающих помощь", "образования, получающих помощь"),
        ("", "остаток", "остаток"),
    ],
)
def test_what_a_page_divided_is_joined(first: str, rest: str, joined: str) -> None:
    vocabulary = vocabulary_of(["директора школ, региональных конкурсов, учебно-методических пособий", first])
    assert join_pieces(first, rest, vocabulary) == joined


def test_words_of_one_cell_in_two_columns_are_found_in_a_row_like_it() -> None:
    whole = "Наличие адресных рекомендаций по работе с наставниками"
    assert find_woven("Наличие рекомендаций по работе с наставниками", "адресных", [whole, "Отчёт"]) == (
        whole,
        True,
    )
    assert find_woven("Наличие рекомендации по работам с наставником", "адресной", [whole, "Отчёт"]) == (
        whole,
        False,
    )
    assert find_woven("Наличие плана", "другого", [whole]) is None


def test_scattered_words() -> None:
    assert is_scattered_in("числа работников", "динамика числа новых работников")
    assert not is_scattered_in("работников числа", "динамика числа новых работников")
