"""A round opens, runs and closes: each step one transaction, guarded by a conditional UPDATE on the round.

What follows from an opening (invitations, reminders) is planned by the same planner as all other work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, func, update
from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import CallerError, ForbiddenTransitionError
from models.occurrence import Occurrence
from models.round import Round, RoundParticipant, RoundSubmission
from roadmaps.completion import check_day
from roadmaps.rounds.schedule import (
    closing_moment,
    find_lacks,
    next_look,
    opening_moment,
)
from roadmaps.store.policies import round_policy
from roadmaps.store.queue import load_facts, requeue
from roadmaps.store.rounds.opening import call_organiser, make_occurrences, make_roadmap
from roadmaps.store.rounds.participants import lock_planned, wake
from roadmaps.store.rounds.settling import later_end, look_again, settle_round, take_back_acceptance
from roadmaps.store.steps import cancel, extend, review
from roadmaps.store.trail import record_deed

_LOOK_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The days of a round, both inclusive."""

    opens_on: date
    due_on: date


def check_window(window: Window) -> None:
    """CallerError for days that stand the wrong way round."""
    if window.due_on < window.opens_on:
        raise CallerError("Мониторинг не может закончиться раньше, чем начнётся.")


def plan_round(
    session: Session,
    *,
    key: str,
    title: str,
    window: Window,
    zone: str,
    at: datetime,
    actor: str,
    kind: str = "",
    organiser_id: int | None = None,
    source_roadmap_id: int | None = None,
    source_occurrence_id: int | None = None,
    previous_id: int | None = None,
    grace_days: int = 0,
) -> tuple[Round, bool]:
    """Write a round down; the round and whether it is new. The same key is the same round for ever.

    It asks nobody until it has participants and indicators, and its day has come.
    """
    known = session.exec(select(Round).where(Round.key == key)).first()
    if known is not None:
        return known, False
    check_window(window)
    opens_at = opening_moment(window.opens_on, ZoneInfo(zone), round_policy(session).send_at)
    round_ = Round(
        key=key,
        title=title,
        kind=kind,
        zone=zone,
        opens_on=window.opens_on,
        due_on=window.due_on,
        opens_at=opens_at,
        grace_days=grace_days,
        organiser_id=organiser_id,
        source_roadmap_id=source_roadmap_id,
        source_occurrence_id=source_occurrence_id,
        previous_id=previous_id,
        made_at=at,
        made_by=actor,
        next_action_at=next_look(opens_at, ZoneInfo(zone), at)
        if at < _end_of(window.due_on, grace_days, zone)
        else None,
    )
    session.add(round_)
    session.flush()
    record_deed(session, at, actor, "round planned", f"round:{round_.id}", key=key)
    return round_, True


def due_rounds(session: Session, as_of: datetime) -> list[int]:
    """The rounds that have something to do now, earliest first."""
    statement = select(Round.id).where(col(Round.next_action_at) <= as_of)
    return [id_ for id_ in session.exec(statement.order_by(col(Round.next_action_at), col(Round.id))) if id_]


def step_round(session: Session, round_id: int, as_of: datetime) -> str:
    """Do what the moment asks of a round: ``opened`` | ``closed`` | ``waiting`` | ``missed`` | ``""``.

    ``looked``: its day is ahead, and whoever holds it is to be told what is missing, if anything is.
    """
    round_ = session.get_one(Round, round_id, with_for_update=True)
    if round_.next_action_at is None or round_.next_action_at > as_of or round_.cancelled_at is not None:
        return ""
    if round_.closed_at is not None:
        look_again(session, round_, as_of)
        settle_round(session, round_, as_of)
        return ""
    if round_.opened_at is not None:
        return "closed" if close_round(session, round_, as_of, "clock") else ""
    if _follow_source(session, round_, as_of):
        return ""
    if as_of >= _end_of(round_.due_on, round_.grace_days, round_.zone):
        round_.next_action_at = None
        session.add(round_)
        record_deed(
            session, as_of, "clock", "round missed", f"round:{round_.id}", lacks=lacks_of(session, round_)
        )
        return "missed"
    if as_of < round_.opens_at:
        round_.next_action_at = next_look(round_.opens_at, ZoneInfo(round_.zone), as_of)
        session.add(round_)
        return "looked"
    if lacks_of(session, round_):
        round_.next_action_at = as_of + _LOOK_AGAIN
        session.add(round_)
        return "waiting"
    return "opened" if open_round(session, round_, as_of, "clock") else ""


def _follow_source(session: Session, round_: Round, as_of: datetime) -> bool:
    """Take over what became of the date of the order; whether the round is off now."""
    source = session.get(Occurrence, round_.source_occurrence_id) if round_.source_occurrence_id else None
    if source is None:
        return False
    if source.cancelled_at is not None:
        cancel_round(session, round_, "срок в приказе снят", as_of, "clock")
        return True
    window = Window(source.opens_on or round_.opens_on, source.due_on)
    if window != Window(round_.opens_on, round_.due_on):
        move_round(session, round_, window, as_of, "clock")
    return round_.next_action_at is None or round_.next_action_at > as_of


def lacks_of(session: Session, round_: Round) -> list[str]:
    """What is missing before the round can open."""
    count = select(func.count()).where(col(RoundParticipant.round_id) == round_.id)
    return list(find_lacks(session.exec(count).one(), round_.indicator_set_id is not None))


def open_round(session: Session, round_: Round, at: datetime, actor: str) -> bool:
    """Ask everybody: a roadmap of its own with a task and an occurrence each. False when it was open already.

    CallerError names what is missing. Invitations are planned by the next pass of the planner.
    """
    if round_.cancelled_at is not None:
        raise ForbiddenTransitionError("Мониторинг № {id} отменён.", id=round_.id)
    lacks = lacks_of(session, round_)
    if lacks:
        raise CallerError("Мониторинг № {id} открыть нельзя: {lacks}.", id=round_.id, lacks="; ".join(lacks))
    closes_at = _end_of(round_.due_on, round_.grace_days, round_.zone)
    if not _claim(session, round_, "opened_at", at, closes_at):
        return False
    roadmap = make_roadmap(session, round_, at)
    participants = session.exec(
        select(RoundParticipant)
        .where(RoundParticipant.round_id == round_.id)
        .order_by(col(RoundParticipant.position))
    ).all()
    ids = make_occurrences(session, round_, roadmap, list(participants))
    call_organiser(session, round_, row_id(roadmap), at)
    requeue(session, ids)
    record_deed(session, at, actor, "round opened", f"round:{round_.id}", participants=len(ids))
    return True


def close_round(session: Session, round_: Round, at: datetime, actor: str) -> bool:
    """Take no more answers but from those whose day is later. False when it was closed already.

    What was handed in and not returned is accepted by the clock, so that nothing of it waits for ever.
    """
    if round_.opened_at is None:
        raise ForbiddenTransitionError("Мониторинг № {id} ещё не открывался.", id=round_.id)
    if not _claim(session, round_, "closed_at", at, later_end(session, round_, at)):
        return False
    accepted = settle_round(session, round_, at)
    submitted = session.exec(
        select(func.count(func.distinct(RoundSubmission.participant_id)))
        .join(RoundParticipant, col(RoundParticipant.id) == col(RoundSubmission.participant_id))
        .where(RoundParticipant.round_id == round_.id)
    ).one()
    record_deed(
        session, at, actor, "round closed", f"round:{round_.id}", submitted=submitted, accepted=accepted
    )
    return True


def cancel_round(session: Session, round_: Round, reason: str, at: datetime, actor: str) -> None:
    """Ask nobody any more; what was handed in stays."""
    if not reason.strip():
        raise CallerError("Напишите, почему мониторинг отменяется.")
    if round_.cancelled_at is not None:
        raise ForbiddenTransitionError("Мониторинг № {id} отменён.", id=round_.id)
    round_.cancelled_at, round_.next_action_at = at, None
    session.add(round_)
    session.flush()
    owed = select(Occurrence.id).join(
        RoundParticipant, col(RoundParticipant.occurrence_id) == col(Occurrence.id)
    )
    owed = owed.where(RoundParticipant.round_id == round_.id, col(Occurrence.submitted_at).is_(None))
    for occurrence_id in session.exec(owed.where(col(Occurrence.cancelled_at).is_(None))).all():
        cancel(session, occurrence_id or 0, reason, at, actor)
    record_deed(session, at, actor, "round cancelled", f"round:{round_.id}", reason=reason)


def move_round(session: Session, round_: Round, window: Window, at: datetime, actor: str) -> None:
    """Another window for a round that has not opened."""
    if round_.opened_at is not None or round_.cancelled_at is not None:
        raise ForbiddenTransitionError("Мониторинг № {id} уже открыт или отменён.", id=round_.id)
    check_window(window)
    before = {"opens_on": round_.opens_on.isoformat(), "due_on": round_.due_on.isoformat()}
    round_.opens_on, round_.due_on = window.opens_on, window.due_on
    round_.opens_at = opening_moment(window.opens_on, ZoneInfo(round_.zone), round_policy(session).send_at)
    is_ahead = at < _end_of(window.due_on, round_.grace_days, round_.zone)
    round_.next_action_at = next_look(round_.opens_at, ZoneInfo(round_.zone), at) if is_ahead else None
    session.add(round_)
    session.flush()
    after = {"opens_on": window.opens_on.isoformat(), "due_on": window.due_on.isoformat()}
    record_deed(session, at, actor, "round moved", f"round:{round_.id}", before=before, after=after)


def replan_openings(session: Session, at: datetime) -> None:
    """Rounds that are planned open at the hour of sending that their rules now name."""
    send_at = round_policy(session).send_at
    planned = select(Round).where(col(Round.opened_at).is_(None), col(Round.next_action_at).is_not(None))
    for round_ in session.exec(planned).all():
        zone = ZoneInfo(round_.zone)
        round_.opens_at = opening_moment(round_.opens_on, zone, send_at)
        round_.next_action_at = next_look(round_.opens_at, zone, at)
        session.add(round_)


def choose_questions(session: Session, round_: Round, set_id: int, at: datetime, actor: str) -> None:
    """The version of the indicators that the round asks with; frozen at opening."""
    lock_planned(session, round_)
    before, round_.indicator_set_id = round_.indicator_set_id, set_id
    session.add(round_)
    wake(session, round_, at)
    subject = f"round:{round_.id}"
    sides: dict[str, Any] = {"before": {"set": before}, "after": {"set": set_id}}
    record_deed(session, at, actor, "questions chosen", subject, **sides)


def extend_participant(
    session: Session,
    round_: Round,
    participant: RoundParticipant,
    to_on: date,
    reason: str,
    at: datetime,
    actor: str,
) -> None:
    """A later last day for one participant, also when the round has closed meanwhile."""
    occurrence_id = _occurrence_of(round_, participant)
    extend(session, occurrence_id, to_on, reason, at, actor)
    participant.open_until_on = to_on
    session.add(participant)
    look_again(session, round_, at)
    requeue(session, [occurrence_id])  # a closed round excludes them until it is to be looked at again


def reopen_participant(
    session: Session,
    round_: Round,
    participant: RoundParticipant,
    until_on: date,
    reason: str,
    at: datetime,
    actor: str,
) -> None:
    """Let one participant answer again until a day; a hand-in is returned with the reason.

    Who never answered gets the same by a later due date.
    """
    if not reason.strip():
        raise CallerError("Напишите, почему форма открывается снова.")
    occurrence_id = _occurrence_of(round_, participant)
    facts = load_facts(session, occurrence_id)
    today = at.astimezone(ZoneInfo(round_.zone)).date()
    if until_on < today:
        raise CallerError("День {day:%d.%m.%Y} уже прошёл.", day=until_on)
    check_day(until_on, today)
    if facts is not None:
        facts = take_back_acceptance(session, facts, at, actor)
    if facts is not None and facts.submitted_at is not None and facts.returned_at is None:
        review(session, occurrence_id, at, actor, return_reason=reason)
    elif facts is not None and until_on > facts.due_on:
        extend(session, occurrence_id, until_on, reason, at, actor)
    participant.open_until_on = until_on
    session.add(participant)
    look_again(session, round_, at)
    requeue(session, [occurrence_id])
    subject = f"round:{round_.id}"
    record_deed(
        session, at, actor, "participant reopened", subject,
        participant=participant.id, until=until_on.isoformat(), reason=reason,
    )  # fmt: skip


def last_day_of(round_: Round, participant: RoundParticipant, due_on: date) -> date:
    """The last day on which a participant, due on ``due_on``, may answer; days of grace included."""
    common = round_.due_on + timedelta(days=round_.grace_days)
    if round_.closed_at is not None:  # perhaps earlier, by the organiser
        closed_on = round_.closed_at.astimezone(ZoneInfo(round_.zone)).date()
        common = min(common, closed_on - timedelta(days=1))
    extended_on = due_on if due_on > round_.due_on else common
    return max(common, extended_on, participant.open_until_on or common)


def _occurrence_of(round_: Round, participant: RoundParticipant) -> int:
    if participant.occurrence_id is None or round_.cancelled_at is not None:
        raise ForbiddenTransitionError("Мониторинг № {id} ещё не открывался или отменён.", id=round_.id)
    return participant.occurrence_id


def _end_of(due_on: date, grace_days: int, zone: str) -> datetime:
    return closing_moment(due_on, grace_days, ZoneInfo(zone))


def _claim(session: Session, round_: Round, moment: str, at: datetime, next_at: datetime | None) -> bool:
    """Set a moment that nobody has set yet; False when somebody was first."""
    session.flush()
    statement = (
        update(Round)
        .where(
            col(Round.id) == round_.id, getattr(Round, moment).is_(None), col(Round.cancelled_at).is_(None)
        )
        .values({moment: at, "next_action_at": next_at})
        .execution_options(synchronize_session=False)
    )
    is_ours = cast(CursorResult[Any], session.execute(statement)).rowcount == 1
    session.refresh(round_)
    return is_ours
