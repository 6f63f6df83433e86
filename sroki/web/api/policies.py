"""Rules of reminding, as TOML: those of the house and those of a roadmap."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.policies import find_effective, introduce_policy, take_policy_away
from models.authority import Deed
from models.database import open_reading, open_session
from roadmaps.store.policies import HOUSE
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.objects import require_whole
from sroki.web.api.roadmaps import require_roadmap
from sroki.web.api.values import Id, Incoming, LongWords
from sroki.web.rules import Rule, ruled

router = make_router("Правила напоминаний")


class PolicyIn(Incoming):
    """Правила целиком, файлом TOML."""

    text: LongWords


class PolicyOut(BaseModel):
    """Действующие правила и откуда они."""

    text: str
    source: str | None = Field(description="null: правила по умолчанию")
    own: bool = Field(description="Свои у этой карты (у всех), а не более общие")
    set_at: datetime | None
    set_by: str | None


class Replanned(BaseModel):
    """Сколько сроков пересчитано."""

    occurrences: int


@router.get("/policy", summary="Правила для всех карт")
@ruled(Rule.COORDINATE)
def show_common(caller: CallerOf, house: HouseOf) -> PolicyOut:
    """Those that hold where a roadmap has none of its own."""
    require_whole(house, caller, Deed.COORDINATE)
    with open_reading(house.engine) as session:
        return _show(session, HOUSE)


@router.put("/policy", summary="Ввести правила для всех карт")
@ruled(Rule.COORDINATE)
def set_common(body: PolicyIn, caller: CallerOf, house: HouseOf) -> Replanned:
    """All mistakes are named by their lines; then nothing changes."""
    require_whole(house, caller, Deed.COORDINATE)
    return _introduce(house, caller, HOUSE, body)


@router.delete("/policy", summary="Снять правила для всех карт")
@ruled(Rule.COORDINATE)
def reset_common(caller: CallerOf, house: HouseOf) -> Replanned:
    """The default holds again."""
    require_whole(house, caller, Deed.COORDINATE)
    return _take_away(house, caller, HOUSE)


@router.get("/roadmaps/{roadmap_id}/policy", summary="Правила карты")
@ruled(Rule.COORDINATE)
def show_own(roadmap_id: Id, caller: CallerOf, house: HouseOf) -> PolicyOut:
    """Its own, or the wider ones that hold for it."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    with open_reading(house.engine) as session:
        return _show(session, roadmap_id)


@router.put("/roadmaps/{roadmap_id}/policy", summary="Ввести правила карты")
@ruled(Rule.COORDINATE)
def set_own(roadmap_id: Id, body: PolicyIn, caller: CallerOf, house: HouseOf) -> Replanned:
    """In the place of what holds for all."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    return _introduce(house, caller, roadmap_id, body)


@router.delete("/roadmaps/{roadmap_id}/policy", summary="Снять правила карты")
@ruled(Rule.COORDINATE)
def reset_own(roadmap_id: Id, caller: CallerOf, house: HouseOf) -> Replanned:
    """What holds for all holds again."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    return _take_away(house, caller, roadmap_id)


def _show(session: Session, roadmap_id: int) -> PolicyOut:
    text, row = find_effective(session, roadmap_id)
    if row is None:
        return PolicyOut(text=text, source=None, own=False, set_at=None, set_by=None)
    own = row.roadmap_id == roadmap_id
    return PolicyOut(text=text, source=row.source_name, own=own, set_at=row.set_at, set_by=row.set_by)


def _introduce(house: HouseOf, caller: CallerOf, roadmap_id: int, body: PolicyIn) -> Replanned:
    at, zone = house.clock(), house.settings.tzinfo
    with open_session(house.engine) as session:
        _, count = introduce_policy(session, roadmap_id, body.text, "policy.toml", at, caller.actor, zone)
    return Replanned(occurrences=count)


def _take_away(house: HouseOf, caller: CallerOf, roadmap_id: int) -> Replanned:
    with open_session(house.engine) as session:
        count = take_policy_away(session, roadmap_id, house.clock(), caller.actor, house.settings.tzinfo)
    return Replanned(occurrences=count)
