"""A list of organisations and people comes into the directory: looked at first, then taken as a whole."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from fastapi import File, Response, UploadFile
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.evidence import bare_name
from flows.house import House
from flows.rosters import read_roster_content
from models.authority import Deed
from models.database import open_reading
from models.errors import CallerError
from roadmaps.rounds.rosters import Roster
from roadmaps.store.directory_import import CHANGED, NEW_ADDRESS, SAME, ImportPlan, plan_import, take_import
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.objects import require_whole
from sroki.web.api.once import OnceOf
from sroki.web.rules import Rule, ruled

router = make_router("Исполнители")
ListFile = Annotated[
    UploadFile, File(description="xlsx или csv: «Организация», «Почта», «ФИО», «Часовой пояс» …")
]


class ListLine(BaseModel):
    """Что строка значит для справочника."""

    row: int
    name: str = Field(description="Как в файле")
    party: str = Field(description="Как в справочнике")
    address: str = Field(description="Пусто: только название")
    contact: str
    zone: str | None
    language: str | None = Field(description="Язык писем: ru, en; null — в файле не назван")
    what: str = Field(description="new party, new address, changed, same")


class ListAlias(BaseModel):
    """Другое название: добавляется или (taken) уже принадлежит другой организации."""

    row: int
    party: str
    name: str


class ListProblem(BaseModel):
    """Строка, которая не прочитана или прочитана не вся."""

    row: int
    what: str = Field(description="name, address, zone, language")
    raw: str


class DirectoryChange(BaseModel):
    """Что список меняет в справочнике; ничего из него не удаляется."""

    new_parties: int
    new_addresses: int
    changed: int
    same: int
    lines: list[ListLine]
    aliases: list[ListAlias]
    taken: list[ListAlias] = Field(description="Названия, которые уже у других: не переходят")
    problems: list[ListProblem]


@router.post("/parties/import/preview", summary="Что изменит список организаций")
@ruled(Rule.COORDINATE)
def foresee(caller: CallerOf, house: HouseOf, file: ListFile) -> DirectoryChange:
    """Nothing is changed."""
    require_whole(house, caller, Deed.COORDINATE)
    content, name = _read(house, file)
    roster = read_roster_content(content, name)
    with open_reading(house.engine) as session:
        return _show(plan_import(session, roster.entries), roster)


@router.post("/parties/import", summary="Внести список организаций", response_model=DirectoryChange)
@ruled(Rule.COORDINATE)
def take(caller: CallerOf, house: HouseOf, once: OnceOf, file: ListFile) -> Response:
    """All of it or nothing; the same list again changes nothing."""
    require_whole(house, caller, Deed.COORDINATE)
    content, name = _read(house, file)

    def make(session: Session, roster: Roster) -> DirectoryChange:
        return _show(take_import(session, roster.entries, house.clock(), caller.actor), roster)

    said = {"sha256": sha256(content).hexdigest(), "name": name}
    return once.make_prepared(said, lambda: read_roster_content(content, name), make, 200)


def _read(house: House, file: UploadFile) -> tuple[bytes, str]:
    content = file.file.read(house.settings.upload_limit_bytes + 1)
    if len(content) > house.settings.upload_limit_bytes:
        raise ApiError(413)
    name = bare_name(file.filename)
    if not content:
        raise CallerError("Файл «{name}» пустой.", name=name)
    return content, name


def _show(plan: ImportPlan, roster: Roster) -> DirectoryChange:
    return DirectoryChange(
        new_parties=plan.new_parties,
        new_addresses=plan.count(NEW_ADDRESS),
        changed=plan.count(CHANGED),
        same=plan.count(SAME),
        lines=[ListLine(**vars(line)) for line in plan.lines],
        aliases=[ListAlias(row=row, party=party, name=name) for row, party, name in plan.aliases],
        taken=[ListAlias(row=row, party=owner, name=name) for row, name, owner in plan.taken],
        problems=[ListProblem(**vars(problem)) for problem in roster.problems],
    )
