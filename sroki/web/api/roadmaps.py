"""Roadmaps: the list, one, a document as a draft with its problems, approval, comparison."""

from __future__ import annotations

import tempfile
from datetime import date
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import File, Form, Query, Response, UploadFile
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.evidence import bare_name
from flows.house import House
from flows.importing import (
    ImportReport,
    Source,
    VersionChoice,
    approve_roadmap,
    compare_draft,
    read_source,
    store_source,
)
from models.authority import Deed, ObjectScope
from models.database import open_reading
from models.errors import CallerError
from models.roadmap import Roadmap
from roadmaps.store.overview import RoadmapView, list_roadmap_views
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id, Incoming, Words
from sroki.web.callers import Caller, refuse
from sroki.web.draft_pages import require_replaced
from sroki.web.rules import Rule, ruled

router = make_router("Дорожные карты")


class RoadmapOut(BaseModel):
    """Документ, одна его версия."""

    id: int
    title: str
    kind: str
    number: str | None
    issuer: str | None
    issued_on: date | None
    first_year: int | None
    last_year: int | None
    source_name: str
    zone: str = Field(description="Пояс, в котором сроки — местные дни")
    approved_on: date | None = Field(description="null: черновик")


class ImportOut(BaseModel):
    """Что сделано с документом. Черновик ничего не напоминает, пока не утверждён."""

    roadmap_id: int
    title: str
    created: bool = Field(description="false: этот самый документ уже был загружен")
    rows: int
    points: int
    problems: list[dict[str, Any]]
    approved: bool
    tasks: int
    occurrences: int
    held: list[int] = Field(description="Сроки, которые прошли до утверждения и ждут решения")
    version: dict[str, Any] | None = Field(description="Что документ заменяет и что меняет")
    superseded_by_id: int | None


class ChoiceIn(Incoming):
    """Что это за документ: новая версия названной карты или отдельный."""

    replaces: Words | None = Field(None, description="Номер карты, номер документа или часть названия")
    as_new: bool = False
    whole: bool = Field(False, description="Чего в документе нет, того больше нет и в плане")


class ComparisonOut(BaseModel):
    """Чем черновик отличается от карты, которую заменит; null, если не заменяет никакой."""

    version: dict[str, Any] | None


@router.get("/roadmaps", summary="Дорожные карты")
@ruled(Rule.SEE)
def list_some(caller: CallerOf, house: HouseOf, turn: TurnOf) -> PageOf[RoadmapOut]:
    """Oldest import first."""
    turn.check(int)
    with open_reading(house.engine) as session:
        roadmaps = list_roadmap_views(session, caller.reach(Deed.SEE))
    rows, following = turn.cut(roadmaps, lambda roadmap: (roadmap.id,))
    return PageOf[RoadmapOut](items=[_show(roadmap) for roadmap in rows], next=following)


@router.get("/roadmaps/{roadmap_id}", summary="Одна карта")
@ruled(Rule.SEE)
def show_one(roadmap_id: Id, caller: CallerOf, house: HouseOf) -> RoadmapOut:
    """What the document says of itself."""
    return _show(_find(house, caller, roadmap_id))


@router.post("/roadmaps", status_code=201, summary="Загрузить документ", response_model=ImportOut)
@ruled(Rule.COORDINATE)
def upload(
    caller: CallerOf,
    house: HouseOf,
    once: OnceOf,
    file: Annotated[UploadFile, File(description="docx, pdf, xlsx, html, текст …")],
    approve: Annotated[bool, Form(description="Сразу утвердить")] = False,
    replaces: Annotated[Words | None, Form()] = None,
    as_new: Annotated[bool, Form()] = False,
    whole: Annotated[bool, Form()] = False,
) -> Response:
    """Read in a process of its own, kept wholly or not at all; the very same document is one import."""
    require_whole(house, caller, Deed.COORDINATE)
    content = file.file.read(house.settings.upload_limit_bytes + 1)
    if len(content) > house.settings.upload_limit_bytes:
        raise ApiError(413)
    name = bare_name(file.filename)
    choice = choose_version(replaces, as_new, whole)
    said = {"sha256": sha256(content).hexdigest(), "approve": approve, **vars(choice)}

    def prepare() -> Source:
        with tempfile.TemporaryDirectory(prefix="sroki-import-") as folder:
            path = FilePath(folder) / (name.encode()[:200].decode("utf-8", "ignore") or "document")
            path.write_bytes(content)
            return read_source(house, path)

    def make(session: Session, source: Source) -> ImportOut:
        at = house.clock()
        report = store_source(session, house, source, choice, approve=approve, as_of=at, actor=caller.actor)
        return report_import(report)

    return once.make_prepared(said, prepare, make)


@router.post("/roadmaps/{roadmap_id}/approve", summary="Утвердить черновик", response_model=ImportOut)
@ruled(Rule.COORDINATE)
def approve_one(roadmap_id: Id, body: ChoiceIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """Tasks and occurrences are made; twice changes nothing."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    choice = choose_version(body.replaces, body.as_new, body.whole)
    check_replaced(house, caller, roadmap_id, choice)

    def make(session: Session) -> ImportOut:
        return report_import(approve_roadmap(session, roadmap_id, choice, house.clock(), caller.actor))

    return once.make(body, make, 200)


@router.get("/roadmaps/{roadmap_id}/comparison", summary="Что черновик изменит")
@ruled(Rule.COORDINATE)
def compare(
    roadmap_id: Id,
    caller: CallerOf,
    house: HouseOf,
    replaces: Annotated[Words | None, Query()] = None,
    whole: bool = False,
) -> ComparisonOut:
    """Against the version that holds; nothing is stored."""
    require_roadmap(house, caller, roadmap_id, Deed.COORDINATE)
    choice = choose_version(replaces, False, whole)
    check_replaced(house, caller, roadmap_id, choice)
    with open_reading(house.engine) as session:
        version = compare_draft(session, roadmap_id, choice)
    return ComparisonOut(version=version.as_json() if version else None)


def choose_version(replaces: str | None, as_new: bool, whole: bool) -> VersionChoice:
    """What the caller says a document is."""
    if replaces is not None and as_new:
        raise CallerError("Выберите одно: replaces или as_new.")
    return VersionChoice(replaces, as_new, whole)


def check_replaced(house: House, caller: Caller, roadmap_id: int, choice: VersionChoice) -> None:
    """What a draft takes the place of, named or found by itself, may be another coordinator's: 403 then."""
    with open_reading(house.engine) as session:  # a refusal is recorded in a transaction of its own
        if session.get_one(Roadmap, roadmap_id).approved_at is None:
            require_replaced(session, house, caller, roadmap_id, choice)


def require_roadmap(house: House, caller: Caller, roadmap_id: int, deed: Deed) -> None:
    """The caller may do the deed on the roadmap as a whole; whoever may not see it learns nothing."""
    _find(house, caller, roadmap_id)
    if not caller.may(deed, ObjectScope(roadmap_id)):
        refuse(house, caller, f"{deed.value} roadmap:{roadmap_id}")
        raise ApiError(403)


def _find(house: House, caller: Caller, roadmap_id: int) -> RoadmapView:
    with open_reading(house.engine) as session:
        seen = list_roadmap_views(session, caller.reach(Deed.SEE))
        is_there = session.get(Roadmap, roadmap_id) is not None
    found = next((roadmap for roadmap in seen if roadmap.id == roadmap_id), None)
    if found is None:
        if is_there:
            refuse(house, caller, f"roadmap:{roadmap_id}")
        raise ApiError(404)
    return found


def _show(roadmap: RoadmapView) -> RoadmapOut:
    return RoadmapOut(**{name: getattr(roadmap, name) for name in RoadmapOut.model_fields})


def report_import(report: ImportReport) -> ImportOut:
    """What was done with a document."""
    approval = report.approval
    return ImportOut(
        roadmap_id=report.roadmap_id,
        title=report.title,
        created=report.created,
        rows=report.rows,
        points=report.points,
        problems=list(report.problems),
        approved=approval is not None,
        tasks=approval.tasks if approval else 0,
        occurrences=approval.occurrences if approval else 0,
        held=list(approval.held) if approval else [],
        version=report.version.as_json() if report.version else None,
        superseded_by_id=report.superseded_by_id,
    )
