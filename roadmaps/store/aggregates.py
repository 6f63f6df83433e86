"""The figures behind the charts of the overview: counted by the database in groups, rows are not loaded.

Each function is a fixed number of statements. What was cancelled counts nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlmodel import Session, col

from models.database import read_columns
from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import Task
from models.values import OccurrenceState, Quarter, Role
from roadmaps.report import Lateness
from roadmaps.store.lateness import LocalDays, is_unfinished, lateness_condition
from roadmaps.store.listing import OccurrenceFilter, narrow, state_condition
from roadmaps.store.overview import count_if, join_tasks

_QUARTERS, _MONTHS = 8, 24


@dataclass(frozen=True)
class TwoYears:
    """The two calendar years that charts show."""

    year: int

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        return tuple(Quarter(self.year + n // 4, n % 4 + 1) for n in range(_QUARTERS))

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        return tuple(date(self.year + n // 12, n % 12 + 1, 1) for n in range(_MONTHS))

    @property
    def first_on(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_on(self) -> date:
        return date(self.year + 1, 12, 31)


@dataclass(frozen=True)
class Tally:
    """How some occurrences stand. ``late``: overdue or handed in late; ``extended``: of another day now."""

    total: int = 0
    done: int = 0
    on_time: int = 0
    overdue: int = 0
    late: int = 0
    returned: int = 0
    extended: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.total + other.total,
            self.done + other.done,
            self.on_time + other.on_time,
            self.overdue + other.overdue,
            self.late + other.late,
            self.returned + other.returned,
            self.extended + other.extended,
        )


_NONE = Tally()
_COUNTS = len(fields(Tally))  # the last columns of a counting statement


@dataclass(frozen=True)
class HeatRow:
    """An executor (None: none is named) and a tally for each quarter."""

    name: str | None
    cells: tuple[Tally, ...]


@dataclass(frozen=True)
class Heat:
    """Some executors by quarter, and of how many they are."""

    rows: tuple[HeatRow, ...]
    executors: int


@dataclass(frozen=True)
class CurvePoint:
    """By the end of a month: how many were due by then, how many were accepted by then."""

    month: date
    planned: int
    done: int


@dataclass(frozen=True)
class Bar:
    """Occurrences of a lane that are due in one month: their windows and days lie between these."""

    opens_on: date | None
    due_on: date
    tally: Tally


@dataclass(frozen=True)
class Lane:
    """A section of a document, or (``roadmap_id``) a whole document, and what is due in it."""

    section: str | None
    roadmap_id: int
    bars: tuple[Bar, ...]

    @property
    def whole(self) -> Tally:
        return sum((bar.tally for bar in self.bars), _NONE)


def find_years(session: Session, scope: OccurrenceFilter) -> tuple[int, int] | None:
    """The first and the last year in which something is due."""
    first, last = func.min(col(Occurrence.due_on)), func.max(col(Occurrence.due_on))
    row = read_columns(session, _of_scope(select(first.label("first"), last.label("last")), scope)).one()
    return (row.first.year, row.last.year) if row.first else None


def load_heat(
    session: Session, scope: OccurrenceFilter, years: TwoYears, days: LocalDays, first: int, most: int
) -> Heat:
    """Executors by quarter: whoever has most that is late first, then whoever has most.

    ``most`` of them after the ``first``; counted and put in order by the database: there may be thousands.
    """
    quarter = _bucket(col(Occurrence.due_on), [q.first_day for q in years.quarters])
    is_executor = and_(col(TaskParty.task_id) == col(Task.id), col(TaskParty.role) == Role.RESPONSIBLE.value)
    counted = _of_scope(
        select(col(TaskParty.party_id), quarter.label("quarter"), *_tally_columns(days)),
        _within(scope, years),
    ).outerjoin(TaskParty, is_executor)
    groups = counted.group_by(col(TaskParty.party_id), quarter).cte("groups")
    most_first = [func.sum(groups.c[name]).desc() for name in ("overdue", "late", "total")]
    name = func.coalesce(func.min(col(Party.name)), "")
    ranked = (
        select(
            groups.c.party_id,
            name.label("name"),
            func.row_number().over(order_by=[*most_first, name, groups.c.party_id]).label("place"),
            func.count().over().label("executors"),
        )
        .outerjoin_from(groups, Party, col(Party.id) == groups.c.party_id)
        .group_by(groups.c.party_id)
        .subquery("ranked")
    )
    is_its = groups.c.party_id.is_not_distinct_from(ranked.c.party_id)
    shown = (
        select(ranked.c.name, ranked.c.place, ranked.c.executors, groups)
        .join_from(ranked, groups, is_its)
        .where(ranked.c.place > first, ranked.c.place <= first + most)
        .order_by(ranked.c.place)
    )
    cells: dict[int, tuple[str | None, list[Tally]]] = {}
    executors = 0
    for row in read_columns(session, shown):
        executors = row.executors
        _, tallies = cells.setdefault(row.place, (row.name or None, [_NONE] * _QUARTERS))
        tallies[row.quarter - 1] = _tally(row)
    return Heat(tuple(HeatRow(name, tuple(tallies)) for name, tallies in cells.values()), executors)


def load_curve(
    session: Session, scope: OccurrenceFilter, years: TwoYears, zone: ZoneInfo
) -> tuple[CurvePoint, ...]:
    """Planned against done by the end of each month, what lies before the two years included."""
    months = years.months
    due = _bucket(col(Occurrence.due_on), months)
    starts = [datetime.combine(month, time(), zone) for month in months]
    accepted = _bucket(col(Occurrence.accepted_at), starts)
    planned = _count_by(session, due, replace(scope, due_until=years.last_on))
    done = _count_by(session, accepted, scope, col(Occurrence.accepted_at).is_not(None))
    points, due_so_far, done_so_far = [], planned.get(0, 0), done.get(0, 0)
    for number, month in enumerate(months, start=1):
        due_so_far, done_so_far = due_so_far + planned.get(number, 0), done_so_far + done.get(number, 0)
        points.append(CurvePoint(month, due_so_far, done_so_far))
    return tuple(points)


def _count_by(
    session: Session, key: ColumnElement[int], scope: OccurrenceFilter, *conditions: ColumnElement[bool]
) -> dict[int, int]:
    statement = _of_scope(select(key.label("key"), func.count().label("count")), scope).where(*conditions)
    return dict(read_columns(session, statement.group_by(key)).tuples().all())


def load_lanes(
    session: Session, scope: OccurrenceFilter, years: TwoYears, days: LocalDays, *, by_section: bool
) -> tuple[Lane, ...]:
    """What is due when, by section (or by document), in the order of the documents."""
    lane: list[Any] = [col(Task.roadmap_id), *([col(Task.section)] if by_section else [])]
    due = _bucket(col(Occurrence.due_on), years.months)
    has_window = col(Occurrence.opens_on).is_not(None)
    statement = _of_scope(
        select(
            *lane,
            due.label("month"),
            func.min(col(Occurrence.opens_on)).label("opens_on"),
            func.max(col(Occurrence.due_on)).label("due_on"),
            func.min(col(Task.position)).label("place"),
            *_tally_columns(days),
        ),
        _within(scope, years),
    )
    rows = read_columns(session, statement.group_by(*lane, due, has_window)).all()
    lanes: defaultdict[tuple[int, str | None], list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.roadmap_id, row.place)):
        lanes[row.roadmap_id, row.section if by_section else None].append(row)
    return tuple(
        Lane(section, roadmap_id, tuple(Bar(r.opens_on, r.due_on, _tally(r)) for r in some))
        for (roadmap_id, section), some in lanes.items()
    )


def _within(scope: OccurrenceFilter, years: TwoYears) -> OccurrenceFilter:
    return replace(scope, due_from=years.first_on, due_until=years.last_on)


def _of_scope(statement: Select[Any], scope: OccurrenceFilter) -> Select[Any]:
    return narrow(join_tasks(statement), scope).where(col(Occurrence.cancelled_at).is_(None))


def _bucket(column: Any, starts: Sequence[Any]) -> ColumnElement[int]:
    """Which of the stretches that begin so a value lies in: 1 for the first, 0 for what is before them."""
    cases = [(column >= start, number) for number, start in enumerate(starts, start=1)]
    return case(*reversed(cases), else_=0)


def _tally_columns(days: LocalDays) -> list[Any]:
    overdue = lateness_condition(Lateness.OVERDUE, days)
    handed_in_late = lateness_condition(Lateness.HANDED_IN_LATE, days)
    done = state_condition(OccurrenceState.ACCEPTED)
    counts: Mapping[str, Any] = {
        "total": func.count(),
        "done": count_if(done),
        "on_time": count_if(and_(done, ~handed_in_late)),
        "overdue": count_if(overdue),
        "late": count_if(overdue | handed_in_late),
        "returned": count_if(and_(is_unfinished(), col(Occurrence.returned_at).is_not(None))),
        "extended": count_if(col(Occurrence.due_on) != col(Occurrence.original_due_on)),
    }
    return [column.label(name) for name, column in counts.items()]


def _tally(row: Any) -> Tally:
    return Tally(*map(int, row[-_COUNTS:]))
