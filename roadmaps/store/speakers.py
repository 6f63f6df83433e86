"""The people of an organisation, changed one by one: another name, zone or mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from models.database import row_id
from models.errors import CallerError
from models.party import Absence, Membership, Party, Person
from roadmaps.store.contacts import check_address, check_zone, find_person, give_address
from roadmaps.store.preferences import occurrences_of_person
from roadmaps.store.queue import requeue
from roadmaps.store.reassigning import remove_contact
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.trail import record_deed


def change_speaker(
    session: Session,
    party: Party,
    person_id: int,
    at: datetime,
    actor: str,
    *,
    address: str,
    name: str,
    zone: str | None,
) -> Person:
    """Another name, zone or address of somebody who speaks for ``party``; the person as they are now.

    Another address is another mailbox: whoever reads the old one loses its links, and all the
    organisations of the person are written to at the new one. CallerError for a wrong address or zone.
    """
    person = require_speaker(session, party, person_id)
    address, name = check_address(address), " ".join(name.split())
    check_zone(zone)
    if address.lower() != person.address.lower():
        return _move_mailbox(session, person, address, at, actor, name=name, zone=zone)
    if (person.name, person.zone) != (name, zone):
        before, renamed = {"zone": person.zone}, person.name != name
        person.name, person.zone = name, zone
        session.add(person)
        session.flush()
        if before["zone"] != zone:
            requeue(session, occurrences_of_person(session, person_id))
            plan_weekly(session, at, [person_id])
        # The name itself stays out of the trail, which forgets nobody.
        subject, after = f"person:{person_id}", {"zone": zone}
        record_deed(
            session, at, actor, "person changed", subject, renamed=renamed, before=before, after=after
        )
    return person


def require_speaker(session: Session, party: Party, person_id: int) -> Person:
    """Somebody who speaks for a party; CallerError where they do no more."""
    person = session.get(Person, person_id)
    if person is None or session.get(Membership, (row_id(party), person_id)) is None:
        raise CallerError("Этот человек за организацию «{party}» уже не говорит.", party=party.name)
    return person


def _move_mailbox(
    session: Session, person: Person, address: str, at: datetime, actor: str, *, name: str, zone: str | None
) -> Person:
    is_new = find_person(session, address) is None
    parties = _parties_of(session, row_id(person))
    for party in parties:
        give_address(session, party, address, at, actor, name=name or None, zone=zone)
    for party in parties:
        remove_contact(session, party.name, person.address, at, actor)
    moved = find_person(session, address)
    if moved is None:
        raise CallerError("«{address}» не похоже на почтовый адрес.", address=address)
    _move_absences(session, row_id(person), row_id(moved), at)
    if is_new and person.only_mandatory:
        moved.only_mandatory = True
        session.add(moved)
    return moved


def _move_absences(session: Session, former_id: int, present_id: int, at: datetime) -> None:
    """Whoever is away, or stands in, is so at the new address; nobody stands in for themselves."""
    if former_id == present_id:
        return
    coming = col(Absence.until_on) >= at.date()
    away = update(Absence).where(col(Absence.person_id) == former_id, coming)
    session.execute(away.values(person_id=present_id))
    deputed = update(Absence).where(col(Absence.deputy_id) == former_id, coming)
    session.execute(deputed.values(deputy_id=present_id))
    session.execute(delete(Absence).where(col(Absence.person_id) == col(Absence.deputy_id)))
    session.flush()
    requeue(session, occurrences_of_person(session, present_id))


def _parties_of(session: Session, person_id: int) -> Sequence[Party]:
    return session.exec(
        select(Party)
        .join(Membership, col(Membership.party_id) == col(Party.id))
        .where(Membership.person_id == person_id)
        .order_by(Party.name)
    ).all()
