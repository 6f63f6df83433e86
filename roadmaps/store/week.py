"""What has changed lately: how much of what, and the last of it by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, func, literal_column, select, union_all
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import Session, col

from models.occurrence import Evidence, Extension, Occurrence, Review
from models.roadmap import Roadmap, Task
from roadmaps.store.listing import OccurrenceFilter, is_document, narrow, reach_condition
from roadmaps.store.overview import join_tasks

_LATEST = 10


@dataclass(frozen=True)
class Change:
    """Something that happened. ``kind``: submitted | accepted | accepted once | … | cancelled | approved.

    What was approved is a document: ``roadmap_id`` and its title; all else happened to an occurrence.
    """

    at: datetime
    kind: str
    occurrence_id: int | None
    task_id: int | None
    number: str
    title: str
    roadmap_id: int | None = None


@dataclass(frozen=True)
class Changes:
    """How often each kind of thing happened, and the latest, newest first."""

    counts: Mapping[str, int]
    latest: tuple[Change, ...]


def load_changes(
    session: Session, scope: OccurrenceFilter, since_at: datetime, until_at: datetime
) -> Changes:
    """What happened within the scope from a moment until another, both included; three statements.

    Of what stands under a later moment nothing is told: a simulated year writes ahead of the clock.
    """
    sources = _sources(since_at, until_at)
    counted = [
        _within(select(kind.label("kind"), func.count().label("count")), table, scope, condition)
        for table, kind, _, condition in sources
    ]
    grouped = [
        statement.group_by(kind) if isinstance(kind, InstrumentedAttribute) else statement
        for statement, (_, kind, _, _) in zip(counted, sources, strict=True)
    ]
    counts = {kind: count for kind, count in session.execute(union_all(*grouped)).tuples() if count}
    columns: list[Any] = [
        col(Occurrence.id), col(Task.id).label("task_id"), col(Task.number), col(Task.title)
    ]  # fmt: skip
    newest = []
    for table, kind, at, condition in sources:
        some = _within(select(at.label("at"), kind.label("kind"), *columns), table, scope, condition)
        newest.append(select(some.order_by(at.desc()).limit(_LATEST).subquery()))
    told = [
        Change(row.at, row.kind, row.id, row.task_id, row.number, row.title)
        for row in session.execute(union_all(*newest))
    ]
    documents = _approved(session, scope, since_at, until_at)
    if documents:
        counts["approved"] = len(documents)
    told += documents
    return Changes(counts, tuple(sorted(told, key=lambda change: change.at, reverse=True)[:_LATEST]))


def _approved(
    session: Session, scope: OccurrenceFilter, since_at: datetime, until_at: datetime
) -> list[Change]:
    """The documents that were approved: few in a week, so all are read."""
    columns: list[Any] = [col(Roadmap.approved_at), col(Roadmap.id), col(Roadmap.title)]
    statement = select(*columns).where(col(Roadmap.approved_at).between(since_at, until_at), is_document())
    if scope.roadmap_ids is not None:
        statement = statement.where(col(Roadmap.id).in_(scope.roadmap_ids))
    if scope.reach is not None:
        within = select(col(Task.roadmap_id)).where(reach_condition(scope.reach))
        statement = statement.where(col(Roadmap.id).in_(within))
    return [
        Change(at, "approved", None, None, "", title, roadmap_id)
        for at, roadmap_id, title in session.execute(statement)
    ]


def _sources(since_at: datetime, until_at: datetime) -> list[tuple[Any, Any, Any, Any]]:
    """Table beside the occurrence (or None), what happened, when, and between which moments it counts."""
    moments: list[tuple[Any, Any, Any]] = [
        (Evidence, literal_column("'submitted'", Text), col(Evidence.submitted_at)),
        (Review, col(Review.decision), col(Review.decided_at)),
        (Extension, literal_column("'extended'", Text), col(Extension.granted_at)),
        (None, literal_column("'opened'", Text), col(Occurrence.opened_at)),
        (None, literal_column("'cancelled'", Text), col(Occurrence.cancelled_at)),
    ]
    return [(table, kind, at, at.between(since_at, until_at)) for table, kind, at in moments]


def _within(statement: Select[Any], table: Any, scope: OccurrenceFilter, condition: Any) -> Select[Any]:
    statement = narrow(join_tasks(statement), scope).where(condition)
    return statement if table is None else statement.join(table, table.occurrence_id == col(Occurrence.id))
