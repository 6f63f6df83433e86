"""Monitoring rounds: what is asked, whom, what they answered, and what was written to them afterwards.

A round that opens gets a ``Roadmap`` of its own (kind ``round``) with one task and one occurrence for each
participant, so that reminders, links, extensions, the ledger of mail and the trail are those of all other
work. What stands here is only what a round has besides (docs/decisions/037).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime

ROUND_KIND = "round"  # of the roadmap that belongs to a round


class IndicatorSet(SQLModel, table=True):
    """One version of criteria and indicators. A version that a round has asked with never changes.

    ``content`` is the JSON of ``roadmaps.rounds.values.QuestionSet``: criteria, indicators, scoring, levels.
    """

    __tablename__ = "indicator_set"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    version: int
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    source_name: str = Field(default="", sa_type=Text)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: str = Field(sa_type=Text)


class Round(SQLModel, table=True):
    """A monitoring with its window. Facts only: planned, open and closed follow from the moments.

    ``key`` makes it one for ever: ``occurrence:17`` for the date of an order, ``monitoring:3:4:2024-09``
    for a standing monitoring of a regulation, ``manual:…`` for one that a person made. ``roadmap_id`` is
    its own roadmap, made at opening; ``source_roadmap_id`` the document that orders it. ``opens_at``: the
    moment at which it should open. ``next_action_at``
    is its place in the queue of the clock: the moment to open or to close, None when neither is ahead.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str = Field(sa_type=Text)
    kind: str = ""  # general | vocational | what else the document says
    source_roadmap_id: int | None = Field(default=None, foreign_key="roadmap.id", index=True)
    source_occurrence_id: int | None = Field(default=None, foreign_key="occurrence.id", index=True)
    organiser_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    zone: str
    opens_on: date
    due_on: date
    opens_at: datetime = Field(sa_type=UtcDateTime)
    grace_days: int = 0
    indicator_set_id: int | None = Field(default=None, foreign_key="indicator_set.id")
    previous_id: int | None = Field(default=None, foreign_key="round.id")
    roadmap_id: int | None = Field(default=None, foreign_key="roadmap.id", unique=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: str = Field(sa_type=Text)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_action_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)

    def day_of(self, at: datetime) -> date:
        """The day of a moment where the round is held: its first and last days are days there."""
        return at.astimezone(ZoneInfo(self.zone)).date()


class RoundFollowUp(SQLModel, table=True):
    """A date of the ordering document that hangs on a round.

    ``purpose``: report | publication | recommendations; ``to_party_id``: to whom.
    """

    __tablename__ = "round_follow_up"

    round_id: int = Field(foreign_key="round.id", primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", primary_key=True, index=True)
    purpose: str = "report"
    to_party_id: int | None = Field(default=None, foreign_key="party.id")


class RoundParticipant(SQLModel, table=True):
    """An organisation that is asked. The list is frozen at opening, when ``occurrence_id`` is set.

    ``open_until_on``: the last day on which this one may answer, where it differs from the round's
    (an extension, or reopened after closing).
    """

    __tablename__ = "round_participant"
    __table_args__ = (UniqueConstraint("round_id", "party_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    party_id: int = Field(foreign_key="party.id", index=True)
    position: int = 0
    grouping: str = ""  # municipality, college, …: what results are compared within
    occurrence_id: int | None = Field(default=None, foreign_key="occurrence.id", unique=True)
    open_until_on: date | None = None


class RoundAnswer(SQLModel, table=True):
    """One saving of one answer. Nothing is overwritten: the highest ``revision`` holds.

    ``base_revision`` is the one that the writer had before their eyes (0: none), so that two people at
    one draft see each other's words. ``value`` is JSON: true/false, a number as text, a choice, a text;
    null takes the answer back.
    """

    __tablename__ = "round_answer"
    __table_args__ = (UniqueConstraint("participant_id", "code", "revision"),)

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="round_participant.id", index=True)
    code: str
    revision: int
    base_revision: int = 0
    value: Any = Field(default=None, sa_column=Column(JSON, nullable=True))
    note: str = Field(default="", sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcDateTime)
    saved_by: str = Field(sa_type=Text)


class RoundProof(SQLModel, table=True):
    """A file or an address that backs one answer. Files lie with the evidence, under their SHA-256."""

    __tablename__ = "round_proof"

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="round_participant.id", index=True)
    code: str
    kind: str  # file | link
    file_name: str | None = Field(default=None, sa_type=Text)
    file_sha256: str | None = Field(default=None, index=True)
    size_bytes: int | None = None
    content_type: str | None = None
    scan: str | None = None
    url: str | None = Field(default=None, sa_type=Text)
    link_id: int | None = Field(default=None, foreign_key="evidence_link.id", index=True)
    added_at: datetime = Field(sa_type=UtcDateTime)
    added_by: str = Field(sa_type=Text)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RoundSubmission(SQLModel, table=True):
    """Answers as they were handed in: a frozen copy, the same moment as its ``Evidence``.

    ``answers``: code → {"value", "note", "proofs": [ids]}.
    """

    __tablename__ = "round_submission"
    __table_args__ = (UniqueConstraint("participant_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="round_participant.id", index=True)
    version: int
    evidence_id: int = Field(foreign_key="evidence.id", unique=True)
    answers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    nothing_to_report: bool = False
    note: str = Field(default="", sa_type=Text)
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    submitted_by: str = Field(sa_type=Text)


class Recommendation(SQLModel, table=True):
    """A text of the library: what is recommended to those who stand at ``level`` in an indicator.

    ``code`` "" is for the whole. ``set_name`` is the name of the indicator set, all its versions.
    """

    id: int | None = Field(default=None, primary_key=True)
    set_name: str = Field(index=True)
    code: str
    level: str
    position: int = 0
    text: str = Field(sa_type=Text)
    term: str = Field(default="", sa_type=Text)  # a term as officials write it, or none
    set_at: datetime = Field(sa_type=UtcDateTime)
    set_by: str = Field(sa_type=Text)


class RoundLetter(SQLModel, table=True):
    """The letter of recommendations to one participant: drafted, edited, approved; then tasks.

    ``content`` is the JSON of ``roadmaps.rounds.values.LetterText``. ``roadmap_id``: the roadmap that
    its recommendations became at approval. ``register_number``: its place in the register of the round,
    given at approval; None for a letter that has a number of somebody else's register.
    """

    __tablename__ = "round_letter"

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="round_participant.id", unique=True)
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    revision: int = 1
    drafted_at: datetime = Field(sa_type=UtcDateTime)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edited_by: str | None = Field(default=None, sa_type=Text)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_by: str | None = Field(default=None, sa_type=Text)
    roadmap_id: int | None = Field(default=None, foreign_key="roadmap.id", unique=True)
    register_number: int | None = None
