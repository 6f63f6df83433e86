"""Lists of work as people saved them: named, with an address that others may be given."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from models.account import SavedView
from models.database import open_reading, open_session
from roadmaps.store.views import find_view, list_views, remove_view, save_view
from sroki.web.access import HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.me import HolderOf
from sroki.web.api.once import OnceOf
from sroki.web.api.values import Incoming, Words
from sroki.web.filters import read_work_query
from sroki.web.rules import Rule, ruled

router = make_router("Сохранённые списки")
_LONGEST_QUERY = 3000


class ViewIn(Incoming):
    """Имя и отбор: та же строка, что в адресе страницы «Список» после знака вопроса."""

    name: Words
    query: Annotated[str, Field(max_length=_LONGEST_QUERY)]


class ViewOut(BaseModel):
    """Сохранённый список; открыть его — страница по address."""

    key: str
    name: str
    query: str
    address: str
    made_at: datetime


@router.get("/views", summary="Свои сохранённые списки")
@ruled(Rule.SIGNED_IN)
def list_own(holder: HolderOf, house: HouseOf) -> list[ViewOut]:
    """By name; there are at most thirty."""
    with open_reading(house.engine) as session:
        return [_show(house.settings.base_url, view) for view in list_views(session, holder.account_id)]


@router.post("/views", status_code=201, summary="Сохранить список", response_model=ViewOut)
@ruled(Rule.SIGNED_IN)
def save_one(body: ViewIn, holder: HolderOf, house: HouseOf, once: OnceOf) -> Response:
    """Under a name that is there already it takes the place of the former one."""
    words = read_work_query(dict(parse_qsl(body.query))).words

    def make(session: Session) -> ViewOut:
        view = save_view(session, holder.account_id, body.name, words, house.clock())
        return _show(house.settings.base_url, view)

    return once.make(body, make, 201)


@router.delete("/views/{key}", status_code=204, summary="Удалить свой список")
@ruled(Rule.SIGNED_IN)
def remove_one(key: Words, holder: HolderOf, house: HouseOf) -> None:
    """Somebody else's looks like one that is not there."""
    with open_session(house.engine) as session:
        view = find_view(session, key)
        if view is None or view.account_id != holder.account_id:
            raise ApiError(404, "Такого списка у вас нет.")
        remove_view(session, holder.account_id, key)


def _show(base_url: str, view: SavedView) -> ViewOut:
    return ViewOut(
        key=view.key,
        name=view.name,
        query=view.query,
        address=f"{base_url.rstrip('/')}/tasks?view={view.key}",
        made_at=view.made_at,
    )
