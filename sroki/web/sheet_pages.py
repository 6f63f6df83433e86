"""The page of a participant's form: what it shows, and what somebody wrote into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO

from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select

from flows.house import House
from models.database import open_reading
from models.errors import CallerError, UnknownThingError
from models.language import say, say_error
from models.party import Person
from roadmaps.rounds.answers import format_answer
from roadmaps.rounds.set_sheets import NO, YES
from roadmaps.rounds.values import AnswerValue, Indicator
from roadmaps.store.rounds.answering import Conflict, Typed
from roadmaps.store.rounds.handed_in import HandedIn, find_next_reminder, list_handed_in
from roadmaps.store.rounds.sheets import Sheet, find_gaps, find_sheet
from roadmaps.store.visitors import Visitor
from sroki.web.access import check_id
from sroki.web.rendering import PageError, Pages
from sroki.web.scripts import SCRIPT_POLICY, find_script


@dataclass(frozen=True)
class Filled:
    """What somebody wrote: texts by code as typed, what was read of them, and what could not be read."""

    texts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    typed: tuple[Typed, ...] = ()
    complaints: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[tuple[str, BinaryIO], ...]] = field(default_factory=dict)
    urls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)  # that they had before their eyes

    def only(self, codes: Collection[str]) -> Filled:
        """What was written of some indicators. All else is shown as it is saved now: what a colleague has
        answered meanwhile, and what the writer's own next change then begins from."""
        return replace(self, texts={code: text for code, text in self.texts.items() if code in codes})


def require_sheet(house: House, visitor: Visitor, participant_id: int) -> Sheet:
    try:
        with open_reading(house.engine) as session:
            return find_sheet(session, check_id(participant_id), house.clock(), person_id=visitor.person_id)
    except UnknownThingError as error:
        raise PageError(404, say_error(error)) from error


def render_sheet(
    house: House,
    pages: Pages,
    token: str,
    visitor: Visitor,
    participant_id: int,
    filled: Filled | None = None,
    conflicts: Sequence[Conflict] = (),
    *,
    read_from: str = "",
    mistakes: Sequence[CallerError] = (),
    gaps: Sequence[CallerError] = (),
    complaint: str = "",
    done: str = "",
    status: int = 200,
) -> HTMLResponse:
    sheet = require_sheet(house, visitor, participant_id)
    page = pages.render(
        "sheet.html",
        status,
        token=token,
        visitor=visitor,
        sheet=sheet,
        filled=filled or Filled(),
        conflicts={conflict.code: conflict for conflict in conflicts},
        gaps=gaps or (find_gaps(sheet) if sheet.is_writable else ()),
        has_gaps=bool(gaps),
        complaint=complaint,
        read_from=read_from,
        mistakes=mistakes,
        done=done,
        **_load_story(house, sheet, visitor),
        shown=text_of,
        own=say("вы"),
        yes_or_no=((YES, say("Да")), (NO, say("Нет")), ("", say("Нет ответа"))),
        format_answer=format_answer,
        script_version=find_script("sheet").version,
    )
    page.headers["Content-Security-Policy"] = SCRIPT_POLICY
    return page


def text_of(indicator: Indicator, value: AnswerValue) -> str:
    """An answer as it stands in its field and is read back: without a unit, nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return format_answer(indicator, value).removesuffix(indicator.unit or "\0").removesuffix("%").strip()


def _load_story(house: House, sheet: Sheet, visitor: Visitor) -> dict[str, object]:
    """What was handed in, who wrote what, and when the visitor is reminded next."""
    with open_reading(house.engine) as session:
        handed_in = list_handed_in(session, sheet.participant.id or 0)
        return {
            "handed_in": handed_in,
            "names": _names_of(session, sheet, handed_in, visitor),
            "reminded_at": _find_reminder(session, sheet, visitor, house.clock()),
        }


def _find_reminder(session: Session, sheet: Sheet, visitor: Visitor, at: datetime) -> datetime | None:
    if not sheet.is_writable or sheet.participant.occurrence_id is None:
        return None
    return find_next_reminder(session, sheet.participant.occurrence_id, visitor.person_id, at)


def _names_of(
    session: Session, sheet: Sheet, handed_in: Sequence[HandedIn], visitor: Visitor
) -> Mapping[str, str]:
    """Who saved what, in words; colleagues of the same organisation only."""
    actors = {saved.saved_by for saved in sheet.answers.values()} | {h.submitted_by for h in handed_in}
    ids = {int(actor.rpartition(":")[2]) for actor in actors if actor.startswith("link:person:")}
    people = session.exec(select(Person).where(col(Person.id).in_(ids))).all()
    names = {f"link:person:{person.id}": person.name or person.address for person in people}
    names[visitor.actor] = say("вы")
    return {actor: names.get(actor) or say("организатор") for actor in actors}
