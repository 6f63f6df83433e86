"""Dates that rest on working days of a year whose moved days off are not published yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.occurrence import Occurrence
from models.roadmap import Task
from roadmaps.policy import Policy
from roadmaps.store.policies import load_policies
from roadmaps.workdays import DayOffRule, last_known_year


@dataclass(frozen=True)
class Guess:
    """An occurrence whose due date may still move. Days are those of its row."""

    occurrence_id: int
    task_id: int
    roadmap_id: int
    due_on: date


def list_guesses(
    session: Session,
    roadmap_ids: Collection[int] | None = None,
    *,
    task_id: int | None = None,
    until_on: date | None = None,
) -> list[Guess]:
    """Unfinished occurrences due after the last known year by a rule of working days, soonest first."""
    beyond = date(last_known_year(), 12, 31)
    statement = (
        select(Occurrence, Task)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(
            col(Occurrence.due_on) > beyond,
            col(Occurrence.accepted_at).is_(None),
            col(Occurrence.cancelled_at).is_(None),
        )
        .order_by(col(Occurrence.due_on), col(Occurrence.id))
    )
    if roadmap_ids is not None:
        statement = statement.where(col(Task.roadmap_id).in_(roadmap_ids))
    if task_id is not None:
        statement = statement.where(col(Task.id) == task_id)
    if until_on is not None:
        statement = statement.where(col(Occurrence.due_on) <= until_on)
    rows = session.exec(statement).all()
    policies = load_policies(session, {task.roadmap_id for _, task in rows})
    return [
        Guess(occurrence.id or 0, task.id or 0, task.roadmap_id, occurrence.due_on)
        for occurrence, task in rows
        if _rests_on_working_days(policies[task.roadmap_id], task.event_rule)
    ]


def is_guessed(session: Session, task_id: int, due_on: date) -> bool:
    """Whether a due date of a task rests on a calendar that is not published yet."""
    task = session.get_one(Task, task_id)
    policy = load_policies(session, [task.roadmap_id])[task.roadmap_id]
    return not policy.calendar.is_known(due_on) and _rests_on_working_days(policy, task.event_rule)


def _rests_on_working_days(policy: Policy, rule: dict[str, object] | None) -> bool:
    return policy.on_day_off is not DayOffRule.KEEP or (rule or {}).get("unit") == "working_day"
