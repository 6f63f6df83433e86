"""What a hand-in claims, in sentences for the reviewer, the receipt and the page. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flows.reporting.wording import format_date
from models.language import say, write_decimal
from roadmaps.claims import Claim, name_years
from roadmaps.results import Verdict, judge_result, read_target


def describe_claim(claim: Claim, due_on: date, expected_result: str) -> tuple[str, ...]:
    """One sentence for each thing said; nothing where nothing is said beyond the evidence itself."""
    lines = []
    if claim.nothing_to_report:
        lines.append(say("Сообщить нечего"))
    if claim.effective_on is not None:
        late = (claim.effective_on - due_on).days
        when = say("в срок") if late <= 0 else say("позже срока на {late} дн.", late=late)
        lines.append(say("Исполнено {day}: {when}", day=format_date(claim.effective_on), when=when))
    if claim.share_percent is not None and claim.share_percent < 100:
        lines.append(say("Выполнено частично: {share} %", share=claim.share_percent))
    elif claim.share_percent == 100:
        lines.append(say("Выполнено полностью: 100 %"))
    if claim.years:
        other = "" if due_on.year in claim.years else say("; срок относится к {year} году", year=due_on.year)
        lines.append(say("Выполнено за годы: {years}", years=name_years(claim.years)) + other)
    if claim.result is not None:
        verdict = judge_result(claim.result, read_target(expected_result, due_on.year))
        lines.append(say("Результат: {number}", number=_number(Decimal(claim.result))) + _judge(verdict))
    return tuple(lines)


def name_target(expected_result: str, due_on: date) -> str:
    """The number that the document wants, in its own words; empty where it names none."""
    target = read_target(expected_result, due_on.year)
    return f"«{target.words}»" if target else ""


def _judge(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    difference = verdict.difference
    reached = say("достигнуто") if verdict.reached else say("не достигнуто")
    words = say(" при «{target}»: {reached}", target=verdict.target.words, reached=reached)
    if difference == 0:
        return words
    by = _number(abs(difference))
    return words + (say(", больше на {by}", by=by) if difference > 0 else say(", меньше на {by}", by=by))


def _number(amount: Decimal) -> str:
    """``1250,5``: as officials write it."""
    return write_decimal(f"{amount.normalize():f}")
