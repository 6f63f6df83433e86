"""Documents come in, are reviewed beside their source row by row, and are approved."""

from __future__ import annotations

from functools import partial

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from flows.drafts import approve_reviewed, take_document
from flows.house import House
from models.authority import Deed, ObjectScope
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from roadmaps.store.correcting import (
    correct_row,
    discard_draft,
    list_drafts,
    load_draft,
    note_problem,
    read_phrase,
)
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.callers import Caller
from sroki.web.desk import status_of
from sroki.web.draft_pages import (
    Shown,
    read_choice,
    render_draft,
    render_meaning,
    require_draft,
    require_replaced,
)
from sroki.web.draft_rows import read_row_form
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text, read_upload

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/import")
@ruled(Rule.COORDINATE)
def show_import(caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The form that takes a document, and the drafts that wait."""
    return _render_import(caller, house, pages)


@router.post("/import")
@ruled(Rule.COORDINATE, is_large=True)
async def receive_document(
    request: Request, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Read a document in a process of its own; it becomes a draft, looked at next."""
    take = partial(_take, form, account.actor, caller, house, pages)
    return await to_thread.run_sync(take, limiter=request.app.state.readers)


def _take(form: FormData, actor: str, caller: Caller, house: House, pages: Pages) -> Response:
    if not caller.may(Deed.COORDINATE):
        raise PageError(403, "Загружать документы может координатор всех карт.")
    try:
        report = take_document(house, *read_upload(form), at=house.clock(), actor=actor)
    except CallerError as error:
        return _render_import(caller, house, pages, say_error(error), 422)
    return RedirectResponse(f"{pages.root}/drafts/{report.roadmap_id}", 303)


@show("/drafts/{roadmap_id}")
@ruled(Rule.COORDINATE)
def show_draft(
    request: Request, roadmap_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """The source and what was read of it; of a document that is approved, what became of it."""
    shown = Shown(edited=request.query_params.get("row", "")[:200])
    return render_draft(request, roadmap_id, caller, house, pages, shown)


@show("/drafts/{roadmap_id}/meaning")
@ruled(Rule.COORDINATE)
def show_meaning(
    request: Request, roadmap_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """What a phrase would mean as the term of a row: a piece of the page, asked for while somebody types."""
    require_draft(house, caller, roadmap_id)
    asked = request.query_params
    with open_reading(house.engine) as session:
        draft = load_draft(session, roadmap_id)
        term = read_phrase(draft, asked.get("row", "")[:200], asked.get("phrase", "")[:500])
    return render_meaning(pages, term)


@router.post("/drafts/{roadmap_id}/rows")
@ruled(Rule.COORDINATE)
def receive_row(
    request: Request,
    roadmap_id: int,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> Response:
    """Correct a row, find it right, split it, join it to the one above, leave it out, or take that back."""
    require_draft(house, caller, roadmap_id)
    uid = read_text(form, "row")[:200]
    if read_text(form, "do") == "show":
        shown = Shown(edited=uid, form=form, with_meaning=True)
        return render_draft(request, roadmap_id, caller, house, pages, shown)
    try:
        with open_session(house.engine) as session:
            draft = load_draft(session, roadmap_id)
            row = draft.find(uid)
            if row is None:
                raise PageError(404, "Такой строки в черновике нет.")
            correction = read_row_form(form, row)
            correct_row(session, roadmap_id, uid, correction, house.clock(), account.actor)
    except CallerError as error:
        shown = Shown(edited=uid, form=form, complaint=say_error(error), status=status_of(error))
        return render_draft(request, roadmap_id, caller, house, pages, shown)
    page = read_text(form, "page")
    asked = f"?page={page}" if page.isdecimal() and page != "1" else ""
    return RedirectResponse(f"{pages.root}/drafts/{roadmap_id}{asked}#r{row.position}", 303)


@router.post("/drafts/{roadmap_id}/noted")
@ruled(Rule.COORDINATE)
def receive_note(
    request: Request,
    roadmap_id: int,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> Response:
    """A problem of the document as a whole was seen."""
    require_draft(house, caller, roadmap_id)
    number = read_text(form, "problem")
    try:
        with open_session(house.engine) as session:
            wanted = check_id(int(number)) if number.isdecimal() else 0
            note_problem(session, roadmap_id, wanted, house.clock(), account.actor)
    except CallerError as error:
        shown = Shown(complaint=say_error(error), status=status_of(error))
        return render_draft(request, roadmap_id, caller, house, pages, shown)
    return RedirectResponse(f"{pages.root}/drafts/{roadmap_id}", 303)


@router.post("/drafts/{roadmap_id}/approve")
@ruled(Rule.COORDINATE)
def receive_approval(
    request: Request,
    roadmap_id: int,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> Response:
    """Make tasks and days of it: of all that is clear, or of all as it was read."""
    require_draft(house, caller, roadmap_id)
    only_clear = read_text(form, "do") != "all"
    try:
        choice = read_choice(form)
        with open_reading(house.engine) as session:  # a refusal is recorded in a transaction of its own
            require_replaced(session, house, caller, roadmap_id, choice)
        with open_session(house.engine) as session:
            approve_reviewed(session, roadmap_id, choice, house.clock(), account.actor, only_clear=only_clear)
    except CallerError as error:
        shown = Shown(complaint=say_error(error), status=status_of(error))
        return render_draft(request, roadmap_id, caller, house, pages, shown)
    return RedirectResponse(f"{pages.root}/drafts/{roadmap_id}", 303)


@router.post("/drafts/{roadmap_id}/discard")
@ruled(Rule.COORDINATE)
def receive_discard(
    request: Request, roadmap_id: int, account: AccountOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take a draft away; the same file can come in again."""
    require_draft(house, caller, roadmap_id)
    try:
        with open_session(house.engine) as session:
            discard_draft(session, roadmap_id, house.clock(), account.actor)
    except CallerError as error:
        shown = Shown(complaint=say_error(error), status=status_of(error))
        return render_draft(request, roadmap_id, caller, house, pages, shown)
    return RedirectResponse(f"{pages.root}/import", 303)


def _render_import(
    caller: Caller, house: House, pages: Pages, complaint: str = "", status: int = 200
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        drafts = [
            draft for draft in list_drafts(session) if caller.may(Deed.COORDINATE, ObjectScope(draft[0]))
        ]
    return pages.render(
        "import.html", status, drafts=drafts, complaint=complaint, may_upload=caller.may(Deed.COORDINATE)
    )
