"""The steps people take with an occurrence: evidence, review, extension, the coordinator's decisions.

Each takes the pure step of ``roadmaps.completion``, keeps the facts, puts the occurrence back in the
queue and writes the trail, all in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.evidence import EvidenceItem
from models.occurrence import Evidence, Extension, Occurrence, Review
from models.roadmap import Task
from models.round import ROUND_KIND
from roadmaps import completion
from roadmaps.agenda import OccurrenceFacts
from roadmaps.claims import NO_CLAIM, Claim, check_claim
from roadmaps.store.horizon import lay_out_ahead
from roadmaps.store.links import watch_link
from roadmaps.store.planner_rows import FACT_COLUMNS
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import load_agenda, load_facts, requeue, save_facts
from roadmaps.store.rounds.settling import look_again_for
from roadmaps.store.standing_in import is_own_evidence
from roadmaps.store.trail import changed_facts, record_act


@dataclass(frozen=True)
class KeptFile:
    """A file that is on the disk under its SHA-256. ``scan``: clean | unscanned, None where nothing scans."""

    name: str
    sha256: str
    size_bytes: int
    content_type: str
    scan: str | None = None


@dataclass(frozen=True)
class Proof:
    """What an executor hands in: kept files, web addresses, a note, and what they claim with it."""

    files: tuple[KeptFile, ...] = ()
    urls: tuple[str, ...] = ()
    note: str | None = None
    claim: Claim = field(default_factory=Claim)


def submit(session: Session, occurrence_id: int, proof: Proof, at: datetime, actor: str) -> Evidence:
    """Hand in a new version of the evidence. The very same content again is the same version."""
    facts = lock_facts(session, occurrence_id)
    _check_proof(proof, at.astimezone(facts.zone).date())
    after = completion.submit_evidence(facts, at)
    last = _last_evidence(session, occurrence_id)
    if last is not None and facts.returned_at is None and _is_same(session, last, proof):
        return last
    evidence = Evidence(
        occurrence_id=occurrence_id,
        version=last.version + 1 if last else 1,
        note=proof.note,
        nothing_to_report=proof.claim.nothing_to_report,
        effective_on=proof.claim.effective_on,
        share_percent=proof.claim.share_percent,
        years=list(proof.claim.years),
        result=proof.claim.result,
        submitted_at=at,
        submitted_by=actor,
    )
    session.add(evidence)
    session.flush()
    _add_items(session, evidence, proof, at)
    _keep(session, after, at, actor, "submitted", version=evidence.version, **_describe(proof))
    return evidence


def _check_proof(proof: Proof, today: date) -> None:
    check_claim(proof.claim, today)
    if proof.claim.nothing_to_report:
        if proof.files or proof.urls:
            raise CallerError("Если сообщить нечего, файлы и адреса не прикладывают.")
        if not proof.note:
            raise CallerError("Напишите, почему сообщить нечего.")
    elif not (proof.files or proof.urls or proof.note):
        raise CallerError("Приложите файл, укажите адрес страницы или напишите пояснение.")


def _add_items(session: Session, evidence: Evidence, proof: Proof, at: datetime) -> None:
    items = [
        EvidenceItem(
            evidence_id=evidence.id or 0,
            position=position,
            kind="file",
            file_name=file.name,
            file_sha256=file.sha256,
            size_bytes=file.size_bytes,
            content_type=file.content_type,
            scan=file.scan,
        )
        for position, file in enumerate(proof.files, start=1)
    ]
    items += [
        EvidenceItem(
            evidence_id=evidence.id or 0,
            position=position,
            kind="link",
            url=url,
            link_id=watch_link(session, url, at),
        )
        for position, url in enumerate(proof.urls, start=len(items) + 1)
    ]
    session.add_all(items)


def _describe(proof: Proof) -> dict[str, object]:
    """The hand-in for the trail. ``sha256`` is of the first file: entries of old have that key alone."""
    kind = "file" if proof.files else "link" if proof.urls else "note"
    digests = [file.sha256 for file in proof.files]
    details: dict[str, object] = {"kind": kind, "sha256": digests[0] if digests else None}
    details |= {"files": digests, "urls": list(proof.urls)}
    claim = {name: value for name, value in asdict(proof.claim).items() if value not in (None, False, ())}
    if proof.claim.effective_on is not None:
        claim["effective_on"] = proof.claim.effective_on.isoformat()
    return details | claim


def require_open(session: Session, occurrence_id: int, at: datetime) -> None:
    """Refuse evidence for what is unknown, finished or answered by a form, before anything is kept."""
    facts = load_facts(session, occurrence_id)
    if facts is None:
        raise UnknownThingError("Срока № {id} нет. Список: sroki occurrences.", id=occurrence_id)
    origin = select(Task.origin).join(Occurrence, col(Occurrence.task_id) == col(Task.id))
    if session.exec(origin.where(Occurrence.id == occurrence_id)).one() == ROUND_KIND:
        # It would count as handed in without one answer: out of the results, and reminded no more.
        raise ForbiddenTransitionError(
            "На мониторинг отвечают его формой: отдельно подтверждение не принимается."
        )
    completion.submit_evidence(facts, at)


def review(
    session: Session,
    occurrence_id: int,
    at: datetime,
    actor: str,
    *,
    return_reason: str | None = None,
    part: Claim = NO_CLAIM,
) -> OccurrenceFacts:
    """Accept the last evidence, or return it with a reason; with ``part``, that much of it is accepted.

    Where the roadmap asks for four eyes, the first of two acceptances leaves the facts as they are. A part
    needs one reviewer, as a return does: the whole is accepted by two in the end.
    """
    facts = lock_facts(session, occurrence_id)
    last = _last_evidence(session, occurrence_id)
    version = last.version if last else 0
    if last is not None and is_own_evidence(session, actor, last.submitted_by, occurrence_id, at):
        raise ForbiddenTransitionError(
            "Это подтверждение подали вы сами, замещая другого: решит контролирующий, когда вернётся, или "
            "координатор."
        )
    if not part.is_empty:
        after, decision = completion.accept_part(facts, at, part, return_reason or ""), "accepted in part"
    elif return_reason is not None:
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
            share_percent=part.share_percent,
            years=list(part.years),
            decided_at=at,
            decided_by=actor,
        )
    )
    accepted = {} if part.is_empty else {"share_percent": part.share_percent, "years": list(part.years)}
    _keep(session, after, at, actor, decision, reason=return_reason, **accepted)
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
    look_again_for(session, occurrence_id, at)
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


def ask_reminder(session: Session, occurrence_id: int, at: datetime, actor: str) -> int:
    """Have the executors reminded with the next pass, besides what the policy plans; how many people.

    CallerError where nobody would get it.
    """
    after = completion.ask_reminder(lock_facts(session, occurrence_id), at)
    _keep(session, after, at, actor, "reminder asked")
    told = load_agenda(session, [occurrence_id]).coming_actions(occurrence_id)
    people = {entry.action.person_id for entry in told if entry.action.cause_at == at}
    if not people:
        raise CallerError(
            "Напоминать некому: адрес исполнителя не назван, либо письмо ему уйдёт сегодня и так, "
            "либо он просил писать только о самом важном."
        )
    return len(people)


def lock_facts(session: Session, occurrence_id: int) -> OccurrenceFacts:
    """The facts, under a row lock where the database has one, so that two deciders take turns."""
    session.exec(select(Occurrence.id).where(Occurrence.id == occurrence_id).with_for_update()).first()
    facts = load_facts(session, occurrence_id)
    if facts is None:
        raise UnknownThingError("Срока № {id} нет. Список: sroki occurrences.", id=occurrence_id)
    return facts


def _keep(
    session: Session, after: OccurrenceFacts, at: datetime, actor: str, deed: str, **details: Any
) -> None:
    before = load_facts(session, after.id)
    save_facts(session, after)
    requeue(session, [after.id])
    if after.accepted_at is not None or after.cancelled_at is not None:
        lay_out_ahead(session, [after.id], at)  # once nothing is due any more, no tick looks at the task
    changes = changed_facts(before, after, FACT_COLUMNS)
    record_act(session, at, actor, deed, after.id, **changes, **details)


def _last_evidence(session: Session, occurrence_id: int) -> Evidence | None:
    newest = (
        select(func.max(Evidence.version)).where(Evidence.occurrence_id == occurrence_id).scalar_subquery()
    )
    return session.exec(
        select(Evidence).where(Evidence.occurrence_id == occurrence_id, col(Evidence.version) == newest)
    ).first()


def _is_same(session: Session, evidence: Evidence, proof: Proof) -> bool:
    claim = Claim(
        evidence.nothing_to_report,
        evidence.effective_on,
        evidence.share_percent,
        tuple(evidence.years),
        evidence.result,
    )
    statement = (
        select(EvidenceItem.file_sha256, EvidenceItem.url)
        .where(EvidenceItem.evidence_id == evidence.id)
        .order_by(col(EvidenceItem.position))
    )
    items = [tuple(row) for row in session.exec(statement)]
    handed_in = [(file.sha256, None) for file in proof.files] + [(None, url) for url in proof.urls]
    return (claim, evidence.note, items) == (proof.claim, proof.note, handed_in)
