"""The outbox in the database: enqueue, claim, settle, list. The only file here that takes a Session.

The caller owns the transaction. Nothing in this file sends anything or reads a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401 - all tables stand in the metadata from here on
from models.values import Message, MessageState
from notifications.owners import is_dead

_outbox: Table = SQLModel.metadata.tables["outbox"]
_speaks_of: Table = SQLModel.metadata.tables["outbox_occurrence"]
_columns = _outbox.c

_LIVE = (MessageState.QUEUED, MessageState.AWAITING_RETRY, MessageState.IN_FLIGHT)


@dataclass(frozen=True)
class ClaimedMessage:
    """A message that ``owner`` may send and settle until its lease ends.

    ``attempts`` counts this claim too and is, with the owner, the fence of settling.
    ``claimable_at`` is what the queue goes back to if the claim is released. ``was_in_flight``: its
    last holder vanished, so nobody knows whether it has been delivered.
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
    claimable_at: datetime
    attempts: int
    owner: str
    occurrence_ids: tuple[int, ...] = ()
    first_failed_at: datetime | None = None
    was_in_flight: bool = False


def enqueue(session: Session, message: Message, created_at: datetime) -> int | None:
    """Put a message into the outbox; its id, or None when its key was ever there before."""
    insertion = _insertion(session.get_bind().dialect.name)
    row = session.execute(insertion, _as_row(message, created_at)).first()
    if row is None:
        return None
    _note_occurrences(session, [(row.id, message)])
    return cast(int, row.id)


def enqueue_all(session: Session, messages: Collection[Message], created_at: datetime) -> dict[str, int]:
    """Put new messages into the outbox; their ids by key. IntegrityError if a key was ever there before."""
    if not messages:
        return {}
    session.execute(_outbox.insert(), [_as_row(message, created_at) for message in messages])
    ids: dict[str, int] = {}
    for keys in _slices([message.key for message in messages]):
        rows = session.execute(select(_columns.key, _columns.id).where(_columns.key.in_(keys)))
        ids |= {row.key: row.id for row in rows}
    _note_occurrences(session, [(ids[message.key], message) for message in messages])
    return ids


def find_taken_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Which of these keys were ever in the outbox."""
    taken: set[str] = set()
    for some in _slices(list(keys)):
        taken |= set(session.execute(select(_columns.key).where(_columns.key.in_(some))).scalars())
    return taken


def _as_row(message: Message, created_at: datetime) -> dict[str, Any]:
    return {
        "key": message.key,
        "channel": message.channel,
        "message_id": message.message_id,
        "person_id": message.person_id,
        "address": message.address,
        "kind": message.kind,
        "subject": message.subject,
        "planned_on": message.planned_on,
        "content": message.content,
        "state": MessageState.QUEUED.value,
        "attempts": 0,
        "created_at": created_at,
        "next_attempt_at": created_at,
    }


def _note_occurrences(session: Session, messages: Iterable[tuple[int, Message]]) -> None:
    rows = [
        {"outbox_id": outbox_id, "occurrence_id": number}
        for outbox_id, message in messages
        for number in sorted(set(message.occurrence_ids))
    ]
    if rows:
        session.execute(_speaks_of.insert(), rows)


def claim_messages(
    session: Session,
    owner: str,
    as_of: datetime,
    lease_s: float,
    limit: int,
    *,
    now: datetime | None = None,
    channel: str = "mail",
) -> list[ClaimedMessage]:
    """Take up to ``limit`` messages of a channel that are due at ``as_of``, for ``lease_s`` from ``now``.

    Also those in flight whose lease has run out or whose holder is a dead process of this machine.
    The rows that the UPDATE touches decide: two claimers never get the same message. ``now`` is the
    wall clock (``as_of`` where none is given): a lease is about living processes, so it must not
    run in the time of somebody's simulation.
    """
    now = now or as_of
    claimable = and_(_columns.channel == channel, _claimable(as_of, now, _dead_owners(session)))
    seen = session.execute(
        select(_columns.id, _columns.next_attempt_at, _columns.state)
        .where(claimable)
        .order_by(_columns.next_attempt_at, _columns.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if not seen:
        return []
    # While a message is in flight its moment is the end of the lease: one index finds all that is
    # due, and a message that kills its sender goes to the end of the queue.
    taken = session.execute(
        update(_outbox)
        .where(_columns.id.in_([row.id for row in seen]), claimable)
        .values(
            state=MessageState.IN_FLIGHT.value,
            lease_owner=owner,
            lease_until_at=now + timedelta(seconds=lease_s),
            next_attempt_at=now + timedelta(seconds=lease_s),
            attempts=_columns.attempts + 1,
        )
        .returning(*_CLAIMED_COLUMNS)
    ).all()
    by_id = {row.id: row._asdict() for row in taken}
    speaks_of = _occurrences_of(session, list(by_id))
    return [
        ClaimedMessage(
            **by_id[row.id],
            owner=owner,
            claimable_at=min(row.next_attempt_at, as_of),
            was_in_flight=row.state == MessageState.IN_FLIGHT.value,
            occurrence_ids=speaks_of.get(row.id, ()),
        )
        for row in seen
        if row.id in by_id
    ]


def settle_sent(session: Session, message: ClaimedMessage, sent_at: datetime) -> bool:
    """Record that a message was taken by the transport; False if the claim is no longer held."""
    # The content holds the recipient's link, which is kept hashed elsewhere: it goes with the mail.
    return _settle(session, message, state=MessageState.SENT, sent_at=sent_at, last_error=None, content=b"")


def settle_all_sent(session: Session, messages: Sequence[ClaimedMessage], sent_at: datetime) -> bool:
    """The same for several at once; False, and nothing recorded, if one of the claims is no longer held."""
    new = {"new_state": MessageState.SENT.value, "new_sent_at": sent_at, "new_last_error": None}
    rows = [{**new, "new_content": b"", **_held(message)} for message in messages]
    statement = _settlement(("sent_at", "last_error", "content"))
    result = cast(CursorResult[Any], session.execute(statement, rows))
    if result.rowcount == len(messages):
        return True
    session.rollback()
    return False


def settle_failed(
    session: Session,
    message: ClaimedMessage,
    error: str,
    retry_at: datetime | None,
    failed_at: datetime | None = None,
) -> bool:
    """Record an attempt that failed at ``failed_at``: try again at ``retry_at``, or never when it is None."""
    first = {"first_failed_at": message.first_failed_at or failed_at}
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


def withdraw_waiting(session: Session, before_on: date, reason: str) -> list[int]:
    """Mark as missed the mails of occurrences and the digests of earlier days that never left; the ids."""
    waiting = (MessageState.QUEUED.value, MessageState.AWAITING_RETRY.value)
    withdrawn = session.execute(
        update(_outbox)
        .where(
            _columns.state.in_(waiting),
            _columns.planned_on < before_on,
            _columns.channel == "mail",
            _columns.kind != "receipt",  # what it confirms stays true, and nothing would plan it anew
            or_(
                _columns.id.in_(select(_speaks_of.c.outbox_id)), _columns.kind.in_(("coordinator", "weekly"))
            ),
        )
        .values(state=MessageState.MISSED.value, last_error=reason)
        .returning(_columns.id)
    )
    return [row.id for row in withdrawn]


def requeue_failed(session: Session, message_id: int, at: datetime) -> bool:
    """Give a message that was given up another life, from its first attempt on."""
    result = session.execute(
        update(_outbox)
        .where(_columns.id == message_id, _columns.state == MessageState.FAILED.value)
        .values(
            state=MessageState.QUEUED.value,
            attempts=0,
            first_failed_at=None,
            next_attempt_at=at,
            last_error=None,
        )
    )
    return cast(CursorResult[Any], result).rowcount == 1


def release(session: Session, message: ClaimedMessage, reason: str | None = None) -> bool:
    """Give an unsent claim back as if it had never been taken; ``reason`` says what is in the way."""
    tried = message.attempts > 1
    return _settle(
        session,
        message,
        state=MessageState.AWAITING_RETRY if tried else MessageState.QUEUED,
        attempts=message.attempts - 1,
        next_attempt_at=message.claimable_at,
        **({"last_error": reason} if reason else {}),
    )


def find_next_attempt(session: Session, channel: str | None = None) -> datetime | None:
    """The earliest moment at which a message (of a channel) may be claimed; None for an empty queue."""
    moments = session.execute(_next_attempts(channel)).one()
    return min((moment for moment in moments if moment is not None), default=None)


@cache
def _next_attempts(channel: str | None) -> Select[Any]:
    """The earliest moment of each state that waits: one look each at the head of the index."""
    of_channel = [_columns.channel == channel] if channel else []
    heads = [
        select(func.min(_columns.next_attempt_at)).where(_columns.state == state.value, *of_channel)
        for state in _LIVE
    ]
    return select(*[head.scalar_subquery() for head in heads])


def list_messages(
    session: Session,
    *,
    states: Iterable[str] = (),
    kinds: Iterable[str] = (),
    to: str | None = None,
    person_id: int | None = None,
    occurrence_id: int | None = None,
    planned_from: date | None = None,
    planned_until: date | None = None,
    limit: int | None = None,
    after_id: int | None = None,
) -> list[dict[str, Any]]:
    """Messages in the order of their making, as the stable JSON of ``sroki outbox --json``.

    ``after_id``: those after that message. Days are inclusive; ``to`` tells no upper from lower case.
    """
    wanted: list[ColumnElement[bool]] = []
    if states := list(states):
        wanted.append(_columns.state.in_(states))
    if kinds := list(kinds):
        wanted.append(_columns.kind.in_(kinds))
    if to is not None:
        wanted.append(func.lower(_columns.address) == to.lower())
    if person_id is not None:
        wanted.append(_columns.person_id == person_id)
    if occurrence_id is not None:
        told = select(_speaks_of.c.outbox_id).where(_speaks_of.c.occurrence_id == occurrence_id)
        wanted.append(_columns.id.in_(told))
    if after_id is not None:
        wanted.append(_columns.id > after_id)
    if planned_from is not None:
        wanted.append(_columns.planned_on >= planned_from)
    if planned_until is not None:
        wanted.append(_columns.planned_on <= planned_until)
    rows = session.execute(
        select(*_LISTED_COLUMNS).where(and_(True, *wanted)).order_by(_columns.id).limit(limit)
    ).all()
    speaks_of = _occurrences_of(session, [row.id for row in rows])
    return [_as_json(row, speaks_of.get(row.id, ())) for row in rows]


_CLAIMED_COLUMNS = [
    _columns[name]
    for name in (
        "id",
        "key",
        "address",
        "content",
        "message_id",
        "kind",
        "person_id",
        "planned_on",
        "created_at",
        "first_failed_at",
        "attempts",
    )
]
_LISTED_COLUMNS = [
    _columns[name]
    for name in (
        "id",
        "key",
        "channel",
        "message_id",
        "address",
        "kind",
        "subject",
        "planned_on",
        "state",
        "attempts",
        "sent_at",
        "last_error",
    )
]


def _as_json(row: Any, occurrences: tuple[int, ...]) -> dict[str, Any]:
    return {
        "id": row.id,
        "key": row.key,
        "message_id": row.message_id,
        "channel": row.channel,
        "to": row.address,
        "kind": row.kind,
        "subject": row.subject,
        "planned_on": row.planned_on.isoformat(),
        "state": row.state,
        "attempts": row.attempts,
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
        "occurrences": list(occurrences),
        "last_error": row.last_error,
    }


def _claimable(as_of: datetime, now: datetime, dead: Sequence[str]) -> ColumnElement[bool]:
    waiting = (MessageState.QUEUED.value, MessageState.AWAITING_RETRY.value)
    due = and_(_columns.state.in_(waiting), _columns.next_attempt_at <= as_of)
    free = _columns.lease_until_at <= now
    if dead:
        free = or_(free, _columns.lease_owner.in_(dead))
    return or_(due, and_(_columns.state == MessageState.IN_FLIGHT.value, free))


def _dead_owners(session: Session) -> list[str]:
    owners = session.execute(
        select(_columns.lease_owner).where(_columns.state == MessageState.IN_FLIGHT.value).distinct()
    ).scalars()
    return [owner for owner in owners if owner and is_dead(owner)]


def _occurrences_of(session: Session, outbox_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for ids in _slices(outbox_ids):
        rows = session.execute(
            select(_speaks_of.c.outbox_id, _speaks_of.c.occurrence_id)
            .where(_speaks_of.c.outbox_id.in_(ids))
            .order_by(_speaks_of.c.outbox_id, _speaks_of.c.occurrence_id)
        )
        for row in rows:
            found[row.outbox_id] = (*found.get(row.outbox_id, ()), row.occurrence_id)
    return found


def _slices(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), 500):  # databases bound the parameters of a statement
        yield values[start : start + 500]


def _settle(session: Session, message: ClaimedMessage, *, state: MessageState, **values: Any) -> bool:
    # The number of the attempt fences like the owner does: a process that lost its claim and took
    # the message again must not settle the second claim with the outcome of the first.
    new = {f"new_{name}": value for name, value in values.items()}
    row = {"new_state": state.value, **new, **_held(message)}
    result = cast(CursorResult[Any], session.execute(_settlement(tuple(values)), row))
    return result.rowcount == 1


def _held(message: ClaimedMessage) -> dict[str, Any]:
    return {"held_id": message.id, "held_owner": message.owner, "held_attempts": message.attempts}


# Building a statement costs more than running it, so the two that every mail needs are built once.


@cache
def _insertion(dialect: str) -> Executable:
    """INSERT … ON CONFLICT DO NOTHING RETURNING id; both dialects spell it the same."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(_outbox).on_conflict_do_nothing(index_elements=[_columns.key]).returning(_columns.id)


@cache
def _settlement(names: tuple[str, ...]) -> Executable:
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
