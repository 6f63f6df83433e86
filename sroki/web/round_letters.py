"""Letters of recommendations for their organiser: drafted, read, edited, approved and sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session
from starlette.datastructures import FormData

from flows.house import House
from flows.papers.blocks import clean_text
from flows.rounds_papers.letters import approve_and_send, foresee_approval, load_paper, make_letter_file
from flows.rounds_papers.reports import MEDIA_TYPES
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.language import say, say_error
from models.round import Round
from roadmaps.rounds.letter_editing import LONGEST_TEXT, Place, Written, list_places, put_down, tidy_line
from roadmaps.rounds.scoring import find_level
from roadmaps.rounds.values import LetterText, ParticipantResult, QuestionSet
from roadmaps.store.rounds.letters import (
    LetterView,
    Stationery,
    draft_letters,
    edit_letter,
    find_letter,
    list_letters,
    questions_of,
)
from roadmaps.store.rounds.library import load_library
from roadmaps.store.rounds.listing import list_rounds
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.callers import Caller
from sroki.web.desk import status_of
from sroki.web.rendering import PageError, Pages
from sroki.web.reports import attach
from sroki.web.rounds import check_round, require_round, scope_of
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_count, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_PAGE = 200  # letters of a list
_MOST_AT_ONCE = 100  # letters approved by one form: each is a paper to write


@show("/rounds/{round_id}/letters")
@ruled(Rule.SEE)
def show_letters(
    request: Request, round_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """To whom letters are, and how each stands; with the form that drafts them."""
    return _render_list(request, round_id, caller, house, pages)


@router.post("/rounds/{round_id}/letters")
@ruled(Rule.COORDINATE)
def receive_drafting(
    request: Request,
    round_id: int,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> Response:
    """Draft a letter to each participant that has none."""
    closing = tuple(line.strip() for line in read_text(form, "closing").splitlines() if line.strip())
    words = {name: read_text(form, name)[:500] for name in ("term", "signatory", "basis")}
    check_round(house, caller, round_id)
    try:
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            draft_letters(session, round_, Stationery(**words, closing=closing), house.clock(), account.actor)
    except CallerError as error:
        return _render_list(request, round_id, caller, house, pages, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/rounds/{round_id}/letters", 303)


@show("/rounds/{round_id}/letters/approve")
@ruled(Rule.COORDINATE)
def show_approval(
    request: Request, round_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """What would follow: the number, the tasks with their days and who gets the mail, of each letter."""
    ids = [check_id(read_count(word)) for word in request.query_params.getlist("letter")]
    return _render_approval(round_id, ids, caller, house, pages)


@router.post("/rounds/{round_id}/letters/approve")
@ruled(Rule.COORDINATE)
def receive_approval(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Approve and send what was shown, each letter by itself; what was changed since is not approved."""
    seen = [_read_seen(str(word)) for word in form.getlist("letter")]
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id, Deed.COORDINATE)
        for letter_id, _ in seen:
            _find(session, round_, letter_id)
    try:
        if not seen:
            raise CallerError("Выберите письма.")
        for letter_id, revision in seen[:_MOST_AT_ONCE]:
            approve_and_send(house, letter_id, house.clock(), account.actor, revision)
    except CallerError as error:
        ids = [letter_id for letter_id, _ in seen]
        return _render_approval(round_id, ids, caller, house, pages, say_error(error), status_of(error))
    place = f"/{seen[0][0]}" if len(seen) == 1 else ""
    return RedirectResponse(f"{pages.root}/rounds/{round_id}/letters{place}", 303)


@show("/rounds/{round_id}/letters/{letter_id}")
@ruled(Rule.SEE)
def show_letter(
    round_id: int, letter_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """The letter as it will be read."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        letter = _find(session, round_, letter_id)
        blocks = [(type(block).__name__, block) for block in load_paper(session, letter).blocks]
        return pages.render(
            "round_letter.html",
            view=list_rounds(session, [round_id])[0],
            letter=letter,
            blocks=blocks,
            may_run=_may_run(caller, round_),
        )


@show("/rounds/{round_id}/letters/{letter_id}/letter.{form}")
@ruled(Rule.SEE)
def send_letter(round_id: int, letter_id: int, form: str, caller: CallerOf, house: HouseOf) -> Response:
    """The letter as a download."""
    if form not in MEDIA_TYPES:
        raise PageError(404, "Письмо бывает docx и pdf.")
    with open_reading(house.engine) as session:
        _find(session, require_round(session, house, caller, round_id), letter_id)
    content, name = make_letter_file(house, letter_id, form)
    headers = {
        "Content-Disposition": attach(name, f"letter-{letter_id}.{form}"),
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


@show("/rounds/{round_id}/letters/{letter_id}/edit")
@ruled(Rule.COORDINATE)
def show_editing(
    request: Request, round_id: int, letter_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """The letter under the pen: each place with its recommendations and what the library offers."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id, Deed.COORDINATE)
        letter = _find(session, round_, letter_id)
    if letter.approved_at is not None:
        raise PageError(
            409, "Письмо № {number} уже утверждено: его больше не правят.", number=letter.text.number
        )
    return _render_editing(request, letter, letter.text, house, pages)


@router.post("/rounds/{round_id}/letters/{letter_id}/edit")
@ruled(Rule.COORDINATE, is_large=True)
def receive_editing(
    request: Request,
    round_id: int,
    letter_id: int,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> Response:
    """Put what was written in the place of the revision that it was written on."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id, Deed.COORDINATE)
        letter = _find(session, round_, letter_id)
        places = _places_of(request, session, round_, letter)
    text, complaint = _read_letter(form, letter.text, places)
    try:
        if complaint:
            raise CallerError(complaint)
        with open_session(house.engine) as session:
            edit_letter(
                session,
                letter_id,
                read_count(read_text(form, "revision")),
                text,
                house.clock(),
                account.actor,
            )
    except CallerError as error:
        return _render_editing(request, letter, text, house, pages, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/rounds/{round_id}/letters/{letter_id}", 303)


def _read_letter(form: FormData, letter: LetterText, places: tuple[Place, ...]) -> tuple[LetterText, str]:
    """What was written, and a complaint of what cannot be so. A field that did not come stays as it was."""
    written = {i: _read_place(form, i) for i in range(len(places)) if f"t:{i}:0" in form}
    text = put_down(letter, places, written)

    def line(name: str, former: str) -> str:
        return tidy_line(clean_text(read_text(form, name))) if name in form else former

    def lines(name: str, former: tuple[str, ...]) -> tuple[str, ...]:
        some = (tidy_line(one) for one in clean_text(read_text(form, name)).split("\n"))
        return tuple(one for one in some if one) if name in form else former

    text = replace(
        text,
        addressee=line("addressee", text.addressee),
        heading=line("heading", text.heading),
        signatory=line("signatory", text.signatory),
        number=line("number", text.number),
        opening=lines("opening", text.opening),
        closing=lines("closing", text.closing),
    )
    if any(len(words) > LONGEST_TEXT for point in text.points for words in (*point.texts, *point.terms)):
        return text, say("Рекомендация длиннее {most} знаков.", most=LONGEST_TEXT)
    if not text.addressee or not text.heading:
        return text, say("Назовите, кому письмо и о чём оно.")
    if "issued_on" not in form:
        return text, ""
    try:
        day = read_text(form, "issued_on")
        return replace(text, issued_on=date.fromisoformat(day) if day else None), ""
    except ValueError:
        return text, say("Дату письма не прочитать.")


def _read_place(form: FormData, index: int) -> Written:
    wordings, row = [], 0
    while f"t:{index}:{row}" in form:
        names = (f"t:{index}:{row}", f"d:{index}:{row}")
        wordings.append((clean_text(read_text(form, names[0])), clean_text(read_text(form, names[1]))))
        row += 1
    return Written(tuple(wordings), frozenset(str(mark) for mark in form.getlist(f"lib:{index}")))


def _places_of(
    request: Request, session: Session, round_: Round, letter: LetterView, text: LetterText | None = None
) -> tuple[Place, ...]:
    questions = questions_of(session, round_)
    results = request.app.state.summaries.find(session, round_).results
    row = next((row for row in results.participants if row.party_id == letter.party_id), None)
    levels = _levels_of(questions, row) if row else {}
    return list_places(questions, text or letter.text, load_library(session, questions.name), levels)


def _levels_of(questions: QuestionSet, row: ParticipantResult) -> Mapping[str, str]:
    found = {code: find_level(questions.levels, score) for code, score in row.by_criterion.items()}
    found |= {code: cell.level for code, cell in row.cells.items()}
    return {code: level.name for code, level in found.items() if level} | (
        {"": row.level.name} if row.level else {}
    )


def _render_list(
    request: Request,
    round_id: int,
    caller: Caller,
    house: House,
    pages: Pages,
    complaint: str = "",
    status: int = 200,
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        letters = list_letters(session, round_)
        view = list_rounds(session, [round_id])[0]
    chosen = request.query_params.get("state", "")
    shown = [letter for letter in letters if chosen in ("", letter.state)]
    page = max(1, read_count(request.query_params.get("page", "1")))
    return pages.render(
        "round_letters.html",
        status,
        view=view,
        letters=shown[(page - 1) * _PAGE : page * _PAGE],
        counts={
            state: sum(one.state == state for one in letters) for state in ("drafted", "edited", "approved")
        },
        total=len(letters),
        found=len(shown),
        chosen=chosen,
        page=page,
        pages_count=-(-len(shown) // _PAGE),
        may_run=_may_run(caller, round_),
        set_id=round_.indicator_set_id,
        is_closed=round_.closed_at is not None,
        complaint=complaint,
    )


def _render_approval(
    round_id: int,
    ids: list[int],
    caller: Caller,
    house: House,
    pages: Pages,
    complaint: str = "",
    status: int = 200,
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id, Deed.COORDINATE)
        letters = [_find(session, round_, number) for number in dict.fromkeys(ids)]
        waiting = [letter for letter in letters if letter.approved_at is None]
        outlooks = foresee_approval(session, [one.id for one in waiting[:_MOST_AT_ONCE]], house.clock())
        return pages.render(
            "round_letters_approve.html",
            status,
            view=list_rounds(session, [round_id])[0],
            outlooks=outlooks,
            left=len(waiting) - len(outlooks),
            today=house.today,
            complaint=complaint,
        )


def _render_editing(
    request: Request,
    letter: LetterView,
    text: LetterText,
    house: House,
    pages: Pages,
    complaint: str = "",
    status: int = 200,
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        round_ = session.get_one(Round, letter.round_id)
        return pages.render(
            "round_letter_edit.html",
            status,
            view=list_rounds(session, [letter.round_id])[0],
            letter=letter,
            text=text,
            places=_places_of(request, session, round_, letter, text),
            complaint=complaint,
        )


def _find(session: Session, round_: Round, letter_id: int) -> LetterView:
    """A letter of this round; PageError for any other."""
    try:
        letter = find_letter(session, check_id(letter_id))
    except UnknownThingError as error:
        raise PageError(404, "Такого письма в мониторинге нет.") from error
    if letter.round_id != round_.id:
        raise PageError(404, "Такого письма в мониторинге нет.")
    return letter


def _may_run(caller: Caller, round_: Round) -> bool:
    return caller.account is not None and caller.may(Deed.COORDINATE, scope_of(round_))


def _read_seen(words: str) -> tuple[int, int]:
    """``17:2``: a letter and the revision that was shown."""
    number, _, revision = words.partition(":")
    return check_id(read_count(number)), read_count(revision)
