"""Other programs that hear of events."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from fastapi import Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.webhooks import add_webhook, list_webhooks, remove_webhook
from models.authority import Deed
from models.database import open_reading, open_session
from models.outbox import Webhook
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id, Incoming, Words
from sroki.web.rules import Rule, ruled

router = make_router("События")
_Kind = Literal["opened", "due", "overdue", "submitted", "accepted"]


class WebhookIn(Incoming):
    """Куда и о чём сообщать."""

    url: Words
    kinds: list[_Kind] = Field(min_length=1, max_length=5)


class WebhookOut(BaseModel):
    """Адрес, который слышит о событиях."""

    id: int
    url: str
    kinds: list[str]
    added_at: datetime
    disabled_at: datetime | None


class WebhookMade(WebhookOut):
    """Он же с ключом подписи; больше ключ не показывается."""

    secret: str


@router.get("/webhooks", summary="Кому сообщают о событиях")
@ruled(Rule.ADMINISTER)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[WebhookOut]:
    """In the order of their coming; their keys are not shown."""
    require_whole(house, caller, Deed.ADMINISTER)
    turn.check(int)
    with open_reading(house.engine) as session:
        hooks = list_webhooks(session)
    rows, following = turn.cut(hooks, lambda hook: (hook.id or 0,))
    items = [WebhookOut.model_validate(hook.model_dump()) for hook in rows]
    return PageOf[WebhookOut](items=items, next=following)


@router.post("/webhooks", status_code=201, summary="Сообщать о событиях", response_model=WebhookMade)
@ruled(Rule.ADMINISTER)
def add(body: WebhookIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """From now on; an address that is known keeps its key."""
    require_whole(house, caller, Deed.ADMINISTER)

    def make(session: Session) -> WebhookMade:
        hook = add_webhook(session, body.url, body.kinds, house.clock(), caller.actor)
        return WebhookMade.model_validate(hook.model_dump())

    return once.make(body, make)


@router.delete("/webhooks/{webhook_id}", status_code=204, summary="Больше не сообщать")
@ruled(Rule.ADMINISTER)
def remove(webhook_id: Id, caller: CallerOf, house: HouseOf) -> None:
    """What waits for it is given up."""
    require_whole(house, caller, Deed.ADMINISTER)
    with open_session(house.engine) as session:
        hook = session.get(Webhook, webhook_id)
        if hook is None:
            raise ApiError(404)
        remove_webhook(session, hook.url, house.clock(), caller.actor)
