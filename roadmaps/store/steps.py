"""The steps people take with an occurrence: evidence, review, extension, the coordinator's decisions.

Each takes the pure step of ``roadmaps.completion``, keeps the facts, puts the occurrence back in the
queue and writes the trail, all in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.errors import CallerError, UnknownThingError
from models.occurrence import Evidence, Extension, Occurrence, Review
from models.roadmap import Task
from roadmaps import completion
from roadmaps.agenda import OccurrenceFacts
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import load_facts, requeue, save_facts
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Proof:
    """What an executor hands in: a kept file, a web address, a note; at least one of them."""

    file_name: str | None = None
    file_sha256: str | None = None
    file_bytes: int | None = None
    url: str | None = None
    note: str | None = None

    @property
    def kind(self) -> str:
        return "file" if self.file_sha256 else "link" if self.url else "note"


def submit(session: Session, occurrence_id: int, proof: Proof, at: datetime, actor: str) -> Evidence:
    """Hand in a new version of the evidence. The very same content again is the same version."""
    if not (proof.file_sha256 or proof.url or (proof.note or "").strip()):
        raise CallerError("Приложите файл, укажите адрес страницы или напишите пояснение.")
    facts = lock_facts(session, occurrence_id)
    after = completion.submit_evidence(facts, at)
    last = _last_evidence(session, occurrence_id)
    if last is not None and facts.returned_at is None and _same(last, proof):
        return last
    evidence = Evidence(
        occurrence_id=occurrence_id,
        version=last.version + 1 if last else 1,
        kind=proof.kind,
        file_name=proof.file_name,
        file_sha256=proof.file_sha256,
        file_bytes=proof.file_bytes,
        url=proof.url,
        note=proof.note,
        submitted_at=at,
        submitted_by=actor,
    )
    session.add(evidence)
    details = {"version": evidence.version, "kind": proof.kind, "sha256": proof.file_sha256}
    _keep(session, after, at, actor, "submitted", **details)
    return evidence


def require_open(session: Session, occurrence_id: int, at: datetime) -> None:
    """Refuse evidence for what is unknown or finished, before anything is kept."""
    facts = load_facts(session, occurrence_id)
    if facts is None:
        raise UnknownThingError("Срока № {id} нет. Список: sroki occurrences.", id=occurrence_id)
    completion.submit_evidence(facts, at)


def review(
    session: Session, occurrence_id: int, at: datetime, actor: str, *, return_reason: str | None = None
) -> OccurrenceFacts:
    """Accept the last evidence, or return it with a reason.

    Where the roadmap asks for four eyes, the first of two acceptances leaves the facts as they are.
    """
    facts = lock_facts(session, occurrence_id)
    last = _last_evidence(session, occurrence_id)
    version = last.version if last else 0
    if return_reason is not None:
        after, decision = completion.return_evidence(facts, at, return_reason), "returned"
    else:
        after, decision = completion.accept_evidence(facts, at), "accepted"
        if _asks_four_eyes(session, occurrence_id):
            others = _acceptors(session, occurrence_id, version)
            if not completion.is_second_acceptance(others, actor):
                after, decision = facts, "accepted once"
    session.add(
        Review(
            occurrence_id=occurrence_id,
            evidence_version=version,
            decision=decision,
            reason=return_reason,
            decided_at=at,
            decided_by=actor,
        )
    )
    _keep(session, after, at, actor, decision, reason=return_reason)
    return after


def _asks_four_eyes(session: Session, occurrence_id: int) -> bool:
    statement = select(Task.roadmap_id).join(Occurrence, col(Occurrence.task_id) == col(Task.id))
    roadmap_id = session.exec(statement.where(Occurrence.id == occurrence_id)).one()
    return load_policies(session, [roadmap_id])[roadmap_id].four_eyes


def _acceptors(session: Session, occurrence_id: int, version: int) -> Collection[str]:
    statement = select(Review.decided_by).where(
        Review.occurrence_id == occurrence_id,
        Review.evidence_version == version,
        Review.decision == "accepted once",
    )
    return session.exec(statement).all()


def extend(
    session: Session, occurrence_id: int, to_due_on: date, reason: str, at: datetime, actor: str
) -> OccurrenceFacts:
    """Move the due date; the original stays on the occurrence and the reason in the history."""
    if not reason.strip():
        raise CallerError("Напишите, почему переносится срок.")
    facts = lock_facts(session, occurrence_id)
    after = completion.extend_due_date(facts, to_due_on, at.astimezone(facts.zone).date())
    session.add(
        Extension(
            occurrence_id=occurrence_id,
            from_due_on=facts.due_on,
            to_due_on=to_due_on,
            reason=reason,
            granted_at=at,
            granted_by=actor,
        )
    )
    details = {"from": facts.due_on.isoformat(), "to": to_due_on.isoformat(), "reason": reason}
    _keep(session, after, at, actor, "extended", **details)
    return after


def cancel(session: Session, occurrence_id: int, reason: str, at: datetime, actor: str) -> OccurrenceFacts:
    """Take an occurrence off the list, with a reason."""
    if not reason.strip():
        raise CallerError("Напишите, почему срок снимается.")
    after = completion.cancel_occurrence(lock_facts(session, occurrence_id), at)
    _keep(session, after, at, actor, "cancelled", reason=reason)
    return after


def resume(session: Session, occurrence_id: int, at: datetime, actor: str) -> OccurrenceFacts:
    """Start reminding of an occurrence that was past on the day of approval."""
    facts = lock_facts(session, occurrence_id)
    after = completion.resume_occurrence(facts, at.astimezone(facts.zone).date())
    _keep(session, after, at, actor, "resumed")
    return after


def lock_facts(session: Session, occurrence_id: int) -> OccurrenceFacts:
    """The facts, under a row lock where the database has one, so that two deciders take turns."""
    session.exec(select(Occurrence.id).where(Occurrence.id == occurrence_id).with_for_update()).first()
    facts = load_facts(session, occurrence_id)
    if facts is None:
        raise UnknownThingError("Срока № {id} нет. Список: sroki occurrences.", id=occurrence_id)
    return facts


def _keep(
    session: Session, after: OccurrenceFacts, at: datetime, actor: str, deed: str, **details: object
) -> None:
    save_facts(session, after)
    requeue(session, [after.id])
    record_deed(session, at, actor, deed, f"occurrence:{after.id}", **details)


def _last_evidence(session: Session, occurrence_id: int) -> Evidence | None:
    newest = (
        select(func.max(Evidence.version)).where(Evidence.occurrence_id == occurrence_id).scalar_subquery()
    )
    return session.exec(
        select(Evidence).where(Evidence.occurrence_id == occurrence_id, col(Evidence.version) == newest)
    ).first()


def _same(evidence: Evidence, proof: Proof) -> bool:
    return (evidence.file_sha256, evidence.url, evidence.note) == (proof.file_sha256, proof.url, proof.note)
