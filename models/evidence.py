"""What a version of evidence is made of, the web pages it points to and what checking them found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime


class EvidenceItem(SQLModel, table=True):
    """One file or one web address of a version. Files lie under their SHA-256.

    ``content_type`` is told from the bytes; ``scan``: clean | unscanned, None where nothing scans.
    """

    __tablename__ = "evidence_item"
    __table_args__ = (UniqueConstraint("evidence_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id", index=True)
    position: int
    kind: str  # file | link
    file_name: str | None = Field(default=None, sa_type=Text)
    file_sha256: str | None = None
    size_bytes: int | None = None
    content_type: str | None = None
    scan: str | None = None
    url: str | None = Field(default=None, sa_type=Text)
    link_id: int | None = Field(default=None, foreign_key="evidence_link.id", index=True)


class EvidenceLink(SQLModel, table=True):
    """A web page that evidence points to, once for all versions that name it.

    ``state`` takes the values of ``LinkState`` and holds since ``since_at``; ``failures`` counts the
    checks in a row that did not find the page; ``first_host`` is where it was first found.
    ``next_check_at`` is the queue: None for a page that no standing evidence names any more.
    """

    __tablename__ = "evidence_link"

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(sa_type=Text)
    url_sha256: str = Field(unique=True)
    state: str = Field(default="waiting", index=True)
    since_at: datetime = Field(sa_type=UtcDateTime)
    failures: int = 0
    steady: int = 0
    first_host: str | None = Field(default=None, sa_type=Text)
    first_failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_check_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class LinkCheck(SQLModel, table=True):
    """What one fetch of a page found. ``outcome`` takes the values of ``LinkOutcome``.

    ``sha256`` is of the bytes that came, ``text_sha256`` names the kept text of the page.
    """

    __tablename__ = "link_check"

    id: int | None = Field(default=None, primary_key=True)
    link_id: int = Field(foreign_key="evidence_link.id", index=True)
    checked_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str
    final_url: str | None = Field(default=None, sa_type=Text)
    status: int | None = None
    title: str | None = Field(default=None, sa_type=Text)
    content_type: str | None = Field(default=None, sa_type=Text)
    sha256: str | None = None
    size_bytes: int | None = None
    text_sha256: str | None = None
    why: str | None = Field(default=None, sa_type=Text)


class Disclaimer(SQLModel, table=True):
    """Somebody says that an occurrence is not theirs; the coordinator decides.

    It stands while nobody answered and the person still carries the task out.
    """

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    reason: str = Field(sa_type=Text)
    said_at: datetime = Field(sa_type=UtcDateTime)
    answer: str | None = Field(default=None, sa_type=Text)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str | None = Field(default=None, sa_type=Text)
