"""Monitorings as their organisers see them: what is planned, who has answered, what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session, select

from flows.house import House
from models.authority import Deed, ObjectScope
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.language import say_error
from models.round import Round, RoundParticipant, RoundProof
from roadmaps.rounds.answers import format_answer
from roadmaps.store.rounds.handed_in import load_handed_in, was_handed_in
from roadmaps.store.rounds.lifecycle import choose_questions, extend_participant, reopen_participant
from roadmaps.store.rounds.listing import (
    ParticipantView,
    find_participant,
    list_follow_ups,
    list_participants,
    list_rounds,
)
from roadmaps.store.rounds.sets import list_sets
from roadmaps.store.rounds.sheets import find_sheet
from roadmaps.store.rounds.watching import IndicatorWatch, watch_indicators
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.callers import Caller, refuse
from sroki.web.desk import status_of
from sroki.web.files import send_kept
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_count, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_PAGE = 200  # rows of a ranking on one page


@show("/rounds")
@ruled(Rule.SEE)
def show_rounds(caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """All rounds within the caller's reach."""
    with open_reading(house.engine) as session:
        ids = [round_.id for round_ in _all_rounds(session) if caller.may(Deed.SEE, scope_of(round_))]
        views = list_rounds(session, [id_ for id_ in ids if id_ is not None])
    return pages.render("rounds.html", rounds=views, today=house.today)


@show("/rounds/{round_id}")
@ruled(Rule.SEE)
def show_round(
    request: Request, round_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """Who is asked, who has answered; with the forms of whoever may run it."""
    return _render_round(request, round_id, caller, house, pages)


@show("/rounds/{round_id}/participants/{participant_id}")
@ruled(Rule.SEE)
def show_participant(
    round_id: int, participant_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """The answers of one beside those of the round before."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        try:
            find_participant(session, round_, str(check_id(participant_id)))
            sheet = find_sheet(session, participant_id, house.clock())
            answers, proofs = load_handed_in(session, sheet)
        except UnknownThingError as error:
            raise PageError(404, say_error(error)) from error
        may_run = caller.may(Deed.COORDINATE, scope_of(round_))
    return pages.render(
        "round_participant.html",
        sheet=sheet,
        answers=answers,
        proofs=proofs,
        may_run=may_run,
        format_answer=format_answer,
        today=house.today,
    )


@show("/rounds/{round_id}/participants/{participant_id}/proofs/{proof_id}")
@ruled(Rule.SEE)
def send_proof(
    round_id: int, participant_id: int, proof_id: int, caller: CallerOf, house: HouseOf
) -> Response:
    """A file that backs an answer of a participant."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        proof = session.get(RoundProof, check_id(proof_id))
        participant = session.get(RoundParticipant, proof.participant_id) if proof else None
        is_draft = proof is None or not was_handed_in(session, proof)
    if proof is None or participant is None or participant.round_id != round_.id or is_draft:
        raise PageError(404, "Такого файла в мониторинге нет.")
    if participant.id != participant_id or proof.file_sha256 is None:
        raise PageError(404, "Такого файла в мониторинге нет.")
    return send_kept(house, proof.file_sha256, proof.file_name)


@router.post("/rounds/{round_id}/participants/{participant_id}")
@ruled(Rule.COORDINATE)
def receive_participant(
    request: Request,
    round_id: int,
    participant_id: int,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> Response:
    """Extend or reopen for one participant, with a reason."""
    at = house.clock()
    check_round(house, caller, round_id)
    try:
        day = _read_day(read_text(form, "day"))
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            participant = find_participant(session, round_, str(check_id(participant_id)))
            act = {"extend": extend_participant, "reopen": reopen_participant}.get(read_text(form, "do"))
            if act is None:
                raise CallerError("Выберите, продлить или открыть снова.")
            act(session, round_, participant, day, read_text(form, "reason")[:2000], at, account.actor)
    except CallerError as error:
        return _render_round(request, round_id, caller, house, pages, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/rounds/{round_id}#p{participant_id}", 303)


@router.post("/rounds/{round_id}/questions")
@ruled(Rule.COORDINATE)
def receive_questions(
    request: Request,
    round_id: int,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> Response:
    """Choose the set of indicators before the round opens."""
    check_round(house, caller, round_id)
    try:
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            wanted = read_count(read_text(form, "set"))
            if wanted not in {row.id for row in list_sets(session)}:
                raise CallerError("Выберите набор показателей.")
            choose_questions(session, round_, wanted, house.clock(), account.actor)
    except CallerError as error:
        return _render_round(request, round_id, caller, house, pages, say_error(error), status_of(error))
    return RedirectResponse(f"{pages.root}/rounds/{round_id}", 303)


def scope_of(round_: Round) -> ObjectScope | None:
    """Where a round belongs: to its own roadmap, before it opens to the document; its organiser's."""
    roadmap_id = round_.roadmap_id or round_.source_roadmap_id
    parties = frozenset([round_.organiser_id] if round_.organiser_id else [])
    return ObjectScope(roadmap_id, parties) if roadmap_id else None


def _render_round(
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
        people = list_participants(session, round_, round_.day_of(house.clock()))
        chosen = {name: request.query_params.get(name, "") for name in ("state", "grouping", "late")}
        shown = [person for person in people if _fits(person, chosen)]
        page = max(1, read_count(request.query_params.get("page", "1")))
        return pages.render(
            "round.html",
            status,
            view=list_rounds(session, [round_id])[0],
            people=shown[(page - 1) * _PAGE : page * _PAGE],
            total=len(shown),
            page=page,
            pages_count=-(-len(shown) // _PAGE),
            chosen=chosen,
            groupings=sorted({person.grouping for person in people if person.grouping}),
            follow_ups=list_follow_ups(session, round_),
            watched=_watch(request, session, round_),
            sets=list_sets(session),
            may_run=caller.account is not None and caller.may(Deed.COORDINATE, scope_of(round_)),
            complaint=complaint,
            today=house.today,
        )


def _watch(request: Request, session: Session, round_: Round) -> tuple[IndicatorWatch, ...]:
    if round_.opened_at is None or round_.indicator_set_id is None:
        return ()
    return watch_indicators(session, round_, request.app.state.summaries.find(session, round_))


def _fits(person: ParticipantView, chosen: dict[str, str]) -> bool:
    return (
        chosen["state"] in ("", person.state)
        and chosen["grouping"] in ("", person.grouping)
        and (chosen["late"] != "yes" or person.is_late)
    )


def require_round(
    session: Session, house: House, caller: Caller, round_id: int, deed: Deed = Deed.SEE
) -> Round:
    """The round, where the caller may do this with it; PageError 404 or 403 otherwise."""
    round_ = session.get(Round, check_id(round_id))
    if round_ is None or not caller.may(Deed.SEE, scope_of(round_)):
        if round_ is not None:
            refuse(house, caller, f"round:{round_id}")
        raise PageError(404, "Такого мониторинга нет.")
    if not caller.may(deed, scope_of(round_)):
        refuse(house, caller, f"{deed.value} round:{round_id}")
        raise PageError(403, "Ваша учётная запись этого не может. Кто может, знает администратор.")
    return round_


def check_round(house: House, caller: Caller, round_id: int, deed: Deed = Deed.COORDINATE) -> None:
    """The same before a transaction that writes: a refusal is recorded in one of its own."""
    with open_reading(house.engine) as session:
        require_round(session, house, caller, round_id, deed)


def _all_rounds(session: Session) -> Iterable[Round]:
    return session.exec(select(Round)).all()


def _read_day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise CallerError("Выберите последний день.") from error
