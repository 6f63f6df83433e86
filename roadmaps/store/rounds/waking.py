"""A round that has not opened follows the date of the order that it comes from."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from models.occurrence import Occurrence
from models.round import Round


def wake_moved_rounds(session: Session, occurrence_ids: Collection[int]) -> None:
    """Let the next beat look at the rounds whose dates of these are others now, or are off.

    Also at those whose window has passed unopened: an order that gives more time gives it to them.
    """
    is_moved = select(col(Occurrence.id)).where(
        col(Occurrence.id) == col(Round.source_occurrence_id),
        or_(
            col(Occurrence.cancelled_at).is_not(None),
            col(Occurrence.due_on) != col(Round.due_on),
            col(Occurrence.opens_on) != col(Round.opens_on),
        ),
    )
    waiting = (
        update(Round)
        .where(
            col(Round.source_occurrence_id).in_(occurrence_ids),
            col(Round.opened_at).is_(None),
            col(Round.cancelled_at).is_(None),
            is_moved.exists(),
        )
        # A moment that is always past: the beat decides by the clock that it is given.
        .values(next_action_at=Round.made_at)
    )
    session.execute(waiting, execution_options={"synchronize_session": "fetch"})
