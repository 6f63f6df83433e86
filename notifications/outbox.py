"""The outbox in the database: enqueue, withdraw, list. Claiming and settling stand in ``claims``.

The caller owns the transaction. Nothing in this file sends anything or reads a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    Select,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401 - all tables stand in the metadata from here on
from models.database import dialect_of, execute_many, insert_into
from models.values import Message, MessageState

_outbox: Table = SQLModel.metadata.tables["outbox"]
_content: Table = SQLModel.metadata.tables["outbox_content"]
_speaks_of: Table = SQLModel.metadata.tables["outbox_occurrence"]
_columns = _outbox.c
_new, _new_content, _new_speaking = _outbox.insert(), _content.insert(), _speaks_of.insert()

_MOST_DIGITS = 18  # of a number that both databases take
_CHANNELS = ("mail", "webhook")
_STANDING = ("coordinator", "weekly", "organiser")  # digests of what stands: the next tells it anew
_LIVE = (MessageState.QUEUED, MessageState.AWAITING_RETRY, MessageState.IN_FLIGHT)


def enqueue(session: Session, message: Message, created_at: datetime) -> int | None:
    """Put a message into the outbox; its id, or None when its key was ever there before."""
    insertion = _insertion(dialect_of(session))
    row = session.execute(insertion, _as_row(message, created_at)).first()
    if row is None:
        return None
    _note_contents(session, [(row.id, message)])
    return cast(int, row.id)


def enqueue_all(session: Session, messages: Collection[Message], created_at: datetime) -> dict[str, int]:
    """Put new messages into the outbox; their ids by key. IntegrityError if a key was ever there before."""
    if not messages:
        return {}
    execute_many(session.connection(), _new, [_as_row(message, created_at) for message in messages])
    ids: dict[str, int] = {}
    for keys in _slices([message.key for message in messages]):
        rows = session.execute(select(_columns.key, _columns.id).where(_columns.key.in_(keys)))
        ids |= {row.key: row.id for row in rows}
    _note_contents(session, [(ids[message.key], message) for message in messages])
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
        "state": MessageState.QUEUED.value,
        "attempts": 0,
        "created_at": created_at,
        "next_attempt_at": created_at,
        "may_have_left": False,
    }


def _note_contents(session: Session, messages: Collection[tuple[int, Message]]) -> None:
    """The bytes of messages, and of what they speak."""
    contents = [{"outbox_id": outbox_id, "content": message.content} for outbox_id, message in messages]
    execute_many(session.connection(), _new_content, contents)
    rows = [
        {"outbox_id": outbox_id, "occurrence_id": number}
        for outbox_id, message in messages
        for number in sorted(set(message.occurrence_ids))
    ]
    if rows:
        execute_many(session.connection(), _new_speaking, rows)


def withdraw_waiting(session: Session, before_on: date, reason: str) -> list[int]:
    """Mark as missed the mails of occurrences and the digests of earlier days that never left; the ids."""
    waiting = (MessageState.QUEUED.value, MessageState.AWAITING_RETRY.value)
    withdrawn = session.execute(
        update(_outbox)
        .where(
            _columns.state.in_(waiting),
            _columns.planned_on < before_on,
            _columns.channel == "mail",
            _columns.may_have_left.is_(False),  # rewritten, it could reach the person twice
            _columns.kind != "receipt",  # what it confirms stays true, and nothing would plan it anew
            or_(_columns.id.in_(select(_speaks_of.c.outbox_id)), _columns.kind.in_(_STANDING)),
        )
        .values(state=MessageState.MISSED.value, last_error=reason)
        .returning(_columns.id)
    )
    return [row.id for row in withdrawn]


def requeue_failed(session: Session, message_id: int, at: datetime) -> bool:
    """Give a message that was given up another life, from its first attempt on; False where that cannot be.

    Of one that had left and came back the bytes are gone with the links in them.
    """
    result = session.execute(
        update(_outbox)
        .where(
            _columns.id == message_id,
            _columns.state == MessageState.FAILED.value,
            exists().where(_content.c.outbox_id == _columns.id),
        )
        .values(
            state=MessageState.QUEUED.value,
            attempts=0,
            first_failed_at=None,
            next_attempt_at=at,
            last_error=None,
        )
    )
    return cast(CursorResult[Any], result).rowcount == 1


def find_next_attempt(session: Session, channel: str | None = None) -> datetime | None:
    """The earliest moment at which a message (of a channel) may be claimed; None for an empty queue."""
    moments = session.execute(_next_attempts((channel,) if channel else _CHANNELS)).one()
    return min((moment for moment in moments if moment is not None), default=None)


@cache
def _next_attempts(channels: tuple[str, ...]) -> Select[Any]:
    """The earliest moment of each state that waits: one look each at the head of the index."""
    heads = [
        select(func.min(_columns.next_attempt_at)).where(
            _columns.state == state.value, _columns.channel == channel
        )
        for state in _LIVE
        for channel in channels
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
    newest_first: bool = False,
) -> list[dict[str, Any]]:
    """Messages in the order of their making, as the stable JSON of ``sroki outbox --json``.

    ``after_id``: those that come after that message in this order. Days are inclusive; ``to`` tells no
    upper from lower case.
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
        wanted.append(_columns.id < after_id if newest_first else _columns.id > after_id)
    if planned_from is not None:
        wanted.append(_columns.planned_on >= planned_from)
    if planned_until is not None:
        wanted.append(_columns.planned_on <= planned_until)
    return _list(session, wanted, _columns.id.desc() if newest_first else _columns.id, limit)


def find_message(session: Session, reference: str) -> dict[str, Any] | None:
    """The message of a number or of a Message-ID (RFC 5322 3.6.4, with or without its brackets)."""
    words = reference.strip()
    if words.isdecimal() and len(words) <= _MOST_DIGITS:
        wanted = _columns.id == int(words)
    else:
        wanted = _columns.message_id == f"<{words.strip('<>')}>"
    return next(iter(_list(session, [wanted], _columns.id, 1)), None)


def _list(
    session: Session, wanted: Sequence[ColumnElement[bool]], order: ColumnElement[Any], limit: int | None
) -> list[dict[str, Any]]:
    statement = select(*_LISTED_COLUMNS).where(and_(True, *wanted)).order_by(order).limit(limit)
    rows = session.execute(statement).all()
    speaks_of = _occurrences_of(session, [row.id for row in rows])
    return [_as_json(row, speaks_of.get(row.id, ())) for row in rows]


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


# Building a statement costs more than running it, so what every mail needs is built once.


@cache
def _insertion(dialect: str) -> Executable:
    """INSERT … ON CONFLICT DO NOTHING RETURNING id; both dialects spell it the same."""
    return (
        insert_into(_outbox, dialect)
        .on_conflict_do_nothing(index_elements=[_columns.key])
        .returning(_columns.id)
    )
