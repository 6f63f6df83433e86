"""Tasks: the list, one whole, its term, its event, its executors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from fastapi import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from models.authority import Deed
from models.database import open_reading, open_session
from models.values import Role
from roadmaps.store.dossier import TaskDossier, load_task
from roadmaps.store.listing import list_tasks
from roadmaps.store.paging import page_task_ids
from roadmaps.store.reassigning import Change, reassign_task
from roadmaps.store.settling import correct_task_term, remove_event, settle_event, settle_task_term
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import OccurrenceOut, make_occurrence, require_task
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Day, Id, Incoming, QueryId, Words
from sroki.web.rules import Rule, ruled

router = make_router("Мероприятия")


class TaskOut(BaseModel):
    """Мероприятие: строка плана или пункт приказа."""

    id: int
    roadmap_id: int
    uid: str
    number: str
    origin: str
    section: str | None
    title: str
    expected_result: str
    raw_term: str
    term_kind: str
    meaning: str
    recurrence: str | None
    status_raw: str | None
    event_on: date | None
    source_line: int | None
    responsible: list[str]
    co_responsible: list[str]
    controller: list[str]


class PartyOut(BaseModel):
    """Исполнитель в роли."""

    role: Role
    name: str
    addresses: list[str]


class MailOut(BaseModel):
    """Письмо, в котором сказано об этом сроке."""

    subject: str
    address: str
    state: str
    planned_on: date
    sent_at: datetime | None
    last_error: str | None


class OccurrenceWhole(BaseModel):
    """Срок со всеми переносами и письмами. Письма видит координатор."""

    occurrence: OccurrenceOut
    extensions: list[dict[str, Any]]
    mails: list[MailOut]


class TaskWhole(BaseModel):
    """Мероприятие целиком."""

    id: int
    roadmap_id: int
    number: str
    section: str | None
    title: str
    expected_result: str
    raw_term: str
    meaning: str
    parties: list[PartyOut]
    occurrences: list[OccurrenceWhole]


class TermIn(Incoming):
    """Срок словами, которые читаются."""

    phrase: Words
    reason: Words | None = Field(None, description="Нужна, чтобы исправить срок, у которого дни уже есть")


class TermOut(BaseModel):
    """Как понят срок."""

    meaning: str
    occurrences: int
    held: list[int] = Field(description="Сроки, которые уже прошли и ждут решения")


class EventIn(Incoming):
    """День события, от которого считается срок."""

    event_on: Day


class EventOut(BaseModel):
    """Срок, который следует из события."""

    due_on: date
    held: list[int]


class Reassignment(Incoming):
    """Кто больше не отвечает и кто отвечает теперь; без роли — во всех."""

    former: Words
    present: Words
    role: Role | None = None


class ChangeOut(BaseModel):
    """Что перешло в другие руки."""

    former: str
    present: str
    roles: list[Role]
    occurrences: int
    silent: bool = Field(description="У нового исполнителя нет адреса: писать некому")
    revoked_links: int


@router.get("/tasks", summary="Мероприятия утверждённых карт")
@ruled(Rule.SEE)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf, roadmap: QueryId = None) -> PageOf[TaskOut]:
    """In the order of their numbers here."""
    (after,) = turn.check(int) or (0,)
    with open_reading(house.engine) as session:
        reach = caller.reach(Deed.SEE)
        ids = page_task_ids(session, reach, turn.limit + 1, after, roadmap_id=roadmap)
        tasks = {task["id"]: task for task in list_tasks(session, ids=ids)}
    rows, following = turn.make_page(ids, lambda number: (number,))
    items = [TaskOut.model_validate(tasks[number]) for number in rows]
    return PageOf[TaskOut](items=items, next=following)


@router.get("/tasks/{task_id}", summary="Мероприятие целиком")
@ruled(Rule.SEE)
def show_one(task_id: Id, caller: CallerOf, house: HouseOf) -> TaskWhole:
    """With its parties and occurrences."""
    scope = require_task(house, caller, task_id, Deed.SEE)
    with open_reading(house.engine) as session:
        task = load_task(session, task_id, house.clock())
    if task is None:
        raise ApiError(404)
    return _show(task, sees_mail=caller.may(Deed.COORDINATE, scope))


def _show(task: TaskDossier, *, sees_mail: bool) -> TaskWhole:
    return TaskWhole(
        roadmap_id=task.roadmap.id,
        parties=[PartyOut(role=p.role, name=p.name, addresses=list(p.addresses)) for p in task.parties],
        occurrences=[
            OccurrenceWhole(
                occurrence=make_occurrence(one.occurrence),
                extensions=[vars(extension) for extension in one.extensions],
                mails=[MailOut(**vars(mail)) for mail in one.mails] if sees_mail else [],
            )
            for one in task.occurrences
        ],
        **{
            name: getattr(task, name)
            for name in ("id", "number", "section", "title", "expected_result", "raw_term", "meaning")
        },
    )


@router.post(
    "/tasks/{task_id}/term",
    status_code=201,
    summary="Назвать или исправить срок",
    response_model=TermOut,
)
@ruled(Rule.COORDINATE)
def settle_term(task_id: Id, body: TermIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Give an undated task its term; with a reason, also another one to a task that has dates."""

    def make(session: Session) -> TermOut:
        at, actor = house.clock(), caller.actor
        if body.reason:
            term, held = correct_task_term(session, task_id, body.phrase, body.reason, at, actor)
        else:
            term, held = settle_task_term(session, task_id, body.phrase, at, actor)
        return TermOut(meaning=term.meaning, occurrences=len(term.spans), held=list(held))

    require_task(house, caller, task_id, Deed.COORDINATE)
    return once.make(body, make)


@router.put("/tasks/{task_id}/event", summary="Назвать день события")
@ruled(Rule.COORDINATE)
def enter_event(task_id: Id, body: EventIn, caller: CallerOf, house: HouseOf) -> EventOut:
    """The day that a term counts from; another day moves the deadline."""
    require_task(house, caller, task_id, Deed.COORDINATE)
    with open_session(house.engine) as session:
        due_on, held = settle_event(session, task_id, body.event_on, house.clock(), caller.actor)
    return EventOut(due_on=due_on, held=list(held))


@router.delete("/tasks/{task_id}/event", status_code=204, summary="Снять день события")
@ruled(Rule.COORDINATE)
def take_event_back(task_id: Id, caller: CallerOf, house: HouseOf) -> None:
    """Its deadline falls silent until a day is entered again."""
    require_task(house, caller, task_id, Deed.COORDINATE)
    with open_session(house.engine) as session:
        remove_event(session, task_id, house.clock(), caller.actor)


@router.post("/tasks/{task_id}/reassign", summary="Передать другому исполнителю", response_model=ChangeOut)
@ruled(Rule.COORDINATE)
def reassign(task_id: Id, body: Reassignment, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """The former party gets no more mail, the present one hears of what is open."""

    def make(session: Session) -> ChangeOut:
        change = reassign_task(
            session, task_id, body.former, body.present, house.clock(), caller.actor, role=body.role
        )
        return show_change(change)

    require_task(house, caller, task_id, Deed.COORDINATE)
    return once.make(body, make, 200)


def show_change(change: Change) -> ChangeOut:
    """What changed hands."""
    return ChangeOut(**vars(change) | {"roles": list(change.roles)})
