"""What the clock decides of what was handed in when a round is over, and how an organiser takes that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.occurrence import Evidence, Occurrence, Review
from models.round import Round, RoundParticipant
from roadmaps.agenda import OccurrenceFacts
from roadmaps.rounds.schedule import closing_moment
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import requeue, save_facts
from roadmaps.store.trail import Deed, record_deed, record_deeds

_SLICE = 500


def settle_round(session: Session, round_: Round, at: datetime) -> int:
    """Accept what was handed in and not returned; how many. Where the round asks for four eyes, people do.

    A closed round comes here again after the last day of those who may answer later. Whoever owes an
    answer that is taken no more is asked for it no more.
    """
    session.flush()
    requeue(session, _owed(session, round_))
    roadmap_id = round_.roadmap_id
    if roadmap_id is None or load_policies(session, [roadmap_id])[roadmap_id].four_eyes:
        return 0
    handed_in = _handed_in(session, round_, at)
    ids = [id_ for id_, _ in handed_in]
    for start in range(0, len(ids), _SLICE):
        some = ids[start : start + _SLICE]
        session.execute(update(Occurrence).where(col(Occurrence.id).in_(some)).values(accepted_at=at))
    if ids:
        session.execute(insert(Review), [_acceptance(id_, version, at) for id_, version in handed_in])
        deeds = [Deed(at, "clock", "accepted", f"occurrence:{id_}", {"round": round_.id}) for id_ in ids]
        record_deeds(session, deeds)
        session.expire_all()
        requeue(session, ids)
    return len(ids)


def _owed(session: Session, round_: Round) -> list[int]:
    ended = (col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None))
    statement = (
        select(RoundParticipant.occurrence_id)
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id))
        .where(RoundParticipant.round_id == round_.id, *ended)
        .order_by(col(RoundParticipant.occurrence_id))
    )
    return [id_ for id_ in session.exec(statement) if id_ is not None]


def _handed_in(session: Session, round_: Round, at: datetime) -> Sequence[tuple[int, int]]:
    """Occurrences that wait for a decision and the version of their evidence.

    Whoever may still answer may also hand in anew: theirs are settled when their own day is over.
    """
    today = at.astimezone(ZoneInfo(round_.zone)).date()
    columns: list[Any] = [Occurrence.id, func.max(col(Evidence.version))]
    statement = (
        core_select(*columns)
        .join(RoundParticipant, col(RoundParticipant.occurrence_id) == col(Occurrence.id))
        .join(Evidence, col(Evidence.occurrence_id) == col(Occurrence.id))
        .where(col(RoundParticipant.round_id) == round_.id, col(Occurrence.submitted_at).is_not(None))
        .where(
            *(col(getattr(Occurrence, n)).is_(None) for n in ("returned_at", "accepted_at", "cancelled_at")),
            col(RoundParticipant.open_until_on).is_(None) | (col(RoundParticipant.open_until_on) < today),
            (col(Occurrence.due_on) <= round_.due_on) | (col(Occurrence.due_on) < today),
        )
        .group_by(col(Occurrence.id))
        .order_by(col(Occurrence.id))
    )
    return [(id_, version) for id_, version in session.execute(statement)]


def _acceptance(occurrence_id: int, version: int, at: datetime) -> dict[str, Any]:
    return {
        "occurrence_id": occurrence_id,
        "evidence_version": version,
        "decision": "accepted",
        "years": [],
        "decided_at": at,
        "decided_by": "clock",
    }


def later_end(session: Session, round_: Round, at: datetime) -> datetime | None:
    """When the last of those who may answer after the close has had their day; None when nobody is left."""
    latest = (
        select(func.max(RoundParticipant.open_until_on), func.max(Occurrence.due_on))
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id))
        .where(RoundParticipant.round_id == round_.id)
    )
    opened_until_on, due_on = session.exec(latest).one()
    days = [opened_until_on, due_on if due_on and due_on > round_.due_on else None]
    last_on = max((day for day in days if day is not None), default=None)
    end_at = closing_moment(last_on, 0, ZoneInfo(round_.zone)) if last_on else None
    return end_at if end_at is not None and end_at > at else None


def look_again(session: Session, round_: Round, at: datetime) -> None:
    """Let the clock come back to a closed round when the days of single participants are over."""
    session.flush()
    if round_.closed_at is not None:
        round_.next_action_at = later_end(session, round_, at)
        session.add(round_)


def look_again_for(session: Session, occurrence_id: int, at: datetime) -> None:
    """The same for the round that an occurrence belongs to, if it does: its day was moved by itself."""
    participant = select(RoundParticipant).where(RoundParticipant.occurrence_id == occurrence_id)
    found = session.exec(participant).one_or_none()
    if found is not None:
        look_again(session, session.get_one(Round, found.round_id), at)
        requeue(session, [occurrence_id])  # a closed round excludes it until it is to be looked at again


def look_soon(session: Session, participant_id: int, at: datetime) -> None:
    """A hand-in comes to a round that was closed and settled while it waited, for the lock or for its files:
    let the clock settle it with its next beat. First of all in a transaction: the clock, too, takes the
    round before its occurrences."""
    theirs = select(RoundParticipant.round_id).where(RoundParticipant.id == participant_id)
    statement = (
        update(Round)
        .where(
            col(Round.id).in_(theirs),
            col(Round.closed_at).is_not(None),
            col(Round.cancelled_at).is_(None),
            col(Round.next_action_at).is_(None),  # what is ahead anyway settles it as well
        )
        .values(next_action_at=at)
        .execution_options(synchronize_session="fetch")
    )
    session.execute(statement)


def take_back_acceptance(
    session: Session, facts: OccurrenceFacts, at: datetime, actor: str
) -> OccurrenceFacts:
    """What was accepted waits for a decision again, so that it can be returned."""
    if facts.accepted_at is None:
        return facts
    after = replace(facts, accepted_at=None)
    save_facts(session, after)
    before = {"accepted_at": facts.accepted_at.isoformat()}
    subject = f"occurrence:{facts.id}"
    record_deed(
        session, at, actor, "acceptance taken back", subject, before=before, after={"accepted_at": None}
    )
    return after
