"""How far a round has come, indicator by indicator, while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Text, cast, func
from sqlmodel import Session, col, select

from models.occurrence import Occurrence
from models.round import Round, RoundAnswer, RoundParticipant
from roadmaps.store.rounds.results import Summary


@dataclass(frozen=True)
class IndicatorWatch:
    """One indicator over all who are asked: they add up to ``asked``.

    ``in_time`` and ``late``: handed in with an answer; ``nothing``: handed in that there is nothing to
    report; ``drafted``: an answer is saved and not handed in; the rest is ``missing``.
    """

    code: str
    title: str
    asked: int
    in_time: int
    late: int
    nothing: int
    drafted: int

    @property
    def missing(self) -> int:
        return self.asked - self.in_time - self.late - self.nothing - self.drafted


def watch_indicators(session: Session, round_: Round, summary: Summary) -> tuple[IndicatorWatch, ...]:
    """Completeness and timeliness of each indicator as of now; one statement besides the summary."""
    drafted = _count_drafts(session, round_)
    handed = [row for row in summary.results.participants if row.is_submitted]
    nothing = sum(row.nothing_to_report for row in handed)
    answering = [row for row in handed if not row.nothing_to_report]
    watched = []
    for indicator in summary.questions.indicators:
        answered = [row.is_late for row in answering if row.cells[indicator.code].value is not None]
        watched.append(
            IndicatorWatch(
                code=indicator.code,
                title=indicator.title,
                asked=summary.results.asked,
                in_time=len(answered) - sum(answered),
                late=sum(answered),
                nothing=nothing,
                drafted=drafted.get(indicator.code, 0),
            )
        )
    return tuple(watched)


def _count_drafts(session: Session, round_: Round) -> dict[str, int]:
    """Answers saved by those who have not handed in (or got their form back), by code."""
    owed = (
        select(RoundParticipant.id)
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id))
        .where(
            RoundParticipant.round_id == round_.id,
            col(Occurrence.submitted_at).is_(None) | col(Occurrence.returned_at).is_not(None),
        )
    )
    newest = (
        select(RoundAnswer.participant_id, RoundAnswer.code, func.max(RoundAnswer.revision).label("revision"))
        .where(col(RoundAnswer.participant_id).in_(owed))
        .group_by(col(RoundAnswer.participant_id), col(RoundAnswer.code))
        .subquery()
    )
    statement = (
        select(RoundAnswer.code, func.count())
        .join(
            newest,
            (newest.c.participant_id == col(RoundAnswer.participant_id))
            & (newest.c.code == col(RoundAnswer.code))
            & (newest.c.revision == col(RoundAnswer.revision)),
        )
        # An answer that was taken back is the JSON null, not a value.
        .where(cast(col(RoundAnswer.value), Text) != "null")
        .group_by(col(RoundAnswer.code))
    )
    return dict(session.exec(statement).all())
