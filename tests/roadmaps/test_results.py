"""Numbers against what the document wants."""

from __future__ import annotations

from decimal import Decimal

import pytest

from roadmaps.results import judge_result, read_amount, read_target


@pytest.mark.parametrize(
    ("expected", "year", "words", "result", "reached", "difference"),
    [("Не менее 200 участников", 2021, "не менее 200 участников", "214", True, 14),
     ("Не менее 200 участников", 2021, "не менее 200 участников", "199", False, -1),
     ("Охват не менее чем 1 250 человек", 2021, "не менее чем 1 250 человек", "1250", True, 0),
     ("не более 3 замечаний", 2021, "не более 3 замечаний", "2", True, -1),
     ("более 50 % школ", 2021, "более 50 %", "50", False, 0),
     ("100 % педагогов", 2021, "100 %", "97,5", False, Decimal("-2.5")),
     ("не менее 5 % в 2020 г., не менее 10 % в 2021 году", 2021, "не менее 10 %", "11", True, 1),
     ("не менее 5 % в 2020 г., не менее 10 % в 2021 году", 2020, "не менее 5 %", "4", False, -1)],
)  # fmt: skip
def test_a_number_reaches_its_target_or_falls_short(
    expected: str, year: int, words: str, result: str, reached: bool, difference: int
) -> None:
    verdict = judge_result(result, read_target(expected, year))
    assert verdict is not None
    assert (verdict.target.words, verdict.reached, verdict.difference) == (words, reached, difference)


@pytest.mark.parametrize(
    "expected",
    ["Реестр", "Приказ от 15 марта 2021 г.", "до 25 марта", "не более 10 дней", "дети до 18 лет",
     "не менее 3 семинаров, не менее 200 участников", "Протокол № 5",
     "не менее 5 % в 2020 г., не менее 10 % в 2022 году"],
)  # fmt: skip
def test_what_names_no_single_amount_is_compared_with_nothing(expected: str) -> None:
    assert read_target(expected, 2021) is None


@pytest.mark.parametrize(
    ("words", "amount"),
    [("214", "214"), (" 1 250 ", "1250"), ("12,5", "12.5"), ("97 %", "97"), ("", None), ("много", None),
     ("-5", None), ("1e9", None), ("NaN", None), ("١٢", None), ("9" * 40, None), ("12,5,6", None)],
)  # fmt: skip
def test_amounts_are_plain_digits(words: str, amount: str | None) -> None:
    """ASVS V2.2.1: an input is what it is expected to be."""
    assert read_amount(words) == (None if amount is None else Decimal(amount))
