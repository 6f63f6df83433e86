"""Evidence: its versions, its files, and handing in as the person whose address the account has."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any, BinaryIO

from fastapi import File, Form, Response, UploadFile
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.accounts.tokens import TokenHolder
from flows.evidence import keep_proof, record_proof
from flows.house import House
from models.authority import Deed
from models.database import open_reading
from models.errors import CallerError
from models.occurrence import Occurrence
from models.values import Role
from roadmaps.claims import Claim, read_claim
from roadmaps.store.disclaimers import disclaim
from roadmaps.store.dossier import find_scope
from roadmaps.store.evidence import EvidenceView, find_file, find_version, load_evidence
from roadmaps.store.steps import Proof
from roadmaps.store.visitors import EXECUTORS, find_occurrence
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.me import HolderOf
from sroki.web.api.objects import require_occurrence
from sroki.web.api.once import OnceOf
from sroki.web.api.values import Day, Id, Incoming, LongWords, Words
from sroki.web.callers import refuse
from sroki.web.files import send_file
from sroki.web.rules import Rule, ruled

router = make_router("Подтверждения")


class ItemOut(BaseModel):
    """Файл или адрес страницы."""

    id: int
    kind: str = Field(description="file или link")
    file_name: str | None
    file_sha256: str | None
    size_bytes: int | None
    content_type: str | None
    scan: str | None
    url: str | None


class EvidenceOut(BaseModel):
    """Версия подтверждения."""

    id: int
    occurrence_id: int
    version: int
    note: str | None
    nothing_to_report: bool
    effective_on: date | None
    share_percent: int | None
    years: list[int]
    result: str | None
    submitted_at: datetime
    submitted_by: str
    items: list[ItemOut]


class DisclaimerIn(Incoming):
    """Почему это не ваше."""

    reason: Words


class DisclaimerOut(BaseModel):
    """«Не моё»: ждёт ответа координатора."""

    id: int
    occurrence_id: int
    reason: str
    said_at: datetime


@router.get("/occurrences/{occurrence_id}/evidence", summary="Версии подтверждения")
@ruled(Rule.SEE)
def list_versions(occurrence_id: Id, caller: CallerOf, house: HouseOf) -> list[EvidenceOut]:
    """Oldest first."""
    require_occurrence(house, caller, occurrence_id, Deed.SEE)
    with open_reading(house.engine) as session:
        versions = load_evidence(session, [occurrence_id]).get(occurrence_id, ())
    return [_show(version) for version in versions]


@router.get(
    "/files/{item_id}",
    summary="Файл подтверждения",
    response_class=Response,
    responses={
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
@ruled(Rule.SEE)
def download(item_id: Id, caller: CallerOf, house: HouseOf) -> Response:
    """As an attachment, whatever it holds."""
    with open_reading(house.engine) as session:
        found = find_file(session, item_id)
        occurrence = session.get(Occurrence, found[0]) if found else None
        scope = find_scope(session, occurrence.task_id) if occurrence else None
    if found is None or scope is None:
        raise ApiError(404)
    if not caller.may(Deed.SEE, scope):
        refuse(house, caller, f"file:{item_id}")
        raise ApiError(404)
    return send_file(house, found[1])


@router.post(
    "/occurrences/{occurrence_id}/evidence",
    status_code=201,
    summary="Сдать подтверждение",
    response_model=EvidenceOut,
)
@ruled(Rule.HAND_IN)
def hand_in(
    occurrence_id: Id,
    holder: HolderOf,
    house: HouseOf,
    once: OnceOf,
    file: Annotated[list[UploadFile] | None, File(description="Файлы, не больше 10")] = None,
    url: Annotated[list[Words] | None, Form(description="Адреса страниц, не больше 10")] = None,
    note: Annotated[LongWords, Form()] = "",
    effective_on: Annotated[Day | None, Form(description="Когда исполнено")] = None,
    share: Annotated[str, Form(max_length=20, description="Доля, процентов")] = "",
    years: Annotated[str, Form(max_length=200, description="За какие годы: 2020, 2021")] = "",
    result: Annotated[str, Form(max_length=50, description="Результат числом")] = "",
    nothing: Annotated[bool, Form(description="Сообщить нечего: почему, говорит note")] = False,
) -> Response:
    """Files, addresses and a note as the next version; a receipt goes to the person by mail."""
    person_id = require_errand(house, holder, occurrence_id)
    claim = _read(effective_on, share, years, result, nothing)
    files = [(part.filename or "", part.file) for part in file or [] if part.filename]
    said: dict[str, Any] = {"note": note, "urls": url or [], "claim": repr(claim), "files": _digests(files)}
    at = house.clock()

    def prepare() -> Proof:
        return keep_proof(house, occurrence_id, at=at, files=files, urls=url or [], note=note, claim=claim)

    def make(session: Session, proof: Proof) -> EvidenceOut:
        kept = record_proof(session, house, occurrence_id, proof, at, holder.actor, person_id)
        session.flush()
        version = find_version(session, kept.id or 0)
        if version is None:
            raise RuntimeError("what was recorded is not there")
        return _show(version)

    with ExitStack() as opened:
        for _, content in files:
            opened.callback(content.close)
        return once.make_prepared(said, prepare, make)


def _digests(files: list[tuple[str, BinaryIO]]) -> list[list[str]]:
    """Names and SHA-256: the boundary of a form differs each time it is sent, its files do not."""
    digests = []
    for name, content in files:
        digest = sha256()
        while chunk := content.read(256 * 1024):
            digest.update(chunk)
        content.seek(0)
        digests.append([name, digest.hexdigest()])
    return digests


def _read(effective_on: date | None, share: str, years: str, result: str, nothing: bool) -> Claim:
    for words in (share, years, result):
        if not words.isprintable():
            raise CallerError("Доля, годы и результат — числа.")
    claim = read_claim(effective_on=effective_on, share=share, years=years, result=result)
    return replace(claim, nothing_to_report=nothing)


@router.post(
    "/occurrences/{occurrence_id}/disclaimers",
    status_code=201,
    summary="Сказать «не моё»",
    response_model=DisclaimerOut,
)
@ruled(Rule.HAND_IN)
def say_not_mine(
    occurrence_id: Id, body: DisclaimerIn, holder: HolderOf, house: HouseOf, once: OnceOf
) -> Response:
    """It stands until the coordinator has decided."""
    person_id = require_errand(house, holder, occurrence_id)

    def make(session: Session) -> DisclaimerOut:
        said = disclaim(session, occurrence_id, person_id, body.reason, house.clock(), holder.actor)
        return DisclaimerOut(
            id=said.id or 0, occurrence_id=occurrence_id, reason=said.reason, said_at=said.said_at
        )

    return once.make(body, make)


def require_errand(
    house: House, holder: TokenHolder, occurrence_id: int, roles: tuple[Role, ...] = EXECUTORS
) -> int:
    """The person behind the account, if the occurrence is theirs in one of ``roles``; 404 otherwise."""
    if holder.person_id is not None:
        with open_reading(house.engine) as session:
            view = find_occurrence(session, occurrence_id, holder.person_id, roles, house.clock())
        if view is not None:
            return holder.person_id
    raise ApiError(404)


def _show(version: EvidenceView) -> EvidenceOut:
    names = ("id", "occurrence_id", "version", "note", "submitted_at", "submitted_by")
    claim = vars(version.claim) | {"years": list(version.claim.years)}
    items = [
        ItemOut(**{name: getattr(item, name) for name in ItemOut.model_fields}) for item in version.items
    ]
    return EvidenceOut(**{name: getattr(version, name) for name in names}, **claim, items=items)
