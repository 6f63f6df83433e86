"""A reviewer's decision from the page: on the version they saw, and once."""

from __future__ import annotations

from datetime import tzinfo
from typing import Protocol

from sqlmodel import Session, col, select

from flows.house import House
from flows.reporting.wording import DECISIONS
from models.database import open_reading, open_session
from models.errors import ForbiddenTransitionError
from models.occurrence import Review
from roadmaps.store.steps import review


class Decider(Protocol):
    """Whoever decides; ``actor`` is their name in the trail."""

    @property
    def actor(self) -> str: ...


def decide(house: House, visitor: Decider, occurrence_id: int, version: int, reason: str | None) -> int:
    """Accept (``reason`` None) or return the version that the visitor saw; the id of the decision.

    The same decision of the same person again is the same one. ForbiddenTransitionError says what
    somebody else decided first, or that a newer version has come in.
    """
    try:
        with open_session(house.engine) as session:
            review(session, occurrence_id, house.clock(), visitor.actor, return_reason=reason)
            session.flush()
            made = _last_review(session, occurrence_id)
            if made is None or made.evidence_version != version:
                raise ForbiddenTransitionError(
                    "Пока страница была открыта, пришло новое подтверждение. Посмотрите его и решите снова."
                )
            return made.id or 0
    except ForbiddenTransitionError as error:
        with open_reading(house.engine) as session:
            last = _last_review(session, occurrence_id)
        if last is None or last.evidence_version != version:
            raise
        if (last.decided_by, last.reason) == (visitor.actor, reason):
            return last.id or 0
        raise _explain(last, house.settings.tzinfo) from error


def _explain(last: Review, zone: tzinfo) -> ForbiddenTransitionError:
    return ForbiddenTransitionError(
        "Решение уже есть: версия {version}, {decision} {at:%d.%m.%Y в %H:%M}. Ваше решение не записано.",
        version=last.evidence_version,
        decision=DECISIONS.get(last.decision, last.decision),
        at=last.decided_at.astimezone(zone),
    )


def _last_review(session: Session, occurrence_id: int) -> Review | None:
    statement = select(Review).where(Review.occurrence_id == occurrence_id).order_by(col(Review.id).desc())
    return session.exec(statement.limit(1)).first()
