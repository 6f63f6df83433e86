"""A task passes from one party to another; a person stops speaking for a party, or speaks for another.

Whoever loses a role gets no more mail for it (delivery looks at the roles again), sees nothing of it
behind old links, and a person left without any role loses the links themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.occurrence import Occurrence
from models.party import Absence, AccessLink, Coordinator, Membership, Party, Person, TaskParty
from models.roadmap import Task
from models.round import ROUND_KIND
from models.values import Role
from roadmaps.store.contacts import check_address, find_or_add_party, find_party, occurrence_ids_of
from roadmaps.store.queue import requeue
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Change:
    """What changed hands. ``silent``: nobody speaks for the new party yet, so nothing is mailed."""

    former: str
    present: str
    roles: tuple[Role, ...]
    occurrences: int
    silent: bool
    revoked_links: int


def reassign_task(
    session: Session,
    task_id: int,
    former_name: str,
    present_name: str,
    at: datetime,
    actor: str,
    *,
    role: Role | None = None,
) -> Change:
    """Put another party in the place of one on a task, in one role or in all that it has there."""
    task = session.get(Task, task_id)
    if task is None:
        raise UnknownThingError("Задачи № {id} нет. Список: sroki tasks.", id=task_id)
    if task.origin == ROUND_KIND:  # the form stays with the organisation that was asked
        raise ForbiddenTransitionError(
            "Мониторинг спрашивает эту организацию, другой его не передать. Если отвечает другой человек, "
            "назовите его адрес: sroki contact."
        )
    former = find_party(session, former_name)
    rows = _rows(session, task_id, former, role)
    if former is None or not rows:
        raise CallerError(
            "У задачи № {id} нет исполнителя «{name}» в такой роли. Есть: {cast}.",
            id=task_id,
            name=former_name,
            cast=_cast(session, task_id),
        )
    present, _ = find_or_add_party(session, present_name)
    if present.id == former.id:
        raise CallerError("Это один и тот же исполнитель: {name}.", name=former.name)
    for row in rows:
        _replace_party(session, row, present.id or 0)
    session.flush()
    ids = _unfinished_ids(session, task_id)
    requeue(session, ids)
    plan_weekly(session, at)
    roles = tuple(Role(row.role) for row in rows)
    record_deed(
        session,
        at,
        actor,
        "reassigned",
        f"task:{task_id}",
        before={"party": former.id},
        after={"party": present.id},
        former=former.name,
        present=present.name,
        roles=[each.value for each in roles],
    )
    people = _people_of(session, former.id or 0)
    silent = not _people_of(session, present.id or 0)
    return Change(former.name, present.name, roles, len(ids), silent, revoke_idle_links(session, people, at))


def _rows(session: Session, task_id: int, party: Party | None, role: Role | None) -> list[TaskParty]:
    if party is None:
        return []
    statement = select(TaskParty).where(TaskParty.task_id == task_id, TaskParty.party_id == party.id)
    if role is not None:
        statement = statement.where(TaskParty.role == role.value)
    return list(session.exec(statement.order_by(TaskParty.role)).all())


def _replace_party(session: Session, row: TaskParty, party_id: int) -> None:
    if session.get(TaskParty, (row.task_id, row.role, party_id)) is None:
        session.add(TaskParty(task_id=row.task_id, role=row.role, party_id=party_id, position=row.position))
    session.delete(row)


def _cast(session: Session, task_id: int) -> str:
    statement = (
        select(Party.name)
        .join(TaskParty, col(TaskParty.party_id) == col(Party.id))
        .where(TaskParty.task_id == task_id)
        .order_by(TaskParty.role, col(TaskParty.position))
    )
    return "; ".join(dict.fromkeys(session.exec(statement))) or "—"


def _unfinished_ids(session: Session, task_id: int) -> list[int]:
    statement = select(Occurrence.id).where(
        Occurrence.task_id == task_id,
        col(Occurrence.accepted_at).is_(None),
        col(Occurrence.cancelled_at).is_(None),
    )
    return [number for number in session.exec(statement) if number is not None]


def remove_contact(session: Session, party_name: str, address: str, at: datetime, actor: str) -> Change:
    """A person no longer speaks for a party."""
    party, person = _require_contact(session, party_name, address)
    session.delete(session.get_one(Membership, (party.id, person.id)))
    session.flush()
    ids = occurrence_ids_of(session, party.id or 0)
    requeue(session, ids)
    plan_weekly(session, at)
    before, after = {"speaks": True}, {"speaks": False}
    subject = f"party:{party.id}"
    record_deed(session, at, actor, "contact removed", subject, person=person.id, before=before, after=after)
    silent = not _people_of(session, party.id or 0)
    revoked = revoke_idle_links(session, [person.id or 0], at)
    return Change(party.name, party.name, (), len(ids), silent, revoked)


def move_contact(
    session: Session, address: str, former_name: str, present_name: str, at: datetime, actor: str
) -> Change:
    """A person speaks for another party from now on."""
    former, person = _require_contact(session, former_name, address)
    present, _ = find_or_add_party(session, present_name)
    if present.id == former.id:
        raise CallerError("Это один и тот же исполнитель: {name}.", name=former.name)
    session.delete(session.get_one(Membership, (former.id, person.id)))
    if session.get(Membership, (present.id, person.id)) is None:
        session.add(Membership(party_id=present.id or 0, person_id=person.id or 0, since_at=at))
    session.flush()
    ids = {*occurrence_ids_of(session, former.id or 0), *occurrence_ids_of(session, present.id or 0)}
    requeue(session, sorted(ids))
    plan_weekly(session, at)
    record_deed(
        session, at, actor, "contact moved", f"party:{present.id}", person=person.id, former=former.name
    )
    silent = not _people_of(session, former.id or 0)
    revoked = revoke_idle_links(session, [person.id or 0], at)
    return Change(former.name, present.name, (), len(ids), silent, revoked)


def _require_contact(session: Session, party_name: str, address: str) -> tuple[Party, Person]:
    party = find_party(session, party_name)
    if party is None:
        raise UnknownThingError("Исполнителя «{name}» нет. Список: sroki contact list.", name=party_name)
    statement = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(Membership.party_id == party.id)
    )
    wanted = check_address(address).lower()
    for person in session.exec(statement):
        if person.address.lower() == wanted:
            return party, person
    raise CallerError("{address} не говорит за исполнителя «{party}».", address=address, party=party.name)


def _people_of(session: Session, party_id: int) -> list[int]:
    return list(session.exec(select(Membership.person_id).where(Membership.party_id == party_id)))


def revoke_idle_links(session: Session, person_ids: Collection[int], at: datetime) -> int:
    """Revoke the links of those who speak for nobody that a task names and stand in for nobody; how many."""
    speaking = set(
        session.exec(
            select(Membership.person_id)
            .join(TaskParty, col(TaskParty.party_id) == col(Membership.party_id))
            .where(col(Membership.person_id).in_(person_ids))
        )
    )
    speaking |= set(
        session.exec(select(Coordinator.person_id).where(col(Coordinator.person_id).in_(person_ids)))
    )
    yesterday = at.date() - timedelta(days=1)  # a zone may be a day behind UTC
    speaking |= set(session.exec(select(Absence.deputy_id).where(col(Absence.until_on) >= yesterday)))
    return _revoke(session, set(person_ids) - speaking, at)


def _revoke(session: Session, person_ids: Iterable[int], at: datetime) -> int:
    statement = (
        update(AccessLink)
        .where(col(AccessLink.person_id).in_(list(person_ids)), col(AccessLink.revoked_at).is_(None))
        .values(revoked_at=at)
        .returning(col(AccessLink.id))
    )
    return len(session.execute(statement).all())
