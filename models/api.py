"""Tokens with which other programs call the API, and the answers that a repeated call gets again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, LargeBinary
from sqlalchemy import Text as LongText
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime


class ApiToken(SQLModel, table=True):
    """A token of an account, kept as SHA-256. ``scopes`` takes the values of ``TokenScope``.

    ``used_on`` is the last UTC day on which it was used: a call costs no write more often than that.
    """

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    name: str = Field(sa_type=LongText)
    scopes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_on: date | None = None
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiAnswer(SQLModel, table=True):
    """What a call with an Idempotency-Key made, written in the transaction that made it.

    ``content`` is encrypted with a key that follows from the token, which is kept nowhere: an answer may
    hold a secret that is shown once.
    """

    __tablename__ = "api_answer"

    token_id: int = Field(foreign_key="api_token.id", primary_key=True)
    key: str = Field(primary_key=True)
    request_sha256: str
    status: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kept_at: datetime = Field(sa_type=UtcDateTime, index=True)
