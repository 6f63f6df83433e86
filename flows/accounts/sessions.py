"""Signed-in browsers, kept on the server: random tokens as SHA-256, ends that hold at once (ASVS 5.0 V7)."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, bindparam, func, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from flows.accounts.rules import is_alive
from models.account import Account, AccountSession
from models.authority import Grant
from models.database import read_columns
from models.party import AccessLink, Person
from roadmaps.store.grants import Lent, load_grants, load_lent

_LONGEST_AGENT = 200
_SESSION_COLUMNS = ("id", "account_id", "started_at", "seen_at", "ended_at")
_TOUCH_EVERY = timedelta(minutes=1)  # a click costs no write more often than this


@dataclass(frozen=True)
class AccountHolder:
    """Somebody who acts with an account; ``actor`` is their name in the trail."""

    account_id: int
    address: str
    name: str
    grants: tuple[Grant, ...]
    person_id: int | None
    is_stale: bool  # the last visit should be written down

    @property
    def actor(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True)
class SignedIn(AccountHolder):
    """Who is behind a session. ``csrf`` is the secret of its forms.

    ``lent``: what they may besides because others are away; it stands among ``grants`` too.
    """

    session_id: int
    csrf: str
    language: str
    lent: tuple[Lent, ...] = ()


@dataclass(frozen=True)
class SessionView:
    """A session as its owner sees it."""

    id: int
    started_at: datetime
    seen_at: datetime
    client: str
    agent: str


def start_session(session: Session, account_id: int, at: datetime, client: str, agent: str) -> str:
    """A new session; its token (256 random bits), which is kept hashed."""
    token = secrets.token_urlsafe(32)
    session.add(
        AccountSession(
            token_sha256=_digest(token),
            account_id=account_id,
            started_at=at,
            seen_at=at,
            client=client[:_LONGEST_AGENT],
            agent=agent[:_LONGEST_AGENT],
        )
    )
    return token


def find_session(session: Session, token: str, at: datetime) -> SignedIn | None:
    """Who is behind a token; None for what is unknown, ended, too old or of a disabled account."""
    row = read_columns(session, _holder(), digest=_digest(token)).first()
    if row is None or row.ended_at or row.disabled_at or not is_alive(row.started_at, row.seen_at, at):
        return None
    lent = load_lent(session, row.person_id, at) if row.person_id is not None else ()
    own = load_grants(session, row.account_id)
    return SignedIn(
        account_id=row.account_id,
        session_id=row.id,
        address=row.address,
        name=row.name,
        grants=tuple(dict.fromkeys([*own, *(grant for each in lent for grant in each.grants)])),
        lent=lent,
        person_id=row.person_id,
        csrf=csrf_of(token),
        language=row.language,
        is_stale=at - row.seen_at >= _TOUCH_EVERY,
    )


@cache  # every page asks this, and building it costs more than running it
def _holder() -> Select[Any]:
    """A session by the digest of its token, with its account and the person of the same address."""
    columns: list[Any] = [getattr(AccountSession, name) for name in _SESSION_COLUMNS]
    columns += [Account.address, Account.name, Account.disabled_at, Account.language]
    return (
        core_select(*columns, col(Person.id).label("person_id"))
        .join(Account, col(Account.id) == col(AccountSession.account_id))
        .outerjoin(Person, func.lower(col(Person.address)) == col(Account.address))
        .where(col(AccountSession.token_sha256) == bindparam("digest"))
    )


def csrf_of(token: str) -> str:
    """The secret of the forms of a session: follows from its token, and does not lead back to it."""
    return hmac.new(token.encode("utf-8", "replace"), b"sroki form", sha256).hexdigest()


def touch_session(session: Session, session_id: int, at: datetime) -> None:
    """Write down that somebody was here."""
    session.execute(update(AccountSession).where(col(AccountSession.id) == session_id).values(seen_at=at))


def list_sessions(session: Session, account_id: int, at: datetime) -> list[SessionView]:
    """The sessions of an account that still hold, the newest first."""
    rows = session.exec(
        select(AccountSession)
        .where(AccountSession.account_id == account_id, col(AccountSession.ended_at).is_(None))
        .order_by(col(AccountSession.id).desc())
    )
    return [
        SessionView(row.id or 0, row.started_at, row.seen_at, row.client, row.agent)
        for row in rows
        if is_alive(row.started_at, row.seen_at, at)
    ]


def end_sessions(
    session: Session,
    account_id: int,
    at: datetime,
    why: str,
    *,
    only: int | None = None,
    but: int | None = None,
) -> int:
    """End the sessions of an account (``only`` one, all ``but`` one); how many. ``why``: for the record.

    The pages of the desk that were opened from a session end with it.
    """
    wanted = [col(AccountSession.account_id) == account_id, col(AccountSession.ended_at).is_(None)]
    wanted += [col(AccountSession.id) == only] if only is not None else []
    wanted += [col(AccountSession.id) != but] if but is not None else []
    ids = session.exec(select(AccountSession.id).where(*wanted)).all()
    session.execute(
        update(AccountSession).where(col(AccountSession.id).in_(ids)).values(ended_at=at, ended_by=why)
    )
    keys = [desk_key(id_ or 0) for id_ in ids]
    session.execute(
        update(AccessLink)
        .where(col(AccessLink.message_key).in_(keys), col(AccessLink.revoked_at).is_(None))
        .values(revoked_at=at)
    )
    return len(ids)


def end_session_of(session: Session, token: str, at: datetime, why: str) -> None:
    """End the session of a token, whatever is left of it."""
    row = session.exec(select(AccountSession).where(AccountSession.token_sha256 == _digest(token))).first()
    if row is not None:
        end_sessions(session, row.account_id, at, why, only=row.id)


def open_desk(session: Session, visitor: SignedIn, at: datetime, until: datetime) -> str:
    """A link to the desk of the account's person that ends with the session; its token."""
    token = secrets.token_urlsafe(16)
    session.add(
        AccessLink(
            token_sha256=_digest(token),
            person_id=visitor.person_id or 0,
            message_key=desk_key(visitor.session_id),
            issued_at=at,
            expires_at=until,
        )
    )
    return token


def desk_key(session_id: int) -> str:
    """Under what the desk links of a session are found."""
    return f"session:{session_id}"


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
