"""The sheet of one participant as it is saved: answers, proofs, what is missing, what was answered before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import CallerError, UnknownThingError
from models.occurrence import Occurrence
from models.party import Membership, Party
from models.round import Round, RoundAnswer, RoundParticipant, RoundProof, RoundSubmission
from roadmaps.rounds.answers import answer_from_json
from roadmaps.rounds.values import AnswerValue, QuestionSet
from roadmaps.store.rounds.lifecycle import last_day_of
from roadmaps.store.rounds.sets import load_set
from roadmaps.store.standing_in import acting_as


@dataclass(frozen=True)
class Saved:
    """The answer that holds: its revision, and who wrote it when."""

    code: str
    value: AnswerValue
    note: str
    revision: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class ProofView:
    """A file or an address that backs an answer."""

    id: int
    code: str
    kind: str
    name: str
    sha256: str | None
    size_bytes: int | None


@dataclass(frozen=True)
class Sheet:
    """All that the page of a participant shows.

    ``state``: not_open | open | late | submitted | returned | closed | cancelled; in ``open``, ``late``,
    ``submitted`` and ``returned`` answers are taken until ``last_on``. ``before``: answers of the round
    before, by code.
    """

    round_: Round
    participant: RoundParticipant
    name: str
    questions: QuestionSet
    answers: Mapping[str, Saved]
    proofs: Mapping[str, tuple[ProofView, ...]]
    before: Mapping[str, AnswerValue]
    state: str
    due_on: date
    last_on: date
    submitted_at: datetime | None
    versions: int

    @property
    def is_writable(self) -> bool:
        return self.state in ("open", "late", "submitted", "returned")

    @property
    def answered(self) -> int:
        return sum(saved.value is not None for saved in self.answers.values())


def find_sheet(session: Session, participant_id: int, at: datetime, *, person_id: int | None = None) -> Sheet:
    """The sheet of a participant at a moment. UnknownThingError: there is none, or it is not theirs."""
    participant = session.get(RoundParticipant, participant_id)
    speaks = (
        person_id is None or participant is None or speaks_for(session, participant.party_id, person_id, at)
    )
    participant = participant if speaks else None
    round_ = session.get(Round, participant.round_id) if participant else None
    if participant is None or round_ is None or round_.indicator_set_id is None:
        raise UnknownThingError("Такой формы мониторинга среди ваших нет.")
    questions = load_set(session, round_.indicator_set_id)
    occurrence = session.get(Occurrence, participant.occurrence_id) if participant.occurrence_id else None
    due_on = occurrence.due_on if occurrence else round_.due_on
    last_on = last_day_of(round_, participant, due_on)
    return Sheet(
        round_=round_,
        participant=participant,
        name=session.get_one(Party, participant.party_id).name,
        questions=questions,
        answers=load_answers(session, [participant_id], questions).get(participant_id, {}),
        proofs=load_proofs(session, [participant_id]).get(participant_id, {}),
        before=_load_before(session, round_, participant),
        state=_state_of(round_, occurrence, last_on, round_.day_of(at)),
        due_on=due_on,
        last_on=last_on,
        submitted_at=occurrence.submitted_at if occurrence else None,
        versions=_count_versions(session, participant_id),
    )


def _state_of(round_: Round, occurrence: Occurrence | None, last_on: date, today: date) -> str:
    if round_.cancelled_at is not None or (occurrence and occurrence.cancelled_at):
        return "cancelled"
    if occurrence is None:
        return "not_open"
    if today > last_on:
        return "closed"
    if occurrence.returned_at is not None:
        return "returned"
    if occurrence.submitted_at is not None:
        return "submitted"
    return "late" if today > occurrence.due_on else "open"


def speaks_for(session: Session, party_id: int, person_id: int, at: datetime) -> bool:
    """Whether a person speaks for a party at a moment, themselves or for somebody who is away."""
    people = acting_as(session, person_id, at)
    return any(session.get(Membership, (party_id, each)) is not None for each in people)


def find_participants_of(
    session: Session, person_id: int, occurrence_ids: Collection[int], at: datetime
) -> dict[int, int]:
    """Participants by occurrence, of those that are parts of rounds and whose party the person speaks for."""
    people = acting_as(session, person_id, at)
    statement = (
        select(RoundParticipant.occurrence_id, RoundParticipant.id)
        .join(Membership, col(Membership.party_id) == col(RoundParticipant.party_id))
        .where(col(Membership.person_id).in_(people), col(RoundParticipant.occurrence_id).in_(occurrence_ids))
    )
    return {occurrence: id_ for occurrence, id_ in session.exec(statement) if occurrence and id_}


def find_gaps(sheet: Sheet) -> list[CallerError]:
    """What keeps a sheet from being handed in, an error for each indicator."""
    gaps = []
    for indicator in sheet.questions.indicators:
        saved = sheet.answers.get(indicator.code)
        is_answered = saved is not None and saved.value is not None
        if indicator.is_required and not is_answered:
            gaps.append(CallerError("Показатель {code}: нет ответа.", code=indicator.code))
        elif indicator.needs_evidence and _wants_proof(saved) and not sheet.proofs.get(indicator.code):
            gaps.append(CallerError("Показатель {code}: нужно подтверждение.", code=indicator.code))
    return gaps


def _wants_proof(saved: Saved | None) -> bool:
    """«Нет» and a nought need no proof."""
    return saved is not None and saved.value is not None and saved.value not in (False, 0)


def mark_of(sheet: Sheet) -> str:
    """A word that changes with every saving of an answer and with every proof added or removed."""
    revisions = sorted((saved.code, saved.revision) for saved in sheet.answers.values())
    proofs = sorted(proof.id for some in sheet.proofs.values() for proof in some)
    return sha256(repr((revisions, proofs)).encode()).hexdigest()[:16]


def load_answers(session: Session, participants: Any, questions: QuestionSet) -> dict[int, dict[str, Saved]]:
    """The answers that hold, by participant and code. ``participants``: their ids, or what selects them."""
    indicators = {indicator.code: indicator for indicator in questions.indicators}
    statement = select(RoundAnswer).where(col(RoundAnswer.participant_id).in_(participants))
    held: dict[int, dict[str, Saved]] = {}
    for row in session.exec(statement.order_by(col(RoundAnswer.revision))):
        if row.code in indicators:
            value = answer_from_json(indicators[row.code], row.value)
            saved = Saved(row.code, value, row.note, row.revision, row.saved_at, row.saved_by)
            held.setdefault(row.participant_id, {})[row.code] = saved
    return held


def load_proofs(session: Session, participants: Any) -> dict[int, dict[str, tuple[ProofView, ...]]]:
    """The proofs of their drafts, by participant and code."""
    statement = select(RoundProof).where(
        col(RoundProof.participant_id).in_(participants), col(RoundProof.removed_at).is_(None)
    )
    proofs: dict[int, dict[str, tuple[ProofView, ...]]] = {}
    for row in session.exec(statement.order_by(col(RoundProof.id))):
        mine = proofs.setdefault(row.participant_id, {})
        mine[row.code] = (*mine.get(row.code, ()), view_proof(row))
    return proofs


def _load_before(session: Session, round_: Round, participant: RoundParticipant) -> dict[str, AnswerValue]:
    """What the same organisation handed in the round before; by code, where the question is the same."""
    previous = session.get(Round, round_.previous_id) if round_.previous_id else None
    if previous is None or previous.indicator_set_id is None:
        return {}
    former = session.exec(
        select(RoundParticipant).where(
            RoundParticipant.round_id == previous.id, RoundParticipant.party_id == participant.party_id
        )
    ).first()
    last = last_submission(session, row_id(former)) if former else None
    if last is None:
        return {}
    indicators = {i.code: i for i in load_set(session, previous.indicator_set_id).indicators}
    return {
        code: answer_from_json(indicators[code], entry["value"])
        for code, entry in last.answers.items()
        if code in indicators
    }


def view_proof(row: RoundProof) -> ProofView:
    name = row.file_name if row.kind == "file" else row.url
    return ProofView(row_id(row), row.code, row.kind, name or "", row.file_sha256, row.size_bytes)


def last_submission(session: Session, participant_id: int) -> RoundSubmission | None:
    statement = select(RoundSubmission).where(RoundSubmission.participant_id == participant_id)
    return session.exec(statement.order_by(col(RoundSubmission.version).desc())).first()


def _count_versions(session: Session, participant_id: int) -> int:
    return session.exec(
        select(func.count()).where(col(RoundSubmission.participant_id) == participant_id)
    ).one()
