"""The queue of what is due next: loading what the planner needs, recording what it decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, func, insert, select, update
from sqlmodel import Session, col

from models.occurrence import Occurrence, agenda_queue
from models.outbox import Notice
from models.party import Membership, TaskParty
from models.roadmap import Roadmap, Task
from models.values import Action, ActionKind, Role
from roadmaps.agenda import OccurrenceFacts, Recipient, next_moment
from roadmaps.policy import DEFAULT_POLICY, Policy

_SLICE = 500  # ids per statement: below the limits of both databases
FACT_COLUMNS = (
    "id",
    "opens_on",
    "due_on",
    "watched_from_on",
    "held",
    "opened_at",
    "closed_at",
    "submitted_at",
    "returned_at",
    "accepted_at",
    "cancelled_at",
)


@dataclass(frozen=True)
class Agenda:
    """All that the planner needs of some occurrences, by occurrence id."""

    facts: Mapping[int, OccurrenceFacts]
    recipients: Mapping[int, list[Recipient]]
    history: Mapping[int, set[str]]


def has_due(session: Session, as_of: datetime) -> bool:
    """Whether anything at all waits at ``as_of``: one look at the head of the queue."""
    return (
        session.execute(
            select(agenda_queue.c.occurrence_id).where(agenda_queue.c.next_action_at <= as_of).limit(1)
        ).first()
        is not None
    )


def next_due_at(session: Session) -> datetime | None:
    """The earliest moment in the queue."""
    return session.execute(select(func.min(agenda_queue.c.next_action_at))).scalar()


def due_occurrence_ids(session: Session, as_of: datetime) -> list[int]:
    """Occurrences for which something is due, earliest first."""
    statement = (
        select(agenda_queue.c.occurrence_id)
        .where(agenda_queue.c.next_action_at <= as_of)
        .order_by(agenda_queue.c.next_action_at, agenda_queue.c.occurrence_id)
    )
    return list(session.execute(statement).scalars())


def load_agenda(session: Session, occurrence_ids: Collection[int]) -> Agenda:
    """Facts, recipients and history of the occurrences, in a fixed number of statements per 500."""
    facts: dict[int, OccurrenceFacts] = {}
    recipients: defaultdict[int, list[Recipient]] = defaultdict(list)
    history: defaultdict[int, set[str]] = defaultdict(set)
    for ids in _slices(occurrence_ids):
        facts |= _load_facts(session, ids)
        for occurrence_id, person_id, role in session.execute(_recipients_statement(ids)):
            recipients[occurrence_id].append(Recipient(person_id, Role(role)))
        keys = select(col(Notice.occurrence_id), col(Notice.key)).where(col(Notice.occurrence_id).in_(ids))
        for occurrence_id, key in session.execute(keys):
            history[occurrence_id].add(key)
    return Agenda(facts, recipients, history)


def load_facts(session: Session, occurrence_id: int) -> OccurrenceFacts | None:
    """The facts of one occurrence."""
    return _load_facts(session, [occurrence_id]).get(occurrence_id)


def _load_facts(session: Session, ids: Collection[int]) -> dict[int, OccurrenceFacts]:
    columns: list[Any] = [Roadmap.zone, *(getattr(Occurrence, name) for name in FACT_COLUMNS)]
    statement = (
        select(*columns)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .where(col(Occurrence.id).in_(ids))
    )
    return {
        row.id: OccurrenceFacts(
            zone=ZoneInfo(row.zone), **{name: getattr(row, name) for name in FACT_COLUMNS}
        )
        for row in session.execute(statement)
    }


def _recipients_statement(ids: Collection[int]) -> Select[Any]:
    return (
        select(col(Occurrence.id), col(Membership.person_id), col(TaskParty.role))
        .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
        .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
        .where(col(Occurrence.id).in_(ids))
        .order_by(col(Occurrence.id), col(TaskParty.role), col(TaskParty.position), col(Membership.person_id))
    )


def save_facts(session: Session, facts: OccurrenceFacts) -> None:
    """Write the facts back (all but identity and zone)."""
    values = {name: getattr(facts, name) for name in FACT_COLUMNS if name != "id"}
    session.execute(update(Occurrence).where(col(Occurrence.id) == facts.id).values(**values))


def record_fact_actions(session: Session, actions: Iterable[Action], at: datetime) -> None:
    """Openings and closings of windows happen at ``at``."""
    for kind, field in ((ActionKind.OPENED, "opened_at"), (ActionKind.CLOSE, "closed_at")):
        ids = [action.occurrence_id for action in actions if action.kind is kind and action.person_id is None]
        for some in _slices(ids):
            session.execute(update(Occurrence).where(col(Occurrence.id).in_(some)).values({field: at}))


def requeue(session: Session, occurrence_ids: Collection[int], policy: Policy = DEFAULT_POLICY) -> None:
    """Put each occurrence at its next moment, or take it out when nothing will ever be due."""
    session.flush()
    for ids in _slices(occurrence_ids):
        agenda = load_agenda(session, ids)
        rows = []
        for occurrence_id, facts in agenda.facts.items():
            moment = next_moment(
                facts,
                agenda.recipients.get(occurrence_id, []),
                agenda.history.get(occurrence_id, set()),
                policy,
            )
            if moment is not None:
                rows.append({"next_action_at": moment, "occurrence_id": occurrence_id})
        session.execute(delete(agenda_queue).where(agenda_queue.c.occurrence_id.in_(ids)))
        if rows:
            session.execute(insert(agenda_queue), rows)


def _slices(ids: Collection[int]) -> Iterable[list[int]]:
    ordered = list(ids)
    for start in range(0, len(ordered), _SLICE):
        yield ordered[start : start + _SLICE]
