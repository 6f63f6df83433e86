"""What a round comes to, from what was handed in; a fixed number of statements for any number of answers."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.audit import AuditEntry
from models.database import row_id
from models.errors import CallerError
from models.occurrence import Extension, Occurrence
from models.party import Party
from models.round import Round, RoundParticipant, RoundSubmission
from roadmaps.rounds.answers import answer_from_json
from roadmaps.rounds.scoring import Scorer, sum_up
from roadmaps.rounds.values import Answer, Indicator, ParticipantAnswers, QuestionSet, RoundResults
from roadmaps.store.rounds.sets import load_set
from roadmaps.store.verifying import DESTROYED, FORGOTTEN

_MOST_NUMBERS = 500  # of submissions named one by one in a statement


@dataclass(frozen=True)
class Summary:
    """A round with its questions and results, and the round before it, if there was one."""

    round_: Round
    questions: QuestionSet
    results: RoundResults
    previous: Summary | None = field(default=None)


def load_summary(session: Session, round_id: int) -> Summary:
    """Results of a round against the one before. CallerError where nobody has been asked yet."""
    return RunningSummary().load(session, session.get_one(Round, round_id))


class RunningSummary:
    """The summary of one round, kept up: only what was handed in since is read and scored.

    Two threads may ask at once; the second waits for what the first works out.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._basis: object = None  # the questions and the round before
        self._version: object = None  # what was handed in
        self._summary: Summary | None = None
        self._scorer: Scorer | None = None
        self._answers: dict[int, Mapping[str, Answer]] = {}  # by submission
        self._trail_read_to = 0

    def load(self, session: Session, round_: Round) -> Summary:
        """The summary as of now; CallerError where nobody has been asked yet."""
        if round_.indicator_set_id is None or round_.opened_at is None:
            raise CallerError("Мониторинг № {id} ещё не открывался: итогов нет.", id=round_.id)
        before = session.get(Round, round_.previous_id) if round_.previous_id else None
        basis = round_.indicator_set_id, _version_of_one(session, before) if before else None
        version = _version_of_one(session, round_)
        with self._lock:
            self._forget_what_was_taken_away(session)
            if self._summary is None or self._scorer is None or self._basis != basis:
                questions = load_set(session, round_.indicator_set_id)
                previous = _load_previous(session, before)
                former = (previous.results, previous.questions) if previous else (None, None)
                self._scorer, self._answers = Scorer(questions, *former), {}
            elif self._version == version:
                return self._summary
            else:
                questions, previous = self._summary.questions, self._summary.previous
            participants = _load_participants(session, round_, questions, self._answers)
            self._summary = Summary(round_, questions, self._scorer.sum_up(participants), previous)
            self._basis, self._version = basis, version
            return self._summary

    def _forget_what_was_taken_away(self, session: Session) -> None:
        """Words that the law took out of the database stay in no memory either."""
        newest = session.exec(select(func.max(AuditEntry.id))).one() or 0
        told = select(AuditEntry.id).where(
            col(AuditEntry.id) > self._trail_read_to, col(AuditEntry.deed).in_((DESTROYED, FORGOTTEN))
        )
        if self._summary is not None and session.exec(told.limit(1)).first() is not None:
            self._summary = None
        self._trail_read_to = newest


def _load_participants(
    session: Session, round_: Round, questions: QuestionSet, known: dict[int, Mapping[str, Answer]]
) -> list[ParticipantAnswers]:
    """The last submission of each participant, in the order of the list; a returned one does not count.

    ``known``: answers by submission that need no reading; it is brought up to date.
    """
    handed_in = _load_newest(session, row_id(round_))
    held = {row.id for row in handed_in.values()}
    for number in known.keys() - held:
        del known[number]
    known |= _load_answers(session, row_id(round_), sorted(held - known.keys()), questions)
    zone = ZoneInfo(round_.zone)
    participants = []
    for row in session.execute(_participants_of(row_id(round_))):
        submission = handed_in.get(row.id) if row.returned_at is None else None
        submitted_at = submission.submitted_at if submission else None
        due_on = row.due_on or round_.due_on
        participants.append(
            ParticipantAnswers(
                participant_id=row.id,
                party_id=row.party_id,
                name=row.name,
                grouping=row.grouping,
                answers=known[submission.id] if submission else {},
                submitted_at=submitted_at,
                is_late=submitted_at is not None and submitted_at.astimezone(zone).date() > due_on,
                nothing_to_report=bool(submission and submission.nothing_to_report),
            )
        )
    return participants


def _newest_of(round_id: int) -> Any:
    """The numbers of the submissions that hold, one a participant."""
    mine = core_select(col(RoundParticipant.id)).where(col(RoundParticipant.round_id) == round_id)
    return (
        core_select(func.max(col(RoundSubmission.id)))
        .where(col(RoundSubmission.participant_id).in_(mine))
        .group_by(col(RoundSubmission.participant_id))
    )


def _load_newest(session: Session, round_id: int) -> dict[int, Any]:
    """What was handed in last, without its answers, by participant."""
    rows = session.execute(
        core_select(
            col(RoundSubmission.id),
            col(RoundSubmission.participant_id),
            col(RoundSubmission.submitted_at),
            col(RoundSubmission.nothing_to_report),
        ).where(col(RoundSubmission.id).in_(_newest_of(round_id)))
    )
    return {row.participant_id: row for row in rows}


def _load_answers(
    session: Session, round_id: int, ids: list[int], questions: QuestionSet
) -> dict[int, Mapping[str, Answer]]:
    """The answers of these submissions; by one statement, however many they are."""
    indicators = {i.code: i for i in questions.indicators}
    wanted = ids if len(ids) <= _MOST_NUMBERS else _newest_of(round_id)
    rows = session.execute(
        core_select(col(RoundSubmission.id), col(RoundSubmission.answers)).where(
            col(RoundSubmission.id).in_(wanted)
        )
    )
    return {row.id: _thaw(row.answers, indicators) for row in rows}


def _participants_of(round_id: int) -> Any:
    return (
        core_select(
            col(RoundParticipant.id),
            col(RoundParticipant.party_id),
            col(RoundParticipant.grouping),
            col(Party.name),
            col(Occurrence.due_on),
            col(Occurrence.returned_at),
        )
        .join(Party, col(Party.id) == col(RoundParticipant.party_id))
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id), isouter=True)
        .where(col(RoundParticipant.round_id) == round_id)
        .order_by(col(RoundParticipant.position))
    )


def _version_of_one(session: Session, round_: Round) -> tuple[object, ...]:
    """What the answers of one round follow from, in a few figures."""
    mine = select(RoundParticipant.id).where(RoundParticipant.round_id == round_.id)
    handed = core_select(func.max(col(RoundSubmission.id)), func.count()).where(
        col(RoundSubmission.participant_id).in_(mine)
    )
    facts = (
        core_select(
            func.count(),
            func.count(col(Occurrence.returned_at)),
            func.max(col(Occurrence.returned_at)),
            func.max(col(Extension.id)),
        )
        .select_from(RoundParticipant)
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id), isouter=True)
        .join(Extension, col(Extension.occurrence_id) == col(Occurrence.id), isouter=True)
        .where(col(RoundParticipant.round_id) == round_.id)
    )
    figures = (*session.execute(handed).one(), *session.execute(facts).one())
    return round_.id, round_.indicator_set_id, *figures


def _load_previous(session: Session, before: Round | None) -> Summary | None:
    """The round before, by itself: what came before it is not needed to compare."""
    if before is None or before.indicator_set_id is None or before.opened_at is None:
        return None
    questions = load_set(session, before.indicator_set_id)
    participants = _load_participants(session, before, questions, {})
    return Summary(before, questions, sum_up(questions, participants))


def _thaw(frozen: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> dict[str, Answer]:
    return {
        code: Answer(
            code,
            answer_from_json(indicators[code], entry["value"]),
            entry.get("note", ""),
            tuple(entry.get("proofs", ())),
        )
        for code, entry in frozen.items()
        if code in indicators
    }
