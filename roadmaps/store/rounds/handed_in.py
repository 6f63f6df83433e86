"""What a participant has handed in so far, what was decided on it, and when they hear of the round next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.database import row_id
from models.occurrence import Evidence, Review
from models.round import RoundProof, RoundSubmission
from models.values import ActionKind
from roadmaps.rounds.answers import answer_from_json
from roadmaps.store.queue import load_agenda
from roadmaps.store.rounds.sheets import ProofView, Saved, Sheet, last_submission, view_proof

_REMINDERS = frozenset({ActionKind.REMINDER, ActionKind.DUE_TODAY, ActionKind.OVERDUE})


@dataclass(frozen=True)
class HandedIn:
    """One hand-in. ``answered``: how many answers; ``decision``: the last one on it, "" for none."""

    version: int
    submitted_at: datetime
    submitted_by: str
    answered: int
    nothing_to_report: bool
    note: str
    decision: str = ""
    reason: str = ""
    decided_at: datetime | None = None

    @property
    def is_returned(self) -> bool:
        return self.decision == "returned"


def list_handed_in(session: Session, participant_id: int) -> list[HandedIn]:
    """Every hand-in of a participant, the newest first; two statements."""
    rows = session.exec(
        select(RoundSubmission, Evidence)
        .join(Evidence, col(Evidence.id) == col(RoundSubmission.evidence_id))
        .where(RoundSubmission.participant_id == participant_id)
        .order_by(col(RoundSubmission.version).desc())
    ).all()
    occurrences = {evidence.occurrence_id for _, evidence in rows}
    reviews = session.exec(
        select(Review).where(col(Review.occurrence_id).in_(occurrences)).order_by(col(Review.id))
    )
    decided = {review.evidence_version: review for review in reviews}
    return [_view(row, decided.get(evidence.version)) for row, evidence in rows]


def _view(row: RoundSubmission, review: Review | None) -> HandedIn:
    return HandedIn(
        version=row.version,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by,
        answered=sum(entry["value"] is not None for entry in row.answers.values()),
        nothing_to_report=row.nothing_to_report,
        note=row.note,
        decision=review.decision if review else "",
        reason=(review.reason or "") if review else "",
        decided_at=review.decided_at if review else None,
    )


def find_next_reminder(
    session: Session, occurrence_id: int, person_id: int, as_of: datetime
) -> datetime | None:
    """When a person is reminded next of their form if it is not handed in; None when no more."""
    agenda = load_agenda(session, [occurrence_id])
    if occurrence_id not in agenda.facts:
        return None
    moments = [
        entry.due_at
        for entry in agenda.unrecorded_actions(occurrence_id)
        if entry.action.person_id == person_id and entry.action.kind in _REMINDERS and entry.due_at > as_of
    ]
    return min(moments, default=None)


def load_handed_in(
    session: Session, sheet: Sheet
) -> tuple[dict[str, Saved], dict[str, tuple[ProofView, ...]]]:
    """Answers and proofs of the last hand-in, by code; both empty before the first."""
    last = last_submission(session, row_id(sheet.participant))
    if last is None:
        return {}, {}
    indicators = {indicator.code: indicator for indicator in sheet.questions.indicators}
    numbers = [number for entry in last.answers.values() for number in entry.get("proofs", ())]
    kept = {
        row.id: view_proof(row)
        for row in session.exec(select(RoundProof).where(col(RoundProof.id).in_(numbers)))
    }
    answers = {
        code: Saved(
            code,
            answer_from_json(indicators[code], entry["value"]),
            entry.get("note", ""),
            last.version,
            last.submitted_at,
            last.submitted_by,
        )
        for code, entry in last.answers.items()
        if code in indicators
    }
    proofs = {
        code: tuple(kept[number] for number in entry.get("proofs", ()) if number in kept)
        for code, entry in last.answers.items()
    }
    return answers, proofs


def was_handed_in(session: Session, proof: RoundProof) -> bool:
    """Whether a proof is part of any hand-in of its participant: what is in a draft is its writers' own."""
    rows = session.exec(
        select(RoundSubmission.answers).where(RoundSubmission.participant_id == proof.participant_id)
    )
    return any(proof.id in entry.get("proofs", ()) for answers in rows for entry in answers.values())
