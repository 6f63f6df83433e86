"""What an organiser may still change of a round: before it opens all, afterwards only grace."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.database import row_id
from models.errors import CallerError
from models.round import Round
from roadmaps.completion import check_day
from roadmaps.rounds.schedule import closing_moment, next_look
from roadmaps.store.contacts import find_or_add_party
from roadmaps.store.rounds.lifecycle import Window, check_window, move_round
from roadmaps.store.rounds.participants import require_not_open
from roadmaps.store.trail import record_deed

MOST_GRACE_DAYS = 366


def reschedule_round(session: Session, round_: Round, window: Window, at: datetime, actor: str) -> None:
    """Another window by the organiser's own decision: from now on the date of the order moves it no more."""
    check_days(window, round_.zone, at)
    move_round(session, round_, window, at, actor)
    if round_.source_occurrence_id is not None:
        details = {"occurrence": round_.source_occurrence_id}
        round_.source_occurrence_id = None
        session.add(round_)
        record_deed(session, at, actor, "round detached", f"round:{row_id(round_)}", **details)


def check_days(window: Window, zone: str, at: datetime) -> None:
    """CallerError for days that nobody means: the wrong way round, or more than ten years away."""
    check_window(window)
    check_day(window.opens_on, at.astimezone(ZoneInfo(zone)).date())
    check_day(window.due_on, window.opens_on)


def check_grace(days: int) -> None:
    """CallerError for days of grace that nobody means."""
    if not 0 <= days <= MOST_GRACE_DAYS:
        raise CallerError("Дней на опоздавших может быть от 0 до 366.")


def set_grace(session: Session, round_: Round, days: int, at: datetime, actor: str) -> None:
    """So many days after the due date answers are taken and marked late; until the round is closed."""
    check_grace(days)
    if round_.closed_at is not None or round_.cancelled_at is not None:
        raise CallerError("Мониторинг № {id} уже закрыт или отменён.", id=round_.id)
    before, round_.grace_days = round_.grace_days, days
    end_at = closing_moment(round_.due_on, days, ZoneInfo(round_.zone))
    if round_.opened_at is not None:
        round_.next_action_at = end_at
    elif round_.next_action_at is None and at < end_at:
        round_.next_action_at = next_look(round_.opens_at, ZoneInfo(round_.zone), at)
    session.add(round_)
    sides = {"before": {"grace_days": before}, "after": {"grace_days": days}}
    record_deed(session, at, actor, "round changed", f"round:{row_id(round_)}", **sides)


def set_organiser(session: Session, round_: Round, name: str, at: datetime, actor: str) -> str:
    """Who holds the round: who is told what is missing and how it goes; the name as it is kept."""
    require_not_open(round_)
    party, _ = find_or_add_party(session, name)
    sides = {"before": {"organiser": round_.organiser_id}, "after": {"organiser": party.id}}
    round_.organiser_id = party.id
    session.add(round_)
    record_deed(session, at, actor, "round changed", f"round:{row_id(round_)}", **sides)
    return party.name
