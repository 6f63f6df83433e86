"""The register of accounts, for administrators. Nobody's password or session is to be had here."""

from __future__ import annotations

from datetime import datetime

from fastapi import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.accounts import links, register
from models.account import Account
from models.authority import AccountRole, Deed, Grant
from models.database import open_reading
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id, Incoming, LongWords, Number, Words
from sroki.web.rules import Rule, ruled

router = make_router("Учётные записи")


class GrantIn(Incoming):
    """Роль, в пределах организации и карты; null — любых."""

    role: AccountRole
    party_id: Number | None = None
    roadmap_id: Number | None = None


class AccountIn(GrantIn):
    """Новая учётная запись; приглашение уйдёт по почте."""

    address: Words
    name: LongWords = Field("", max_length=200)


class GrantOut(BaseModel):
    """Роль с названиями."""

    role: str
    party_id: int | None
    party: str | None
    roadmap_id: int | None
    roadmap: str | None


class AccountOut(BaseModel):
    """Учётная запись."""

    id: int
    address: str
    name: str
    has_password: bool
    disabled_at: datetime | None
    grants: list[GrantOut]


@router.get("/accounts", summary="Учётные записи")
@ruled(Rule.ADMINISTER)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[AccountOut]:
    """In the order of their making."""
    require_whole(house, caller, Deed.ADMINISTER)
    turn.check(int)
    with open_reading(house.engine) as session:
        accounts = register.list_accounts(session)
    rows, following = turn.cut(accounts, lambda account: (account.id,))
    items = [AccountOut.model_validate(account.as_json()) for account in rows]
    return PageOf[AccountOut](items=items, next=following)


@router.post("/accounts", status_code=201, summary="Завести и пригласить", response_model=AccountOut)
@ruled(Rule.ADMINISTER)
def make_one(body: AccountIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """The account and its invitation in one transaction."""
    require_whole(house, caller, Deed.ADMINISTER)

    def make(session: Session) -> AccountOut:
        at, grant = house.clock(), _read(body)
        made = register.make_account(session, body.address, body.name, grant, at, caller.actor)
        links.mail_link(session, house, made, links.INVITATION, at, caller.actor)
        return _show(session, made.id or 0)

    return once.make(body, make)


@router.post("/accounts/{account_id}/grants", summary="Дать роль", response_model=AccountOut)
@ruled(Rule.ADMINISTER)
def grant(account_id: Id, body: GrantIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Its sessions end: nobody goes on with what they were."""

    def make(session: Session) -> AccountOut:
        account = _require(session, account_id)
        register.add_grant(session, account, _read(body), house.clock(), caller.actor)
        return _show(session, account_id)

    require_whole(house, caller, Deed.ADMINISTER)
    return once.make(body, make, 200)


@router.post("/accounts/{account_id}/grants/revoke", summary="Снять роль", response_model=AccountOut)
@ruled(Rule.ADMINISTER)
def revoke(account_id: Id, body: GrantIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """The last administrator stays one."""

    def make(session: Session) -> AccountOut:
        account = _require(session, account_id)
        register.revoke_grant(session, account, _read(body), house.clock(), caller.actor)
        return _show(session, account_id)

    require_whole(house, caller, Deed.ADMINISTER)
    return once.make(body, make, 200)


@router.post("/accounts/{account_id}/disable", summary="Отключить", response_model=AccountOut)
@ruled(Rule.ADMINISTER)
def disable(account_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Sessions and tokens end at once."""

    def make(session: Session) -> AccountOut:
        register.disable_account(session, _require(session, account_id), house.clock(), caller.actor)
        return _show(session, account_id)

    require_whole(house, caller, Deed.ADMINISTER)
    return once.make(None, make, 200)


@router.post("/accounts/{account_id}/enable", summary="Включить снова", response_model=AccountOut)
@ruled(Rule.ADMINISTER)
def enable(account_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """It may be signed in with again."""

    def make(session: Session) -> AccountOut:
        register.enable_account(session, _require(session, account_id), house.clock(), caller.actor)
        return _show(session, account_id)

    require_whole(house, caller, Deed.ADMINISTER)
    return once.make(None, make, 200)


@router.post("/accounts/{account_id}/reset", summary="Прислать ссылку для пароля", response_model=AccountOut)
@ruled(Rule.ADMINISTER)
def reset(account_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """By mail, to its own address."""

    def make(session: Session) -> AccountOut:
        account = _require(session, account_id)
        purpose = links.PASSWORD_RESET if account.password_hash else links.INVITATION
        links.mail_link(session, house, account, purpose, house.clock(), caller.actor)
        return _show(session, account_id)

    require_whole(house, caller, Deed.ADMINISTER)
    return once.make(None, make, 200)


def _require(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id)
    if account is None:
        raise ApiError(404)
    return account


def _read(body: GrantIn) -> Grant:
    return Grant(body.role, body.party_id, body.roadmap_id)


def _show(session: Session, account_id: int) -> AccountOut:
    session.flush()
    view = next(view for view in register.list_accounts(session) if view.id == account_id)
    return AccountOut.model_validate(view.as_json())
