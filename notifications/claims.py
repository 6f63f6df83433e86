"""Claims in the database: take messages of the outbox for a while, settle or release them.

The caller owns the transaction. Nothing in this file sends anything or reads a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Delete,
    Executable,
    Integer,
    Row,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401 - all tables stand in the metadata from here on
from models.database import execute_many
from models.shard import WHOLE, Shard
from models.values import MessageState
from notifications.owners import is_dead

_outbox: Table = SQLModel.metadata.tables["outbox"]
_columns = _outbox.c
_content: Table = SQLModel.metadata.tables["outbox_content"]
_EMPTY = "Текста письма больше нет."
_WAITING = (MessageState.QUEUED.value, MessageState.AWAITING_RETRY.value)


@dataclass(frozen=True)
class ClaimedMessage:
    """A message that ``owner`` may send and settle until its lease ends.

    ``attempts`` counts this claim too and is, with the owner, the fence of settling.
    ``claimable_at`` is what the queue goes back to if the claim is released. ``may_have_left``: an earlier
    holder vanished or got no answer, so nobody knows whether it has been delivered.
    """

    id: int
    key: str
    address: str
    content: bytes
    message_id: str
    kind: str
    person_id: int | None
    planned_on: date
    created_at: datetime
    first_failed_at: datetime | None
    attempts: int
    claimable_at: datetime
    owner: str
    may_have_left: bool = False


def claim_messages(
    session: Session,
    owner: str,
    as_of: datetime,
    lease_s: float,
    limit: int,
    *,
    now: datetime | None = None,
    channel: str = "mail",
    shard: Shard = WHOLE,
) -> list[ClaimedMessage]:
    """Take up to ``limit`` messages of a channel that are due at ``as_of``, for ``lease_s`` from ``now``.

    Also those in flight whose lease has run out or whose holder is a dead process of this machine.
    The rows that the UPDATE touches decide: two claimers never get the same message. ``now`` is the
    wall clock (``as_of`` where none is given): a lease is about living processes, so it must not
    run in the time of somebody's simulation. Of a ``shard`` its own messages come first; when none of
    them wait, those of the others: nobody's mail waits for a worker that is not there.
    """
    now = now or as_of
    seen = [] if shard.is_whole else _find_own(session, channel, as_of, limit, shard)
    seen = seen or _find_claimable(session, channel, as_of, now, limit)
    if not seen:
        return []
    # While a message is in flight its moment is the end of the lease: one index finds all that is
    # due, and a message that kills its sender goes to the end of the queue.
    taking = {"owner": owner, "until_at": now + timedelta(seconds=lease_s)}
    ids = [row.id for row in seen]
    by_id = {row.id: row._asdict() for row in session.execute(_taking(), taking | {"ids": ids})}
    contents = {row.outbox_id: row.content for row in session.execute(_contents(), {"ids": ids})}
    if empty := [number for number in ids if number not in contents]:
        session.execute(_burial(), {"ids": empty, "error": _EMPTY, "at": as_of})
        seen = [row for row in seen if row.id in contents]
    for row in seen:
        by_id[row.id]["may_have_left"] |= row.state == MessageState.IN_FLIGHT.value
    return [
        ClaimedMessage(
            **by_id[row.id],
            content=contents[row.id],
            claimable_at=min(row.next_attempt_at, as_of),
            owner=owner,
        )
        for row in seen
    ]


def _find_own(session: Session, channel: str, as_of: datetime, limit: int, shard: Shard) -> list[Row[Any]]:
    """The same of a shard, as far as they wait; what is in flight is looked for when none do."""
    values = {"channel": channel, "as_of": as_of, "most": limit, "number": shard.number, "of": shard.of}
    found = [row for state in _WAITING for row in session.execute(_first_due_of_shard(state), values)]
    return sorted(found, key=lambda row: (row.next_attempt_at, row.id))[:limit]


def _find_claimable(
    session: Session, channel: str, as_of: datetime, now: datetime, limit: int
) -> list[Row[Any]]:
    """Id, moment and state of what may be taken, earliest first; its rows are locked until the end.

    Each state by itself: so the index yields its first rows in order, where all of them together
    would be read and sorted for each claim, however many wait.
    """
    found: list[Row[Any]] = []
    for state in _WAITING:
        found += session.execute(_first_due(state), {"channel": channel, "as_of": as_of, "most": limit})
    if owners := _owners_in_flight(session):
        values = {"channel": channel, "now": now, "dead": [name for name in owners if is_dead(name)]}
        found += session.execute(_first_free(), values | {"most": limit})
    return sorted(found, key=lambda row: (row.next_attempt_at, row.id))[:limit]


def has_orphans(session: Session) -> bool:
    """Whether anything is in flight whose holder is a dead process of this machine: it may be claimed now."""
    return any(is_dead(name) for name in _owners_in_flight(session))


def _owners_in_flight(session: Session) -> list[str]:
    in_flight = _columns.state == MessageState.IN_FLIGHT.value
    owners = session.execute(select(_columns.lease_owner).where(in_flight).distinct()).scalars()
    return [owner for owner in owners if owner]


def settle_sent(session: Session, message: ClaimedMessage, sent_at: datetime) -> bool:
    """Record that a message was taken by the transport; False if the claim is no longer held."""
    # The content holds the recipient's link, which is kept hashed elsewhere: it goes with the mail.
    is_settled = _settle(session, message, state=MessageState.SENT, sent_at=sent_at, last_error=None)
    if is_settled:
        session.execute(_removal(), {"gone_id": message.id})
    return is_settled


def settle_all_sent(connection: Connection, messages: Sequence[ClaimedMessage], sent_at: datetime) -> bool:
    """The same for several at once; False, and nothing recorded, if one of the claims is no longer held.

    The caller owns the transaction, which ends here where it is False.
    """
    new = {"new_state": MessageState.SENT.value, "new_sent_at": sent_at, "new_last_error": None}
    held = [{**new, **_held(message)} for message in messages]
    if execute_many(connection, _settlement(("sent_at", "last_error")), held) == len(held):
        execute_many(connection, _removal(), [{"gone_id": message.id} for message in messages])
        return True
    connection.rollback()
    return False


def settle_failed(
    session: Session,
    message: ClaimedMessage,
    error: str,
    retry_at: datetime | None,
    failed_at: datetime | None = None,
    *,
    may_have_left: bool = False,
) -> bool:
    """Record an attempt that failed at ``failed_at``: try again at ``retry_at``, or never when it is None."""
    first: dict[str, Any] = {
        "first_failed_at": message.first_failed_at or failed_at,
        "may_have_left": may_have_left or message.may_have_left,
    }
    if retry_at is None:
        # Nobody claims it again: its moment says from now on when it was given up.
        first |= {"next_attempt_at": failed_at} if failed_at else {}
        return _settle(session, message, state=MessageState.FAILED, last_error=error, **first)
    state = MessageState.AWAITING_RETRY
    return _settle(session, message, state=state, last_error=error, next_attempt_at=retry_at, **first)


def failing_since(session: Session, message: ClaimedMessage) -> datetime | None:
    """Since when mail to its person has failed without a break; None where no earlier mail did.

    A mail that waits over midnight is written afresh, and a mailbox that defers every day's mail must
    be given up in the end all the same.
    """
    if message.person_id is None:
        return None
    own = and_(_columns.person_id == message.person_id, _columns.address == message.address)
    ended = (MessageState.SENT.value, MessageState.FAILED.value)
    last_outcome = select(func.coalesce(func.max(_columns.id), 0)).where(own, _columns.state.in_(ended))
    return session.execute(
        select(func.min(_columns.first_failed_at)).where(
            own, _columns.state == MessageState.MISSED.value, _columns.id > last_outcome.scalar_subquery()
        )
    ).scalar()


def settle_cancelled(session: Session, message: ClaimedMessage, reason: str) -> bool:
    """Record that a message was not sent because it no longer matters; costs no attempt."""
    return _settle(
        session,
        message,
        state=MessageState.CANCELLED,
        last_error=reason,
        attempts=message.attempts - 1,
    )


def settle_missed(session: Session, message: ClaimedMessage, reason: str) -> bool:
    """Record that a message stayed behind because its day has passed and a fresher one says the same."""
    attempts = message.attempts - 1
    return _settle(session, message, state=MessageState.MISSED, last_error=reason, attempts=attempts)


def release(session: Session, message: ClaimedMessage, reason: str | None = None) -> bool:
    """Give an unsent claim back as if it had never been taken; ``reason`` says what is in the way."""
    tried = message.attempts > 1
    return _settle(
        session,
        message,
        state=MessageState.AWAITING_RETRY if tried else MessageState.QUEUED,
        attempts=message.attempts - 1,
        next_attempt_at=message.claimable_at,
        may_have_left=message.may_have_left,
        **({"last_error": reason} if reason else {}),
    )


_CLAIMED_COLUMNS = [_columns[field.name] for field in fields(ClaimedMessage) if field.name in _columns]


def _settle(session: Session, message: ClaimedMessage, *, state: MessageState, **values: Any) -> bool:
    # The number of the attempt fences like the owner does: a process that lost its claim and took
    # the message again must not settle the second claim with the outcome of the first.
    new = {f"new_{name}": value for name, value in values.items()}
    row = {"new_state": state.value, **new, **_held(message)}
    result = cast(CursorResult[Any], session.execute(_settlement(tuple(values)), row))
    return result.rowcount == 1


def _held(message: ClaimedMessage) -> dict[str, Any]:
    return {"held_id": message.id, "held_owner": message.owner, "held_attempts": message.attempts}


# Building a statement costs more than running it, so what every mail needs is built once.


@cache
def _first_due(state: str) -> Select[Any]:
    """The first messages of a channel and of a state that waits, earliest first."""
    return _first(_columns.state == state, _columns.next_attempt_at <= bindparam("as_of"))


@cache
def _first_due_of_shard(state: str) -> Select[Any]:
    """The same of a shard: all mail to a person is of one; what is to nobody we know goes by its number."""
    recipient = func.coalesce(_columns.person_id, _columns.id)
    # The type is named, since PostgreSQL cannot tell the remainder of an unknown.
    of, number = bindparam("of", type_=Integer), bindparam("number", type_=Integer)
    is_due = _columns.next_attempt_at <= bindparam("as_of")
    return _first(_columns.state == state, is_due, recipient % of == number)


@cache
def _first_free() -> Select[Any]:
    """The same in flight whose lease has run out or whose holder is dead."""
    free = or_(
        _columns.lease_until_at <= bindparam("now"),
        _columns.lease_owner.in_(bindparam("dead", expanding=True)),
    )
    return _first(_columns.state == MessageState.IN_FLIGHT.value, free)


def _first(*wanted: ColumnElement[bool]) -> Select[Any]:
    return (
        select(_columns.id, _columns.next_attempt_at, _columns.state)
        .where(_columns.channel == bindparam("channel"), *wanted)
        .order_by(_columns.next_attempt_at, _columns.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


@cache
def _taking() -> Executable:
    """UPDATE that puts messages into the hands of an owner, and says what sending them needs."""
    return (
        update(_outbox)
        .where(_columns.id.in_(bindparam("ids", expanding=True)))
        .values(
            state=MessageState.IN_FLIGHT.value,
            lease_owner=bindparam("owner"),
            lease_until_at=bindparam("until_at"),
            next_attempt_at=bindparam("until_at"),
            attempts=_columns.attempts + 1,
        )
        .returning(*_CLAIMED_COLUMNS)
    )


@cache
def _burial() -> Executable:
    """UPDATE that gives up messages without bytes: one of them must not stop the others."""
    given_up = {"state": MessageState.FAILED.value, "lease_owner": None, "lease_until_at": None}
    return (
        update(_outbox)
        .where(_columns.id.in_(bindparam("ids", expanding=True)))
        .values(**given_up, last_error=bindparam("error"), next_attempt_at=bindparam("at"))
    )


@cache
def _settlement(names: tuple[str, ...]) -> Update:
    """UPDATE of a claim that is still held: its state, the named columns, and the end of the lease."""
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("state", *names)}
    return (
        update(_outbox)
        .where(
            _columns.id == bindparam("held_id"),
            _columns.state == MessageState.IN_FLIGHT.value,
            _columns.lease_owner == bindparam("held_owner"),
            _columns.attempts == bindparam("held_attempts"),
        )
        .values(lease_owner=None, lease_until_at=None, **new)
    )


@cache
def _contents() -> Select[Any]:
    """The bytes of some messages."""
    return select(_content).where(_content.c.outbox_id.in_(bindparam("ids", expanding=True)))


@cache
def _removal() -> Delete:
    """DELETE of the bytes of a message."""
    return delete(_content).where(_content.c.outbox_id == bindparam("gone_id"))
