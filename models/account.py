"""Who may sign in: accounts, what they are granted, their sessions, one-time links, lockouts.

Secrets (session tokens, links, OIDC state) are kept as SHA-256 only; ASVS 5.0 V6, V7, V9.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime
from models.language import SOURCE


class Account(SQLModel, table=True):
    """Somebody who signs in. ``address`` is in lower case; the person of that address is theirs.

    ``password_hash`` is argon2id in PHC form, None until a password is set (or for single sign-on only).
    ``language``: one of LANGUAGES, of the pages that they see signed in.
    """

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(unique=True, sa_type=Text)
    name: str = Field(default="", sa_type=Text)
    password_hash: str | None = Field(default=None, sa_type=Text)
    password_set_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    made_at: datetime = Field(sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    language: str = Field(default=SOURCE, sa_column_kwargs={"server_default": SOURCE})


class AccountGrant(SQLModel, table=True):
    """A role (``AccountRole``) for an organisation and a roadmap; 0 means any, as for coordinators."""

    __tablename__ = "account_grant"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    role: str = Field(primary_key=True)
    party_id: int = Field(default=0, primary_key=True)
    roadmap_id: int = Field(default=0, primary_key=True)
    granted_at: datetime = Field(sa_type=UtcDateTime)
    granted_by: str = Field(sa_type=Text)


class AccountSession(SQLModel, table=True):
    """One signed-in browser. ``agent`` and ``client`` help people to tell their sessions apart."""

    __tablename__ = "account_session"

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str | None = None
    client: str = Field(default="", sa_type=Text)
    agent: str = Field(default="", sa_type=Text)


class AccountLink(SQLModel, table=True):
    """A one-time link that sets a password. ``purpose``: invitation | password_reset."""

    __tablename__ = "account_link"

    token_sha256: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    purpose: str
    issued_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SavedView(SQLModel, table=True):
    """A list as somebody filtered and sorted it. ``query`` is the address behind ``/tasks?``.

    ``key`` makes an address that others may be given: what they see there follows their own rights.
    """

    __tablename__ = "saved_view"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    name: str = Field(sa_type=Text)
    query: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=UtcDateTime)


class SignInLock(SQLModel, table=True):
    """Failed attempts under one key, a digest of what was typed or of where it came from.

    Kept for addresses that no account has, too: otherwise a lockout would tell which exist.
    """

    __tablename__ = "sign_in_lock"
    __table_args__ = (Index("ix_sign_in_lock_age", "last_failed_at"),)

    key: str = Field(primary_key=True)
    failures: int = 0
    last_failed_at: datetime = Field(sa_type=UtcDateTime)
    locked_until_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OidcRequest(SQLModel, table=True):
    """A sign-in that is under way at the OpenID provider."""

    __tablename__ = "oidc_request"

    state_sha256: str = Field(primary_key=True)
    nonce: str
    verifier: str
    goes_to: str = Field(default="/", sa_type=Text)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
