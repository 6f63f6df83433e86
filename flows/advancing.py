"""One pass over what is due: windows open and close, notices become mail in the outbox.

A fact, a notice and its message are recorded in one transaction: together or not at all. Unique
keys make a second pass over the same moment find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session

from flows.house import House
from flows.mailing import QueuedMail, queue_mail, record_notices
from flows.rounds import advance_rounds
from flows.standing import Standing, take_standing
from flows.webhooks import queue_events
from flows.withdrawing import withdraw_aged_mail
from models.database import is_about_data, is_rivalry, open_session
from models.shard import WHOLE, Shard
from models.telemetry import note_counts, span
from models.values import Action, ActionKind
from roadmaps.store.gathering import take_rest_of_day
from roadmaps.store.horizon import lay_out_ahead
from roadmaps.store.queue import (
    SET_ASIDE_FOR,
    Agenda,
    DueRound,
    load_agenda,
    lock_occurrences,
    plannable_ids,
    put_back,
    record_fact_actions,
    set_aside,
    take_round,
)
from roadmaps.store.standing_in import load_substitution
from roadmaps.store.subscriptions import CONTROLLER, COORDINATOR, call_organisers, wake_subscription
from roadmaps.store.trail import Deed, record_deeds

_ROUND = 2000  # occurrences that one transaction deals with, more or less
_TRIES = 3


@dataclass(frozen=True)
class AdvanceReport:
    """What a pass did: windows opened and closed, mails queued, notices missed for fresher ones, rounds."""

    opened: int = 0
    closed: int = 0
    queued: int = 0
    missed: int = 0
    rounds: int = 0

    def __add__(self, other: AdvanceReport) -> AdvanceReport:
        return AdvanceReport(
            self.opened + other.opened,
            self.closed + other.closed,
            self.queued + other.queued,
            self.missed + other.missed,
            self.rounds + other.rounds,
        )


def advance(house: House, as_of: datetime, shard: Shard = WHOLE) -> AdvanceReport:
    """Record all that is due at ``as_of``. Two passes at once: one of them finds the work done.

    What is due for thousands of people is recorded in rounds, a transaction each, so that nobody
    else waits long for the database; a person is told all in one round. ``shard``: of some roadmaps,
    and of others what their people are to be told with it.
    """
    with span("advance", sroki__as_of=as_of.isoformat(), sroki__shard=str(shard)) as told:
        report = AdvanceReport(rounds=advance_rounds(house, as_of, shard)["opened"])
        is_last = False
        while not is_last:
            house.make_way()
            done, is_last = _record_round(house, as_of, shard)
            report += done
        note_counts(told, asdict(report))
        return report


def _record_round(house: House, as_of: datetime, shard: Shard) -> tuple[AdvanceReport, bool]:
    """One round; what cannot be planned or written in it is set aside for an hour and stops nobody else."""
    is_sorting_out = False
    for _ in range(_TRIES):
        try:
            with open_session(house.engine) as session:
                return _advance(session, house, as_of, shard, is_sorting_out)
        except Exception as error:
            if is_rivalry(error):
                continue  # another pass recorded the same keys first; look again
            if is_sorting_out or not is_about_data(error):
                raise
            is_sorting_out = True
    with open_session(house.engine) as session:
        return _advance(session, house, as_of, shard, is_sorting_out)


def _advance(
    session: Session, house: House, as_of: datetime, shard: Shard, is_sorting_out: bool
) -> tuple[AdvanceReport, bool]:
    """One round, and whether nothing is left after it."""
    withdraw_aged_mail(session, as_of, house.settings.tzinfo)
    due_round = take_round(session, as_of, _ROUND, shard)
    ids = plannable_ids(session, due_round.ids, as_of) if is_sorting_out else due_round.ids
    agenda = _load_due(session, ids, as_of)
    actions = _plan(agenda, due_round, as_of)
    record_fact_actions(session, actions, as_of)
    _record_openings(session, actions, as_of)
    notices = [action for action in actions if action.person_id is not None]
    due = [action for action in notices if not action.missed]
    if not is_sorting_out:  # what is broken may stand there too
        rest = take_rest_of_day(session, due, as_of, house.settings.tzinfo)
        agenda, actions, due = agenda.joined(rest.agenda), actions + rest.actions, due + rest.actions
    standing = take_standing(session, house.settings.tzinfo, due, as_of, everybody=due_round.is_all)
    queued = queue_mail(session, house, agenda.facts, due, standing, as_of)
    record_notices(session, [(action, None, None) for action in notices if action.missed], as_of)
    queue_events(session, ids, as_of)
    recorded = agenda.recording([a for a in actions if a.person_id not in queued.unwritten], as_of)
    put_back(session, recorded, as_of)
    _set_aside(session, due, standing, queued, as_of)
    facts = [action.kind for action in actions if action.person_id is None]
    report = AdvanceReport(
        opened=facts.count(ActionKind.OPENED),
        closed=facts.count(ActionKind.CLOSE),
        queued=queued.count,
        missed=sum(action.missed for action in notices),
    )
    return report, due_round.is_last


def _set_aside(
    session: Session,
    due: Iterable[Action],
    standing: Mapping[int, Standing],
    queued: QueuedMail,
    as_of: datetime,
) -> None:
    """What could not be written is tried again in an hour; so are the digests that stood in it."""
    if not queued.unwritten:
        return
    reasons = {action.occurrence_id: queued.unwritten.get(action.person_id or 0) for action in due}
    set_aside(session, {number: reason for number, reason in reasons.items() if reason}, as_of)
    substitution = load_substitution(session)
    away = {each.person_id for each in substitution.aways if each.covers_at(as_of)}
    absent = {number for number in away if substitution.receiver_at(number, as_of) in queued.unwritten}
    for person_id in {*queued.unwritten, *absent}:
        for kind in (COORDINATOR, CONTROLLER):
            wake_subscription(session, person_id, kind, as_of + SET_ASIDE_FOR)
    organisers = [
        number for number in queued.unwritten if number in standing and standing[number].tells_organiser
    ]
    call_organisers(session, organisers, as_of + SET_ASIDE_FOR)


def _load_due(session: Session, ids: list[int], as_of: datetime) -> Agenda:
    lay_out_ahead(session, ids, as_of)
    lock_occurrences(session, ids)
    return load_agenda(session, ids)


def _plan(agenda: Agenda, due_round: DueRound, as_of: datetime) -> list[Action]:
    """All that is due for these occurrences, and for nobody but the people of the round."""
    people = due_round.people
    return [
        action
        for occurrence_id in agenda.facts
        for action in agenda.due_actions(occurrence_id, as_of)
        if people is None or action.person_id is None or action.person_id in people
    ]


def _record_openings(session: Session, actions: Iterable[Action], as_of: datetime) -> None:
    record_deeds(
        session,
        [
            Deed(
                as_of,
                "clock",
                "window opened" if action.kind is ActionKind.OPENED else "window closed",
                f"occurrence:{action.occurrence_id}",
                {"planned_on": action.planned_on.isoformat()},
            )
            for action in actions
            if action.person_id is None
        ],
    )
