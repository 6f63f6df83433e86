"""The ledger of mail as pages: what went to whom and what became of it, and one mail with its lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session

from flows.delivering import resend
from flows.reporting.wording import MESSAGE_STATES, NOTICES
from flows.tracing import TracedMessage, trace_message
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.language import say, say_error
from models.values import MessageState
from notifications.outbox import list_messages
from sroki.web.access import AccountOf, CallerOf, HouseOf, PagesOf, check_id
from sroki.web.directory import require_whole
from sroki.web.rendering import PageError, Pages
from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_PAGE_ROWS = 100
_LONGEST_CHARS = 320  # RFC 5321: 64 before the @, 255 after it


@show("/outbox")
@ruled(Rule.COORDINATE)
def show_outbox(request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Mail, the newest first, a hundred a page; of the house as a whole, as everybody's mail is."""
    require_whole(house, caller)
    asked = request.query_params
    state, to = asked.get("state", ""), asked.get("to", "").strip()[:_LONGEST_CHARS]
    day, before = _read_day(asked.get("day", "")), asked.get("before", "")
    with open_reading(house.engine) as session:
        rows = list_messages(
            session,
            states=[state] if state in MESSAGE_STATES else [],
            to=to or None,
            planned_from=day,
            planned_until=day,
            limit=_PAGE_ROWS + 1,
            after_id=check_id(int(before)) if before.isdecimal() else None,
            newest_first=True,
        )
    kept = {"state": state, "to": to, "day": day.isoformat() if day else ""}
    return pages.render(
        "outbox.html",
        messages=[_with_moments(row) for row in rows[:_PAGE_ROWS]],
        following={**kept, "before": rows[_PAGE_ROWS - 1]["id"]} if len(rows) > _PAGE_ROWS else None,
        asked=kept,
        is_narrowed=any(kept.values()),
        states=MESSAGE_STATES,
        notices=NOTICES,
    )


@show("/outbox/{message_id}")
@ruled(Rule.COORDINATE)
def show_message(message_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """One mail: its way, and the rows of documents that it speaks of."""
    require_whole(house, caller)
    with open_reading(house.engine) as session:
        return _render(pages, _find(session, message_id))


@router.post("/outbox/{message_id}/resend")
@ruled(Rule.COORDINATE)
def receive_resend(
    message_id: int, caller: CallerOf, account: AccountOf, house: HouseOf, pages: PagesOf
) -> Response:
    """A mail that was given up goes into the queue again."""
    require_whole(house, caller)
    with open_session(house.engine) as session:
        traced = _find(session, message_id)
        try:
            resend(session, message_id, house.clock(), account.actor, house.settings.tzinfo)
        except UnknownThingError:
            return _render(pages, traced, say("Снова отправляют только то, что не доставлено."), 409)
        except CallerError as error:
            return _render(pages, traced, say_error(error), 409)
    return RedirectResponse(f"{pages.root}/outbox/{message_id}", 303)


def _find(session: Session, message_id: int) -> TracedMessage:
    try:
        return trace_message(session, str(check_id(message_id)))
    except UnknownThingError as error:
        raise PageError(404, "Такого письма нет.") from error


def _render(pages: Pages, traced: TracedMessage, complaint: str = "", status: int = 200) -> HTMLResponse:
    return pages.render(
        "outbox_message.html",
        status,
        message=_with_moments(traced.message),
        lines=traced.lines,
        complaint=complaint,
        is_failed=traced.message["state"] == MessageState.FAILED.value,
        notices=NOTICES,
    )


def _with_moments(message: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a message with its day and its moment as such, to be said in the zone of the house."""
    sent_at = message["sent_at"]
    return {
        **message,
        "planned_on": date.fromisoformat(message["planned_on"]),
        "sent_at": datetime.fromisoformat(sent_at) if sent_at else None,
    }


def _read_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise PageError(422, "День пишите так: 2021-06-08.") from error
