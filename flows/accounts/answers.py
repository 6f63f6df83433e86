"""Answers that a call with an Idempotency-Key gets again: claimed and kept in the caller's transaction."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel, col

from models.api import ApiAnswer
from models.database import dialect_of, insert_into
from models.errors import CallerError

KEPT_FOR = timedelta(hours=24)
_RUNNING = 0  # the status of a claim whose transaction is still open: nobody else ever sees it


class OtherRequestError(CallerError):
    """The key was used for another request."""


@dataclass(frozen=True)
class Call:
    """A call that must not happen twice. ``token`` is the secret of its caller, never stored."""

    token_id: int
    token: str
    key: str
    request_sha256: str


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was given. ``content`` is JSON."""

    status: int
    content: bytes


def recall_answer(session: Session, call: Call, at: datetime) -> KeptAnswer | None:
    """The answer that this very call was given; OtherRequestError when the key was used for another one."""
    row = session.get(ApiAnswer, (call.token_id, call.key), populate_existing=True)
    if row is None or row.kept_at <= at - KEPT_FOR:
        return None
    if not hmac.compare_digest(row.request_sha256, call.request_sha256):
        raise OtherRequestError("Этот Idempotency-Key уже был у другого запроса. Возьмите новый.")
    return KeptAnswer(row.status, _cipher(call.token).decrypt(row.content))


def claim_answer(session: Session, call: Call, at: datetime) -> KeptAnswer | None:
    """Take the key for this transaction; an answer when somebody else has finished with it.

    The unique key decides: a rival waits for the end of the transaction that came first, and finds
    its answer, or, when that one was rolled back, takes its place.
    """
    forget_answers(session, at)
    table: Any = SQLModel.metadata.tables["api_answer"]
    claimed = session.execute(
        insert_into(table, dialect_of(session))
        .values(
            token_id=call.token_id,
            key=call.key,
            request_sha256=call.request_sha256,
            status=_RUNNING,
            content=b"",
            kept_at=at,
        )
        .on_conflict_do_nothing()
        .returning(table.c.key)
    ).first()
    return None if claimed is not None else recall_answer(session, call, at)


def keep_answer(session: Session, call: Call, status: int, content: bytes) -> None:
    """Keep what was made, to be committed with it."""
    session.execute(
        update(ApiAnswer)
        .where(col(ApiAnswer.token_id) == call.token_id, col(ApiAnswer.key) == call.key)
        .values(status=status, content=_cipher(call.token).encrypt(content))
    )


def forget_answers(session: Session, at: datetime) -> None:
    """Delete answers that are a day old."""
    session.execute(delete(ApiAnswer).where(col(ApiAnswer.kept_at) <= at - KEPT_FOR))


def _cipher(token: str) -> Any:
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(hmac.new(token.encode(), b"sroki answer", sha256).digest()))
