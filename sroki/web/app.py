"""The web application of a house."""

from __future__ import annotations

import logging

from anyio import CapacityLimiter
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from flows.house import House
from models.errors import CallerError, SrokiError, UnknownThingError
from models.language import say, say_error
from sroki.web import (
    absences,
    bulk_pages,
    calendars,
    deeds,
    directory,
    directory_import,
    doors,
    drafts,
    extensions,
    health,
    indicators,
    languages,
    merging,
    myself,
    operations,
    outbox,
    overview,
    preferences,
    queue,
    recommendations,
    reference,
    register,
    reports,
    round_answers,
    round_letters,
    round_papers,
    round_participants,
    round_planning,
    round_results,
    rounds,
    scripts,
    sheet_check,
    sheet_files,
    sheets,
    terms,
    visits,
    why,
    worklist,
)
from sroki.web.api.app import ROOT, create_api
from sroki.web.api.failures import answer_problem
from sroki.web.callers import SignInNeededError, enforce_rule
from sroki.web.guard import Guard, allowed_hosts
from sroki.web.kept import Kept
from sroki.web.languages import Spoken
from sroki.web.logs import guard_access_log
from sroki.web.rendering import PageError, Pages, address_of, read_icon
from sroki.web.rules import Rule, check_rules, ruled
from sroki.web.scripts import FOREVER
from sroki.web.summaries import Summaries
from sroki.web.telemetry import Traced

_MODULES = (  # what is asked for most comes first: a request tries one after another
    overview, worklist, why, deeds, queue, visits, extensions, calendars, preferences, health, doors, myself,
    register, operations, reference, reports, terms, round_papers, round_planning, rounds, sheet_check,
    sheet_files, sheets, indicators, recommendations, round_letters, round_participants, round_results,
    round_answers, bulk_pages, directory_import, absences, merging, directory, drafts, outbox, scripts,
    languages,
)  # fmt: skip
_log = logging.getLogger("sroki.web")
_MOST_READERS = 2
_SENTENCES = {404: "Такой страницы нет.", 405: "Так к этой странице не обращаются."}


def create_app(house: House) -> FastAPI:
    """The pages of ``house``. Its clock is the only clock; nothing is started or stopped here."""
    guard_access_log()
    pages = Pages(house)
    app = FastAPI(
        title="Сроки",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(enforce_rule)],
    )
    app.state.house, app.state.pages, app.state.summaries = house, pages, Summaries()
    # Whoever has a link can send workbooks, and each is read by a process of its own: never many at once.
    app.state.readers = CapacityLimiter(_MOST_READERS)
    app.state.kept = Kept()
    for module in _MODULES:
        app.include_router(module.router)
    _serve_style(app, pages)
    _answer_errors(app, pages)
    app.state.api = create_api(house, app.state.summaries)
    app.mount(ROOT, app.state.api)
    check_rules(app)

    def answer_error(status: int, sentence: str, path: str) -> Response:
        is_call = path.startswith(f"{ROOT}/")
        return answer_problem(status, sentence) if is_call else pages.render_error(status, sentence, path)

    app.add_middleware(Guard, hosts=allowed_hosts(house.settings.base_url), answer_error=answer_error)
    app.add_middleware(Spoken, api=ROOT)
    if house.settings.otlp_url:
        app.add_middleware(Traced)
    return app


def _serve_style(app: FastAPI, pages: Pages) -> None:
    icon = read_icon()

    @app.get("/static/sroki.css", include_in_schema=False)
    @ruled(Rule.PUBLIC)
    def send_style() -> Response:
        return Response(pages.style, media_type="text/css", headers=FOREVER)

    @app.get("/static/icon.svg", include_in_schema=False)
    @ruled(Rule.PUBLIC)
    def send_icon() -> Response:
        return Response(icon, media_type="image/svg+xml", headers=FOREVER)


def _answer_errors(app: FastAPI, pages: Pages) -> None:
    def answer(request: Request, status: int, sentence: str) -> HTMLResponse:
        caller = getattr(request.state, "caller", None)
        return pages.shown_to(caller).render_error(status, sentence, request.url.path)

    @app.exception_handler(SignInNeededError)
    def ask_to_sign_in(request: Request, _error: SignInNeededError) -> HTMLResponse:
        return doors.render_sign_in(request, pages.shown_to(None, address_of(request)), status=401)

    @app.exception_handler(PageError)
    def answer_page_error(request: Request, error: PageError) -> HTMLResponse:
        return answer(request, error.status, error.sentence)

    @app.exception_handler(HTTPException)
    def answer_http(request: Request, error: HTTPException) -> HTMLResponse:
        template = _SENTENCES.get(error.status_code, "Запрос не разобран. Попробуйте ещё раз.")
        return answer(request, error.status_code, say(template))

    @app.exception_handler(RequestValidationError)
    def answer_invalid(request: Request, _error: RequestValidationError) -> HTMLResponse:
        return answer(request, 404, say(_SENTENCES[404]))

    @app.exception_handler(SrokiError)
    def answer_failure(request: Request, error: SrokiError) -> HTMLResponse:
        return answer(request, _status_of(error), say_error(error))

    @app.exception_handler(InterfaceError)
    @app.exception_handler(OperationalError)
    def answer_database(request: Request, error: DBAPIError) -> HTMLResponse:
        _log.error("the database failed a page: %s", error.orig)
        return answer(request, 503, say("База данных не отвечает. Попробуйте ещё раз через минуту."))


def _status_of(error: SrokiError) -> int:
    if isinstance(error, UnknownThingError):
        return 404
    return 422 if isinstance(error, CallerError) else 503
