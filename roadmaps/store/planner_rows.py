"""The statements by which the planner reads rows: each is built once, which costs more than running it.

All take ``ids``: some occurrences, at most as many as one statement may name.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select
from sqlmodel import col

from models.occurrence import ExtensionRequest, Occurrence
from models.outbox import Notice
from models.party import Absence, Membership, Person, TaskParty
from models.roadmap import Roadmap, Task
from models.round import Round, RoundParticipant

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
    "reminder_asked_at",
)

_REQUEST_COLUMNS = ("occurrence_id", "asked_at", "granted", "decided_at")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


@cache
def facts_of() -> Select[Any]:
    """Roadmap, zone, facts (``FACT_COLUMNS``) and ``open_until_on`` of each."""
    columns: list[Any] = [
        Task.roadmap_id,
        Roadmap.zone,
        *(getattr(Occurrence, name) for name in FACT_COLUMNS),
        RoundParticipant.open_until_on,
    ]
    return (
        select(*columns)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .outerjoin(RoundParticipant, col(RoundParticipant.occurrence_id) == col(Occurrence.id))
        .where(col(Occurrence.id).in_(_IDS))
    )


@cache
def keys_of() -> Select[Any]:
    """What was told of each, or missed."""
    return select(col(Notice.occurrence_id), col(Notice.key)).where(col(Notice.occurrence_id).in_(_IDS))


@cache
def requests_of() -> Select[Any]:
    """The requests for a later date, earliest first."""
    columns: list[Any] = [getattr(ExtensionRequest, name) for name in _REQUEST_COLUMNS]
    return (
        select(*columns)
        .where(col(ExtensionRequest.occurrence_id).in_(_IDS))
        .order_by(col(ExtensionRequest.id))
    )


@cache
def recipients_of() -> Select[Any]:
    """Who hears of the occurrences; whoever cannot be reached is left out until the address is set again.

    Unless somebody stands in for them at some time: then their rows say that they cannot be reached.
    """
    deputed = select(col(Absence.person_id)).where(col(Absence.person_id) == col(Person.id)).exists()
    columns: list[Any] = [
        Occurrence.id,
        Membership.person_id,
        TaskParty.role,
        Person.zone,
        Person.only_mandatory,
        Person.unreachable_since_at,
    ]
    return (
        select(*columns)
        .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
        .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Occurrence.id).in_(_IDS),
            or_(col(Person.unreachable_since_at).is_(None), deputed),
            ~_is_over(),
        )
        .order_by(col(Occurrence.id), col(TaskParty.role), col(TaskParty.position), col(Membership.person_id))
    )


def _is_over() -> ColumnElement[bool]:
    """The occurrence is one of a round that takes no more answers: nobody is asked for what cannot be given.

    Those who may answer longer are heard of until the clock has looked at the round for the last time.
    """
    over = select(col(RoundParticipant.id)).join(Round, col(Round.id) == col(RoundParticipant.round_id))
    not_extended = and_(
        col(RoundParticipant.open_until_on).is_(None), col(Occurrence.due_on) <= col(Round.due_on)
    )
    nobody_longer = or_(not_extended, col(Round.next_action_at).is_(None))
    is_its = col(RoundParticipant.occurrence_id) == col(Occurrence.id)
    return over.where(is_its, col(Round.closed_at).is_not(None), nobody_longer).exists()
