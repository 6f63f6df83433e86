"""Criteria and indicators out of a document that was read: a letter's, or a regulation's targets. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.errors import CallerError
from models.values import fold
from roadmaps.parsed import ParsedDocument
from roadmaps.rounds.questions import DEFAULT_LEVELS, usual_scoring
from roadmaps.rounds.values import (
    Criterion,
    Indicator,
    IndicatorKind,
    QuestionSet,
    Scoring,
    ScoringKind,
    Target,
)
from roadmaps.wording import words

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SHARE_TITLE = re.compile(r"дол[яи]\b|процент|охват|удельный вес", re.IGNORECASE)
_COUNT_TITLE = re.compile(r"(?:количество|число|численность)\b", re.IGNORECASE)
_CRITERION_HEAD = re.compile(r"критери[йя]\s*№?\s*\d+(?:\.\d+)*[.:)]?\s*", re.IGNORECASE)
_FOR_EACH = re.compile(r"\bкажд|\bна одн(?:ого|у)\b", re.IGNORECASE)
_ALIKE = 0.85  # of the words of two titles


@dataclass(frozen=True)
class _Goal:
    """One row of a table of targets: what is measured, how, and what is to be reached."""

    title: str
    kind: IndicatorKind
    targets: tuple[Target, ...]
    unit: str = ""
    for_each: bool = False  # a number for each organisation or direction, which no single answer holds


def gather_questions(document: ParsedDocument, name: str = "") -> QuestionSet:
    """The set that a document yields; CallerError where it names neither indicators nor targets.

    Targets go to the indicator of the same title; those without one become indicators of their own.
    """
    criteria, indicators = _read_letter(document.indicators)
    goals = [goal for entry in document.targets for goal in _read_goals(entry)]
    for goal in goals:
        place = _find_alike(goal.title, indicators)
        if place is None:
            indicators.append(_make_indicator(goal, _next_code(indicators)))
        else:
            indicators[place] = _set_goal(indicators[place], goal)
    if not indicators:
        raise CallerError("В документе «{file}» нет ни показателей, ни целевых значений.", file=document.file)
    title = name or document.annex_title or document.title or document.file
    return QuestionSet(title, 1, tuple(criteria), tuple(indicators), DEFAULT_LEVELS)


def _read_letter(entries: Sequence[Mapping[str, Any]]) -> tuple[list[Criterion], list[Indicator]]:
    """Criteria in their order and the indicators below them; a criterion may stand without any."""
    criteria: dict[str, Criterion] = {}
    indicators: dict[str, Indicator] = {}
    for entry in entries:
        code = entry["criterion_number"] or ""
        if code:
            criteria.setdefault(code, Criterion(code, _bare_criterion(entry["criterion"] or "")))
        number, title = entry["indicator_number"], entry["indicator_title"]
        if number and title:
            kind = _kind_of(title)
            shown = Indicator(number, title, code, kind, scoring=usual_scoring(kind), needs_evidence=True)
            indicators.setdefault(number, shown)
    return list(criteria.values()), list(indicators.values())


def _bare_criterion(text: str) -> str:
    title = _CRITERION_HEAD.sub("", text, count=1).strip(" .:")
    is_quoted = title.startswith("«") and title.endswith("»") and title.count("«") == 1
    return title[1:-1] if is_quoted else title or text


def _kind_of(title: str) -> IndicatorKind:
    """What the words of a title ask for; what says neither share nor count asks whether it is there."""
    if _SHARE_TITLE.match(title):
        return IndicatorKind.SHARE
    return IndicatorKind.NUMBER if _COUNT_TITLE.match(title) else IndicatorKind.YES_NO


def _read_goals(entry: Mapping[str, Any]) -> list[_Goal]:
    """A row's goals: counts of different things without a date are one goal each."""
    title, value = " ".join(entry["indicator"].split()), entry["value"]
    milestones = entry["milestones"]
    if any("%" in milestone["value"] for milestone in milestones):
        return [_Goal(title, IndicatorKind.SHARE, _read_targets(milestones))]
    if not milestones:
        return [_Goal(title, _kind_of(title), ())]
    for_each = _FOR_EACH.search(value) is not None
    units = [_unit_of(milestone["value"]) for milestone in milestones]
    if len({fold(unit) for unit in units}) == 1:
        return [_Goal(title, IndicatorKind.NUMBER, _read_targets(milestones), units[0], for_each)]
    return [
        _Goal(f"{title}: {unit}", IndicatorKind.NUMBER, _read_targets([milestone]), unit, for_each)
        for unit, milestone in zip(units, milestones, strict=True)
    ]


def _read_targets(milestones: Sequence[Mapping[str, Any]]) -> tuple[Target, ...]:
    return tuple(
        Target(
            Decimal(number[0].replace(",", ".")),
            milestone["value"],
            date.fromisoformat(milestone["due"]) if milestone["due"] else None,
        )
        for milestone in milestones
        if (number := _NUMBER.search(milestone["value"]))
    )


def _unit_of(value: str) -> str:
    """``до 4 заседаний`` -> ``заседаний``."""
    number = _NUMBER.search(value)
    return value[number.end() :].strip() if number else ""


def _find_alike(title: str, indicators: Sequence[Indicator]) -> int | None:
    """The place of the indicator with nearly the same words, if one alone is nearest."""
    mine = set(words(title))
    scored = sorted(
        (
            (len(mine & theirs) / max(len(mine | theirs), 1), place)
            for place, indicator in enumerate(indicators)
            if (theirs := set(words(indicator.title)))
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _ALIKE:
        return None
    return scored[0][1] if len(scored) == 1 or scored[1][0] < scored[0][0] else None


def _make_indicator(goal: _Goal, code: str) -> Indicator:
    return _set_goal(Indicator(code, goal.title, needs_evidence=goal.kind is IndicatorKind.YES_NO), goal)


def _set_goal(indicator: Indicator, goal: _Goal) -> Indicator:
    return replace(indicator, kind=goal.kind, scoring=_scoring_of(goal), unit=goal.unit, targets=goal.targets)


def _scoring_of(goal: _Goal) -> Scoring:
    """Up to the last target a number is scored by how near it comes; a number for each is only asked."""
    if goal.kind is IndicatorKind.YES_NO or not goal.targets:
        return usual_scoring(goal.kind)
    best = goal.targets[-1].value
    if goal.for_each or best <= 0:
        return Scoring(ScoringKind.NONE)
    return Scoring(ScoringKind.LINEAR, Decimal(0), best)


def _next_code(indicators: Sequence[Indicator]) -> str:
    """The next whole number, after the indicators that have one; ``Ц1`` beside numbers like 1.1."""
    taken = {indicator.code for indicator in indicators}
    mark = "Ц" if any("." in code for code in taken) else ""
    return next(code for n in range(1, len(taken) + 2) if (code := f"{mark}{n}") not in taken)
