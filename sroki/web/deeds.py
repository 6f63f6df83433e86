"""What reviewers and coordinators decide on the page of a task, in the name of their account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from flows.house import House
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from models.occurrence import ExtensionRequest, Occurrence
from roadmaps.store import steps
from roadmaps.store.extending import decide_extension
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, check_id, require_task
from sroki.web.callers import Caller
from sroki.web.decisions import decide, read_decision
from sroki.web.desk import status_of
from sroki.web.overview import DeedDraft, render_task
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text

router = APIRouter(include_in_schema=False)


@router.post("/occurrences/{occurrence_id}/review")
@ruled(Rule.REVIEW)
def receive_review(
    occurrence_id: int, caller: CallerOf, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Accept the version that was seen, or a part of it, or return it."""

    def take() -> None:
        decide(house, account, occurrence_id, read_decision(form))

    name = "part" if read_text(form, "decision") == "part" else "review"
    return _take(house, pages, caller, occurrence_id, Deed.REVIEW, take, form, name)


@router.post("/occurrences/{occurrence_id}/extend")
@ruled(Rule.COORDINATE)
def receive_extension(
    occurrence_id: int, caller: CallerOf, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Move the due date."""

    def take() -> None:
        try:
            to_due_on = date.fromisoformat(read_text(form, "to_due_on"))
        except ValueError as error:
            raise CallerError("Выберите день, на который переносится срок.") from error
        with open_session(house.engine) as session:
            reason = read_text(form, "reason")
            steps.extend(session, occurrence_id, to_due_on, reason, house.clock(), account.actor)

    return _take(house, pages, caller, occurrence_id, Deed.COORDINATE, take, form, "extend")


@router.post("/occurrences/{occurrence_id}/remind")
@ruled(Rule.COORDINATE)
def receive_reminding(
    occurrence_id: int, caller: CallerOf, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Have the executors reminded besides the policy."""

    def take() -> None:
        with open_session(house.engine) as session:
            steps.ask_reminder(session, occurrence_id, house.clock(), account.actor)

    return _take(house, pages, caller, occurrence_id, Deed.COORDINATE, take, form, "remind")


@router.post("/occurrences/{occurrence_id}/resume")
@ruled(Rule.COORDINATE)
def receive_resumption(
    occurrence_id: int, caller: CallerOf, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """What was past on approval is wanted all the same."""

    def take() -> None:
        with open_session(house.engine) as session:
            steps.resume(session, occurrence_id, house.clock(), account.actor)

    return _take(house, pages, caller, occurrence_id, Deed.COORDINATE, take, form, "resume")


@router.post("/occurrences/{occurrence_id}/cancel")
@ruled(Rule.COORDINATE)
def receive_cancellation(
    occurrence_id: int, caller: CallerOf, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take it off the list, with a reason."""

    def take() -> None:
        with open_session(house.engine) as session:
            steps.cancel(session, occurrence_id, read_text(form, "reason"), house.clock(), account.actor)

    return _take(house, pages, caller, occurrence_id, Deed.COORDINATE, take, form, "cancel")


@router.post("/extension-requests/{request_id}")
@ruled(Rule.REVIEW)
def receive_answer(
    request_id: int, caller: CallerOf, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Grant or refuse a later day that an executor asked for."""
    decision = read_text(form, "decision")
    with open_reading(house.engine) as session:
        asked = session.get(ExtensionRequest, check_id(request_id))
    if asked is None:
        raise PageError(404, "Такого мероприятия нет.")

    def take() -> None:
        if decision not in ("grant", "refuse"):
            raise PageError(422, "Решение не разобрано. Вернитесь и попробуйте ещё раз.")
        refusal = read_text(form, "reason") if decision == "refuse" else None
        with open_session(house.engine) as session:
            decide_extension(session, request_id, house.clock(), account.actor, refusal=refusal)

    return _take(house, pages, caller, asked.occurrence_id, Deed.REVIEW, take, form, "answer")


def _take(
    house: House,
    pages: Pages,
    caller: Caller,
    occurrence_id: int,
    deed: Deed,
    take: Callable[[], None],
    form: FormData,
    name: str,
) -> Response:
    """Take the step if the caller may on this occurrence; its page afterwards, or the form with why not."""
    with open_reading(house.engine) as session:
        occurrence = session.get(Occurrence, check_id(occurrence_id))
    task_id = occurrence.task_id if occurrence else 0
    if not task_id:
        raise PageError(404, "Такого мероприятия нет.")
    require_task(house, caller, task_id, deed)
    try:
        take()
    except CallerError as error:
        words = {key: read_text(form, key) for key in ("reason", "to_due_on", "share", "years")}
        draft = DeedDraft(occurrence_id, name, say_error(error), **words)
        return render_task(house, pages, caller, task_id, draft, status_of(error))
    return RedirectResponse(f"{pages.root}/tasks/{task_id}#o{occurrence_id}", 303)
