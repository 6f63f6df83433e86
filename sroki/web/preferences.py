"""What a person is mailed: their page, and one click from the mail program (RFC 8058). GET only shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from flows.house import House
from models.database import open_reading, open_session
from roadmaps.store.absences import list_absences, list_colleagues
from roadmaps.store.preferences import choose_mail, load_preferences
from roadmaps.store.visitors import Visitor
from sroki.web.access import HouseOf, PagesOf, VisitorOf, find_behind
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_form, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_WISHES = {"all": False, "mandatory": True}


def _require_unsubscriber(house: HouseOf, token: str) -> Visitor:
    """The person behind a token that can do nothing but unsubscribe."""
    return find_behind(house, token, "unsubscribe")


UnsubscriberOf = Annotated[Visitor, Depends(_require_unsubscriber)]


@show("/l/{token}/preferences")
@ruled(Rule.CAPABILITY)
def show_preferences(token: str, visitor: VisitorOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What comes, why, and what may be silenced; who stands in while they are away."""
    return render_preferences(house, pages, token, visitor)


@router.post("/l/{token}/preferences")
@ruled(Rule.CAPABILITY)
async def receive_preferences(
    request: Request, token: str, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Keep the wish; the answer leads back to the page."""
    form, is_cut = await read_form(request)
    wish = read_text(form, "mail")
    if is_cut or wish not in _WISHES:
        raise PageError(422, "Выбор не разобран. Вернитесь к странице и попробуйте ещё раз.")
    await run_in_threadpool(_keep, house, visitor, _WISHES[wish])
    return RedirectResponse(f"{pages.root}/l/{token}/preferences", 303)


@show("/l/{token}/unsubscribe")
@ruled(Rule.CAPABILITY)
def show_unsubscribe(visitor: UnsubscriberOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The question; mail scanners open links, so only the button changes anything."""
    return _render_question(house, pages, visitor)


@router.post("/l/{token}/unsubscribe")
@ruled(Rule.CAPABILITY)
def receive_unsubscribe(visitor: UnsubscriberOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """One click, from the page or from the mail program: no cookie, no redirect, the same when repeated."""
    _keep(house, visitor, True)
    return _render_question(house, pages, visitor)


def render_preferences(
    house: House,
    pages: Pages,
    token: str,
    visitor: Visitor,
    complaint: str = "",
    status: int = 200,
    written: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page of a person's wishes; with a complaint where an absence was not taken."""
    with open_reading(house.engine) as session:
        preferences = load_preferences(session, visitor.person_id)
        absences = list_absences(session, house.clock(), person_id=visitor.person_id)
        colleagues = list_colleagues(session, visitor.person_id)
    return pages.render(
        "preferences.html",
        status,
        token=token,
        visitor=visitor,
        preferences=preferences,
        own=[each for each in absences if each.person_id == visitor.person_id],
        stood_for=[each for each in absences if each.person_id != visitor.person_id],
        colleagues=colleagues,
        complaint=complaint,
        written=written or dict.fromkeys(("first", "last", "deputy"), ""),
        today=house.today,
    )


def _keep(house: House, visitor: Visitor, only_mandatory: bool) -> None:
    with open_session(house.engine) as session:
        choose_mail(session, visitor.person_id, only_mandatory, house.clock(), visitor.actor)


def _render_question(house: House, pages: PagesOf, visitor: Visitor) -> HTMLResponse:
    with open_reading(house.engine) as session:
        preferences = load_preferences(session, visitor.person_id)
    return pages.render("unsubscribe.html", preferences=preferences)
