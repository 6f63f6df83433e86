"""Who looks after roadmaps: one of them, or all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from models.audit import AuditEntry
from models.database import row_id
from models.errors import UnknownThingError
from models.party import Coordinator, Person
from models.roadmap import Roadmap
from roadmaps.store.contacts import check_address, find_person
from roadmaps.store.policies import HOUSE
from roadmaps.store.subscriptions import plan_daily
from roadmaps.store.trail import record_deed

_SETTINGS = "settings"


@dataclass(frozen=True)
class CoordinatorView:
    """A coordinator and the roadmap they look after; None for all."""

    address: str
    name: str
    roadmap_id: int | None
    roadmap: str | None

    def as_json(self) -> dict[str, object]:
        return dict(vars(self))


def set_coordinator(
    session: Session,
    address: str,
    at: datetime,
    actor: str,
    zone: ZoneInfo,
    *,
    roadmap_id: int = HOUSE,
    name: str | None = None,
) -> str:
    """Let a person look after a roadmap, or (``HOUSE``) after all; the address as it is kept.

    ``zone`` is that of the house, for people who have none of their own.
    """
    address = check_address(address)
    person = find_person(session, address) or Person(address=address, added_at=at)
    person.name = name or person.name
    session.add(person)
    session.flush()
    person_id = row_id(person)
    if session.get(Coordinator, (person_id, roadmap_id)) is None:
        session.add(Coordinator(person_id=person_id, roadmap_id=roadmap_id, since_at=at))
        plan_daily(session, person_id, at, zone)
        record_deed(session, at, actor, "coordinator set", f"person:{person_id}", roadmap=roadmap_id)
    return person.address


def remove_coordinator(
    session: Session, address: str, at: datetime, actor: str, zone: ZoneInfo, *, roadmap_id: int | None = None
) -> int:
    """A person looks after a roadmap (None: after any) no more; how many they looked after."""
    person = find_person(session, address)
    statement = select(Coordinator).where(Coordinator.person_id == (person.id if person else None))
    if roadmap_id is not None:
        statement = statement.where(Coordinator.roadmap_id == roadmap_id)
    rows = session.exec(statement).all()
    if person is None or person.id is None or not rows:
        raise UnknownThingError(
            "Координатора «{address}» нет. Список: sroki coordinator list.", address=address
        )
    for row in rows:
        session.delete(row)
    plan_daily(session, person.id, at, zone)
    roadmaps = [row.roadmap_id for row in rows]
    record_deed(session, at, actor, "coordinator removed", f"person:{person.id}", roadmaps=roadmaps)
    return len(rows)


def list_coordinators(session: Session) -> list[CoordinatorView]:
    """Everybody who looks after something, those of all roadmaps first."""
    statement = (
        select(Person.address, Person.name, Coordinator.roadmap_id, Roadmap.title)
        .join(Coordinator, col(Coordinator.person_id) == col(Person.id))
        .join(Roadmap, col(Roadmap.id) == col(Coordinator.roadmap_id), isouter=True)
        .order_by(col(Coordinator.roadmap_id), Person.address)
    )
    return [CoordinatorView(a, name, id_ or None, title) for a, name, id_, title in session.exec(statement)]


def welcome_coordinator(session: Session, address: str, at: datetime, zone: ZoneInfo) -> None:
    """The coordinator whom the settings name, once: whoever was removed by hand stays removed."""
    person = find_person(session, check_address(address))
    if person is not None:
        deeds = ("coordinator set", "coordinator removed")
        told = select(func.count()).where(
            AuditEntry.subject == f"person:{person.id}", col(AuditEntry.deed).in_(deeds)
        )
        if session.exec(told).one():
            return
    set_coordinator(session, address, at, _SETTINGS, zone)
