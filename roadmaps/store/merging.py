"""Two organisations that are one: all that names the one names the other from then on.

There is no way back, as nobody could tell afterwards what was whose: so the preview says what moves, and
the trail keeps the numbers of all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, delete, select, update

from models.account import AccountGrant
from models.database import row_id
from models.errors import CallerError, ForbiddenTransitionError
from models.party import Membership, Party, PartyAlias, Person, TaskParty
from models.round import Round, RoundFollowUp, RoundParticipant
from models.values import Role
from roadmaps.store.contacts import occurrence_ids_of
from roadmaps.store.queue import requeue
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Merge:
    """What moves from ``dropped`` to ``kept``.

    ``shared``: rounds that ask both, which stand in the way. ``grants``: rights of accounts for the one.
    """

    kept: str
    dropped: str
    aliases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    tasks: Mapping[Role, int] = field(default_factory=dict)
    asked_in: tuple[str, ...] = ()
    organises: tuple[str, ...] = ()
    grants: int = 0
    shared: tuple[str, ...] = ()


def preview_merge(session: Session, kept: Party, dropped: Party) -> Merge:
    """What merging would move; nothing is changed. CallerError where the two are one already."""
    if kept.id == dropped.id:
        raise CallerError("Это одна и та же организация: «{party}».", party=kept.name)
    gone = row_id(dropped)
    roles = session.exec(select(TaskParty.role).where(TaskParty.party_id == gone)).all()
    speakers = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(Membership.party_id == gone)
        .order_by(Person.address)
    )
    aliases = select(PartyAlias.folded).where(PartyAlias.party_id == gone).order_by(PartyAlias.folded)
    organises = select(Round.title).where(Round.organiser_id == gone).order_by(col(Round.id))
    grants = session.exec(select(AccountGrant.account_id).where(AccountGrant.party_id == gone)).all()
    asked = _rounds_asking(session, gone)
    both = _rounds_asking(session, row_id(kept)).keys() & asked.keys()
    return Merge(
        kept.name,
        dropped.name,
        tuple(session.exec(aliases)),
        tuple(person.name or person.address for person in session.exec(speakers)),
        {role: count for role in Role if (count := Counter(roles)[role.value])},
        tuple(asked.values()),
        tuple(session.exec(organises)),
        len(grants),
        tuple(asked[number] for number in sorted(both)),
    )


def merge_parties(session: Session, kept: Party, dropped: Party, at: datetime, actor: str) -> Merge:
    """Make two organisations one: ``kept`` stays, the name of ``dropped`` is another name of it.

    ForbiddenTransitionError where one round asks both: whose answers hold nobody can say.
    """
    ids = sorted((row_id(kept), row_id(dropped)))
    session.exec(select(Party.id).where(col(Party.id).in_(ids)).order_by(col(Party.id)).with_for_update())
    merge = preview_merge(session, kept, dropped)
    if merge.shared:
        raise ForbiddenTransitionError(
            "Мониторинг «{round}» спрашивает обе организации: сначала уберите одну из участников.",
            round=merge.shared[0],
        )
    stays, gone = row_id(kept), row_id(dropped)
    touched = {*occurrence_ids_of(session, stays), *occurrence_ids_of(session, gone)}
    people = session.exec(select(Membership.person_id).where(Membership.party_id == gone)).all()
    tasks = session.exec(select(TaskParty.task_id).where(TaskParty.party_id == gone).distinct()).all()
    for table, names in (
        (TaskParty, ("task_id", "role")),
        (Membership, ("person_id",)),
        (AccountGrant, ("account_id", "role", "roadmap_id")),
    ):
        _move_rows(session, table, names, gone, stays)
    for column in (
        Round.organiser_id,
        RoundFollowUp.to_party_id,
        RoundParticipant.party_id,
        PartyAlias.party_id,
    ):
        _rename(session, column, gone, stays)
    session.delete(dropped)
    session.flush()
    if session.get(PartyAlias, dropped.folded) is None:
        session.add(PartyAlias(folded=dropped.folded, party_id=stays))
    session.flush()
    requeue(session, sorted(touched))
    plan_weekly(session, at)
    record_deed(
        session,
        at,
        actor,
        "parties merged",
        f"party:{stays}",
        before={"party": gone},
        after={"party": stays},
        dropped=dropped.name,
        tasks=sorted(tasks),
        people=sorted(people),
        aliases=list(merge.aliases),
        grants=merge.grants,
    )
    return merge


def _rounds_asking(session: Session, party_id: int) -> dict[int, str]:
    """Titles of rounds that ask an organisation, by number."""
    statement = (
        select(Round.id, Round.title)
        .join(RoundParticipant, col(RoundParticipant.round_id) == col(Round.id))
        .where(RoundParticipant.party_id == party_id)
        .order_by(col(Round.id))
    )
    return {number: title for number, title in session.exec(statement) if number is not None}


def _move_rows(session: Session, table: type[SQLModel], names: Sequence[str], gone: int, stays: int) -> None:
    """Rows whose key names the party: those that the other has as well go, the rest is renamed."""
    party: Any = table.party_id  # type: ignore[attr-defined]
    columns = [getattr(table, name) for name in names]
    theirs = {tuple(row) for row in session.execute(_keys(columns, party == stays))}
    for row in session.execute(_keys(columns, party == gone)).all():
        same = [column == value for column, value in zip(columns, row, strict=True)]
        which = (party == gone, *same)
        known = tuple(row) in theirs
        session.execute(
            delete(table).where(*which) if known else update(table).where(*which).values(party_id=stays)
        )


def _keys(columns: Sequence[Any], condition: Any) -> Any:
    return select(*columns).where(condition)


def _rename(session: Session, column: Any, gone: int, stays: int) -> None:
    session.execute(update(column.class_).where(column == gone).values({column.key: stays}))
