"""The term of a task after approval: named or corrected in words, with what its dates will do."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from roadmaps.store.settling import correct_task_term, foresee_term
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, require_task
from sroki.web.desk import status_of
from sroki.web.overview import DeedDraft, read_outlook, render_task
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text

router = APIRouter(include_in_schema=False)
_LONGEST = 500


@router.api_route("/tasks/{task_id}/term", methods=["GET", "HEAD"])
@ruled(Rule.COORDINATE)
def show_meaning(
    task_id: int, request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """What a phrase would mean: a piece of the page, asked for while somebody types."""
    require_task(house, caller, task_id, Deed.COORDINATE)
    phrase = request.query_params.get("phrase", "").strip()[:_LONGEST]
    with open_reading(house.engine) as session:
        outlook = foresee_term(session, task_id, phrase)
    return pages.render("term_outlook.html", **read_outlook(outlook))


@router.post("/tasks/{task_id}/term")
@ruled(Rule.COORDINATE)
def receive_term(
    task_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Show what the words mean, or put the dates they name in the place of those of the task."""
    require_task(house, caller, task_id, Deed.COORDINATE)
    phrase, reason = read_text(form, "phrase").strip()[:_LONGEST], read_text(form, "reason")
    draft = DeedDraft(0, "term", "", reason=reason, phrase=phrase)
    if read_text(form, "do") == "show":
        return render_task(house, pages, caller, task_id, draft)
    try:
        with open_session(house.engine) as session:
            correct_task_term(session, task_id, phrase, reason, house.clock(), account.actor)
    except CallerError as error:
        draft = replace(draft, sentence=say_error(error))
        return render_task(house, pages, caller, task_id, draft, status_of(error))
    return RedirectResponse(f"{pages.root}/tasks/{task_id}", 303)
