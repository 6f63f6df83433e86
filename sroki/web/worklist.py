"""The list of work: what there is to do, of all documents, filtered and in pages; and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session

from flows.house import House
from flows.list_files import MOST_ROWS, write_list_csv, write_list_workbook
from flows.reporting.files import MEDIA_TYPES
from flows.reporting.rendering import label_roadmap
from flows.reporting.wording import format_quarter
from models.account import SavedView
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import SOURCE, choose_form, say, say_error, speaking, write_count
from roadmaps.store.freshness import find_freshness
from roadmaps.store.lateness import LocalDays
from roadmaps.store.listing import OccurrenceView
from roadmaps.store.overview import Choices, RoadmapView, list_roadmap_views, load_choices
from roadmaps.store.views import find_view, list_views, remove_view, save_view
from roadmaps.store.worklist import count_work, list_work, load_work, write_key
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf
from sroki.web.callers import Caller
from sroki.web.filters import (
    FILTERS,
    LATENESS_CHOICES,
    ORDER_CHOICES,
    ROLE_CHOICES,
    STATE_CHOICES,
    WorkQuery,
    read_work_query,
    say_choices,
)
from sroki.web.kept import Kept
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.scripts import find_script
from sroki.web.uploads import read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
# As everywhere, and our own script, which moves along the rows by key.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Desk:
    """What a list is made from: the question within the caller's reach, its choices, the local days."""

    query: WorkQuery
    roadmaps: tuple[RoadmapView, ...]
    choices: Choices
    days: LocalDays
    freshness: tuple[int, ...]

    @property
    def labels(self) -> dict[int, str]:
        return {roadmap.id: label_roadmap(roadmap) for roadmap in self.roadmaps}


def find_roadmaps(
    session: Session, kept: Kept, caller: Caller, roadmap_id: int | None, as_of: datetime
) -> tuple[tuple[RoadmapView, ...], LocalDays, tuple[int, ...]]:
    """What is within the caller's reach, the days of its zones, and the version of the data."""
    freshness, reach = find_freshness(session, as_of), caller.reach(Deed.SEE)
    roadmaps = kept.find(
        ("roadmaps", roadmap_id, reach),
        freshness,
        lambda: list_roadmap_views(session, reach, also_id=roadmap_id),
    )
    return roadmaps, LocalDays.of(as_of, roadmaps), freshness


def set_up(session: Session, kept: Kept, caller: Caller, query: WorkQuery, as_of: datetime) -> Desk:
    """The question as this caller may ask it."""
    roadmap_id = query.wanted.occurrences.roadmap_id
    roadmaps, days, freshness = find_roadmaps(session, kept, caller, roadmap_id, as_of)
    reach, ids = caller.reach(Deed.SEE), tuple(roadmap.id for roadmap in roadmaps)
    choices = kept.find(
        ("choices", roadmap_id, reach),
        freshness,
        lambda: load_choices(session, roadmap_id, reach),
        roughly=True,
    )
    return Desk(query.within(reach, ids), roadmaps, choices, days, freshness)


@show("/tasks")
@ruled(Rule.SEE)
def show_work(request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """One page of the list, with its filters and what may be done with the rows."""
    return render_work(request, caller, house, pages)


def render_work(
    request: Request, caller: Caller, house: House, pages: Pages, complaint: str = "", status: int = 200
) -> HTMLResponse:
    """The list, with what a form was refused for."""
    kept: Kept = request.app.state.kept
    with open_reading(house.engine) as session:
        query, view = _read(session, request.query_params)
        desk = set_up(session, kept, caller, query, house.clock())
        wanted = desk.query.wanted
        found = kept.find(("found", wanted), desk.freshness, lambda: count_work(session, wanted, desk.days))
        page = load_work(session, wanted, desk.query.turn, desk.days)
        views = list_views(session, caller.account.account_id) if caller.account else []
    answer = pages.render(
        "tasks.html",
        status,
        query=query,
        page=page,
        found=found,
        rows_words=_say_found(found, len(page.rows)),
        labels=desk.labels if len(desk.roadmaps) > 1 else {},
        today=house.today,
        write_key=write_key,
        views=views,
        view=view or _current(views, query),
        complaint=complaint,
        most_rows=MOST_ROWS,
        has_documents=bool(desk.roadmaps),
        may_act=caller.account is not None and caller.may_somewhere(Deed.REVIEW),
        may_coordinate=caller.account is not None and caller.may_somewhere(Deed.COORDINATE),
        script_version=find_script("keys").version,
        **_options(desk),
    )
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


def _options(desk: Desk) -> dict[str, object]:
    choices = desk.choices
    return {
        "roadmap_choices": tuple(desk.labels.items()),
        "quarter_choices": [(str(quarter), format_quarter(quarter)) for quarter in choices.quarters],
        "party_names": choices.parties,
        "section_choices": [(name, name) for name in choices.sections],
        "state_choices": say_choices(STATE_CHOICES),
        "lateness_choices": say_choices(LATENESS_CHOICES),
        "role_choices": say_choices(ROLE_CHOICES),
        "order_choices": say_choices(ORDER_CHOICES),
    }


def _say_found(found: int, shown: int) -> str:
    words = f"{write_count(found)} {choose_form(found, 'срок', 'срока', 'сроков')}"
    return words if found == shown else say("{words}, на этой странице {shown}", words=words, shown=shown)


def _read(session: Session, params: Mapping[str, str]) -> tuple[WorkQuery, SavedView | None]:
    """The question of an address; of a saved view the one that was saved, and the view."""
    if not params.get("view"):
        return read_work_query(params), None
    view = find_view(session, params["view"][:100])
    if view is None:
        raise PageError(404, "Такого списка нет: возможно, его удалили.")
    places = {name: params[name] for name in ("after", "before") if name in params}
    return read_work_query(dict(parse_qsl(view.query)) | places), view


def _current(views: Sequence[SavedView], query: WorkQuery) -> SavedView | None:
    """The saved view that shows just this."""
    return next((view for view in views if view.query == query.words), None)


@show("/tasks.csv")
@ruled(Rule.SEE)
def send_csv(request: Request, caller: CallerOf, house: HouseOf) -> Response:
    """What the list shows, on all its pages, for a spreadsheet."""
    labels, views = _load_all(request, caller, house)
    content = write_list_csv(views, labels, house.clock())
    return _as_file(content.encode(), "text/csv; charset=utf-8", "csv", house)


@show("/tasks.xlsx")
@ruled(Rule.SEE)
def send_workbook(request: Request, caller: CallerOf, house: HouseOf) -> Response:
    """The same as a workbook."""
    labels, views = _load_all(request, caller, house)
    content = write_list_workbook(views, labels, house.clock())
    return _as_file(content, MEDIA_TYPES["xlsx"], "xlsx", house)


def _load_all(request: Request, caller: Caller, house: House) -> tuple[dict[int, str], list[OccurrenceView]]:
    """The labels of the documents, Russian as all files are, and what the list shows of them."""
    with open_reading(house.engine) as session:
        query, _ = _read(session, request.query_params)
        desk = set_up(session, request.app.state.kept, caller, query, house.clock())
        views = list_work(session, desk.query.wanted, query.turn.order, desk.days, MOST_ROWS + 1)
    if len(views) > MOST_ROWS:
        raise PageError(
            422, "В один файл помещается 10 000 сроков, а подходит больше. Сузьте отбор, например кварталом."
        )
    with speaking(SOURCE):
        return desk.labels, views


def _as_file(content: bytes, kind: str, ending: str, house: House) -> Response:
    day = house.today.isoformat()
    headers = {"Content-Disposition": f'attachment; filename="sroki-{day}.{ending}"'}
    return Response(content, media_type=kind, headers=headers)


@router.post("/tasks/views")
@ruled(Rule.SEE)
def receive_view(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """Save the list that is shown under a name, or remove one of one's own."""
    do = read_text(form, "do")
    if do not in ("save", "remove"):
        raise PageError(422, "Не разобрано, сохранить или удалить. Вернитесь и попробуйте ещё раз.")
    with open_session(house.engine) as session:
        if do == "remove":
            remove_view(session, account.account_id, read_text(form, "key")[:100])
            return RedirectResponse(f"{pages.root}/tasks", 303)
        query = read_work_query({name: read_text(form, name) for name in (*FILTERS, "sort")})
        try:
            view = save_view(session, account.account_id, read_text(form, "name"), query.words, house.clock())
        except CallerError as error:
            raise PageError(422, say_error(error)) from error
        return RedirectResponse(f"{pages.root}/tasks?view={view.key}", 303)
