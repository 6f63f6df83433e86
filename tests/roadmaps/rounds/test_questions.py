"""A set that cannot be asked or scored is refused, and every reason is told at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from models.errors import SeveralMistakesError
from question_sets import EVERY_KIND, question_sets
from roadmaps.rounds.questions import (
    DEFAULT_LEVELS,
    check_question_set,
    read_question_set,
    write_question_set,
)
from roadmaps.rounds.values import (
    Criterion,
    Indicator,
    IndicatorKind,
    Level,
    QuestionSet,
    Scoring,
    ScoringKind,
)

STEPS = Scoring(ScoringKind.STEPS, steps=((Decimal(5), Fraction(1)), (Decimal(1), Fraction(2))))
FLAT = Scoring(ScoringKind.LINEAR, Decimal(3), Decimal(3))
CHOICE = Scoring(ScoringKind.CHOICE, choices={"Да": Fraction(1)})
RULES = "Уровни должны начинаться с нуля и идти по возрастанию, последний — ниже единицы."


def told(questions: QuestionSet) -> list[str]:
    with pytest.raises(SeveralMistakesError) as caught:
        check_question_set(questions)
    return str(caught.value).splitlines()


@settings(max_examples=60, deadline=None)
@given(question_sets())
def test_any_set_is_valid_and_survives_its_json(questions: QuestionSet) -> None:
    check_question_set(questions)
    assert read_question_set(write_question_set(questions)) == questions


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        (Indicator("", "А"), "У показателя «А» нет номера."),
        (Indicator("1.1", "А"), "Номер показателя 1.1 встречается дважды."),
        (Indicator("5", ""), "У показателя 5 нет названия."),
        (Indicator("5", "А", "7"), "Показатель 5 отнесён к критерию 7, которого нет."),
        (Indicator("5", "А", weight=Fraction(0)), "Вес показателя 5 должен быть больше нуля."),
        (
            Indicator("5", "А", scoring=Scoring(ScoringKind.LINEAR)),
            "Показатель 5: такое правило оценки не подходит к виду ответа.",
        ),
        (
            Indicator("5", "А", kind=IndicatorKind.NUMBER, scoring=FLAT),
            "Показатель 5: худшее и лучшее значения совпадают.",
        ),
        (
            Indicator("5", "А", kind=IndicatorKind.CHOICE, choices=("Да", "да")),
            "Показатель 5: нужно хотя бы два варианта ответа, все разные.",
        ),
        (
            Indicator("5", "А", kind=IndicatorKind.CHOICE, choices=("Да", "Нет"), scoring=CHOICE),
            "Показатель 5: балл нужен каждому варианту ответа.",
        ),
    ],
)
def test_an_indicator_that_will_not_do_is_named(indicator: Indicator, sentence: str) -> None:
    assert told(replace(EVERY_KIND, indicators=(*EVERY_KIND.indicators, indicator))) == [sentence]


def test_all_mistakes_are_told_at_once() -> None:
    steps = Indicator("5", "А", kind=IndicatorKind.NUMBER, scoring=STEPS)
    criteria = (Criterion("1", "Планы"), Criterion("1", ""), Criterion("2", "Люди", Fraction(-1)))
    assert told(replace(EVERY_KIND, criteria=criteria, indicators=(steps,), levels=())) == [
        "Номер критерия 1 встречается дважды.",
        "У критерия «1» нет номера или названия.",
        "Вес критерия 2 должен быть больше нуля.",
        "Показатель 5: ступени должны идти по возрастанию.",
        "Показатель 5: баллы ступеней и вариантов — доли от 0 до 1.",
        RULES,
    ]
    assert told(replace(EVERY_KIND, indicators=())) == [
        "В наборе «Музейная работа» нет ни одного показателя."
    ]


@pytest.mark.parametrize(
    "shares", [(Fraction(1, 5),), (Fraction(0), Fraction(0)), (Fraction(0), Fraction(2, 5), Fraction(1, 5))]
)
def test_levels_rise_from_nought(shares: tuple[Fraction, ...]) -> None:
    levels = tuple(Level(str(n), str(n), share) for n, share in enumerate(shares))
    assert told(replace(EVERY_KIND, levels=levels)) == [RULES]


def test_the_usual_levels_are_the_five_of_the_officials() -> None:
    assert [level.name for level in DEFAULT_LEVELS] == [
        "низкий", "ниже среднего", "средний", "выше среднего", "высокий",
    ]  # fmt: skip
    without = write_question_set(EVERY_KIND)
    del without["levels"]
    assert read_question_set(without).levels == DEFAULT_LEVELS
