"""What the overview shows, of all that somebody may see or of one roadmap; most of it kept in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from flows.house import House
from models.authority import Deed
from models.values import Quarter
from roadmaps.report import Figures, add_up
from roadmaps.store.listing import OccurrenceFilter
from roadmaps.store.overview import RoadmapView, count_figures, count_undated
from sroki.web.callers import Caller
from sroki.web.kept import Kept
from sroki.web.worklist import find_choices


@dataclass(frozen=True)
class Board:
    """Figures of what is shown. ``roadmap``: the one that was asked for, or the only one there is."""

    today: date
    roadmap: RoadmapView | None
    roadmaps: tuple[RoadmapView, ...]
    figures: Figures
    by_roadmap: tuple[tuple[RoadmapView, Figures], ...]
    undated: int

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.today)


def load_board(session: Session, kept: Kept, caller: Caller, house: House, roadmap_id: int | None) -> Board:
    """The overview as of now; of a roadmap that the caller may not see, or that is none, nothing at all."""
    now, reach = house.clock(), caller.reach(Deed.SEE)
    choices, days, freshness = find_choices(session, kept, caller, None, now)
    shown = tuple(roadmap for roadmap in choices.roadmaps if roadmap_id in (None, roadmap.id))
    today = now.astimezone(house.settings.tzinfo).date()
    scope = OccurrenceFilter(roadmap_ids=tuple(roadmap.id for roadmap in shown), reach=reach)
    counted, undated = kept.find(
        ("figures", scope, today),
        freshness,
        lambda: (
            count_figures(session, scope, days, Quarter.of(today)),
            count_undated(session, roadmap_id, reach),
        ),
    )
    return Board(
        today=today,
        roadmap=shown[0] if len(shown) == 1 else None,
        roadmaps=choices.roadmaps,
        figures=add_up(counted.values()),
        by_roadmap=tuple((roadmap, counted[roadmap.id]) for roadmap in shown if roadmap.id in counted),
        undated=undated,
    )
