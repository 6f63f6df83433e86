"""The pages of a draft: the source on the left, what was read on the right, and what approval would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session, func, select
from starlette.datastructures import FormData

from flows.drafts import read_lines
from flows.house import House
from flows.importing import VersionChoice, VersionReport, compare_draft
from models.authority import Deed, ObjectScope
from models.database import open_reading
from models.errors import CallerError, UnknownThingError
from models.language import say_error
from models.occurrence import Occurrence
from models.party import Membership, Party, TaskParty
from models.roadmap import ReadingProblem, Roadmap, Task
from models.values import TermKind
from roadmaps.store.correcting import Draft, DraftRow, load_draft, read_phrase
from roadmaps.store.drafts import find_roadmap
from roadmaps.store.overview import RoadmapView, list_roadmap_views
from sroki.web.access import check_id
from sroki.web.callers import Caller, refuse
from sroki.web.draft_rows import PAGE, find_lines, show_lines
from sroki.web.filters import read_id, read_param
from sroki.web.rendering import PageError, Pages
from sroki.web.scripts import SCRIPT_POLICY, find_script
from sroki.web.uploads import read_text

_MOST_CHANGES = 300  # lines of a comparison on the page
_OF_ANOTHER = "Карту, которую заменит документ, ведёт другой координатор."
_MOST_SILENT = 10  # names of those without an address


@dataclass(frozen=True)
class Shown:
    """What the page of a draft shows beside the draft: the row being corrected, its form as it was left."""

    edited: str = ""
    form: FormData | None = None
    with_meaning: bool = False
    complaint: str = ""
    status: int = 200


def require_draft(house: House, caller: Caller, roadmap_id: int) -> None:
    """PageError unless the caller may coordinate this document; whoever may not learns nothing of it."""
    scope = ObjectScope(check_id(roadmap_id))
    with open_reading(house.engine) as session:
        is_there = session.get(Roadmap, roadmap_id) is not None
    if is_there and not caller.may(Deed.COORDINATE, scope):
        refuse(house, caller, f"{Deed.COORDINATE.value} roadmap:{roadmap_id}")
    if not is_there or not caller.may(Deed.COORDINATE, scope):
        raise PageError(404, "Такого документа нет.")


def read_choice(form: Mapping[str, Any]) -> VersionChoice:
    """What a form says the document is: a version of another, or one of its own."""
    what = str(form.get("replaces") or "")
    if what == "new":
        return VersionChoice(as_new=True)
    return VersionChoice(replaces=what if what.isdecimal() else None, whole=bool(form.get("whole")))


def require_replaced(
    session: Session, house: House, caller: Caller, roadmap_id: int, choice: VersionChoice
) -> None:
    """What a draft takes the place of may be another coordinator's: PageError then."""
    version = compare_draft(session, roadmap_id, choice)
    if version is not None and not caller.may(Deed.COORDINATE, ObjectScope(version.roadmap_id)):
        refuse(house, caller, f"{Deed.COORDINATE.value} roadmap:{version.roadmap_id}")
        raise PageError(403, _OF_ANOTHER)


def render_draft(
    request: Request, roadmap_id: int, caller: Caller, house: House, pages: Pages, shown: Shown
) -> HTMLResponse:
    """The review of a draft; of what is approved, what became of it."""
    require_draft(house, caller, roadmap_id)
    with open_reading(house.engine) as session:
        draft = load_draft(session, roadmap_id)
        if draft.roadmap.approved_at is not None:
            return _render_approved(session, draft.roadmap, pages, shown)
        choice = read_choice(request.query_params)
        version, complaint = _compare(session, caller, roadmap_id, choice)
        others = [each for each in list_roadmap_views(session) if _may_replace(caller, each, roadmap_id)]
    kept = request.app.state.kept
    digest, name = draft.roadmap.source_sha256, draft.roadmap.source_name
    lines = kept.find(("source", digest), digest, lambda: read_lines(house, digest, name))
    ordered = draft.in_order_of_need()
    page = _find_page(ordered, shown.edited, read_param(request.query_params, "page", read_id) or 1)
    rows = ordered[(page - 1) * PAGE : page * PAGE]
    places = find_lines(draft.rows, lines)
    answer = pages.render(
        "draft.html",
        shown.status,
        draft=draft,
        rows=rows,
        page=page,
        pages_count=-(-len(ordered) // PAGE),
        places=places,
        lines=show_lines(draft, rows, lines, places),
        days_of=days_of,
        edit=_make_edit(draft, shown),
        version=version,
        changes=_list_changes(version) if version else (),
        most_changes=_MOST_CHANGES,
        choice=choice,
        others=others,
        complaint=shown.complaint or complaint,
        script_version=find_script("review").version,
    )
    answer.headers["Content-Security-Policy"] = SCRIPT_POLICY
    return answer


def render_meaning(pages: Pages, term: Mapping[str, Any]) -> HTMLResponse:
    """A piece of the page: how a term is understood."""
    return pages.render("draft_meaning.html", term=term, days_of=days_of, unreadable=_is_unreadable(term))


def days_of(term: Mapping[str, Any]) -> list[tuple[date | None, date | None]]:
    """The windows and days of a term as ``Term.as_json`` has them."""
    return [
        (date.fromisoformat(opens) if opens else None, date.fromisoformat(due) if due else None)
        for opens, due in term["occurrences"]
    ]


def _is_unreadable(term: Mapping[str, Any]) -> bool:
    return bool(term["kind"] == TermKind.UNREADABLE.value)


def _find_page(ordered: Sequence[DraftRow], edited: str, page: int) -> int:
    place = next((place for place, row in enumerate(ordered) if row.uid == edited), None)
    last = max(1, -(-len(ordered) // PAGE))
    return place // PAGE + 1 if place is not None else min(page, last)


def _make_edit(draft: Draft, shown: Shown) -> dict[str, Any] | None:
    """The form of the row being corrected: as it was left, or as the row stands."""
    row = draft.find(shown.edited) if shown.edited else None
    if row is None:
        return None
    form, said = shown.form, row.correction
    phrase = read_text(form, "phrase") if form is not None else said.phrase or row.read["raw_term"]
    names = {
        role: [str(value) for value in form.getlist(role) if value] if form is not None else row.item[role]
        for role in ("responsible", "co_responsible")
    }
    term = read_phrase(draft, row.uid, phrase)
    return {
        "row": row,
        "title": read_text(form, "title") if form is not None else row.item["title"],
        "phrase": phrase,
        "parts": (read_text(form, "parts") if form is not None else "") or "\n".join(said.parts),
        "term": term,
        "unreadable": _is_unreadable(term),
        **names,
    }


def _may_replace(caller: Caller, other: RoadmapView, roadmap_id: int) -> bool:
    is_other = other.approved_on is not None and other.id != roadmap_id
    return is_other and caller.may(Deed.COORDINATE, ObjectScope(other.id))


def _compare(
    session: Session, caller: Caller, roadmap_id: int, choice: VersionChoice
) -> tuple[VersionReport | None, str]:
    """The differences against what the draft would replace, or a sentence why there are none."""
    try:
        if choice.replaces is not None and not caller.may(
            Deed.COORDINATE, ObjectScope(find_roadmap(session, choice.replaces).id or 0)
        ):
            raise UnknownThingError("Такой карты нет.")
        version = compare_draft(session, roadmap_id, choice)
        if version is not None and not caller.may(Deed.COORDINATE, ObjectScope(version.roadmap_id)):
            raise CallerError(_OF_ANOTHER)
        return version, ""
    except CallerError as error:
        return None, say_error(error)


def _list_changes(version: VersionReport) -> list[tuple[str, ...]]:
    from sroki.commands.versions import list_differences

    return list(list_differences(version.comparison))


def _render_approved(session: Session, roadmap: Roadmap, pages: Pages, shown: Shown) -> HTMLResponse:
    own = Task.roadmap_id == roadmap.id
    dated = select(func.count()).select_from(Occurrence).join(Task).where(own)
    problems = select(func.count()).select_from(ReadingProblem)
    silent = (
        select(Party.name)
        .join(TaskParty)
        .join(Task)
        .outerjoin(Membership, Membership.party_id == Party.id)  # type: ignore[arg-type]
        .where(own, Membership.person_id.is_(None))  # type: ignore[attr-defined]
        .distinct()
        .order_by(Party.name)
    )
    names = session.exec(silent).all()
    return pages.render(
        "draft_approved.html",
        shown.status,
        roadmap=roadmap,
        tasks=session.exec(select(func.count()).select_from(Task).where(own)).one(),
        days=session.exec(dated).one(),
        held=session.exec(dated.where(Occurrence.held, Occurrence.cancelled_at.is_(None))).one(),  # type: ignore[union-attr]
        problems=session.exec(
            problems.where(ReadingProblem.roadmap_id == roadmap.id, ReadingProblem.settled_at.is_(None))  # type: ignore[union-attr]
        ).one(),
        silent=names[:_MOST_SILENT],
        silent_count=len(names),
        complaint=shown.complaint,
    )
