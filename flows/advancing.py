"""One pass over what is due: windows open and close, notices become mail in the outbox.

Everything happens in one transaction: a fact, a notice and its message are recorded together or not
at all. Unique keys make a second pass over the same moment find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from flows.house import House
from flows.mailing import make_notice, queue_mail
from flows.standing import take_standing
from flows.webhooks import queue_events
from flows.withdrawing import withdraw_aged_mail
from models.database import open_session
from models.values import Action, ActionKind
from roadmaps.store.gathering import take_rest_of_day
from roadmaps.store.horizon import lay_out_ahead
from roadmaps.store.queue import (
    Agenda,
    due_occurrence_ids,
    load_agenda,
    lock_occurrences,
    record_fact_actions,
    requeue,
)
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class AdvanceReport:
    """What a pass did: windows opened and closed, mails queued, notices missed for fresher ones."""

    opened: int = 0
    closed: int = 0
    queued: int = 0
    missed: int = 0

    def __add__(self, other: AdvanceReport) -> AdvanceReport:
        return AdvanceReport(
            self.opened + other.opened,
            self.closed + other.closed,
            self.queued + other.queued,
            self.missed + other.missed,
        )


def advance(house: House, as_of: datetime) -> AdvanceReport:
    """Record all that is due at ``as_of``. Two passes at once: one of them finds the work done."""
    for _ in range(3):
        try:
            with open_session(house.engine) as session:
                return _advance(session, house, as_of)
        except IntegrityError:
            continue  # another pass recorded the same keys first; look again
    with open_session(house.engine) as session:
        return _advance(session, house, as_of)


def _advance(session: Session, house: House, as_of: datetime) -> AdvanceReport:
    withdraw_aged_mail(session, as_of, house.settings.tzinfo)
    ids = due_occurrence_ids(session, as_of)
    actions = _record_facts(session, ids, as_of) if ids else []
    notices = [action for action in actions if action.person_id is not None]
    due = [action for action in notices if not action.missed]
    due += take_rest_of_day(session, due, as_of, house.settings.tzinfo)
    standing = take_standing(session, house.settings.tzinfo, due, as_of)
    queued = queue_mail(session, house, due, standing, as_of)
    _record_missed(session, [action for action in notices if action.missed], as_of)
    queue_events(session, ids, as_of)
    requeue(session, {*ids, *(action.occurrence_id for action in due)})
    facts = [action.kind for action in actions if action.person_id is None]
    return AdvanceReport(
        opened=facts.count(ActionKind.OPENED),
        closed=facts.count(ActionKind.CLOSE),
        queued=queued,
        missed=sum(action.missed for action in notices),
    )


def _record_facts(session: Session, ids: list[int], as_of: datetime) -> list[Action]:
    """All that is due for the occurrences; openings and closings are recorded at once."""
    lay_out_ahead(session, as_of)
    lock_occurrences(session, ids)
    actions = _plan(load_agenda(session, ids), as_of)
    record_fact_actions(session, actions, as_of)
    _record_openings(session, actions, as_of)
    return actions


def _plan(agenda: Agenda, as_of: datetime) -> list[Action]:
    return [action for occurrence_id in agenda.facts for action in agenda.due_actions(occurrence_id, as_of)]


def _record_openings(session: Session, actions: Iterable[Action], as_of: datetime) -> None:
    for action in actions:
        if action.person_id is None:
            deed = "window opened" if action.kind is ActionKind.OPENED else "window closed"
            record_deed(
                session,
                as_of,
                "clock",
                deed,
                f"occurrence:{action.occurrence_id}",
                planned_on=action.planned_on.isoformat(),
            )


def _record_missed(session: Session, actions: Iterable[Action], as_of: datetime) -> None:
    session.add_all(make_notice(action, None, as_of) for action in actions)
