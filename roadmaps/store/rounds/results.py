"""What a round comes to, from what was handed in; a fixed number of statements for any number of answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.errors import CallerError
from models.occurrence import Extension, Occurrence
from models.party import Party
from models.round import Round, RoundParticipant, RoundSubmission
from roadmaps.rounds.answers import answer_from_json
from roadmaps.rounds.scoring import sum_up
from roadmaps.rounds.values import Answer, Indicator, ParticipantAnswers, QuestionSet, RoundResults
from roadmaps.store.rounds.sets import load_set
from roadmaps.store.tasks import row_id


@dataclass(frozen=True)
class Summary:
    """A round with its questions and results, and the round before it, if there was one."""

    round_: Round
    questions: QuestionSet
    results: RoundResults
    previous: Summary | None = field(default=None)


def load_participant_answers(session: Session, round_id: int) -> tuple[ParticipantAnswers, ...]:
    """The last submission of each participant, in the order of the list; a returned one does not count."""
    round_ = session.get_one(Round, round_id)
    if round_.indicator_set_id is None:
        return ()
    indicators = {i.code: i for i in load_set(session, round_.indicator_set_id).indicators}
    mine = select(RoundParticipant.id).where(RoundParticipant.round_id == round_id)
    newest = (
        select(func.max(RoundSubmission.id))
        .where(col(RoundSubmission.participant_id).in_(mine))
        .group_by(col(RoundSubmission.participant_id))
    )
    submissions = {
        row.participant_id: row
        for row in session.exec(select(RoundSubmission).where(col(RoundSubmission.id).in_(newest)))
    }
    rows = session.exec(
        select(RoundParticipant, Party.name, Occurrence)
        .join(Party, col(Party.id) == col(RoundParticipant.party_id))
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id), isouter=True)
        .where(RoundParticipant.round_id == round_id)
        .order_by(col(RoundParticipant.position))
    )
    zone = ZoneInfo(round_.zone)
    answers = []
    for row, name, occurrence in rows:
        is_returned = occurrence is not None and occurrence.returned_at is not None
        submission = None if is_returned else submissions.get(row_id(row))
        due_on = occurrence.due_on if occurrence else round_.due_on
        answers.append(
            ParticipantAnswers(
                participant_id=row_id(row),
                party_id=row.party_id,
                name=name,
                grouping=row.grouping,
                answers=_thaw(submission, indicators) if submission else {},
                submitted_at=submission.submitted_at if submission else None,
                is_late=submission is not None and submission.submitted_at.astimezone(zone).date() > due_on,
                nothing_to_report=bool(submission and submission.nothing_to_report),
            )
        )
    return tuple(answers)


def load_summary(session: Session, round_id: int) -> Summary:
    """Results of a round against the one before. CallerError where nobody has been asked yet."""
    round_ = session.get_one(Round, round_id)
    if round_.indicator_set_id is None or round_.opened_at is None:
        raise CallerError("Мониторинг № {id} ещё не открывался: итогов нет.", id=round_id)
    questions = load_set(session, round_.indicator_set_id)
    previous = _load_previous(session, round_)
    results = sum_up(
        questions,
        load_participant_answers(session, round_id),
        previous.results if previous else None,
        previous.questions if previous else None,
    )
    return Summary(round_, questions, results, previous)


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


def version_of(session: Session, round_: Round) -> tuple[object, ...]:
    """What the summary of a round follows from: the same version, the same summary.

    The round before it counts by itself, as in ``load_summary``; those before that are not asked.
    """
    before = session.get(Round, round_.previous_id) if round_.previous_id else None
    return _version_of_one(session, round_), _version_of_one(session, before) if before else None


def _load_previous(session: Session, round_: Round) -> Summary | None:
    """The round before, by itself: what came before it is not needed to compare."""
    before = session.get(Round, round_.previous_id) if round_.previous_id else None
    if before is None or before.indicator_set_id is None or before.opened_at is None:
        return None
    questions = load_set(session, before.indicator_set_id)
    return Summary(before, questions, sum_up(questions, load_participant_answers(session, row_id(before))))


def _thaw(submission: RoundSubmission, indicators: dict[str, Indicator]) -> dict[str, Answer]:
    return {
        code: Answer(
            code,
            answer_from_json(indicators[code], entry["value"]),
            entry.get("note", ""),
            tuple(entry.get("proofs", ())),
        )
        for code, entry in submission.answers.items()
        if code in indicators
    }
