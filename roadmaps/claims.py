"""What a hand-in claims: done when, what part of it, with which result, or nothing to report. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.errors import CallerError
from models.language import is_unclear_number, say
from roadmaps.results import read_amount
from roadmaps.statuses import names_years

_FIRST_YEAR = 1990
_YEAR_WORDS = re.compile(r"[\s,;.и]|\b20\d\d\b|\bг{1,2}\b|\bгод(?:ы|а)?\b|[-–—]")


@dataclass(frozen=True)
class Claim:
    """``share_percent`` 1–100; ``result`` a decimal number in plain digits; None where nothing is said."""

    nothing_to_report: bool = False
    effective_on: date | None = None
    share_percent: int | None = None
    years: tuple[int, ...] = ()
    result: str | None = None

    @property
    def is_partial(self) -> bool:
        """A part of the work is done: a share below 100 %, or some of its years."""
        return self.share_percent not in (None, 100) or bool(self.years)

    @property
    def is_empty(self) -> bool:
        return self == Claim()  # nothing is said beyond the evidence itself


NO_CLAIM = Claim()


def check_claim(claim: Claim, today: date) -> Claim:
    """The claim, if it can be true on the local day ``today``; CallerError says what cannot."""
    if claim.nothing_to_report and claim != Claim(nothing_to_report=True):
        raise CallerError("«Сообщить нечего» не сочетается с долей, годами, датой и числом.")
    if claim.effective_on is not None and not date(_FIRST_YEAR, 1, 1) <= claim.effective_on <= today:
        raise CallerError(
            "Дата исполнения {day:%d.%m.%Y} не годится: она не может быть позже {today:%d.%m.%Y}.",
            day=claim.effective_on,
            today=today,
        )
    if claim.share_percent is not None and not 1 <= claim.share_percent <= 100:
        raise CallerError("Доля выполнения — целое число процентов от 1 до 100.")
    late = [year for year in claim.years if not _FIRST_YEAR <= year <= today.year]
    if late:
        raise CallerError("{year} год ещё не наступил: выполнить за него нечего.", year=late[-1])
    return claim


def read_claim(
    *, effective_on: date | None = None, share: str = "", years: str = "", result: str = ""
) -> Claim:
    """What is written in the fields of a form; CallerError for what is no share, year or number."""
    return Claim(
        effective_on=effective_on,
        share_percent=_read_share(share),
        years=_read_years(years),
        result=_read_result(result),
    )


def _read_share(words: str) -> int | None:
    digits = words.replace("%", "").strip()
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:9]) <= 100):
        raise CallerError("Доля выполнения — целое число процентов от 1 до 100.")
    return int(digits)


def _read_years(words: str) -> tuple[int, ...]:
    """«2020 г. 2021 г.», «2020, 2021», «2020–2022»."""
    if not words.strip():
        return ()
    years = set(names_years(words))
    for first, last in re.findall(r"\b(20\d\d)\s*[-–—]\s*(20\d\d)\b", words):
        years |= set(range(int(first), int(last) + 1))
    if not years or _YEAR_WORDS.sub("", words):
        raise CallerError("«{words}» — не годы. Пишите так: 2020, 2021.", words=words[:100])
    return tuple(sorted(years))


def _read_result(words: str) -> str | None:
    if not words.strip():
        return None
    if is_unclear_number(words):
        raise CallerError(
            "«{words}»: запятая может отделять и тысячи, и дробь. Напишите 1250 или 1.25.", words=words[:100]
        )
    amount = read_amount(words)
    if amount is None:
        raise CallerError("«{words}» — не число. Пишите так: 214 или 12,5.", words=words[:100])
    return f"{amount:f}"


def name_part(part: Claim) -> str:
    """``60 % за 2020, 2021``: what a reviewer accepted of the work."""
    share = "" if part.share_percent is None else f"{part.share_percent} %"
    years = say("за {years}", years=name_years(part.years)) if part.years else ""
    return f"{share} {years}".strip()


def name_years(years: Iterable[int]) -> str:
    """``2020, 2021``."""
    return ", ".join(map(str, sorted(years)))
