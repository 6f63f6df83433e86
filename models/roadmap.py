"""Roadmaps, their tasks and the problems found while reading them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime


class Roadmap(SQLModel, table=True):
    """One document, one version. ``source_sha256`` makes importing the same file twice one import.

    So does ``content_sha256``, the hash of what was read, places in the file left out: the same words
    with other line ends or in another format are the same document. ``parsed`` is the JSON of the
    reading, from which approval makes tasks; ``approved_on`` is the local date of approval, before
    which nothing is reminded. A version that was approved names the one it took the place of, and is
    named there; its tasks have moved to it. (No foreign keys: the dry run copies rows in any order.)
    """

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(sa_type=Text)
    kind: str
    issuer: str | None = Field(default=None, sa_type=Text)
    number: str | None = None
    issued_on: date | None = None
    first_year: int | None = None
    last_year: int | None = None
    zone: str
    source_name: str
    source_sha256: str = Field(unique=True)
    content_sha256: str | None = Field(default=None, unique=True)
    parsed: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    imported_at: datetime = Field(sa_type=UtcDateTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_on: date | None = None
    replaces_id: int | None = None
    superseded_by_id: int | None = None


class Task(SQLModel, table=True):
    """A row of the plan or a point of the order that carries a term. ``origin``: row | point.

    ``event_rule`` (fields of ``EventRule``) waits for ``event_on``, the day of the event, which a
    person enters. ``written_spans`` are the dates as the document gave them, whatever became of them.
    ``calendar_name``: document and row from which calendars know it, once another version took it over.
    """

    __table_args__ = (UniqueConstraint("roadmap_id", "uid"), Index("ix_task_place", "roadmap_id", "position"))

    id: int | None = Field(default=None, primary_key=True)
    roadmap_id: int = Field(foreign_key="roadmap.id", index=True)
    position: int
    origin: str
    uid: str
    number: str
    section: str | None = Field(default=None, sa_type=Text)
    year_section: int | None = None
    title: str = Field(sa_type=Text)
    expected_result: str = Field(default="", sa_type=Text)
    raw_term: str = Field(sa_type=Text)
    term_kind: str
    meaning: str = Field(default="", sa_type=Text)
    recurrence: str | None = None
    status_raw: str | None = Field(default=None, sa_type=Text)
    event_rule: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    event_on: date | None = None
    written_spans: list[list[str | None]] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True))
    )
    source_line: int | None = None
    calendar_name: str | None = Field(default=None, sa_type=Text)


class TaskWord(SQLModel, table=True):
    """A word of a task in the form that searches compare (``models.words``): made from it, no record."""

    __tablename__ = "task_word"

    stem: str = Field(primary_key=True, max_length=60)
    task_id: int = Field(foreign_key="task.id", primary_key=True, index=True)


class PolicyText(SQLModel, table=True):
    """The reminder policy of a roadmap (``roadmap_id``) or the default of the house (0), as TOML."""

    __tablename__ = "policy"

    roadmap_id: int = Field(default=0, primary_key=True)
    text: str = Field(sa_type=Text)
    source_name: str = Field(sa_type=Text)
    set_at: datetime = Field(sa_type=UtcDateTime)
    set_by: str = Field(sa_type=Text)


class ReadingProblem(SQLModel, table=True):
    """Something in a document that a person should settle; ``subject`` is the uid of the row."""

    __tablename__ = "problem"

    id: int | None = Field(default=None, primary_key=True)
    roadmap_id: int = Field(foreign_key="roadmap.id", index=True)
    code: str
    sentence: str = Field(sa_type=Text)
    subject: str | None = None
    source_line: int | None = None
    raw: str | None = Field(default=None, sa_type=Text)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
