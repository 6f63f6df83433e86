"""A monitoring is planned on a page: written down, foreseen as the clock will run it, changed, called off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session, select

from flows.house import House
from flows.reporting.wording import format_moment
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.language import say_error
from models.party import Party
from models.round import Round
from roadmaps.rounds.forecast import RoundForecast
from roadmaps.store.contacts import find_party
from roadmaps.store.rounds.editing import reschedule_round, set_grace, set_organiser
from roadmaps.store.rounds.lifecycle import Window, cancel_round, close_round, open_round
from roadmaps.store.rounds.listing import list_rounds
from roadmaps.store.rounds.manual import RoundPlan, add_round, foresee_plan, foresee_stored
from roadmaps.store.rounds.sets import list_sets
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf
from sroki.web.callers import Caller
from sroki.web.desk import status_of
from sroki.web.directory import ZONES, require_whole
from sroki.web.rendering import Pages
from sroki.web.rounds import check_round, require_round
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_count, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_FIELDS = ("title", "organiser", "first", "last", "grace", "set", "previous", "zone")
_MOST_OFFERED = 300  # organisations in the list beside a field; any other name is taken as well
_LONGEST = 500


@dataclass(frozen=True)
class _Answer:
    """What a form gets back: a complaint, or what the clock would do with what was written."""

    complaint: str = ""
    status: int = 200
    forecast: RoundForecast | None = None


@show("/rounds/new")
@ruled(Rule.COORDINATE)
def show_new(caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The form of a monitoring that no order names."""
    require_whole(house, caller)
    return _render_new(house, pages, dict.fromkeys(_FIELDS, ""))


@router.post("/rounds/new")
@ruled(Rule.COORDINATE)
def receive_new(
    account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Show what the clock would do, or write the monitoring down; its list comes next."""
    require_whole(house, caller)
    written = {name: read_text(form, name)[:_LONGEST] for name in _FIELDS}
    try:
        plan = _read_plan(written, house)
        if read_text(form, "do") != "plan":
            with open_reading(house.engine) as session:
                forecast = foresee_plan(session, plan, house.clock())
            return _render_new(house, pages, written, _Answer(forecast=forecast))
        with open_session(house.engine) as session:
            round_, is_new = add_round(session, plan, house.clock(), account.actor)
            if not is_new:
                raise ForbiddenTransitionError("Такой мониторинг уже есть: № {id}.", id=round_.id)
            round_id = round_.id
    except CallerError as error:
        return _render_new(house, pages, written, _Answer(say_error(error), status_of(error)))
    return RedirectResponse(f"{pages.root}/rounds/{round_id}/list", 303)


@show("/rounds/{round_id}/plan")
@ruled(Rule.COORDINATE)
def show_plan(round_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """The days and the organiser, with what the clock will do; the ways to open, close and call off."""
    return _render_plan(round_id, caller, house, pages)


@router.post("/rounds/{round_id}/plan")
@ruled(Rule.COORDINATE)
def receive_plan(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Show what other days would do, or put them in the place of the present ones."""
    check_round(house, caller, round_id)
    written = {name: read_text(form, name)[:_LONGEST] for name in _FIELDS if name in form}
    try:
        if read_text(form, "do") != "save":
            return _render_plan(round_id, caller, house, pages, written)
        with open_session(house.engine) as session:
            _change(session, session.get_one(Round, round_id), written, house, account.actor)
    except CallerError as error:
        answer = _Answer(say_error(error), status_of(error))
        return _render_plan(round_id, caller, house, pages, written, answer)
    return RedirectResponse(f"{pages.root}/rounds/{round_id}", 303)


@router.post("/rounds/{round_id}/step")
@ruled(Rule.COORDINATE)
def receive_step(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Open or close now, without waiting for the day, or call the monitoring off with a reason."""
    check_round(house, caller, round_id)
    do, at = read_text(form, "do"), house.clock()
    try:
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            if do == "cancel":
                cancel_round(session, round_, read_text(form, "reason")[:2000], at, account.actor)
            elif do in ("open", "close"):
                step = open_round if do == "open" else close_round
                step(session, round_, at, account.actor)
            else:
                raise CallerError("Выберите, открыть, закрыть или отменить.")
    except CallerError as error:
        return _render_plan(
            round_id, caller, house, pages, answer=_Answer(say_error(error), status_of(error))
        )
    return RedirectResponse(f"{pages.root}/rounds/{round_id}", 303)


def _change(session: Session, round_: Round, written: Mapping[str, str], house: House, actor: str) -> None:
    """Only what is written otherwise than it stands is changed: a date of the order keeps its hold."""
    at = house.clock()
    if round_.opened_at is None:
        window = _read_window(written)
        if window != Window(round_.opens_on, round_.due_on):
            reschedule_round(session, round_, window, at, actor)
        organiser = session.get(Party, round_.organiser_id) if round_.organiser_id else None
        if written.get("organiser") and written["organiser"] != (organiser.name if organiser else ""):
            set_organiser(session, round_, written["organiser"], at, actor)
    if (grace := _read_grace(written)) != round_.grace_days:
        set_grace(session, round_, grace, at, actor)


def _read_plan(written: Mapping[str, str], house: House) -> RoundPlan:
    return RoundPlan(
        written["title"],
        _read_window(written),
        written["zone"] or house.settings.zone,
        written["organiser"],
        grace_days=_read_grace(written),
        set_id=read_count(written["set"]) or None,
        previous_id=read_count(written["previous"]) or None,
    )


def _read_window(written: Mapping[str, str]) -> Window:
    return Window(_read_day(written, "first", "первый"), _read_day(written, "last", "последний"))


def _read_day(written: Mapping[str, str], name: str, words: str) -> date:
    try:
        day = date.fromisoformat(written.get(name, ""))
    except ValueError as error:
        raise CallerError("Выберите {which} день мониторинга.", which=words) from error
    if not 2000 <= day.year <= 2200:
        raise CallerError("Проверьте {which} день мониторинга: {day:%d.%m.%Y}.", which=words, day=day)
    return day


def _read_grace(written: Mapping[str, str]) -> int:
    words = written.get("grace", "") or "0"
    if not (words.isascii() and words.isdigit()):
        raise CallerError("Сколько дней ждать опоздавших, напишите числом: 0, 3, 10.")
    return read_count(words)


def _render_new(
    house: House, pages: Pages, written: Mapping[str, str], answer: _Answer = _Answer()
) -> HTMLResponse:
    zone = _zone_of(written.get("zone", ""), house)
    with open_reading(house.engine) as session:
        return pages.render(
            "round_new.html",
            answer.status,
            written=written,
            complaint=answer.complaint,
            forecast=answer.forecast,
            is_new_organiser=bool(written["organiser"]) and not find_party(session, written["organiser"]),
            organisers=_offer_parties(session),
            sets=list_sets(session),
            rounds=list_rounds(session),
            zones=ZONES,
            house_zone=house.settings.zone,
            at=partial(format_moment, zone=zone),
            now=house.clock(),
        )


def _render_plan(
    round_id: int,
    caller: Caller,
    house: House,
    pages: Pages,
    written: Mapping[str, str] | None = None,
    answer: _Answer = _Answer(),
) -> HTMLResponse:
    """With the forecast of what is written, or of what stands; CallerError for what cannot be read."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id, Deed.COORDINATE)
        view = list_rounds(session, [round_id])[0]
        stands = {
            "organiser": view.organiser or "",
            "first": view.opens_on.isoformat(),
            "last": view.due_on.isoformat(),
            "grace": str(view.grace_days),
        }
        shown = stands | dict(written or {})
        is_ahead = round_.opened_at is None and round_.cancelled_at is None and not answer.complaint
        changes = shown if shown != stands else None
        return pages.render(
            "round_plan.html",
            answer.status,
            view=view,
            written=shown,
            is_changed=changes is not None,
            from_order=round_.source_occurrence_id is not None,
            complaint=answer.complaint,
            forecast=_foresee(session, round_, changes, house.clock()) if is_ahead else None,
            organisers=_offer_parties(session),
            at=partial(format_moment, zone=ZoneInfo(round_.zone)),
            now=house.clock(),
        )


def _foresee(
    session: Session, round_: Round, changes: Mapping[str, str] | None, at: datetime
) -> RoundForecast:
    if changes is None:
        return foresee_stored(session, round_, at)
    plan = RoundPlan(round_.title, _read_window(changes), round_.zone, grace_days=_read_grace(changes))
    return foresee_plan(session, plan, at)


def _zone_of(words: str, house: House) -> ZoneInfo:
    try:
        return ZoneInfo(words) if words else house.settings.tzinfo
    except (KeyError, ValueError, OSError):
        return house.settings.tzinfo  # the complaint says that there is no such zone


def _offer_parties(session: Session) -> list[str]:
    return list(session.exec(select(Party.name).order_by(Party.name).limit(_MOST_OFFERED)).all())
