"""Occurrences: the list with its filters, one, and the coordinator's decisions on it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response
from pydantic import BaseModel
from sqlmodel import Session

from models.authority import Deed
from models.database import open_reading
from models.values import OccurrenceState, Quarter
from roadmaps.store import steps
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView
from roadmaps.store.paging import page_occurrences
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import OccurrenceOut, make_occurrence, require_occurrence, show_occurrence
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import Key, PageOf, TurnOf
from sroki.web.api.values import Day, Id, Incoming, QuarterWords, QueryId, Words
from sroki.web.rules import Rule, ruled

router = make_router("Сроки")


class Reason(Incoming):
    """Основание."""

    reason: Words


class Extension(Incoming):
    """Перенос: на какой день и почему."""

    to_due_on: Day
    reason: Words


class Reminded(BaseModel):
    """Скольким людям уйдёт письмо со следующим проходом."""

    people: int


@router.get("/occurrences", summary="Сроки по дням")
@ruled(Rule.SEE)
def list_some(
    caller: CallerOf,
    house: HouseOf,
    turn: TurnOf,
    roadmap: QueryId = None,
    task: QueryId = None,
    quarter: Annotated[QuarterWords | None, Query()] = None,
    executor: Annotated[Words | None, Query(description="Исполнитель или соисполнитель, как в карте")] = None,
    section: Annotated[Words | None, Query()] = None,
    state: OccurrenceState | None = None,
    late: bool | None = None,
    held: bool | None = None,
    text: Annotated[Words | None, Query(description="Слова из названия или номер")] = None,
    due_from: Annotated[Day | None, Query()] = None,
    due_until: Annotated[Day | None, Query()] = None,
) -> PageOf[OccurrenceOut]:
    """By due date, then by number."""
    wanted = OccurrenceFilter(
        roadmap_id=roadmap,
        task_id=task,
        quarter=Quarter.parse(quarter) if quarter else None,
        party=executor,
        section=section,
        state=state,
        late=late,
        held=held,
        text=text,
        due_from=due_from,
        due_until=due_until,
        reach=caller.reach(Deed.SEE),
    )
    after = turn.check(str, int)
    with open_reading(house.engine) as session:
        try:
            views = page_occurrences(session, wanted, house.clock(), turn.limit + 1, after)
        except ValueError as error:
            raise ApiError(422, "cursor не отсюда: берите его из поля next.", "foreign_cursor") from error
    rows, following = turn.make_page(views, _key)
    return PageOf[OccurrenceOut](items=[make_occurrence(view) for view in rows], next=following)


def _key(view: OccurrenceView) -> Key:
    return view.facts.due_on.isoformat(), view.id


@router.get("/occurrences/{occurrence_id}", summary="Один срок")
@ruled(Rule.SEE)
def show_one(occurrence_id: Id, caller: CallerOf, house: HouseOf) -> OccurrenceOut:
    """As it stands."""
    require_occurrence(house, caller, occurrence_id, Deed.SEE)
    with open_reading(house.engine) as session:
        return show_occurrence(session, occurrence_id, house.clock())


@router.post("/occurrences/{occurrence_id}/extend", summary="Перенести срок", response_model=OccurrenceOut)
@ruled(Rule.COORDINATE)
def extend(occurrence_id: Id, body: Extension, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Move the due date; the original one stays beside it."""

    def make(session: Session) -> OccurrenceOut:
        steps.extend(session, occurrence_id, body.to_due_on, body.reason, house.clock(), caller.actor)
        return show_occurrence(session, occurrence_id, house.clock())

    require_occurrence(house, caller, occurrence_id, Deed.COORDINATE)
    return once.make(body, make, 200)


@router.post(
    "/occurrences/{occurrence_id}/resume",
    summary="Выполнять прошедший до утверждения",
    response_model=OccurrenceOut,
)
@ruled(Rule.COORDINATE)
def resume(occurrence_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """What was past on approval is wanted all the same."""

    def make(session: Session) -> OccurrenceOut:
        steps.resume(session, occurrence_id, house.clock(), caller.actor)
        return show_occurrence(session, occurrence_id, house.clock())

    require_occurrence(house, caller, occurrence_id, Deed.COORDINATE)
    return once.make(None, make, 200)


@router.post(
    "/occurrences/{occurrence_id}/remind",
    summary="Напомнить исполнителям сверх правил",
    response_model=Reminded,
)
@ruled(Rule.COORDINATE)
def remind(occurrence_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """With the next pass, in the mail of the day."""

    def make(session: Session) -> Reminded:
        return Reminded(people=steps.ask_reminder(session, occurrence_id, house.clock(), caller.actor))

    require_occurrence(house, caller, occurrence_id, Deed.COORDINATE)
    return once.make(None, make, 200)


@router.post("/occurrences/{occurrence_id}/cancel", summary="Снять срок", response_model=OccurrenceOut)
@ruled(Rule.COORDINATE)
def cancel(occurrence_id: Id, body: Reason, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Take it off the list, with a reason."""

    def make(session: Session) -> OccurrenceOut:
        steps.cancel(session, occurrence_id, body.reason, house.clock(), caller.actor)
        return show_occurrence(session, occurrence_id, house.clock())

    require_occurrence(house, caller, occurrence_id, Deed.COORDINATE)
    return once.make(body, make, 200)
