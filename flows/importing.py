"""A file becomes a draft; an approved draft becomes tasks and occurrences."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flows.house import House
from models.database import open_session
from models.errors import UnreadableFileError
from models.roadmap import Roadmap
from roadmaps.documents import read_document
from roadmaps.store.drafts import Approval, approve_draft, store_draft


@dataclass(frozen=True)
class ImportReport:
    """What an import did. ``created`` is False when the very same file was imported before."""

    roadmap_id: int
    title: str
    created: bool
    rows: int
    points: int
    problems: tuple[dict[str, object], ...]
    approval: Approval | None = None
    parsed: dict[str, object] = field(default_factory=dict, repr=False)


def import_file(house: House, path: Path, *, approve: bool, as_of: datetime, actor: str) -> ImportReport:
    """Read a file and keep it, in one transaction: wholly or not at all."""
    document = read_document(path)
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFileError("Файл {path} не читается.", path=path) from error
    with open_session(house.engine) as session:
        roadmap, created = store_draft(session, document, sha256, house.settings.zone, as_of, actor)
        approval = approve_draft(session, roadmap, as_of, actor) if approve else None
        return _report(roadmap, created, approval)


def _report(roadmap: Roadmap, created: bool, approval: Approval | None) -> ImportReport:
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
    )
