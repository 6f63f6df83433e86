"""Evidence of roadmaps that were closed long enough ago: which it is, and its destruction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import Table, func, or_, select, update
from sqlmodel import Session, SQLModel, col

from models.occurrence import Occurrence
from models.roadmap import Roadmap, Task
from roadmaps.store.belongings import belonging_tables, kept_files
from roadmaps.store.trail import record_deed

# Columns of evidence that say something; hashes, sizes, moments and versions stay as proof that it was there.
_SPEAKING = ("file_name", "url", "note")
_MARK = "Уничтожено по истечении срока хранения"


@dataclass(frozen=True)
class PastRoadmap:
    """A roadmap whose evidence may go: when its last occurrence was closed, and until when it is kept."""

    roadmap_id: int
    title: str
    closed_on: date
    keep_until_on: date
    files: tuple[str, ...]  # SHA-256
    records: int


def find_past(session: Session, years: int, at: datetime) -> list[PastRoadmap]:
    """Closed roadmaps (each occurrence accepted or cancelled) whose time of keeping is over, oldest first.

    Those whose evidence was destroyed before have no ``records``.
    """
    past = []
    for roadmap, closed_at in _closed(session):
        zone = ZoneInfo(roadmap.zone)
        closed_on = closed_at.astimezone(zone).date()
        keep_until_on = closed_on + relativedelta(years=years)
        if at.astimezone(zone).date() <= keep_until_on:
            continue
        number = roadmap.id or 0
        files = tuple(sorted({sha256 for _, _, sha256 in kept_files(session, [number])}))
        records = sum(_speaking_rows(session, number).values())
        past.append(PastRoadmap(number, roadmap.title, closed_on, keep_until_on, files, records))
    return sorted(past, key=lambda found: (found.closed_on, found.roadmap_id))


def _closed(session: Session) -> list[tuple[Roadmap, datetime]]:
    """Roadmaps with occurrences, none of which is open, and the moment of the last decision."""
    ended_at = func.coalesce(col(Occurrence.accepted_at), col(Occurrence.cancelled_at))
    statement = (
        select(col(Task.roadmap_id), func.max(ended_at))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .group_by(col(Task.roadmap_id))
        .having(func.count() == func.count(ended_at))
    )
    return [(session.get_one(Roadmap, number), at) for number, at in session.execute(statement).all()]


def _evidence_tables(roadmap_id: int) -> list[tuple[Table, Any]]:
    """The tables that hold evidence of a roadmap, and the statement that reads their rows."""
    tables = SQLModel.metadata.tables
    read = belonging_tables([roadmap_id]).items()
    return [(tables[name], statement) for name, statement in read if "file_sha256" in tables[name].c]


def _speaking_rows(session: Session, roadmap_id: int) -> Counter[str]:
    """How many rows of which table still say something."""
    counts: Counter[str] = Counter()
    for table, statement in _evidence_tables(roadmap_id):
        inner = statement.order_by(None).subquery()
        said = [inner.c[name].is_not(None) for name in _SPEAKING if name in table.c and name != "note"]
        if "note" in table.c:
            said.append(inner.c.note.is_not(None) & ~inner.c.note.startswith(_MARK))
        counts[table.name] = session.execute(
            select(func.count()).select_from(inner).where(or_(*said))
        ).scalar_one()
    return counts


def destroy_evidence(session: Session, roadmap_id: int, at: datetime, actor: str, day: str) -> None:
    """Blank what the evidence of a roadmap says; the caller deletes the files afterwards."""
    files = sorted({sha256 for _, _, sha256 in kept_files(session, [roadmap_id])})
    records = _speaking_rows(session, roadmap_id)
    for table, statement in _evidence_tables(roadmap_id):
        ids = statement.with_only_columns(table.c.id).order_by(None)
        values: dict[str, str | None] = {name: None for name in _SPEAKING if name in table.c}
        if "note" in values:
            values["note"] = f"{_MARK} {day}."
        session.execute(update(table).where(table.c.id.in_(ids)).values(**values))
    subject = f"roadmap:{roadmap_id}"
    record_deed(session, at, actor, "evidence destroyed", subject, sha256=files, records=records.total())


def still_needed(session: Session, files: Collection[str], destroyed: Collection[int]) -> set[str]:
    """Which of the files are evidence of other roadmaps too: one file may prove two things."""
    others = session.execute(select(col(Roadmap.id)).where(col(Roadmap.id).not_in(destroyed))).scalars()
    return {sha256 for _, _, sha256 in kept_files(session, list(others))} & set(files)
