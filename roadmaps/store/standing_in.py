"""What the database knows of absences, for all who must know who hears and who acts for whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlmodel import Session, col

from models.account import Account
from models.authority import Deed, ObjectScope, may
from models.occurrence import Occurrence
from models.party import Absence, Membership, Person, TaskParty
from models.roadmap import Task
from models.values import Role
from roadmaps.absences import NOBODY_AWAY, Away, Colleague, Substitution
from roadmaps.accusative import say_behalf
from roadmaps.store.grants import load_grants, load_lent

_LINK = "link:person:"
_CONTROLLERS = (Role.CONTROLLER.value,)
_EXECUTORS = (Role.RESPONSIBLE.value, Role.CO_RESPONSIBLE.value)
# What people do in the role of a controller; all else that is done behind a link is an executor's.
_DEEDS_OF_CONTROLLERS = frozenset(
    {
        "accepted", "accepted in part", "accepted once", "returned",
        "extended", "extension granted", "extension refused",
    }
)  # fmt: skip


@dataclass(frozen=True)
class StoodFor:
    """Somebody in whose place a deputy acts now. ``words``: «за Анну Иванову, до 12.05»."""

    person_id: int
    words: str


def load_substitution(session: Session, at: datetime | None = None) -> Substitution:
    """All absences; one small statement, and a second where there are any.

    ``at``: only those of about this moment, which is all that whoever acts now must know. The planner
    needs the past ones too: whom a notice of last month was for follows from them.
    """
    yesterday = at.date() - timedelta(days=1) if at else date.min  # a zone may be a day behind UTC
    rows = session.execute(_absences(), {"since_on": yesterday}).all()
    if not rows:
        return NOBODY_AWAY
    aways = tuple(Away(who, deputy, first, last, ZoneInfo(zone)) for who, deputy, first, last, zone in rows)
    people = {
        number: Colleague(
            name or address,
            ZoneInfo(zone) if zone else None,
            only_mandatory,
            dead_at.date() if dead_at else None,
        )
        for number, name, address, zone, only_mandatory, dead_at in session.execute(
            _colleagues(), {"since_on": yesterday}
        )
    }
    return Substitution(aways, people)


@cache  # building a statement costs more than running it
def _absences() -> Select[Any]:
    names = ("person_id", "deputy_id", "from_on", "until_on", "zone")
    columns: list[Any] = [getattr(Absence, name) for name in names]
    return select(*columns).where(_since()).order_by(col(Absence.id))


@cache
def _colleagues() -> Select[Any]:
    names = ("id", "name", "address", "zone", "only_mandatory", "unreachable_since_at")
    columns: list[Any] = [getattr(Person, name) for name in names]
    absent, deputies = (select(col(each)).where(_since()) for each in (Absence.person_id, Absence.deputy_id))
    return select(*columns).where(or_(col(Person.id).in_(absent), col(Person.id).in_(deputies)))


def _since() -> ColumnElement[bool]:
    return col(Absence.until_on) >= bindparam("since_on")


def list_stood_for(session: Session, person_id: int, at: datetime) -> tuple[StoodFor, ...]:
    """For whom a person acts at a moment beside themselves."""
    substitution = load_substitution(session, at)
    people = substitution.people or {}
    return tuple(
        StoodFor(away.person_id, say_behalf(people[away.person_id].name, away.until_on))
        for away in substitution.stood_for_at(person_id, at)
    )


def acting_as(session: Session, person_id: int, at: datetime) -> list[int]:
    """The people as whom a person may act at a moment: first themselves."""
    return [person_id, *(each.person_id for each in list_stood_for(session, person_id, at))]


def say_behalf_on(substitution: Substitution, person_id: int | None, day: date) -> str:
    """In whose place a notice planned for a day is told; empty where in nobody's."""
    away = substitution.away_on(person_id, day) if person_id is not None else None
    known = (substitution.people or {}).get(person_id or 0)
    return say_behalf(known.name, away.until_on) if away and known else ""


def find_principal(session: Session, actor: str, occurrence_id: int, deed: str, at: datetime) -> int | None:
    """For which absent person somebody does a deed; None where in their own name."""
    number = _person_behind(session, actor)
    stood_for = [each.person_id for each in list_stood_for(session, number, at)] if number else []
    if number is not None and deed in _DEEDS_OF_CONTROLLERS and not actor.startswith(_LINK):
        lender = _find_lender(session, actor, number, occurrence_id, at)
        if lender is not None:
            return lender
    if not stood_for:
        return None
    roles = _CONTROLLERS if deed in _DEEDS_OF_CONTROLLERS else _EXECUTORS
    concerned = _people_of(session, occurrence_id, roles)
    if number in concerned:
        return None
    return next((each for each in stood_for if each in concerned), None)


def _find_lender(
    session: Session, actor: str, person_id: int, occurrence_id: int, at: datetime
) -> int | None:
    """By whose lent right somebody signed in decides; None where by a right of their own."""
    lent = load_lent(session, person_id, at)
    if not lent:
        return None
    roadmap_id = session.execute(
        select(col(Task.roadmap_id)).join(Occurrence).where(col(Occurrence.id) == occurrence_id)
    ).scalar_one()
    parties = select(col(TaskParty.party_id)).join(
        Occurrence, col(Occurrence.task_id) == col(TaskParty.task_id)
    )
    named = session.execute(parties.where(col(Occurrence.id) == occurrence_id)).scalars()
    scope = ObjectScope(roadmap_id, frozenset(named))
    if may(load_grants(session, int(actor.rpartition(":")[2])), Deed.REVIEW, scope):
        return None
    return next((each.person_id for each in lent if may(each.grants, Deed.REVIEW, scope)), None)


def is_own_evidence(
    session: Session, actor: str, handed_in_by: str, occurrence_id: int, at: datetime
) -> bool:
    """Whether somebody is about to accept what they handed in, being a deputy in one of the two.

    Whoever is executor and controller of a task in their own right may: the document says so.
    """
    number = _person_behind(session, actor)
    if number is None or number != _person_behind(session, handed_in_by):
        return False
    was_deputy = number not in _people_of(session, occurrence_id, _EXECUTORS)
    if not actor.startswith(_LINK):  # an account has rights of its own to hand in and to decide
        is_deputy = find_principal(session, actor, occurrence_id, "accepted", at) is not None
        return is_deputy or (was_deputy and handed_in_by.startswith(_LINK))
    return was_deputy or number not in _people_of(session, occurrence_id, _CONTROLLERS)


def _person_behind(session: Session, actor: str) -> int | None:
    kind, _, number = actor.rpartition(":")
    if not (number.isascii() and number.isdigit()):
        return None
    if f"{kind}:" == _LINK:
        return int(number)
    if kind != "account":
        return None
    same = func.lower(col(Person.address)) == func.lower(col(Account.address))
    statement = select(col(Person.id)).join(Account, same).where(col(Account.id) == int(number))
    return session.execute(statement).scalar()


def _people_of(session: Session, occurrence_id: int, roles: Collection[str]) -> set[int]:
    statement = (
        select(col(Membership.person_id))
        .join(TaskParty, col(TaskParty.party_id) == col(Membership.party_id))
        .join(Occurrence, col(Occurrence.task_id) == col(TaskParty.task_id))
        .where(col(Occurrence.id) == occurrence_id, col(TaskParty.role).in_(roles))
    )
    return set(session.execute(statement).scalars())
