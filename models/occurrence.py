"""Dated instances of tasks, what happened to them, and the queue of what is due next."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime


class Occurrence(SQLModel, table=True):
    """One dated instance of a task. Facts only: lateness, quarter and state are derived.

    ``held``: it was past on the day of approval and waits for the coordinator's decision.
    ``watched_from_on``: the local date before which nothing is caught up. ``reminder_asked_at``: when the
    coordinator last wanted the executors reminded besides the policy.
    """

    __table_args__ = (UniqueConstraint("task_id", "ordinal"),)

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    ordinal: int
    opens_on: date | None = None
    due_on: date = Field(index=True)
    original_due_on: date
    watched_from_on: date
    held: bool = False
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    returned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reminder_asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


# Clustered by time: a tick reads the rows that are due from neighbouring pages, however many
# occurrences exist (DESIGN.md section 9). An occurrence stands here at most once.
agenda_queue = Table(
    "agenda_queue",
    SQLModel.metadata,
    Column("next_action_at", UtcDateTime, nullable=False),
    Column("occurrence_id", Integer, ForeignKey("occurrence.id"), nullable=False, index=True),
    PrimaryKeyConstraint("next_action_at", "occurrence_id"),
    sqlite_with_rowid=False,
)


class Evidence(SQLModel, table=True):
    """One version of a proof: what is claimed, and in ``EvidenceItem`` its files and addresses.

    ``nothing_to_report``: there is nothing to report, and the note says why. ``effective_on`` is the day on
    which the work was done; ``share_percent`` and ``years`` say what part of it; ``result`` is a
    decimal number in plain digits.
    """

    __table_args__ = (UniqueConstraint("occurrence_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    version: int
    note: str | None = Field(default=None, sa_type=Text)
    nothing_to_report: bool = False
    effective_on: date | None = None
    share_percent: int | None = None
    years: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    result: str | None = None
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    submitted_by: str = Field(sa_type=Text)


class Review(SQLModel, table=True):
    """A decision on the evidence of an occurrence.

    ``decision``: accepted | accepted once (the first of two) | accepted in part | returned. What part of
    the work is accepted stands in ``share_percent`` and ``years``, as a hand-in claims it.
    """

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    evidence_version: int
    decision: str = Field(index=True)
    reason: str | None = Field(default=None, sa_type=Text)
    share_percent: int | None = None
    years: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    decided_at: datetime = Field(sa_type=UtcDateTime)
    decided_by: str = Field(sa_type=Text)


class Extension(SQLModel, table=True):
    """A new due date; the occurrence keeps the original one beside it."""

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    from_due_on: date
    to_due_on: date
    reason: str = Field(sa_type=Text)
    granted_at: datetime = Field(sa_type=UtcDateTime)
    granted_by: str = Field(sa_type=Text)


class ExtensionRequest(SQLModel, table=True):
    """An executor asks for a later due date; the controller grants it or does not."""

    __tablename__ = "extension_request"

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    to_due_on: date
    reason: str = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    asked_by: str = Field(sa_type=Text)
    granted: bool | None = None
    answer: str | None = Field(default=None, sa_type=Text)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str | None = Field(default=None, sa_type=Text)
