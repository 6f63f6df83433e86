"""The pages of an act on many rows of the list: its words, what it comes to, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from flows.accounts.sessions import SignedIn
from flows.house import House
from models.authority import Deed
from models.database import open_reading
from models.errors import CallerError
from models.language import say, say_error
from models.values import Role
from roadmaps.store.dossier import find_scopes
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.worklist import list_work
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf
from sroki.web.bulk import MOST_ROWS, Act, Outcome, Row, carry_out, load_versions, read_act, try_out
from sroki.web.callers import Caller, refuse
from sroki.web.filters import read_work_query
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text
from sroki.web.worklist import set_up

router = APIRouter(include_in_schema=False)
_KINDS = {
    "remind": "Напомнить исполнителям",
    "extend": "Перенести срок",
    "reassign": "Передать другому исполнителю",
    "accept": "Принять подтверждения",
    "resume": "Выполнять",
    "cancel": "Снять сроки",
}
_WORDS = ("to_due_on", "reason", "former", "present")


@router.post("/tasks/act")
@ruled(Rule.REVIEW)
def receive_act(
    request: Request,
    account: AccountOf,
    form: FormOf,
    caller: CallerOf,
    house: HouseOf,
    pages: PagesOf,
) -> HTMLResponse:
    """Show what an act on the chosen rows comes to; once that is confirmed, do it."""
    kind, step = read_text(form, "do"), read_text(form, "step")
    if kind not in _KINDS:
        raise PageError(422, "Действие не разобрано. Вернитесь и попробуйте ещё раз.")
    chosen: Mapping[int, int | None] = _read_rows(form) if step else _choose(request, form, caller, house)
    rows, views = _load(house, caller, chosen, Act(kind).deed)
    if not rows:
        complaint = say("Отметьте строки, о которых речь.")
        return _render(pages, form, kind, [], {}, complaint=complaint, status=422)
    if not caller.may_somewhere(Act(kind).deed):
        refuse(house, caller, f"{kind} occurrence:{rows[0].occurrence_id}")
        raise PageError(403, "Ваша учётная запись этого не может. Кто может, знает администратор.")
    if not step and Act(kind).needs_words:
        return _render(pages, form, kind, [Outcome(row) for row in rows], views)
    return _answer(pages, form, kind, rows, views, house, account, is_confirmed=step == "confirm")


def _answer(
    pages: Pages,
    form: FormData,
    kind: str,
    rows: Sequence[Row],
    views: Mapping[int, OccurrenceView],
    house: House,
    account: SignedIn,
    *,
    is_confirmed: bool,
) -> HTMLResponse:
    try:
        act = read_act(kind, *(read_text(form, name) for name in _WORDS))
    except CallerError as error:
        bare = [Outcome(row) for row in rows]
        return _render(pages, form, kind, bare, views, complaint=say_error(error), status=422)
    if is_confirmed:
        outcomes = carry_out(house, act, rows, account)
        return _render(pages, form, kind, outcomes, views, stage="done")
    return _render(pages, form, kind, try_out(house, act, rows, account), views, stage="tried")


def _choose(request: Request, form: FormData, caller: Caller, house: House) -> dict[int, int | None]:
    """The rows that are ticked, or all that the list shows; none with a version seen yet."""
    if not read_text(form, "all"):
        picked = [str(value) for value in form.getlist("pick")]
        return dict.fromkeys(int(number) for number in picked if re.fullmatch(r"[1-9][0-9]{0,8}", number))
    query = read_work_query(dict(parse_qsl(read_text(form, "back"))))
    with open_reading(house.engine) as session:
        desk = set_up(session, request.app.state.kept, caller, query, house.clock())
        views = list_work(session, desk.query.wanted, query.turn.order, desk.days, MOST_ROWS + 1)
    if len(views) > MOST_ROWS:
        raise PageError(422, "За один раз — не больше 200 сроков. Сузьте отбор или отметьте строки.")
    return dict.fromkeys([view.id for view in views])


def _read_rows(form: FormData) -> dict[int, int]:
    """``17:2,18:0``: the occurrences and the versions that were shown."""
    words = read_text(form, "rows")
    if not re.fullmatch(r"[1-9][0-9]{0,8}:[0-9]{1,6}(,[1-9][0-9]{0,8}:[0-9]{1,6})*,?", words):
        raise PageError(422, "Выбор не разобран. Вернитесь и попробуйте ещё раз.")
    pairs = [pair.split(":") for pair in words.strip(",").split(",")]
    return {int(number): int(version) for number, version in pairs[:MOST_ROWS]}


def _load(
    house: House, caller: Caller, chosen: Mapping[int, int | None], deed: Deed
) -> tuple[list[Row], dict[int, OccurrenceView]]:
    """The rows in the order of their choice; PageError for what the caller may not even see."""
    ids = list(chosen)[:MOST_ROWS]
    with open_reading(house.engine) as session:
        scopes = find_scopes(session, ids)
        views = {v.id: v for v in list_occurrences(session, OccurrenceFilter(ids=ids), house.clock())}
        versions = load_versions(session, ids)
    unseen = [number for number in ids if number not in scopes or not caller.may(Deed.SEE, scopes[number][1])]
    if unseen:
        if any(number in scopes for number in unseen):
            refuse(house, caller, f"occurrence:{unseen[0]}")
        raise PageError(404, "Такого срока нет.")
    rows = []
    for number in ids:
        task_id, scope = scopes[number]
        seen = chosen[number]
        version = versions.get(number, 0) if seen is None else seen
        rows.append(Row(number, task_id, version, caller.may(deed, scope)))
    return rows, views


def _render(
    pages: Pages,
    form: FormData,
    kind: str,
    outcomes: Sequence[Outcome],
    views: Mapping[int, OccurrenceView],
    *,
    stage: str = "words",
    complaint: str = "",
    status: int = 200,
) -> HTMLResponse:
    names = {name for view in views.values() for role in Role for name in view.parties.get(role, ())}
    query = read_work_query(dict(parse_qsl(read_text(form, "back"))))
    return pages.render(
        "bulk.html",
        status,
        kind=kind,
        title=say(_KINDS[kind]),
        stage=stage,
        outcomes=outcomes,
        views=views,
        allowed=[outcome for outcome in outcomes if not outcome.complaint],
        complaint=complaint,
        words={name: read_text(form, name) for name in _WORDS},
        names=sorted(names, key=str.casefold),
        back=query.words,
    )
