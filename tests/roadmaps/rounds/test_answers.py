"""Answers are read as people type them, and an unclear one is asked again, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import CallerError
from models.language import speaking
from roadmaps.rounds.answers import answer_from_json, answer_to_json, format_answer, read_answer
from roadmaps.rounds.values import AnswerValue, Indicator, IndicatorKind

YES_NO = Indicator("1", "Есть план", kind=IndicatorKind.YES_NO)
NUMBER = Indicator("2", "Число школ", kind=IndicatorKind.NUMBER, unit="ед.")
SHARE = Indicator("3", "Доля", kind=IndicatorKind.SHARE)
CHOICE = Indicator("4", "Форма", kind=IndicatorKind.CHOICE, choices=("Очная", "Смешанная"))
TEXT = Indicator("5", "Опишите", kind=IndicatorKind.TEXT)


@pytest.mark.parametrize(
    ("indicator", "typed", "value"),
    [
        (YES_NO, " Да ", True),
        (YES_NO, "+", True),
        (YES_NO, "нет", False),
        (YES_NO, "–", False),
        (YES_NO, "", None),
        (NUMBER, "1 234", Decimal(1234)),
        (NUMBER, "1\u00a0234,50", Decimal("1234.5")),
        (NUMBER, "−3", Decimal(-3)),
        (NUMBER, "0", Decimal(0)),
        (SHARE, "42,5 %", Decimal("42.5")),
        (SHARE, "100", Decimal(100)),
        (CHOICE, "смешанная", "Смешанная"),
        (TEXT, " слова ", "слова"),
    ],
)
def test_what_is_typed_is_read(indicator: Indicator, typed: str, value: AnswerValue) -> None:
    assert read_answer(indicator, typed) == value


@pytest.mark.parametrize(
    ("indicator", "typed"),
    [(YES_NO, "может быть"), (NUMBER, "много"), (NUMBER, "1,2,3"), (NUMBER, "1e5"), (NUMBER, "٣"),
     (SHARE, "101"), (SHARE, "-1"), (CHOICE, "Заочная"), (TEXT, "х" * 10_001), (NUMBER, "9" * 17)],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_number(indicator: Indicator, typed: str) -> None:
    with pytest.raises(CallerError, match=rf"Показатель {indicator.code}:"):
        read_answer(indicator, typed)


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [
        (YES_NO, True, "да"),
        (NUMBER, Decimal("12345.50"), "12\u00a0345,5\u00a0ед."),
        (SHARE, Decimal("42.5"), "42,5\u00a0%"),
        (CHOICE, "Очная", "Очная"),
        (NUMBER, None, "нет ответа"),
    ],
)
def test_answers_are_printed_as_officials_write(indicator: Indicator, value: AnswerValue, words: str) -> None:
    assert format_answer(indicator, value) == words


def test_a_comma_that_may_mean_two_things_in_english_is_asked_about() -> None:
    assert read_answer(NUMBER, "1,250") == Decimal("1.25")
    with speaking("en"):
        assert read_answer(NUMBER, "1,25") == Decimal("1.25")
        assert read_answer(NUMBER, "1250.5") == Decimal("1250.5")
        for text in ("1,250", "-12,345", "1,250,000"):
            with pytest.raises(CallerError, match=r"Напишите 1250 или 1\.25"):
                read_answer(NUMBER, text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_survives_printing_in_english(value: Decimal) -> None:
    with speaking("en"):
        assert read_answer(NUMBER, format_answer(NUMBER, value).removesuffix("ед.")) == value


def test_no_is_no_in_english_and_not_that_there_is_none() -> None:
    with speaking("en"):
        assert [format_answer(YES_NO, value) for value in (True, False, None)] == ["yes", "no", "no answer"]


@given(st.decimals(min_value=0, max_value=100, places=3))
def test_a_number_survives_json_and_printing(value: Decimal) -> None:
    assert answer_from_json(SHARE, answer_to_json(value)) == value
    assert read_answer(SHARE, format_answer(SHARE, value)) == value
