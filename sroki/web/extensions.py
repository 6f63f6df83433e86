"""Behind the link: an executor asks for a later day, the controller answers. GET only shows."""

from __future__ import annotations

from datetime import date
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from flows.house import House
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from models.values import Role
from roadmaps.store.extending import RequestView, ask_extension, decide_extension, find_request
from roadmaps.store.visitors import EXECUTORS, Visitor, find_occurrence
from sroki.web.access import HouseOf, PagesOf, VisitorOf, check_id, require_occurrence
from sroki.web.desk import Draft, render_desk, status_of
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_form, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@router.post("/l/{token}/occurrences/{occurrence_id}/extension")
@ruled(Rule.CAPABILITY)
async def receive_request(
    request: Request, token: str, occurrence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take a request for a later day; the answer leads to a page that confirms it."""
    await run_in_threadpool(require_occurrence, house, visitor, occurrence_id, EXECUTORS)
    form, is_cut = await read_form(request)
    words, reason = read_text(form, "to_due_on"), read_text(form, "reason")
    if is_cut:
        raise PageError(422, "Запрос не разобран. Вернитесь к списку и попробуйте ещё раз.")
    try:
        asked = await run_in_threadpool(_ask, house, visitor, occurrence_id, words, reason)
    except CallerError as error:
        draft = Draft(occurrence_id, say_error(error), reason=reason, to_due_on=words, form="extension")
        status = status_of(error)
        return await run_in_threadpool(render_desk, house, pages, token, visitor, draft, status)
    return RedirectResponse(f"{pages.root}/l/{token}/extensions/{asked.id}", 303)


def _ask(house: House, visitor: Visitor, occurrence_id: int, words: str, reason: str) -> RequestView:
    try:
        to_due_on = date.fromisoformat(words)
    except ValueError as error:
        raise CallerError("Выберите день, до которого просите перенести срок.") from error
    with open_session(house.engine) as session:
        return ask_extension(session, occurrence_id, to_due_on, reason, house.clock(), visitor.actor)


@router.post("/l/{token}/extensions/{request_id}")
@ruled(Rule.CAPABILITY)
async def receive_answer(
    request: Request, token: str, request_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take the controller's answer; the answer leads to a page that confirms it."""
    asked = await run_in_threadpool(_require_request, house, visitor, request_id, (Role.CONTROLLER,))
    form, is_cut = await read_form(request)
    decision, reason = read_text(form, "decision"), read_text(form, "reason")
    if is_cut or decision not in ("grant", "refuse"):
        raise PageError(422, "Решение не разобрано. Вернитесь к списку и попробуйте ещё раз.")
    try:
        await run_in_threadpool(_decide, house, visitor, asked.id, reason if decision == "refuse" else None)
    except CallerError as error:
        draft = Draft(asked.occurrence_id, say_error(error), reason=reason, form="answer")
        status = status_of(error)
        return await run_in_threadpool(render_desk, house, pages, token, visitor, draft, status)
    return RedirectResponse(f"{pages.root}/l/{token}/extensions/{asked.id}", 303)


def _decide(house: House, visitor: Visitor, request_id: int, refusal: str | None) -> None:
    with open_session(house.engine) as session:
        decide_extension(session, request_id, house.clock(), visitor.actor, refusal=refusal)


@show("/l/{token}/extensions/{request_id}")
@ruled(Rule.CAPABILITY)
def show_request(
    token: str, request_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """A request and what became of it, to those who carry the task out or control it."""
    asked = _require_request(house, visitor, request_id, tuple(Role))
    view = require_occurrence(house, visitor, asked.occurrence_id, tuple(Role))
    return pages.render("extension.html", token=token, visitor=visitor, view=view, request=asked)


def _require_request(house: House, visitor: Visitor, request_id: int, roles: tuple[Role, ...]) -> RequestView:
    with open_reading(house.engine) as session:
        asked = find_request(session, check_id(request_id))
        if asked is not None:
            view = find_occurrence(session, asked.occurrence_id, visitor.person_id, roles, house.clock())
            if view is not None:
                return asked
    raise PageError(404, "Такого запроса среди ваших нет.")
