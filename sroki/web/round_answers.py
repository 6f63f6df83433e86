"""Answers by table, for organisers who collect them without the pages: download, look at, take."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from flows.aside import set_aside, take_aside
from flows.house import House
from flows.reporting.files import MEDIA_TYPES
from flows.rounds_offline import Taken, foresee_answers, read_answers, take_answers
from models.authority import Deed
from models.database import open_reading
from models.errors import CallerError, SeveralMistakesError
from models.language import say_error
from models.round import Round
from roadmaps.rounds.sheets import write_table
from roadmaps.store.rounds.letters import questions_of
from roadmaps.store.rounds.listing import list_rounds
from roadmaps.store.rounds.offline import list_handed_in
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf
from sroki.web.callers import Caller
from sroki.web.desk import status_of
from sroki.web.rendering import PageError, Pages
from sroki.web.rounds import require_round
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text, read_upload

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/rounds/{round_id}/answers.xlsx")
@ruled(Rule.SEE)
def send_table(request: Request, round_id: int, caller: CallerOf, house: HouseOf) -> Response:
    """What was handed in, a row for each participant; the form for those who collect without the pages."""
    grouping = request.query_params.get("grouping", "")
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        if round_.indicator_set_id is None:
            raise PageError(404, "Набор показателей не выбран: таблицы нет.")
        is_asking = round_.opened_at is not None
        summary = request.app.state.summaries.find(session, round_) if is_asking else None
        rows = list_handed_in(session, round_, summary, round_.day_of(house.clock()), grouping)
        content = write_table(questions_of(session, round_), rows, house.clock())
    headers = {"Content-Disposition": f'attachment; filename="round-{round_id}-answers.xlsx"'}
    return Response(content, media_type=MEDIA_TYPES["xlsx"], headers=headers)


@show("/rounds/{round_id}/answers")
@ruled(Rule.COORDINATE)
def show_answers(round_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The table to fill in, and the way back."""
    return _render(round_id, caller, house, pages)


@router.post("/rounds/{round_id}/answers/preview")
@ruled(Rule.COORDINATE, is_large=True)
def receive_table(
    round_id: int, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """What a table would change; nothing is saved yet."""
    at = house.clock()
    try:
        round_ = _find(round_id, caller, house)
        kept = set_aside(house, *read_upload(form), at=at)
        changes = foresee_answers(house, round_, read_answers(house, round_, kept.content, kept.name), at)
    except SeveralMistakesError as error:
        return _render(round_id, caller, house, pages, mistakes=error.mistakes, status=422)
    except CallerError as error:
        return _render(round_id, caller, house, pages, say_error(error), status=status_of(error))
    with open_reading(house.engine) as session:
        view = list_rounds(session, [round_id])[0]
    return pages.render("round_answers_preview.html", view=view, kept=kept, changes=changes, seen_at=at)


@router.post("/rounds/{round_id}/answers/confirm")
@ruled(Rule.COORDINATE)
def receive_confirmation(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """Take the table that was shown; what somebody answered since then stays as they answered."""
    at = house.clock()
    try:
        round_ = _find(round_id, caller, house)
        kept = take_aside(house, read_text(form, "mark"), read_text(form, "name"))
        rows = read_answers(house, round_, kept.content, kept.name)
        changes = foresee_answers(house, round_, rows, at, _read_moment(read_text(form, "seen_at"), at))
        hand_in = read_text(form, "hand_in") == "yes"
        taken = take_answers(house, round_id, changes, at, account.actor, hand_in=hand_in)
    except CallerError as error:
        return _render(round_id, caller, house, pages, say_error(error), status=status_of(error))
    return _render(round_id, caller, house, pages, taken=taken)


def _find(round_id: int, caller: Caller, house: House) -> Round:
    with open_reading(house.engine) as session:
        return require_round(session, house, caller, round_id, Deed.COORDINATE)


def _read_moment(words: str, at: datetime) -> datetime:
    """When the preview was shown; never later than now, so that nobody replaces what they have not seen."""
    try:
        return min(datetime.fromisoformat(words), at)
    except (ValueError, TypeError) as error:
        raise CallerError("Страница устарела: загрузите файл ещё раз.") from error


def _render(
    round_id: int,
    caller: Caller,
    house: House,
    pages: Pages,
    complaint: str = "",
    *,
    mistakes: tuple[CallerError, ...] = (),
    taken: Taken | None = None,
    status: int = 200,
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        require_round(session, house, caller, round_id, Deed.COORDINATE)
        view = list_rounds(session, [round_id])[0]
    return pages.render(
        "round_answers.html", status, view=view, complaint=complaint, mistakes=mistakes, taken=taken
    )
