"""One page of a long list after another: rows after a key, in an order that an index or a key gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from models.occurrence import Occurrence
from models.roadmap import Roadmap, Task
from roadmaps.agenda import OccurrenceFacts
from roadmaps.completion import is_late
from roadmaps.store.listing import (
    OccurrenceFilter,
    OccurrenceView,
    Reach,
    list_occurrences,
    narrow,
    reach_condition,
)
from roadmaps.store.planner_rows import FACT_COLUMNS

_SLICE = 500
_JUDGED_ROWS = 2000  # looked at together for how late they are, which depends on the zone


def page_occurrences(
    session: Session,
    wanted: OccurrenceFilter,
    as_of: datetime,
    limit: int,
    after: tuple[str, int] | None = None,
) -> list[OccurrenceView]:
    """At most ``limit`` occurrences by due date and id, after that of ``after`` (ISO day, id)."""
    ids: list[int] = []
    for number in _ids(session, wanted, as_of, after):
        ids.append(number)
        if len(ids) == limit:
            break
    views: dict[int, OccurrenceView] = {}
    for start in range(0, len(ids), _SLICE):
        some = OccurrenceFilter(ids=ids[start : start + _SLICE])
        views |= {view.id: view for view in list_occurrences(session, some, as_of)}
    return [views[number] for number in ids if number in views]


def _ids(
    session: Session, wanted: OccurrenceFilter, as_of: datetime, after: tuple[str, int] | None
) -> Iterator[int]:
    """The ids in their order, read in portions."""
    last = (date.fromisoformat(after[0]), after[1]) if after is not None else None
    while True:
        rows = session.execute(_statement(wanted, as_of, last)).all()
        for row in rows:
            if wanted.late is None or _is_late(row, as_of) is wanted.late:
                yield row.id
        if len(rows) < _JUDGED_ROWS:
            return
        last = (rows[-1].due_on, rows[-1].id)


def _statement(wanted: OccurrenceFilter, as_of: datetime, last: tuple[date, int] | None) -> Any:
    columns: list[Any] = [getattr(Occurrence, name) for name in FACT_COLUMNS]
    statement = narrow(
        select(*columns, col(Roadmap.zone))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id)),
        wanted,
    )
    if wanted.late:  # a zone may be a day ahead of UTC
        statement = statement.where(col(Occurrence.due_on) <= as_of.date() + timedelta(days=1))
    if last is not None:
        day, number = last
        statement = statement.where(
            or_(
                col(Occurrence.due_on) > day,
                and_(col(Occurrence.due_on) == day, col(Occurrence.id) > number),
            )
        )
    return statement.order_by(col(Occurrence.due_on), col(Occurrence.id)).limit(_JUDGED_ROWS)


def _is_late(row: Any, as_of: datetime) -> bool:
    zone = ZoneInfo(row.zone)
    facts = OccurrenceFacts(zone=zone, **{name: getattr(row, name) for name in FACT_COLUMNS})
    return is_late(facts, as_of.astimezone(zone).date())


def page_task_ids(
    session: Session,
    reach: Reach | None,
    limit: int,
    after: int = 0,
    *,
    roadmap_id: int | None = None,
) -> list[int]:
    """At most ``limit`` tasks within reach by id, after that of ``after``."""
    statement = select(col(Task.id)).where(col(Task.id) > after, reach_condition(reach))
    if roadmap_id is not None:
        statement = statement.where(col(Task.roadmap_id) == roadmap_id)
    return list(session.execute(statement.order_by(col(Task.id)).limit(limit)).scalars())
