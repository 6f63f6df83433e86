"""What waits for a reviewer, the decisions that were made, and a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import Query, Response
from pydantic import BaseModel, Field, StrictInt
from sqlmodel import Session

from models.authority import Deed
from models.database import open_reading
from models.errors import CallerError, ForbiddenTransitionError
from roadmaps.claims import NO_CLAIM, Claim
from roadmaps.completion import require_part
from roadmaps.store.reviewing import Waiting, list_queue
from roadmaps.store.visitors import ReviewView, load_reviews, review_view
from sroki.web.access import MAX_ID, CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.objects import OccurrenceOut, require_occurrence
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id, Incoming, LongWords, QueryId
from sroki.web.decisions import Decision, find_same_decision, record_decision
from sroki.web.rules import Rule, ruled

router = make_router("Проверка")


class WaitingOut(OccurrenceOut):
    """Срок, который ждёт проверки, и его последнее подтверждение."""

    evidence_version: int
    evidence_files: list[str | None]
    evidence_urls: list[str | None]
    evidence_submitted_at: datetime
    accepted_once_by: list[str]


class DecisionIn(Incoming):
    """Решение о версии, которую видели: принять, вернуть или принять часть."""

    version: Annotated[StrictInt, Field(ge=1, le=MAX_ID)]
    decision: Literal["accept", "return", "part"]
    reason: LongWords = Field("", description="Чего не хватает; нужно для return и part")
    share_percent: Annotated[StrictInt, Field(ge=1, le=99)] | None = None
    years: list[Annotated[StrictInt, Field(ge=1990, le=2200)]] = Field(default_factory=list, max_length=50)


class ReviewOut(BaseModel):
    """Решение, как оно записано."""

    id: int
    occurrence_id: int
    evidence_version: int
    decision: str = Field(description="accepted, accepted once, accepted in part, returned")
    reason: str | None
    share_percent: int | None
    years: list[int]
    decided_at: datetime
    decided_by: str


@router.get("/review-queue", summary="Что ждёт проверки")
@ruled(Rule.REVIEW)
def show_queue(
    caller: CallerOf, house: HouseOf, turn: TurnOf, roadmap: Annotated[QueryId, Query()] = None
) -> PageOf[WaitingOut]:
    """By due date."""
    turn.check(str, int)
    with open_reading(house.engine) as session:
        queue = list_queue(session, caller.reach(Deed.REVIEW), house.clock(), roadmap)

    def key(waiting: Waiting) -> tuple[str, int]:
        return waiting.occurrence.facts.due_on.isoformat(), waiting.occurrence.id

    rows, following = turn.cut(queue, key)
    items = [WaitingOut.model_validate(waiting.as_json()) for waiting in rows]
    return PageOf[WaitingOut](items=items, next=following)


@router.get("/occurrences/{occurrence_id}/reviews", summary="Решения по сроку")
@ruled(Rule.SEE)
def list_decisions(occurrence_id: Id, caller: CallerOf, house: HouseOf) -> list[ReviewOut]:
    """In their order."""
    require_occurrence(house, caller, occurrence_id, Deed.SEE)
    with open_reading(house.engine) as session:
        reviews = load_reviews(session, [occurrence_id]).get(occurrence_id, ())
    return [_show(review) for review in reviews]


@router.post(
    "/occurrences/{occurrence_id}/reviews",
    status_code=201,
    summary="Принять, вернуть или принять часть",
    response_model=ReviewOut,
)
@ruled(Rule.REVIEW)
def decide(occurrence_id: Id, body: DecisionIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """On the version that was seen, and once."""
    require_occurrence(house, caller, occurrence_id, Deed.REVIEW)
    decision = _read(body)

    def make(session: Session) -> ReviewOut:
        made = record_decision(session, occurrence_id, decision, house.clock(), caller.actor)
        return _show(review_view(made))

    try:
        return once.make(body, make)
    except ForbiddenTransitionError as error:
        same = find_same_decision(house, caller, occurrence_id, decision, error)
        return once.make(body, lambda _: _show(review_view(same)))


def _read(body: DecisionIn) -> Decision:
    part = Claim(share_percent=body.share_percent, years=tuple(sorted(set(body.years))))
    if body.decision == "part":
        require_part(part)
        return Decision(body.version, body.reason, part)
    if part != NO_CLAIM:
        raise CallerError("Доля и годы говорят о принятой части: decision должно быть part.")
    return Decision(body.version, body.reason if body.decision == "return" else None)


def _show(review: ReviewView) -> ReviewOut:
    names = ("id", "occurrence_id", "evidence_version", "decision", "reason", "decided_at", "decided_by")
    values = {name: getattr(review, name) for name in names}
    return ReviewOut(**values, share_percent=review.part.share_percent, years=list(review.part.years))
