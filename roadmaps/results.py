"""Numbers that a document wants («Не менее 200 участников») against numbers that came in. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from roadmaps.milestones import read_milestones

_DIGITS = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?")
_LONGEST_DIGITS = 18
_BOUND = r"(?P<bound>не менее|не ниже|не более|не выше|более|свыше|менее)\s+"
_QUALIFIED = re.compile(
    rf"{_BOUND}(?:чем\s+)?(?:на\s+)?(?P<amount>{_DIGITS.pattern})\s*(?P<unit>%|процент\w*|[а-яё][а-яё-]*)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?P<amount>{_DIGITS.pattern})\s*(?:%|процент)", re.IGNORECASE)
_MONTHS = re.compile(
    r"январ|феврал|март|апрел|ма[йя]$|июн|июл|август|сентябр|октябр|ноябр|декабр|год|лет$|дн|день|час(?:а|ов)?$|минут",
    re.IGNORECASE,
)


class Bound(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"


_BOUNDS = {
    "не менее": Bound.AT_LEAST,
    "не ниже": Bound.AT_LEAST,
    "не более": Bound.AT_MOST,
    "не выше": Bound.AT_MOST,
    "более": Bound.MORE_THAN,
    "свыше": Bound.MORE_THAN,
    "менее": Bound.LESS_THAN,
}


@dataclass(frozen=True)
class Target:
    """An amount that must be reached. ``words`` as the document says it: «не менее 200 участников»."""

    bound: Bound
    amount: Decimal
    words: str


@dataclass(frozen=True)
class Verdict:
    """Whether a number reaches its target; ``difference`` is the number less the target's amount."""

    target: Target
    result: Decimal
    reached: bool

    @property
    def difference(self) -> Decimal:
        return self.result - self.target.amount


def read_amount(words: str) -> Decimal | None:
    """``214``, ``1 250``, ``12,5``, ``97 %``; None for what is no number, or too long for one."""
    found = _DIGITS.match(text := words.strip())
    if found is None or text[found.end() :].strip() not in ("", "%"):
        return None
    if sum(char.isdigit() for char in found[0]) > _LONGEST_DIGITS:
        return None
    return _amount(found[0])


def read_target(expected: str, due_year: int) -> Target | None:
    """The one target that an expected result names for a year; None where it names none or several.

    «Не менее 5 % в 2020 г., не менее 10 % в 2021 г.» has one for each year. A bare percentage is the
    least that is wanted. What could be a day, a period or one of several counts is no target: a wrong
    comparison is worse than none.
    """
    dated = {
        str(milestone["value"])
        for milestone in read_milestones(expected)
        if str(milestone["due"] or "").startswith(f"{due_year}-")
    }
    found = {target for words in dated for target in _targets_in(words)}
    if not found and not any(milestone["due"] for milestone in read_milestones(expected)):
        found = set(_targets_in(expected))
    return found.pop() if len(found) == 1 else None


def judge_result(result: str | None, target: Target | None) -> Verdict | None:
    """The number that came in against its target; None where one of them is missing."""
    amount = read_amount(result or "")
    if amount is None or target is None:
        return None
    wanted = target.amount
    reached = {
        Bound.AT_LEAST: amount >= wanted,
        Bound.AT_MOST: amount <= wanted,
        Bound.MORE_THAN: amount > wanted,
        Bound.LESS_THAN: amount < wanted,
    }[target.bound]
    return Verdict(target, amount, reached)


def _targets_in(text: str) -> list[Target]:
    qualified = [
        Target(_BOUNDS[" ".join(match["bound"].lower().split())], _amount(match["amount"]), _words(match[0]))
        for match in _QUALIFIED.finditer(text)
        if not _MONTHS.match(match["unit"] or "")
    ]
    if qualified:
        return qualified
    return [
        Target(Bound.AT_LEAST, _amount(match["amount"]), _words(match[0]))
        for match in _PERCENT.finditer(text)
    ]


def _words(text: str) -> str:
    return " ".join(text.split()).lower()


def _amount(digits: str) -> Decimal:
    try:
        return Decimal(re.sub(r"\s", "", digits).replace(",", "."))
    except InvalidOperation as error:  # the pattern lets nothing else through
        raise ValueError(digits) from error
