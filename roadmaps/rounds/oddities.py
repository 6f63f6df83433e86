"""Answers that look strange beside those of the round before: worth a second look, never refused. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.language import say
from models.values import fold
from roadmaps.rounds.answers import format_answer, format_number
from roadmaps.rounds.changes import describe_value_change, round_to_tenth
from roadmaps.rounds.values import AnswerValue, Indicator, IndicatorKind

LARGE_SHARE = Decimal(25)  # percentage points
LARGE_FACTOR = 3
LEAST_DIFFERENCE = 5  # of numbers: from one to three of anything is no wonder
_FEWEST_TO_COMPARE = 3  # answers, before "all the same" means anything
_LONGEST_QUOTE = 120
_WHOLE_UNITS = frozenset(
    {"ед", "чел", "человек", "шт", "штук", "школ", "организаций", "учреждений", "педагогов", "учителей"}
)


@dataclass(frozen=True)
class Oddity:
    """What looks strange and why, in words; ``code`` "" is for the form as a whole."""

    code: str
    sentence: str


def find_oddities(
    indicators: tuple[Indicator, ...],
    answers: Mapping[str, AnswerValue],
    before: Mapping[str, AnswerValue],
) -> list[Oddity]:
    """What looks strange in answers by code, by indicator; what is about all of them last."""
    found = [
        Oddity(indicator.code, f"{sentence.rstrip('.')}.")  # «7 чел.» brings its own full stop
        for indicator in indicators
        for sentence in _judge(indicator, answers.get(indicator.code), before.get(indicator.code))
    ]
    common = [code for code in before if before[code] is not None and answers.get(code) is not None]
    if len(common) >= _FEWEST_TO_COMPARE and all(answers[code] == before[code] for code in common):
        found.append(Oddity("", say("Все ответы те же, что в прошлый раз.")))
    return found


def _judge(indicator: Indicator, now: AnswerValue, before: AnswerValue) -> Iterator[str]:
    if now is None:
        if before is not None:
            former = _shorten(format_answer(indicator, before))
            yield say("Нет ответа, а в прошлый раз он был: {former}.", former=former)
        return
    if now is False and before is True:
        yield say("Теперь «нет», а в прошлый раз было «да».")
    if isinstance(now, Decimal):
        yield from _judge_number(indicator, now)
        if isinstance(before, Decimal):
            yield from _compare(indicator, now, before)


def _judge_number(indicator: Indicator, now: Decimal) -> Iterator[str]:
    if now < 0:
        yield say("Число меньше нуля.")
    if now % 1 and fold(indicator.unit).rstrip(".") in _WHOLE_UNITS:
        answer = format_answer(indicator, now)
        yield say("Дробное число там, где считают целыми: {answer}.", answer=answer)


def _compare(indicator: Indicator, now: Decimal, before: Decimal) -> Iterator[str]:
    if indicator.kind is IndicatorKind.SHARE:
        if abs(now - before) >= LARGE_SHARE:
            change = describe_value_change(indicator, now - before, say("в прошлый раз"))
            yield say("Ответ {change}.", change=change)
        return
    less, more = sorted((abs(now), abs(before)))
    if abs(now - before) < LEAST_DIFFERENCE or more < less * LARGE_FACTOR:
        return
    was, answer = format_answer(indicator, before), format_answer(indicator, now)
    if not less or now * before < 0:
        yield say("Ответ {answer}, в прошлый раз: {was}.", answer=answer, was=was)
        return
    times = _say_times(round_to_tenth(Fraction(more) / Fraction(less)))
    if now > before:
        yield say("Ответ в {times} больше, чем в прошлый раз: {was}.", times=times, was=was)
    else:
        yield say("Ответ в {times} меньше, чем в прошлый раз: {was}.", times=times, was=was)


def _say_times(times: Decimal) -> str:
    """3 раза, 5 раз, 21 раз, 4,2 раза."""
    is_few = times % 1 != 0 or (times % 10 in (2, 3, 4) and times % 100 not in (12, 13, 14))
    words = "{number} раза" if is_few else "{number} раз"
    return say(words, number=format_number(times))


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
