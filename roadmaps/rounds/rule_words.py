"""Scoring rules, choices and targets in the words of a spreadsheet cell, both ways. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.errors import CallerError
from models.language import say, say_day
from models.values import fold
from roadmaps.rounds.questions import usual_scoring
from roadmaps.rounds.tables import read_number, read_share, write_decimal, write_share
from roadmaps.rounds.values import Indicator, IndicatorKind, Scoring, ScoringKind, Target

_UNSCORED, _AS_YES, _BY_CHOICES = "не оценивается", "да — 100 %", "по вариантам"
RULES = (_UNSCORED, _AS_YES, "от 0 до 100", "от 10 — 50 %; от 20 — 100 %", _BY_CHOICES)
_LINEAR = re.compile(r"от\s+([+−-]?[\d\s.,]+?)\s*%?\s+до\s+([+−-]?[\d\s.,]+?)\s*%?", re.IGNORECASE)
_STEP = re.compile(r"от\s+([+−-]?[\d\s.,]+?)\s*(?:—|–|:|=)\s*([\d\s.,/]+%?)\s*", re.IGNORECASE)
_CHOICE = re.compile(r"(.+?)\s*=\s*([\d\s.,]+%?|\d+\s*/\s*\d+)\s*")
_TARGET = re.compile(
    r"([+−-]?\d[\d\s]*(?:[.,]\d+)?)\s*%?\s*(?:(?:к|до|на)\s+(\d{1,2})\.(\d{1,2})\.(\d{4}))?\s*(?:\((.*)\))?",
    re.IGNORECASE,
)


def read_rule(rule_text: str, choices_text: str, kind: IndicatorKind) -> tuple[Scoring, tuple[str, ...]]:
    """The rule and the choices of two cells; what is usual for the kind where the rule is left empty."""
    rule = fold(rule_text)
    lines = _split_choices(choices_text)
    pairs = [_CHOICE.fullmatch(line) for line in lines]
    if rule == fold(_BY_CHOICES) or (not rule and lines and all(pairs)):
        return _read_choices(lines)
    choices = tuple(lines)
    if not rule:
        return usual_scoring(kind), choices
    if rule in (_UNSCORED, "нет", "без оценки"):
        return Scoring(ScoringKind.NONE), choices
    if rule.startswith("да"):
        return Scoring(ScoringKind.YES), choices
    linear = _LINEAR.fullmatch(rule_text.strip())
    if linear:
        ends = read_number(linear[1]), read_number(linear[2])
        return Scoring(ScoringKind.LINEAR, ends[0], ends[1]), choices
    return Scoring(ScoringKind.STEPS, steps=_read_steps(rule_text)), choices


def _split_choices(text: str) -> list[str]:
    parts = text.split("\n") if "\n" in text else text.split(";")
    return [cleaned for part in parts if (cleaned := " ".join(part.split()))]


def _read_choices(lines: Sequence[str]) -> tuple[Scoring, tuple[str, ...]]:
    shares = {}
    for line in lines:
        pair = _CHOICE.fullmatch(line)
        if pair is None:
            raise CallerError("у варианта «{value}» нет балла: пишите «{value} = 50 %».", value=line)
        shares[pair[1]] = read_share(pair[2])
    return Scoring(ScoringKind.CHOICE, choices=shares), tuple(shares)


def _read_steps(text: str) -> tuple[tuple[Decimal, Fraction], ...]:
    steps = []
    for part in filter(str.strip, re.split(r"[;\n]", text)):
        step = _STEP.fullmatch(part.strip())
        if step is None:
            raise CallerError(
                "правило «{value}» не понято; бывают: {known}.", value=text, known=", ".join(RULES)
            )
        steps.append((read_number(step[1]), read_share(step[2])))
    return tuple(steps)


def read_targets(text: str) -> tuple[Target, ...]:
    """``100 к 31.12.2024 (words)``, one a line."""
    targets = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        target = _TARGET.fullmatch(line)
        if target is None:
            raise CallerError("цель «{value}» не понята: пишите «100 к 31.12.2024».", value=line)
        try:
            due_on = date(int(target[4]), int(target[3]), int(target[2])) if target[2] else None
        except ValueError as error:
            raise CallerError("цель «{value}»: такого дня нет.", value=line) from error
        targets.append(Target(read_number(target[1]), target[5] or "", due_on))
    return tuple(targets)


def write_rule(scoring: Scoring) -> str:
    """The rule as the column «Правило» has it: «от 0 до 100», «да — 100 %»."""
    if scoring.kind is ScoringKind.LINEAR:
        worst, best = write_decimal(scoring.worst), write_decimal(scoring.best)
        return say("от {worst} до {best}", worst=worst, best=best)
    if scoring.kind is ScoringKind.STEPS:
        return "; ".join(
            say("от {value} — {share}", value=write_decimal(value), share=write_share(share))
            for value, share in scoring.steps
        )
    words = {ScoringKind.NONE: _UNSCORED, ScoringKind.YES: _AS_YES, ScoringKind.CHOICE: _BY_CHOICES}
    return say(words[scoring.kind])


def write_choices(indicator: Indicator) -> str:
    """One a line, with its share where choices are scored."""
    shares = indicator.scoring.choices
    if indicator.scoring.kind is not ScoringKind.CHOICE:
        return "\n".join(indicator.choices)
    return "\n".join(f"{choice} = {write_share(shares[choice])}" for choice in indicator.choices)


def write_target(target: Target) -> str:
    """A line that ``read_targets`` reads."""
    parts = [write_decimal(target.value)]
    parts += [say("к {day}", day=say_day(target.due_on))] if target.due_on else []
    parts += [f"({target.words})"] if target.words else []
    return " ".join(parts)
