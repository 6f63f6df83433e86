"""Sets of criteria and indicators, in versions that never change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import UnknownThingError
from models.round import IndicatorSet
from roadmaps.rounds.questions import check_question_set, make_version, read_question_set, write_question_set
from roadmaps.rounds.values import QuestionSet
from roadmaps.store.trail import record_deed


def store_set(session: Session, questions: QuestionSet, source_name: str, at: datetime, actor: str) -> int:
    """Keep a set as the next version of its name; the id. The same content again is the same version."""
    check_question_set(questions)
    newest = _versions(session, questions.name)[:1]
    if newest:
        known = read_question_set(newest[0].content)
        if make_version(questions, known.version) == known:
            return row_id(newest[0])
    version = newest[0].version + 1 if newest else 1
    row = IndicatorSet(
        name=questions.name,
        version=version,
        content=write_question_set(make_version(questions, version)),
        source_name=source_name,
        made_at=at,
        made_by=actor,
    )
    session.add(row)
    session.flush()
    subject = f"indicator_set:{row.id}"
    record_deed(session, at, actor, "indicators stored", subject, name=questions.name, version=version)
    return row_id(row)


def load_set(session: Session, set_id: int) -> QuestionSet:
    """The set as it was asked with."""
    return read_question_set(session.get_one(IndicatorSet, set_id).content)


def find_set(session: Session, name: str) -> IndicatorSet:
    """The newest version of the set called ``name``, or the one with this number."""
    versions = _versions(session, name)
    row = versions[0] if versions else None
    if row is None and name.isdecimal():
        row = session.get(IndicatorSet, int(name[:9]))
    if row is None:
        raise UnknownThingError("Набора показателей «{name}» нет. Список: sroki indicators list.", name=name)
    return row


def list_sets(session: Session) -> Sequence[IndicatorSet]:
    """All versions of all sets, by name, newest first."""
    order = (col(IndicatorSet.name), col(IndicatorSet.version).desc())
    return session.exec(select(IndicatorSet).order_by(*order)).all()


def _versions(session: Session, name: str) -> Sequence[IndicatorSet]:
    statement = select(IndicatorSet).where(IndicatorSet.name == name)
    return session.exec(statement.order_by(col(IndicatorSet.version).desc())).all()
