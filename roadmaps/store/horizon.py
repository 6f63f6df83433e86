"""A plan without an end year must not fall silent: its next year is laid out before the last one ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.occurrence import Occurrence
from models.roadmap import Roadmap, Task
from models.values import DateSpan
from roadmaps.occurrences import following_spans
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import requeue
from roadmaps.store.trail import record_deed

_AHEAD = timedelta(days=366)
_SLICE = 500  # ids per statement


def lay_out_ahead(session: Session, occurrence_ids: Collection[int], as_of: datetime) -> int:
    """Give the standing tasks of these occurrences their next ones, where less than a year is laid out.

    A task is looked at whenever something of it is due or finished, and so before its last instance is
    over; where all are finished ahead of time, the next ones follow however far ahead the last one lies.
    Returns how many occurrences were made.
    """
    made, ordered = 0, sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        for task, zone in session.execute(_standing_tasks(ordered[start : start + _SLICE])).all():
            today = as_of.astimezone(ZoneInfo(zone)).date()
            if _last_day(session, task) < today + _AHEAD or not _has_open(session, task):
                made += _lay_out(session, task, today, as_of)
    return made


def _standing_tasks(occurrence_ids: Collection[int]) -> Select[Any]:
    """Tasks of these occurrences that recur in an approved roadmap without an end year."""
    some = core_select(Occurrence.task_id).where(col(Occurrence.id).in_(occurrence_ids))  # type: ignore[call-overload]
    return (  # type: ignore[no-any-return]
        core_select(Task, Roadmap.zone)  # type: ignore[call-overload]
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .where(col(Task.id).in_(some), col(Task.recurrence).is_not(None))
        .where(col(Roadmap.last_year).is_(None), col(Roadmap.approved_at).is_not(None))
        .where(col(Roadmap.superseded_by_id).is_(None))
    )


def _last_day(session: Session, task: Task) -> date:
    last = select(func.max(Occurrence.original_due_on)).where(Occurrence.task_id == task.id)
    return session.exec(last).one() or date.min


def _has_open(session: Session, task: Task) -> bool:
    ended = (col(Occurrence.accepted_at), col(Occurrence.cancelled_at))
    still = select(Occurrence.id).where(Occurrence.task_id == task.id, *(at.is_(None) for at in ended))
    return session.exec(still.limit(1)).first() is not None


def _lay_out(session: Session, task: Task, today: date, as_of: datetime) -> int:
    policy = load_policies(session, [task.roadmap_id])[task.roadmap_id]
    known = session.exec(
        select(Occurrence)
        .where(Occurrence.task_id == task.id)
        .order_by(col(Occurrence.original_due_on), col(Occurrence.ordinal))
    ).all()
    spans = [DateSpan(o.opens_on, o.original_due_on) for o in known]
    until_on = max(today, spans[-1].due_on or today) + _AHEAD
    later = following_spans(task.recurrence or "", spans, until_on)
    made = [
        Occurrence(
            task_id=task.id or 0,
            ordinal=max(occurrence.ordinal for occurrence in known) + number,
            opens_on=span.opens_on,
            due_on=policy.due_date(span.due_on, span.opens_on),
            original_due_on=span.due_on,
            watched_from_on=today,
            held=policy.due_date(span.due_on, span.opens_on) < today,
        )
        for number, span in enumerate(later, start=1)
        if span.due_on is not None
    ]
    session.add_all(made)
    session.flush()
    requeue(session, [occurrence.id for occurrence in made if occurrence.id is not None])
    if made:
        record_deed(session, as_of, "clock", "laid out ahead", f"task:{task.id}", occurrences=len(made))
    return len(made)
