"""Reports of a roadmap as files: what the command ``sroki report`` writes, behind buttons."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from flows.house import House
from flows.reporting.files import MEDIA_TYPES, make_report_file, name_report_file
from models.authority import Deed
from models.database import open_reading
from models.roadmap import Roadmap
from roadmaps.store.overview import RoadmapView, list_roadmap_views
from sroki.web.access import CallerOf, HouseOf, check_id
from sroki.web.callers import Caller, refuse
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, ruled

_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/roadmaps/{roadmap_id}/report.{form}")
@ruled(Rule.SEE)
def send_report(roadmap_id: int, form: str, caller: CallerOf, house: HouseOf) -> FileResponse:
    """The report as a download, from a file that is gone after it: a large one does not stay in memory."""
    if form not in MEDIA_TYPES:
        raise PageError(404, "Такого вида отчёта нет. Есть docx, pdf, xlsx, html и ics.")
    roadmap = _find_roadmap(house, caller, check_id(roadmap_id))
    now = house.clock()
    content = make_report_file(house, roadmap.id, form, now, caller.reach(Deed.SEE))
    path = _set_aside(content)
    return FileResponse(
        path,
        media_type=MEDIA_TYPES[form],
        headers={
            "Content-Disposition": attach(
                name_report_file(roadmap, form, now), f"report-{roadmap.id}.{form}"
            ),
            "Content-Security-Policy": _SANDBOX,
            "Cache-Control": "private, no-store",
        },
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


def _find_roadmap(house: House, caller: Caller, roadmap_id: int) -> RoadmapView:
    """One answer for what there is not and what the caller may not see."""
    with open_reading(house.engine) as session:
        seen = list_roadmap_views(session, caller.reach(Deed.SEE))
        exists = session.get(Roadmap, roadmap_id) is not None
    found = next((roadmap for roadmap in seen if roadmap.id == roadmap_id), None)
    if found is not None:
        return found
    if exists:
        refuse(house, caller, f"roadmap:{roadmap_id}")
    raise PageError(404, "Такой дорожной карты нет.")


def _set_aside(content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(prefix="sroki-report-", delete=False) as file:
        file.write(content)
    return Path(file.name)


def attach(name: str, plain_name: str) -> str:
    """Content-Disposition with a name in any letters, and a plain one for old programs (RFC 6266, 8187)."""
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name, safe='')}"
