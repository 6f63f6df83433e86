"""What reading left for a person to settle, and who says that a task is not theirs."""

from __future__ import annotations

from datetime import datetime

from fastapi import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from models.authority import Deed
from models.database import open_reading
from models.evidence import Disclaimer
from roadmaps.store.disclaimers import answer_disclaimer, list_disclaimers
from roadmaps.store.listing import list_problems
from roadmaps.store.overview import list_roadmap_views
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import require_occurrence
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id, Incoming, QueryId, Words
from sroki.web.callers import Caller
from sroki.web.rules import Rule, ruled

router = make_router("Замечания")


class ProblemOut(BaseModel):
    """Замечание к чтению документа. Срок задачи называет POST /tasks/{id}/term."""

    id: int
    roadmap_id: int
    code: str
    sentence: str
    subject: str | None = Field(description="Номер строки или пункта")
    source_line: int | None
    raw: str | None
    settled_at: datetime | None


class DisclaimerView(BaseModel):
    """Кто считает, что задача не его, и почему."""

    id: int
    occurrence_id: int
    task_id: int
    roadmap_id: int
    title: str
    who: str
    reason: str
    said_at: datetime


class AnswerIn(Incoming):
    """Почему исполнять всё-таки им; передать другому: POST /tasks/{id}/reassign."""

    answer: Words


class AnswerOut(BaseModel):
    """Ответ, как он записан."""

    id: int
    occurrence_id: int
    answer: str


def _known(session: Session, caller: Caller) -> set[int]:
    return {roadmap.id for roadmap in list_roadmap_views(session, caller.reach(Deed.COORDINATE))}


@router.get("/problems", summary="Замечания к чтению")
@ruled(Rule.COORDINATE)
def list_some(
    caller: CallerOf, house: HouseOf, turn: TurnOf, roadmap: QueryId = None, settled: bool = False
) -> PageOf[ProblemOut]:
    """In the order they were met."""
    turn.check(int)
    with open_reading(house.engine) as session:
        known = _known(session, caller)
        found = [p for p in list_problems(session, roadmap, settled=settled) if p.roadmap_id in known]
    rows, following = turn.cut(found, lambda problem: (problem.id or 0,))
    items = [ProblemOut.model_validate(problem.model_dump()) for problem in rows]
    return PageOf[ProblemOut](items=items, next=following)


@router.get("/disclaimers", summary="Кто пишет «не моё» и ждёт ответа")
@ruled(Rule.COORDINATE)
def list_said(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[DisclaimerView]:
    """Oldest first."""
    turn.check(int)
    with open_reading(house.engine) as session:
        found = list_disclaimers(session, roadmap_ids=_known(session, caller))
    rows, following = turn.cut(found, lambda said: (said.id,))
    names = DisclaimerView.model_fields
    items = [DisclaimerView(**{name: getattr(said, name) for name in names}) for said in rows]
    return PageOf[DisclaimerView](items=items, next=following)


@router.post(
    "/disclaimers/{disclaimer_id}/answer", summary="Оставить за исполнителем", response_model=AnswerOut
)
@ruled(Rule.COORDINATE)
def answer(disclaimer_id: Id, body: AnswerIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """It is theirs all the same, and why; they read it on their page."""
    with open_reading(house.engine) as session:
        said = session.get(Disclaimer, disclaimer_id)
    if said is None:
        raise ApiError(404)
    require_occurrence(house, caller, said.occurrence_id, Deed.COORDINATE)

    def make(session: Session) -> AnswerOut:
        done = answer_disclaimer(session, disclaimer_id, body.answer, house.clock(), caller.actor)
        return AnswerOut(id=disclaimer_id, occurrence_id=done.occurrence_id, answer=done.answer or "")

    return once.make(body, make, 200)
