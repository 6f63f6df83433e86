"""The trail of who did what: append-only and chained by hashes; names stand beside it, not in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from models.chain import VERSION, format_moment, veils_in
from models.database import UtcDateTime

_FACTS = JSON(none_as_null=True)


class AuditEntry(SQLModel, table=True):
    """One deed; ``id`` is its place in the chain, without gaps. ``subject`` is like ``occurrence:17``.

    ``actor`` is a person, a link, a command or the clock; ``identity`` the digest of who that was by
    name. ``before`` and ``after`` hold the facts that changed. Personal texts are ``{"~": digest}``.
    The database refuses to change or to delete a row.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    deed: str
    subject: str
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    identity: str | None = None
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(_FACTS))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(_FACTS))
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """What its hash covers, besides the hash of the entry before it."""
        return entry_content(self.model_dump(exclude={"hash"}))

    @property
    def veils(self) -> set[str]:
        """The digests of all personal texts it names."""
        named = {self.identity} if self.identity else set()
        return named | set(veils_in([self.details, self.before, self.after]))


def entry_content(row: dict[str, Any]) -> dict[str, Any]:
    """The content of a row of the table as the chain hashes it."""
    return {
        "v": VERSION,
        "sequence": row["id"],
        "at": format_moment(row["at"]),
        "actor": row["actor"],
        "identity": row["identity"],
        "deed": row["deed"],
        "subject": row["subject"],
        "details": row["details"],
        "before": row["before"],
        "after": row["after"],
    }


class AuditHead(SQLModel, table=True):
    """The last link of the chain; one row (``id`` 1), locked while a transaction appends."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    sequence: int
    hash: str
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)


KNOWN = text("kind <> 'text'")  # names are looked up by what they say, free words never are


class AuditText(SQLModel, table=True):
    """A personal text that the chain names by ``digest``; deleted when a person is forgotten.

    ``kind``: identity (a person's name and address) | account (of the machine) | text (free words).
    """

    __tablename__ = "audit_text"
    # By hash on PostgreSQL, whose trees hold no long names.
    __table_args__ = (
        Index(
            "ix_audit_text_known",
            "value",
            sqlite_where=KNOWN,
            postgresql_where=KNOWN,
            postgresql_using="hash",
        ),
    )

    digest: str = Field(primary_key=True)
    salt: str
    kind: str
    value: str = Field(sa_type=Text)
    person_id: int | None = Field(default=None, index=True)
