"""Pages of the coordinator and the reviewer: where everything stands, and one task whole."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from flows.reporting.rendering import label_roadmaps
from flows.reporting.wording import format_quarter, pluralize
from models.database import open_reading
from roadmaps.store.overview import PAGE_ROWS, Overview, load_overview
from sroki.web.access import HouseOf, PagesOf
from sroki.web.filters import LATENESS_CHOICES, STATE_CHOICES, StatusQuery, read_query

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/")
def show_status(request: Request, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Counts, a line for each roadmap, filters and one page of occurrences."""
    query = read_query(request.query_params)
    with open_reading(house.engine) as session:
        overview = load_overview(
            session, query.wanted, house.clock(), house.settings.tzinfo, page=query.page
        )
    labels = label_roadmaps(overview)
    return pages.render(
        "status.html",
        overview=overview,
        query=query,
        hrefs=_figure_links(query, overview),
        labels=labels if len(overview.by_roadmap) > 1 else {},
        caption=_caption(overview),
        roadmap_choices=tuple(labels.items()),
        quarter_choices=[(str(quarter), format_quarter(quarter)) for quarter in overview.choices.quarters],
        party_choices=[(name, name) for name in overview.choices.parties],
        section_choices=[(name, name) for name in overview.choices.sections],
        state_choices=STATE_CHOICES,
        lateness_choices=LATENESS_CHOICES,
    )


def _caption(overview: Overview) -> str:
    words = pluralize(overview.found, "срок", "срока", "сроков")
    return words if overview.pages == 1 else f"{words}, показано по {PAGE_ROWS}"


def _figure_links(query: StatusQuery, overview: Overview) -> dict[str, str]:
    """Each figure leads to the occurrences that it counts."""
    return {
        "total": query.address(),
        "accepted": query.address(state="accepted"),
        "submitted": query.address(state="submitted"),
        "returned": query.address(state="returned"),
        "cancelled": query.address(state="cancelled"),
        "overdue": query.address(late="overdue"),
        "held": query.address(late="held"),
        "quarter": query.address(quarter=overview.quarter),
    }
