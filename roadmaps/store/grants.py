"""What accounts are granted at the moment, and what of it is lent to a deputy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from models.account import Account, AccountGrant
from models.authority import AccountRole, Grant, lend
from models.party import Absence, Person
from models.roadmap import Roadmap
from roadmaps.accusative import say_behalf

# Who names a deputy for others coordinates the whole house, or sits at its machine: they lend no more than
# they have. A link in a mail is no sign-in, and lends nothing.
_LENDERS = ("account:", "command:")


@dataclass(frozen=True)
class Lent:
    """What a deputy may because somebody is away. ``words``: «за Анну Иванову, до 12.05»."""

    person_id: int
    words: str
    grants: tuple[Grant, ...]


def load_grants(session: Session, account_id: int) -> tuple[Grant, ...]:
    """What an account is granted now.

    A grant for a version of a document holds for the one that took its place too: the tasks have
    moved there.
    """
    rows = session.exec(select(AccountGrant).where(AccountGrant.account_id == account_id)).all()
    heirs = _heirs(session) if any(row.roadmap_id for row in rows) else {}
    return tuple(
        Grant(AccountRole(row.role), row.party_id or None, roadmap_id)
        for row in rows
        for roadmap_id in _with_heirs(row.roadmap_id or None, heirs)
    )


def load_lent(session: Session, person_id: int, at: datetime) -> tuple[Lent, ...]:
    """What is lent to a person at a moment, by whom they are a deputy of; one step, no chains of deputies.

    Only of accounts that hold, and only on the days of an absence that a signed-in coordinator or a command
    has set.
    """
    near = at.date() - timedelta(days=1), at.date() + timedelta(days=1)  # a zone may be a day away
    same = func.lower(col(Account.address)) == func.lower(col(Person.address))
    rows = session.exec(
        select(Absence, Person, col(Account.id))
        .join(Person, col(Person.id) == col(Absence.person_id))
        .join(Account, same)
        .where(Absence.deputy_id == person_id, col(Account.disabled_at).is_(None))
        .where(col(Absence.until_on) >= near[0], col(Absence.from_on) <= near[1])
        .order_by(col(Absence.id))
    ).all()
    return tuple(
        Lent(absence.person_id, say_behalf(person.name or person.address, absence.until_on), grants)
        for absence, person, account_id in rows
        if absence.set_by.startswith(_LENDERS)
        and absence.from_on <= at.astimezone(ZoneInfo(absence.zone)).date() <= absence.until_on
        and (grants := lend(load_grants(session, account_id or 0)))
    )


def _with_heirs(roadmap_id: int | None, heirs: dict[int, int]) -> list[int | None]:
    line = [roadmap_id]
    while roadmap_id is not None and (roadmap_id := heirs.get(roadmap_id)) not in (None, *line):
        line.append(roadmap_id)
    return line


def _heirs(session: Session) -> dict[int, int]:
    statement = select(Roadmap.id, Roadmap.superseded_by_id).where(col(Roadmap.superseded_by_id).is_not(None))
    return {old: new for old, new in session.exec(statement) if old is not None and new is not None}
