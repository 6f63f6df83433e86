"""The ledger of mail, and why a mail came or did not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Query, Response
from pydantic import BaseModel
from sqlmodel import Session

from flows.delivering import resend as resend_message
from flows.tracing import trace_message
from models.authority import Deed
from models.database import open_reading
from models.errors import UnknownThingError
from models.language import say
from models.values import MessageState
from notifications.outbox import list_messages
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Day, Id, QueryId, Words
from sroki.web.rules import Rule, ruled
from sroki.web.why import explain_within

router = make_router("Письма")


class MessageOut(BaseModel):
    """Письмо или сообщение другой программе. Ключи те же, что в sroki outbox --json."""

    id: int
    key: str
    message_id: str
    channel: str
    to: str
    kind: str
    subject: str
    planned_on: date
    state: MessageState
    attempts: int
    sent_at: datetime | None
    occurrences: list[int]
    last_error: str | None


class TracedLineOut(BaseModel):
    """О чём говорит письмо: повод, срок, задача и её место в документе."""

    kind: str | None
    planned_on: date | None
    occurrence_id: int
    due_on: date
    task_id: int
    task_number: str
    title: str
    raw_term: str
    roadmap_id: int
    source_name: str
    source_sha256: str
    place: str | None


class TracedMessageOut(MessageOut):
    """Письмо и всё, о чём оно говорит."""

    lines: list[TracedLineOut]


class ReasonOut(BaseModel):
    """Почему письмо пришло, придёт или не придёт."""

    kind: str
    occurrence: int | None
    rule: str
    due_at: datetime | None
    moment: str | None
    planned_on: date
    to: str | None
    outcome: str
    message_key: str | None
    mail: str | None
    folded: bool
    sent_at: datetime | None
    state: str


class ExplanationOut(BaseModel):
    """О ком или о чём вопрос и все поводы по дням."""

    subject: str
    notes: list[str]
    reasons: list[ReasonOut]


class ResentOut(BaseModel):
    """Письмо, которое снова в очереди."""

    id: int


@router.get("/outbox", summary="Письма")
@ruled(Rule.COORDINATE)
def list_some(
    caller: CallerOf,
    house: HouseOf,
    turn: TurnOf,
    state: MessageState | None = None,
    to: Annotated[Words | None, Query(description="Адрес")] = None,
    occurrence: QueryId = None,
    planned_from: Annotated[Day | None, Query()] = None,
    planned_until: Annotated[Day | None, Query()] = None,
) -> PageOf[MessageOut]:
    """In the order of their making; of the house as a whole."""
    require_whole(house, caller, Deed.COORDINATE)
    (after,) = turn.check(int) or (0,)
    with open_reading(house.engine) as session:
        messages = list_messages(
            session,
            states=[state.value] if state else [],
            to=to,
            occurrence_id=occurrence,
            planned_from=planned_from,
            planned_until=planned_until,
            limit=turn.limit + 1,
            after_id=after,
        )
    rows, following = turn.make_page(messages, lambda message: (message["id"],))
    return PageOf[MessageOut](items=[MessageOut.model_validate(row) for row in rows], next=following)


@router.get("/outbox/{message_id}", summary="Письмо и строки документов, о которых оно")
@ruled(Rule.COORDINATE)
def show_one(message_id: Id, caller: CallerOf, house: HouseOf) -> TracedMessageOut:
    """From a mail to the occurrences, tasks and places in documents that it speaks of."""
    require_whole(house, caller, Deed.COORDINATE)
    with open_reading(house.engine) as session:
        traced = trace_message(session, str(message_id))
    lines = [TracedLineOut.model_validate(line, from_attributes=True) for line in traced.lines]
    return TracedMessageOut(**traced.message, lines=lines)


@router.post(
    "/outbox/{message_id}/resend", summary="Отправить недоставленное снова", response_model=ResentOut
)
@ruled(Rule.COORDINATE)
def resend(message_id: Id, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """A message that was given up gets another life."""
    require_whole(house, caller, Deed.COORDINATE)

    def make(session: Session) -> ResentOut:
        resend_message(session, message_id, house.clock(), caller.actor, house.settings.tzinfo)
        return ResentOut(id=message_id)

    return once.make(None, make, 200)


@router.get("/why", summary="Почему письмо пришло или не пришло")
@ruled(Rule.COORDINATE)
def show_why(
    caller: CallerOf, house: HouseOf, who: Annotated[Words, Query(description="Адрес или номер срока")]
) -> ExplanationOut:
    """The rule, the moment, the mail, the outcome; within reach only."""
    reach = caller.reach(Deed.COORDINATE)
    try:
        with open_reading(house.engine) as session:
            found = explain_within(session, who, house, reach)
    except UnknownThingError as error:  # what is elsewhere looks like what is nowhere
        raise ApiError(404, say("Адреса или срока «{who}» среди ваших карт нет.", who=who)) from error
    reasons = [ReasonOut.model_validate(dict(reason)) for reason in found.reasons]
    return ExplanationOut(subject=found.subject, notes=list(found.notes), reasons=reasons)
