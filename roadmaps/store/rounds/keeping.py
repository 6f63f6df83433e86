"""What people wrote in the answers of a round: blanked when its time is over or a person is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from models.round import Round, RoundAnswer, RoundProof, RoundSubmission
from roadmaps.rounds.values import IndicatorKind
from roadmaps.store.belongings import participants_of, proofs_of
from roadmaps.store.rounds.sets import load_set

_BATCH_ROWS = 500


def blank_answers(session: Session, roadmap_id: int, mark: str) -> None:
    """Names and addresses of proofs, notes and answers in words go; figures, choices and hashes stay.

    So results stay what they were. Instead of words stands ``mark``.
    """
    theirs = participants_of([roadmap_id])
    session.execute(update(RoundProof).where(proofs_of([roadmap_id])).values(file_name=None, url=None))
    codes = _codes_in_words(session, roadmap_id)
    answers = update(RoundAnswer).where(col(RoundAnswer.participant_id).in_(theirs))
    session.execute(answers.values(note=""))
    session.execute(answers.where(col(RoundAnswer.code).in_(codes)).values(value=mark))
    submissions = col(RoundSubmission.participant_id).in_(theirs)
    session.execute(update(RoundSubmission).where(submissions).values(note=mark))

    def blank(frozen: dict[str, Any]) -> dict[str, Any]:
        return {
            code: entry | {"note": ""} | ({"value": mark} if code in codes else {})
            for code, entry in frozen.items()
        }

    _rewrite(session, RoundSubmission, "answers", blank, submissions)


def _codes_in_words(session: Session, roadmap_id: int) -> set[str]:
    """Indicators that are answered in a text of one's own."""
    sets = session.execute(select(col(Round.indicator_set_id)).where(col(Round.roadmap_id) == roadmap_id))
    return {
        indicator.code
        for number in sets.scalars()
        if number is not None
        for indicator in load_set(session, number).indicators
        if indicator.kind is IndicatorKind.TEXT
    }


def redact_answers(session: Session, redact: Callable[[str], str]) -> int:
    """Rewrite every text in answers and submissions of all rounds; how many rows have changed."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(each) for key, each in value.items()}
        if isinstance(value, list):
            return [walk(each) for each in value]
        return redact(value) if isinstance(value, str) else value

    return _rewrite(session, RoundAnswer, "value", walk) + _rewrite(session, RoundSubmission, "answers", walk)


def _rewrite(
    session: Session, table: Any, name: str, change: Callable[[Any], Any], *conditions: ColumnElement[bool]
) -> int:
    """Put what ``change`` makes of a column in its place, row by row; how many were others afterwards."""
    changed = [
        (number, after)
        for number, before in _read(session, table, name, conditions)
        if (after := change(before)) != before
    ]
    for number, after in changed:
        session.execute(update(table).where(table.id == number).values({name: after}))
    return len(changed)


def _read(session: Session, table: Any, name: str, conditions: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    statement = select(table.id, getattr(table, name)).where(*conditions)
    result = session.execute(statement, execution_options={"yield_per": _BATCH_ROWS})
    yield from result.tuples()
