"""The column «Выполнение» in officials' words: what became of each deadline of a row. Pure.

``roadmaps.statuses`` reads these words back: the claim comes first, a semicolon ends a deadline, and
what people wrote (names of files, notes, reasons) stands behind a marker where it claims nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flows.reporting.wording import format_date, format_days
from models.language import say_number
from models.values import OccurrenceState
from roadmaps.claims import name_part
from roadmaps.report import Lateness, judge_lateness
from roadmaps.store.evidence import EvidenceView
from roadmaps.store.fulfilment import Deadline, FulfilledTask

_NAMED_PROOFS = 12  # files and addresses that a cell names; beyond that it says how many more there are


def describe_fulfilment(task: FulfilledTask, as_of: datetime) -> str:
    """The cell of a task: one sentence for its deadline, or one clause for each of several."""
    deadlines = task.deadlines
    if not deadlines:
        said = f" По документу: {_quiet(task.status_raw)}." if task.status_raw else ""
        return "Срок не назван днём, исполнение не отслеживается." + said
    if len(deadlines) == 1:
        return _capital(_describe(deadlines[0], task, as_of, alone=True)) + "."
    shown, ahead = _set_aside_future(deadlines, as_of)
    clauses = [
        f"до {format_date(deadline.view.facts.due_on)} — {_describe(deadline, task, as_of, alone=False)}"
        for deadline in shown
    ]
    if ahead:
        clauses.append(("ещё " if shown else "") + _name_future(ahead))
    return _capital("; ".join(clauses)) + "."


def find_done_on(deadline: Deadline) -> date | None:
    """The local day on which accepted work was done, as its hand-in says; None for what is not accepted."""
    facts = deadline.view.facts
    if facts.accepted_at is None or deadline.view.state is not OccurrenceState.ACCEPTED:
        return None
    claimed = deadline.evidence.effective_on if deadline.evidence else None
    return claimed or (facts.submitted_at or facts.accepted_at).astimezone(facts.zone).date()


def _set_aside_future(
    deadlines: Sequence[Deadline], as_of: datetime
) -> tuple[Sequence[Deadline], Sequence[Deadline]]:
    """The deadlines to tell one by one, and those at the end that lie ahead untouched (two or more)."""
    end = len(deadlines)
    while end and _is_ahead(deadlines[end - 1], as_of):
        end -= 1
    return (deadlines[:end], deadlines[end:]) if len(deadlines) - end > 1 else (deadlines, ())


def _is_ahead(deadline: Deadline, as_of: datetime) -> bool:
    view = deadline.view
    untouched = (
        view.state is OccurrenceState.PLANNED and not view.facts.held and deadline.prolongation is None
    )
    return untouched and _today(deadline, as_of) <= view.facts.due_on and not _is_open(deadline, as_of)


def _name_future(ahead: Sequence[Deadline]) -> str:
    nearest = format_date(ahead[0].view.facts.due_on)
    many = say_number(len(ahead), "срок не наступил", "срока не наступили", "сроков не наступили")
    return f"{many}, ближайший — до {nearest}"


def _describe(deadline: Deadline, task: FulfilledTask, as_of: datetime, *, alone: bool) -> str:
    """The claim, then behind markers what people wrote. No full stop at the end."""
    claim = _claim(deadline, as_of, alone=alone)
    prolongation = deadline.prolongation
    if prolongation is not None:
        claim += f", срок продлён с {format_date(prolongation.from_due_on)}"
    parts = [claim]
    if prolongation is not None and prolongation.reason:
        parts.append(f"Основание продления: {_quiet(prolongation.reason)}")
    if deadline.view.state is OccurrenceState.RETURNED and deadline.last_return is not None:
        if deadline.last_return.reason:
            parts.append(f"Причина возврата: {_quiet(deadline.last_return.reason)}")
    elif deadline.evidence is not None and (proofs := name_proofs(deadline.evidence)):
        parts.append(f"Подтверждение: {proofs}")
    if deadline.view.facts.held and task.status_raw:
        parts.append(f"По документу: {_quiet(task.status_raw)}")
    return ". ".join(part.rstrip(". ") for part in parts)


def _claim(deadline: Deadline, as_of: datetime, *, alone: bool) -> str:
    """What is so, in one clause; ``alone``: no other words of the cell name the due date."""
    view, today = deadline.view, _today(deadline, as_of)
    facts, due = view.facts, format_date(view.facts.due_on)
    lateness = judge_lateness(facts, today)
    if view.state is OccurrenceState.ACCEPTED:
        return _claim_done(deadline, alone=alone)
    if view.state is OccurrenceState.CANCELLED:
        return f"снято с контроля {_day(deadline, facts.cancelled_at)}"
    if lateness is Lateness.HELD:
        return f"срок{f' до {due}' if alone else ''} прошёл до утверждения плана, ждёт решения координатора"
    overdue = f", просрочено на {format_days((today - facts.due_on).days)}" if today > facts.due_on else ""
    limit = f" (срок — до {due})" if alone else ""
    if view.state is OccurrenceState.SUBMITTED:
        late = (_handed_in_on(deadline) - facts.due_on).days
        behind = f", на {format_days(late)} позже срока" if late > 0 else ""
        return f"сдано {_day(deadline, facts.submitted_at)}{behind}, на проверке{limit}"
    if view.state is OccurrenceState.RETURNED:
        return _claim_returned(deadline) + overdue + limit
    if overdue:
        return f"не выполнено{overdue}{limit}"
    if view.state is OccurrenceState.OPEN or _is_open(deadline, as_of):
        return f"в работе{limit}"
    return f"срок не наступил{f' (до {due})' if alone else ''}"


def _claim_done(deadline: Deadline, *, alone: bool) -> str:
    facts = deadline.view.facts
    done_on = find_done_on(deadline) or facts.due_on
    late, handed_in_late = (done_on - facts.due_on).days, (_handed_in_on(deadline) - facts.due_on).days
    words = f"выполнено {format_date(done_on)}"
    if late > 0:
        words += f", на {format_days(late)} позже срока"
    elif handed_in_late > 0:
        words += (
            f", сообщено {_day(deadline, facts.submitted_at)}, на {format_days(handed_in_late)} позже срока"
        )
    if deadline.evidence is not None and deadline.evidence.claim.nothing_to_report:
        words += ", сообщать нечего"
    # A year other than the deadline's would claim that other year.
    tell_due = alone and (late > 0 or handed_in_late > 0 or done_on.year != facts.due_on.year)
    return words + (f" (срок — до {format_date(facts.due_on)})" if tell_due else "")


def _claim_returned(deadline: Deadline) -> str:
    decision = deadline.last_return
    if not deadline.view.accepted_part.is_empty:
        return f"выполнено частично: принято {name_part(deadline.view.accepted_part)}"
    on = _day(deadline, decision.decided_at if decision else deadline.view.facts.returned_at)
    return f"возвращено на доработку {on}"


def name_proofs(evidence: EvidenceView) -> str:
    """Names of files, addresses, the result, the share and the note of a hand-in."""
    names = [item.file_name or item.url or "" for item in evidence.items]
    said = [_quiet(name) for name in names[:_NAMED_PROOFS] if name]
    if len(names) > _NAMED_PROOFS:
        said.append(f"и ещё {len(names) - _NAMED_PROOFS}")
    claim = evidence.claim
    if claim.result is not None:
        said.append(f"результат {claim.result.replace('.', ',')}")
    if claim.is_partial:
        said.append(f"объём по отчёту исполнителя {name_part(claim)}")
    if evidence.note:
        said.append(_quiet(evidence.note))
    return ", ".join(said)


def _quiet(text: str) -> str:
    """What people wrote, in one line and without the sign that begins another claim."""
    return " ".join(text.replace(";", ",").split()).rstrip(". ")


def _is_open(deadline: Deadline, as_of: datetime) -> bool:
    opens_on = deadline.view.facts.opens_on
    return opens_on is not None and opens_on <= _today(deadline, as_of)


def _today(deadline: Deadline, as_of: datetime) -> date:
    return as_of.astimezone(deadline.view.facts.zone).date()


def _handed_in_on(deadline: Deadline) -> date:
    facts = deadline.view.facts
    return facts.submitted_at.astimezone(facts.zone).date() if facts.submitted_at else facts.due_on


def _day(deadline: Deadline, moment: datetime | None) -> str:
    return format_date(moment.astimezone(deadline.view.facts.zone).date()) if moment else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
