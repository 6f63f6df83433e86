"""For which parties nobody can be mailed: no address was given, or every one of them is dead."""

from __future__ import annotations

from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.occurrence import Occurrence
from models.party import Membership, Party, Person, TaskParty
from models.values import Role
from roadmaps.agenda import Recipient

_SLICE = 500


def load_unreached(session: Session, occurrence_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Names of executors and co-executors whom no mail reaches now, by occurrence."""
    reached = (
        select(Membership.party_id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Person.unreachable_since_at).is_(None))
    )
    found: dict[int, tuple[str, ...]] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        statement = (
            select(Occurrence.id, Party.name)
            .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
            .join(Party, col(Party.id) == col(TaskParty.party_id))
            .where(
                col(Occurrence.id).in_(ordered[start : start + _SLICE]),
                TaskParty.role != Role.CONTROLLER.value,
                col(Party.id).not_in(reached),
            )
            .order_by(col(Occurrence.id), col(TaskParty.role).desc(), col(TaskParty.position))
        )
        for id_, name in session.exec(statement):
            found[id_ or 0] = tuple(dict.fromkeys((*found.get(id_ or 0, ()), name)))
    return found


def load_dead_recipients(
    session: Session, occurrence_ids: Collection[int]
) -> dict[int, tuple[Recipient, ...]]:
    """Who would hear of each occurrence if mail to them had not come back."""
    found: dict[int, tuple[Recipient, ...]] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        statement = (
            select(Occurrence.id, TaskParty.role, Person)
            .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
            .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(
                col(Occurrence.id).in_(ordered[start : start + _SLICE]),
                col(Person.unreachable_since_at).is_not(None),
            )
        )
        for id_, role, person in session.exec(statement):
            zone = ZoneInfo(person.zone) if person.zone else None
            recipient = Recipient(person.id or 0, Role(role), zone, person.only_mandatory)
            found[id_ or 0] = (*found.get(id_ or 0, ()), recipient)
    return found
