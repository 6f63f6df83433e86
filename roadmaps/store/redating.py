"""The dates of a task follow new words: a new version of its document, or a coordinator's correction.

What was handed in or accepted stays as it is; what is owed moves, goes, or comes (``roadmaps.realignment``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlmodel import Session, col, select

from models.audit import AuditEntry
from models.database import row_id
from models.occurrence import Occurrence
from models.roadmap import Task
from roadmaps.policy import Policy
from roadmaps.realignment import OldDate, Realignment, realign
from roadmaps.store.planner_rows import FACT_COLUMNS
from roadmaps.store.tasks import next_ordinal, store_occurrences
from roadmaps.store.trail import changed_facts, record_deed
from roadmaps.versions import Span

DROPPED_BY_VERSION, DROPPED_BY_HAND = "dropped by version", "dropped by correction"


@dataclass
class Redating:
    """Why dates change and on which day; what came of it. ``details`` stand in every entry of the trail."""

    session: Session
    at: datetime
    actor: str
    today: date
    policy: Policy
    reason: str
    dropping: str = DROPPED_BY_VERSION
    details: Mapping[str, Any] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    made: list[Occurrence] = field(default_factory=list)
    held: list[Occurrence] = field(default_factory=list)

    def record(self, deed: str, subject: str, **details: Any) -> None:
        record_deed(self.session, self.at, self.actor, deed, subject, **self.details, **details)


def foresee_dates(session: Session, task: Task, spans: Sequence[Span]) -> Realignment:
    """What other dates would do to those of a task; nothing is changed."""
    return realign([_old_date(occurrence) for occurrence in living_dates(session, task)], spans)


def change_dates(work: Redating, task: Task, spans: Sequence[Span]) -> None:
    """Put other dates in the place of those of a task."""
    known = living_dates(work.session, task)
    plan = realign([_old_date(occurrence) for occurrence in known], spans)
    by_id = {row_id(occurrence): occurrence for occurrence in known}
    for id_, span in plan.moved:
        _move(work, by_id[id_], span)
    for id_ in plan.vanished:
        drop_date(work, by_id[id_])
    first_ordinal = next_ordinal(work.session, row_id(task))
    written = [(opens.isoformat() if opens else None, due.isoformat()) for opens, due in plan.added]
    work.made += store_occurrences(work.session, task, written, work.today, work.policy, first_ordinal)
    work.session.flush()


def living_dates(session: Session, task: Task) -> list[Occurrence]:
    """All but those that earlier words took away: were their dates to come back, they are new."""
    occurrences = session.exec(select(Occurrence).where(Occurrence.task_id == task.id)).all()
    subjects = [f"occurrence:{o.id}" for o in occurrences if o.cancelled_at is not None]
    dropped = select(AuditEntry.subject).where(
        col(AuditEntry.subject).in_(subjects),
        col(AuditEntry.deed).in_((DROPPED_BY_VERSION, DROPPED_BY_HAND)),
    )
    gone = set(session.exec(dropped).all()) if subjects else set()
    return [occurrence for occurrence in occurrences if f"occurrence:{occurrence.id}" not in gone]


def is_owed(occurrence: Occurrence) -> bool:
    """Neither finished nor handed in and waiting for the reviewer."""
    if occurrence.accepted_at is not None or occurrence.cancelled_at is not None:
        return False
    return occurrence.submitted_at is None or occurrence.returned_at is not None


def drop_date(work: Redating, occurrence: Occurrence) -> None:
    """The words name this date no more."""
    before = SimpleNamespace(**occurrence.model_dump())
    occurrence.cancelled_at, occurrence.held = work.at, False
    work.touched.add(row_id(occurrence))
    changes = changed_facts(before, occurrence, FACT_COLUMNS)
    work.record(work.dropping, f"occurrence:{occurrence.id}", reason=work.reason, **changes)


def _old_date(occurrence: Occurrence) -> OldDate:
    settled = not is_owed(occurrence)
    return OldDate(row_id(occurrence), occurrence.opens_on, occurrence.original_due_on, settled)


def _move(work: Redating, occurrence: Occurrence, span: Span) -> None:
    """The words set another date: it counts from now on, before every extension of the old one."""
    opens_on, written_on = span
    was_due_on, due_on = occurrence.due_on, work.policy.due_date(written_on, opens_on)
    details = {
        "from": was_due_on.isoformat(),
        "to": due_on.isoformat(),
        "original_from": occurrence.original_due_on.isoformat(),
        "original_to": written_on.isoformat(),
        "reason": work.reason,
    }
    before = SimpleNamespace(**occurrence.model_dump())
    occurrence.opens_on, occurrence.original_due_on, occurrence.due_on = opens_on, written_on, due_on
    if opens_on is None or opens_on > work.today:
        occurrence.opened_at = None
    if due_on >= work.today:
        occurrence.closed_at, occurrence.held = None, False
    elif was_due_on >= work.today:  # it was ahead and now it is past: as on approval, a person decides
        occurrence.held = True
        work.held.append(occurrence)
    work.touched.add(row_id(occurrence))
    changes = changed_facts(before, occurrence, FACT_COLUMNS)
    work.record("term changed", f"occurrence:{occurrence.id}", **changes, **details)
