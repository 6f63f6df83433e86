"""How late occurrences are, asked of the database: the SQL twin of ``roadmaps.report.judge_lateness``.

Days are local to the zone of each roadmap. A test holds the twins equal, on both databases and across
changes of the clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import col

from models.database import UtcDateTime
from models.occurrence import Occurrence
from models.roadmap import Task
from roadmaps.report import Lateness

_FIRST_YEAR, _LAST_YEAR = 1990, 2060  # beyond them clocks are read as at the nearer end


@dataclass(frozen=True)
class LocalDays:
    """A moment, and which roadmaps (ids) lie in which zone: what day it is where."""

    as_of: datetime
    roadmaps: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, as_of: datetime, roadmaps: Iterable[Any]) -> LocalDays:
        """From rows with ``id`` and ``zone``."""
        zones: dict[str, list[int]] = {}
        for roadmap in roadmaps:
            zones.setdefault(roadmap.zone, []).append(roadmap.id)
        return cls(as_of, {zone: tuple(ids) for zone, ids in sorted(zones.items())})

    def today(self, zone: str) -> date:
        return self.as_of.astimezone(ZoneInfo(zone)).date()

    def within(self, zone: str) -> ColumnElement[bool]:
        """The tasks of a zone; no question where there is but one."""
        return true() if len(self.roadmaps) == 1 else col(Task.roadmap_id).in_(self.roadmaps[zone])


def is_past_due(days: LocalDays) -> ColumnElement[bool]:
    """The last day is over where the roadmap is."""
    return or_(
        false(),
        *(and_(days.within(z), col(Occurrence.due_on) < days.today(z)) for z in days.roadmaps),
    )


def is_unfinished() -> ColumnElement[bool]:
    """Neither accepted nor cancelled."""
    return and_(col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None))


def is_moving() -> ColumnElement[bool]:
    """Unfinished, and not waiting for the coordinator either."""
    return and_(is_unfinished(), ~_is_held())


def lateness_condition(lateness: Lateness, days: LocalDays) -> ColumnElement[bool]:
    """The occurrences that stand so to their due dates."""
    if lateness is Lateness.HELD:
        return and_(is_unfinished(), _is_held())
    if lateness is Lateness.OVERDUE:
        return _is_overdue(days)
    if lateness is Lateness.HANDED_IN_LATE:
        return _is_handed_in_late(days)
    return and_(or_(~_is_held(), ~is_unfinished()), ~_is_overdue(days), ~_is_handed_in_late(days))


def _is_held() -> ColumnElement[bool]:
    return col(Occurrence.held).is_(True)


def _is_overdue(days: LocalDays) -> ColumnElement[bool]:
    is_owed = or_(col(Occurrence.submitted_at).is_(None), col(Occurrence.returned_at).is_not(None))
    return and_(is_moving(), is_owed, is_past_due(days))


def _is_handed_in_late(days: LocalDays) -> ColumnElement[bool]:
    is_in = and_(
        col(Occurrence.submitted_at).is_not(None),
        col(Occurrence.returned_at).is_(None),
        col(Occurrence.cancelled_at).is_(None),
        or_(~_is_held(), col(Occurrence.accepted_at).is_not(None)),
    )
    after = [
        and_(days.within(zone), col(Occurrence.submitted_at) >= _MidnightAfter(col(Occurrence.due_on), zone))
        for zone in days.roadmaps
    ]
    return and_(is_in, or_(false(), *after))


class _MidnightAfter(FunctionElement[datetime]):
    """The moment at which a day is over in a zone."""

    type = UtcDateTime()
    inherit_cache = False  # the zone is part of the text
    name = "midnight_after"

    def __init__(self, day: Any, zone: str) -> None:
        super().__init__(day)
        self.zone = ZoneInfo(zone).key  # an error for what is no zone: it is written into the statement


@compiles(_MidnightAfter, "postgresql")
def _on_postgres(element: _MidnightAfter, compiler: Any, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    return f"((({day}) + 1)::timestamp AT TIME ZONE '{element.zone}')"


@compiles(_MidnightAfter, "sqlite")
def _on_sqlite(element: _MidnightAfter, compiler: Any, **options: Any) -> str:
    day = compiler.process(element.clauses, **options)
    *changes, (_, last) = _offsets(element.zone)
    shift = f"'{-last} minutes'"
    if changes:
        cases = " ".join(f"WHEN {day} >= '{day_on}' THEN '{-offset} minutes'" for day_on, offset in changes)
        shift = f"CASE {cases} ELSE {shift} END"
    return f"datetime({day}, '+1 day', {shift})"


@lru_cache(maxsize=64)
def _offsets(zone: str) -> tuple[tuple[date, int], ...]:
    """Days from which on the midnight after a day has another offset (minutes), the latest first."""
    found: list[tuple[date, int]] = []
    day, place = date(_FIRST_YEAR, 1, 1), ZoneInfo(zone)
    while day.year <= _LAST_YEAR:
        midnight = datetime.combine(day + timedelta(days=1), time(), place)
        offset = round((midnight.utcoffset() or timedelta()).total_seconds() / 60)
        if not found or found[-1][1] != offset:
            found.append((day, offset))
        day += timedelta(days=1)
    return tuple(reversed(found))
