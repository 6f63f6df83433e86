"""The form of a participant as a browser sees and sends it. For tests of the pages."""

from __future__ import annotations

import re

from sqlmodel import select

from flows.house import House
from models.database import open_reading
from models.round import RoundAnswer, RoundParticipant

TOKEN, OTHER, COLLEAGUE_TOKEN = "a" * 22, "b" * 22, "c" * 22
ANSWERS = {"v:1.1": "да", "v:1.2": "отдел", "v:2.1": "42,5", "v:2.2": "7", "v:2.3": ""}


def path(first: RoundParticipant, token: str = TOKEN) -> str:
    return f"/l/{token}/sheet/{first.id}"


def revisions(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="([rh]:[\d.]+)" value="(\d+)"', page))


def whole(page: str, **edited: str) -> dict[str, str]:
    """What a browser sends: every field of the form as it is shown, and what somebody changed."""
    fields = revisions(page) | {f"v:{code}": "" for code in ("1.1", "1.2", "2.1", "2.2", "2.3")}
    fields |= dict(re.findall(r'type="text"[^>]*name="(v:[\d.]+)"[^>]*value="([^"]*)"', page))
    fields |= dict(re.findall(r'type="radio" name="(v:[\d.]+)" value="([^"]*)" checked', page))
    return fields | edited | {"do": "save"}


def held(house: House, round_id: int | None = None) -> dict[str, object]:
    """The answers that hold, by code; of one round, where there are several."""
    statement = select(RoundAnswer).join(RoundParticipant).order_by(RoundAnswer.revision)  # type: ignore[arg-type]
    if round_id is not None:
        statement = statement.where(RoundParticipant.round_id == round_id)
    with open_reading(house.engine) as session:
        return {row.code: row.value for row in session.exec(statement).all()}


def mark(page: str) -> str:
    """What the check page says it has shown."""
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]
