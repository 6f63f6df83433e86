"""What accounts are granted at the moment, and what of it is lent to a deputy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.account import Account, AccountGrant
from models.authority import AccountRole, Deed, Grant, lend, may_somewhere
from models.database import read_columns
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

    @property
    def may_review(self) -> bool:
        """An organisation lends no more than what it sees."""
        return may_somewhere(self.grants, Deed.REVIEW)


def load_grants(session: Session, account_id: int) -> tuple[Grant, ...]:
    """What an account is granted now.

    A grant for a version of a document holds for the one that took its place too: the tasks have
    moved there.
    """
    rows = read_columns(session, _granted(), account_id=account_id).all()
    heirs = _heirs(session) if any(row.roadmap_id for row in rows) else {}
    return tuple(
        Grant(AccountRole(row.role), row.party_id or None, roadmap_id)
        for row in rows
        for roadmap_id in _with_heirs(row.roadmap_id or None, heirs)
    )


@cache
def _granted() -> Select[Any]:
    columns: list[Any] = [AccountGrant.role, AccountGrant.party_id, AccountGrant.roadmap_id]
    return core_select(*columns).where(col(AccountGrant.account_id) == bindparam("account_id"))


def load_lent(session: Session, person_id: int, at: datetime) -> tuple[Lent, ...]:
    """What is lent to a person at a moment, by whom they are a deputy of; one step, no chains of deputies.

    Only of accounts that hold, and only on the days of an absence that a signed-in coordinator or a command
    has set.
    """
    # A zone may be a day away.
    near = {"first": at.date() - timedelta(days=1), "last": at.date() + timedelta(days=1)}
    return tuple(
        Lent(row.person_id, say_behalf(row.name or row.address, row.until_on), grants)
        for row in read_columns(session, _absent(), deputy_id=person_id, **near).all()
        if row.set_by.startswith(_LENDERS)
        and row.from_on <= at.astimezone(ZoneInfo(row.zone)).date() <= row.until_on
        and (grants := lend(load_grants(session, row.account_id)))
    )


@cache  # every page asks this, and building it costs more than running it
def _absent() -> Select[Any]:
    """The absences of people with accounts in which somebody stands in, near some days."""
    names = ("person_id", "set_by", "from_on", "until_on", "zone")
    columns: list[Any] = [*(getattr(Absence, name) for name in names), Person.name, Person.address]
    return (
        core_select(*columns, col(Account.id).label("account_id"))
        .join(Person, col(Person.id) == col(Absence.person_id))
        .join(Account, func.lower(col(Account.address)) == func.lower(col(Person.address)))
        .where(col(Absence.deputy_id) == bindparam("deputy_id"), col(Account.disabled_at).is_(None))
        .where(col(Absence.until_on) >= bindparam("first"), col(Absence.from_on) <= bindparam("last"))
        .order_by(col(Absence.id))
    )


def _with_heirs(roadmap_id: int | None, heirs: dict[int, int]) -> list[int | None]:
    line = [roadmap_id]
    while roadmap_id is not None and (roadmap_id := heirs.get(roadmap_id)) not in (None, *line):
        line.append(roadmap_id)
    return line


def _heirs(session: Session) -> dict[int, int]:
    statement = select(Roadmap.id, Roadmap.superseded_by_id).where(col(Roadmap.superseded_by_id).is_not(None))
    return {old: new for old, new in session.exec(statement) if old is not None and new is not None}
