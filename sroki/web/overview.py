"""Pages of the coordinator and the reviewer: where everything stands, and one task whole."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from flows.reporting.rendering import label_roadmaps
from flows.reporting.wording import format_quarter, pluralize
from models.database import open_reading
from roadmaps.store.dossier import list_open_problems, load_task
from roadmaps.store.evidence import find_file
from roadmaps.store.guesses import list_guesses
from roadmaps.store.overview import (
    PAGE_ROWS,
    Overview,
    held_only,
    list_roadmap_views,
    list_undated,
    load_overview,
)
from sroki.web.access import HouseOf, PagesOf, check_id
from sroki.web.files import send_file
from sroki.web.filters import LATENESS_CHOICES, STATE_CHOICES, StatusQuery, read_query
from sroki.web.rendering import PageError

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/")
def show_status(request: Request, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Counts, a line for each roadmap, filters and one page of occurrences."""
    query = read_query(request.query_params)
    with open_reading(house.engine) as session:
        overview = load_overview(session, query.wanted, house.clock(), house.settings.tzinfo, page=query.page)
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
    changes: dict[str, dict[str, object]] = {
        "total": {},
        "accepted": {"state": "accepted"},
        "submitted": {"state": "submitted"},
        "returned": {"state": "returned"},
        "cancelled": {"state": "cancelled"},
        "overdue": {"late": "overdue"},
        "held": {"late": "held"},
        "quarter": {"quarter": overview.quarter},
    }
    return {
        name: query.address(**({"state": None, "late": None} | change)) for name, change in changes.items()
    }


@show("/tasks/{task_id}")
def show_task(task_id: int, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """A task with everything that happened to it."""
    now = house.clock()
    with open_reading(house.engine) as session:
        task = load_task(session, check_id(task_id), now)
        guessed = {guess.occurrence_id for guess in list_guesses(session) if guess.task_id == task_id}
    if task is None:
        raise PageError(404, "Такого мероприятия нет.")
    return pages.render(
        "task.html", task=task, guessed=guessed, today=now.astimezone(house.settings.tzinfo).date()
    )


@show("/files/{item_id}")
def send_evidence(item_id: int, house: HouseOf) -> Response:
    """A file of the evidence, as an attachment."""
    with open_reading(house.engine) as session:
        found = find_file(session, check_id(item_id))
    if found is None:
        raise PageError(404, "Такого файла нет.")
    return send_file(house, found[1])


@show("/problems")
def show_problems(house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What reading left for a person to settle, and what has a term without a day."""
    with open_reading(house.engine) as session:
        roadmaps = list_roadmap_views(session)
        problems, undated = list_open_problems(session), list_undated(session)
    by_roadmap = [
        (
            roadmap,
            [problem for problem in problems if problem.roadmap_id == roadmap.id],
            [task for task in undated if task.roadmap_id == roadmap.id],
        )
        for roadmap in roadmaps
    ]
    return pages.render("problems.html", by_roadmap=by_roadmap, problems=len(problems), undated=len(undated))


@show("/held")
def show_held(request: Request, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What was past on approval: the coordinator decides, and until then nobody is reminded."""
    query = StatusQuery(held_only(), read_query(request.query_params).page)
    with open_reading(house.engine) as session:
        overview = load_overview(session, query.wanted, house.clock(), house.settings.tzinfo, page=query.page)
    labels = label_roadmaps(overview)
    return pages.render("held.html", overview=overview, query=query, labels=labels)
