"""Two organisations of the directory that are one: what would move, and then the move."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session

from flows.house import House
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.language import say_error
from models.party import Party
from roadmaps.store.contacts import find_party
from roadmaps.store.merging import merge_parties, preview_merge
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.callers import Caller
from sroki.web.desk import status_of
from sroki.web.directory import render_organisation, require_whole
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_count, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_LONGEST = 500


@show("/directory/{party_id}/merge")
@ruled(Rule.COORDINATE)
def show_merge(
    party_id: int, request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """What would move to this organisation from the one that is named."""
    require_whole(house, caller)
    name = request.query_params.get("other", "").strip()[:_LONGEST]
    return _render(house, caller, pages, party_id, name)


@router.post("/directory/{party_id}/merge")
@ruled(Rule.COORDINATE)
def receive_merge(
    party_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """The two are one from now on."""
    require_whole(house, caller)
    number = read_count(read_text(form, "dropped"))
    try:
        with open_session(house.engine) as session:
            kept, dropped = _require(session, party_id), session.get(Party, number)
            if dropped is None:
                raise CallerError("Второй организации в справочнике уже нет.")
            merge_parties(session, kept, dropped, house.clock(), account.actor)
    except CallerError as error:
        return render_organisation(house, caller, pages, party_id, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/directory/{party_id}", 303)


def _render(house: House, caller: Caller, pages: Pages, party_id: int, name: str) -> HTMLResponse:
    try:
        with open_reading(house.engine) as session:
            kept = _require(session, party_id)
            dropped = find_party(session, name) if name else None
            if dropped is None:
                raise UnknownThingError("Организации «{name}» в справочнике нет.", name=name)
            merge = preview_merge(session, kept, dropped)
    except CallerError as error:
        words = {"do": "merge", "other": name}
        return render_organisation(house, caller, pages, party_id, say_error(error), status_of(error), words)
    return pages.render(
        "merge.html",
        merge=merge,
        kept_id=party_id,
        dropped_id=dropped.id,
        may_change=caller.account is not None,
    )


def _require(session: Session, party_id: int) -> Party:
    party = session.get(Party, check_id(party_id))
    if party is None:
        raise PageError(404, "Такой организации в справочнике нет.")
    return party
