"""Who is away and who stands in: of the house as a whole."""

from __future__ import annotations

from datetime import date

from fastapi import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from models.authority import Deed
from models.database import open_reading, open_session
from roadmaps.store.absences import (
    AbsenceView,
    end_absence,
    list_absences,
    require_person,
    set_absence,
)
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Day, Id, Incoming, Words
from sroki.web.rules import Rule, ruled

router = make_router("Отсутствия и заместители")


class AbsenceOut(BaseModel):
    """Человек отсутствует, и кто-то замещает его в эти дни (включительно)."""

    id: int
    address: str
    name: str
    deputy: str
    deputy_name: str
    from_on: date
    until_on: date
    state: str = Field(description="now — отсутствует, coming — ещё не началось, over — закончилось")
    deputy_is_unreachable: bool = Field(description="Письма заместителю возвращаются: пишем самому")


class AbsenceIn(Incoming):
    """Кто, кто вместо него, первый и последний день."""

    address: Words
    deputy: Words
    from_on: Day
    until_on: Day


@router.get("/absences", summary="Кто отсутствует сейчас и скоро")
@ruled(Rule.COORDINATE)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[AbsenceOut]:
    """By number."""
    require_whole(house, caller, Deed.COORDINATE)
    turn.check(int)
    with open_reading(house.engine) as session:
        views = sorted(list_absences(session, house.clock()), key=lambda view: view.id)
    rows, following = turn.cut(views, lambda view: (view.id,))
    return PageOf[AbsenceOut](items=[_show(view) for view in rows], next=following)


@router.post("/absences", status_code=201, summary="Назначить заместителя", response_model=AbsenceOut)
@ruled(Rule.COORDINATE)
def send_away(body: AbsenceIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """The deputy hears and acts on these days; then all returns by itself."""
    require_whole(house, caller, Deed.COORDINATE)

    def make(session: Session) -> AbsenceOut:
        people = require_person(session, body.address), require_person(session, body.deputy)
        days, zone = (body.from_on, body.until_on), house.settings.tzinfo
        return _show(set_absence(session, *people, days, house.clock(), caller.actor, zone))

    return once.make(body, make)


@router.delete("/absences/{absence_id}", summary="Закончить отсутствие раньше")
@ruled(Rule.COORDINATE)
def call_back(absence_id: Id, caller: CallerOf, house: HouseOf) -> AbsenceOut:
    """From today on all is theirs again; one that has not begun is taken back."""
    require_whole(house, caller, Deed.COORDINATE)
    with open_session(house.engine) as session:
        return _show(end_absence(session, absence_id, house.clock(), caller.actor))


def _show(view: AbsenceView) -> AbsenceOut:
    return AbsenceOut.model_validate(view.as_json())
