"""Objects as the API shows them, and the question whether the caller may reach one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.house import House
from models.authority import Deed, ObjectScope
from models.database import open_reading
from models.occurrence import Occurrence
from roadmaps.store.dossier import find_scope
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from sroki.web.api.failures import ApiError
from sroki.web.callers import Caller, refuse


class OccurrenceOut(BaseModel):
    """Срок: одно датированное наступление задачи. Ключи те же, что в sroki occurrences --json."""

    id: int
    roadmap: str
    roadmap_id: int
    task_id: int
    task_uid: str
    task_number: str
    origin: str
    section: str | None
    title: str
    raw_term: str = Field(description="Срок, как он написан в документе")
    opens_on: date | None
    due_on: date
    original_due_on: date
    quarter: str
    state: str = Field(description="planned, open, submitted, accepted, returned, cancelled")
    late: bool
    late_against_original: bool
    held: bool = Field(description="Прошёл до утверждения и ждёт решения координатора")
    opened_at: datetime | None
    closed_at: datetime | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    returned_at: datetime | None
    responsible: list[str]
    co_responsible: list[str]
    controller: list[str]
    lost_pages: int
    accepted_share_percent: int | None
    accepted_years: list[int]


def require_occurrence(house: House, caller: Caller, occurrence_id: int, deed: Deed) -> int:
    """The id of its task, if the caller may do the deed there; whoever may not see it learns nothing."""
    with open_reading(house.engine) as session:
        occurrence = session.get(Occurrence, occurrence_id)
        scope = find_scope(session, occurrence.task_id) if occurrence else None
    _require(house, caller, scope, deed, f"occurrence:{occurrence_id}")
    return occurrence.task_id if occurrence else 0


def require_task(house: House, caller: Caller, task_id: int, deed: Deed) -> ObjectScope:
    """The same for a task: where it belongs."""
    with open_reading(house.engine) as session:
        scope = find_scope(session, task_id)
    return _require(house, caller, scope, deed, f"task:{task_id}")


def _require(
    house: House, caller: Caller, scope: ObjectScope | None, deed: Deed, subject: str
) -> ObjectScope:
    if scope is None or not caller.may(Deed.SEE, scope):
        if scope is not None:
            refuse(house, caller, subject)
        raise ApiError(404)
    if not caller.may(deed, scope):
        refuse(house, caller, f"{deed.value} {subject}")
        raise ApiError(403)
    return scope


def require_whole(house: House, caller: Caller, deed: Deed) -> None:
    """What concerns the house as a whole is for a grant without limits only."""
    if not caller.may(deed):
        refuse(house, caller, f"{deed.value} house")
        raise ApiError(403)


def show_occurrence(session: Session, occurrence_id: int, as_of: datetime) -> OccurrenceOut:
    """An occurrence as it stands."""
    session.flush()
    session.expire_all()
    return make_occurrence(list_occurrences(session, OccurrenceFilter(ids=[occurrence_id]), as_of)[0])


def make_occurrence(view: Any) -> OccurrenceOut:
    """The stable JSON of an ``OccurrenceView``, typed."""
    return OccurrenceOut.model_validate(view.as_json())
