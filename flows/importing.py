"""A file becomes a draft; an approved draft becomes tasks and occurrences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from flows.house import House
from models.database import open_reading, open_session
from models.durable import keep_bytes
from models.errors import CallerError, SrokiError, UnreadableFileError
from models.roadmap import Roadmap
from roadmaps.documents import read_document
from roadmaps.store.comparing import instructions_in
from roadmaps.store.drafts import Approval, approve_draft, find_roadmap, store_draft
from roadmaps.store.predecessors import Proposal, is_amending, propose_version
from roadmaps.store.versioning import approve_version
from roadmaps.versions import Comparison


@dataclass(frozen=True)
class VersionReport:
    """What a document replaces and what that changes. ``reason`` as in ``Proposal``.

    ``instructions``: points of an amending document that change words; a person checks them.
    ``is_sure`` is False where a person has to say what the document is.
    """

    roadmap_id: int
    title: str
    reason: str
    comparison: Comparison
    instructions: tuple[str, ...] = ()
    is_sure: bool = True


@dataclass(frozen=True)
class ImportReport:
    """What an import did. ``created`` is False when the very same document was imported before.

    ``version``: what it replaces, or would replace; None for a document that stands alone.
    """

    roadmap_id: int
    title: str
    created: bool
    rows: int
    points: int
    problems: tuple[dict[str, object], ...]
    approval: Approval | None = None
    parsed: dict[str, object] = field(default_factory=dict, repr=False)
    version: VersionReport | None = None
    superseded_by_id: int | None = None


def import_file(
    house: House,
    path: Path,
    *,
    approve: bool,
    as_of: datetime,
    actor: str,
    replaces: str | None = None,
    as_new: bool = False,
    whole: bool = False,
) -> ImportReport:
    """Read a file and keep it, in one transaction: wholly or not at all.

    A document that amends or replaces an approved one becomes its next version, unless ``as_new``.
    ``replaces`` names that roadmap; ``whole`` says that rows an amending document leaves out are gone.
    """
    document = read_document(path)
    sha256 = _keep_source(house, path)
    with open_session(house.engine) as session:
        roadmap, created = store_draft(session, document, sha256, house.settings.zone, as_of, actor)
        if roadmap.approved_at is not None:
            return _report(roadmap, created, Approval(0, 0, ()) if approve else None)
        proposal = None
        if not as_new:
            named = find_roadmap(session, replaces) if replaces is not None else None
            proposal = propose_version(session, roadmap.parsed, roadmap.id, replaces=named, whole=whole)
        approval = _approve(session, roadmap, proposal, as_of, actor) if approve else None
        return _report(roadmap, created, approval, proposal)


def _keep_source(house: House, path: Path) -> str:
    """Keep the document as it came, for exports and inspectors; its SHA-256."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("Файл {path} не читается.", path=path) from error
    try:
        return keep_bytes(house.settings.documents_dir, content)
    except OSError as error:
        raise SrokiError("Файл не удалось сохранить: {reason}.", reason=error.strerror or error) from error


def compare_file(house: House, name: str, path: Path, *, whole: bool = False) -> VersionReport:
    """What a document would change in a roadmap; nothing is stored."""
    document = read_document(path)
    parsed = document.as_json() | {"aliases": document.aliases}
    with open_reading(house.engine) as session:
        proposal = propose_version(session, parsed, None, replaces=find_roadmap(session, name), whole=whole)
        if proposal is None:
            raise UnreadableFileError("Файл {path} не читается.", path=path)
        return _version(proposal, parsed)


def _approve(
    session: Session, roadmap: Roadmap, proposal: Proposal | None, as_of: datetime, actor: str
) -> Approval:
    if proposal is None:
        return approve_draft(session, roadmap, as_of, actor)
    if not proposal.is_sure:
        raise CallerError(
            "Номер и дата те же, что у карты № {id}, а общих задач почти нет. Скажите, что это: новая версия "
            "(--replaces {id}) или отдельный документ (--as-new).",
            id=proposal.roadmap.id,
        )
    scope = proposal.comparison.scope
    return approve_version(session, proposal.roadmap, roadmap, scope, as_of, actor)[0]


def _version(proposal: Proposal, parsed: dict[str, Any]) -> VersionReport:
    return VersionReport(
        roadmap_id=proposal.roadmap.id or 0,
        title=proposal.roadmap.title,
        reason=proposal.reason,
        comparison=proposal.comparison,
        instructions=tuple(instructions_in(parsed)) if is_amending(parsed) else (),
        is_sure=proposal.is_sure,
    )


def _report(
    roadmap: Roadmap, created: bool, approval: Approval | None, proposal: Proposal | None = None
) -> ImportReport:
    parsed = roadmap.parsed
    return ImportReport(
        roadmap_id=roadmap.id or 0,
        title=roadmap.title,
        created=created,
        rows=len(parsed["rows"]),
        points=sum(bool(point["terms"]) for point in parsed["order_points"]),
        problems=tuple(parsed["problems"]),
        approval=approval,
        parsed=parsed,
        version=_version(proposal, parsed) if proposal else None,
        superseded_by_id=roadmap.superseded_by_id,
    )
