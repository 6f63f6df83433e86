"""Calendars behind secret addresses, for programs that look again every few hours."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from flows.calendars import collect_items, describe_scope, language_of, render_feed, tag_items
from models.database import open_reading
from models.language import choose_language
from roadmaps.store.calendars import find_scope
from sroki.web.access import HouseOf
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/calendar/{token}.ics")
@ruled(Rule.CAPABILITY)
def send_calendar(request: Request, token: str, house: HouseOf) -> Response:
    """The calendar; 304 for a reader that has it already (RFC 9110, 13.1.2)."""
    with open_reading(house.engine) as session:
        scope = find_scope(session, token)
        if scope is None:
            raise PageError(404, "Этот календарь не действует. Новый адрес даст координатор.")
        choose_language(language_of(session, scope))
        items, name = collect_items(session, scope, house.clock()), describe_scope(session, scope)
    tag = tag_items(name, items)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if _knows(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="sroki.ics"'
    return Response(render_feed(name, items), media_type="text/calendar; charset=utf-8", headers=headers)


def _knows(header: str, tag: str) -> bool:
    known = {part.strip().removeprefix("W/") for part in header.split(",")}
    return tag in known or "*" in known
