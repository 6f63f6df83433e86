"""The form of a participant behind the link in the mail: drafts, proofs, hand-in. GET only shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import BinaryIO

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from flows.house import House
from flows.sheets import hand_in_sheet, save_sheet
from models.database import open_reading, open_session
from models.errors import CallerError, SeveralMistakesError
from models.language import say_error
from models.round import RoundProof
from roadmaps.rounds.answers import read_answer
from roadmaps.store.rounds.answering import MOST_PROOFS, Conflict, Typed, remove_proof
from roadmaps.store.rounds.sheets import Sheet
from roadmaps.store.visitors import Visitor
from sroki.web.access import HouseOf, PagesOf, VisitorOf, check_id
from sroki.web.desk import status_of
from sroki.web.files import send_kept
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.sheet_pages import Filled, render_sheet, require_sheet
from sroki.web.uploads import read_form, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_FIELDS_EACH = 8  # of one indicator, a choice between two answers included


@show("/l/{token}/sheet/{participant_id}")
@ruled(Rule.CAPABILITY)
def show_sheet(
    request: Request, token: str, participant_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """The form as it was saved last."""
    said = request.query_params.get("done", "")
    return render_sheet(
        house, pages, token, visitor, participant_id, done=said if said in ("saved", "sent") else ""
    )


@router.post("/l/{token}/sheet/{participant_id}")
@ruled(Rule.CAPABILITY)
async def receive_sheet(
    request: Request, token: str, participant_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Save the draft; with ``do=check`` go on to the check, with ``do=submit`` hand it in at once."""
    sheet = await run_in_threadpool(require_sheet, house, visitor, participant_id)
    asked = len(sheet.questions.indicators)
    form, is_cut = await read_form(
        request,
        house.settings.hand_in_limit_bytes,
        most_fields=_FIELDS_EACH * (asked + 1),
        most_files=MOST_PROOFS * (asked + 1),
    )
    if is_cut:
        raise PageError(413, "Файлы слишком велики, ничего не сохранено. Вернитесь и приложите меньше.")
    filled = _read_filled(form, sheet)
    deed, note = read_text(form, "do"), read_text(form, "note")
    return await run_in_threadpool(_take, house, pages, token, visitor, sheet, filled, deed, note)


@router.post("/l/{token}/sheet/{participant_id}/nothing")
@ruled(Rule.CAPABILITY)
async def receive_nothing(
    request: Request, token: str, participant_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Hand in that there is nothing to report, and why."""
    await run_in_threadpool(require_sheet, house, visitor, participant_id)
    form, _ = await read_form(request)
    reason = read_text(form, "reason")

    def take() -> Response:
        try:
            if not reason:
                raise CallerError("Напишите, почему сообщить нечего.")
            hand_in_sheet(
                house,
                participant_id,
                at=house.clock(),
                actor=visitor.actor,
                nothing_because=reason,
                receipt_to=visitor.person_id,
            )
        except CallerError as error:
            return render_sheet(
                house,
                pages,
                token,
                visitor,
                participant_id,
                complaint=say_error(error),
                status=status_of(error),
            )
        return RedirectResponse(f"{pages.root}/l/{token}/sheet/{participant_id}?done=sent", 303)

    return await run_in_threadpool(take)


@router.post("/l/{token}/sheet/{participant_id}/proofs/{proof_id}/remove")
@ruled(Rule.CAPABILITY)
def remove_sheet_proof(
    token: str, participant_id: int, proof_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take a file or an address off the draft."""
    sheet = require_sheet(house, visitor, participant_id)
    code = next((code for code, some in sheet.proofs.items() if any(p.id == proof_id for p in some)), None)
    if code is None:
        raise PageError(404, "Такого подтверждения в форме нет.")
    with open_session(house.engine) as session:
        remove_proof(session, participant_id, proof_id, house.clock())
    return RedirectResponse(f"{pages.root}/l/{token}/sheet/{participant_id}?done=saved#i{code}", 303)


@show("/l/{token}/sheet/{participant_id}/proofs/{proof_id}")
@ruled(Rule.CAPABILITY)
def send_proof(participant_id: int, proof_id: int, visitor: VisitorOf, house: HouseOf) -> Response:
    """A file that backs an answer of this form."""
    require_sheet(house, visitor, participant_id)
    with open_reading(house.engine) as session:
        proof = session.get(RoundProof, check_id(proof_id))
    if proof is None or proof.participant_id != participant_id or proof.file_sha256 is None:
        raise PageError(404, "Такого файла в форме нет.")
    return send_kept(house, proof.file_sha256, proof.file_name)


def _take(
    house: House,
    pages: Pages,
    token: str,
    visitor: Visitor,
    sheet: Sheet,
    filled: Filled,
    deed: str,
    note: str,
) -> Response:
    number, at = sheet.participant.id or 0, house.clock()
    conflicts: tuple[Conflict, ...] = ()
    gaps: Sequence[CallerError] = ()
    try:
        conflicts = save_sheet(
            house, number, filled.typed, files=filled.files, urls=filled.urls, at=at, actor=visitor.actor
        )
        if deed == "submit" and not conflicts and not filled.complaints:
            hand_in_sheet(house, number, at=at, actor=visitor.actor, note=note, receipt_to=visitor.person_id)
    except SeveralMistakesError as error:
        gaps = error.mistakes
    except CallerError as error:
        return render_sheet(
            house, pages, token, visitor, number, filled, complaint=say_error(error), status=status_of(error)
        )
    if conflicts or filled.complaints or gaps:
        status = 409 if conflicts else 422
        left = filled.only({*filled.complaints, *(conflict.code for conflict in conflicts)})
        return render_sheet(house, pages, token, visitor, number, left, conflicts, gaps=gaps, status=status)
    ends = {"submit": "?done=sent", "check": "/check"}
    return RedirectResponse(f"{pages.root}/l/{token}/sheet/{number}{ends.get(deed, '?done=saved')}", 303)


def _read_filled(form: FormData, sheet: Sheet) -> Filled:
    texts, notes, complaints, typed = {}, {}, {}, []
    revisions: dict[str, int] = {}
    files: dict[str, tuple[tuple[str, BinaryIO], ...]] = {}
    urls: dict[str, tuple[str, ...]] = {}
    for indicator in sheet.questions.indicators:
        code = indicator.code
        if f"v:{code}" not in form:  # a part of the form is as good as the whole
            continue
        uploads = [f for f in form.getlist(f"f:{code}") if isinstance(f, UploadFile) and f.filename]
        if uploads:
            files[code] = tuple((upload.filename or "", upload.file) for upload in uploads)
        if lines := tuple(line.strip() for line in read_text(form, f"u:{code}").splitlines() if line.strip()):
            urls[code] = lines
        choice = read_text(form, f"c:{code}")  # between two answers, after a conflict
        if choice == "theirs":
            continue
        texts[code], notes[code] = read_text(form, f"v:{code}"), read_text(form, f"n:{code}")
        # Whoever keeps their own answer has seen the other one; whoever has not chosen yet is asked again.
        revisions[code] = _read_revision(form, f"{'h' if choice == 'mine' else 'r'}:{code}")
        try:
            value = read_answer(indicator, texts[code])
            typed.append(Typed(code, value, notes[code], revisions[code]))
        except CallerError as error:
            complaints[code] = say_error(error)
    return Filled(texts, notes, tuple(typed), complaints, files, urls, revisions)


def _read_revision(form: FormData, name: str) -> int:
    text = read_text(form, name)
    return int(text[:9]) if text.isascii() and text.isdigit() else 0
