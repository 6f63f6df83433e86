"""Rounds open and close by the clock, each in a transaction of its own."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from flows.house import House
from models.database import is_about_data, open_reading, open_session
from models.round import Round
from models.values import DigestPart, MailRequest
from notifications.messages import compose_message
from notifications.outbox import enqueue
from roadmaps.rounds.schedule import LOOK_DAYS
from roadmaps.store.queue import SET_ASIDE_FOR
from roadmaps.store.rounds.lifecycle import due_rounds, step_round
from roadmaps.store.rounds.planning import go_on_with
from roadmaps.store.rounds.telling import line_of_wants, list_told
from roadmaps.store.trail import record_deed

_log = logging.getLogger("sroki.rounds")


def advance_rounds(house: House, as_of: datetime) -> Counter[str]:
    """Open and close what is due at ``as_of``; how many were ``opened``, ``closed``, ``waiting``, ``missed``.

    Whoever holds a round that lacks something is told a week and a day ahead, and when it could not open.

    A round that cannot be dealt with is looked at again in an hour and holds up no other.
    """
    with open_reading(house.engine) as session:
        due = due_rounds(session, as_of)
    done: Counter[str] = Counter()
    for round_id in due:
        try:
            with open_session(house.engine) as session:
                outcome = step_round(session, round_id, as_of)
                if outcome in ("closed", "missed"):
                    go_on_with(session, session.get_one(Round, round_id), as_of)
                if outcome in ("looked", "waiting"):
                    _tell_organiser(session, house, session.get_one(Round, round_id), as_of)
            done[outcome] += 1
        except Exception as error:
            if not is_about_data(error):
                raise
            _log.error("round %d is set aside for an hour: %s: %s", round_id, type(error).__name__, error)
            _set_aside(house, round_id, as_of, f"{type(error).__name__}: {error}")
    return done


def _tell_organiser(session: Session, house: House, round_: Round, as_of: datetime) -> None:
    """What a round still wants, by mail to the people of its organiser: once for each look and person."""
    line = line_of_wants(session, round_, as_of)
    people = list_told(session, round_) if line is not None else []
    if line is None or not people:
        return
    today = as_of.astimezone(ZoneInfo(round_.zone)).date()
    looks = [days for days in LOOK_DAYS if round_.opens_on - timedelta(days=days) <= today < round_.opens_on]
    if today < round_.opens_on and not looks:
        return  # it was looked at for another reason, long before its day
    ahead = min(looks, default=0)
    page = f"{house.settings.base_url.rstrip('/')}{line.path}"
    line = replace(line, note=f"{line.note}. Страница мониторинга: {page}")
    for person in people:
        request = MailRequest(
            key=f"organiser:{round_.id}:{round_.opens_on.isoformat()}:{ahead}:{person.id}",
            person_name=person.name,
            address=person.address,
            planned_on=today,
            items=(),
            link="",
            person_id=person.id,
            written_at=as_of,
            standing="organiser",
            parts=(DigestPart("unready", (line,), 1),),
        )
        enqueue(session, compose_message(request, sender=house.settings.mail_from), as_of)


def _set_aside(house: House, round_id: int, as_of: datetime, reason: str) -> None:
    with open_session(house.engine) as session:
        round_ = session.get_one(Round, round_id)
        round_.next_action_at = as_of + SET_ASIDE_FOR
        session.add(round_)
        record_deed(session, as_of, "clock", "set aside", f"round:{round_id}", reason=reason)
