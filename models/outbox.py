"""The ledger of mail: what was planned for whom, and every message with its delivery history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime


class OutboxMessage(SQLModel, table=True):
    """A frozen mail. ``key`` is unique for ever; ``state`` takes the values of ``MessageState``.

    ``next_attempt_at`` says when it may be claimed (of a failed message: when it was given up);
    ``lease_owner`` and ``lease_until_at`` who may settle it while it is in flight (by the wall clock).
    Its bytes stand in ``OutboxContent``. ``may_have_left``: an attempt ended without an answer, so it is
    sent again as it is or not at all.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_claim", "state", "channel", "next_attempt_at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, sa_type=Text)
    channel: str = "mail"  # mail | webhook
    message_id: str = Field(unique=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    address: str
    kind: str
    subject: str = Field(sa_type=Text)
    planned_on: date
    state: str = "queued"
    attempts: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    next_attempt_at: datetime = Field(sa_type=UtcDateTime)
    lease_owner: str | None = None
    lease_until_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str | None = Field(default=None, sa_type=Text)
    may_have_left: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class OutboxContent(SQLModel, table=True):
    """The bytes of a message as they leave; once sent, the row goes: it holds the recipient's link.

    A table of its own, since SQLite rewrites the whole of a row that changes, and a message changes twice
    on its way: when it is claimed and when it is settled.
    """

    __tablename__ = "outbox_content"

    outbox_id: int = Field(foreign_key="outbox.id", primary_key=True)
    content: bytes


class OutboxOccurrence(SQLModel, table=True):
    """A message speaks of an occurrence."""

    __tablename__ = "outbox_occurrence"

    outbox_id: int = Field(foreign_key="outbox.id", primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", primary_key=True, index=True)


class Notice(SQLModel, table=True):
    """One planned action that was recorded: mailed (``outbox_id``) or missed in favour of a fresher one.

    ``key`` is ``Action.key``; it is what makes a tick that runs twice change nothing.
    """

    __table_args__ = (Index("ix_notice_occurrence", "occurrence_id"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    occurrence_id: int = Field(foreign_key="occurrence.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    planned_on: date
    due_on: date | None = None  # as it was told: an extension makes the notice untrue
    offset_days: int = 0
    late: bool = False
    outcome: str  # "mailed" | "missed"
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id", index=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class RelayPace(SQLModel, table=True):
    """A relay with a limit of mails a minute: ``free_at`` is the moment of its next free turn."""

    __tablename__ = "relay_pace"

    relay: str = Field(primary_key=True)
    free_at: datetime = Field(sa_type=UtcDateTime)


class TickSlot(SQLModel, table=True):
    """The ledger of ticks: a flow claims each of its slots once. ``state``: running | done | failed."""

    __tablename__ = "tick_slot"
    __table_args__ = (UniqueConstraint("flow", "slot_at"),)

    id: int | None = Field(default=None, primary_key=True)
    flow: str
    slot_at: datetime = Field(sa_type=UtcDateTime, index=True)
    state: str
    lease_owner: str
    lease_until_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 1
    started_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    summary: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class DigestSubscription(SQLModel, table=True):
    """When a person's standing digest is due next. ``kind``: coordinator (daily) | controller (weekly)."""

    __tablename__ = "digest_subscription"
    __table_args__ = (Index("ix_digest_due", "next_at"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    kind: str = Field(primary_key=True)
    next_at: datetime = Field(sa_type=UtcDateTime)


class Webhook(SQLModel, table=True):
    """An address that wants to know of events; ``secret`` signs what is sent there."""

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True, sa_type=Text)
    secret: str
    kinds: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    added_at: datetime = Field(sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CalendarFeed(SQLModel, table=True):
    """A secret address of a calendar; kept as SHA-256. ``scope`` is like ``person:3`` or ``roadmap:1``."""

    __tablename__ = "calendar_feed"

    token_sha256: str = Field(primary_key=True)
    scope: str = Field(index=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
