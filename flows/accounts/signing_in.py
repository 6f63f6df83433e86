"""Signing in and out. Failures look the same and take as long whether an account exists or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from flows.accounts.journal import record, warn
from flows.accounts.links import keep_password
from flows.accounts.locks import count_attempt, forgive, keys_of
from flows.accounts.passwords import hash_password, needs_rehash, verify_password
from flows.accounts.purging import purge_past
from flows.accounts.rules import check_password
from flows.accounts.sessions import SignedIn, end_session_of, start_session
from flows.house import House
from models.account import Account
from models.database import open_reading, open_session
from models.errors import CallerError
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Visit:
    """Where an attempt comes from: a network address, a browser, the session it had before."""

    client: str = ""
    agent: str = ""
    former_token: str = ""


@dataclass(frozen=True)
class Outcome:
    """A session's ``token``, or none and, when locked out, ``wait_s`` seconds until the next attempt."""

    token: str = ""
    wait_s: int = 0


def sign_in(house: House, address: str, password: str, visit: Visit) -> Outcome:
    """Try an address and a password (ASVS 5.0 6.3.1, 6.3.8)."""
    at, address = house.clock(), address.strip().lower()
    keys = keys_of(address, visit.client)
    with open_session(house.engine) as session:
        locked_until_at, has_locked = count_attempt(session, keys, at)
    if locked_until_at is not None:
        warn("sign_in_while_locked", client=visit.client, address=keys[0].key)
        return Outcome(wait_s=max(int((locked_until_at - at).total_seconds()), 1))
    with open_reading(house.engine) as session:
        account = session.exec(select(Account).where(Account.address == address)).first()
    is_right = verify_password(account.password_hash if account else None, password)
    if account is None or not is_right or account.disabled_at is not None:
        _record_failure(house, account, visit, keys[0].key, at, has_locked)
        return Outcome()
    stored = hash_password(password) if needs_rehash(account.password_hash or "") else None
    with open_session(house.engine) as session:
        # Whoever was disabled, or changed the password, while the hash was computed stays outside.
        present = session.exec(select(Account).where(Account.id == account.id).with_for_update()).one()
        if present.disabled_at is not None or present.password_hash != account.password_hash:
            return Outcome()
        if stored:
            present.password_hash = stored
            session.add(present)
        forgive(session, keys)
        return Outcome(token=admit(session, present, at, visit, "password"))


def admit(session: Session, account: Account, at: datetime, visit: Visit, by: str) -> str:
    """A fresh session; the one that this browser had before ends (ASVS 5.0 7.2.4)."""
    if visit.former_token:
        end_session_of(session, visit.former_token, at, "signed in anew")
    purge_past(session, at)
    token = start_session(session, account.id or 0, at, visit.client, visit.agent)
    record(session, at, f"account:{account.id}", "signed in", account.id or 0, client=visit.client, by=by)
    return token


def _record_failure(
    house: House, account: Account | None, visit: Visit, key: str, at: datetime, has_locked: bool
) -> None:
    """In the log always; in the trail where there is an account that somebody tried."""
    account_id = account.id if account else None
    for deed in ("sign-in failed", "locked out") if has_locked else ("sign-in failed",):
        warn(deed.replace(" ", "_").replace("-", "_"), account=account_id, client=visit.client, address=key)
    if account_id is None:
        return
    with open_session(house.engine) as session:
        record_deed(session, at, "stranger", "sign-in failed", f"account:{account_id}")
        if has_locked:
            record_deed(session, at, "clock", "locked out", f"account:{account_id}")


def sign_out(house: House, token: str, visitor: SignedIn) -> None:
    """End a session for good."""
    at = house.clock()
    with open_session(house.engine) as session:
        end_session_of(session, token, at, "signed out")
        record(session, at, visitor.actor, "signed out", visitor.account_id)


def change_password(house: House, visitor: SignedIn, present: str, wanted: str, visit: Visit) -> Outcome:
    """Change one's own password: every session ends and a new one begins (ASVS 5.0 6.2.3, 7.4.3).

    The present password is asked for under the lockout of signing in. CallerError says what is wrong.
    """
    at, keys = house.clock(), keys_of(visitor.address, visit.client)
    with open_session(house.engine) as session:
        locked_until_at, has_locked = count_attempt(session, keys, at)
        account = session.get_one(Account, visitor.account_id)
    if locked_until_at is not None:
        return Outcome(wait_s=max(int((locked_until_at - at).total_seconds()), 1))
    if not verify_password(account.password_hash, present):
        _record_failure(house, account, visit, keys[0].key, at, has_locked)
        raise CallerError("Прежний пароль не подходит.")
    with open_session(house.engine) as session:
        forgive(session, keys)
    check_password(wanted, account.name, account.address)
    stored = hash_password(wanted)
    with open_session(house.engine) as session:
        account = session.exec(select(Account).where(Account.id == account.id).with_for_update()).one()
        if account.disabled_at is not None:
            raise CallerError("Учётная запись отключена.")
        keep_password(session, account, stored, at, visitor.actor)
        return Outcome(token=admit(session, account, at, visit, "password"))
