"""What monitorings ask: sets of criteria and indicators, looked at, brought by a file, edited in place.

A version that was asked with never changes: whatever is saved becomes the next one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import count, takewhile
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from flows.aside import set_aside
from flows.house import House
from flows.question_sets import import_questions
from flows.reporting.files import MEDIA_TYPES
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.language import SOURCE, say_error, speaking
from roadmaps.rounds.rule_words import RULES
from roadmaps.rounds.set_sheets import (
    INDICATOR_FIELDS,
    KIND_WORDS,
    NO,
    YES,
    SetWords,
    read_words,
    write_set_sheets,
    write_words,
)
from roadmaps.rounds.values import QuestionSet
from roadmaps.store.rounds.sets import find_set, list_sets, load_set, store_set
from sroki.web.access import AccountOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.desk import status_of
from sroki.web.rendering import PageError, Pages
from sroki.web.reports import attach
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text, read_upload

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_SPARE = 3  # empty lines of the form, to add with
_LONGEST = 4_000  # characters of a field
_CRITERION_FIELDS, _LEVEL_FIELDS = ("code", "title", "weight"), ("code", "name", "from")
_TICKS = ("evidence", "required")


@show("/indicators")
@ruled(Rule.COORDINATE)
def show_sets(house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """All sets with their versions, and the way to bring one in."""
    return _render_list(house, pages)


@router.post("/indicators")
@ruled(Rule.COORDINATE, is_large=True)
def receive_set(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """A workbook or a document becomes the next version of its name."""
    try:
        kept = set_aside(house, *read_upload(form), at=house.clock())
        with tempfile.TemporaryDirectory(prefix="sroki-set-") as folder:
            path = Path(folder) / kept.name
            path.write_bytes(kept.content)
            stored = import_questions(
                house, path, read_text(form, "name")[:300], house.clock(), account.actor
            )
    except CallerError as error:
        return _render_list(house, pages, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/indicators/{stored.id}", 303)


@show("/indicators/{set_id}.xlsx")
@ruled(Rule.COORDINATE)
def send_set(set_id: int, house: HouseOf) -> Response:
    """The version as a workbook that can be brought in again."""
    questions = load_questions(house, set_id)
    disposition = attach(f"{questions.name}, версия {questions.version}.xlsx", f"indicators-{set_id}.xlsx")
    return Response(
        write_set_sheets(questions, house.clock()),
        media_type=MEDIA_TYPES["xlsx"],
        headers={"Content-Disposition": disposition},
    )


@show("/indicators/{set_id}")
@ruled(Rule.COORDINATE)
def show_set(set_id: int, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """One version: what is asked and how it is scored."""
    questions = load_questions(house, set_id)
    with open_reading(house.engine) as session:
        newest = find_set(session, questions.name).id
    return pages.render(
        "indicator_set.html",
        set_id=set_id,
        newest=newest,
        questions=questions,
        words=write_words(questions),
        yes=YES,
    )


@show("/indicators/{set_id}/edit")
@ruled(Rule.COORDINATE)
def show_form(set_id: int, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The form of a version, with empty lines to add with."""
    with speaking(SOURCE):  # what is written in the form is read back
        words = write_words(load_questions(house, set_id))
    return _render_form(pages, set_id, words)


@router.post("/indicators/{set_id}/edit")
@ruled(Rule.COORDINATE, is_large=True)
def receive_form(set_id: int, account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """Keep what was written as the next version; mistakes are named by line and nothing is kept."""
    before = load_questions(house, set_id)
    words = _read_form(form, before)
    try:
        questions = read_words(words, "форма")
        with open_session(house.engine) as session:
            stored = store_set(session, questions, "", house.clock(), account.actor)
    except CallerError as error:
        return _render_form(pages, set_id, words, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/indicators/{stored}", 303)


def load_questions(house: House, set_id: int) -> QuestionSet:
    """A version of a set; PageError for none."""
    with open_reading(house.engine) as session:
        try:
            return load_set(session, find_set(session, str(check_id(set_id))).id or 0)
        except UnknownThingError as error:
            raise PageError(404, "Такого набора показателей нет.") from error


def _read_form(form: FormData, before: QuestionSet) -> SetWords:
    """All rows of the form, however many, without those that were left empty or taken out."""
    rows = [
        row
        for number in _number_rows(form, "title")
        if not form.get(f"gone:{number}") and any((row := _read_row(form, number))[:9])
    ]
    return SetWords(
        " ".join(read_text(form, "name")[:300].split()) or before.name,
        before.version,
        tuple(rows),
        _read_side(form, "criterion", _CRITERION_FIELDS),
        _read_side(form, "level", _LEVEL_FIELDS),
    )


def _number_rows(form: FormData, field: str) -> Iterator[int]:
    return takewhile(lambda number: f"{field}:{number}" in form, count())


def _read_row(form: FormData, number: int) -> tuple[str, ...]:
    return tuple(
        (YES if form.get(f"{field}:{number}") else NO)
        if field in _TICKS
        else read_text(form, f"{field}:{number}")[:_LONGEST].replace("\r\n", "\n")
        for field in INDICATOR_FIELDS
    )


def _read_side(form: FormData, kind: str, fields: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    rows = (
        tuple(read_text(form, f"{kind}-{field}:{number}")[:_LONGEST] for field in fields)
        for number in _number_rows(form, f"{kind}-{fields[0]}")
    )
    return tuple(row for row in rows if any(row))


def _render_list(house: House, pages: Pages, complaint: str = "", status: int = 200) -> HTMLResponse:
    with open_reading(house.engine) as session:
        sets = list_sets(session)
    return pages.render("indicators.html", status, sets=sets, complaint=complaint)


def _render_form(
    pages: Pages, set_id: int, words: SetWords, complaint: str = "", status: int = 200
) -> HTMLResponse:
    spare = ("", "", "", "", "1", "", "", "", "", NO, YES, "")
    return pages.render(
        "indicator_set_edit.html",
        status,
        set_id=set_id,
        words=words,
        rows=[
            dict(zip(INDICATOR_FIELDS, row, strict=True)) for row in (*words.indicators, *[spare] * _SPARE)
        ],
        written=len(words.indicators),
        criteria=[f"{code}. {title}" for code, title, _ in words.criteria],
        kinds=list(KIND_WORDS.values()),
        rules=RULES,
        yes=YES,
        complaint=complaint,
    )
