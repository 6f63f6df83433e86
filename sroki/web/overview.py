"""Pages of the coordinator and the reviewer: where everything stands, and one task whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from flows.explaining import explain_coming
from flows.house import House
from flows.reporting.files import FORMAT_NAMES
from flows.reporting.rendering import label_roadmap, label_roadmaps
from flows.reporting.wording import HAPPENINGS, NOTICES
from models.authority import Deed
from models.database import open_reading
from models.language import spoken_language
from models.occurrence import Occurrence
from models.values import TermKind
from roadmaps.store.dossier import find_scope, list_open_problems, load_task
from roadmaps.store.evidence import find_file
from roadmaps.store.guesses import list_guesses
from roadmaps.store.lateness import LocalDays
from roadmaps.store.overview import (
    held_only,
    list_roadmap_views,
    list_undated,
    load_listed,
)
from roadmaps.store.settling import TermOutlook, foresee_term
from sroki.web.access import CallerOf, HouseOf, PagesOf, check_id, require_task
from sroki.web.board import HEAT_ROWS, Board, load_board
from sroki.web.callers import Caller, refuse
from sroki.web.charts import draw_curve, draw_lane, grade, place_day, say_tally
from sroki.web.files import send_file
from sroki.web.filters import HeldQuery, read_id, read_param
from sroki.web.kept import Kept
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.scripts import SCRIPT_POLICY, find_script


@dataclass(frozen=True)
class DeedDraft:
    """What somebody wrote into a decision that was not taken, and why it was not."""

    occurrence_id: int
    form: str  # review | part | extend | resume | remind | cancel | answer | term
    sentence: str
    reason: str = ""
    to_due_on: str = ""
    share: str = ""
    years: str = ""
    phrase: str = ""  # of a term


router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/")
@ruled(Rule.SEE)
def show_status(request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf) -> Response:
    """Where everything stands: figures and a line for each roadmap; of one roadmap with ``?roadmap=``."""
    if any(request.query_params.get(name) for name in _FORMER_FILTERS):
        return _lead_to_list(request, pages)
    params = request.query_params
    roadmap_id, year = read_param(params, "roadmap", read_id), read_param(params, "year", read_id)
    heat_from = (read_param(params, "from", read_id) or 0) // HEAT_ROWS * HEAT_ROWS
    kept: Kept = request.app.state.kept
    with open_reading(house.engine) as session:
        board = load_board(session, kept, caller, house, roadmap_id, year, heat_from)
    return pages.render(
        "status.html",
        board=board,
        asked=roadmap_id is not None,
        hrefs=_figure_links(board, pages.root),
        report_formats=FORMAT_NAMES,
        charts=_find_drawing(pages, kept, board, heat_from, roadmap_id) if board.charts else "",
    )


def _find_drawing(pages: Pages, kept: Kept, board: Board, heat_from: int, roadmap_id: int | None) -> Markup:
    """The charts as they stand on the page: most of it, and the same for all who may see as much."""
    question = ("drawing", board.scope, heat_from, roadmap_id, spoken_language())
    return kept.find(
        question,
        (board.charts, board.heat, board.today),
        lambda: pages.draw("overview_charts.html", **_draw(board, heat_from, roadmap_id, pages.root)),
    )


def _draw(board: Board, heat_from: int, roadmap_id: int | None, root: str) -> dict[str, Any]:
    """What the charts of the page are drawn from."""
    charts, heat = board.charts, board.heat
    if charts is None or heat is None:
        return {}
    years, asked = charts.years, {"roadmap": roadmap_id} if roadmap_id else {}

    def link(**more: object) -> str:
        return f"{root}/?{urlencode(asked | more)}"

    return {
        "charts": charts,
        "by_section": board.roadmap is not None,
        "today_quarter": board.quarter,
        "curve": draw_curve(charts.curve, years, board.today),
        "lanes": [draw_lane(lane, years) for lane in charts.lanes[:_MOST_LANES]],
        "lanes_left": max(0, len(charts.lanes) - _MOST_LANES),
        "now": place_day(board.today, years),
        "heat": heat,
        "heat_from": heat_from,
        "heat_rows": HEAT_ROWS,
        "grade": grade,
        "say_tally": say_tally,
        "labels": {roadmap.id: label_roadmap(roadmap) for roadmap in board.roadmaps},
        "whole": {"roadmap": board.roadmap.id} if board.roadmap else {},
        "year_link": lambda year: link(year=year),
        "heat_link": lambda first: link(year=years.year, **({"from": first} if first > 0 else {})) + "#heat",
        "change_words": HAPPENINGS,
    }


_MOST_LANES = 30
_MOST_AHEAD = 12  # mails to come that are named
_FORMER_FILTERS = ("quarter", "executor", "section", "state", "late", "page")  # the list stood here once


def _lead_to_list(request: Request, pages: Pages) -> Response:
    asked = {name: value for name, value in request.query_params.items() if name != "page" and value}
    if not asked.keys() & {"state", "late"}:
        asked["state"] = "all"
    return RedirectResponse(f"{pages.root}/tasks?{urlencode(asked)}", 303)


def _figure_links(board: Board, root: str) -> dict[str, str]:
    """Each figure leads to the occurrences that it counts."""
    whole = {"roadmap": board.roadmap.id} if board.roadmap else {}
    changes: dict[str, dict[str, object]] = {
        "total": {"state": "all"},
        "accepted": {"state": "accepted"},
        "submitted": {"state": "submitted"},
        "returned": {"state": "returned"},
        "cancelled": {"state": "cancelled"},
        "overdue": {"late": "overdue"},
        "held": {"late": "held"},
        "quarter": {"quarter": board.quarter, "state": "all"},
    }
    return {name: f"{root}/tasks?{urlencode(whole | change)}" for name, change in changes.items()}


@show("/tasks/{task_id}")
@ruled(Rule.SEE)
def show_task(task_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """A task with everything that happened to it."""
    return render_task(house, pages, caller, task_id)


def render_task(
    house: House,
    pages: Pages,
    caller: Caller,
    task_id: int,
    draft: DeedDraft | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The page of a task, with a decision as it was left when it was not taken."""
    scope = require_task(house, caller, task_id)
    now = house.clock()
    with open_reading(house.engine) as session:
        task = load_task(session, check_id(task_id), now)
        outlook = foresee_term(session, task_id, draft.phrase) if task and draft and draft.phrase else None
        guessed = {guess.occurrence_id for guess in list_guesses(session, task_id=task_id)}
        sees_mail = caller.may(Deed.COORDINATE, scope)
        told = [each.occurrence.id for each in task.occurrences] if task and sees_mail else []
        coming = explain_coming(session, told, now) if told else {}
    if task is None:
        raise PageError(404, "Такого мероприятия нет.")
    may_coordinate = caller.account is not None and sees_mail
    page = pages.render(
        "task.html",
        status,
        task=task,
        guessed=guessed,
        today=now.astimezone(house.settings.tzinfo).date(),
        draft=draft,
        may_review=caller.account is not None and caller.may(Deed.REVIEW, scope),
        may_coordinate=may_coordinate,
        sees_mail=sees_mail,
        coming=coming,
        notices=NOTICES,
        most_ahead=_MOST_AHEAD,
        outlook=read_outlook(outlook) if outlook else None,
        script_version=find_script("review").version if may_coordinate else "",
    )
    if may_coordinate:
        page.headers["Content-Security-Policy"] = SCRIPT_POLICY
    return page


def read_outlook(outlook: TermOutlook) -> dict[str, Any]:
    """What a page says of a phrase and of the dates that would follow it."""
    term = outlook.term
    return {
        "term": term,
        "unreadable": term.kind is TermKind.UNREADABLE,
        "days": [(span.opens_on, span.due_on) for span in term.spans],
        "changes": outlook.changes_something,
        "moves": outlook.moves,
        "comes": outlook.comes,
        "goes": outlook.goes,
        "stays": outlook.stays,
    }


@show("/files/{item_id}")
@ruled(Rule.SEE)
def send_evidence(item_id: int, caller: CallerOf, house: HouseOf) -> Response:
    """A file of the evidence, as an attachment."""
    with open_reading(house.engine) as session:
        found = find_file(session, check_id(item_id))
        occurrence = session.get(Occurrence, found[0]) if found else None
        scope = find_scope(session, occurrence.task_id) if occurrence else None
    if found is not None and scope is not None and caller.may(Deed.SEE, scope):
        return send_file(house, found[1])
    if found is not None:
        refuse(house, caller, f"file:{item_id}")
    raise PageError(404, "Такого файла нет.")


@show("/problems")
@ruled(Rule.COORDINATE)
def show_problems(caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What reading left for a person to settle, and what has a term without a day."""
    reach = caller.reach(Deed.COORDINATE)
    with open_reading(house.engine) as session:
        roadmaps = list_roadmap_views(session, reach)
        known = {roadmap.id for roadmap in roadmaps}
        problems = [problem for problem in list_open_problems(session) if problem.roadmap_id in known]
        undated = list_undated(session, reach=reach)
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
@ruled(Rule.COORDINATE)
def show_held(request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """What was past on approval: the coordinator decides, and until then nobody is reminded."""
    held = held_only(reach=caller.reach(Deed.COORDINATE))
    query = HeldQuery(held, read_param(request.query_params, "page", read_id) or 1)
    with open_reading(house.engine) as session:
        roadmaps = list_roadmap_views(session, held.occurrences.reach)
        days = LocalDays.of(house.clock(), roadmaps)
        listed = load_listed(session, query.wanted, house.clock(), days, query.page)
    return pages.render("held.html", listed=listed, query=query, labels=label_roadmaps(roadmaps))
