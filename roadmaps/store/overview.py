"""The overview: figures, one page of occurrences, and what one may filter by.

The number of statements is fixed; it does not depend on how many occurrences there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlmodel import Session, col

from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import Roadmap, Task
from models.values import OccurrenceState, Quarter, Role
from roadmaps.report import Figures, Lateness, add_up
from roadmaps.store.lateness import LocalDays, is_unfinished, lateness_condition
from roadmaps.store.listing import (
    OccurrenceFilter,
    OccurrenceView,
    Reach,
    is_document,
    list_occurrences,
    narrow,
    reach_condition,
    state_condition,
)

PAGE_ROWS = 200
_MOST_PARTIES = 60  # names offered while somebody writes
_COUNTED = (
    OccurrenceState.ACCEPTED, OccurrenceState.SUBMITTED, OccurrenceState.RETURNED, OccurrenceState.CANCELLED,
)  # fmt: skip


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
    """What the filters offer beside the roadmaps; ``parties``: the first of them, any other is found too."""

    quarters: tuple[Quarter, ...] = ()
    parties: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class OverviewFilter:
    """``OccurrenceFilter`` and how late things are, which depends on the zone of each roadmap."""

    occurrences: OccurrenceFilter = field(default_factory=OccurrenceFilter)
    lateness: Lateness | None = None


@dataclass(frozen=True)
class Listed:
    """One page of occurrences; ``found``: how many there are on all of them."""

    occurrences: tuple[OccurrenceView, ...]
    found: int
    page: int
    pages: int


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
    roadmaps: tuple[RoadmapView, ...]
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
    reach = wanted.occurrences.reach
    roadmaps = list_roadmap_views(session, reach, also_id=wanted.occurrences.roadmap_id)
    days = LocalDays.of(as_of, roadmaps)
    counted = count_figures(session, wanted.occurrences, days, Quarter.of(today))
    listed = load_listed(session, wanted, as_of, days, page, page_rows)
    return Overview(
        as_of=as_of,
        today=today,
        figures=add_up(counted.values()),
        by_roadmap=tuple((r, counted[r.id]) for r in roadmaps if r.id in counted),
        roadmaps=roadmaps,
        occurrences=listed.occurrences,
        found=listed.found,
        page=listed.page,
        pages=listed.pages,
        undated=count_undated(session, wanted.occurrences.roadmap_id, reach),
    )


def load_listed(
    session: Session,
    wanted: OverviewFilter,
    as_of: datetime,
    days: LocalDays,
    page: int = 1,
    page_rows: int | None = PAGE_ROWS,
) -> Listed:
    """One page of what passes the filter; a page that is not there becomes the nearest one."""
    found = _count_found(session, wanted, days)
    pages = max(1, -(-found // page_rows)) if page_rows else 1
    page = min(max(page, 1), pages)
    ids = _page_ids(session, wanted, days, page, page_rows)
    return Listed(tuple(_load_page(session, ids, as_of)), found, page, pages)


def count_figures(
    session: Session, scope: OccurrenceFilter, days: LocalDays, quarter: Quarter
) -> dict[int, Figures]:
    """The figures of each roadmap that has occurrences within the scope, whatever their state."""
    figures = {
        "total": func.count(),
        **{state.value: count_if(state_condition(state)) for state in _COUNTED},
        "overdue": count_if(lateness_condition(Lateness.OVERDUE, days)),
        "due_this_quarter": count_if(col(Occurrence.due_on).between(quarter.first_day, quarter.last_day)),
        "held": count_if(lateness_condition(Lateness.HELD, days)),
    }
    roadmap_id = col(Task.roadmap_id)
    columns = [column.label(name) for name, column in figures.items()]
    statement = narrow(join_tasks(select(roadmap_id, *columns)), replace(scope, state=None, held=None))
    rows = session.execute(statement.group_by(roadmap_id))
    return {row.roadmap_id: Figures(**{name: getattr(row, name) for name in figures}) for row in rows}


def count_if(condition: ColumnElement[bool]) -> Any:
    """How many rows of a group fit, 0 where there are none."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _count_found(session: Session, wanted: OverviewFilter, days: LocalDays) -> int:
    statement = _narrowed(select(func.count()), wanted, days)
    return int(session.execute(statement).scalar_one())


def _narrowed(statement: Select[Any], wanted: OverviewFilter, days: LocalDays) -> Select[Any]:
    statement = narrow(join_tasks(statement), wanted.occurrences)
    if wanted.lateness is None:
        return statement
    return statement.where(lateness_condition(wanted.lateness, days))


def _page_ids(
    session: Session, wanted: OverviewFilter, days: LocalDays, page: int, page_rows: int | None
) -> list[int]:
    first = (page - 1) * page_rows if page_rows else 0
    statement = _narrowed(select(col(Occurrence.id)), wanted, days).order_by(
        _rank(), col(Occurrence.due_on), col(Roadmap.id), col(Task.position), col(Occurrence.ordinal)
    )
    return list(session.execute(statement.offset(first).limit(page_rows)).scalars())


def _rank() -> Any:
    """What still moves comes first, then what waits for the coordinator, then what is finished."""
    return case((~is_unfinished(), 2), (col(Occurrence.held), 1), else_=0)


def _load_page(session: Session, ids: Sequence[int], as_of: datetime) -> list[OccurrenceView]:
    views: dict[int, OccurrenceView] = {}
    for start in range(0, len(ids), 500):  # databases bound the parameters of a statement
        wanted = OccurrenceFilter(ids=ids[start : start + 500])
        views |= {view.id: view for view in list_occurrences(session, wanted, as_of)}
    return [views[number] for number in ids if number in views]


def join_tasks(statement: Select[Any]) -> Select[Any]:
    """A statement over occurrences, their tasks and roadmaps."""
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
        select(col(Party.name), col(Party.folded))
        .join(TaskParty, col(TaskParty.party_id) == col(Party.id))
        .join(Task, col(Task.id) == col(TaskParty.task_id))
        .where(col(TaskParty.role) != Role.CONTROLLER.value)
        .distinct()
        .order_by(col(Party.folded), col(Party.name))
        .limit(_MOST_PARTIES)
    )
    return Choices(
        quarters=tuple(sorted({Quarter.of(day) for day in session.execute(days).scalars()})),
        parties=tuple(session.execute(parties).scalars()),
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
    return OverviewFilter(
        OccurrenceFilter(roadmap_id=roadmap_id, held=True, reach=reach, without_rounds=True)
    )
