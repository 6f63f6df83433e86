"""Standing digests join the mail of their day: a coordinator's daily, a controller's weekly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from flows.house import House
from models.database import open_session
from models.language import in_language
from models.outbox import OutboxMessage
from models.party import Coordinator, Person
from models.values import Action, ActionKind, DigestPart
from roadmaps.absences import Substitution
from roadmaps.store.coordinators import welcome_coordinator
from roadmaps.store.digests import MOST_LINES, coordinator_parts, last_digest_at, weekly_parts
from roadmaps.store.policies import HOUSE
from roadmaps.store.rounds.telling import organiser_lines
from roadmaps.store.standing_in import load_substitution, say_behalf_on
from roadmaps.store.subscriptions import (
    CONTROLLER,
    COORDINATOR,
    ORGANISER,
    Subscription,
    call_organisers,
    due_subscriptions,
    next_regular_moment,
    postpone_subscription,
    serve_subscription,
    wake_subscription,
    watched_roadmaps,
    weekly_roadmaps,
)

# Of mails by kind; the first of them names a mail with several.
_NAMES = {COORDINATOR: "coordinator", CONTROLLER: "weekly", ORGANISER: "organiser"}
_UNREADY = "unready"  # the part of organisers


@dataclass(frozen=True)
class Standing:
    """The standing part of a person's mail. ``name``: coordinator | weekly | organiser, empty for none."""

    name: str = ""
    parts: tuple[DigestPart, ...] = ()

    @property
    def tells_organiser(self) -> bool:
        return any(part.name == _UNREADY for part in self.parts)


def take_standing(
    session: Session, zone: ZoneInfo, actions: Iterable[Action], as_of: datetime, *, everybody: bool = True
) -> dict[int, Standing]:
    """The standing digests to be mailed now, by person; each is moved to its next moment.

    ``everybody``: also of those who are not mailed for ``actions``; not while others are still to be.

    One person, one regular mail a day: whoever is mailed now for ``actions`` gets the digest of
    this day in the same mail, and a digest waits for a mail that is planned later on the same day.
    """
    mailed = _regularly_mailed(actions)
    tomorrow_at = _day_began(as_of, zone) + timedelta(days=1)
    substitution = load_substitution(session)
    taken: defaultdict[int, list[tuple[str, tuple[DigestPart, ...]]]] = defaultdict(list)
    for due in _due_by_reader(session, substitution, mailed, as_of, tomorrow_at):
        reader = substitution.receiver_at(due.person_id, as_of)
        later = None
        if reader not in mailed:
            if not everybody:
                continue
            later = next_regular_moment(session, reader, as_of, tomorrow_at)
        if later is not None:
            postpone_subscription(session, due, later)
            continue
        with in_language(session.get_one(Person, reader).language):
            name, parts = _tell(session, due, reader, as_of, tomorrow_at, zone)
            parts = _in_place_of(parts, substitution, due.person_id, reader, as_of)
        # What was due later today is served with it: a digest that was told, also one caught up in
        # the small hours, is told again on another day. Where there was nothing, the day goes on.
        told_until = tomorrow_at - timedelta(microseconds=1) if parts else as_of
        if serve_subscription(session, due, max(told_until, due.next_at), zone) and parts:
            taken[reader].append((name, parts))
    return {person_id: _join(found) for person_id, found in taken.items()}


def _due_by_reader(
    session: Session, substitution: Substitution, mailed: Collection[int], as_of: datetime, until: datetime
) -> list[Subscription]:
    """What is due; of a deputy who is mailed now, also what is due later today, theirs and of the absent."""
    away = {each.person_id for each in substitution.aways if each.covers_at(as_of)}
    readers = {number: substitution.receiver_at(number, as_of) for number in away}
    mailed = set(mailed) | {number for number, reader in readers.items() if reader in mailed}
    due = due_subscriptions(session, as_of, mailed, until)
    deputies = {readers[each.person_id] for each in due if each.person_id in readers}
    more = deputies | {number for number, reader in readers.items() if reader in deputies}
    return due if more <= mailed else due_subscriptions(session, as_of, mailed | more, until)


def _in_place_of(
    parts: tuple[DigestPart, ...], substitution: Substitution, person_id: int, reader: int, as_of: datetime
) -> tuple[DigestPart, ...]:
    away = substitution.away_at(person_id, as_of)
    if away is None or reader == person_id:
        return parts
    behalf = say_behalf_on(substitution, person_id, away.until_on)
    return tuple(replace(part, behalf=behalf) for part in parts)


def welcome(house: House, as_of: datetime) -> None:
    """Make the coordinator of the settings one, at the first look of a process."""
    address = house.settings.coordinator
    if not address or house.is_welcomed:
        return
    with open_session(house.engine) as session:
        welcome_coordinator(session, address, as_of, house.settings.tzinfo)
    house.is_welcomed = True


def wake_standing(session: Session, zone: ZoneInfo, outbox_ids: Collection[int]) -> None:
    """Withdrawn mails had standing parts: those are told afresh by the next pass."""
    for start in range(0, len(ids := sorted(outbox_ids)), 500):
        statement = select(OutboxMessage.person_id, OutboxMessage.key, OutboxMessage.created_at)
        rows = session.exec(statement.where(col(OutboxMessage.id).in_(ids[start : start + 500]))).all()
        for person_id, key, created_at in rows:
            name = key.partition(":")[0]
            if person_id is None or name not in _NAMES.values():
                continue
            if name == _NAMES[ORGANISER]:
                call_organisers(session, [person_id], created_at)
                continue
            day_began = _day_began(created_at, zone)
            # A week back every rhythm has its moment; a mail named after the other digest held the
            # weekly one only if this was its day.
            back_at = created_at - timedelta(days=7) if name == "weekly" else day_began
            for told in (person_id, *sorted(_stood_for(session, person_id, created_at))):
                wake_subscription(session, told, COORDINATOR, day_began)
                wake_subscription(session, told, CONTROLLER, back_at)


def _stood_for(session: Session, person_id: int, at: datetime) -> set[int]:
    """In whose place somebody may have been told at a moment: also of who has come back that very day."""
    substitution = load_substitution(session)
    moments = at, at - timedelta(days=1)
    return {away.person_id for each in moments for away in substitution.stood_for_at(person_id, each)}


def standing_kind(key: str) -> str:
    """The kind of standing digest that a mail is named after; empty for mails without one."""
    name = key.partition(":")[0]
    return next((kind for kind in (COORDINATOR, CONTROLLER) if _NAMES[kind] == name), "")


def _regularly_mailed(actions: Iterable[Action]) -> set[int]:
    """People with a regular mail now: what comes back from review is told at once, on its own."""
    at_once = (ActionKind.RETURNED,)
    return {a.person_id for a in actions if a.person_id is not None and a.kind not in at_once}


def _tell(
    session: Session, due: Subscription, reader: int, as_of: datetime, until: datetime, zone: ZoneInfo
) -> tuple[str, tuple[DigestPart, ...]]:
    person, told = session.get_one(Person, due.person_id), session.get_one(Person, reader)
    name = _NAMES[due.kind]
    if told.unreachable_since_at is not None or person.only_mandatory or told.only_mandatory:
        return name, ()
    if due.kind == COORDINATOR:
        watched = watched_roadmaps(session, due.person_id)
        since = _last_told_at(session, due, reader, as_of) or _coordinates_since(session, due.person_id)
        some = None if HOUSE in watched else watched
        return name, coordinator_parts(session, some, since or as_of, as_of, zone)
    if due.kind == ORGANISER:
        lines = organiser_lines(session, due.person_id, _last_told_at(session, due, reader, as_of), as_of)
        return name, (DigestPart(_UNREADY, tuple(lines)[:MOST_LINES], len(lines)),) if lines else ()
    roadmap_ids = weekly_roadmaps(session, due, until)
    return name, weekly_parts(session, due.person_id, roadmap_ids, as_of, zone)


def _last_told_at(session: Session, due: Subscription, reader: int, as_of: datetime) -> datetime | None:
    """The last digest of the person; while they are away, the last that their deputy got.

    Whoever comes back is told by the first digest all that happened meanwhile.
    """
    own = last_digest_at(session, due.person_id, _NAMES[due.kind])
    away = load_substitution(session).away_at(due.person_id, as_of)
    if away is None or reader == due.person_id:
        return own
    theirs = last_digest_at(session, reader, _NAMES[due.kind])
    began = datetime.combine(away.from_on, time(), tzinfo=away.zone)
    known = [moment for moment in (own, theirs if theirs and theirs >= began else None) if moment]
    return max(known, default=None)


def _coordinates_since(session: Session, person_id: int) -> datetime | None:
    statement = select(Coordinator.since_at).where(Coordinator.person_id == person_id)
    return min(session.exec(statement).all(), default=None)


def _join(found: list[tuple[str, tuple[DigestPart, ...]]]) -> Standing:
    """All digests of a person in one; what the first tells the others do not repeat."""
    names = list(_NAMES.values())
    # Their own first: what is told for the absent one stands below.
    found.sort(key=lambda entry: (any(part.behalf for part in entry[1]), names.index(entry[0])))
    parts: dict[tuple[str, str], DigestPart] = {}
    for _, some in found:
        parts |= {key: part for part in some if (key := (part.name, part.behalf)) not in parts}
    first = min((name for name, _ in found), key=names.index)
    return Standing(first, tuple(parts.values()))


def _day_began(moment: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(moment.astimezone(zone).date(), time(), tzinfo=zone)
