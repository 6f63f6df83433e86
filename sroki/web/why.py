"""Why a mail came, or did not: the page of the coordinator."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from flows.explaining import Explanation, explain
from flows.reporting.wording import NOTICES
from models.database import open_reading
from models.errors import UnknownThingError
from sroki.web.access import HouseOf, PagesOf

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_MOST_ROWS = 500
_LONGEST_CHARS = 320  # RFC 5321: 64 before the @, 255 after it


@show("/why")
def show_why(request: Request, house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """A form, and under it every notice of an address or of an occurrence with its reason."""
    who = request.query_params.get("who", "").strip()[:_LONGEST_CHARS]
    found: Explanation | None = None
    complaint = ""
    try:
        if who:
            with open_reading(house.engine) as session:
                found = explain(session, who, house.settings.tzinfo)
    except UnknownThingError as error:
        complaint = str(error)
    return pages.render(
        "why.html",
        404 if complaint else 200,
        who=who,
        complaint=complaint,
        found=found,
        notices=NOTICES,
        most=_MOST_ROWS,
    )
