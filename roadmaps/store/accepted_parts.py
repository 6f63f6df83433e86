"""What reviewers have accepted of work whose rest is still owed."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlmodel import Session, col

from models.database import read_columns
from models.occurrence import Occurrence, Review
from roadmaps.claims import Claim

_SLICE = 500  # ids per statement
RETURNS = ("returned", "accepted in part")  # decisions after which something is still owed


def load_accepted_parts(session: Session, occurrence_ids: Collection[int]) -> dict[int, Claim]:
    """The part accepted last, by occurrence that is unfinished; one statement per 500 of them."""
    parts: dict[int, Claim] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        rows = read_columns(session, _accepted(), ids=ordered[start : start + _SLICE])
        parts |= {row.occurrence_id: part_of(row) for row in rows}
    return parts


@cache  # building it costs more than running it
def _accepted() -> Select[Any]:
    return (
        select(col(Review.occurrence_id), col(Review.share_percent), col(Review.years))
        .join(Occurrence, col(Occurrence.id) == col(Review.occurrence_id))
        .where(col(Review.occurrence_id).in_(bindparam("ids", expanding=True)))
        .where(col(Review.decision) == "accepted in part")
        .where(col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None))
        .order_by(col(Review.id))
    )


def part_of(row: Review | Row[Any]) -> Claim:
    """What a decision accepts of the work; empty for the decisions that name no part."""
    return Claim(share_percent=row.share_percent, years=tuple(row.years or ()))
