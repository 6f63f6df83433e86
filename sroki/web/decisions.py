"""A reviewer's decision from the page: on the version they saw, and once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from sqlmodel import Session, col, select
from starlette.datastructures import FormData

from flows.house import House
from flows.reporting.wording import DECISIONS
from models.database import open_reading, open_session
from models.errors import ForbiddenTransitionError
from models.occurrence import Review
from roadmaps.claims import NO_CLAIM, Claim, read_claim
from roadmaps.completion import require_part
from roadmaps.store.accepted_parts import part_of
from roadmaps.store.steps import review
from sroki.web.rendering import PageError
from sroki.web.uploads import read_text


class Decider(Protocol):
    """Whoever decides; ``actor`` is their name in the trail."""

    @property
    def actor(self) -> str: ...


@dataclass(frozen=True)
class Decision:
    """On the version that was seen: accept (``reason`` None), return, or accept a ``part`` of the work."""

    version: int
    reason: str | None = None
    part: Claim = NO_CLAIM


def read_decision(form: FormData) -> Decision:
    """What a form decides; PageError for what is no decision, CallerError for what is no share or years."""
    decision, reason, version = (read_text(form, name) for name in ("decision", "reason", "version"))
    if decision not in ("accept", "part", "return") or not re.fullmatch("[0-9]{1,9}", version):
        raise PageError(422, "Решение не разобрано. Вернитесь и попробуйте ещё раз.")
    if decision == "accept":
        return Decision(int(version))
    part = NO_CLAIM
    if decision == "part":
        part = read_claim(share=read_text(form, "share"), years=read_text(form, "years"))
        require_part(part)
    return Decision(int(version), reason, part)


def decide(house: House, visitor: Decider, occurrence_id: int, decision: Decision) -> int:
    """Record the decision on the version that the visitor saw; the id of it.

    The same decision of the same person again is the same one. ForbiddenTransitionError says what
    somebody else decided first, or that a newer version has come in.
    """
    try:
        with open_session(house.engine) as session:
            return record_decision(session, occurrence_id, decision, house.clock(), visitor.actor).id or 0
    except ForbiddenTransitionError as error:
        return find_same_decision(house, visitor, occurrence_id, decision, error).id or 0


def record_decision(
    session: Session, occurrence_id: int, decision: Decision, at: datetime, actor: str
) -> Review:
    """The decision in the caller's transaction; ForbiddenTransitionError when a newer version has come in."""
    reason, part = decision.reason, decision.part
    review(session, occurrence_id, at, actor, return_reason=reason, part=part)
    session.flush()
    made = _last_review(session, occurrence_id)
    if made is None or made.evidence_version != decision.version:
        raise ForbiddenTransitionError(
            "Пока страница была открыта, пришло новое подтверждение. Посмотрите его и решите снова."
        )
    return made


def find_same_decision(
    house: House,
    visitor: Decider,
    occurrence_id: int,
    decision: Decision,
    error: ForbiddenTransitionError,
) -> Review:
    """The decision that this very person made before, or an error that says what stands in the way."""
    with open_reading(house.engine) as session:
        last = _last_review(session, occurrence_id)
    if last is None or last.evidence_version != decision.version:
        raise error
    if (last.decided_by, last.reason, part_of(last)) == (visitor.actor, decision.reason, decision.part):
        return last
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
