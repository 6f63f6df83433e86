"""«Not mine»: somebody says that a task is not theirs, the coordinator answers or gives it to another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.evidence import Disclaimer
from models.occurrence import Occurrence
from models.party import Membership, Person, TaskParty
from models.roadmap import Task
from models.values import Role
from roadmaps import completion
from roadmaps.store.standing_in import find_principal
from roadmaps.store.steps import lock_facts
from roadmaps.store.trail import record_act, record_deed

_EXECUTORS = (Role.RESPONSIBLE.value, Role.CO_RESPONSIBLE.value)


@dataclass(frozen=True)
class DisclaimerView:
    """A disclaimer with the task that it speaks of. ``who``: name, or address where there is none."""

    id: int
    occurrence_id: int
    person_id: int
    who: str
    reason: str
    said_at: datetime
    answer: str | None
    answered_at: datetime | None
    roadmap_id: int
    task_id: int
    task_uid: str
    title: str
    source_line: int | None


def disclaim(
    session: Session, occurrence_id: int, person_id: int, reason: str, at: datetime, actor: str
) -> Disclaimer:
    """Say that an occurrence is not one's own; the same again is the same, a new reason replaces it.

    What a deputy says is said for whoever is away: it is theirs that it is about.
    """
    reason = reason.strip()
    if not reason:
        raise CallerError("Напишите, почему это не ваше и чьё, если знаете.")
    completion.check_disclaimer(lock_facts(session, occurrence_id))
    person_id = find_principal(session, actor, occurrence_id, "disclaimed", at) or person_id
    statement = select(Disclaimer).where(
        Disclaimer.occurrence_id == occurrence_id,
        Disclaimer.person_id == person_id,
        col(Disclaimer.answered_at).is_(None),
    )
    said = session.exec(statement).first()
    if said is not None and said.reason == reason:
        return said
    said = said or Disclaimer(occurrence_id=occurrence_id, person_id=person_id, reason=reason, said_at=at)
    said.reason, said.said_at = reason, at
    session.add(said)
    session.flush()
    record_act(session, at, actor, "disclaimed", occurrence_id, reason=reason)
    return said


def answer_disclaimer(
    session: Session, disclaimer_id: int, answer: str, at: datetime, actor: str
) -> Disclaimer:
    """The coordinator says that it is theirs all the same, and why; the person reads it on their page."""
    said = session.get(Disclaimer, disclaimer_id, with_for_update=True)
    if said is None:
        raise UnknownThingError("Сообщения «не моё» № {id} нет. Список: sroki disclaimers.", id=disclaimer_id)
    if said.answered_at is not None:
        raise ForbiddenTransitionError("На сообщение № {id} уже ответили.", id=disclaimer_id)
    if not answer.strip():
        raise CallerError("Напишите, почему исполнять всё-таки им.")
    said.answer, said.answered_at, said.answered_by = answer.strip(), at, actor
    session.add(said)
    subject = f"occurrence:{said.occurrence_id}"
    record_deed(session, at, actor, "disclaimer answered", subject, answer=said.answer)
    return said


def list_disclaimers(
    session: Session,
    *,
    roadmap_ids: Collection[int] | None = None,
    task_id: int | None = None,
    said_from: datetime | None = None,
    said_before: datetime | None = None,
) -> list[DisclaimerView]:
    """Those that wait for an answer, oldest first: the work is owed and the person still carries it out."""
    conditions = [
        col(Disclaimer.answered_at).is_(None),
        col(Occurrence.accepted_at).is_(None),
        col(Occurrence.cancelled_at).is_(None),
        _still_theirs(),
    ]
    if roadmap_ids is not None:
        conditions.append(col(Task.roadmap_id).in_(roadmap_ids))
    if task_id is not None:
        conditions.append(col(Task.id) == task_id)
    if said_from is not None:
        conditions.append(col(Disclaimer.said_at) >= said_from)
    if said_before is not None:
        conditions.append(col(Disclaimer.said_at) < said_before)
    return _read(session, conditions)


def load_disclaimers(
    session: Session, person_id: int, occurrence_ids: Collection[int]
) -> dict[int, DisclaimerView]:
    """What a person last said of each occurrence, answered or not."""
    conditions = [
        col(Disclaimer.person_id) == person_id,
        col(Disclaimer.occurrence_id).in_(occurrence_ids),
    ]
    return {view.occurrence_id: view for view in _read(session, conditions)}


def _read(session: Session, conditions: list[ColumnElement[bool]]) -> list[DisclaimerView]:
    statement = (
        core_select(Disclaimer, Person, Task)
        .join(Person, col(Person.id) == col(Disclaimer.person_id))
        .join(Occurrence, col(Occurrence.id) == col(Disclaimer.occurrence_id))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(*conditions)
        .order_by(col(Disclaimer.said_at), col(Disclaimer.id))
    )
    return [_view(*row) for row in session.execute(statement)]


def _still_theirs() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(TaskParty.task_id) == col(Task.id),
            col(TaskParty.role).in_(_EXECUTORS),
            col(Membership.party_id) == col(TaskParty.party_id),
            col(Membership.person_id) == col(Disclaimer.person_id),
        )
        .correlate(Task, Disclaimer)
    )


def _view(said: Disclaimer, person: Person, task: Task) -> DisclaimerView:
    return DisclaimerView(
        id=said.id or 0,
        occurrence_id=said.occurrence_id,
        person_id=said.person_id,
        who=person.name or person.address,
        reason=said.reason,
        said_at=said.said_at,
        answer=said.answer,
        answered_at=said.answered_at,
        roadmap_id=task.roadmap_id,
        task_id=task.id or 0,
        task_uid=task.uid,
        title=task.title,
        source_line=task.source_line,
    )
