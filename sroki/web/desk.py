"""The page of one person: what they owe and decide, and a form that was not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi.responses import HTMLResponse

from flows.house import House
from models.database import open_reading
from models.errors import CallerError, ForbiddenTransitionError
from models.values import Role
from roadmaps.store.rounds.sheets import find_participants_of
from roadmaps.store.visitors import Visitor, load_desk
from sroki.web.rendering import Pages
from sroki.web.scripts import SCRIPT_POLICY, find_script

_CAST = {Role.RESPONSIBLE: "Исполнитель", Role.CO_RESPONSIBLE: "Соисполнители"}


@dataclass(frozen=True)
class Draft:
    """What somebody wrote into a form that was not taken, and why it was not."""

    occurrence_id: int
    sentence: str
    words: Mapping[str, str] = field(default_factory=dict)  # of the evidence form
    reason: str = ""
    to_due_on: str = ""
    share: str = ""  # the accepted part, as the reviewer wrote it
    years: str = ""
    form: str = "evidence"  # evidence | nothing | disclaimer | review | part | extension | answer


def render_desk(
    house: House,
    pages: Pages,
    token: str,
    visitor: Visitor,
    draft: Draft | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The page of one person, with a form as they left it when it was not taken."""
    now = house.clock()
    with open_reading(house.engine) as session:
        desk = load_desk(session, visitor.person_id, now)
        mine = {errand.occurrence.id for errand in (*desk.owed, *desk.waiting)}
        sheets = find_participants_of(session, visitor.person_id, mine, now)
    today = now.astimezone(house.settings.tzinfo).date()
    page = pages.render(
        "desk.html",
        status,
        token=token,
        visitor=visitor,
        desk=desk,
        today=today,
        draft=draft,
        cast=_CAST,
        sheets=sheets,
        script_version=find_script("upload").version,
    )
    page.headers["Content-Security-Policy"] = SCRIPT_POLICY
    return page


def status_of(error: CallerError) -> int:
    """409 for what came too late, 422 for what cannot be understood."""
    return 409 if isinstance(error, ForbiddenTransitionError) else 422
