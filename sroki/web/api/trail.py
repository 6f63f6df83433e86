"""The trail, newest first, for those who answer for the house."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from models.authority import Deed
from models.database import open_reading
from roadmaps.store.listing import list_trail
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.objects import require_whole
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.rules import Rule, ruled

router = make_router("Журнал")


class DeedOut(BaseModel):
    """Запись журнала: кто, что, когда и с чем."""

    id: int = Field(description="Место в цепи, без пропусков")
    at: datetime
    actor: str
    name: str | None
    deed: str
    subject: str
    details: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    hash: str


@router.get("/audit", summary="Журнал, новое сначала")
@ruled(Rule.ADMINISTER)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[DeedOut]:
    """Entries with the names and texts that are still known."""
    require_whole(house, caller, Deed.ADMINISTER)
    (before,) = turn.check(int) or (None,)
    with open_reading(house.engine) as session:
        newest = list_trail(session, turn.limit + 1, before_id=before)[::-1]
    rows, following = turn.make_page(newest, lambda entry: (entry.id,))
    items = [DeedOut.model_validate(entry.as_json()) for entry in rows]
    return PageOf[DeedOut](items=items, next=following)
