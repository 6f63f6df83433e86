"""A list comes into the directory in two steps: it is looked at, then taken as a whole."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from flows.aside import set_aside, take_aside
from flows.rosters import read_roster_content
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from roadmaps.store.directory_import import plan_import, take_import
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf
from sroki.web.desk import status_of
from sroki.web.directory import render_directory, require_whole
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text, read_upload

router = APIRouter(include_in_schema=False)
_MOST_SHOWN = 500  # lines of a file that are shown before it counts


@router.post("/directory/import")
@ruled(Rule.COORDINATE, is_large=True)
def receive_file(form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What a file would change; nothing is changed yet."""
    require_whole(house, caller)
    try:
        kept = set_aside(house, *read_upload(form), at=house.clock())
        roster = read_roster_content(kept.content, kept.name)
        with open_reading(house.engine) as session:
            plan = plan_import(session, roster.entries)
    except CallerError as error:
        return render_directory(house, caller, pages, {}, say_error(error), status_of(error))
    return pages.render(
        "directory_preview.html",
        kept=kept,
        plan=plan,
        problems=roster.problems,
        shown=plan.lines[:_MOST_SHOWN],
    )


@router.post("/directory/import/confirm")
@ruled(Rule.COORDINATE)
def receive_confirmation(
    account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take the file that was shown: all of it or nothing."""
    require_whole(house, caller)
    try:
        kept = take_aside(house, read_text(form, "mark"), read_text(form, "name"))
        entries = read_roster_content(kept.content, kept.name).entries
        with open_session(house.engine) as session:
            take_import(session, entries, house.clock(), account.actor)
    except CallerError as error:
        return render_directory(house, caller, pages, {}, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/directory", 303)
