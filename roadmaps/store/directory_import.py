"""A list of organisations and addresses comes into the directory: what it would change, and the change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, select

from models.database import row_id
from models.party import Membership, Party, PartyAlias, Person
from models.values import fold
from roadmaps.parties import match_party
from roadmaps.persons import find_persons
from roadmaps.rounds.rosters import RosterEntry
from roadmaps.store.aliases import add_alias
from roadmaps.store.contacts import check_address, give_address
from roadmaps.store.trail import record_deed

# What a line of the list means for the directory.
NEW_PARTY, NEW_ADDRESS, CHANGED, SAME = "new party", "new address", "changed", "same"


@dataclass(frozen=True)
class ImportLine:
    """An address (or a name alone, ``address`` "") of a row. ``party``: as the directory calls it.

    ``what``: new party | new address | changed | same.
    """

    row: int
    name: str
    party: str
    address: str
    contact: str
    zone: str | None
    what: str
    language: str | None = None


@dataclass(frozen=True)
class ImportPlan:
    """What a list would do. ``aliases``: (row, party, name) to add; ``taken``: (row, name, whose it is)."""

    lines: tuple[ImportLine, ...]
    aliases: tuple[tuple[int, str, str], ...] = ()
    taken: tuple[tuple[int, str, str], ...] = ()

    def count(self, *kinds: str) -> int:
        return sum(line.what in kinds for line in self.lines)

    @property
    def new_parties(self) -> int:
        return len({fold(line.party) for line in self.lines if line.what == NEW_PARTY})

    @property
    def is_empty(self) -> bool:
        return not self.aliases and all(line.what == SAME for line in self.lines)


@dataclass
class _Book:
    """The directory as the list is read against it; it learns from each row."""

    known: dict[str, str]
    owners: dict[str, str]
    people: dict[str, Person]
    speaking: set[tuple[str, str]]
    fresh: set[str] = field(default_factory=set)
    met: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str:
        """The party that a name means; the name itself where it is a new one."""
        key = fold(name)
        if key not in self.met:
            found = self.owners.get(key)
            if found is None and find_persons(name):  # a post that another line names with other words
                found = match_party(name, self.known)
            if found is None:
                found = name
                self.fresh.add(key)
            self.met[key] = self.owners[key] = found
        return self.met[key]


def plan_import(session: Session, entries: Iterable[RosterEntry]) -> ImportPlan:
    """What the rows would change, in their order; reads only. Addresses and zones were checked before."""
    book = _load_book(session)
    lines: list[ImportLine] = []
    aliases: list[tuple[int, str, str]] = []
    taken: list[tuple[int, str, str]] = []
    for entry in entries:
        party = book.find(entry.name)
        lines += _read_entry(book, entry, party)
        for name in entry.aliases:
            owner = book.owners.get(fold(name))
            if owner is None:
                book.owners[fold(name)] = party
                aliases.append((entry.row, party, name))
            elif owner != party:
                taken.append((entry.row, name, owner))
    return ImportPlan(tuple(lines), tuple(aliases), tuple(taken))


def take_import(session: Session, entries: Sequence[RosterEntry], at: datetime, actor: str) -> ImportPlan:
    """Make the change, all of it in the transaction of ``session``; what was done."""
    plan = plan_import(session, entries)
    parties = {party.folded: party for party in session.exec(select(Party))}

    def find(name: str) -> Party:
        if fold(name) not in parties:
            party = parties[fold(name)] = Party(name=name, folded=fold(name))
            session.add(party)
            session.flush()
            record_deed(session, at, actor, "party added", f"party:{party.id}")
        return parties[fold(name)]

    for line in plan.lines:
        if line.what == SAME:
            continue
        party = find(line.party)
        if line.address:
            give_address(
                session, party, line.address, at, actor,
                name=line.contact or None, zone=line.zone, language=line.language,
            )  # fmt: skip
    for _, name, alias in plan.aliases:
        add_alias(session, find(name), alias, at, actor)
    return plan


def _read_entry(book: _Book, entry: RosterEntry, party: str) -> list[ImportLine]:
    # One name beside several addresses says whose none of them is.
    contact = entry.contact if len(entry.addresses) == 1 else ""
    found = []
    for address in entry.addresses or ("",):
        checked = check_address(address) if address else ""
        what = _judge(book, party, checked, contact, entry)
        line = ImportLine(entry.row, entry.name, party, checked, contact, entry.zone, what, entry.language)
        found.append(line)
    return found


def _judge(book: _Book, party: str, address: str, contact: str, entry: RosterEntry) -> str:
    key, folded = address.lower(), fold(party)
    is_new = folded in book.fresh
    book.fresh.discard(folded)
    person, pair = book.people.get(key), (folded, key)
    speaks = not address or pair in book.speaking
    book.speaking.add(pair)
    if is_new:
        return NEW_PARTY
    if not speaks:
        return NEW_ADDRESS
    differs = person is not None and (
        contact not in ("", person.name)
        or entry.zone not in (None, person.zone)
        or entry.language not in (None, person.language)
        or person.unreachable_since_at
    )
    return CHANGED if differs else SAME


def _load_book(session: Session) -> _Book:
    parties = {row_id(party): party for party in session.exec(select(Party).order_by(Party.name))}
    known = {party.name: party.name for party in parties.values()}
    owners: dict[str, str] = {}
    for alias in session.exec(select(PartyAlias)):
        known.setdefault(alias.folded, parties[alias.party_id].name)
        owners[alias.folded] = parties[alias.party_id].name
    owners |= {party.folded: party.name for party in parties.values()}
    people = {row_id(person): person for person in session.exec(select(Person))}
    speaking = {
        (parties[row.party_id].folded, people[row.person_id].address.lower())
        for row in session.exec(select(Membership))
    }
    return _Book(known, owners, {person.address.lower(): person for person in people.values()}, speaking)
