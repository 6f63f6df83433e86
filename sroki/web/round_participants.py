"""The list of a monitoring before it opens: from a file looked at first, from elsewhere, one by one."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session

from flows.aside import Aside, set_aside, take_aside
from flows.house import House
from flows.rosters import make_entries, read_roster_content
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say, say_error
from models.roadmap import Roadmap
from models.round import Round
from models.values import fold
from roadmaps.rounds.rosters import Roster
from roadmaps.store.rounds.listing import ParticipantView, find_participant, list_participants, list_rounds
from roadmaps.store.rounds.participants import (
    Entry,
    add_participant,
    copy_participants,
    remove_participant,
    require_not_open,
    set_participants,
)
from roadmaps.store.rounds.planning import take_from_distribution
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.callers import Caller
from sroki.web.desk import status_of
from sroki.web.rendering import Pages
from sroki.web.rounds import check_round, require_round
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text, read_upload

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_MOST_SHOWN = 500  # lines of a file that are shown before it counts


@show("/rounds/{round_id}/list")
@ruled(Rule.COORDINATE)
def show_list(round_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Who will be asked, and the ways to change that."""
    return _render(round_id, caller, house, pages)


@router.post("/rounds/{round_id}/list/preview")
@ruled(Rule.COORDINATE, is_large=True)
def receive_file(
    round_id: int, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """What a file would make of the list; nothing is changed yet."""
    try:
        with open_reading(house.engine) as session:
            require_not_open(require_round(session, house, caller, round_id, Deed.COORDINATE))
        kept = set_aside(house, *read_upload(form), at=house.clock())
        roster = read_roster_content(kept.content, kept.name)
    except CallerError as error:
        return _render(round_id, caller, house, pages, say_error(error), status_of(error))
    return _render_preview(round_id, caller, house, pages, kept, roster)


@router.post("/rounds/{round_id}/list/confirm")
@ruled(Rule.COORDINATE)
def receive_confirmation(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """Take the file that was shown, in the place of the list or behind it."""
    check_round(house, caller, round_id)
    try:
        kept = take_aside(house, read_text(form, "mark"), read_text(form, "name"))
        entries = make_entries(read_roster_content(kept.content, kept.name))
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            if read_text(form, "how") == "add":
                entries = [*_present(session, round_, house), *entries]
            set_participants(session, round_, entries, house.clock(), account.actor)
    except CallerError as error:
        return _render(round_id, caller, house, pages, say_error(error), status_of(error))
    return _go_back(pages, round_id)


@router.post("/rounds/{round_id}/list/add")
@ruled(Rule.COORDINATE)
def receive_one(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """One more participant, or an address for one that has none."""
    words = {name: read_text(form, name)[:500] for name in ("name", "grouping", "contact")}
    addresses = tuple(read_text(form, "addresses").replace(",", " ").replace(";", " ").split())
    check_round(house, caller, round_id)
    try:
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            entry = Entry(words["name"], words["grouping"], addresses, words["contact"])
            add_participant(session, round_, entry, house.clock(), account.actor)
    except CallerError as error:
        return _render(round_id, caller, house, pages, say_error(error), status_of(error), dict(form.items()))
    return _go_back(pages, round_id)


@router.post("/rounds/{round_id}/list/remove")
@ruled(Rule.COORDINATE)
def receive_removal(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """One participant less."""
    check_round(house, caller, round_id)
    try:
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            require_not_open(round_)
            number = read_text(form, "participant")
            participant = find_participant(session, round_, str(check_id(int(number or 0))))
            remove_participant(session, round_, participant, house.clock(), account.actor)
    except (CallerError, ValueError) as error:
        status = status_of(error) if isinstance(error, CallerError) else 422
        complaint = say_error(error) if isinstance(error, CallerError) else say("Выберите участника.")
        return _render(round_id, caller, house, pages, complaint, status)
    return _go_back(pages, round_id)


@router.post("/rounds/{round_id}/list/take")
@ruled(Rule.COORDINATE)
def receive_source(
    round_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """The list of the round before, or the distribution list of the order."""
    at = house.clock()
    check_round(house, caller, round_id)
    try:
        with open_session(house.engine) as session:
            round_ = session.get_one(Round, round_id)
            require_not_open(round_)
            before = session.get(Round, round_.previous_id) if round_.previous_id else None
            if read_text(form, "source") == "previous" and before is not None:
                copy_participants(session, before, round_, at, account.actor)
            elif names := _distribution(session, round_):
                set_participants(session, round_, [Entry(name) for name in names], at, account.actor)
            else:
                raise CallerError("Прошлого мониторинга или листа рассылки у этого мониторинга нет.")
    except CallerError as error:
        return _render(round_id, caller, house, pages, say_error(error), status_of(error))
    return _go_back(pages, round_id)


def _render_preview(
    round_id: int, caller: Caller, house: House, pages: Pages, kept: Aside, roster: Roster
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id, Deed.COORDINATE)
        people = _people(session, round_, house)
        known, named = {fold(one.name) for one in people}, {fold(entry.name) for entry in roster.entries}
        return pages.render(
            "round_list_preview.html",
            view=list_rounds(session, [round_id])[0],
            kept=kept,
            roster=roster,
            shown=roster.entries[:_MOST_SHOWN],
            repeated=len(roster.entries) - len(named),
            fresh=len(named - known),
            known=known,
            gone=[one.name for one in people if fold(one.name) not in named],
            fold=fold,
            silent=sum(not entry.addresses for entry in roster.entries),
        )


def _render(
    round_id: int,
    caller: Caller,
    house: House,
    pages: Pages,
    complaint: str = "",
    status: int = 200,
    written: dict[str, object] | None = None,
) -> HTMLResponse:
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id, Deed.COORDINATE)
        return pages.render(
            "round_list.html",
            status,
            view=list_rounds(session, [round_id])[0],
            people=_people(session, round_, house),
            is_frozen=round_.opened_at is not None or round_.cancelled_at is not None,
            has_previous=round_.previous_id is not None,
            distribution=len(_distribution(session, round_)),
            complaint=complaint,
            written=written or {},
        )


def _people(session: Session, round_: Round, house: House) -> list[ParticipantView]:
    return list_participants(session, round_, round_.day_of(house.clock()))


def _present(session: Session, round_: Round, house: House) -> list[Entry]:
    return [Entry(person.name, person.grouping) for person in _people(session, round_, house)]


def _distribution(session: Session, round_: Round) -> list[str]:
    roadmap = session.get(Roadmap, round_.source_roadmap_id) if round_.source_roadmap_id else None
    return take_from_distribution(roadmap) if roadmap else []


def _go_back(pages: Pages, round_id: int) -> RedirectResponse:
    return RedirectResponse(f"{pages.root}/rounds/{round_id}/list", 303)
