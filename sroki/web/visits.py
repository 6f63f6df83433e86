"""The pages behind the link in the mail. GET only shows: mail scanners open links too."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading
from models.errors import CallerError
from models.occurrence import Evidence, Review
from models.values import Role
from roadmaps.store.listing import OccurrenceView
from roadmaps.store.visitors import (
    EXECUTORS,
    Visitor,
    evidence_view,
    find_occurrence,
    review_view,
)
from sroki.web.access import HouseOf, PagesOf, VisitorOf, check_id, require_occurrence
from sroki.web.decisions import decide
from sroki.web.desk import Draft, render_desk, status_of
from sroki.web.files import send_file
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import Submission, read_form, read_submission, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/l/{token}")
@ruled(Rule.CAPABILITY)
def show_desk(token: str, visitor: VisitorOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What one person owes, and what waits for their decision."""
    return render_desk(house, pages, token, visitor)


@router.post("/l/{token}/occurrences/{occurrence_id}/evidence")
@ruled(Rule.CAPABILITY)
async def receive_evidence(
    request: Request, token: str, occurrence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take a file, an address or a note; the answer leads to the receipt."""
    await run_in_threadpool(require_occurrence, house, visitor, occurrence_id, EXECUTORS)
    submission = await read_submission(request, house.settings.upload_limit_bytes)
    try:
        evidence_id = await run_in_threadpool(_keep, house, visitor, occurrence_id, submission)
    except CallerError as error:
        draft = Draft(occurrence_id, str(error), submission.url, submission.note)
        status = 413 if submission.too_large else status_of(error)
        return await run_in_threadpool(render_desk, house, pages, token, visitor, draft, status)
    return RedirectResponse(f"{pages.root}/l/{token}/received/{evidence_id}", 303)


def _keep(house: House, visitor: Visitor, occurrence_id: int, submission: Submission) -> int:
    if submission.too_large:
        limit = house.settings.upload_limit_bytes // (1024 * 1024)
        raise CallerError("Файл больше {limit} МБ, ничего не принято.", limit=limit)
    evidence = hand_in(
        house,
        occurrence_id,
        at=house.clock(),
        actor=visitor.actor,
        file=submission.file,
        file_name=submission.file_name,
        url=submission.url,
        note=submission.note,
    )
    return evidence.id or 0


@router.post("/l/{token}/occurrences/{occurrence_id}/review")
@ruled(Rule.CAPABILITY)
async def receive_review(
    request: Request, token: str, occurrence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take a decision; the answer leads to a page that confirms it."""
    await run_in_threadpool(require_occurrence, house, visitor, occurrence_id, (Role.CONTROLLER,))
    form, is_cut = await read_form(request)
    decision, reason, version = (read_text(form, name) for name in ("decision", "reason", "version"))
    if is_cut or decision not in ("accept", "return") or not version.isdecimal():
        raise PageError(422, "Решение не разобрано. Вернитесь к списку и попробуйте ещё раз.")
    try:
        review_id = await run_in_threadpool(
            decide, house, visitor, occurrence_id, int(version), reason if decision == "return" else None
        )
    except CallerError as error:
        draft = Draft(occurrence_id, str(error), reason=reason, form="review")
        status = status_of(error)
        return await run_in_threadpool(render_desk, house, pages, token, visitor, draft, status)
    return RedirectResponse(f"{pages.root}/l/{token}/decided/{review_id}", 303)


@show("/l/{token}/received/{evidence_id}")
@ruled(Rule.CAPABILITY)
def show_receipt(
    token: str, evidence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """What was received: version, file name, SHA-256, moment."""
    with open_reading(house.engine) as session:
        evidence = session.get(Evidence, check_id(evidence_id))
        view = _mine(session, house, visitor, evidence, EXECUTORS)
        if evidence is None or view is None:
            raise PageError(404, "Такого подтверждения среди ваших нет.")
        return pages.render(
            "received.html", token=token, visitor=visitor, view=view, evidence=evidence_view(evidence)
        )


@show("/l/{token}/decided/{review_id}")
@ruled(Rule.CAPABILITY)
def show_decision(
    token: str, review_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """The decision as it was recorded."""
    with open_reading(house.engine) as session:
        review = session.get(Review, check_id(review_id))
        view = _mine(session, house, visitor, review, (Role.CONTROLLER,))
        if review is None or view is None:
            raise PageError(404, "Такого решения среди ваших нет.")
        return pages.render(
            "decided.html", token=token, visitor=visitor, view=view, review=review_view(review)
        )


@show("/l/{token}/files/{evidence_id}")
@ruled(Rule.CAPABILITY)
def send_own_file(evidence_id: int, visitor: VisitorOf, house: HouseOf) -> Response:
    """A file of an occurrence that the visitor carries out or controls."""
    with open_reading(house.engine) as session:
        evidence = session.get(Evidence, check_id(evidence_id))
        if evidence is None or _mine(session, house, visitor, evidence, tuple(Role)) is None:
            raise PageError(404, "Такого файла среди ваших нет.")
        return send_file(house, evidence_view(evidence))


def _mine(
    session: Session,
    house: House,
    visitor: Visitor,
    row: Evidence | Review | None,
    roles: tuple[Role, ...],
) -> OccurrenceView | None:
    if row is None:
        return None
    return find_occurrence(session, row.occurrence_id, visitor.person_id, roles, house.clock())
