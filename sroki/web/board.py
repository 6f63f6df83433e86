"""What the overview shows, of all that somebody may see or of one roadmap; most of it kept in memory."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from flows.house import House
from models.authority import Deed
from models.values import Quarter
from roadmaps.report import Figures, add_up
from roadmaps.store.aggregates import (
    CurvePoint,
    Heat,
    Lane,
    TwoYears,
    find_years,
    load_curve,
    load_heat,
    load_lanes,
)
from roadmaps.store.lateness import LocalDays
from roadmaps.store.listing import OccurrenceFilter
from roadmaps.store.overview import RoadmapView, count_figures, count_undated
from roadmaps.store.week import Changes, load_changes
from sroki.web.callers import Caller
from sroki.web.kept import Kept
from sroki.web.worklist import find_roadmaps

_WEEK = timedelta(days=7)
HEAT_ROWS = 15


@dataclass(frozen=True)
class Charts:
    """What is drawn, of two years; ``first_year`` and ``last_year``: between which there is anything."""

    years: TwoYears
    first_year: int
    last_year: int
    curve: tuple[CurvePoint, ...]
    lanes: tuple[Lane, ...]
    changes: Changes


@dataclass(frozen=True)
class Board:
    """Figures of what is shown. ``roadmap``: the one that was asked for, or the only one there is."""

    scope: OccurrenceFilter
    today: date
    roadmap: RoadmapView | None
    roadmaps: tuple[RoadmapView, ...]
    figures: Figures
    by_roadmap: tuple[tuple[RoadmapView, Figures], ...]
    undated: int
    charts: Charts | None
    heat: Heat | None

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.today)


@dataclass(frozen=True)
class _Wish:
    """What the page asks for, beside the data."""

    scope: OccurrenceFilter
    year: int | None
    by_section: bool
    days: LocalDays
    now: datetime
    house: House
    heat_from: int


def load_board(
    session: Session,
    kept: Kept,
    caller: Caller,
    house: House,
    roadmap_id: int | None,
    year: int | None = None,
    heat_from: int = 0,
) -> Board:
    """The overview as of now; of a roadmap that the caller may not see, or that is none, nothing at all.

    ``heat_from``: how many executors stand above those that are shown.
    """
    now, reach = house.clock(), caller.reach(Deed.SEE)
    roadmaps, days, freshness = find_roadmaps(session, kept, caller, None, now)
    shown = tuple(roadmap for roadmap in roadmaps if roadmap_id in (None, roadmap.id))
    today = now.astimezone(house.settings.tzinfo).date()
    scope = OccurrenceFilter(roadmap_ids=tuple(roadmap.id for roadmap in shown), reach=reach)
    counted, undated = kept.find(
        ("figures", scope, today),
        freshness,
        lambda: (
            count_figures(session, scope, days, Quarter.of(today)),
            count_undated(session, roadmap_id, reach),
        ),
        roughly=True,
    )
    wish = _Wish(scope, year, len(shown) == 1, days, now, house, heat_from)
    charts = _find_charts(session, kept, freshness, wish) if counted else None
    return Board(
        scope=scope,
        today=today,
        roadmap=shown[0] if len(shown) == 1 else None,
        roadmaps=roadmaps,
        figures=add_up(counted.values()),
        by_roadmap=tuple((roadmap, counted[roadmap.id]) for roadmap in shown if roadmap.id in counted),
        undated=undated,
        charts=charts,
        heat=_find_heat(session, kept, freshness, wish, charts.years) if charts else None,
    )


def _find_charts(session: Session, kept: Kept, freshness: Hashable, wish: _Wish) -> Charts | None:
    question = ("charts", wish.scope, wish.year, wish.by_section)
    return kept.find(question, freshness, lambda: _load_charts(session, wish), roughly=True)


def _find_heat(session: Session, kept: Kept, freshness: Hashable, wish: _Wish, years: TwoYears) -> Heat:
    return kept.find(
        ("heat", wish.scope, years, wish.heat_from),
        freshness,
        lambda: load_heat(session, wish.scope, years, wish.days, wish.heat_from, HEAT_ROWS),
        roughly=True,
    )


def _load_charts(session: Session, wish: _Wish) -> Charts | None:
    found = find_years(session, wish.scope)
    if found is None:
        return None
    first, last = found
    zone = wish.house.settings.tzinfo
    today = wish.now.astimezone(zone).date()
    usual = today.year - (today.month < 7)  # in spring last year is of more interest than the next
    years = TwoYears(min(max(wish.year or usual, first), max(last - 1, first)))
    return Charts(
        years,
        first,
        last,
        curve=load_curve(session, wish.scope, years, zone),
        lanes=load_lanes(session, wish.scope, years, wish.days, by_section=wish.by_section),
        changes=load_changes(session, wish.scope, wish.now - _WEEK, wish.now),
    )
