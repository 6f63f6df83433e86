"""Parties and the people who speak for them: a directory of the house as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.party import Party
from notifications.headers import parse_address
from roadmaps.store.contacts import find_party, list_contacts, set_contact
from roadmaps.store.merging import merge_parties
from roadmaps.store.reassigning import move_contact, remove_contact
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.tasks import ChangeOut, show_change
from sroki.web.api.values import Incoming, Words
from sroki.web.rules import Rule, ruled

router = make_router("Исполнители и адреса")


class PersonOut(BaseModel):
    """Кто говорит за исполнителя."""

    address: str
    name: str
    zone: str | None
    language: str = Field(description="Язык писем: ru или en")


class PartyOut(BaseModel):
    """Исполнитель и его люди; без людей писать ему некуда."""

    party: str
    people: list[PersonOut]


class ContactIn(Incoming):
    """Адрес исполнителя."""

    party: Words
    address: Words
    name: Words | None = None
    zone: Words | None = Field(None, description="Часовой пояс IANA: Asia/Yekaterinburg")
    language: Literal["ru", "en"] | None = Field(None, description="Язык писем; без него остаётся прежний")


class ContactOut(BaseModel):
    """Названный адрес."""

    party: str
    address: str
    is_new_party: bool = Field(description="Ни один документ такого исполнителя пока не называет")
    occurrences: int


class MoveIn(Incoming):
    """Человек уходит от одного исполнителя к другому."""

    address: Words
    former: Words
    present: Words


class MergeIn(Incoming):
    """Две организации — на самом деле одна."""

    kept: Words
    dropped: Words = Field(description="Её название останется другим названием первой")


class MergeOut(BaseModel):
    """Что перешло."""

    kept: str
    dropped: str
    tasks: dict[str, int] = Field(description="По ролям")
    people: list[str]
    rounds: list[str]


@router.get("/parties", summary="Исполнители и их адреса")
@ruled(Rule.COORDINATE)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[PartyOut]:
    """By name."""
    require_whole(house, caller, Deed.COORDINATE)
    turn.check(str)
    with open_reading(house.engine) as session:
        parties = [PartyOut.model_validate(entry) for entry in list_contacts(session)]
    rows, following = turn.cut(parties, lambda entry: (entry.party,))
    return PageOf[PartyOut](items=list(rows), next=following)


@router.post("/contacts", status_code=201, summary="Назвать адрес исполнителя", response_model=ContactOut)
@ruled(Rule.COORDINATE)
def name_contact(body: ContactIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Naming an address again makes one from which mail came back reachable."""
    require_whole(house, caller, Deed.COORDINATE)
    if parse_address(body.address, "") is None:
        raise CallerError("«{address}» не похоже на почтовый адрес.", address=body.address)

    def make(session: Session) -> ContactOut:
        wishes = {"name": body.name, "zone": body.zone, "language": body.language}
        done = set_contact(session, body.party, body.address, house.clock(), caller.actor, **wishes)
        return ContactOut(**vars(done))

    return once.make(body, make)


@router.delete("/contacts", summary="Отобрать адрес")
@ruled(Rule.COORDINATE)
def take_contact_away(
    caller: CallerOf, house: HouseOf, party: Annotated[Words, Query()], address: Annotated[Words, Query()]
) -> ChangeOut:
    """A person no longer speaks for a party."""
    require_whole(house, caller, Deed.COORDINATE)
    with open_session(house.engine) as session:
        return show_change(remove_contact(session, party, address, house.clock(), caller.actor))


@router.post("/contacts/move", summary="Перенести адрес к другому исполнителю", response_model=ChangeOut)
@ruled(Rule.COORDINATE)
def move(body: MoveIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """A person speaks for another party from now on."""
    require_whole(house, caller, Deed.COORDINATE)

    def make(session: Session) -> ChangeOut:
        at = house.clock()
        return show_change(move_contact(session, body.address, body.former, body.present, at, caller.actor))

    return once.make(body, make, 200)


@router.post("/parties/merge", summary="Объединить две организации в одну", response_model=MergeOut)
@ruled(Rule.COORDINATE)
def merge(body: MergeIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """There is no way back; the trail tells what moved."""
    require_whole(house, caller, Deed.COORDINATE)

    def make(session: Session) -> MergeOut:
        kept, dropped = (_require_party(session, name) for name in (body.kept, body.dropped))
        done = merge_parties(session, kept, dropped, house.clock(), caller.actor)
        return MergeOut(
            kept=done.kept,
            dropped=done.dropped,
            tasks={role.value: count for role, count in done.tasks.items()},
            people=list(done.people),
            rounds=list(done.asked_in),
        )

    return once.make(body, make, 200)


def _require_party(session: Session, name: str) -> Party:
    party = find_party(session, name)
    if party is None:
        raise UnknownThingError("Исполнителя «{name}» нет. Список: sroki contact list.", name=name)
    return party
