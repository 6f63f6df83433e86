"""Evidence of roadmaps that were closed long enough ago: which it is, and its destruction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import Select, func, or_, select, update
from sqlmodel import Session, col

from models.evidence import EvidenceItem, EvidenceLink, LinkCheck
from models.occurrence import Evidence, Occurrence
from models.roadmap import Roadmap, Task
from roadmaps.store.belongings import kept_files
from roadmaps.store.trail import record_deed

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
        records = _count_speaking(session, number)
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


def _versions(roadmap_id: int) -> Select[Any]:
    """The ids of all versions of evidence of a roadmap."""
    return (
        select(col(Evidence.id))
        .join(Occurrence, col(Occurrence.id) == col(Evidence.occurrence_id))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(col(Task.roadmap_id) == roadmap_id)
    )


def _count_speaking(session: Session, roadmap_id: int) -> int:
    """How many versions still say something."""
    items = select(col(EvidenceItem.evidence_id)).where(
        or_(col(EvidenceItem.file_name).is_not(None), col(EvidenceItem.url).is_not(None))
    )
    notes = col(Evidence.note).is_not(None) & ~col(Evidence.note).startswith(_MARK)
    speaking = _versions(roadmap_id).where(or_(notes, col(Evidence.id).in_(items))).subquery()
    return int(session.execute(select(func.count()).select_from(speaking)).scalar_one())


def destroy_evidence(session: Session, roadmap_id: int, at: datetime, actor: str, day: str) -> None:
    """Blank what the evidence of a roadmap says; the caller deletes the files afterwards.

    Hashes, sizes, moments and versions stay as proof that it was there.
    """
    files = sorted({sha256 for _, _, sha256 in kept_files(session, [roadmap_id])})
    records, pages = _count_speaking(session, roadmap_id), _own_pages(session, roadmap_id)
    versions = _versions(roadmap_id)
    session.execute(update(Evidence).where(col(Evidence.id).in_(versions)).values(note=f"{_MARK} {day}."))
    session.execute(
        update(EvidenceItem)
        .where(col(EvidenceItem.evidence_id).in_(versions))
        .values(file_name=None, url=None)
    )
    session.execute(
        update(EvidenceLink).where(col(EvidenceLink.id).in_(pages)).values(url=_MARK, next_check_at=None)
    )
    session.execute(
        update(LinkCheck)
        .where(col(LinkCheck.link_id).in_(pages))
        .values(final_url=None, title=None, why=None)
    )
    subject = f"roadmap:{roadmap_id}"
    record_deed(session, at, actor, "evidence destroyed", subject, sha256=files, records=records)


def _own_pages(session: Session, roadmap_id: int) -> list[int]:
    """The pages that evidence of no other roadmap names."""
    versions = _versions(roadmap_id)
    links = select(col(EvidenceItem.link_id)).where(col(EvidenceItem.link_id).is_not(None))
    own = links.where(col(EvidenceItem.evidence_id).in_(versions))
    others = links.where(col(EvidenceItem.evidence_id).not_in(versions))
    statement = select(col(EvidenceLink.id)).where(
        col(EvidenceLink.id).in_(own), col(EvidenceLink.id).not_in(others)
    )
    return [number for number in session.execute(statement).scalars() if number is not None]


def still_needed(session: Session, files: Collection[str], destroyed: Collection[int]) -> set[str]:
    """Which of the files are evidence of other roadmaps too: one file may prove two things."""
    others = session.execute(select(col(Roadmap.id)).where(col(Roadmap.id).not_in(destroyed))).scalars()
    return {sha256 for _, _, sha256 in kept_files(session, list(others))} & set(files)
