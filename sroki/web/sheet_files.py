"""The form of a participant as a workbook: out with what is answered, back as if it had been typed."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from flows.house import House
from flows.reporting.files import MEDIA_TYPES
from flows.sheets import read_sheet_form, write_sheet_form
from models.errors import CallerError, SeveralMistakesError
from models.language import say, say_error
from roadmaps.store.rounds.answering import Typed
from roadmaps.store.rounds.sheets import Sheet
from roadmaps.store.visitors import Visitor
from sroki.web.access import HouseOf, PagesOf, VisitorOf
from sroki.web.rendering import Pages
from sroki.web.reports import attach
from sroki.web.rules import Rule, ruled
from sroki.web.sheet_pages import Filled, render_sheet, require_sheet, text_of
from sroki.web.uploads import read_form

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_LONGEST_NAME = 100
_MOST_MISTAKES = 50  # of a file; whoever has more has sent another file


@show("/l/{token}/sheet/{participant_id}/answers.xlsx")
@ruled(Rule.CAPABILITY)
def send_sheet_form(participant_id: int, visitor: VisitorOf, house: HouseOf) -> Response:
    """The form to fill in without a connection."""
    sheet = require_sheet(house, visitor, participant_id)
    name = " ".join(f"{sheet.round_.title}. {sheet.name}"[:_LONGEST_NAME].replace("/", "-").split())
    headers = {
        "Content-Disposition": attach(f"{name}.xlsx", f"answers-{participant_id}.xlsx"),
        "Cache-Control": "private, no-store",
    }
    return Response(write_sheet_form(sheet, house.clock()), media_type=MEDIA_TYPES["xlsx"], headers=headers)


@router.post("/l/{token}/sheet/{participant_id}/answers.xlsx")
@ruled(Rule.CAPABILITY)
async def receive_sheet_form(
    request: Request, token: str, participant_id: int, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Show what a filled-in form says in the fields of the page. Nothing is saved until the person does."""
    sheet = await run_in_threadpool(require_sheet, house, visitor, participant_id)
    limit_bytes = house.settings.upload_limit_bytes
    form, is_cut = await read_form(request, limit_bytes)
    upload = form.get("file")
    if is_cut or (isinstance(upload, UploadFile) and (upload.size or 0) > limit_bytes):
        limit = limit_bytes // (1024 * 1024)
        content, name, status = b"", "", 413
        complaint = say("Книга больше {limit} МБ, ничего не прочитано.", limit=limit)
    elif not isinstance(upload, UploadFile) or not upload.filename:
        content, name, complaint, status = b"", "", say("Выберите заполненную книгу Excel."), 422
    else:
        content, name = await upload.read(), PurePosixPath(upload.filename).name[-_LONGEST_NAME:]
        complaint, status = "", 200
    if complaint:
        return await run_in_threadpool(
            render_sheet, house, pages, token, visitor, participant_id, complaint=complaint, status=status
        )
    show_read = partial(_show_read, house, pages, token, visitor, sheet, content, name)
    return await to_thread.run_sync(show_read, limiter=request.app.state.readers)


def _show_read(
    house: House, pages: Pages, token: str, visitor: Visitor, sheet: Sheet, content: bytes, name: str
) -> Response:
    number = sheet.participant.id or 0
    if not sheet.is_writable:
        complaint = say("Форма сейчас не принимает ответов.")
        return render_sheet(house, pages, token, visitor, number, complaint=complaint, status=409)
    try:
        changes = read_sheet_form(house, sheet, content, name)
    except SeveralMistakesError as error:
        mistakes = error.mistakes[:_MOST_MISTAKES]
        return render_sheet(house, pages, token, visitor, number, mistakes=mistakes, status=422)
    except CallerError as error:
        return render_sheet(house, pages, token, visitor, number, complaint=say_error(error), status=422)
    return render_sheet(house, pages, token, visitor, number, _fill(sheet, changes), read_from=name)


def _fill(sheet: Sheet, changes: list[Typed]) -> Filled:
    indicators = {indicator.code: indicator for indicator in sheet.questions.indicators}
    return Filled(
        texts={entry.code: text_of(indicators[entry.code], entry.value) for entry in changes},
        notes={entry.code: entry.note for entry in changes},
        revisions={entry.code: entry.base_revision for entry in changes},
    )
