"""Requests for a later day: asked by who carries out, answered by who reviews."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from fastapi import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from models.authority import Deed
from models.database import open_reading
from roadmaps.store.extending import (
    RequestView,
    ask_extension,
    decide_extension,
    find_request,
    list_waiting_requests,
)
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.evidence import require_errand
from sroki.web.api.failures import ApiError
from sroki.web.api.me import HolderOf
from sroki.web.api.objects import require_occurrence
from sroki.web.api.occurrences import Extension
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id, Incoming, LongWords
from sroki.web.rules import Rule, ruled

router = make_router("Переносы")


class RequestOut(BaseModel):
    """Запрос о переносе и ответ на него."""

    id: int
    occurrence_id: int
    to_due_on: date
    reason: str
    asked_at: datetime
    asked_by: str
    granted: bool | None = Field(description="null: ответа ещё нет или запрос заменён другим")
    answer: str | None
    decided_at: datetime | None
    decided_by: str | None


class AnswerIn(Incoming):
    """Разрешить или отказать; при отказе нужно почему."""

    decision: Literal["grant", "refuse"]
    reason: LongWords = ""


@router.get("/extension-requests", summary="Запросы о переносе, которые ждут ответа")
@ruled(Rule.REVIEW)
def list_waiting(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[RequestOut]:
    """Oldest first."""
    turn.check(int)
    with open_reading(house.engine) as session:
        waiting = list_waiting_requests(session)
        ids = {request.occurrence_id for request in waiting}
        wanted = OccurrenceFilter(ids=ids, reach=caller.reach(Deed.REVIEW))
        seen = {view.id for view in list_occurrences(session, wanted, house.clock())} if ids else set()
    mine = [request for request in waiting if request.occurrence_id in seen]
    rows, following = turn.cut(mine, lambda request: (request.id,))
    return PageOf[RequestOut](items=[_show(request) for request in rows], next=following)


@router.post(
    "/occurrences/{occurrence_id}/extension-requests",
    status_code=201,
    summary="Попросить перенести срок",
    response_model=RequestOut,
)
@ruled(Rule.HAND_IN)
def ask(occurrence_id: Id, body: Extension, holder: HolderOf, house: HouseOf, once: OnceOf) -> Response:
    """Until the answer the present day holds."""
    require_errand(house, holder, occurrence_id)

    def make(session: Session) -> RequestOut:
        at = house.clock()
        return _show(ask_extension(session, occurrence_id, body.to_due_on, body.reason, at, holder.actor))

    return once.make(body, make)


@router.post(
    "/extension-requests/{request_id}/answer", summary="Ответить на запрос", response_model=RequestOut
)
@ruled(Rule.REVIEW)
def answer(request_id: Id, body: AnswerIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Grant a later day, which moves the due date, or refuse it and say why."""
    with open_reading(house.engine) as session:
        asked = find_request(session, request_id)
    if asked is None:
        raise ApiError(404)
    require_occurrence(house, caller, asked.occurrence_id, Deed.REVIEW)
    refusal = body.reason if body.decision == "refuse" else None

    def make(session: Session) -> RequestOut:
        return _show(decide_extension(session, request_id, house.clock(), caller.actor, refusal=refusal))

    return once.make(body, make, 200)


def _show(request: RequestView) -> RequestOut:
    return RequestOut(**vars(request))
