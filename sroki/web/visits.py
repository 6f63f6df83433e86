"""The pages behind the link in the mail. GET only shows: mail scanners open links too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from flows.evidence import clean_note, hand_in
from flows.house import House
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from models.occurrence import Review
from models.values import Role
from roadmaps.claims import Claim, read_claim
from roadmaps.store.disclaimers import disclaim
from roadmaps.store.evidence import EvidenceView, find_file, find_version
from roadmaps.store.listing import OccurrenceView
from roadmaps.store.rounds.sheets import find_participants_of
from roadmaps.store.visitors import EXECUTORS, Visitor, find_occurrence, load_desk, review_view
from sroki.web.access import HouseOf, PagesOf, VisitorOf, check_id, require_occurrence
from sroki.web.decisions import decide, read_decision
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


@show("/l/{token}/occurrences/{occurrence_id}")
@ruled(Rule.CAPABILITY)
def show_occurrence(
    token: str, occurrence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Where a line of a mail leads: the place on the page of the person, or what became of it."""
    view = require_occurrence(house, visitor, occurrence_id, tuple(Role))
    now = house.clock()
    with open_reading(house.engine) as session:
        sheet = find_participants_of(session, visitor.person_id, [occurrence_id], now).get(occurrence_id)
        if sheet is not None:
            return RedirectResponse(f"{pages.root}/l/{token}/sheet/{sheet}", 303)
        mark = load_desk(session, visitor.person_id, now).mark_of(occurrence_id)
    if mark is not None:
        return RedirectResponse(f"{pages.root}/l/{token}#{mark}", 303)
    today = now.astimezone(house.settings.tzinfo).date()
    return pages.render("occurrence.html", token=token, visitor=visitor, view=view, today=today)


@router.post("/l/{token}/occurrences/{occurrence_id}/evidence")
@ruled(Rule.CAPABILITY)
async def receive_evidence(
    request: Request, token: str, occurrence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take files, addresses and a note, or that there is nothing to report; the answer is the receipt."""
    await run_in_threadpool(require_occurrence, house, visitor, occurrence_id, EXECUTORS)
    await run_in_threadpool(_refuse_sheet, house, visitor, occurrence_id)
    settings = house.settings
    submission = await read_submission(request, settings.upload_limit_bytes, settings.hand_in_limit_bytes)
    try:
        evidence_id = await run_in_threadpool(_keep, house, visitor, occurrence_id, submission)
    except CallerError as error:
        form = "nothing" if submission.words["nothing"] else "evidence"
        draft = Draft(occurrence_id, say_error(error), submission.words, form=form)
        status = 413 if submission.too_large else status_of(error)
        return await run_in_threadpool(render_desk, house, pages, token, visitor, draft, status)
    return RedirectResponse(f"{pages.root}/l/{token}/received/{evidence_id}", 303)


def _refuse_sheet(house: House, visitor: Visitor, occurrence_id: int) -> None:
    """A monitoring is answered by its form alone."""
    with open_reading(house.engine) as session:
        if find_participants_of(session, visitor.person_id, [occurrence_id], house.clock()):
            raise PageError(409, "На мониторинг отвечают его формой: откройте её со своей страницы.")


def _keep(house: House, visitor: Visitor, occurrence_id: int, submission: Submission) -> int:
    if submission.too_large:
        limits = (house.settings.upload_limit_bytes, house.settings.hand_in_limit_bytes)
        one, all_ = (limit // (1024 * 1024) for limit in limits)
        raise CallerError(
            "Файл больше {one} МБ, ничего не принято. Вместе файлы могут занимать {all_} МБ.",
            one=one,
            all_=all_,
        )
    evidence = hand_in(
        house,
        occurrence_id,
        at=house.clock(),
        actor=visitor.actor,
        files=submission.files,
        urls=submission.urls,
        note=submission.words["note"],
        claim=_read_claim(submission.words),
        receipt_to=visitor.person_id,
    )
    return evidence.id or 0


def _read_claim(words: Mapping[str, str]) -> Claim:
    if words["nothing"]:
        return Claim(nothing_to_report=True)
    try:
        effective_on = date.fromisoformat(words["effective_on"]) if words["effective_on"] else None
    except ValueError as error:
        raise CallerError("Выберите день, когда исполнено.") from error
    return read_claim(
        effective_on=effective_on, share=words["share"], years=words["years"], result=words["result"]
    )


@router.post("/l/{token}/occurrences/{occurrence_id}/not-mine")
@ruled(Rule.CAPABILITY)
async def receive_disclaimer(
    request: Request, token: str, occurrence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take «not mine»; it stands on the page until the coordinator has decided."""
    await run_in_threadpool(require_occurrence, house, visitor, occurrence_id, EXECUTORS)
    form, is_cut = await read_form(request)
    reason = read_text(form, "reason")
    if is_cut:
        raise PageError(422, "Сообщение не разобрано. Вернитесь к списку и попробуйте ещё раз.")
    try:
        await run_in_threadpool(_disclaim, house, visitor, occurrence_id, reason)
    except CallerError as error:
        draft = Draft(occurrence_id, say_error(error), reason=reason, form="disclaimer")
        status = status_of(error)
        return await run_in_threadpool(render_desk, house, pages, token, visitor, draft, status)
    return RedirectResponse(f"{pages.root}/l/{token}#t{occurrence_id}", 303)


def _disclaim(house: House, visitor: Visitor, occurrence_id: int, reason: str) -> None:
    with open_session(house.engine) as session:
        disclaim(
            session,
            occurrence_id,
            visitor.person_id,
            clean_note(reason) or "",
            house.clock(),
            visitor.actor,
        )


@router.post("/l/{token}/occurrences/{occurrence_id}/review")
@ruled(Rule.CAPABILITY)
async def receive_review(
    request: Request, token: str, occurrence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take a decision; the answer leads to a page that confirms it."""
    await run_in_threadpool(require_occurrence, house, visitor, occurrence_id, (Role.CONTROLLER,))
    form, is_cut = await read_form(request)
    if is_cut:
        raise PageError(422, "Решение не разобрано. Вернитесь к списку и попробуйте ещё раз.")
    try:
        decision = read_decision(form)
        review_id = await run_in_threadpool(decide, house, visitor, occurrence_id, decision)
    except CallerError as error:
        reason, share, years = (read_text(form, name) for name in ("reason", "share", "years"))
        name = "part" if read_text(form, "decision") == "part" else "review"
        draft = Draft(occurrence_id, say_error(error), reason=reason, share=share, years=years, form=name)
        status = status_of(error)
        return await run_in_threadpool(render_desk, house, pages, token, visitor, draft, status)
    return RedirectResponse(f"{pages.root}/l/{token}/decided/{review_id}", 303)


@show("/l/{token}/received/{evidence_id}")
@ruled(Rule.CAPABILITY)
def show_receipt(
    token: str, evidence_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """What was received: version, names, SHA-256, moment."""
    with open_reading(house.engine) as session:
        evidence = find_version(session, check_id(evidence_id))
        view = _mine(session, house, visitor, evidence, EXECUTORS)
    if evidence is None or view is None:
        raise PageError(404, "Такого подтверждения среди ваших нет.")
    return pages.render("received.html", token=token, visitor=visitor, view=view, evidence=evidence)


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


@show("/l/{token}/files/{item_id}")
@ruled(Rule.CAPABILITY)
def send_own_file(item_id: int, visitor: VisitorOf, house: HouseOf) -> Response:
    """A file of an occurrence that the visitor carries out or controls."""
    with open_reading(house.engine) as session:
        found = find_file(session, check_id(item_id))
        owner = found and find_occurrence(session, found[0], visitor.person_id, tuple(Role), house.clock())
    if found is None or owner is None:
        raise PageError(404, "Такого файла среди ваших нет.")
    return send_file(house, found[1])


def _mine(
    session: Session,
    house: House,
    visitor: Visitor,
    row: EvidenceView | Review | None,
    roles: tuple[Role, ...],
) -> OccurrenceView | None:
    if row is None:
        return None
    return find_occurrence(session, row.occurrence_id, visitor.person_id, roles, house.clock())
