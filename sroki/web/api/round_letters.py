"""Letters of recommendations: drafted, read, edited, approved into tasks and sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import Query, Response
from pydantic import BaseModel, Field, StrictInt
from sqlmodel import Session

from flows.house import House
from flows.rounds_papers.letters import approve_within, make_letter_file
from flows.rounds_papers.reports import MEDIA_TYPES
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.round import Round
from roadmaps.rounds.letter_editing import Written, list_places, put_down
from roadmaps.rounds.values import LetterText
from roadmaps.store.rounds.letters import (
    LetterView,
    Stationery,
    draft_letters,
    edit_letter,
    find_letter,
    list_letters,
    questions_of,
)
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Day, Id, Incoming, MaybeWords, Words
from sroki.web.reports import attach
from sroki.web.rounds import check_round, require_round
from sroki.web.rules import Rule, ruled

router = make_router("Письма с рекомендациями")
Revision = Annotated[StrictInt, Field(ge=1, le=2**31 - 1, description="Редакция, которую вы видели")]
_BYTES = {"schema": {"type": "string", "format": "binary"}}


class LetterOut(BaseModel):
    """Письмо в списке."""

    id: int
    party_id: int
    name: str
    revision: int
    state: str = Field(description="drafted, edited, approved")
    number: str
    recommendations: int
    without_term: int
    approved_at: datetime | None
    approved_by: str | None
    roadmap_id: int | None = Field(description="Карта, которой стали рекомендации")


class Recommendation(Incoming):
    """Рекомендация и её срок словами; пустой — без срока."""

    text: Words
    term: MaybeWords = ""


class RecommendationOut(BaseModel):
    """Рекомендация письма и её срок словами; пустой — без срока."""

    text: str
    term: str


class PointOut(BaseModel):
    """Что рекомендовано по показателю, критерию или (пустой code) в целом."""

    code: str
    criterion: bool = Field(description="code — критерия, а не показателя")
    title: str
    level: str
    recommendations: list[RecommendationOut]


class LetterWhole(BaseModel):
    """Письмо целиком."""

    letter: LetterOut
    addressee: str
    heading: str
    opening: list[str]
    points: list[PointOut]
    closing: list[str]
    signatory: str
    issued_on: date | None


class Drafting(Incoming):
    """Что у всех писем общее."""

    term: MaybeWords = ""
    signatory: MaybeWords = ""
    basis: MaybeWords = ""
    closing: Annotated[list[Words], Field(default_factory=list, max_length=50)]


class Drafted(BaseModel):
    """Сколько писем составлено."""

    letters: int


class PointIn(Incoming):
    """Рекомендации к одному месту письма: они встают на место прежних."""

    code: MaybeWords = ""
    criterion: bool = False
    recommendations: Annotated[list[Recommendation], Field(max_length=100)]


class LetterIn(Incoming):
    """Письмо целиком: место, которого нет в ``points``, остаётся без рекомендаций."""

    revision: Revision
    addressee: Words
    heading: Words
    opening: Annotated[list[Words], Field(default_factory=list, max_length=50)]
    points: Annotated[list[PointIn], Field(max_length=1_000)]
    closing: Annotated[list[Words], Field(default_factory=list, max_length=50)]
    signatory: MaybeWords = ""
    number: MaybeWords = ""
    issued_on: Day | None = None


class Approval(Incoming):
    """Утвердить то, что вы видели."""

    revision: Revision


@router.get("/rounds/{round_id}/letters", summary="Письма мониторинга")
@ruled(Rule.SEE)
def list_some(round_id: Id, caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[LetterOut]:
    """In the order of their numbers here."""
    turn.check(int)
    with open_reading(house.engine) as session:
        letters = list_letters(session, require_round(session, house, caller, round_id))
    rows, following = turn.cut(letters, lambda letter: (letter.id,))
    return PageOf[LetterOut](items=[_show(letter) for letter in rows], next=following)


@router.post(
    "/rounds/{round_id}/letters", status_code=201, summary="Составить письма", response_model=Drafted
)
@ruled(Rule.COORDINATE)
def draft(round_id: Id, body: Drafting, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """For each participant of a closed round that has none."""
    check_round(house, caller, round_id)
    paper = Stationery(body.term, body.signatory, body.basis, tuple(body.closing))

    def make(session: Session) -> Drafted:
        round_ = session.get_one(Round, round_id)
        return Drafted(letters=draft_letters(session, round_, paper, house.clock(), caller.actor))

    return once.make(body, make)


@router.get("/rounds/{round_id}/letters/{letter_id}", summary="Письмо целиком")
@ruled(Rule.SEE)
def show_one(round_id: Id, letter_id: Id, caller: CallerOf, house: HouseOf) -> LetterWhole:
    """Its words, place by place."""
    with open_reading(house.engine) as session:
        round_, letter = _require(session, house, caller, round_id, letter_id, Deed.SEE)
        return _show_whole(session, round_, letter)


@router.get(
    "/rounds/{round_id}/letters/{letter_id}/file",
    summary="Письмо файлом",
    response_class=Response,
    responses={200: {"content": dict.fromkeys(MEDIA_TYPES.values(), _BYTES)}},
)
@ruled(Rule.SEE)
def download(
    round_id: Id,
    letter_id: Id,
    caller: CallerOf,
    house: HouseOf,
    form: Annotated[Literal["docx", "pdf"], Query(description="Вид файла")] = "docx",
) -> Response:
    """Word or PDF."""
    with open_reading(house.engine) as session:
        _require(session, house, caller, round_id, letter_id, Deed.SEE)
    content, name = make_letter_file(house, letter_id, form)
    headers = {"Content-Disposition": attach(name, f"letter-{letter_id}.{form}")}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


@router.put("/rounds/{round_id}/letters/{letter_id}", summary="Поправить письмо")
@ruled(Rule.COORDINATE)
def edit(round_id: Id, letter_id: Id, body: LetterIn, caller: CallerOf, house: HouseOf) -> LetterWhole:
    """In the place of the revision that was read; of two editors the second is told."""
    _check(house, caller, round_id, letter_id)
    with open_session(house.engine) as session:
        round_, letter = session.get_one(Round, round_id), find_letter(session, letter_id)
        text = _read(session, round_, letter, body)
        letter = edit_letter(session, letter_id, body.revision, text, house.clock(), caller.actor)
        return _show_whole(session, round_, letter)


@router.post(
    "/rounds/{round_id}/letters/{letter_id}/approve",
    summary="Утвердить и отправить",
    response_model=LetterOut,
)
@ruled(Rule.COORDINATE)
def approve(
    round_id: Id, letter_id: Id, body: Approval, caller: CallerOf, house: HouseOf, once: OnceOf
) -> Response:
    """A number, tasks of the participant and the mail, together; what is approved stays so."""

    _check(house, caller, round_id, letter_id)

    def make(session: Session) -> LetterOut:
        approve_within(session, house, letter_id, house.clock(), caller.actor, body.revision)
        return _show(find_letter(session, letter_id))

    return once.make(body, make, 200)


def _check(house: House, caller: CallerOf, round_id: int, letter_id: int) -> None:
    """Before a transaction that writes: a refusal is recorded in one of its own."""
    with open_reading(house.engine) as session:
        _require(session, house, caller, round_id, letter_id, Deed.COORDINATE)


def _require(
    session: Session, house: House, caller: CallerOf, round_id: int, letter_id: int, deed: Deed
) -> tuple[Round, LetterView]:
    round_ = require_round(session, house, caller, round_id, deed)
    letter = find_letter(session, letter_id)
    if letter.round_id != round_.id:
        raise UnknownThingError("Письма № {id} нет.", id=letter_id)
    return round_, letter


def _read(session: Session, round_: Round, letter: LetterView, body: LetterIn) -> LetterText:
    places = list_places(questions_of(session, round_), letter.text, (), {})
    known = {(place.point.code, place.is_criterion): index for index, place in enumerate(places)}
    written = dict.fromkeys(range(len(places)), Written())
    for point in body.points:
        index = known.get((point.code, point.criterion))
        if index is None:
            raise CallerError("Места «{code}» в письме нет.", code=point.code)
        written[index] = Written(tuple((one.text, one.term) for one in point.recommendations))
    return replace(
        put_down(letter.text, places, written),
        addressee=body.addressee,
        heading=body.heading,
        opening=tuple(body.opening),
        closing=tuple(body.closing),
        signatory=body.signatory,
        number=body.number,
        issued_on=body.issued_on,
    )


def _show(letter: LetterView) -> LetterOut:
    names = ("id", "party_id", "name", "revision", "state", "approved_at", "approved_by", "roadmap_id")
    more: dict[str, Any] = {name: getattr(letter, name) for name in names}
    return LetterOut(
        number=letter.text.number,
        recommendations=letter.recommendations,
        without_term=letter.without_term,
        **more,
    )


def _show_whole(session: Session, round_: Round, letter: LetterView) -> LetterWhole:
    text = letter.text
    places = list_places(questions_of(session, round_), text, (), {})
    return LetterWhole(
        letter=_show(letter),
        addressee=text.addressee,
        heading=text.heading,
        opening=list(text.opening),
        points=[
            PointOut(
                code=place.point.code,
                criterion=place.is_criterion,
                title=place.point.title,
                level=place.point.level,
                recommendations=[RecommendationOut(text=words, term=term) for words, term in place.wordings],
            )
            for place in places
            if place.wordings
        ],
        closing=list(text.closing),
        signatory=text.signatory,
        issued_on=text.issued_on,
    )
