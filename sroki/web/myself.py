"""The page of an account about itself: its roles, its sessions, its password, its tasks."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from flows.accounts import sessions, signing_in, tokens
from flows.accounts.journal import record
from flows.accounts.register import list_accounts
from flows.accounts.rules import ABSOLUTE, LONGEST_CHARS, SHORTEST_CHARS
from flows.accounts.sessions import SignedIn
from flows.house import House
from models.account import Account
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say, say_error
from sroki.web.access import AccountOf, FormOf, HouseOf, PagesOf
from sroki.web.callers import visit_of
from sroki.web.doors import UNEQUAL, set_session_cookie
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_SCOPES = {
    "see": "смотреть",
    "hand_in": "сдавать подтверждения от имени исполнителя",
    "review": "проверять",
    "coordinate": "вести карты",
    "administer": "управлять",
}


@show("/me")
@ruled(Rule.SIGNED_IN)
def show_me(account: AccountOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Who one is here, and where one is signed in (ASVS 5.0 7.5.2)."""
    return _render_me(house, pages, account)


def _render_me(
    house: House,
    pages: Pages,
    account: SignedIn,
    complaint: str = "",
    status: int = 200,
    shown_once: str = "",
) -> HTMLResponse:
    at = house.clock()
    with open_reading(house.engine) as session:
        living = [view for view in tokens.list_tokens(session, account.account_id) if view.lives(at)]
        mine = next(view for view in list_accounts(session) if view.id == account.account_id)
        open_sessions = sessions.list_sessions(session, account.account_id, house.clock())
    return pages.render(
        "me.html",
        status,
        account=account,
        mine=mine,
        sessions=open_sessions,
        complaint=complaint,
        token=shown_once,
        tokens=living,
        scopes=_SCOPES,
        longest_days=tokens.LONGEST_DAYS,
        shortest=SHORTEST_CHARS,
        longest=LONGEST_CHARS,
    )


@router.post("/me/password")
@ruled(Rule.SIGNED_IN)
def receive_new_password(
    request: Request, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Another password; the present one is asked for, and all other sessions end."""
    present, wanted, again = (str(form.get(name) or "") for name in ("present", "password", "again"))
    if wanted != again:
        return _render_me(house, pages, account, say(UNEQUAL), 422)
    try:
        outcome = signing_in.change_password(house, account, present, wanted, visit_of(house, request))
    except CallerError as error:
        return _render_me(house, pages, account, say_error(error), 422)
    if not outcome.token:
        sentence = say("Слишком много попыток. Подождите и попробуйте снова.")
        return _render_me(house, pages, account, sentence, 429)
    answer = RedirectResponse(f"{pages.root}/me", 303)
    set_session_cookie(answer, house.settings, outcome.token)
    return answer


@router.post("/me/sessions/end")
@ruled(Rule.SIGNED_IN)
def end_other_sessions(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """End one session of one's own, or (without a number) all but this one."""
    number = read_text(form, "session")
    only = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
    at = house.clock()
    with open_session(house.engine) as session:
        ended = sessions.end_sessions(
            session, account.account_id, at, "ended by its owner", only=only, but=account.session_id
        )
        record(session, at, account.actor, "sessions ended", account.account_id, sessions=ended)
    return RedirectResponse(f"{pages.root}/me", 303)


@router.post("/me/tokens")
@ruled(Rule.SIGNED_IN)
def receive_token(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Make a token for another program; this answer is the only one that shows it."""
    days = read_text(form, "days")
    wanted = [scope for scope in tokens.TokenScope if scope.value in form.getlist("scope")]
    try:
        if not (days.isascii() and days.isdigit() and len(days) < 5):
            raise CallerError("Назовите, сколько дней действует ключ.")
        with open_session(house.engine) as session:
            mine = session.get_one(Account, account.account_id)
            name = read_text(form, "name")
            token = tokens.add_token(session, mine, name, wanted, int(days), house.clock(), account.actor)
    except CallerError as error:
        return _render_me(house, pages, account, say_error(error), 422)
    return _render_me(house, pages, account, shown_once=token)


@router.post("/me/tokens/revoke")
@ruled(Rule.SIGNED_IN)
def receive_revocation(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """Revoke a token of one's own."""
    number = read_text(form, "token")
    token_id = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    try:
        with open_session(house.engine) as session:
            tokens.revoke_token(
                session, token_id, house.clock(), account.actor, account_id=account.account_id
            )
    except CallerError as error:
        return _render_me(house, pages, account, say_error(error), 422)
    return RedirectResponse(f"{pages.root}/me#tokens", 303)


@router.post("/me/desk")
@ruled(Rule.SIGNED_IN)
def open_own_desk(account: AccountOf, house: HouseOf, pages: PagesOf) -> Response:
    """The page that the mail leads to, for as long as this session: what one's organisation owes."""
    if account.person_id is None:
        raise PageError(404, "Ваш адрес не назван ни у одного исполнителя. Назвать его может координатор.")
    at = house.clock()
    with open_session(house.engine) as session:
        token = sessions.open_desk(session, account, at, at + ABSOLUTE)
        record(session, at, account.actor, "desk opened", account.account_id)
    return RedirectResponse(f"{pages.root}/l/{token}", 303)
