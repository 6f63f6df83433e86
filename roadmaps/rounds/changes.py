"""What has changed since the round before, in words: «на 42,5 выше, чем в 2022 году». Pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.language import say
from roadmaps.rounds.answers import format_number
from roadmaps.rounds.values import Indicator, IndicatorKind


def describe_score_change(change: Fraction, before: str) -> str:
    """The change of a score in points of a hundred; ``before`` as in «в 2022 году»."""
    return _describe(round_to_tenth(change * 100), "", before)


def describe_value_change(indicator: Indicator, change: Decimal, before: str) -> str:
    """The change of an average in its unit: «на 3 чел. ниже, чем …»; shares in percentage points."""
    unit = say("п. п.") if indicator.kind is IndicatorKind.SHARE else indicator.unit
    return _describe(round_to_tenth(Fraction(change)), unit, before)


def format_score(score: Fraction) -> str:
    """``67,5 %`` of what could be had."""
    return f"{format_number(round_to_tenth(score * 100))}\u00a0%"


def round_to_tenth(value: Fraction) -> Decimal:
    """One place after the comma, halves away from nought as officials round."""
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    return Decimal(tenths if value >= 0 else -tenths) / 10


def _describe(change: Decimal, unit: str, before: str) -> str:
    if change == 0:
        return say("столько же, сколько {before}", before=before)
    amount = f"{format_number(abs(change))}\u00a0{unit}".rstrip()
    words = "на {amount} выше, чем {before}" if change > 0 else "на {amount} ниже, чем {before}"
    return say(words, amount=amount, before=before)
