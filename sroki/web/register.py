"""The register of accounts, for administrators."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session, select
from starlette.datastructures import FormData

from flows.accounts import links, register
from flows.house import House
from models.account import Account
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from models.party import Party
from roadmaps.store.overview import list_roadmap_views
from sroki.web.access import AccountOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_CHANGES = {"disable": register.disable_account, "enable": register.enable_account}


@show("/accounts")
@ruled(Rule.ADMINISTER)
def show_accounts(house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """All accounts and what they may."""
    return _render(house, pages)


def _render(house: House, pages: Pages, complaint: str = "", status: int = 200) -> HTMLResponse:
    with open_reading(house.engine) as session:
        parties = session.exec(select(Party.id, Party.name).order_by(Party.name)).all()
        return pages.render(
            "accounts.html",
            status,
            accounts=register.list_accounts(session),
            parties=parties,
            roadmaps=list_roadmap_views(session, rounds=True),
            roles=tuple(AccountRole),
            complaint=complaint,
        )


@router.post("/accounts")
@ruled(Rule.ADMINISTER)
def receive_account(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """Make an account and mail its invitation, in one transaction."""
    at = house.clock()
    try:
        grant = _read_grant(form)
        with open_session(house.engine) as session:
            made = register.make_account(
                session, read_text(form, "address"), read_text(form, "name")[:200], grant, at, account.actor
            )
            links.mail_link(session, house, made, links.INVITATION, at, account.actor)
    except CallerError as error:
        return _render(house, pages, say_error(error), 422)
    return RedirectResponse(f"{pages.root}/accounts", 303)


@router.post("/accounts/{account_id}")
@ruled(Rule.ADMINISTER)
def receive_change(
    account_id: int, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Grant, revoke, disable, enable, or mail a link for a new password."""
    change = read_text(form, "change")
    try:
        with open_session(house.engine) as session:
            found = session.get(Account, check_id(account_id))
            if found is None:
                raise PageError(404, "Такой учётной записи нет.")
            _change(session, house, found, change, form, account.actor)
    except CallerError as error:
        return _render(house, pages, say_error(error), 422)
    return RedirectResponse(f"{pages.root}/accounts#a{account_id}", 303)


def _change(
    session: Session, house: House, account: Account, change: str, form: FormData, actor: str
) -> None:
    at = house.clock()
    if change in _CHANGES:
        _CHANGES[change](session, account, at, actor)
    elif change == "reset":
        purpose = links.PASSWORD_RESET if account.password_hash else links.INVITATION
        links.mail_link(session, house, account, purpose, at, actor)
    elif change == "grant":
        register.add_grant(session, account, _read_grant(form), at, actor)
    elif change == "revoke":
        register.revoke_grant(session, account, _read_grant(form), at, actor)
    else:
        raise PageError(422, "Изменение не разобрано. Вернитесь и попробуйте ещё раз.")


def _read_grant(form: FormData) -> Grant:
    role, party, roadmap = (read_text(form, name) for name in ("role", "party", "roadmap"))
    if role not in tuple(AccountRole) or not all(_is_number(text) for text in (party, roadmap)):
        raise PageError(422, "Роль не разобрана. Вернитесь и попробуйте ещё раз.")
    return Grant(AccountRole(role), _number(party), _number(roadmap))


def _is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) < 10)


def _number(text: str) -> int | None:
    return int(text) if text else None
