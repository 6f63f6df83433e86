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
from models.errors import CallerError, SrokiError, UnknownThingError, UnreadableFileError
from models.roadmap import Roadmap
from models.telemetry import span
from roadmaps.deadlines import parse_deadline
from roadmaps.documents import read_document
from roadmaps.letters import LETTER_KIND, letter_context, letter_items
from roadmaps.parsed import ParsedDocument
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

    def as_json(self) -> dict[str, object]:
        """The stable JSON of a comparison."""
        return {
            "roadmap_id": self.roadmap_id,
            "title": self.title,
            "reason": self.reason,
            "sure": self.is_sure,
            "instructions": list(self.instructions),
            "comparison": self.comparison.as_json(),
        }


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
    recommendations: int = 0


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
    letter: LetterChoice | None = None,
) -> ImportReport:
    """Read a file and keep it, in one transaction: wholly or not at all.

    A document that amends or replaces an approved one becomes its next version, unless ``as_new``.
    ``replaces`` names that roadmap; ``whole`` says that rows an amending document leaves out are gone.
    ``letter``: what a letter of recommendations does not say itself.
    """
    source = read_source(house, path)
    choice = VersionChoice(replaces, as_new, whole, letter)
    with open_session(house.engine) as session:
        return store_source(session, house, source, choice, approve=approve, as_of=as_of, actor=actor)


@dataclass(frozen=True)
class Source:
    """A document that was read, and kept as it came under its SHA-256; nothing is recorded yet."""

    document: ParsedDocument
    sha256: str


@dataclass(frozen=True)
class VersionChoice:
    """What a person says of a document: the roadmap it ``replaces`` (as ``find_roadmap`` takes names), or
    that it stands alone; ``whole``: what it leaves out is gone."""

    replaces: str | None = None
    as_new: bool = False
    whole: bool = False
    letter: LetterChoice | None = None


@dataclass(frozen=True)
class LetterChoice:
    """Of a letter of recommendations: one term for all that have none, and whose tasks they are."""

    term: str = ""
    party: str = ""


def read_source(house: House, path: Path) -> Source:
    """Read a file and keep its bytes."""
    with span("read document", sroki__bytes=path.stat().st_size if path.is_file() else 0) as told:
        document = read_document(path)
        if told is not None:
            told.set_attributes({"sroki.kind": document.kind, "sroki.rows": len(document.rows)})
        return Source(document, _keep_source(house, path))


def store_source(
    session: Session,
    house: House,
    source: Source,
    choice: VersionChoice,
    *,
    approve: bool,
    as_of: datetime,
    actor: str,
) -> ImportReport:
    """Record a document as a draft and, with ``approve``, make its tasks; the caller owns the transaction."""
    zone = house.settings.zone
    roadmap, created = store_draft(session, source.document, source.sha256, zone, as_of, actor)
    if choice.letter is not None:
        _complete_letter(session, roadmap, choice.letter)
    return _settle_draft(session, roadmap, created, choice, approve, as_of, actor)


def _complete_letter(session: Session, roadmap: Roadmap, letter: LetterChoice) -> None:
    if roadmap.kind != LETTER_KIND:
        raise CallerError("--term и --party — для письма с рекомендациями, а это другой документ.")
    if roadmap.approved_at is not None:
        return
    term = parse_deadline(letter.term, letter_context(roadmap.issued_on, None)) if letter.term else None
    if term is not None and not any(span.due_on for span in term.spans):
        raise CallerError("В сроке «{term}» нет дня, до которого исполнять.", term=letter.term)
    roadmap.parsed = dict(roadmap.parsed) | {"letter": {"term": letter.term, "party": letter.party}}
    session.add(roadmap)


def approve_roadmap(
    session: Session, roadmap_id: int, choice: VersionChoice, as_of: datetime, actor: str
) -> ImportReport:
    """Make tasks and occurrences of a draft that is stored already; twice changes nothing."""
    return _settle_draft(session, _require_draft(session, roadmap_id), False, choice, True, as_of, actor)


def compare_draft(session: Session, roadmap_id: int, choice: VersionChoice) -> VersionReport | None:
    """What a stored draft would change; None for one that stands alone, and for one that is approved."""
    roadmap = _require_draft(session, roadmap_id)
    proposal = _propose(session, roadmap, choice) if roadmap.approved_at is None else None
    return _version(proposal, roadmap.parsed) if proposal else None


def _require_draft(session: Session, roadmap_id: int) -> Roadmap:
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise UnknownThingError("Карты № {id} нет. Список: sroki roadmaps.", id=roadmap_id)
    return roadmap


def _settle_draft(
    session: Session,
    roadmap: Roadmap,
    created: bool,
    choice: VersionChoice,
    approve: bool,
    as_of: datetime,
    actor: str,
) -> ImportReport:
    if roadmap.approved_at is not None:
        return _report(roadmap, created, Approval(0, 0, ()) if approve else None)
    proposal = _propose(session, roadmap, choice)
    approval = _approve(session, roadmap, proposal, as_of, actor) if approve else None
    return _report(roadmap, created, approval, proposal)


def _propose(session: Session, roadmap: Roadmap, choice: VersionChoice) -> Proposal | None:
    if choice.as_new:
        return None
    named = find_roadmap(session, choice.replaces) if choice.replaces is not None else None
    return propose_version(session, roadmap.parsed, roadmap.id, replaces=named, whole=choice.whole)


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
        recommendations=sum(1 for _ in letter_items(parsed)) if roadmap.kind == LETTER_KIND else 0,
    )
