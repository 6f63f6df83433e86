"""Which language a request is answered in, and the switch that stands on every page.

Pages: the language of the signed-in account, or of the person behind a link, or of the cookie that the
switch leaves, or Russian; a browser is not asked. Calls of the API: what ``Accept-Language`` asks for.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, col, update
from starlette.datastructures import FormData, Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from flows.accounts.rules import choose_landing
from models.account import Account
from models.database import open_session
from models.language import LANGUAGES, SOURCE, speaking
from models.settings import Settings
from roadmaps.store.preferences import choose_language_of_mail
from sroki.web.access import AccountOf, FormOf, HouseOf, PagesOf, VisitorOf
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_form, read_text

router = APIRouter(include_in_schema=False)
COOKIE = "sroki-language"
_COOKIE_LIFE_S = 365 * 24 * 3600


class Spoken:
    """ASGI middleware: a talk for each request. ``api``: the path of calls, which say what they accept.

    Whoever finds out who is asking chooses their language in it, from any thread of the request.
    """

    def __init__(self, app: ASGIApp, api: str) -> None:
        self._app, self._api = app, f"{api}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_call = scope["path"].startswith(self._api)
        with speaking(read_accepted(Headers(scope=scope)) if is_call else _read_cookie(scope)):
            await self._app(scope, receive, send)


def _read_cookie(scope: Scope) -> str:
    wanted = HTTPConnection(scope).cookies.get(COOKIE, SOURCE)
    return wanted if wanted in LANGUAGES else SOURCE


def read_accepted(headers: Headers) -> str:
    """The best language of ours that ``Accept-Language`` names (RFC 9110, 12.5.4); Russian for none."""
    best, chosen = 0.0, SOURCE
    for part in headers.get("accept-language", "").split(","):
        tag, _, weight = part.partition(";")
        lang = tag.strip().lower().partition("-")[0]
        quality = _read_quality(weight)
        if lang in LANGUAGES and quality > best:
            best, chosen = quality, lang
    return chosen


def _read_quality(weight: str) -> float:
    name, _, number = weight.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(number), 0.0), 1.0)
    except ValueError:
        return 0.0


async def _read(request: Request) -> FormData:
    form, _ = await read_form(request)
    return form


OpenForm = Annotated[FormData, Depends(_read)]


@router.post("/language")
@ruled(Rule.PUBLIC)
def receive_language(form: OpenForm, house: HouseOf, pages: PagesOf) -> Response:
    """The choice of this browser, while nobody is known."""
    return _turn_back(form, house.settings, pages.root)


@router.post("/me/language")
@ruled(Rule.SIGNED_IN)
def receive_language_of_account(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """The choice of an account, of its pages and of the mail to its address."""
    answer = _turn_back(form, house.settings, pages.root)
    lang = _read_choice(form)
    with open_session(house.engine) as session:
        _keep_for_account(session, account.account_id, lang)
        if account.person_id is not None:
            choose_language_of_mail(session, account.person_id, lang, house.clock(), account.actor)
    return answer


@router.post("/l/{token}/language")
@ruled(Rule.CAPABILITY)
def receive_language_of_person(
    visitor: VisitorOf, form: OpenForm, house: HouseOf, pages: PagesOf
) -> Response:
    """The choice of the person behind a link, of their pages and of their mail."""
    answer = _turn_back(form, house.settings, pages.root)
    with open_session(house.engine) as session:
        lang, at = _read_choice(form), house.clock()
        choose_language_of_mail(session, visitor.person_id, lang, at, visitor.actor)
    return answer


def _keep_for_account(session: Session, account_id: int, lang: str) -> None:
    session.execute(update(Account).where(col(Account.id) == account_id).values(language=lang))


def _read_choice(form: FormData) -> str:
    lang = read_text(form, "language")
    if lang not in LANGUAGES:
        raise PageError(422, "Такого языка здесь нет. Вернитесь и выберите из предложенных.")
    return lang


def _turn_back(form: FormData, settings: Settings, root: str) -> Response:
    """To the page where the switch stood, a path of this site; the browser keeps the choice."""
    base = urlsplit(settings.base_url)
    answer = RedirectResponse(f"{root}{choose_landing(read_text(form, 'back'))}", 303)
    answer.set_cookie(
        COOKIE,
        _read_choice(form),
        max_age=_COOKIE_LIFE_S,
        path=f"{base.path.rstrip('/')}/",
        secure=base.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return answer
