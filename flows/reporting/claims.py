"""What a hand-in claims, in Russian sentences for the reviewer, the receipt and the page. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flows.reporting.wording import format_date
from roadmaps.claims import Claim, name_years
from roadmaps.results import Verdict, judge_result, read_target


def describe_claim(claim: Claim, due_on: date, expected_result: str) -> tuple[str, ...]:
    """One sentence for each thing said; nothing where nothing is said beyond the evidence itself."""
    lines = []
    if claim.nothing_to_report:
        lines.append("Сообщить нечего")
    if claim.effective_on is not None:
        late = (claim.effective_on - due_on).days
        when = "в срок" if late <= 0 else f"позже срока на {late} дн."
        lines.append(f"Исполнено {format_date(claim.effective_on)}: {when}")
    if claim.share_percent is not None and claim.share_percent < 100:
        lines.append(f"Выполнено частично: {claim.share_percent} %")
    elif claim.share_percent == 100:
        lines.append("Выполнено полностью: 100 %")
    if claim.years:
        other = "" if due_on.year in claim.years else f"; срок относится к {due_on.year} году"
        lines.append(f"Выполнено за годы: {name_years(claim.years)}{other}")
    if claim.result is not None:
        verdict = judge_result(claim.result, read_target(expected_result, due_on.year))
        lines.append(f"Результат: {_number(Decimal(claim.result))}{_judge(verdict)}")
    return tuple(lines)


def name_target(expected_result: str, due_on: date) -> str:
    """The number that the document wants, in its own words; empty where it names none."""
    target = read_target(expected_result, due_on.year)
    return f"«{target.words}»" if target else ""


def _judge(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    difference = verdict.difference
    words = f" при «{verdict.target.words}»: " + ("достигнуто" if verdict.reached else "не достигнуто")
    if difference == 0:
        return words
    return words + (", больше на " if difference > 0 else ", меньше на ") + _number(abs(difference))


def _number(amount: Decimal) -> str:
    """``1250,5``: as officials write it."""
    return f"{amount.normalize():f}".replace(".", ",")
