"""Organisations, their people, addresses, zones and other names: a directory of the house as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session
from starlette.datastructures import FormData

from flows.directory_files import write_directory
from flows.house import House
from flows.reporting.files import MEDIA_TYPES
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say_error
from models.party import Party
from models.values import Role
from roadmaps.store.aliases import add_alias, remove_alias
from roadmaps.store.contacts import check_address, check_zone, find_or_add_party, give_address
from roadmaps.store.directory import (
    Organisation,
    load_directory,
    load_organisation,
    load_organisations,
    load_other_parties,
)
from roadmaps.store.reassigning import remove_contact
from roadmaps.store.speakers import change_speaker, require_speaker
from roadmaps.store.trail import record_deed
from sroki.web.access import AccountOf, CallerOf, FormOf, HouseOf, PagesOf, check_id
from sroki.web.callers import Caller, refuse
from sroki.web.desk import status_of
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_count, read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_LONGEST = 300  # letters of a search
# Of Russia, from the west to the east: offered while somebody writes; any other of the IANA base is taken.
ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
    "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
)  # fmt: skip
_BLANK = dict.fromkeys(("do", "organisation", "person", "address", "name", "zone", "alias", "other"), "")


@show("/directory")
@ruled(Rule.COORDINATE)
def show_directory(request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Organisations, first those whom no mail reaches; found by a name, a person or an address."""
    require_whole(house, caller)
    return render_directory(house, caller, pages, request.query_params)


@show("/directory.xlsx")
@ruled(Rule.COORDINATE)
def send_directory(caller: CallerOf, house: HouseOf) -> Response:
    """The whole directory as a workbook that the import reads back."""
    require_whole(house, caller)
    with open_reading(house.engine) as session:
        content = write_directory(load_organisations(session), house.clock())
    headers = {"Content-Disposition": f'attachment; filename="directory-{house.today}.xlsx"'}
    return Response(content, media_type=MEDIA_TYPES["xlsx"], headers=headers)


@show("/directory/{party_id}")
@ruled(Rule.COORDINATE)
def show_organisation(party_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """One organisation: who is written to for it, what else it is called, what it answers for."""
    require_whole(house, caller)
    return render_organisation(house, caller, pages, party_id)


@router.post("/directory")
@ruled(Rule.COORDINATE)
def receive_organisation(
    account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """One more organisation, with an address or without; a known one gets the address."""
    require_whole(house, caller)
    try:
        with open_session(house.engine) as session:
            party, is_new = find_or_add_party(session, read_text(form, "organisation")[:500])
            if is_new:
                record_deed(session, house.clock(), account.actor, "party added", f"party:{party.id}")
            if read_text(form, "address"):
                _add_person(session, party, form, house.clock(), account.actor)
            party_id = party.id
    except CallerError as error:
        words = {name: str(value) for name, value in form.items()}
        return render_directory(house, caller, pages, {}, say_error(error), status_of(error), words)
    return RedirectResponse(f"{pages.root}/directory/{party_id}", 303)


@router.post("/directory/{party_id}")
@ruled(Rule.COORDINATE)
def receive_change(
    party_id: int, account: AccountOf, form: FormOf, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> Response:
    """A person comes, goes or changes; another name comes or goes."""
    require_whole(house, caller)
    try:
        with open_session(house.engine) as session:
            party = session.get(Party, check_id(party_id))
            if party is None:
                raise PageError(404, "Такой организации в справочнике нет.")
            act = _ACTS.get(read_text(form, "do"))
            if act is None:
                raise CallerError("Изменение не разобрано. Попробуйте ещё раз.")
            act(session, party, form, house.clock(), account.actor)
    except CallerError as error:
        words = {name: str(value) for name, value in form.items()}
        return render_organisation(house, caller, pages, party_id, say_error(error), status_of(error), words)
    return RedirectResponse(f"{pages.root}/directory/{party_id}", 303)


def require_whole(house: House, caller: Caller) -> None:
    """The directory is of the house as a whole: for whoever coordinates all of it."""
    if not caller.may(Deed.COORDINATE):
        refuse(house, caller, "coordinate house")
        raise PageError(403, "Ваша учётная запись этого не может. Кто может, знает администратор.")


def render_directory(
    house: House,
    caller: Caller,
    pages: Pages,
    params: Mapping[str, str],
    complaint: str = "",
    status: int = 200,
    written: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The list; with a complaint where something was not taken, and with what was written."""
    text = params.get("text", "").strip()[:_LONGEST]
    only = "silent" if params.get("only") == "silent" else ""
    with open_reading(house.engine) as session:
        page = read_count(params.get("page", "1"))
        found = load_directory(session, text, only_silent=only == "silent", page=page)

    def address(page: int) -> str:
        asked = {"text": text, "only": only, "page": page}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    return pages.render(
        "directory.html",
        status,
        found=found,
        text=text,
        only=only,
        address=address,
        may_change=caller.account is not None,
        complaint=complaint,
        written={**_BLANK, **(written or {})},
        zones=ZONES,
        today=house.today,
    )


def render_organisation(
    house: House,
    caller: Caller,
    pages: Pages,
    party_id: int,
    complaint: str = "",
    status: int = 200,
    written: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """One organisation; with a complaint where something was not taken, and with what was written."""
    with open_reading(house.engine) as session:
        organisation = load_organisation(session, check_id(party_id))
        if organisation is None:
            raise PageError(404, "Такой организации в справочнике нет.")
        others = load_other_parties(session, [person.id for person in organisation.people], party_id)
    return pages.render(
        "organisation.html",
        status,
        organisation=organisation,
        others=others,
        lists=_name_lists(organisation),
        may_change=caller.account is not None,
        complaint=complaint,
        written={**_BLANK, **(written or {})},
        zones=ZONES,
        house_zone=house.settings.tzinfo.key,
        today=house.today,
    )


def _name_lists(organisation: Organisation) -> list[tuple[Role, int, str]]:
    """The lists of work of an organisation: role, number of tasks, the words of the address."""
    tasks = organisation.tasks or {}
    return [
        (role, tasks[role], urlencode({"executor": organisation.name, "role": role.value, "state": "all"}))
        for role in Role
        if role in tasks
    ]


def _add_person(session: Session, party: Party, form: FormData, at: datetime, actor: str) -> None:
    address, zone = check_address(read_text(form, "address")), read_text(form, "zone") or None
    check_zone(zone)
    give_address(session, party, address, at, actor, name=_name(form) or None, zone=zone)


def _change_person(session: Session, party: Party, form: FormData, at: datetime, actor: str) -> None:
    zone = read_text(form, "zone") or None
    address, name, number = read_text(form, "address"), _name(form), read_count(read_text(form, "person"))
    change_speaker(session, party, number, at, actor, address=address, name=name, zone=zone)


def _remove_person(session: Session, party: Party, form: FormData, at: datetime, actor: str) -> None:
    person = require_speaker(session, party, read_count(read_text(form, "person")))
    remove_contact(session, party.name, person.address, at, actor)


def _write_again(session: Session, party: Party, form: FormData, at: datetime, actor: str) -> None:
    person = require_speaker(session, party, read_count(read_text(form, "person")))
    give_address(session, party, person.address, at, actor)


def _add_alias(session: Session, party: Party, form: FormData, at: datetime, actor: str) -> None:
    add_alias(session, party, read_text(form, "alias")[:500], at, actor)


def _remove_alias(session: Session, party: Party, form: FormData, at: datetime, actor: str) -> None:
    remove_alias(session, party, read_text(form, "alias"), at, actor)


def _name(form: FormData) -> str:
    return " ".join(read_text(form, "name")[:200].split())


_ACTS: Mapping[str, Callable[[Session, Party, FormData, datetime, str], None]] = {
    "add": _add_person,
    "change": _change_person,
    "remove": _remove_person,
    "again": _write_again,
    "name": _add_alias,
    "unname": _remove_alias,
}
