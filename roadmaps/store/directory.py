"""Organisations with their people, names and work; first those whom no mail reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, func, or_, select
from sqlmodel import Session, col

from models.occurrence import Occurrence
from models.party import Membership, Party, PartyAlias, Person, TaskParty
from models.roadmap import Task
from models.values import Role, fold
from roadmaps.agenda import Recipient, planned_actions
from roadmaps.store.queue import load_agenda

_SLICE = 500


@dataclass(frozen=True)
class Speaker:
    """A person who speaks for an organisation. ``unreachable_since_at``: mail to them came back."""

    id: int
    address: str
    name: str
    zone: str | None
    language: str
    only_mandatory: bool
    unreachable_since_at: datetime | None


@dataclass(frozen=True)
class Organisation:
    """An organisation (or a post) of the directory.

    ``tasks``: on how many it stands, by role. ``needed_on``: the first day of its unfinished work, where
    nobody can be mailed for it; ``first_reminder_on``: the day of the first notice about that work, None
    where it is not looked up or no policy names one.
    """

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    people: tuple[Speaker, ...] = ()
    tasks: Mapping[Role, int] | None = None
    needed_on: date | None = None
    first_reminder_on: date | None = None

    @property
    def is_reached(self) -> bool:
        return any(person.unreachable_since_at is None for person in self.people)


@dataclass(frozen=True)
class DirectoryPage:
    """Some organisations of ``total``; ``silent``: how many of all have work and nobody to be mailed."""

    rows: tuple[Organisation, ...]
    total: int
    everybody: int
    silent: int
    page: int
    pages: int


def load_directory(
    session: Session, text: str = "", *, only_silent: bool = False, page: int = 1, limit: int = 50
) -> DirectoryPage:
    """A page of the directory: who has work and no address first, the soonest of them first; then by name.

    ``text``: a piece of a name, another name, a person's name or address. The number of statements does
    not depend on the number of organisations.
    """
    everybody = _load_all(session)
    found = [each for each in everybody if _fits(each, fold(text)) and (each.needed_on or not only_silent)]
    found.sort(key=lambda each: (each.needed_on or date.max, fold(each.name)))
    pages = max(1, -(-len(found) // limit))
    page = min(max(1, page), pages)
    rows = _complete(session, found[(page - 1) * limit : page * limit])
    silent = sum(each.needed_on is not None for each in everybody)
    return DirectoryPage(rows, len(found), len(everybody), silent, page, pages)


def load_organisations(session: Session) -> tuple[Organisation, ...]:
    """The whole directory, by name."""
    everybody = sorted(_load_all(session), key=lambda each: fold(each.name))
    return tuple(
        each
        for start in range(0, len(everybody), _SLICE)
        for each in _complete(session, everybody[start : start + _SLICE])
    )


def load_organisation(session: Session, party_id: int) -> Organisation | None:
    """One organisation; None where there is none."""
    found = _load_all(session, party_id)
    return _complete(session, found)[0] if found else None


def load_other_parties(session: Session, person_ids: Collection[int], party_id: int) -> dict[int, list[str]]:
    """For whom else people speak: names by person."""
    statement = (
        select(col(Membership.person_id), col(Party.name))
        .join(Party, col(Party.id) == col(Membership.party_id))
        .where(col(Membership.person_id).in_(person_ids), col(Membership.party_id) != party_id)
        .order_by(col(Party.name))
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for person_id, name in session.execute(statement):
        found[person_id].append(name)
    return found


def _load_all(session: Session, party_id: int | None = None) -> list[Organisation]:
    parties: Select[Any] = select(col(Party.id), col(Party.name))
    names: Select[Any] = select(col(PartyAlias.party_id), col(PartyAlias.folded)).order_by(PartyAlias.folded)
    people: Select[Any] = _people()
    if party_id is not None:
        parties = parties.where(col(Party.id) == party_id)
        names = names.where(col(PartyAlias.party_id) == party_id)
        people = people.where(col(Membership.party_id) == party_id)
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for owner_id, folded in session.execute(names):
        aliases[owner_id].append(folded)
    speakers: defaultdict[int, list[Speaker]] = defaultdict(list)
    for owner_id, *columns in session.execute(people):
        speakers[owner_id].append(Speaker(*columns))
    needed = {row[0]: row[1] for row in session.execute(_needed(party_id))}
    return [
        Organisation(id_, name, tuple(aliases[id_]), tuple(speakers[id_]), needed_on=needed.get(id_))
        for id_, name in session.execute(parties)
    ]


def _people() -> Select[Any]:
    columns: list[Any] = [
        Membership.party_id,
        Person.id,
        Person.address,
        Person.name,
        Person.zone,
        Person.language,
        Person.only_mandatory,
        Person.unreachable_since_at,
    ]
    joined = select(*columns).join(Person, col(Person.id) == col(Membership.person_id))
    return joined.order_by(col(Person.address))


def _is_owed() -> ColumnElement[bool]:
    """Notices about an occurrence are still to come: it is watched, and something is to be handed in."""
    return and_(
        col(Occurrence.accepted_at).is_(None),
        col(Occurrence.cancelled_at).is_(None),
        col(Occurrence.held).is_(False),
        or_(col(Occurrence.submitted_at).is_(None), col(Occurrence.returned_at).is_not(None)),
    )


def _first_day() -> ColumnElement[Any]:
    return func.coalesce(col(Occurrence.opens_on), col(Occurrence.due_on), type_=Date)


def _needed(party_id: int | None) -> Select[Any]:
    """Parties nobody can be mailed for, and the first day of what they owe."""
    reached = (
        select(col(Membership.party_id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Person.unreachable_since_at).is_(None))
    )
    statement = (
        select(col(TaskParty.party_id), func.min(_first_day()))
        .join(Occurrence, col(Occurrence.task_id) == col(TaskParty.task_id))
        .where(col(TaskParty.party_id).not_in(reached), _is_owed())
        .group_by(col(TaskParty.party_id))
    )
    return statement if party_id is None else statement.where(col(TaskParty.party_id) == party_id)


def _fits(organisation: Organisation, folded: str) -> bool:
    return not folded or any(
        folded in fold(words)
        for words in (
            organisation.name,
            *organisation.aliases,
            *(words for person in organisation.people for words in (person.name, person.address)),
        )
    )


def _complete(session: Session, organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """With the number of tasks, and with the day of the first reminder where nobody would get it."""
    rows = tuple(organisations)
    counts: defaultdict[int, dict[Role, int]] = defaultdict(dict)
    statement = (
        select(col(TaskParty.party_id), col(TaskParty.role), func.count())
        .where(col(TaskParty.party_id).in_([row.id for row in rows]))
        .group_by(col(TaskParty.party_id), col(TaskParty.role))
    )
    for party_id, role, count in session.execute(statement):
        counts[party_id][Role(role)] = count
    days = _first_reminders(session, [row.id for row in rows if row.needed_on is not None])
    roles = {id_: {role: found[role] for role in Role if role in found} for id_, found in counts.items()}
    return tuple(
        replace(row, tasks=roles.get(row.id, {}), first_reminder_on=days.get(row.id)) for row in rows
    )


def _first_reminders(session: Session, party_ids: Collection[int]) -> dict[int, date]:
    """The local day of the first notice about what each of the parties owes.

    Under one policy what is due earlier is told earlier, so of each roadmap the first to open and the
    first to be due are enough.
    """
    if not party_ids:
        return {}
    firsts = [(party_id, Role(role), id_) for party_id, role, id_ in session.execute(_firsts(party_ids))]
    agenda = load_agenda(session, {id_ for *_, id_ in firsts}, with_history=False)
    days: dict[int, date] = {}
    for party_id, role, id_ in firsts:
        planned = planned_actions(agenda.facts[id_], [Recipient(0, role)], agenda.policies[id_])
        told = [each.action.planned_on for each in planned if each.action.person_id == 0]
        days[party_id] = min([*told, days.get(party_id, date.max)])
    return {party_id: day for party_id, day in days.items() if day != date.max}


def _firsts(party_ids: Collection[int]) -> Select[Any]:
    columns: list[Any] = [TaskParty.party_id, TaskParty.role, Occurrence.id]
    of_each: list[Any] = [TaskParty.party_id, TaskParty.role, Task.roadmap_id]
    places = [
        func.row_number().over(partition_by=of_each, order_by=[day, col(Occurrence.id)])
        for day in (_first_day(), col(Occurrence.due_on))
    ]
    ranked = (
        select(*columns, places[0].label("opening"), places[1].label("ending"))
        .join(Task, col(Task.id) == col(TaskParty.task_id))
        .join(Occurrence, col(Occurrence.task_id) == col(Task.id))
        .where(col(TaskParty.party_id).in_(party_ids), _is_owed())
        .subquery()
    )
    return select(ranked.c.party_id, ranked.c.role, ranked.c.id).where(
        or_(ranked.c.opening == 1, ranked.c.ending == 1)
    )
