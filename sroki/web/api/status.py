"""Where everything stands: the figures of the overview."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from models.authority import Deed
from models.database import open_reading
from models.values import Quarter
from roadmaps.report import Figures
from roadmaps.store.listing import OccurrenceFilter
from roadmaps.store.overview import OverviewFilter, load_overview
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.values import QuarterWords, QueryId, Words
from sroki.web.rules import Rule, ruled

router = make_router("Обзор")


class FiguresOut(BaseModel):
    """Сколько сроков в каком положении."""

    total: int
    accepted: int
    submitted: int
    returned: int
    cancelled: int
    overdue: int
    due_this_quarter: int
    held: int
    percent_done: int = Field(description="Целых процентов принятого от всего, что не снято")


class RoadmapFigures(BaseModel):
    """Те же числа одной карты."""

    roadmap_id: int
    title: str
    figures: FiguresOut


class Status(BaseModel):
    """Числа обзора."""

    as_of: datetime
    quarter: str
    figures: FiguresOut
    by_roadmap: list[RoadmapFigures]
    undated: int = Field(description="Задачи, срок которых не называет дня")


@router.get("/status", summary="Числа обзора")
@ruled(Rule.SEE)
def show_status(
    caller: CallerOf,
    house: HouseOf,
    roadmap: QueryId = None,
    quarter: Annotated[QuarterWords | None, Query()] = None,
    executor: Annotated[Words | None, Query()] = None,
    section: Annotated[Words | None, Query()] = None,
) -> Status:
    """The figures of the overview page, of what the caller may see."""
    wanted = OccurrenceFilter(
        roadmap_id=roadmap,
        quarter=Quarter.parse(quarter) if quarter else None,
        party=executor,
        section=section,
        reach=caller.reach(Deed.SEE),
    )
    with open_reading(house.engine) as session:
        overview = load_overview(
            session, OverviewFilter(wanted), house.clock(), house.settings.tzinfo, page_rows=1
        )
    return Status(
        as_of=overview.as_of,
        quarter=str(overview.quarter),
        figures=_show(overview.figures),
        by_roadmap=[
            RoadmapFigures(roadmap_id=roadmap.id, title=roadmap.title, figures=_show(figures))
            for roadmap, figures in overview.by_roadmap
        ],
        undated=overview.undated,
    )


def _show(figures: Figures) -> FiguresOut:
    return FiguresOut(**vars(figures), percent_done=figures.percent_done)
