"""The page before the hand-in: what is answered and backed, what is missing, what looks strange."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from flows.house import House
from flows.sheets import hand_in_sheet
from models.errors import CallerError, SeveralMistakesError
from models.language import say_error
from roadmaps.rounds.answers import format_answer
from roadmaps.rounds.oddities import find_oddities
from roadmaps.store.rounds.sheets import find_gaps, mark_of
from roadmaps.store.visitors import Visitor
from sroki.web.access import HouseOf, PagesOf, VisitorOf
from sroki.web.desk import status_of
from sroki.web.rendering import Pages
from sroki.web.rules import Rule, ruled
from sroki.web.sheet_pages import require_sheet
from sroki.web.uploads import read_form, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/l/{token}/sheet/{participant_id}/check")
@ruled(Rule.CAPABILITY)
def show_check(
    token: str, participant_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """The draft to look through as it is saved."""
    return _render_check(house, pages, token, visitor, participant_id)


@router.post("/l/{token}/sheet/{participant_id}/check")
@ruled(Rule.CAPABILITY)
async def receive_checked(
    request: Request, token: str, participant_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Hand in what was looked through; what has changed since is shown first."""
    await run_in_threadpool(require_sheet, house, visitor, participant_id)
    form, _ = await read_form(request)
    note, seen = read_text(form, "note"), read_text(form, "seen")
    return await run_in_threadpool(_hand_in, house, pages, token, visitor, participant_id, note, seen)


def _hand_in(
    house: House, pages: Pages, token: str, visitor: Visitor, participant_id: int, note: str, seen: str
) -> Response:
    at = house.clock()
    try:
        person_id = visitor.person_id
        hand_in_sheet(
            house, participant_id, at=at, actor=visitor.actor, note=note, seen=seen, receipt_to=person_id
        )
    except SeveralMistakesError:  # the page names them
        return _render_check(house, pages, token, visitor, participant_id, note, status=422)
    except CallerError as error:
        return _render_check(
            house,
            pages,
            token,
            visitor,
            participant_id,
            note,
            complaint=say_error(error),
            status=status_of(error),
        )
    return RedirectResponse(f"{pages.root}/l/{token}/sheet/{participant_id}?done=sent", 303)


def _render_check(
    house: House,
    pages: Pages,
    token: str,
    visitor: Visitor,
    participant_id: int,
    note: str = "",
    *,
    complaint: str = "",
    status: int = 200,
) -> HTMLResponse:
    sheet = require_sheet(house, visitor, participant_id)
    indicators = sheet.questions.indicators
    answers = {saved.code: saved.value for saved in sheet.answers.values()}
    gaps: Sequence[CallerError] = find_gaps(sheet) if sheet.is_writable else ()
    missing = {gap.details["code"] for gap in gaps}
    return pages.render(
        "sheet_check.html",
        status,
        token=token,
        visitor=visitor,
        sheet=sheet,
        gaps=gaps,
        skipped=[i.code for i in indicators if answers.get(i.code) is None and i.code not in missing],
        oddities=[odd for odd in find_oddities(indicators, answers, sheet.before) if odd.code not in missing],
        seen=mark_of(sheet),
        note=note,
        complaint=complaint,
        format_answer=format_answer,
    )
