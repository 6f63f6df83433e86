"""Attempts to sign in, counted before the password is looked at, so that many at once gain nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, select

from flows.accounts.rules import FORGET_AFTER, FREE_FAILURES, FREE_FAILURES_OF_CLIENT, plan_lock
from models.account import Account, AccountSession, SignInLock
from models.database import dialect_of, insert_into


@dataclass(frozen=True)
class LockKey:
    """Under what failures are counted, and how many are free."""

    key: str
    free: int


def keys_of(address: str, client: str) -> tuple[LockKey, LockKey]:
    """What was typed as an address (whether an account has it or not), and where it came from."""
    return (
        LockKey(_digest("account", address), FREE_FAILURES),
        LockKey(_digest("client", _network(client)), FREE_FAILURES_OF_CLIENT),
    )


def key_of_caller(client: str) -> LockKey:
    """Where calls of the API with unknown tokens come from; it locks no door for people."""
    return LockKey(_digest("api", _network(client)), FREE_FAILURES_OF_CLIENT)


def _digest(kind: str, text: str) -> str:
    return f"{kind}:{sha256(text.encode('utf-8', 'replace')).hexdigest()}"


def _network(client: str) -> str:
    """An IPv6 user owns a whole /64 and would have a fresh address for every attempt."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(getattr(address, "ipv4_mapped", None) or address)


def count_attempt(session: Session, keys: Iterable[LockKey], at: datetime) -> tuple[datetime | None, bool]:
    """Count an attempt as failed in advance; until when no attempt is taken, and whether this one locked.

    A moment comes back when a lock held already: the attempt was not counted then.
    """
    session.execute(delete(SignInLock).where(col(SignInLock.last_failed_at) < at - FORGET_AFTER))
    ordered = sorted(keys, key=lambda each: each.key)  # one order, so that two attempts never wait crosswise
    rows = [(key, _locked_row(session, key.key, at)) for key in ordered]
    held = [row.locked_until_at for _, row in rows if row.locked_until_at and row.locked_until_at > at]
    if held:
        return max(held), False
    has_locked = False
    for key, row in rows:
        row.failures, row.last_failed_at = row.failures + 1, at
        row.locked_until_at = plan_lock(row.failures, key.free, at)
        has_locked = has_locked or row.locked_until_at is not None
        session.add(row)
    return None, has_locked


def forgive(session: Session, keys: tuple[LockKey, LockKey]) -> None:
    """It was no failure: the account starts anew, the network address gets its one attempt back."""
    of_account, of_client = keys
    session.execute(delete(SignInLock).where(col(SignInLock.key) == of_account.key))
    row = session.get(SignInLock, of_client.key, with_for_update=True)
    if row is not None:
        row.failures, row.locked_until_at = max(row.failures - 1, 0), None
        session.add(row)


def list_keys(session: Session, address: str) -> list[str]:
    """All keys that lead to the owner of an address: of the address, and of where they signed in from."""
    clients = session.exec(
        select(AccountSession.client)
        .join(Account, col(Account.id) == col(AccountSession.account_id))
        .where(Account.address == address.lower())
        .distinct()
    )
    kinds = ("client", "api")
    keys = {_digest(kind, _network(client)) for client in clients for kind in kinds}
    return [_digest("account", address.lower()), *sorted(keys)]


def forgive_account(session: Session, address: str) -> None:
    """A new password ends the lockout of its account."""
    session.execute(delete(SignInLock).where(col(SignInLock.key) == _digest("account", address)))


def _locked_row(session: Session, key: str, at: datetime) -> SignInLock:
    table: Any = SQLModel.metadata.tables["sign_in_lock"]
    session.execute(
        insert_into(table, dialect_of(session))
        .values(key=key, failures=0, last_failed_at=at)
        .on_conflict_do_nothing()
    )
    return session.exec(select(SignInLock).where(SignInLock.key == key).with_for_update()).one()
