"""The register of accounts: made, disabled, granted and revoked. The caller owns the transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from flows.accounts import sessions
from flows.accounts.journal import record
from models.account import Account, AccountGrant
from models.authority import AccountRole, Grant, check_grant
from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.party import Membership, Party
from models.roadmap import Roadmap
from roadmaps.store.contacts import check_address, find_person


@dataclass(frozen=True)
class GrantView:
    """A grant in words; None for any organisation, any roadmap."""

    grant: Grant
    party: str | None
    roadmap: str | None


@dataclass(frozen=True)
class AccountView:
    """An account as administrators see it."""

    id: int
    address: str
    name: str
    has_password: bool
    disabled_at: datetime | None
    grants: tuple[GrantView, ...]

    def as_json(self) -> dict[str, object]:
        """The stable JSON of ``sroki account list --json``."""
        return {
            "id": self.id,
            "address": self.address,
            "name": self.name,
            "has_password": self.has_password,
            "disabled_at": self.disabled_at.isoformat() if self.disabled_at else None,
            "grants": [
                {
                    "role": view.grant.role.value,
                    "party_id": view.grant.party_id,
                    "party": view.party,
                    "roadmap_id": view.grant.roadmap_id,
                    "roadmap": view.roadmap,
                }
                for view in self.grants
            ],
        }


def has_accounts(session: Session) -> bool:
    """Whether anybody has an account; from the first one on, pages ask who is there."""
    return session.exec(select(Account.id).limit(1)).first() is not None


def make_account(
    session: Session, address: str, name: str, grant: Grant | None, at: datetime, actor: str
) -> Account:
    """A new account without a password, in the language of the person of this address.

    Its grants: the one given, or (an institute without a party) one for each organisation that this
    person speaks for.
    """
    address = check_address(address).lower()
    if session.exec(select(Account).where(Account.address == address)).first() is not None:
        raise CallerError("Учётная запись {address} уже есть.", address=address)
    person = find_person(session, address)
    account = Account(address=address, name=name.strip() or (person.name if person else ""), made_at=at)
    if person is not None:
        account.language = person.language
    session.add(account)
    session.flush()
    record(session, at, actor, "account made", account.id or 0)
    for each in _grants_for(session, grant, person.id if person else None):
        add_grant(session, account, each, at, actor)
    return account


def _grants_for(session: Session, grant: Grant | None, person_id: int | None) -> list[Grant]:
    if grant is None:
        return []
    if grant.role is AccountRole.INSTITUTE and grant.party_id is None and person_id is not None:
        mine = session.exec(select(Membership.party_id).where(Membership.person_id == person_id)).all()
        if mine:
            return [Grant(grant.role, party_id, grant.roadmap_id) for party_id in sorted(mine)]
    return [grant]


def add_grant(session: Session, account: Account, grant: Grant, at: datetime, actor: str) -> None:
    """Grant a role; the sessions of the account end, so that nobody goes on with what they were."""
    check_grant(grant)
    if grant.party_id is not None and session.get(Party, grant.party_id) is None:
        raise UnknownThingError("Организации № {id} нет.", id=grant.party_id)
    if grant.roadmap_id is not None and session.get(Roadmap, grant.roadmap_id) is None:
        raise UnknownThingError("Карты № {id} нет. Список: sroki roadmaps.", id=grant.roadmap_id)
    key = (account.id, grant.role.value, grant.party_id or 0, grant.roadmap_id or 0)
    if session.get(AccountGrant, key) is not None:
        return
    session.add(
        AccountGrant(
            account_id=account.id or 0,
            role=grant.role.value,
            party_id=grant.party_id or 0,
            roadmap_id=grant.roadmap_id or 0,
            granted_at=at,
            granted_by=actor,
        )
    )
    _change_roles(session, account, grant, at, actor, "role granted")


def revoke_grant(session: Session, account: Account, grant: Grant, at: datetime, actor: str) -> None:
    """Take a role back; the last administrator who can sign in stays one."""
    key = (account.id, grant.role.value, grant.party_id or 0, grant.roadmap_id or 0)
    row = session.get(AccountGrant, key)
    if row is None:
        raise UnknownThingError("Такой роли у {address} нет.", address=account.address)
    if grant.role is AccountRole.ADMINISTRATOR:
        _require_another_administrator(session, account)
    session.delete(row)
    _change_roles(session, account, grant, at, actor, "role revoked")


def _change_roles(
    session: Session, account: Account, grant: Grant, at: datetime, actor: str, deed: str
) -> None:
    sessions.end_sessions(session, account.id or 0, at, deed)
    record(
        session,
        at,
        actor,
        deed,
        account.id or 0,
        role=grant.role.value,
        party=grant.party_id,
        roadmap=grant.roadmap_id,
    )


def disable_account(session: Session, account: Account, at: datetime, actor: str) -> None:
    """Nobody signs in with it any more; its sessions end at once (ASVS 5.0 7.4.2)."""
    if account.disabled_at is not None:
        return
    _require_another_administrator(session, account)
    account.disabled_at = at
    session.add(account)
    sessions.end_sessions(session, account.id or 0, at, "account disabled")
    record(session, at, actor, "account disabled", account.id or 0)


def enable_account(session: Session, account: Account, at: datetime, actor: str) -> None:
    """It may be signed in with again."""
    if account.disabled_at is None:
        return
    account.disabled_at = None
    session.add(account)
    record(session, at, actor, "account enabled", account.id or 0)


def _require_another_administrator(session: Session, account: Account) -> None:
    """Lock every administrator row in one order, so that two who remove each other take turns."""
    rows = session.exec(
        select(Account)
        .join(AccountGrant, col(AccountGrant.account_id) == col(Account.id))
        .where(AccountGrant.role == AccountRole.ADMINISTRATOR.value, col(Account.disabled_at).is_(None))
        .order_by(col(Account.id))
        .with_for_update()
    ).all()
    ids = {row.id for row in rows}
    if account.id in ids and len(ids) == 1:
        raise ForbiddenTransitionError(
            "{address} — последний администратор: сначала назначьте другого.", address=account.address
        )


def find_account(session: Session, address: str) -> Account:
    """The account of an address; UnknownThingError when there is none."""
    account = session.exec(select(Account).where(Account.address == address.strip().lower())).first()
    if account is None:
        raise UnknownThingError("Учётной записи {address} нет. Список: sroki account list.", address=address)
    return account


def list_accounts(session: Session) -> list[AccountView]:
    """All accounts by address, with their grants in words; a fixed number of statements."""
    grants: dict[int, tuple[GrantView, ...]] = {}
    statement = (
        select(AccountGrant, Party.name, Roadmap.title)
        .join(Party, col(Party.id) == col(AccountGrant.party_id), isouter=True)
        .join(Roadmap, col(Roadmap.id) == col(AccountGrant.roadmap_id), isouter=True)
        .order_by(AccountGrant.role, col(AccountGrant.party_id), col(AccountGrant.roadmap_id))
    )
    for row, party, roadmap in session.exec(statement):
        grant = Grant(AccountRole(row.role), row.party_id or None, row.roadmap_id or None)
        grants[row.account_id] = (*grants.get(row.account_id, ()), GrantView(grant, party, roadmap))
    return [
        AccountView(
            row.id or 0,
            row.address,
            row.name,
            row.password_hash is not None,
            row.disabled_at,
            grants.get(row.id or 0, ()),
        )
        for row in session.exec(select(Account).order_by(Account.address))
    ]
