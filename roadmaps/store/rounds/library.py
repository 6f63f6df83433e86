"""The library of recommendations in the database: one for all versions of a set of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, delete, select

from models.errors import ForbiddenTransitionError
from models.round import IndicatorSet, Recommendation
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.trail import record_deed


def load_library(session: Session, set_name: str) -> tuple[LibraryText, ...]:
    """The texts for a set, in their order."""
    order = (col(Recommendation.position), col(Recommendation.id))
    rows = session.exec(select(Recommendation).where(Recommendation.set_name == set_name).order_by(*order))
    return tuple(LibraryText(row.code, row.level, row.text, row.term) for row in rows)


def mark_library(texts: Sequence[LibraryText]) -> str:
    """A short name of these very texts in this order: what somebody had before their eyes."""
    return sha256(repr(tuple(texts)).encode()).hexdigest()[:16]


def store_library(
    session: Session,
    set_name: str,
    texts: Sequence[LibraryText],
    at: datetime,
    actor: str,
    seen: str | None = None,
) -> bool:
    """Make these the texts for a set; False where they are already, and nothing was done.

    ``seen``: the mark of the texts that were edited; ForbiddenTransitionError where others stand there by
    now. None: whatever stands there goes.
    """
    texts = tuple(dict.fromkeys(texts))
    _lock(session, set_name)
    before = load_library(session, set_name)
    if seen is not None and seen != mark_library(before):
        raise ForbiddenTransitionError("Рекомендации тем временем изменил кто-то другой.")
    if texts == before:
        return False
    session.execute(delete(Recommendation).where(col(Recommendation.set_name) == set_name))
    session.add_all(
        Recommendation(set_name=set_name, position=position, set_at=at, set_by=actor, **vars(text))
        for position, text in enumerate(texts, start=1)
    )
    record_deed(
        session,
        at,
        actor,
        "recommendations stored",
        f"recommendations:{set_name}",
        before={"texts": len(before)},
        after={"texts": len(texts)},
        name=set_name,
        removed=[text.text for text in before if text not in texts],
    )
    return True


def _lock(session: Session, set_name: str) -> None:
    """One at a time, for two who save at once would leave the texts of both."""
    versions = select(IndicatorSet.id).where(IndicatorSet.name == set_name)
    session.exec(versions.order_by(col(IndicatorSet.id)).with_for_update()).all()
