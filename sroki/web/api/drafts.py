"""Drafts under review: what was read row by row, what a person says of it, approval of what is clear."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import Query, Response
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.drafts import approve_reviewed
from models.authority import Deed, ObjectScope
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.roadmap import ReadingProblem
from roadmaps.corrections import Correction
from roadmaps.store.correcting import (
    Draft,
    DraftRow,
    correct_row,
    discard_draft,
    list_drafts,
    load_draft,
    note_problem,
    read_phrase,
)
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.roadmaps import (
    ChoiceIn,
    ImportOut,
    check_replaced,
    choose_version,
    report_import,
    require_roadmap,
)
from sroki.web.api.values import Id, Incoming, LongWords, Number, Words
from sroki.web.draft_rows import MOST_NAMES, MOST_PARTS, clean_words
from sroki.web.rules import Rule, ruled

router = make_router("Черновики")
Names = Annotated[list[Words], Field(max_length=MOST_NAMES)]


class DraftOut(BaseModel):
    """Прочитанный и ещё не утверждённый документ."""

    id: int
    title: str
    imported_at: datetime
    problems: int = Field(description="Замечания, которых никто не снял")


class DraftProblem(BaseModel):
    """Замечание к чтению."""

    id: int
    code: str
    sentence: str
    source_line: int | None
    raw: str | None


class DraftWhole(BaseModel):
    """Черновик: сколько строк в каком состоянии и замечания к документу в целом."""

    id: int
    title: str
    source_name: str
    rows: int
    counts: dict[str, int] = Field(description="unclear, undated, clear, dropped, joined")
    problems: list[DraftProblem] = Field(description="Те, что не относятся ни к одной строке")


class TermOut(BaseModel):
    """Как понят срок."""

    raw: str
    kind: str
    meaning: str
    occurrences: list[tuple[date | None, date | None]] = Field(description="Дни включительно")
    recurrence: str | None
    problems: list[str]


class CorrectionOut(BaseModel):
    """Что сказано о строке поверх прочитанного; null — как прочитано."""

    title: str | None
    phrase: str | None
    responsible: list[str] | None
    co_responsible: list[str] | None
    fate: str = Field(description="dropped: задачи нет; joined: продолжение строки выше; пусто: задача")
    parts: list[str]
    is_checked: bool
    by: str = Field(description="Кто сказал")


class DraftRowOut(BaseModel):
    """Строка, какой станет её задача, и как она прочитана."""

    uid: str
    position: int
    state: Literal["unclear", "undated", "clear", "dropped", "joined"]
    number: str
    title: str
    raw_term: str
    term: TermOut
    responsible: list[str]
    co_responsible: list[str]
    page: int | None
    line: int | None
    problems: list[DraftProblem]
    correction: CorrectionOut


class CorrectionIn(Incoming):
    """Всё, что сказано о строке: встаёт на место сказанного раньше. Пустое — как прочитано."""

    row: Words = Field(description="uid строки")
    title: LongWords | None = None
    phrase: Words | None = Field(None, description="Срок словами, которые читаются")
    responsible: Names | None = None
    co_responsible: Names | None = None
    fate: Literal["", "dropped", "joined"] = ""
    parts: list[Words] = Field(
        default_factory=list,
        max_length=MOST_PARTS,
        description="Мероприятия, которые в строке на самом деле: два и больше",
    )
    is_checked: bool = Field(True, description="Человек посмотрел, и строка верна; false и пустое: сброс")


class NoteIn(Incoming):
    """Которое замечание к документу в целом увидено."""

    problem_id: Number


class ApprovalIn(ChoiceIn):
    """Что это за документ и утверждать ли то, что никто не разобрал."""

    only_clear: bool = Field(True, description="Задачи неразобранных строк пока без дней")


@router.get("/drafts", summary="Черновики")
@ruled(Rule.COORDINATE)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[DraftOut]:
    """What was read and waits for approval, in the order of import."""
    turn.check(int)
    with open_reading(house.engine) as session:
        drafts = [
            DraftOut(id=number, title=title, imported_at=at, problems=problems)
            for number, title, at, problems in list_drafts(session)
            if caller.may(Deed.COORDINATE, ObjectScope(number))
        ]
    rows, following = turn.cut(drafts, lambda draft: (draft.id,))
    return PageOf[DraftOut](items=list(rows), next=following)


@router.get("/drafts/{roadmap_id}", summary="Один черновик")
@ruled(Rule.COORDINATE)
def show_one(roadmap_id: Id, caller: CallerOf, house: HouseOf) -> DraftWhole:
    """How far it is reviewed; its rows come page by page."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    with open_reading(house.engine) as session:
        return _show_draft(_load(session, roadmap_id))


@router.get("/drafts/{roadmap_id}/rows", summary="Строки черновика")
@ruled(Rule.COORDINATE)
def list_rows(
    roadmap_id: Id,
    caller: CallerOf,
    house: HouseOf,
    turn: TurnOf,
    state: Annotated[Literal["unclear", "undated", "clear", "dropped", "joined"] | None, Query()] = None,
) -> PageOf[DraftRowOut]:
    """In the order of the document."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    turn.check(int)
    with open_reading(house.engine) as session:
        found = [row for row in _load(session, roadmap_id).rows if state in (None, row.state)]
        rows, following = turn.cut(found, lambda row: (row.position,))
        return PageOf[DraftRowOut](items=[_show_row(row) for row in rows], next=following)


@router.get("/drafts/{roadmap_id}/meaning", summary="Как будет понят срок")
@ruled(Rule.COORDINATE)
def show_meaning(
    roadmap_id: Id,
    caller: CallerOf,
    house: HouseOf,
    row: Annotated[Words, Query(description="uid строки")],
    phrase: Annotated[Words, Query(description="Срок словами")],
) -> TermOut:
    """Of these words in this row; nothing is stored."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    with open_reading(house.engine) as session:
        return _show_term(read_phrase(_load(session, roadmap_id), row, clean_words(phrase)))


@router.post("/drafts/{roadmap_id}/rows", summary="Поправить строку", response_model=DraftRowOut)
@ruled(Rule.COORDINATE)
def correct(roadmap_id: Id, body: CorrectionIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Found right, corrected, split, joined to the one above, left out, or as it was read."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)

    def make(session: Session) -> DraftRowOut:
        correct_row(session, roadmap_id, body.row, _read(body), house.clock(), caller.actor)
        session.flush()
        session.expire_all()
        row = load_draft(session, roadmap_id).find(body.row)
        if row is None:  # it was corrected just now, so this is an error of ours
            raise RuntimeError("a row went away while it was corrected")
        return _show_row(row)

    return once.make(body, make, 200)


@router.post("/drafts/{roadmap_id}/noted", summary="Замечание увидено", response_model=DraftWhole)
@ruled(Rule.COORDINATE)
def note(roadmap_id: Id, body: NoteIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """A problem of the document as a whole stands in nobody's way."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)

    def make(session: Session) -> DraftWhole:
        note_problem(session, roadmap_id, body.problem_id, house.clock(), caller.actor)
        session.flush()
        return _show_draft(load_draft(session, roadmap_id))

    return once.make(body, make, 200)


@router.post("/drafts/{roadmap_id}/approve", summary="Утвердить разобранное", response_model=ImportOut)
@ruled(Rule.COORDINATE)
def approve(roadmap_id: Id, body: ApprovalIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Tasks of rows that nobody has settled have no days until somebody names their terms."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    choice = choose_version(body.replaces, body.as_new, body.whole)
    check_replaced(house, caller, roadmap_id, choice)

    def make(session: Session) -> ImportOut:
        _load(session, roadmap_id)
        at = house.clock()
        return report_import(
            approve_reviewed(session, roadmap_id, choice, at, caller.actor, only_clear=body.only_clear)
        )

    return once.make(body, make, 200)


@router.delete("/drafts/{roadmap_id}", status_code=204, summary="Убрать черновик")
@ruled(Rule.COORDINATE)
def discard(roadmap_id: Id, caller: CallerOf, house: HouseOf) -> None:
    """The same file can come in again."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    with open_session(house.engine) as session:
        discard_draft(session, roadmap_id, house.clock(), caller.actor)


def _load(session: Session, roadmap_id: int) -> Draft:
    draft = load_draft(session, roadmap_id)
    if draft.roadmap.approved_at is not None:
        raise ForbiddenTransitionError("Документ уже утверждён: черновика больше нет.")
    return draft


def _read(body: CorrectionIn) -> Correction:
    parts = tuple(clean_words(part) for part in body.parts)
    if len(parts) == 1 or not all(parts):
        raise CallerError("В строке либо одно мероприятие, и тогда parts пусто, либо два и больше.")

    def names(given: list[str] | None) -> tuple[str, ...] | None:
        return None if given is None else tuple(dict.fromkeys(map(clean_words, given)))

    return Correction(
        title=None if body.title is None else clean_words(body.title),
        phrase=None if body.phrase is None else clean_words(body.phrase),
        responsible=names(body.responsible),
        co_responsible=names(body.co_responsible),
        fate=body.fate,
        parts=parts,
        is_checked=body.is_checked,
    )


def _show_draft(draft: Draft) -> DraftWhole:
    return DraftWhole(
        id=draft.roadmap.id or 0,
        title=draft.roadmap.title,
        source_name=draft.roadmap.source_name,
        rows=len(draft.rows),
        counts=dict(draft.counts),
        problems=[_show_problem(problem) for problem in draft.problems],
    )


def _show_row(row: DraftRow) -> DraftRowOut:
    item: dict[str, Any] = row.item
    said = vars(row.correction)
    return DraftRowOut(
        uid=row.uid,
        position=row.position,
        state=row.state,
        number=item["number"],
        title=item["title"],
        raw_term=item["raw_term"],
        term=_show_term(item["term"]),
        responsible=list(item["responsible"]),
        co_responsible=list(item["co_responsible"]),
        page=row.read.get("page"),
        line=row.read["line"],
        problems=[_show_problem(problem) for problem in row.problems],
        correction=CorrectionOut.model_validate(
            {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
        ),
    )


def _show_term(term: dict[str, Any]) -> TermOut:
    return TermOut.model_validate({name: term[name] for name in TermOut.model_fields})


def _show_problem(problem: ReadingProblem) -> DraftProblem:
    return DraftProblem(
        id=problem.id or 0,
        code=problem.code,
        sentence=problem.sentence,
        source_line=problem.source_line,
        raw=problem.raw,
    )
