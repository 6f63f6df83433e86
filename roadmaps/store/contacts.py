"""Who speaks for a party."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import CallerError, UnknownThingError
from models.occurrence import Occurrence
from models.outbox import Notice, OutboxMessage
from models.party import Membership, Party, PartyAlias, Person, TaskParty
from models.values import MessageState, fold
from roadmaps.parties import match_party
from roadmaps.store.preferences import choose_language_of_mail, occurrences_of_person
from roadmaps.store.queue import requeue
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Contact:
    """A party and the person who now speaks for it. ``is_new_party``: no document names it yet."""

    party: str
    address: str
    is_new_party: bool
    occurrences: int


def set_contact(
    session: Session,
    party_name: str,
    address: str,
    at: datetime,
    actor: str,
    *,
    name: str | None = None,
    zone: str | None = None,
    language: str | None = None,
) -> Contact:
    """Give a party a mail address. Its occurrences are looked at again by the next tick.

    ``language``: one of LANGUAGES; None leaves the one that the person has. Naming an address again makes
    one from which mail came back reachable; wishes of the person stay.
    """
    address = check_address(address)
    check_zone(zone)
    party, is_new = find_or_add_party(session, party_name)
    count = give_address(session, party, address, at, actor, name=name, zone=zone, language=language)
    return Contact(party.name, address, is_new, count)


def give_address(
    session: Session,
    party: Party,
    address: str,
    at: datetime,
    actor: str,
    *,
    name: str | None = None,
    zone: str | None = None,
    language: str | None = None,
) -> int:
    """The same for a party that is known, with an address and a zone that were checked; its occurrences."""
    person = find_person(session, address)
    if person is None:
        person = Person(address=address, name=name or "", zone=zone, added_at=at)
    has_moved = zone is not None and zone != person.zone
    person.name, person.zone = name or person.name, zone or person.zone
    session.add(person)
    session.flush()
    party_id, person_id = row_id(party), row_id(person)
    if language is not None:
        choose_language_of_mail(session, person_id, language, at, actor)
    speaks = session.get(Membership, (party_id, person_id)) is not None
    if not speaks:
        session.add(Membership(party_id=party_id, person_id=person_id, since_at=at))
    ids = occurrence_ids_of(session, party_id)
    unreachable_since_at, person.unreachable_since_at = person.unreachable_since_at, None
    person.confirmed_at = at
    if unreachable_since_at is not None:
        _forget_returned(session, person_id, unreachable_since_at)
    # Of the person, whichever party they speak for.
    everything = has_moved or unreachable_since_at is not None
    requeue(session, {*ids, *occurrences_of_person(session, person_id)} if everything else ids)
    plan_weekly(session, at, [person_id])
    before, after = {"speaks": speaks}, {"speaks": True}
    subject = f"party:{party_id}"
    record_deed(session, at, actor, "contact set", subject, person=person_id, before=before, after=after)
    return len(ids)


def _forget_returned(session: Session, person_id: int, since_at: datetime) -> None:
    """What came back when the address died was told to nobody: what of it still holds is planned anew."""
    returned = select(OutboxMessage.id).where(
        OutboxMessage.person_id == person_id,
        OutboxMessage.state == MessageState.FAILED.value,
        OutboxMessage.next_attempt_at >= since_at,
    )
    session.execute(delete(Notice).where(col(Notice.outbox_id).in_(returned)))


def find_person(session: Session, address: str) -> Person | None:
    """The person behind an address: no mailbox tells upper from lower case."""
    same = func.lower(Person.address) == address.strip().lower()
    return session.exec(select(Person).where(same)).first()


def list_contacts(session: Session) -> list[dict[str, object]]:
    """Every party that a document names, with its addresses; those without one come first."""
    people: dict[int, list[dict[str, str | None]]] = {}
    rows = session.exec(select(Membership.party_id, Person).join(Person)).all()
    for party_id, person in rows:
        told = {name: getattr(person, name) for name in ("address", "name", "zone", "language")}
        people.setdefault(party_id, []).append(told)
    parties = session.exec(select(Party).order_by(Party.name)).all()
    listing: list[dict[str, object]] = [
        {"party": party.name, "people": people.get(party.id or 0, [])} for party in parties
    ]
    return sorted(listing, key=lambda entry: bool(entry["people"]))


def adopt_contacts(session: Session) -> None:
    """Addresses given before any document named the party go to the party that a document names now."""
    named = set(session.exec(select(TaskParty.party_id)).all())
    orphans = set(session.exec(select(Membership.party_id)).all()) - named
    for party_id in orphans:
        party = session.get_one(Party, party_id)
        target = find_party(session, party.name, among=named)
        if target is None or target.id is None:
            continue
        for membership in session.exec(select(Membership).where(Membership.party_id == party_id)).all():
            if session.get(Membership, (target.id, membership.person_id)) is None:
                session.add(
                    Membership(
                        party_id=target.id, person_id=membership.person_id, since_at=membership.since_at
                    )
                )
            session.delete(membership)
    session.flush()


def check_address(address: str) -> str:
    """A mail address in one spelling (the domain lower case); CallerError for what is none (RFC 5322)."""
    address = address.strip()
    try:
        parsed = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise CallerError("«{address}» не похоже на почтовый адрес.", address=address) from error
    if not parsed.username or not parsed.domain or not address.isprintable():
        raise CallerError("«{address}» не похоже на почтовый адрес.", address=address)
    return f"{parsed.username}@{parsed.domain.lower()}"


def check_zone(zone: str | None) -> None:
    """CallerError for what is no zone of the IANA base; None is the zone of the house."""
    if zone is None:
        return
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise CallerError("Часового пояса «{zone}» нет в базе IANA.", zone=zone) from error


def find_party(session: Session, name: str, *, among: Collection[int] | None = None) -> Party | None:
    """The party that a person means by ``name``: its name, an alias, or a unique surname with initials."""
    parties = session.exec(select(Party)).all()
    by_id = {party.id: party for party in parties if among is None or party.id in among}
    known = {party.name: party.name for party in by_id.values()}
    for alias in session.exec(select(PartyAlias)).all():
        if alias.party_id in by_id:
            known.setdefault(alias.folded, by_id[alias.party_id].name)
    match = match_party(name, known)
    return next((party for party in by_id.values() if party.name == match), None)


def find_party_name(session: Session, name: str) -> str:
    """The name of the party meant; UnknownThingError when no document names it."""
    party = find_party(session, name)
    if party is None:
        raise UnknownThingError("Исполнителя «{name}» нет. Список: sroki contact list.", name=name)
    return party.name


def find_or_add_party(session: Session, name: str) -> tuple[Party, bool]:
    name = " ".join(name.split())
    if not fold(name):
        raise CallerError("Назовите исполнителя.")
    known = find_party(session, name)
    if known is not None:
        return known, False
    party = Party(name=name, folded=fold(name))
    session.add(party)
    session.flush()
    return party, True


def occurrence_ids_of(session: Session, party_id: int) -> list[int]:
    statement = (
        select(Occurrence.id)
        .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
        .where(TaskParty.party_id == party_id)
    )
    return sorted({row for row in session.exec(statement).all() if row is not None})
