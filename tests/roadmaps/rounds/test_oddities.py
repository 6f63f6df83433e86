"""What looks strange beside the round before is named; what is usual is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from roadmaps.rounds.oddities import Oddity, find_oddities
from roadmaps.rounds.values import AnswerValue, Indicator, IndicatorKind

YES, SHARE = Indicator("1", "План", ""), Indicator("2", "Доля", "", IndicatorKind.SHARE)
COUNT = Indicator("3", "Люди", "", IndicatorKind.NUMBER, unit="чел.")
MONEY = Indicator("4", "Расходы", "", IndicatorKind.NUMBER, unit="тыс. руб.")


def say(indicator: Indicator, now: AnswerValue, before: AnswerValue = None) -> list[str]:
    found = find_oddities((indicator,), {indicator.code: now}, {indicator.code: before})
    assert {oddity.code for oddity in found} <= {indicator.code}
    return [oddity.sentence.replace("\u00a0", " ") for oddity in found]


@pytest.mark.parametrize(
    ("indicator", "now", "before", "sentence"),
    [
        (YES, False, True, "Теперь «нет», а в прошлый раз было «да»."),
        (YES, None, True, "Нет ответа, а в прошлый раз он был: да."),
        (SHARE, Decimal(75), Decimal("32.5"), "Ответ на 42,5 п. п. выше, чем в прошлый раз."),
        (COUNT, Decimal(42), Decimal(10), "Ответ в 4,2 раза больше, чем в прошлый раз: 10 чел.."),
        (COUNT, Decimal(50), Decimal(10), "Ответ в 5 раз больше, чем в прошлый раз: 10 чел."),
        (COUNT, Decimal(10), Decimal(42), "Ответ в 4,2 раза меньше, чем в прошлый раз: 42 чел.."),
        (COUNT, Decimal(12), Decimal(0), "Ответ 12 чел., в прошлый раз: 0 чел.."),
        (MONEY, Decimal(-1), None, "Число меньше нуля."),
        (COUNT, Decimal("7.5"), None, "Дробное число там, где считают целыми: 7,5 чел.."),
    ],
)
def test_a_strange_answer_is_named(
    indicator: Indicator, now: AnswerValue, before: AnswerValue, sentence: str
) -> None:
    assert say(indicator, now, before) == [sentence.replace("..", ".")]


@pytest.mark.parametrize(
    ("indicator", "now", "before"),
    [
        (YES, True, False),
        (YES, None, None),
        (SHARE, Decimal(55), Decimal("30.1")),
        (COUNT, Decimal(3), Decimal(1)),
        (COUNT, Decimal(25), Decimal(10)),
        (MONEY, Decimal("7.5"), Decimal(7)),
        (COUNT, Decimal(5), "слова"),
    ],
)
def test_a_usual_answer_is_not(indicator: Indicator, now: AnswerValue, before: AnswerValue) -> None:
    assert say(indicator, now, before) == []


def test_a_form_copied_from_the_round_before_is_told_and_one_changed_answer_is_enough() -> None:
    before: dict[str, AnswerValue] = {"1": True, "2": Decimal(40), "3": Decimal(7)}
    indicators = (YES, SHARE, COUNT)
    same = Oddity("", "Все ответы те же, что в прошлый раз.")
    assert find_oddities(indicators, dict(before), before) == [same]
    assert find_oddities(indicators, {**before, "3": Decimal(8)}, before) == []
