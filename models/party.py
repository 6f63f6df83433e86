"""Who carries tasks out: parties (organisations and posts), the people behind them, their links."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime
from models.language import SOURCE


class Party(SQLModel, table=True):
    """An organisation or a post as documents name it. ``folded`` is the spelling for comparison."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text)
    folded: str = Field(unique=True, sa_type=Text)


class PartyAlias(SQLModel, table=True):
    """Another spelling of a party, met in a document."""

    __tablename__ = "party_alias"

    folded: str = Field(primary_key=True, sa_type=Text)
    party_id: int = Field(foreign_key="party.id", index=True)


class TaskParty(SQLModel, table=True):
    """A party in a role (values of ``Role``) on a task; ``position`` keeps the order of the cell."""

    __tablename__ = "task_party"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    role: str = Field(primary_key=True)
    party_id: int = Field(foreign_key="party.id", primary_key=True, index=True)
    position: int = 0


class Person(SQLModel, table=True):
    """Somebody with a mail address: one person, one mail a day, however many parties they speak for.

    ``only_mandatory``: they want openings and final escalations only. ``unreachable_since_at``: a
    permanent bounce came back, and nothing is sent there until the address is set again.
    ``forgotten_at``: name and address are gone (152-FZ); the row stays so that its number is not used again.
    ``confirmed_at``: when the address was last named; a bounce of earlier mail says nothing of it.
    ``language``: one of LANGUAGES, of their mail and of the pages behind its links.
    """

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(unique=True)
    name: str = Field(default="", sa_type=Text)
    zone: str | None = None
    added_at: datetime = Field(sa_type=UtcDateTime)
    only_mandatory: bool = False
    unreachable_since_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    language: str = Field(default=SOURCE, sa_column_kwargs={"server_default": SOURCE})


class Membership(SQLModel, table=True):
    """A person speaks for a party."""

    party_id: int = Field(foreign_key="party.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    since_at: datetime = Field(sa_type=UtcDateTime)


class Absence(SQLModel, table=True):
    """A person is away from ``from_on`` to ``until_on`` (inclusive, days of ``zone``), and who stands in.

    An absence that ends early gets an earlier ``until_on``: what was told to the deputy stays told.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    deputy_id: int = Field(foreign_key="person.id", index=True)
    from_on: date
    until_on: date
    zone: str
    set_at: datetime = Field(sa_type=UtcDateTime)
    set_by: str = Field(sa_type=Text)


class Coordinator(SQLModel, table=True):
    """A person who looks after one roadmap, or (``roadmap_id`` 0) after all of them."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    roadmap_id: int = Field(default=0, primary_key=True)
    since_at: datetime = Field(sa_type=UtcDateTime)


class AccessLink(SQLModel, table=True):
    """A capability mailed to one person: 128 random bits, kept only as SHA-256; expires, revocable.

    What the page behind it shows follows the person's roles at the moment of the visit, so that a
    reassigned task disappears from it at once. ``purpose``: what it opens, ``desk`` | ``unsubscribe``.
    """

    __tablename__ = "access_link"

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: str = "desk"
    message_key: str = Field(sa_type=Text)
    issued_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
