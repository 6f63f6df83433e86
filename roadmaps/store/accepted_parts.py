"""What reviewers have accepted of work whose rest is still owed."""

from __future__ import annotations

from sqlmodel import Session, col, select

from models.occurrence import Occurrence, Review
from roadmaps.claims import Claim

RETURNS = ("returned", "accepted in part")  # decisions after which something is still owed


def load_accepted_parts(session: Session) -> dict[int, Claim]:
    """The part accepted last, by unfinished occurrence; one statement over decisions of that kind."""
    statement = (
        select(Review)
        .join(Occurrence, col(Occurrence.id) == col(Review.occurrence_id))
        .where(Review.decision == "accepted in part")
        .where(col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None))
        .order_by(col(Review.id))
    )
    return {row.occurrence_id: part_of(row) for row in session.exec(statement)}


def part_of(row: Review) -> Claim:
    """What a decision accepts of the work; empty for the decisions that name no part."""
    return Claim(share_percent=row.share_percent, years=tuple(row.years or ()))
