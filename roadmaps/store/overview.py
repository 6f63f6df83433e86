"""The overview: figures, one page of occurrences, and what one may filter by.

The number of statements is fixed; it does not depend on how many occurrences there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlmodel import Session, col

from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import Roadmap, Task
from models.values import Quarter, Role
from roadmaps.agenda import OccurrenceFacts
from roadmaps.report import (
    Figures,
    Lateness,
    ReportRow,
    count_by_roadmap,
    count_rows,
    judge_lateness,
    make_row,
)
from roadmaps.store.listing import (
    OccurrenceFilter,
    OccurrenceView,
    Reach,
    is_document,
    list_occurrences,
    narrow,
    reach_condition,
)
from roadmaps.store.planner_rows import FACT_COLUMNS

PAGE_ROWS = 200
_MARKS = ("opened_at", "submitted_at", "returned_at", "accepted_at", "cancelled_at")
_NEEDS_MOMENT = (Lateness.ON_TIME, Lateness.HANDED_IN_LATE)


@dataclass(frozen=True)
class RoadmapView:
    """A roadmap as a line of the overview."""

    id: int
    title: str
    kind: str
    number: str | None
    issuer: str | None
    issued_on: date | None
    first_year: int | None
    last_year: int | None
    source_name: str
    zone: str
    approved_on: date | None


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    roadmaps: tuple[RoadmapView, ...] = ()
    quarters: tuple[Quarter, ...] = ()
    parties: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class OverviewFilter:
    """``OccurrenceFilter`` and, judged in code because it depends on zones, how late things are."""

    occurrences: OccurrenceFilter = field(default_factory=OccurrenceFilter)
    lateness: Lateness | None = None


@dataclass(frozen=True)
class Overview:
    """Everything on the status page.

    The figures leave state and lateness out of the filter: a share of what is overdue alone would say
    nothing. ``found`` counts what passes the whole filter, on all pages.
    """

    as_of: datetime
    today: date
    figures: Figures
    by_roadmap: tuple[tuple[RoadmapView, Figures], ...]
    choices: Choices
    occurrences: tuple[OccurrenceView, ...]
    found: int
    page: int
    pages: int
    undated: int

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.today)


def load_overview(
    session: Session,
    wanted: OverviewFilter,
    as_of: datetime,
    zone: ZoneInfo,
    *,
    page: int = 1,
    page_rows: int | None = PAGE_ROWS,
) -> Overview:
    """The overview as of a moment. ``zone`` says which quarter it is; ``page_rows`` None: all on one page.

    Participants of rounds are counted only where the roadmap of one is asked for: they would change what
    share of an order is done.
    """
    wanted = replace(wanted, occurrences=replace(wanted.occurrences, without_rounds=True))
    today = as_of.astimezone(zone).date()
    quarter = Quarter.of(today)
    reach = wanted.occurrences.reach
    choices = load_choices(session, wanted.occurrences.roadmap_id, reach)
    rows = _load_rows(session, wanted, as_of, quarter, (roadmap.zone for roadmap in choices.roadmaps))
    by_roadmap = count_by_roadmap(rows, quarter)
    found = sum(row.count for row in rows if _passes(row, wanted))
    pages = max(1, -(-found // page_rows)) if page_rows else 1
    page = min(max(page, 1), pages)
    ids = _page_ids(session, wanted, as_of, page, page_rows)
    return Overview(
        as_of=as_of,
        today=today,
        figures=count_rows(rows, quarter),
        by_roadmap=tuple((r, by_roadmap[r.id]) for r in choices.roadmaps if r.id in by_roadmap),
        choices=choices,
        occurrences=tuple(_load_page(session, ids, as_of)),
        found=found,
        page=page,
        pages=pages,
        undated=count_undated(session, wanted.occurrences.roadmap_id, reach),
    )


def _load_rows(
    session: Session, wanted: OverviewFilter, as_of: datetime, quarter: Quarter, zones: Iterable[str]
) -> list[ReportRow]:
    """Occurrences counted in groups that are alike, so that many rows are few groups.

    Of a group any due date and any moment will do, as long as all of it lies in the same quarter, on
    the same side of today, and has the same marks. When evidence came in matters only to a filter
    that asks how late it was; then each moment makes a group. No figure depends on it.
    """
    zones = sorted(set(zones))
    if not zones:  # no document, nothing to count
        return []
    due_on = col(Occurrence.due_on)
    marks = {name: col(getattr(Occurrence, name)) for name in _MARKS}
    place = [col(Task.roadmap_id), col(Roadmap.zone), col(Occurrence.held)]
    days = [due_on.between(quarter.first_day, quarter.last_day), _is_past(as_of, zones)]
    moments = [due_on, marks["submitted_at"]] if wanted.lateness in _NEEDS_MOMENT else days
    any_of_them = [func.max(column).label(name) for name, column in (marks | {"due_on": due_on}).items()]
    scope = replace(wanted.occurrences, state=None, held=None)
    statement = narrow(_joined(select(*place, *any_of_them, func.count().label("count"))), scope)
    keys = [*place, *moments, *(mark.is_(None) for mark in marks.values())]
    return [_report_row(row, as_of) for row in session.execute(statement.group_by(*keys))]


def _is_past(as_of: datetime, zones: Iterable[str]) -> ColumnElement[bool]:
    """The due date lies before today, where the roadmap is."""
    return or_(
        *(
            and_(col(Roadmap.zone) == zone, col(Occurrence.due_on) < as_of.astimezone(ZoneInfo(zone)).date())
            for zone in zones
        )
    )


def _passes(row: ReportRow, wanted: OverviewFilter) -> bool:
    """The twin of the rest of the filter, for rows that are counted already."""
    held = wanted.occurrences.held
    return (
        wanted.lateness in (None, row.lateness)
        and wanted.occurrences.state in (None, row.state)
        and held in (None, row.lateness is Lateness.HELD)
    )


def _report_row(row: Any, as_of: datetime) -> ReportRow:
    zone = ZoneInfo(row.zone)
    marks = {name: getattr(row, name) for name in _MARKS}
    facts = OccurrenceFacts(0, None, row.due_on, row.due_on, zone, held=row.held, **marks)
    return make_row(row.roadmap_id, facts, as_of.astimezone(zone).date(), row.count)


def _page_ids(
    session: Session, wanted: OverviewFilter, as_of: datetime, page: int, page_rows: int | None
) -> list[int]:
    first, end = ((page - 1) * page_rows, page * page_rows) if page_rows else (0, None)
    columns = [getattr(Occurrence, n) for n in (FACT_COLUMNS if wanted.lateness else ("id",))]
    statement = narrow(_joined(select(*columns, col(Roadmap.zone))), wanted.occurrences).order_by(
        _rank(), col(Occurrence.due_on), col(Roadmap.id), col(Task.position), col(Occurrence.ordinal)
    )
    if wanted.lateness is None:
        return [row.id for row in session.execute(statement.offset(first).limit(page_rows))]
    statement = statement.where(_may_be(wanted.lateness, as_of))
    ids = [row.id for row in session.execute(statement) if _lateness(row, as_of) is wanted.lateness]
    return ids[first:end]


def _may_be(lateness: Lateness, as_of: datetime) -> ColumnElement[bool]:
    """Leaves out what is surely something else in any zone; the rest is judged one by one."""
    if lateness is Lateness.OVERDUE:
        unfinished = and_(col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None))
        return and_(unfinished, col(Occurrence.due_on) <= as_of.date() + timedelta(days=1))
    if lateness is Lateness.HANDED_IN_LATE:
        return col(Occurrence.submitted_at).is_not(None)
    return true()


def _rank() -> Any:
    """What still moves comes first, then what waits for the coordinator, then what is finished."""
    finished = or_(col(Occurrence.accepted_at).is_not(None), col(Occurrence.cancelled_at).is_not(None))
    return case((finished, 2), (col(Occurrence.held), 1), else_=0)


def _lateness(row: Any, as_of: datetime) -> Lateness:
    zone = ZoneInfo(row.zone)
    facts = OccurrenceFacts(zone=zone, **{name: getattr(row, name) for name in FACT_COLUMNS})
    return judge_lateness(facts, as_of.astimezone(zone).date())


def _load_page(session: Session, ids: Sequence[int], as_of: datetime) -> list[OccurrenceView]:
    views: dict[int, OccurrenceView] = {}
    for start in range(0, len(ids), 500):  # databases bound the parameters of a statement
        wanted = OccurrenceFilter(ids=ids[start : start + 500])
        views |= {view.id: view for view in list_occurrences(session, wanted, as_of)}
    return [views[number] for number in ids if number in views]


def _joined(statement: Select[Any]) -> Select[Any]:
    return (
        statement.select_from(Occurrence)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
    )


def list_roadmap_views(
    session: Session, reach: Reach | None = None, *, also_id: int | None = None, rounds: bool = False
) -> tuple[RoadmapView, ...]:
    """All roadmaps (with a task within reach) as lines, oldest import first; not the parsed documents,
    which are large. Those of rounds only where they are asked for, or one of them (``also_id``)."""
    names = RoadmapView.__dataclass_fields__
    statement = select(*(getattr(Roadmap, n) for n in names)).order_by(col(Roadmap.id))
    if not rounds:
        statement = statement.where(or_(is_document(), col(Roadmap.id) == also_id))
    if reach is not None:
        seen = select(col(Task.roadmap_id)).where(reach_condition(reach))
        whole = [roadmap_id for roadmap_id, party_id in reach if party_id is None and roadmap_id is not None]
        statement = statement.where(or_(col(Roadmap.id).in_(seen), col(Roadmap.id).in_(whole)))
    return tuple(RoadmapView(**row._asdict()) for row in session.execute(statement))


def load_choices(session: Session, roadmap_id: int | None = None, reach: Reach | None = None) -> Choices:
    """What the filters offer, within one roadmap where one is chosen."""

    def within(statement: Select[Any]) -> Select[Any]:
        statement = statement.join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id)).where(
            reach_condition(reach)
        )
        return statement.where(is_document() if roadmap_id is None else col(Task.roadmap_id) == roadmap_id)

    of_task = col(Task.id) == col(Occurrence.task_id)
    days = within(select(col(Occurrence.due_on)).join(Task, of_task).distinct())
    sections = within(
        select(col(Task.section), func.min(col(Task.id)).label("first"))
        .where(col(Task.section).is_not(None))
        .group_by(col(Task.section))
        .order_by("first")
    )
    parties = within(
        select(col(Party.name))
        .join(TaskParty, col(TaskParty.party_id) == col(Party.id))
        .join(Task, col(Task.id) == col(TaskParty.task_id))
        .where(col(TaskParty.role) != Role.CONTROLLER.value)
        .distinct()
    )
    return Choices(
        roadmaps=list_roadmap_views(session, reach, also_id=roadmap_id),
        quarters=tuple(sorted({Quarter.of(day) for day in session.execute(days).scalars()})),
        parties=tuple(sorted(session.execute(parties).scalars(), key=str.casefold)),
        sections=tuple(session.execute(sections).scalars()),
    )


def count_undated(session: Session, roadmap_id: int | None = None, reach: Reach | None = None) -> int:
    """How many tasks have no occurrence at all: their terms name no day."""
    statement = select(func.count()).select_from(Task).where(~_has_occurrence(), reach_condition(reach))
    if roadmap_id is not None:
        statement = statement.where(col(Task.roadmap_id) == roadmap_id)
    return int(session.execute(statement).scalar_one())


def _has_occurrence() -> Any:
    return select(col(Occurrence.id)).where(col(Occurrence.task_id) == col(Task.id)).exists()


@dataclass(frozen=True)
class UndatedTask:
    """A task whose term names no day; people keep an eye on it themselves."""

    id: int
    roadmap_id: int
    number: str
    title: str
    raw_term: str
    meaning: str


def list_undated(
    session: Session, roadmap_id: int | None = None, reach: Reach | None = None
) -> tuple[UndatedTask, ...]:
    """Tasks without any occurrence, in the order of their documents."""
    columns = [getattr(Task, name) for name in UndatedTask.__dataclass_fields__]
    undated = select(*columns).where(~_has_occurrence(), reach_condition(reach))
    statement = undated.order_by(col(Task.roadmap_id), col(Task.position))
    if roadmap_id is not None:
        statement = statement.where(col(Task.roadmap_id) == roadmap_id)
    return tuple(UndatedTask(**row._asdict()) for row in session.execute(statement))


def held_only(roadmap_id: int | None = None, reach: Reach | None = None) -> OverviewFilter:
    """What was past on approval and waits for the coordinator."""
    return OverviewFilter(OccurrenceFilter(roadmap_id=roadmap_id, held=True, reach=reach))
