"""Secret addresses of calendars: made, listed by their marks, revoked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Path, Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.calendars import describe_scope, parse_scope
from models.authority import Deed
from models.database import open_reading, open_session
from roadmaps.store.calendars import FeedView, add_feed, list_feeds, revoke_feed
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Incoming, Words
from sroki.web.rules import Rule, ruled

router = make_router("Календари")


class FeedIn(Incoming):
    """Чей календарь: person:АДРЕС или roadmap:КАРТА."""

    scope: Words


class FeedMade(BaseModel):
    """Адрес календаря; больше он нигде не показывается."""

    address: str


class FeedOut(BaseModel):
    """Выданный календарь."""

    mark: str = Field(description="Начало хеша адреса: по нему календарь отзывают")
    scope: str
    name: str
    made_at: datetime
    revoked_at: datetime | None


@router.get("/calendars", summary="Выданные календари")
@ruled(Rule.COORDINATE)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[FeedOut]:
    """By mark; the addresses themselves are kept nowhere."""
    require_whole(house, caller, Deed.COORDINATE)
    turn.check(str)
    with open_reading(house.engine) as session:
        rows, following = turn.cut(list_feeds(session), lambda feed: (feed.mark,))
        items = [_show(session, feed) for feed in rows]
    return PageOf[FeedOut](items=items, next=following)


def _show(session: Session, feed: FeedView) -> FeedOut:
    return FeedOut(**vars(feed), name=describe_scope(session, feed.scope))


@router.post("/calendars", status_code=201, summary="Выдать календарь", response_model=FeedMade)
@ruled(Rule.COORDINATE)
def add(body: FeedIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """A new secret address for a person or a roadmap."""
    require_whole(house, caller, Deed.COORDINATE)

    def make(session: Session) -> FeedMade:
        token = add_feed(session, parse_scope(session, body.scope), house.clock(), caller.actor)
        return FeedMade(address=f"{house.settings.base_url.rstrip('/')}/calendar/{token}.ics")

    return once.make(body, make)


@router.delete("/calendars/{mark}", summary="Отозвать календарь")
@ruled(Rule.COORDINATE)
def revoke(
    mark: Annotated[str, Path(pattern=r"^[0-9a-f]{12,64}$")], caller: CallerOf, house: HouseOf
) -> FeedOut:
    """Its address shows nothing from then on."""
    require_whole(house, caller, Deed.COORDINATE)
    with open_session(house.engine) as session:
        return _show(session, revoke_feed(session, mark, house.clock(), caller.actor))
