"""Tokens with which other programs act for an account: made, found at every call, revoked."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import Session, col, select

from flows.accounts.journal import record
from flows.accounts.sessions import AccountHolder
from models.account import Account
from models.api import ApiToken
from models.authority import Deed, may_somewhere
from models.errors import CallerError, UnknownThingError
from roadmaps.store.contacts import find_person
from roadmaps.store.grants import load_grants

PREFIX = "sroki_"  # so that programs that look for lost secrets know one
LONGEST_DAYS = 366
LONGEST_NAME_CHARS = 100
_MOST_LIVING = 20  # of one account


class TokenScope(StrEnum):
    """What a token may at most: the deeds of its account, and acting as the person of its address."""

    SEE = "see"
    HAND_IN = "hand_in"  # evidence, «not mine», a request for a later day: as on the page behind a link
    REVIEW = "review"
    COORDINATE = "coordinate"
    ADMINISTER = "administer"

    @property
    def deed(self) -> Deed | None:
        return Deed(self.value) if self.value in tuple(Deed) else None


@dataclass(frozen=True)
class TokenHolder(AccountHolder):
    """Who is behind a token of the API."""

    token_id: int
    scopes: frozenset[TokenScope]

    @property
    def deeds(self) -> frozenset[Deed]:
        return frozenset(scope.deed for scope in self.scopes if scope.deed is not None)


@dataclass(frozen=True)
class TokenView:
    """A token as a list shows it; the token itself is kept nowhere."""

    id: int
    account_id: int
    address: str
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    used_on: date | None
    revoked_at: datetime | None

    def lives(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at

    def as_json(self) -> dict[str, object]:
        """The stable JSON of ``sroki token list --json``."""
        return vars(self) | {"scopes": list(self.scopes)}


def add_token(
    session: Session,
    account: Account,
    name: str,
    scopes: Collection[TokenScope],
    days: int,
    at: datetime,
    actor: str,
) -> str:
    """Make a token for so many days; the token (256 random bits), which is kept hashed.

    Whatever it is for, it may look. CallerError for a scope that the account itself does not have.
    """
    name = " ".join("".join(c for c in name if c.isprintable()).split())[:LONGEST_NAME_CHARS]
    if not name:
        raise CallerError("Назовите ключ: какой программе он нужен.")
    if not 1 <= days <= LONGEST_DAYS:
        raise CallerError("Ключ действует от 1 до {longest} дней.", longest=LONGEST_DAYS)
    if account.disabled_at is not None:
        raise CallerError("Учётная запись отключена.")
    wanted = {TokenScope.SEE, *scopes}
    _require_scopes(session, account, wanted)
    living = [view for view in list_tokens(session, account.id) if view.lives(at)]
    if len(living) >= _MOST_LIVING:
        raise CallerError("Ключей уже {count}: отзовите ненужные.", count=len(living))
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        token_sha256=_digest(token),
        account_id=account.id or 0,
        name=name,
        scopes=[scope.value for scope in TokenScope if scope in wanted],
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    record(session, at, actor, "token made", row.account_id, number=row.id, kinds=row.scopes)
    return token


def _require_scopes(session: Session, account: Account, scopes: Collection[TokenScope]) -> None:
    grants = load_grants(session, account.id or 0)
    for scope in scopes:
        if scope.deed is not None and not may_somewhere(grants, scope.deed):
            raise CallerError(
                "Учётная запись {address} сама этого не может: {scope}.",
                address=account.address,
                scope=scope.value,
            )


def find_token(session: Session, token: str, at: datetime) -> TokenHolder | None:
    """Who is behind a token; None for what is unknown, revoked, expired or of a disabled account.

    What the account is granted is read at every call: a token never outlives a role.
    """
    found = session.exec(
        select(ApiToken, Account)
        .join(Account, col(Account.id) == col(ApiToken.account_id))
        .where(ApiToken.token_sha256 == _digest(token))
    ).first()
    if found is None:
        return None
    row, account = found
    if row.revoked_at is not None or at >= row.expires_at or account.disabled_at is not None:
        return None
    person = find_person(session, account.address)
    return TokenHolder(
        account_id=row.account_id,
        address=account.address,
        name=account.name,
        grants=load_grants(session, row.account_id),
        person_id=person.id if person else None,
        is_stale=row.used_on != at.date(),
        token_id=row.id or 0,
        scopes=frozenset(TokenScope(scope) for scope in row.scopes),
    )


def touch_token(session: Session, token_id: int, used_on: date) -> None:
    """Write down the day on which a token was used."""
    session.execute(update(ApiToken).where(col(ApiToken.id) == token_id).values(used_on=used_on))


def list_tokens(session: Session, account_id: int | None = None) -> list[TokenView]:
    """The tokens of an account, or of all, oldest first."""
    statement = select(ApiToken, Account.address).join(Account, col(Account.id) == col(ApiToken.account_id))
    if account_id is not None:
        statement = statement.where(ApiToken.account_id == account_id)
    return [_view(row, address) for row, address in session.exec(statement.order_by(col(ApiToken.id)))]


def revoke_token(
    session: Session, token_id: int, at: datetime, actor: str, *, account_id: int | None = None
) -> TokenView:
    """Revoke a token (of this account only, where one is given); from then on it opens nothing."""
    row = session.get(ApiToken, token_id, with_for_update=True)
    if row is None or account_id not in (None, row.account_id):
        raise UnknownThingError("Ключа № {id} нет. Список: sroki token list.", id=token_id)
    account = session.get_one(Account, row.account_id)
    if row.revoked_at is None:
        row.revoked_at = at
        session.add(row)
        record(session, at, actor, "token revoked", row.account_id, number=row.id)
    return _view(row, account.address)


def _view(row: ApiToken, address: str) -> TokenView:
    return TokenView(
        row.id or 0,
        row.account_id,
        address,
        row.name,
        tuple(row.scopes),
        row.made_at,
        row.expires_at,
        row.used_on,
        row.revoked_at,
    )


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
