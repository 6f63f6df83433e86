"""One-time links that set a password: issued, mailed through the outbox, used once (ASVS 5.0 6.4)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import Session, col, select

from flows.accounts.journal import note, record
from flows.accounts.locks import forgive_account
from flows.accounts.passwords import hash_password
from flows.accounts.rules import LINK_LIFE, check_password
from flows.accounts.sessions import end_sessions
from flows.house import House
from models.account import Account, AccountLink
from models.database import open_reading, open_session
from models.values import AccountLetter
from notifications.messages import compose_account_letter
from notifications.outbox import enqueue

INVITATION, PASSWORD_RESET = "invitation", "password_reset"
_FEWEST_MINUTES = 5  # between two letters to one account that anybody may ask for


@dataclass(frozen=True)
class LinkHolder:
    """Whose password a link sets."""

    account_id: int
    address: str
    name: str
    purpose: str


def issue_link(session: Session, account: Account, purpose: str, at: datetime, actor: str) -> str:
    """A new link, 256 random bits kept hashed; the ones before it end. Its token."""
    token = secrets.token_urlsafe(32)
    session.execute(
        update(AccountLink)
        .where(col(AccountLink.account_id) == account.id, col(AccountLink.used_at).is_(None))
        .values(used_at=at)
    )
    session.add(
        AccountLink(
            token_sha256=_digest(token),
            account_id=account.id or 0,
            purpose=purpose,
            issued_at=at,
            expires_at=at + LINK_LIFE,
        )
    )
    record(session, at, actor, "password link issued", account.id or 0, purpose=purpose)
    return token


def link_address(house: House, token: str) -> str:
    """Where the link leads."""
    return f"{house.settings.base_url.rstrip('/')}/password/{token}"


def mail_link(
    session: Session, house: House, account: Account, purpose: str, at: datetime, actor: str
) -> None:
    """Issue a link and put the letter with it into the outbox, in the caller's transaction."""
    token = issue_link(session, account, purpose, at, actor)
    letter = AccountLetter(
        key=f"{purpose}:{account.id}:{at:%Y%m%dT%H%M%S.%f}",
        kind=purpose,
        person_name=account.name,
        address=account.address,
        planned_on=at.astimezone(house.settings.tzinfo).date(),
        link=link_address(house, token),
        hours=int(LINK_LIFE.total_seconds() // 3600),
        written_at=at,
        language=account.language,
    )
    enqueue(session, compose_account_letter(letter, sender=house.settings.mail_from), at)


def ask_for_reset(house: House, address: str, client: str) -> None:
    """Mail a link to the account of an address, if there is one; the caller never learns (ASVS 5.0 6.3.8)."""
    at = house.clock()
    with open_session(house.engine) as session:
        account = session.exec(
            select(Account).where(Account.address == address.strip().lower()).with_for_update()
        ).first()
        if account is None or account.disabled_at is not None or _was_just_mailed(session, account, at):
            note("reset_not_sent", client=client, account=account.id if account else None)
            return
        purpose = PASSWORD_RESET if account.password_hash else INVITATION
        mail_link(session, house, account, purpose, at, f"account:{account.id}")


def _was_just_mailed(session: Session, account: Account, at: datetime) -> bool:
    last = session.exec(
        select(AccountLink.issued_at)
        .where(AccountLink.account_id == account.id)
        .order_by(col(AccountLink.issued_at).desc())
    ).first()
    return last is not None and (at - last).total_seconds() < _FEWEST_MINUTES * 60


def find_link(house: House, token: str) -> LinkHolder | None:
    """Whose password a link sets now; None for unknown, used, expired and for disabled accounts."""
    with open_reading(house.engine) as session:
        found = _find(session, token, house.clock(), lock=False)
        return _holder(*found) if found else None


def set_password_by_link(house: House, token: str, password: str) -> LinkHolder | None:
    """Use a link up: the password is set, all sessions end, a lockout too. None when it no longer works.

    CallerError says why the password will not do; the link stays good for another try.
    """
    holder = find_link(house, token)
    if holder is None:
        return None
    check_password(password, holder.name, holder.address)
    stored, at = hash_password(password), house.clock()
    with open_session(house.engine) as session:
        found = _find(session, token, at, lock=True)
        if found is None:
            return None
        link, account = found
        link.used_at = at
        session.add(link)
        keep_password(session, account, stored, at, f"account:{account.id}")
    return holder


def keep_password(session: Session, account: Account, stored: str, at: datetime, actor: str) -> None:
    """A new password: every session ends, links that set one too, and a lockout."""
    account.password_hash, account.password_set_at = stored, at
    session.add(account)
    session.execute(
        update(AccountLink)
        .where(col(AccountLink.account_id) == account.id, col(AccountLink.used_at).is_(None))
        .values(used_at=at)
    )
    end_sessions(session, account.id or 0, at, "password set")
    forgive_account(session, account.address)
    record(session, at, actor, "password set", account.id or 0)


def _find(session: Session, token: str, at: datetime, *, lock: bool) -> tuple[AccountLink, Account] | None:
    statement = select(AccountLink).where(AccountLink.token_sha256 == _digest(token))
    link = session.exec(statement.with_for_update() if lock else statement).first()
    if link is None or link.used_at is not None or at >= link.expires_at:
        return None
    account = session.get_one(Account, link.account_id)
    return None if account.disabled_at is not None else (link, account)


def _holder(link: AccountLink, account: Account) -> LinkHolder:
    return LinkHolder(account.id or 0, account.address, account.name, link.purpose)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
