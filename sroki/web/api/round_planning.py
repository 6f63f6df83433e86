"""Monitorings that no order names: foreseen, written down, moved, called off; what one asks with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Response
from pydantic import BaseModel, Field, StrictInt
from sqlmodel import Session

from flows.house import House
from models.authority import Deed
from models.database import open_reading, open_session, row_id
from models.errors import ForbiddenTransitionError, UnknownThingError
from models.round import IndicatorSet, Round
from roadmaps.store.rounds.editing import reschedule_round, set_grace, set_organiser
from roadmaps.store.rounds.lifecycle import Window, cancel_round, choose_questions
from roadmaps.store.rounds.listing import list_rounds
from roadmaps.store.rounds.manual import RoundPlan, add_round, foresee_plan
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.rounds import RoundOut, show_round
from sroki.web.api.values import Day, Id, Incoming, MaybeWords, Number, Words
from sroki.web.rounds import check_round
from sroki.web.rules import Rule, ruled

router = make_router("Мониторинги")
GraceDays = Annotated[StrictInt, Field(ge=0, le=366, description="Сколько дней после срока ждать опоздавших")]


class RoundIn(Incoming):
    """Мониторинг, которого нет в приказе. Участников задают потом: PUT …/participants."""

    title: Words
    opens_on: Day
    due_on: Day
    grace_days: GraceDays = 0
    organiser: MaybeWords = Field("", description="Кто проводит; неизвестная организация появится")
    kind: MaybeWords = ""
    set_id: Number | None = Field(None, description="Набор показателей: /indicator-sets")
    previous_id: Number | None = Field(None, description="С каким прошлым мониторингом сравнивать")
    zone: Words | None = Field(None, description="Часовой пояс дней; null: как у дома")


class ForecastOut(BaseModel):
    """Что часы сделают сами. Моменты — UTC."""

    looks_at: list[datetime] = Field(description="Когда организатор узнает, чего не хватает")
    opens_at: datetime
    reminders_at: list[datetime] = Field(description="Когда напомнят тем, кто не сдал")
    last_on: date = Field(description="Последний день, когда ответы принимаются")
    closes_at: datetime
    is_over: bool = Field(description="Эти дни прошли, и мониторинг не откроется")


class MoveIn(Incoming):
    """Что меняется; null — остаётся. Дни и организатор — до открытия, ожидание опоздавших — до закрытия."""

    opens_on: Day | None = None
    due_on: Day | None = None
    grace_days: GraceDays | None = None
    organiser: Words | None = None


class CancellationIn(Incoming):
    """Почему мониторинга не будет."""

    reason: Words


class SetChoiceIn(Incoming):
    """Которым набором показателей спрашивать."""

    set_id: Number


@router.post("/rounds/preview", summary="Что будет с мониторингом")
@ruled(Rule.COORDINATE)
def foresee(body: RoundIn, caller: CallerOf, house: HouseOf) -> ForecastOut:
    """The calendar of the clock for a plan; nothing is stored."""
    require_whole(house, caller, Deed.COORDINATE)
    with open_reading(house.engine) as session:
        forecast = foresee_plan(session, _read(body, house), house.clock())
    return ForecastOut.model_validate(forecast, from_attributes=True)


@router.post("/rounds", status_code=201, summary="Завести мониторинг", response_model=RoundOut)
@ruled(Rule.COORDINATE)
def add_one(body: RoundIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """It asks nobody until it has participants and indicators, and its day has come."""
    require_whole(house, caller, Deed.COORDINATE)

    def make(session: Session) -> RoundOut:
        round_, is_new = add_round(session, _read(body, house), house.clock(), caller.actor)
        if not is_new:
            raise ForbiddenTransitionError("Такой мониторинг уже есть: № {id}.", id=round_.id)
        return _show(session, round_)

    return once.make(body, make)


@router.post("/rounds/{round_id}/move", summary="Изменить дни и организатора", response_model=RoundOut)
@ruled(Rule.COORDINATE)
def move(round_id: Id, body: MoveIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Days that are changed here follow the order no more."""
    check_round(house, caller, round_id)

    def make(session: Session) -> RoundOut:
        round_, at = session.get_one(Round, round_id), house.clock()
        if body.opens_on or body.due_on:
            window = Window(body.opens_on or round_.opens_on, body.due_on or round_.due_on)
            reschedule_round(session, round_, window, at, caller.actor)
        if body.organiser is not None:
            set_organiser(session, round_, body.organiser, at, caller.actor)
        if body.grace_days is not None:
            set_grace(session, round_, body.grace_days, at, caller.actor)
        return _show(session, round_)

    return once.make(body, make, 200)


@router.post("/rounds/{round_id}/cancel", summary="Отменить мониторинг", response_model=RoundOut)
@ruled(Rule.COORDINATE)
def cancel_one(
    round_id: Id, body: CancellationIn, caller: CallerOf, house: HouseOf, once: OnceOf
) -> Response:
    """Nobody is asked any more; what was handed in stays."""
    check_round(house, caller, round_id)

    def make(session: Session) -> RoundOut:
        round_ = session.get_one(Round, round_id)
        cancel_round(session, round_, body.reason, house.clock(), caller.actor)
        return _show(session, round_)

    return once.make(body, make, 200)


@router.put("/rounds/{round_id}/questions", summary="Выбрать набор показателей")
@ruled(Rule.COORDINATE)
def choose_set(round_id: Id, body: SetChoiceIn, caller: CallerOf, house: HouseOf) -> RoundOut:
    """Until the round opens; the same set again changes nothing that anybody sees."""
    check_round(house, caller, round_id)
    with open_session(house.engine) as session:
        if session.get(IndicatorSet, body.set_id) is None:
            raise UnknownThingError("Такого набора показателей нет.")
        round_ = session.get_one(Round, round_id)
        choose_questions(session, round_, body.set_id, house.clock(), caller.actor)
        return _show(session, round_)


def _read(body: RoundIn, house: House) -> RoundPlan:
    return RoundPlan(
        body.title,
        Window(body.opens_on, body.due_on),
        body.zone or house.settings.zone,
        body.organiser,
        body.kind,
        body.grace_days,
        body.set_id,
        body.previous_id,
    )


def _show(session: Session, round_: Round) -> RoundOut:
    session.flush()
    return show_round(list_rounds(session, [row_id(round_)])[0])
