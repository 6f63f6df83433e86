"""Monitorings: the list, one whole, whom it asks, a later day for one of them, a form opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Query, Response
from pydantic import BaseModel, Field
from sqlmodel import Session, select

from flows.house import House
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import UnknownThingError
from models.round import Round, RoundParticipant
from roadmaps.store.contacts import check_zone
from roadmaps.store.rounds.letters import questions_of
from roadmaps.store.rounds.lifecycle import (
    close_round,
    extend_participant,
    open_round,
    reopen_participant,
)
from roadmaps.store.rounds.listing import (
    ParticipantView,
    RoundView,
    list_follow_ups,
    list_participants,
    list_rounds,
)
from roadmaps.store.rounds.participants import Entry, set_participants
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.once import Once, OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Day, Id, Incoming, MaybeWords, Words
from sroki.web.callers import Caller
from sroki.web.rounds import check_round, require_round, scope_of
from sroki.web.rules import Rule, ruled

router = make_router("Мониторинги")
State = Literal["planned", "open", "closed", "missed", "cancelled"]


class RoundOut(BaseModel):
    """Мониторинг в цифрах. Ключи те же, что в sroki round list --json."""

    id: int
    title: str
    kind: str
    organiser: str | None
    opens_on: date
    due_on: date
    grace_days: int = Field(description="Сколько дней после срока принимают опоздавших")
    state: State
    lacks: list[str] = Field(description="Чего не хватает, чтобы открыться")
    questions: str | None
    participants: int
    submitted: int
    late: int
    unaddressed: int = Field(description="Участников, которым некому писать")
    roadmap_id: int | None
    source_roadmap_id: int | None
    previous_id: int | None


class IndicatorOut(BaseModel):
    """Показатель: что спрашивают и в каком виде ждут ответа."""

    code: str
    title: str
    criterion: str
    kind: str = Field(description="yes_no, number, share, choice, text")
    unit: str
    choices: list[str]
    needs_evidence: bool
    is_required: bool


class FollowUpOut(BaseModel):
    """Срок приказа, который следует за мониторингом."""

    occurrence_id: int
    purpose: str
    due_on: date
    to_party: str | None
    submitted_at: datetime | None
    accepted_at: datetime | None


class RoundWhole(BaseModel):
    """Мониторинг с показателями и тем, что за ним следует."""

    round: RoundOut
    opened_at: datetime | None
    closed_at: datetime | None
    indicators: list[IndicatorOut]
    follow_ups: list[FollowUpOut]


class ParticipantOut(BaseModel):
    """Участник мониторинга."""

    id: int
    party_id: int
    name: str
    grouping: str
    occurrence_id: int | None
    state: str = Field(description="not_asked, waiting, begun, submitted, returned, cancelled")
    is_late: bool
    due_on: date
    last_on: date = Field(description="Последний день, когда ответы принимаются")
    submitted_at: datetime | None
    answered: int
    has_address: bool


class ParticipantIn(Incoming):
    """Кого спросить и кому там писать."""

    name: Words
    grouping: MaybeWords = ""
    addresses: Annotated[list[Words], Field(default_factory=list, max_length=20)]
    contact: MaybeWords = ""
    zone: MaybeWords | None = None


class ListIn(Incoming):
    """Список целиком: он встаёт на место прежнего."""

    participants: Annotated[list[ParticipantIn], Field(min_length=1, max_length=10_000)]


class ListOut(BaseModel):
    """Сколько участников в списке."""

    participants: int


class ExtensionIn(Incoming):
    """Новый последний день для одного участника."""

    to_on: Day
    reason: Words


class ReopeningIn(Incoming):
    """По какой день принимать снова и почему: это прочтёт участник."""

    until_on: Day
    reason: Words


@router.get("/rounds", summary="Мониторинги")
@ruled(Rule.SEE)
def list_some(
    caller: CallerOf,
    house: HouseOf,
    turn: TurnOf,
    state: Annotated[State | None, Query(description="Состояние")] = None,
) -> PageOf[RoundOut]:
    """In the order of their numbers here."""
    turn.check(int)
    with open_reading(house.engine) as session:
        seen = [
            row.id for row in session.exec(select(Round)) if row.id and caller.may(Deed.SEE, scope_of(row))
        ]
        views = [view for view in list_rounds(session, seen) if state in (None, view.state)]
    rows, following = turn.cut(views, lambda view: (view.id,))
    return PageOf[RoundOut](items=[show_round(view) for view in rows], next=following)


@router.get("/rounds/{round_id}", summary="Мониторинг целиком")
@ruled(Rule.SEE)
def show_one(round_id: Id, caller: CallerOf, house: HouseOf) -> RoundWhole:
    """With what it asks, by indicator."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        questions = questions_of(session, round_) if round_.indicator_set_id else None
        return RoundWhole(
            round=show_round(list_rounds(session, [round_id])[0]),
            opened_at=round_.opened_at,
            closed_at=round_.closed_at,
            indicators=[
                IndicatorOut(
                    code=i.code,
                    title=i.title,
                    criterion=i.criterion,
                    kind=i.kind.value,
                    unit=i.unit,
                    choices=list(i.choices),
                    needs_evidence=i.needs_evidence,
                    is_required=i.is_required,
                )
                for i in (questions.indicators if questions else ())
            ],
            follow_ups=[FollowUpOut(**vars(follow)) for follow in list_follow_ups(session, round_)],
        )


@router.get("/rounds/{round_id}/participants", summary="Участники мониторинга")
@ruled(Rule.SEE)
def list_asked(round_id: Id, caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[ParticipantOut]:
    """Who is asked and how far each has come."""
    turn.check(int)
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        people = list_participants(session, round_, round_.day_of(house.clock()))
    rows, following = turn.cut(people, lambda person: (person.id,))
    return PageOf[ParticipantOut](items=[show_participant(person) for person in rows], next=following)


@router.put("/rounds/{round_id}/participants", summary="Задать список участников")
@ruled(Rule.COORDINATE)
def set_list(round_id: Id, body: ListIn, caller: CallerOf, house: HouseOf) -> ListOut:
    """Until the round opens; the same list again is the same list."""
    for person in body.participants:
        check_zone(person.zone or None)
    entries = [
        Entry(one.name, one.grouping, tuple(one.addresses), one.contact, one.zone or None)
        for one in body.participants
    ]
    check_round(house, caller, round_id)
    with open_session(house.engine) as session:
        round_ = session.get_one(Round, round_id)
        count = set_participants(session, round_, entries, house.clock(), caller.actor)
    return ListOut(participants=count)


@router.post("/rounds/{round_id}/open", summary="Открыть сейчас", response_model=RoundOut)
@ruled(Rule.COORDINATE)
def open_one(round_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Without waiting for its day; invitations leave with the next pass. What is open stays open."""
    return _step(round_id, caller, house, once, open_round)


@router.post("/rounds/{round_id}/close", summary="Закрыть сейчас", response_model=RoundOut)
@ruled(Rule.COORDINATE)
def close_one(round_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Whoever was given a later day may hand in until then. What is closed stays closed."""
    return _step(round_id, caller, house, once, close_round)


def _step(
    round_id: int,
    caller: Caller,
    house: House,
    once: Once,
    take: Callable[[Session, Round, datetime, str], bool],
) -> Response:
    with open_reading(house.engine) as session:
        require_round(session, house, caller, round_id, Deed.COORDINATE)

    def make(session: Session) -> RoundOut:
        take(session, session.get_one(Round, round_id), house.clock(), caller.actor)
        session.flush()
        return show_round(list_rounds(session, [round_id])[0])

    return once.make(None, make, 200)


@router.post(
    "/rounds/{round_id}/participants/{participant_id}/extend",
    summary="Продлить одному участнику",
    response_model=ParticipantOut,
)
@ruled(Rule.COORDINATE)
def extend_one(
    round_id: Id, participant_id: Id, body: ExtensionIn, caller: CallerOf, house: HouseOf, once: OnceOf
) -> Response:
    """A later last day, also after the close."""
    check_participant(house, caller, round_id, participant_id)

    def make(session: Session) -> ParticipantOut:
        round_ = session.get_one(Round, round_id)
        participant = session.get_one(RoundParticipant, participant_id)
        extend_participant(session, round_, participant, body.to_on, body.reason, house.clock(), caller.actor)
        return _find_view(session, house, round_, participant_id)

    return once.make(body, make, 200)


@router.post(
    "/rounds/{round_id}/participants/{participant_id}/reopen",
    summary="Вернуть форму на доработку",
    response_model=ParticipantOut,
)
@ruled(Rule.COORDINATE)
def reopen_one(
    round_id: Id, participant_id: Id, body: ReopeningIn, caller: CallerOf, house: HouseOf, once: OnceOf
) -> Response:
    """The participant is told why."""
    check_participant(house, caller, round_id, participant_id)

    def make(session: Session) -> ParticipantOut:
        round_ = session.get_one(Round, round_id)
        participant = session.get_one(RoundParticipant, participant_id)
        reopen_participant(
            session, round_, participant, body.until_on, body.reason, house.clock(), caller.actor
        )
        return _find_view(session, house, round_, participant_id)

    return once.make(body, make, 200)


def check_participant(house: House, caller: CallerOf, round_id: int, participant_id: int) -> None:
    """Before a transaction that writes: a refusal is recorded in one of its own."""
    with open_reading(house.engine) as session:
        require_participant(session, house, caller, round_id, participant_id, Deed.COORDINATE)


def require_participant(
    session: Session, house: House, caller: CallerOf, round_id: int, participant_id: int, deed: Deed
) -> tuple[Round, RoundParticipant]:
    """A round and one of its participants, where the caller may do the deed."""
    round_ = require_round(session, house, caller, round_id, deed)
    participant = session.get(RoundParticipant, participant_id)
    if participant is None or participant.round_id != round_.id:
        raise UnknownThingError("Такого участника в мониторинге нет.")
    return round_, participant


def show_round(view: RoundView) -> RoundOut:
    """The figures of a round."""
    return RoundOut.model_validate(view.as_json())


def show_participant(view: ParticipantView) -> ParticipantOut:
    """A participant as it stands."""
    return ParticipantOut(**vars(view))


def _find_view(session: Session, house: House, round_: Round, participant_id: int) -> ParticipantOut:
    session.flush()
    session.expire_all()
    people = list_participants(session, round_, round_.day_of(house.clock()))
    return show_participant(next(person for person in people if person.id == participant_id))
