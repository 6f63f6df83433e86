"""What reviewers have accepted of work whose rest is still owed."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.occurrence import Occurrence, Review
from roadmaps.claims import Claim

_SLICE = 500  # ids per statement
RETURNS = ("returned", "accepted in part")  # decisions after which something is still owed


def load_accepted_parts(session: Session, occurrence_ids: Collection[int]) -> dict[int, Claim]:
    """The part accepted last, by occurrence that is unfinished; one statement per 500 of them."""
    parts: dict[int, Claim] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        statement = (
            select(Review)
            .join(Occurrence, col(Occurrence.id) == col(Review.occurrence_id))
            .where(col(Review.occurrence_id).in_(ordered[start : start + _SLICE]))
            .where(Review.decision == "accepted in part")
            .where(col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None))
            .order_by(col(Review.id))
        )
        parts |= {row.occurrence_id: part_of(row) for row in session.exec(statement)}
    return parts


def part_of(row: Review) -> Claim:
    """What a decision accepts of the work; empty for the decisions that name no part."""
    return Claim(share_percent=row.share_percent, years=tuple(row.years or ()))
