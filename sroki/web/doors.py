"""Signing in: by password, by single sign-on, by a one-time link from the mail. GET only shows."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from flows.accounts import links, signing_in
from flows.accounts.register import has_accounts
from flows.accounts.rules import ABSOLUTE, LONGEST_CHARS, SHORTEST_CHARS, choose_landing
from flows.house import House
from models.database import open_reading
from models.errors import CallerError
from models.language import say, say_error
from models.settings import Settings
from sroki.web.access import AccountOf, HouseOf, PagesOf
from sroki.web.callers import client_of, cookie_name, visit_of
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_form, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_STATE_COOKIE = "sroki-oidc"
_STATE_LIFE_S = 600
_REFUSED = "Войти не получилось: адрес или пароль не подходят."
_WAIT = "Слишком много попыток. Подождите {minutes} мин. и попробуйте снова."
UNEQUAL = "Пароли не совпали. Напишите один и тот же дважды."
_GONE = "Ссылка уже не действует: она работает один раз и сутки. Попросите новую."


async def _read(request: Request) -> FormData:
    form, is_cut = await read_form(request)
    if is_cut:
        raise PageError(413, "Форма слишком велика.")
    return form


OpenForm = Annotated[FormData, Depends(_read)]


def render_sign_in(
    request: Request,
    pages: Pages,
    *,
    status: int = 200,
    complaint: str = "",
    address: str = "",
    goes_to: str = "",
) -> HTMLResponse:
    """The page that asks who is there; ``goes_to`` is where they wanted to go."""
    house: House = request.app.state.house
    if not goes_to and request.method == "GET" and status == 401:
        query = f"?{request.url.query}" if request.url.query else ""
        goes_to = choose_landing(request.url.path + query)
    with open_reading(house.engine) as session:
        has_any = has_accounts(session)
    return pages.render(
        "sign_in.html",
        status,
        complaint=complaint,
        address=address,
        goes_to=goes_to or "/",
        has_any=has_any,
        is_set=request.method == "GET" and request.query_params.get("done") == "password",
        longest=LONGEST_CHARS,
    )


@show("/sign-in")
@ruled(Rule.PUBLIC)
def show_sign_in(request: Request, pages: PagesOf) -> HTMLResponse:
    """The form."""
    goes_to = choose_landing(request.query_params.get("to", "/"))
    return render_sign_in(request, pages, goes_to=goes_to)


@router.post("/sign-in")
@ruled(Rule.PUBLIC)
def receive_sign_in(request: Request, form: OpenForm, house: HouseOf, pages: PagesOf) -> Response:
    """Try an address and a password; the same answer for all that fails."""
    address, goes_to = read_text(form, "address")[:320], choose_landing(read_text(form, "to"))
    outcome = signing_in.sign_in(house, address, _read_secret(form, "password"), visit_of(house, request))
    if outcome.token:
        return _enter(house, pages, outcome.token, goes_to)
    status, complaint = 401, say(_REFUSED)
    if outcome.wait_s:
        minutes = -(-outcome.wait_s // 60)
        status, complaint = 429, say(_WAIT, minutes=minutes)
    answer = render_sign_in(
        request, pages, status=status, complaint=complaint, address=address, goes_to=goes_to
    )
    if outcome.wait_s:
        answer.headers["Retry-After"] = str(outcome.wait_s)
    return answer


def _read_secret(form: FormData, name: str) -> str:
    """A password as it was typed, spaces included (ASVS 5.0 6.2.8)."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _enter(house: House, pages: Pages, token: str, goes_to: str) -> Response:
    answer = RedirectResponse(f"{pages.root}{goes_to}", 303)
    set_session_cookie(answer, house.settings, token)
    return answer


def set_session_cookie(answer: Response, settings: Settings, token: str) -> None:
    """The cookie of a session; the server ends it earlier where nobody clicks."""
    base = urlsplit(settings.base_url)
    name = cookie_name(settings)
    answer.set_cookie(
        name,
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        path=base.path.rstrip("/") + "/" if name.startswith("__Secure") else "/",
        secure=base.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _drop_session_cookie(answer: Response, settings: Settings) -> None:
    base, name = urlsplit(settings.base_url), cookie_name(settings)
    path = base.path.rstrip("/") + "/" if name.startswith("__Secure") else "/"
    answer.delete_cookie(name, path=path, secure=base.scheme == "https", httponly=True, samesite="lax")


@router.post("/sign-out")
@ruled(Rule.SIGNED_IN)
def receive_sign_out(request: Request, account: AccountOf, house: HouseOf, pages: PagesOf) -> Response:
    """End the session here and in the browser (ASVS 5.0 7.4.1, 14.3.1)."""
    signing_in.sign_out(house, request.cookies.get(cookie_name(house.settings), ""), account)
    answer = RedirectResponse(f"{pages.root}/sign-in", 303)
    _drop_session_cookie(answer, house.settings)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@show("/forgot")
@ruled(Rule.PUBLIC)
def show_forgot(pages: PagesOf) -> HTMLResponse:
    """Where to send a link for a new password."""
    return pages.render("forgot.html", is_asked=False)


@router.post("/forgot")
@ruled(Rule.PUBLIC)
def receive_forgot(request: Request, form: OpenForm, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The same answer whether there is such an account or not."""
    links.ask_for_reset(house, read_text(form, "address")[:320], client_of(request))
    return pages.render("forgot.html", is_asked=True)


@show("/password/{token}")
@ruled(Rule.CAPABILITY)
def show_password(token: str, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The form for a new password; mail scanners open links, so only the button uses it up."""
    holder = links.find_link(house, token)
    if holder is None:
        raise PageError(404, _GONE)
    return _render_password(pages, holder)


def _render_password(
    pages: Pages, holder: links.LinkHolder, complaint: str = "", status: int = 200
) -> HTMLResponse:
    return pages.render(
        "password.html",
        status,
        holder=holder,
        complaint=complaint,
        shortest=SHORTEST_CHARS,
        longest=LONGEST_CHARS,
    )


@router.post("/password/{token}")
@ruled(Rule.CAPABILITY)
def receive_password(token: str, form: OpenForm, house: HouseOf, pages: PagesOf) -> Response:
    """Set the password; whoever holds the link signs in with it afterwards like anybody else."""
    holder = links.find_link(house, token)
    if holder is None:
        raise PageError(404, _GONE)
    wanted = _read_secret(form, "password")
    if wanted != _read_secret(form, "again"):
        return _render_password(pages, holder, say(UNEQUAL), 422)
    try:
        done = links.set_password_by_link(house, token, wanted)
    except CallerError as error:
        return _render_password(pages, holder, say_error(error), 422)
    if done is None:
        raise PageError(404, _GONE)
    return RedirectResponse(f"{pages.root}/sign-in?done=password", 303)


@show("/oidc/start")
@ruled(Rule.PUBLIC)
def start_oidc(request: Request, house: HouseOf) -> Response:
    """Off to the provider; the state goes along in a cookie of this browser."""
    from flows.accounts import oidc  # costs a second, and most houses have no single sign-on

    _require_oidc(house)
    leaving = oidc.depart(house, request.query_params.get("to", "/"))
    answer = RedirectResponse(leaving.address, 303)
    answer.set_cookie(
        _STATE_COOKIE,
        leaving.state,
        max_age=_STATE_LIFE_S,
        path=f"{urlsplit(house.settings.base_url).path.rstrip('/')}/oidc",
        secure=house.settings.base_url.startswith("https:"),
        httponly=True,
        samesite="lax",  # the way back is a link from another site
    )
    return answer


@show("/oidc/back")
@ruled(Rule.PUBLIC)
async def finish_oidc(request: Request, house: HouseOf, pages: PagesOf) -> Response:
    """Back from the provider: the account of the verified e-mail, or the sign-in page."""
    from flows.accounts import oidc

    _require_oidc(house)
    state = request.cookies.get(_STATE_COOKIE, "")
    query = dict(request.query_params)
    arrival = await run_in_threadpool(oidc.arrive, house, query, state, visit_of(house, request))
    if arrival.token:
        return _enter(house, pages, arrival.token, arrival.goes_to)
    complaint = say("Служба входа вас не подтвердила, или учётной записи с вашим адресом здесь нет.")
    return await run_in_threadpool(partial(render_sign_in, request, pages, status=403, complaint=complaint))


def _require_oidc(house: House) -> None:
    if not house.settings.has_oidc:
        raise PageError(404, "Такой страницы нет.")
