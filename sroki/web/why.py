"""Why a mail came, or did not: the page of the coordinator."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from flows.explaining import Explanation, explain
from flows.house import House
from flows.reporting.wording import NOTICES
from models.authority import Deed
from models.database import open_reading
from models.errors import UnknownThingError
from models.language import say, say_error
from roadmaps.store.listing import OccurrenceFilter, Reach, list_occurrences
from sroki.web.access import CallerOf, HouseOf, PagesOf
from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_MOST_ROWS = 500
_LONGEST_CHARS = 320  # RFC 5321: 64 before the @, 255 after it


@show("/why")
@ruled(Rule.COORDINATE)
def show_why(request: Request, caller: CallerOf, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """A form, and under it every notice of an address or of an occurrence with its reason."""
    who = request.query_params.get("who", "").strip()[:_LONGEST_CHARS]
    found: Explanation | None = None
    complaint, reach = "", caller.reach(Deed.COORDINATE)
    try:
        if who:
            with open_reading(house.engine) as session:
                found = explain_within(session, who, house, reach)
    except UnknownThingError as error:
        # Whoever looks after some roadmaps hears the same of what is elsewhere and of what is nowhere.
        elsewhere = say("Адреса или срока «{who}» среди ваших карт нет.", who=who)
        complaint = say_error(error) if reach is None else elsewhere
    return pages.render(
        "why.html",
        404 if complaint else 200,
        who=who,
        complaint=complaint,
        found=found,
        notices=NOTICES,
        most=_MOST_ROWS,
    )


def explain_within(session: Session, who: str, house: House, reach: Reach | None) -> Explanation:
    """Every notice of an address or an occurrence that is within reach (None: all of them)."""
    found = explain(session, who, house.settings.tzinfo, house.clock())
    return found if reach is None else _narrow(session, found, who, reach)


def _narrow(session: Session, found: Explanation, who: str, reach: Reach) -> Explanation:
    """What is within reach of it; UnknownThingError when nothing is."""
    epoch = datetime(2000, 1, 1, tzinfo=UTC)  # how late something is, is not asked here
    numbers = {reason["occurrence"] for reason in found.reasons} | ({int(who)} if who.isdigit() else set())
    known = {v.id for v in list_occurrences(session, OccurrenceFilter(ids=numbers, reach=reach), epoch)}
    if not known:
        raise UnknownThingError("Адреса или срока «{who}» нет.", who=who)
    reasons = tuple(reason for reason in found.reasons if reason["occurrence"] in known)
    return Explanation(found.subject, found.notes, reasons)
