"""Who is away and who stands in: a page of the directory, and a form on each person's own page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session, col, select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from flows.house import House
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from models.party import Membership, Person
from roadmaps.store.absences import end_absence, list_absences, require_person, set_absence
from roadmaps.store.visitors import Visitor
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, VisitorOf
from sroki.web.callers import Caller
from sroki.web.desk import status_of
from sroki.web.directory import require_whole
from sroki.web.preferences import render_preferences
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_count, read_form, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_MOST_OFFERED = 300  # people in the list beside a field; any other address is taken as well
_FIELDS = ("person", "deputy", "first", "last")


@show("/directory/absences")
@ruled(Rule.COORDINATE)
def show_absences(caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Who is away now and soon, until when, and who stands in."""
    require_whole(house, caller)
    return _render(house, caller, pages)


@router.post("/directory/absences")
@ruled(Rule.COORDINATE)
def receive_absence(
    account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Somebody goes away, or is back."""
    require_whole(house, caller)
    try:
        with open_session(house.engine) as session:
            if read_text(form, "do") == "end":
                end_absence(session, read_count(read_text(form, "absence")), house.clock(), account.actor)
            else:
                person = require_person(session, read_text(form, "person"))
                _send_away(session, house, person, form, account.actor)
    except CallerError as error:
        return _render(house, caller, pages, say_error(error), status_of(error), _written(form))
    return RedirectResponse(f"{pages.root}/directory/absences", 303)


@router.post("/l/{token}/absence")
@ruled(Rule.CAPABILITY)
async def receive_own_absence(
    request: Request, token: str, visitor: VisitorOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Somebody goes away themselves, or is back; the answer leads to their page."""
    form, is_cut = await read_form(request)
    if is_cut:
        raise PageError(422, "Выбор не разобран. Вернитесь к странице и попробуйте ещё раз.")
    try:
        await run_in_threadpool(_change_own, house, visitor, form)
    except CallerError as error:
        return await run_in_threadpool(
            render_preferences,
            house,
            pages,
            token,
            visitor,
            say_error(error),
            status_of(error),
            _written(form),
        )
    return RedirectResponse(f"{pages.root}/l/{token}/preferences", 303)


def _change_own(house: House, visitor: Visitor, form: FormData) -> None:
    with open_session(house.engine) as session:
        if read_text(form, "do") != "end":
            person = session.get_one(Person, visitor.person_id)
            _send_away(session, house, person, form, visitor.actor)
            return
        number = read_count(read_text(form, "absence"))
        own = list_absences(session, house.clock(), person_id=visitor.person_id)
        if not any(each.id == number and each.person_id == visitor.person_id for each in own):
            raise CallerError("Этого отсутствия среди ваших уже нет.")
        end_absence(session, number, house.clock(), visitor.actor)


def _send_away(session: Session, house: House, person: Person, form: FormData, actor: str) -> None:
    deputy = require_person(session, read_text(form, "deputy"))
    days = _read_day(form, "first"), _read_day(form, "last")
    set_absence(session, person, deputy, days, house.clock(), actor, house.settings.tzinfo)


def _read_day(form: FormData, name: str) -> date:
    words = {"first": "первый", "last": "последний"}[name]
    try:
        day = date.fromisoformat(read_text(form, name))
    except ValueError as error:
        raise CallerError("Выберите {which} день отсутствия.", which=words) from error
    if not 2000 <= day.year <= 2200:
        raise CallerError("Проверьте {which} день отсутствия: {day:%d.%m.%Y}.", which=words, day=day)
    return day


def _written(form: FormData) -> dict[str, str]:
    return {name: read_text(form, name)[:320] for name in _FIELDS}


def _render(
    house: House,
    caller: Caller,
    pages: Pages,
    complaint: str = "",
    status: int = 200,
    written: Mapping[str, str] | None = None,
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        absences = list_absences(session, house.clock())
        people = _list_people(session)
    return pages.render(
        "absences.html",
        status,
        absences=absences,
        people=people,
        may_change=caller.account is not None,
        complaint=complaint,
        written=written or dict.fromkeys(_FIELDS, ""),
        today=house.today,
    )


def _list_people(session: Session) -> list[tuple[str, str]]:
    """Addresses and names of those who speak for somebody."""
    speaking = select(Membership.person_id)
    statement = (
        select(Person.address, Person.name)
        .where(col(Person.id).in_(speaking), col(Person.forgotten_at).is_(None))
        .order_by(Person.address)
        .limit(_MOST_OFFERED)
    )
    return list(session.exec(statement).all())
