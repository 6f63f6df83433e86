"""A set of criteria and indicators as JSON and back, and what must hold of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from models.errors import CallerError, SeveralMistakesError
from models.values import fold
from roadmaps.rounds.values import (
    Criterion,
    Indicator,
    IndicatorKind,
    Level,
    QuestionSet,
    Scoring,
    ScoringKind,
    Target,
)

DEFAULT_LEVELS = (
    Level("low", "низкий", Fraction(0)),
    Level("below_average", "ниже среднего", Fraction(1, 5)),
    Level("average", "средний", Fraction(2, 5)),
    Level("above_average", "выше среднего", Fraction(3, 5)),
    Level("high", "высокий", Fraction(4, 5)),
)
_USUAL = {
    IndicatorKind.YES_NO: ScoringKind.YES,
    IndicatorKind.SHARE: ScoringKind.LINEAR,
    IndicatorKind.NUMBER: ScoringKind.NONE,
    IndicatorKind.CHOICE: ScoringKind.NONE,
    IndicatorKind.TEXT: ScoringKind.NONE,
}
_FITTING = {
    IndicatorKind.YES_NO: {ScoringKind.NONE, ScoringKind.YES},
    IndicatorKind.NUMBER: {ScoringKind.NONE, ScoringKind.LINEAR, ScoringKind.STEPS},
    IndicatorKind.SHARE: {ScoringKind.NONE, ScoringKind.LINEAR, ScoringKind.STEPS},
    IndicatorKind.CHOICE: {ScoringKind.NONE, ScoringKind.CHOICE},
    IndicatorKind.TEXT: {ScoringKind.NONE},
}


def usual_scoring(kind: IndicatorKind) -> Scoring:
    """How an indicator of this kind is scored where nobody says otherwise."""
    return Scoring(_USUAL[kind])


def write_question_set(questions: QuestionSet) -> dict[str, Any]:
    """The JSON of a set: numbers as text, shares as ``1/5``; keys are added, never renamed."""
    return {
        "name": questions.name,
        "version": questions.version,
        "criteria": [{"code": c.code, "title": c.title, "weight": str(c.weight)} for c in questions.criteria],
        "indicators": [_write_indicator(indicator) for indicator in questions.indicators],
        "levels": [
            {"code": level.code, "name": level.name, "from": str(level.from_share)}
            for level in questions.levels
        ],
    }


def _write_indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "title": indicator.title,
        "criterion": indicator.criterion,
        "kind": indicator.kind.value,
        "weight": str(indicator.weight),
        "scoring": _write_scoring(indicator.scoring),
        "unit": indicator.unit,
        "choices": list(indicator.choices),
        "needs_evidence": indicator.needs_evidence,
        "is_required": indicator.is_required,
        "hint": indicator.hint,
        "targets": [
            {
                "value": str(target.value),
                "words": target.words,
                "due_on": target.due_on.isoformat() if target.due_on else None,
            }
            for target in indicator.targets
        ],
    }


def _write_scoring(scoring: Scoring) -> dict[str, Any]:
    return {
        "kind": scoring.kind.value,
        "worst": str(scoring.worst),
        "best": str(scoring.best),
        "steps": [[str(value), str(share)] for value, share in scoring.steps],
        "choices": {choice: str(share) for choice, share in scoring.choices.items()},
    }


def read_question_set(data: Mapping[str, Any]) -> QuestionSet:
    """The set that ``write_question_set`` wrote; levels that are not named are the usual five."""
    levels = tuple(
        Level(level["code"], level["name"], Fraction(level["from"])) for level in data.get("levels") or ()
    )
    return QuestionSet(
        data["name"],
        data["version"],
        tuple(
            Criterion(c["code"], c["title"], Fraction(c.get("weight", 1))) for c in data.get("criteria", ())
        ),
        tuple(_read_indicator(indicator) for indicator in data["indicators"]),
        levels or DEFAULT_LEVELS,
    )


def _read_indicator(data: Mapping[str, Any]) -> Indicator:
    kind = IndicatorKind(data.get("kind", IndicatorKind.YES_NO))
    return Indicator(
        data["code"],
        data["title"],
        data.get("criterion", ""),
        kind,
        Fraction(data.get("weight", 1)),
        _read_scoring(data["scoring"]) if data.get("scoring") else usual_scoring(kind),
        data.get("unit", ""),
        tuple(data.get("choices", ())),
        data.get("needs_evidence", False),
        data.get("is_required", True),
        data.get("hint", ""),
        tuple(
            Target(
                Decimal(target["value"]),
                target.get("words", ""),
                date.fromisoformat(target["due_on"]) if target.get("due_on") else None,
            )
            for target in data.get("targets", ())
        ),
    )


def _read_scoring(data: Mapping[str, Any]) -> Scoring:
    return Scoring(
        ScoringKind(data["kind"]),
        Decimal(data.get("worst", "0")),
        Decimal(data.get("best", "100")),
        tuple((Decimal(value), Fraction(share)) for value, share in data.get("steps", ())),
        {choice: Fraction(share) for choice, share in data.get("choices", {}).items()},
    )


def check_question_set(questions: QuestionSet) -> None:
    """SeveralMistakesError names each indicator that will not do, and why."""
    mistakes = list(_find_mistakes(questions))
    if mistakes:
        raise SeveralMistakesError(mistakes)


def _find_mistakes(questions: QuestionSet) -> Iterator[CallerError]:
    if not questions.indicators:
        yield CallerError("В наборе «{name}» нет ни одного показателя.", name=questions.name)
    yield from _find_criterion_mistakes(questions.criteria)
    codes: set[str] = set()
    criteria = {criterion.code for criterion in questions.criteria}
    for indicator in questions.indicators:
        code = indicator.code
        if not code:
            yield CallerError("У показателя «{title}» нет номера.", title=indicator.title)
        elif code in codes:
            yield CallerError("Номер показателя {code} встречается дважды.", code=code)
        codes.add(code)
        if not indicator.title:
            yield CallerError("У показателя {code} нет названия.", code=code)
        if indicator.criterion and indicator.criterion not in criteria:
            yield CallerError(
                "Показатель {code} отнесён к критерию {criterion}, которого нет.",
                code=code,
                criterion=indicator.criterion,
            )
        if indicator.weight <= 0:
            yield CallerError("Вес показателя {code} должен быть больше нуля.", code=code)
        yield from _find_scoring_mistakes(indicator)
    yield from _find_level_mistakes(questions.levels)


def _find_criterion_mistakes(criteria: tuple[Criterion, ...]) -> Iterator[CallerError]:
    codes = [criterion.code for criterion in criteria]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield CallerError("Номер критерия {code} встречается дважды.", code=code)
    for criterion in criteria:
        if not criterion.code or not criterion.title:
            yield CallerError(
                "У критерия «{name}» нет номера или названия.", name=criterion.code or criterion.title
            )
        if criterion.weight <= 0:
            yield CallerError("Вес критерия {code} должен быть больше нуля.", code=criterion.code)


def _find_scoring_mistakes(indicator: Indicator) -> Iterator[CallerError]:
    scoring, code = indicator.scoring, indicator.code
    if scoring.kind not in _FITTING[indicator.kind]:
        yield CallerError("Показатель {code}: такое правило оценки не подходит к виду ответа.", code=code)
    if scoring.kind is ScoringKind.LINEAR and scoring.worst == scoring.best:
        yield CallerError("Показатель {code}: худшее и лучшее значения совпадают.", code=code)
    values = [value for value, _ in scoring.steps]
    if scoring.kind is ScoringKind.STEPS and (not values or values != sorted(set(values))):
        yield CallerError("Показатель {code}: ступени должны идти по возрастанию.", code=code)
    shares = [*(share for _, share in scoring.steps), *scoring.choices.values()]
    if any(not 0 <= share <= 1 for share in shares):
        yield CallerError("Показатель {code}: баллы ступеней и вариантов — доли от 0 до 1.", code=code)
    if indicator.kind is IndicatorKind.CHOICE and len(set(map(fold, indicator.choices))) < max(
        len(indicator.choices), 2
    ):
        yield CallerError("Показатель {code}: нужно хотя бы два варианта ответа, все разные.", code=code)
    if scoring.kind is ScoringKind.CHOICE and set(scoring.choices) != set(indicator.choices):
        yield CallerError("Показатель {code}: балл нужен каждому варианту ответа.", code=code)


def _find_level_mistakes(levels: tuple[Level, ...]) -> Iterator[CallerError]:
    shares = [level.from_share for level in levels]
    if not levels or shares[0] != 0 or shares != sorted(set(shares)) or shares[-1] >= 1:
        yield CallerError("Уровни должны начинаться с нуля и идти по возрастанию, последний — ниже единицы.")
    if len({level.code for level in levels}) < len(levels):
        yield CallerError("Коды уровней должны быть разными.")


def make_version(questions: QuestionSet, version: int) -> QuestionSet:
    """The same set under another version."""
    return replace(questions, version=version)
