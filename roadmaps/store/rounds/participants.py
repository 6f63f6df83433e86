"""Who is asked: the list of a round, editable until it opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from models.database import row_id
from models.errors import CallerError, ForbiddenTransitionError
from models.language import SOURCE
from models.occurrence import Occurrence
from models.party import Membership, Party, PartyAlias, Person, TaskParty
from models.round import Round, RoundParticipant
from models.values import fold, unique
from roadmaps.store.contacts import check_address, check_zone
from roadmaps.store.queue import requeue
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.trail import record_deed

_MOST_NAMED = 500  # parties named one by one in a statement


@dataclass(frozen=True)
class Entry:
    """An organisation to ask, and whom to write to there.

    ``zone`` and ``language`` are those of the people, None for the house's.
    """

    name: str
    grouping: str = ""
    addresses: tuple[str, ...] = ()
    contact: str = ""
    zone: str | None = None
    language: str | None = None


def set_participants(
    session: Session, round_: Round, entries: Sequence[Entry], at: datetime, actor: str
) -> int:
    """Make these the participants of a round that has not opened; how many they are.

    Who is named twice is one participant, with the addresses of both lines. CallerError for an empty list,
    a wrong address or zone: then nothing changes.
    """
    lock_planned(session, round_)
    if not entries:
        raise CallerError("Список участников пуст.")
    parties = _find_parties(session, [entry.name for entry in entries])
    session.execute(delete(RoundParticipant).where(col(RoundParticipant.round_id) == round_.id))
    seen: dict[int, RoundParticipant] = {}
    for entry in entries:
        party_id = parties[fold(entry.name)]
        known = seen.get(party_id)
        if known is None:
            seen[party_id] = RoundParticipant(
                round_id=row_id(round_),
                party_id=party_id,
                position=len(seen) + 1,
                grouping=entry.grouping.strip(),
            )
        elif not known.grouping:
            known.grouping = entry.grouping.strip()
    session.add_all(seen.values())
    _give_addresses(session, [(parties[fold(entry.name)], entry) for entry in entries], at)
    wake(session, round_, at)
    record_deed(session, at, actor, "participants set", f"round:{round_.id}", participants=len(seen))
    return len(seen)


def add_participant(session: Session, round_: Round, entry: Entry, at: datetime, actor: str) -> bool:
    """One more; whether it is new. Who is on the list already gets the grouping and the addresses."""
    lock_planned(session, round_)
    party_id = _find_parties(session, [entry.name])[fold(entry.name)]
    known = session.exec(
        select(RoundParticipant).where(
            RoundParticipant.round_id == round_.id, RoundParticipant.party_id == party_id
        )
    ).first()
    last = session.exec(
        select(func.max(RoundParticipant.position)).where(RoundParticipant.round_id == round_.id)
    ).one()
    row = known or RoundParticipant(
        round_id=row_id(round_), party_id=party_id, position=(last or 0) + 1, grouping=""
    )
    row.grouping = entry.grouping.strip() or row.grouping
    session.add(row)
    _give_addresses(session, [(party_id, entry)], at)
    wake(session, round_, at)
    details = {"name": entry.name, "new": known is None}
    record_deed(session, at, actor, "participant added", f"round:{round_.id}", **details)
    return known is None


def remove_participant(
    session: Session, round_: Round, participant: RoundParticipant, at: datetime, actor: str
) -> None:
    """One less; the organisation and its people stay."""
    lock_planned(session, round_)
    if participant.round_id != round_.id:
        raise CallerError("Участника «{name}» в мониторинге нет.", name=participant.id)
    session.delete(participant)
    session.flush()
    details = {"party": participant.party_id}
    record_deed(session, at, actor, "participant removed", f"round:{round_.id}", **details)


def copy_participants(session: Session, source: Round, target: Round, at: datetime, actor: str) -> int:
    """Ask those whom another round asked; they may be changed until the round opens."""
    lock_planned(session, target)
    rows = session.exec(
        select(RoundParticipant)
        .where(RoundParticipant.round_id == source.id)
        .order_by(col(RoundParticipant.position))
    ).all()
    session.execute(delete(RoundParticipant).where(col(RoundParticipant.round_id) == target.id))
    session.add_all(
        RoundParticipant(
            round_id=row_id(target), party_id=row.party_id, position=row.position, grouping=row.grouping
        )
        for row in rows
    )
    wake(session, target, at)
    subject = f"round:{target.id}"
    record_deed(session, at, actor, "participants set", subject, participants=len(rows), source=source.key)
    return len(rows)


def lock_planned(session: Session, round_: Round) -> None:
    """``require_not_open`` to the end of the transaction: the clock that opens it meanwhile comes before
    or after, never between the look and the change."""
    session.flush()  # what was changed already is not to be read over
    session.refresh(round_, with_for_update=True)
    require_not_open(round_)


def require_not_open(round_: Round) -> None:
    """The list and the questions are frozen once somebody was asked."""
    if round_.opened_at is not None or round_.cancelled_at is not None:
        raise ForbiddenTransitionError(
            "Мониторинг № {id} уже открыт или отменён: список и показатели больше не меняются.", id=round_.id
        )


def wake(session: Session, round_: Round, at: datetime) -> None:
    """What was missing may be there now: let the clock look at the round again if its day has come."""
    if round_.next_action_at is not None and round_.opened_at is None:
        round_.next_action_at = min(round_.next_action_at, max(round_.opens_at, at))
        session.add(round_)
    session.flush()


def _find_parties(session: Session, names: Iterable[str]) -> dict[str, int]:
    """Ids by folded name; new parties are made, in a handful of statements for thousands."""
    known = dict(session.exec(select(PartyAlias.folded, PartyAlias.party_id)).all())
    known |= {folded: id_ for folded, id_ in session.exec(select(Party.folded, Party.id)).all() if id_}
    cleaned = [" ".join(name.split()) for name in names]
    if any(not fold(name) for name in cleaned):
        raise CallerError("В списке участников есть строка без названия.")
    fresh = {fold(name): name for name in reversed(cleaned) if fold(name) not in known}
    made = [Party(name=name, folded=folded) for folded, name in fresh.items()]
    session.add_all(made)
    session.flush()
    return known | {party.folded: row_id(party) for party in made}


def _make_person(entry: Entry, address: str, at: datetime) -> Person:
    language = entry.language or SOURCE
    return Person(
        address=address, name=entry.contact.strip(), zone=entry.zone, added_at=at, language=language
    )


def _give_addresses(session: Session, entries: Sequence[tuple[int, Entry]], at: datetime) -> None:
    """People for the parties: by address, known ones keep what they wished for."""
    wanted: dict[str, tuple[int, Entry, str]] = {}
    pairs: set[tuple[int, str]] = set()
    for party_id, entry in entries:
        check_zone(entry.zone)
        for written in unique(entry.addresses):
            address = check_address(written)
            wanted.setdefault(address.lower(), (party_id, entry, address))
            pairs.add((party_id, address.lower()))
    if not wanted:
        return
    rows = session.exec(select(Person.id, func.lower(Person.address))).all()
    people = {address: id_ for id_, address in rows if id_ is not None and address in wanted}
    fresh = {
        folded: _make_person(entry, address, at)
        for folded, (_, entry, address) in wanted.items()
        if folded not in people
    }
    session.add_all(fresh.values())
    session.flush()
    people |= {folded: row_id(person) for folded, person in fresh.items()}
    speaking = set(session.exec(select(Membership.party_id, Membership.person_id)).all())
    new = sorted({(party_id, people[folded]) for party_id, folded in pairs} - speaking)
    session.add_all(Membership(party_id=p, person_id=n, since_at=at) for p, n in new)
    session.flush()
    reached = {party_id for party_id, _ in new}
    work = select(Occurrence.id, TaskParty.party_id).join(
        TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id)
    )
    if len(reached) <= _MOST_NAMED:
        work = work.where(col(TaskParty.party_id).in_(reached))
    ids = sorted({id_ for id_, party_id in session.exec(work) if id_ and party_id in reached})
    if ids:  # other work of theirs has somebody to hear of it now
        requeue(session, ids)
    plan_weekly(session, at, sorted({person_id for _, person_id in new}))
