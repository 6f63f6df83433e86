"""A plan without an end year must not fall silent: its next year is laid out before the last one ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.occurrence import Occurrence
from models.roadmap import Roadmap, Task
from models.values import DateSpan
from roadmaps.occurrences import following_spans
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import requeue
from roadmaps.store.trail import record_deed

_AHEAD = timedelta(days=366)


def lay_out_ahead(session: Session, as_of: datetime) -> int:
    """Give every standing task whose last instance is less than a year away its next ones; how many."""
    made = 0
    for roadmap in session.exec(
        select(Roadmap)
        .where(col(Roadmap.last_year).is_(None), col(Roadmap.approved_at).is_not(None))
        .where(col(Roadmap.superseded_by_id).is_(None))
    ).all():
        today = as_of.astimezone(ZoneInfo(roadmap.zone)).date()
        for task in _ending_tasks(session, roadmap, today + _AHEAD):
            made += _lay_out(session, task, today, as_of)
    return made


def _ending_tasks(session: Session, roadmap: Roadmap, before_on: date) -> list[Task]:
    last = (
        select(Occurrence.task_id)
        .group_by(col(Occurrence.task_id))
        .having(func.max(Occurrence.original_due_on) < before_on)
    )
    statement = select(Task).where(
        Task.roadmap_id == roadmap.id, col(Task.recurrence).is_not(None), col(Task.id).in_(last)
    )
    return list(session.exec(statement).all())


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
            due_on=policy.due_date(span.due_on),
            original_due_on=span.due_on,
            watched_from_on=today,
            held=policy.due_date(span.due_on) < today,
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
