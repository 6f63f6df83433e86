"""Rounds open and close by the clock, each in a transaction of its own."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime

from flows.house import House
from models.database import is_about_data, open_reading, open_session
from models.round import Round
from models.shard import WHOLE, Shard
from roadmaps.store.queue import SET_ASIDE_FOR
from roadmaps.store.rounds.lifecycle import due_rounds, step_round
from roadmaps.store.rounds.recurring import go_on_with
from roadmaps.store.rounds.telling import list_told
from roadmaps.store.subscriptions import call_organisers
from roadmaps.store.trail import record_deed

_log = logging.getLogger("sroki.rounds")


def advance_rounds(house: House, as_of: datetime, shard: Shard = WHOLE) -> Counter[str]:
    """Open and close what is due at ``as_of``; how many were ``opened``, ``closed``, ``waiting``, ``missed``.

    Whoever holds a round that lacks something is told a week and a day ahead, and when it could not open.

    A round that cannot be dealt with is looked at again in an hour and holds up no other.
    """
    with open_reading(house.engine) as session:
        due = [round_id for round_id in due_rounds(session, as_of) if shard.holds(round_id)]
    done: Counter[str] = Counter()
    for round_id in due:
        try:
            with open_session(house.engine) as session:
                outcome = step_round(session, round_id, as_of)
                if outcome in ("closed", "missed"):
                    go_on_with(session, session.get_one(Round, round_id), as_of)
                if outcome in ("looked", "waiting"):
                    told = list_told(session, session.get_one(Round, round_id))
                    call_organisers(session, told, as_of)
            done[outcome] += 1
        except Exception as error:
            if not is_about_data(error):
                raise
            _log.error("round %d is set aside for an hour: %s: %s", round_id, type(error).__name__, error)
            _set_aside(house, round_id, as_of, f"{type(error).__name__}: {error}")
    return done


def _set_aside(house: House, round_id: int, as_of: datetime, reason: str) -> None:
    with open_session(house.engine) as session:
        round_ = session.get_one(Round, round_id)
        round_.next_action_at = as_of + SET_ASIDE_FOR
        session.add(round_)
        record_deed(session, as_of, "clock", "set aside", f"round:{round_id}", reason=reason)
