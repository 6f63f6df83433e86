"""What the heading of a column says it holds, in the words that plans use."""

from __future__ import annotations

import pytest

from roadmaps.columns import Column, read_header, read_heading


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Докладчик", Column.RESPONSIBLE),
        ("Кто готовит", Column.RESPONSIBLE),
        ("Кто контролирует", Column.CONTROLLER),
        ("Вопросы, подлежащие контролю", Column.TITLE),
        ("Повестка", Column.TITLE),
        ("Что проверяется", Column.TITLE),
        ("Планируемая дата", Column.TERM),
        ("Дедлайн", Column.TERM),
        ("Конец", Column.TERM_END),
        ("Этап", Column.DIRECTION),
        ("Источник финансирования", Column.OTHER),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, column: Column) -> None:
    assert read_heading(heading) is column


@pytest.mark.parametrize(
    ("headings", "term"),
    [
        (("№", "Мероприятие", "Срок (факт)", "Срок (план)", "Ответственный"), 3),
        (("№", "Мероприятие", "Год", "Срок", "Ответственный"), 3),
        (("№", "Мероприятие", "Периодичность", "Срок", "Ответственный"), 3),
        (("№", "Мероприятие", "Периодичность", "Ответственный"), 2),
    ],
)
def test_of_two_columns_of_terms_one_is_the_term(headings: tuple[str, ...], term: int) -> None:
    header = read_header(headings)
    assert header is not None
    assert header.index(Column.TERM) == term


def test_an_unnamed_first_column_is_what_to_do_where_a_term_and_an_executor_stand() -> None:
    header = read_header(("№", "Заседание", "Дата", "Ответственный"))
    assert header is not None
    assert header.index(Column.TITLE) == 1
