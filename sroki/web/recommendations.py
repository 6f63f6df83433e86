"""The library that letters of recommendations are drafted from: read, brought by a file, edited in place."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from itertools import count, takewhile
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from flows.aside import set_aside
from flows.house import House
from flows.question_sets import foresee_recommendations
from flows.reporting.files import MEDIA_TYPES
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.language import say, say_error
from roadmaps.rounds.library_sheets import (
    name_codes,
    name_levels,
    read_library_words,
    write_library,
    write_library_words,
)
from roadmaps.store.rounds.library import load_library, mark_library, store_library
from sroki.web.access import AccountOf, FormOf, HouseOf, PagesOf
from sroki.web.desk import status_of
from sroki.web.indicators import load_questions
from sroki.web.rendering import Pages
from sroki.web.reports import attach
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text, read_upload

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_SPARE = 3  # empty lines of the form, to add with
_MOST_ROWS = 1_000  # of a file: a form takes 5,000 fields
_LONGEST = 4_000  # characters of a recommendation
_FIELDS = ("code", "level", "text", "term")
Words = tuple[str, str, str, str]


@show("/indicators/{set_id}/recommendations")
@ruled(Rule.COORDINATE)
def show_library(set_id: int, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What letters may recommend, by indicator and level, under the pen."""
    return _render(house, pages, set_id)


@show("/indicators/{set_id}/recommendations.xlsx")
@ruled(Rule.COORDINATE)
def send_library(set_id: int, house: HouseOf) -> Response:
    """The same as a workbook that can be brought in again."""
    questions = load_questions(house, set_id)
    with open_reading(house.engine) as session:
        library = load_library(session, questions.name)
    name = attach(f"Рекомендации, {questions.name}.xlsx", f"recommendations-{set_id}.xlsx")
    return Response(
        write_library(questions, library, house.clock()),
        media_type=MEDIA_TYPES["xlsx"],
        headers={"Content-Disposition": name},
    )


@router.post("/indicators/{set_id}/recommendations/file")
@ruled(Rule.COORDINATE, is_large=True)
def receive_file(set_id: int, form: FormOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Fill the form with what a workbook or a letter says; nothing is kept before it is saved."""
    questions = load_questions(house, set_id)
    try:
        kept = set_aside(house, *read_upload(form), at=house.clock())
        with tempfile.TemporaryDirectory(prefix="sroki-library-") as folder:
            path = Path(folder) / kept.name
            path.write_bytes(kept.content)
            texts, left_out = foresee_recommendations(house, path, str(set_id))
        if len(texts) > _MOST_ROWS:
            raise CallerError("В файле больше {most} рекомендаций: введите их командой.", most=_MOST_ROWS)
    except CallerError as error:
        return _render(house, pages, set_id, complaint=say_error(error), status=status_of(error))
    words = write_library_words(questions, texts)
    return _render(house, pages, set_id, words, left_out=[(text.code, text.text) for text in left_out])


@router.post("/indicators/{set_id}/recommendations")
@ruled(Rule.COORDINATE, is_large=True)
def receive_library(
    set_id: int, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Keep what was written in the place of what was seen; mistakes are named by line, nothing is kept."""
    questions, words, seen = load_questions(house, set_id), _read_form(form), read_text(form, "seen")
    try:
        texts = read_library_words(questions, words, "форма")
        with open_session(house.engine) as session:
            store_library(session, questions.name, texts, house.clock(), account.actor, seen)
    except CallerError as error:
        is_told = isinstance(error, ForbiddenTransitionError)  # that others stand there by now
        return _render(
            house, pages, set_id, words, say_error(error), status_of(error), seen="" if is_told else seen
        )
    return RedirectResponse(f"{pages.root}/indicators/{set_id}/recommendations", 303)


def _read_form(form: FormData) -> list[Words]:
    """All rows of the form, however many, without those that were left empty or taken out."""
    rows = []
    for number in takewhile(lambda number: f"code:{number}" in form, count()):
        code, level, text, term = (
            read_text(form, f"{field}:{number}")[:_LONGEST].replace("\r\n", "\n") for field in _FIELDS
        )
        if (text or term) and not form.get(f"gone:{number}"):
            rows.append((code, level, text, term))
    return rows


def _render(
    house: House,
    pages: Pages,
    set_id: int,
    words: Sequence[Words] | None = None,
    complaint: str = "",
    status: int = 200,
    left_out: Sequence[tuple[str, str]] = (),
    seen: str = "",
) -> HTMLResponse:
    """``seen``: the mark of the texts that ``words`` were written over; "" for those that stand now."""
    questions = load_questions(house, set_id)
    with open_reading(house.engine) as session:
        library = load_library(session, questions.name)
    stands = write_library_words(questions, library)
    shown = stands if words is None else tuple(words)
    codes, levels = name_codes(questions), name_levels(questions)
    whole, anybody = next(iter(codes)), levels[0]
    return pages.render(
        "recommendations.html",
        status,
        set_id=set_id,
        questions=questions,
        rows=[*shown, *[(whole, anybody, "", "")] * _SPARE],
        written=len(shown),
        is_unsaved=shown != stands,
        codes={whole: say("в целом"), **{code: f"{code}. {codes[code]}" for code in list(codes)[1:]}},
        levels={anybody: say("любой"), **{level: level for level in levels[1:]}},
        seen=seen or mark_library(library),
        left_out=left_out,
        longest=_LONGEST,
        complaint=complaint,
    )
