"""Papers of a monitoring behind buttons: the summary report."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from fastapi.responses import Response

from flows.rounds_papers.reports import MEDIA_TYPES, make_round_report
from models.database import open_reading
from models.errors import CallerError
from models.language import say_error
from sroki.web.access import CallerOf, HouseOf
from sroki.web.rendering import PageError
from sroki.web.reports import attach
from sroki.web.rounds import require_round
from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/rounds/{round_id}/report.{form}")
@ruled(Rule.SEE)
def send_round_report(round_id: int, form: str, caller: CallerOf, house: HouseOf) -> Response:
    """The report of a round as a download."""
    if form not in MEDIA_TYPES:
        raise PageError(404, "Справка бывает docx и pdf.")
    with open_reading(house.engine) as session:
        require_round(session, house, caller, round_id)
    try:
        content, name = make_round_report(house, str(round_id), form, house.clock())
    except CallerError as error:
        raise PageError(404, say_error(error)) from error
    headers = {
        "Content-Disposition": attach(name, f"round-{round_id}.{form}"),
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
