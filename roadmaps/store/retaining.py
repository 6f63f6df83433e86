"""Evidence of roadmaps that were closed long enough ago: which it is, and its destruction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    union,
    update,
)
from sqlmodel import Session, col

from models.audit import AuditEntry, AuditText
from models.chain import veils_in
from models.evidence import EvidenceItem, EvidenceLink, LinkCheck
from models.occurrence import Evidence, Occurrence
from models.roadmap import Roadmap, Task
from models.round import Round, RoundAnswer, RoundProof
from roadmaps.store.belongings import evidence_of, kept_files, kept_texts, participants_of, proofs_of
from roadmaps.store.rounds.keeping import blank_answers
from roadmaps.store.trail import record_deed
from roadmaps.store.verifying import DESTROYED

_MARK = "Уничтожено по истечении срока хранения"
_TELLING = ("submitted", "page lost", "page found again")  # deeds that name addresses of evidence
_SLICE = 500  # digests per statement
_NAMES_SOMETHING = or_(col(RoundProof.file_name).is_not(None), col(RoundProof.url).is_not(None))


@dataclass(frozen=True)
class PastRoadmap:
    """A roadmap whose evidence may go: when its last occurrence was closed, and until when it is kept.

    ``records``: versions of evidence that still say something; ``files``: SHA-256 of what was handed in
    and of the kept texts of pages.
    """

    roadmap_id: int
    title: str
    closed_on: date
    keep_until_on: date
    files: tuple[str, ...]
    records: int


def find_past(session: Session, years: int, at: datetime) -> list[PastRoadmap]:
    """Closed roadmaps (each occurrence accepted or cancelled) whose time of keeping is over, oldest first.

    A round is closed when it takes no more answers, whoever never sent one. Those whose evidence was
    destroyed before have no ``records``.
    """
    past = []
    for roadmap, closed_at in _closed(session):
        zone = ZoneInfo(roadmap.zone)
        closed_on = closed_at.astimezone(zone).date()
        keep_until_on = closed_on + relativedelta(years=years)
        if at.astimezone(zone).date() <= keep_until_on:
            continue
        number = roadmap.id or 0
        files, records = _stored(session, number), _speaking(session, number)
        past.append(PastRoadmap(number, roadmap.title, closed_on, keep_until_on, files, records))
    return sorted(past, key=lambda found: (found.closed_on, found.roadmap_id))


def _closed(session: Session) -> list[tuple[Roadmap, datetime]]:
    """Roadmaps with occurrences, none of which is open, and the moment of the last decision."""
    # A closed round that has no moment ahead asks nobody any more; what waits for a decision still does.
    unanswered_at = case(
        (
            or_(col(Occurrence.submitted_at).is_(None), col(Occurrence.returned_at).is_not(None)),
            case((col(Round.next_action_at).is_(None), col(Round.closed_at))),
        )
    )
    ended_at = func.coalesce(col(Occurrence.accepted_at), col(Occurrence.cancelled_at), unanswered_at)
    statement = (
        select(col(Task.roadmap_id), func.max(ended_at))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Round, col(Round.roadmap_id) == col(Task.roadmap_id), isouter=True)
        .group_by(col(Task.roadmap_id))
        .having(func.count() == func.count(ended_at))
    )
    return [(session.get_one(Roadmap, number), at) for number, at in session.execute(statement).all()]


def _stored(session: Session, roadmap_id: int) -> tuple[str, ...]:
    handed_in = {file.sha256 for file in kept_files(session, [roadmap_id])}
    return tuple(sorted(handed_in | set(kept_texts(session, [roadmap_id]))))


def _speaking(session: Session, roadmap_id: int) -> int:
    """How many versions of evidence, proofs and notes of answers still say something.

    A claim never stands without words or an item.
    """
    has_item = exists().where(
        col(EvidenceItem.evidence_id) == col(Evidence.id),
        or_(col(EvidenceItem.file_name).is_not(None), col(EvidenceItem.url).is_not(None)),
    )
    says = and_(col(Evidence.note).is_not(None), ~col(Evidence.note).startswith(_MARK))
    theirs = col(Evidence.id).in_(evidence_of([roadmap_id]))
    statements = (
        select(func.count()).select_from(Evidence).where(theirs, or_(says, has_item)),
        select(func.count()).select_from(RoundProof).where(proofs_of([roadmap_id]), _NAMES_SOMETHING),
        select(func.count())
        .select_from(RoundAnswer)
        .where(
            col(RoundAnswer.participant_id).in_(participants_of([roadmap_id])), col(RoundAnswer.note) != ""
        ),
    )
    return sum(int(session.execute(statement).scalar_one()) for statement in statements)


def destroy_evidence(session: Session, roadmap_id: int, at: datetime, actor: str, day: str) -> None:
    """Blank what the evidence of a roadmap says; the caller deletes the files afterwards.

    Hashes, sizes, moments and numbers of versions stay as proof that it was there. A page that another
    roadmap points to stays as it is; this one only no longer points to it.
    """
    files, records = _stored(session, roadmap_id), _speaking(session, roadmap_id)
    theirs = col(EvidenceItem.evidence_id).in_(evidence_of([roadmap_id]))
    _blank_pages(session, roadmap_id, theirs)
    blank_answers(session, roadmap_id, f"{_MARK} {day}.")
    session.execute(update(EvidenceItem).where(theirs).values(file_name=None, url=None))
    session.execute(
        update(Evidence)
        .where(col(Evidence.id).in_(evidence_of([roadmap_id])))
        .values(
            note=f"{_MARK} {day}.",
            nothing_to_report=False,
            effective_on=None,
            share_percent=None,
            years=[],
            result=None,
        )
    )
    record_deed(
        session,
        at,
        actor,
        DESTROYED,
        f"roadmap:{roadmap_id}",
        sha256=list(files),
        records=records,
        digests=_drop_texts(session, roadmap_id),
    )


def _drop_texts(session: Session, roadmap_id: int) -> list[str]:
    """Delete the addresses and words of evidence that stand beside the chain; the digests of them."""
    tasks = select(col(Task.id)).where(col(Task.roadmap_id) == roadmap_id)
    numbers = session.execute(select(col(Occurrence.id)).where(col(Occurrence.task_id).in_(tasks))).scalars()
    subjects, digests = [f"occurrence:{number}" for number in numbers], set[str]()
    for start in range(0, len(subjects), _SLICE):
        some = col(AuditEntry.subject).in_(subjects[start : start + _SLICE])
        told = select(col(AuditEntry.details)).where(some, col(AuditEntry.deed).in_(_TELLING))
        digests.update(veils_in(session.execute(told).scalars().all()))
    for start in range(0, len(gone := sorted(digests)), _SLICE):
        session.execute(delete(AuditText).where(col(AuditText.digest).in_(gone[start : start + _SLICE])))
    return gone


def _blank_pages(session: Session, roadmap_id: int, theirs: ColumnElement[bool]) -> None:
    """Addresses, titles and words of pages that nobody else points to."""
    proofs = proofs_of([roadmap_id])
    items, backing = col(EvidenceItem.link_id), col(RoundProof.link_id)
    pages = union(select(items).where(theirs), select(backing).where(proofs)).subquery()
    numbers = select(pages.c[0]).where(pages.c[0].is_not(None))
    found = set(session.execute(numbers).scalars())
    others = union(
        select(items).where(~theirs, items.in_(numbers)), select(backing).where(~proofs, backing.in_(numbers))
    )
    shared = set(session.execute(others).scalars())
    session.execute(update(EvidenceItem).where(theirs, items.in_(shared)).values(link_id=None))
    session.execute(update(RoundProof).where(proofs, backing.in_(shared)).values(link_id=None))
    gone = found - shared
    checks = update(LinkCheck).where(col(LinkCheck.link_id).in_(gone))
    session.execute(checks.values(final_url=None, title=None, why=None))
    # The digest of an address gives the address away to whoever guesses it, and another roadmap may
    # hand the page in anew.
    unnamed = "destroyed:" + cast(col(EvidenceLink.id), String)
    links = update(EvidenceLink).where(col(EvidenceLink.id).in_(gone))
    session.execute(links.values(url="", url_sha256=unnamed, first_host=None, next_check_at=None))


def still_needed(session: Session, files: Collection[str], destroyed: Collection[int]) -> set[str]:
    """Which of the files belong to other roadmaps too: one file or page may prove two things."""
    needed: set[str] = set()
    evidence = (
        select(col(EvidenceItem.file_sha256), col(LinkCheck.text_sha256))
        .join(Evidence, col(Evidence.id) == col(EvidenceItem.evidence_id))
        .join(Occurrence, col(Occurrence.id) == col(Evidence.occurrence_id))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(LinkCheck, col(LinkCheck.link_id) == col(EvidenceItem.link_id), isouter=True)
        .where(col(Task.roadmap_id).not_in(destroyed))
    )
    answers = (
        select(col(RoundProof.file_sha256), col(LinkCheck.text_sha256))
        .join(LinkCheck, col(LinkCheck.link_id) == col(RoundProof.link_id), isouter=True)
        .where(~proofs_of(list(destroyed)))
    )
    ordered = sorted(files)
    for start in range(0, len(ordered), _SLICE):
        some = ordered[start : start + _SLICE]
        for others, file in (
            (evidence, col(EvidenceItem.file_sha256)),
            (answers, col(RoundProof.file_sha256)),
        ):
            rows = session.execute(others.where(or_(file.in_(some), col(LinkCheck.text_sha256).in_(some))))
            needed |= {sha256 for row in rows for sha256 in row if sha256}
    return needed & set(files)
