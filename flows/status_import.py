"""A report with the column «Выполнение» becomes evidence that waits for review, never an acceptance."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.evidence import clean_note, keep_file
from flows.house import House
from models.database import open_reading, open_session
from models.errors import CallerError, UnreadableFileError
from roadmaps.documents import read_document
from roadmaps.store.drafts import find_roadmap
from roadmaps.store.reported import ReportedRow, match_report
from roadmaps.store.steps import Proof, submit


@dataclass(frozen=True)
class StatusReport:
    """The rows of a report that have a status; how many occurrences were handed in (0 for a preview)."""

    roadmap_id: int
    title: str
    rows: tuple[ReportedRow, ...]
    handed_in: int = 0


def import_status(
    house: House, path: Path, name: str, *, apply: bool, at: datetime, actor: str
) -> StatusReport:
    """Hold a report against a roadmap; with ``apply`` hand it in for what it claims. Twice is once."""
    document = read_document(path)
    parsed = document.as_json() | {"aliases": document.aliases}
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("Файл {path} не читается.", path=path) from error
    sha256 = hashlib.sha256(content).hexdigest()
    if not any((row.status_raw or "").strip() for row in document.rows):
        raise CallerError("В {path} нет заполненного столбца «Выполнение».", path=path)
    kept = (keep_file(house, BytesIO(content), path.name),) if apply else ()
    with open_session(house.engine) if apply else open_reading(house.engine) as session:
        roadmap = find_roadmap(session, name)
        today = at.astimezone(ZoneInfo(roadmap.zone)).date()
        rows = match_report(session, roadmap, parsed, sha256, today)
        for row in rows if apply else ():
            proof = Proof(files=kept, note=clean_note(row.status))
            for occurrence_id in row.claimed:
                submit(session, occurrence_id, proof, at, actor)
        handed_in = sum(len(row.claimed) for row in rows) if apply else 0
        return StatusReport(roadmap.id or 0, roadmap.title, tuple(rows), handed_in)
