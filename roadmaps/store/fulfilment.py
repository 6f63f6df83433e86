"""A roadmap row by row with what became of each deadline: what a report of completion is made of.

The number of statements is fixed for each 500 occurrences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models.errors import UnknownThingError
from models.occurrence import Extension
from models.roadmap import Roadmap, Task
from models.values import Role
from roadmaps.store.accepted_parts import RETURNS
from roadmaps.store.evidence import EvidenceView, load_evidence
from roadmaps.store.listing import (
    OccurrenceFilter,
    OccurrenceView,
    Reach,
    list_occurrences,
    reach_condition,
)
from roadmaps.store.overview import RoadmapView, list_roadmap_views
from roadmaps.store.telling import load_parties
from roadmaps.store.visitors import ReviewView, load_reviews

_SLICE = 500  # ids per statement


@dataclass(frozen=True)
class Prolongation:
    """The last time that a due date was moved, and from which day it came first."""

    from_due_on: date
    to_due_on: date
    reason: str


@dataclass(frozen=True)
class Deadline:
    """One occurrence with its last evidence, its last return and its last extension."""

    view: OccurrenceView
    evidence: EvidenceView | None = None
    last_return: ReviewView | None = None
    prolongation: Prolongation | None = None


@dataclass(frozen=True)
class FulfilledTask:
    """A row of the plan or a point of the order, in the document's words, with its deadlines in order."""

    id: int
    origin: str
    uid: str
    number: str
    section: str | None
    year_section: int | None
    title: str
    expected_result: str
    raw_term: str
    status_raw: str | None
    parties: Mapping[Role, tuple[str, ...]]
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class Fulfilment:
    """A roadmap with its tasks in the order of the document."""

    roadmap: RoadmapView
    school_year: bool
    tasks: tuple[FulfilledTask, ...]


def load_fulfilment(
    session: Session, roadmap_id: int, as_of: datetime, reach: Reach | None = None
) -> Fulfilment:
    """The tasks of a roadmap that are within reach. UnknownThingError when nothing of it is."""
    roadmap = next((view for view in list_roadmap_views(session, reach) if view.id == roadmap_id), None)
    if roadmap is None:
        raise UnknownThingError("Дорожной карты № {id} нет. Список: sroki roadmaps.", id=roadmap_id)
    wanted = OccurrenceFilter(roadmap_id=roadmap_id, reach=reach)
    by_task = _load_deadlines(session, list_occurrences(session, wanted, as_of))
    return Fulfilment(
        roadmap, _counts_school_years(session, roadmap_id), _load_tasks(session, roadmap_id, reach, by_task)
    )


_WORDS = (
    "id", "origin", "uid", "number", "section", "year_section", "title", "expected_result", "raw_term",
    "status_raw",
)  # fmt: skip


def _load_tasks(
    session: Session, roadmap_id: int, reach: Reach | None, by_task: Mapping[int, tuple[Deadline, ...]]
) -> tuple[FulfilledTask, ...]:
    columns: list[Any] = [getattr(Task, name) for name in _WORDS]
    statement = (
        select(*columns)
        .where(col(Task.roadmap_id) == roadmap_id, reach_condition(reach))
        .order_by(col(Task.position))
    )
    rows = session.execute(statement).all()
    parties = load_parties(session, {row.id for row in rows})
    return tuple(
        FulfilledTask(**row._asdict(), parties=parties.get(row.id, {}), deadlines=by_task.get(row.id, ()))
        for row in rows
    )


def _load_deadlines(session: Session, views: Collection[OccurrenceView]) -> dict[int, tuple[Deadline, ...]]:
    ids = [view.id for view in views]
    evidence, reviews = load_evidence(session, ids), load_reviews(session, ids)
    moved = _load_prolongations(session, ids)
    by_task: defaultdict[int, list[Deadline]] = defaultdict(list)
    for view in views:
        versions = evidence.get(view.id, ())
        by_task[view.task_id].append(
            Deadline(
                view,
                versions[-1] if versions else None,
                _last_return(reviews.get(view.id, ())),
                moved.get(view.id),
            )
        )
    return {task_id: tuple(deadlines) for task_id, deadlines in by_task.items()}


def _last_return(reviews: Iterable[ReviewView]) -> ReviewView | None:
    returns = [review for review in reviews if review.decision in RETURNS]
    return returns[-1] if returns else None


def _load_prolongations(session: Session, occurrence_ids: Collection[int]) -> dict[int, Prolongation]:
    found: dict[int, Prolongation] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        columns = [Extension.occurrence_id, Extension.from_due_on, Extension.to_due_on, Extension.reason]
        statement = (
            select(*map(col, columns))
            .where(col(Extension.occurrence_id).in_(ordered[start : start + _SLICE]))
            .order_by(col(Extension.id))
        )
        for number, from_due_on, to_due_on, reason in session.execute(statement):
            first = found[number].from_due_on if number in found else from_due_on
            found[number] = Prolongation(first, to_due_on, reason)
    return found


def _counts_school_years(session: Session, roadmap_id: int) -> bool:
    parsed = session.execute(select(col(Roadmap.parsed)).where(col(Roadmap.id) == roadmap_id)).scalar_one()
    return bool(parsed["document"].get("school_year"))
