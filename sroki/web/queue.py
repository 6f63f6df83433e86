"""The queue of a reviewer: what waits within their reach, decided one by one or many with one form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from flows.accounts.sessions import SignedIn
from flows.house import House
from models.authority import Deed
from models.database import open_reading
from models.errors import CallerError
from models.language import say, say_error
from models.occurrence import Occurrence
from roadmaps.store.reviewing import list_asked, list_queue
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, require_task
from sroki.web.callers import Caller
from sroki.web.decisions import Decision, decide
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_PAGE_ROWS = 100


@dataclass(frozen=True)
class Outcome:
    """What became of one of the chosen; ``complaint`` is empty where the decision was recorded."""

    occurrence_id: int
    complaint: str = ""


@show("/review")
@ruled(Rule.REVIEW)
def show_queue(caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What waits, the last version beside the one before it."""
    return _render_queue(house, pages, caller)


@router.post("/review")
@ruled(Rule.REVIEW)
def receive_decisions(
    caller: CallerOf, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """One decision on all that were chosen, each by itself: what somebody else decided stays theirs."""
    decision, reason = read_text(form, "decision"), read_text(form, "reason")
    chosen = [_read_choice(value) for value in form.getlist("pick")]
    if decision not in ("accept", "return"):
        raise PageError(422, "Решение не разобрано. Вернитесь и попробуйте ещё раз.")
    if not chosen:
        return _render_queue(house, pages, caller, complaint=say("Отметьте, о чём решение."), status=422)
    if decision == "return" and not reason:
        sentence = say("Чтобы вернуть, напишите, чего не хватает.")
        return _render_queue(house, pages, caller, complaint=sentence, status=422)
    for occurrence_id, _ in chosen:  # all are allowed before anything is decided
        require_task(house, caller, _task_of(house, occurrence_id), Deed.REVIEW)
    refusal = reason if decision == "return" else None
    outcomes = [_decide_one(house, account, *choice, refusal) for choice in dict.fromkeys(chosen)]
    status = 409 if all(outcome.complaint for outcome in outcomes) else 200
    return _render_queue(house, pages, caller, outcomes=outcomes, status=status)


def _decide_one(
    house: House, account: SignedIn, occurrence_id: int, version: int, refusal: str | None
) -> Outcome:
    try:
        decide(house, account, occurrence_id, Decision(version, refusal))
    except CallerError as error:
        return Outcome(occurrence_id, say_error(error))
    return Outcome(occurrence_id)


def _read_choice(value: object) -> tuple[int, int]:
    """``17:2``: the occurrence and the version of the evidence that was seen."""
    found = re.fullmatch(r"([1-9][0-9]{0,8}):([0-9]{1,6})", str(value))
    if found is None:
        raise PageError(422, "Выбор не разобран. Вернитесь и попробуйте ещё раз.")
    return int(found[1]), int(found[2])


def _task_of(house: House, occurrence_id: int) -> int:
    with open_reading(house.engine) as session:
        occurrence = session.get(Occurrence, occurrence_id)
    if occurrence is None:
        raise PageError(404, "Такого мероприятия нет.")
    return occurrence.task_id


def _render_queue(
    house: House,
    pages: Pages,
    caller: Caller,
    *,
    outcomes: list[Outcome] | None = None,
    complaint: str = "",
    status: int = 200,
) -> HTMLResponse:
    now = house.clock()
    with open_reading(house.engine) as session:
        queue = list_queue(session, caller.reach(Deed.REVIEW), now)
        asked = list_asked(session, caller.reach(Deed.REVIEW), now)
    return pages.render(
        "review.html",
        status,
        queue=queue[:_PAGE_ROWS],
        waiting=len(queue),
        asked=asked[:_PAGE_ROWS],
        outcomes=outcomes or [],
        complaint=complaint,
        today=now.astimezone(house.settings.tzinfo).date(),
    )
