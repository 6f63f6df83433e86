"""The queue of what is due next: loading what the planner needs, recording what it decided."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Select,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlmodel import Session, col

from models.database import dialect_of, execute_many, is_about_data
from models.occurrence import Occurrence, agenda_queue
from models.outbox import DigestSubscription
from models.party import Membership, TaskParty
from models.roadmap import Task
from models.round import Round
from models.shard import WHOLE, Shard
from models.values import Action, ActionKind, Role
from roadmaps.absences import Substitution
from roadmaps.agenda import (
    OccurrenceFacts,
    Planned,
    Recipient,
    is_planned,
    planned_actions,
)
from roadmaps.backlog import due_actions, next_moment, unrecorded_actions
from roadmaps.policy import Policy
from roadmaps.store.events import event_moments, keep_awake
from roadmaps.store.planner_rows import FACT_COLUMNS, facts_of, keys_of, recipients_of, requests_of
from roadmaps.store.policies import load_policies
from roadmaps.store.rounds.waking import wake_moved_rounds
from roadmaps.store.standing_in import load_substitution
from roadmaps.store.trail import record_deed

_log = logging.getLogger("sroki.planner")
SET_ASIDE_FOR = timedelta(hours=1)
_SLICE = 500  # ids per statement: below the limits of both databases

_NEXT_DUE = select(
    select(func.min(agenda_queue.c.next_action_at)).scalar_subquery(),
    select(func.min(col(DigestSubscription.next_at))).scalar_subquery(),
    select(func.min(col(Round.next_action_at))).scalar_subquery(),
)
_NEW_MOMENT = insert(agenda_queue)


@dataclass(frozen=True)
class Agenda:
    """All that the planner needs of some occurrences, by occurrence id."""

    facts: Mapping[int, OccurrenceFacts]
    recipients: Mapping[int, list[Recipient]]
    history: Mapping[int, set[str]]
    policies: Mapping[int, Policy]

    def due_actions(self, occurrence_id: int, as_of: datetime, *, at_any_hour: bool = False) -> list[Action]:
        """What is due for one of the occurrences."""
        return due_actions(
            self.facts[occurrence_id],
            self.recipients.get(occurrence_id, []),
            self.history.get(occurrence_id, set()),
            self.policies[occurrence_id],
            as_of,
            at_any_hour=at_any_hour,
        )

    def coming_actions(self, occurrence_id: int) -> list[Planned]:
        """The whole calendar of one of the occurrences, recorded or not."""
        recipients = self.recipients.get(occurrence_id, [])
        return planned_actions(self.facts[occurrence_id], recipients, self.policies[occurrence_id])

    def unrecorded_actions(self, occurrence_id: int) -> list[Planned]:
        """What of it was neither told nor missed."""
        return unrecorded_actions(
            self.facts[occurrence_id],
            self.recipients.get(occurrence_id, []),
            self.history.get(occurrence_id, set()),
            self.policies[occurrence_id],
        )

    def next_moment(self, occurrence_id: int, as_of: datetime | None = None) -> datetime | None:
        """When one of the occurrences is to be looked at again (``as_of``: see ``put_back``)."""
        return next_moment(
            self.facts[occurrence_id],
            self.recipients.get(occurrence_id, []),
            self.history.get(occurrence_id, set()),
            self.policies[occurrence_id],
            as_of,
        )

    def holds(self, occurrence_id: int, person_id: int | None, planned_on: date, key: str) -> bool:
        """Whether a notice is still in the calendar of one of the occurrences."""
        recipients = self.recipients.get(occurrence_id, [])
        facts, policy = self.facts[occurrence_id], self.policies[occurrence_id]
        return is_planned(facts, recipients, policy, person_id, planned_on, key)

    def joined(self, other: Agenda) -> Agenda:
        """This agenda with the occurrences of another, which was read later."""
        return Agenda(
            {**self.facts, **other.facts},
            {**self.recipients, **other.recipients},
            {**self.history, **other.history},
            {**self.policies, **other.policies},
        )

    def recording(self, actions: Iterable[Action], at: datetime) -> Agenda:
        """The agenda as it stands once these actions have been recorded at ``at``."""
        facts, history = dict(self.facts), dict(self.history)
        for action in actions:
            number = action.occurrence_id
            if action.person_id is not None:
                history[number] = {*history.get(number, ()), action.key}
            elif action.kind is ActionKind.OPENED:
                facts[number] = replace(facts[number], opened_at=at)
            else:
                facts[number] = replace(facts[number], closed_at=at)
        return replace(self, facts=facts, history=history)


EMPTY_AGENDA = Agenda({}, {}, {}, {})


def next_due_at(session: Session) -> datetime | None:
    """The earliest moment at which an occurrence, a standing digest or a round waits: looks at indexes."""
    moments = session.execute(_NEXT_DUE).one()
    return min((moment for moment in moments if moment is not None), default=None)


@dataclass(frozen=True)
class DueRound:
    """What one transaction of a pass deals with. ``people``: who is told; None: all who are concerned.

    A person is told in one round of all that is due for them, so that they get one mail. ``is_last``:
    nothing is left for the pass after it; ``is_all``: nor for anybody else.
    """

    ids: list[int]
    people: frozenset[int] | None = None
    is_last: bool = True
    is_all: bool = True


def take_round(session: Session, as_of: datetime, most: int, shard: Shard = WHOLE) -> DueRound:
    """About ``most`` of the occurrences for which something is due, and all else that their people owe.

    Of a shard those of its roadmaps, and what their people owe in any.
    """
    ids = _due_ids(session, as_of, most + 1, shard)
    if shard.is_whole and len(ids) <= most:
        return DueRound(ids)
    if not ids and not _due_ids(session, as_of, 1):
        return DueRound([])
    is_last, ids = len(ids) <= most, ids[:most]
    rows = (row for some in _slices(ids) for row in session.execute(recipients_of(), {"ids": some}))
    # Those who stand in for each other are told together: one mail a person, whoever it is meant for.
    people = frozenset(load_substitution(session).circle_of({row.person_id for row in rows}))
    theirs: set[int] = set()
    for some in _slices(sorted(people)):
        theirs |= set(session.execute(_due_of_people(as_of, some)).scalars())
    return DueRound(list(dict.fromkeys([*ids, *sorted(theirs)])), people, is_last, is_all=False)


def _due_ids(session: Session, as_of: datetime, most: int, shard: Shard = WHOLE) -> list[int]:
    """The occurrences (of the roadmaps of a shard) for which something is due, earliest first."""
    statement = (
        select(agenda_queue.c.occurrence_id)
        .where(agenda_queue.c.next_action_at <= as_of)
        .order_by(agenda_queue.c.next_action_at, agenda_queue.c.occurrence_id)
        .limit(most)
    )
    if not shard.is_whole:
        statement = (
            statement.join(Occurrence, col(Occurrence.id) == agenda_queue.c.occurrence_id)
            .join(Task, col(Task.id) == col(Occurrence.task_id))
            .where(col(Task.roadmap_id) % shard.of == shard.number)
        )
    return list(session.execute(statement).scalars())


def _due_of_people(as_of: datetime, person_ids: Collection[int]) -> Select[Any]:
    return (
        select(agenda_queue.c.occurrence_id)
        .join(Occurrence, col(Occurrence.id) == agenda_queue.c.occurrence_id)
        .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
        .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
        .where(agenda_queue.c.next_action_at <= as_of, col(Membership.person_id).in_(person_ids))
    )


def load_agenda(session: Session, occurrence_ids: Collection[int], *, with_history: bool = True) -> Agenda:
    """Facts, recipients, history and policies, in a fixed number of statements per 500 occurrences."""
    facts: dict[int, OccurrenceFacts] = {}
    roadmaps: dict[int, int] = {}
    recipients: defaultdict[int, list[Recipient]] = defaultdict(list)
    history: defaultdict[int, set[str]] = defaultdict(set)
    substitution = load_substitution(session)
    for ids in _slices(occurrence_ids):
        for row in session.execute(facts_of(), {"ids": ids}):
            facts[row.id], roadmaps[row.id] = _facts(row), row.roadmap_id
        for request in session.execute(requests_of(), {"ids": ids}):
            facts[request.occurrence_id] = _with_request(facts[request.occurrence_id], request)
        for row in session.execute(recipients_of(), {"ids": ids}):
            recipients[row.id].append(_recipient(row, substitution))
        if with_history:
            for occurrence_id, key in session.execute(keys_of(), {"ids": ids}):
                history[occurrence_id].add(key)
    by_roadmap = load_policies(session, set(roadmaps.values()))
    policies = {occurrence_id: by_roadmap[roadmap_id] for occurrence_id, roadmap_id in roadmaps.items()}
    return Agenda(facts, recipients, history, policies)


def plannable_ids(session: Session, occurrence_ids: Collection[int], as_of: datetime) -> list[int]:
    """Those of the occurrences that can be planned; the others are set aside (``set_aside``)."""

    def plan(ids: Collection[int]) -> None:
        agenda = load_agenda(session, ids)
        for id_ in agenda.facts:
            agenda.due_actions(id_, as_of)
            agenda.next_moment(id_)

    broken = _find_broken(list(occurrence_ids), plan)
    set_aside(session, broken, as_of)
    return [id_ for id_ in occurrence_ids if id_ not in broken]


def set_aside(session: Session, broken: Mapping[int, str], as_of: datetime) -> None:
    """Look at occurrences again in an hour that stand in the way of the others; says in the trail why."""
    for id_, reason in broken.items():
        _log.error("occurrence %d is set aside for an hour: %s", id_, reason)
        record_deed(session, as_of, "clock", "set aside", f"occurrence:{id_}", reason=reason)
    _put_at(session, dict.fromkeys(broken, as_of + SET_ASIDE_FOR))


def _find_broken(ids: list[int], work: Callable[[list[int]], object]) -> dict[int, str]:
    """On which of the ids ``work`` fails, and how; by halves, as few are expected."""
    try:
        work(ids)
    except Exception as error:
        if not is_about_data(error):
            raise
        if len(ids) == 1:
            return {ids[0]: f"{type(error).__name__}: {error}"}
        half = len(ids) // 2
        return _find_broken(ids[:half], work) | _find_broken(ids[half:], work)
    return {}


def load_facts(session: Session, occurrence_id: int) -> OccurrenceFacts | None:
    """The facts of one occurrence."""
    row = session.execute(facts_of(), {"ids": [occurrence_id]}).first()
    return _facts(row) if row else None


def _facts(row: Any) -> OccurrenceFacts:
    known = dict(zip((*FACT_COLUMNS, "open_until_on"), row[2:], strict=True))
    return OccurrenceFacts(zone=ZoneInfo(row.zone), **known)


def _with_request(facts: OccurrenceFacts, request: Any) -> OccurrenceFacts:
    """The facts with one more request; one that another took the place of says nothing."""
    if request.decided_at is None:
        return replace(facts, extension_asked_at=request.asked_at)
    if request.granted is None:
        return facts
    return replace(facts, extension_answered_at=request.decided_at, extension_granted=request.granted)


def _recipient(row: Any, substitution: Substitution) -> Recipient:
    zone = ZoneInfo(row.zone) if row.zone else None
    return Recipient(
        row.person_id,
        Role(row.role),
        zone,
        row.only_mandatory,
        substitution.stand_ins_of(row.person_id),
        row.unreachable_since_at is None,
    )


def save_facts(session: Session, facts: OccurrenceFacts) -> None:
    """Write the facts back (all but identity and zone)."""
    values = {name: getattr(facts, name) for name in FACT_COLUMNS if name != "id"}
    session.execute(update(Occurrence).where(col(Occurrence.id) == facts.id).values(**values))


def record_fact_actions(session: Session, actions: Iterable[Action], at: datetime) -> None:
    """Openings and closings of windows happen at ``at``."""
    for kind, field in ((ActionKind.OPENED, "opened_at"), (ActionKind.CLOSE, "closed_at")):
        ids = [action.occurrence_id for action in actions if action.kind is kind and action.person_id is None]
        for some in _slices(ids):
            session.execute(update(Occurrence).where(col(Occurrence.id).in_(some)).values({field: at}))


def unfinished_ids(session: Session, roadmap_id: int | None = None) -> list[int]:
    """Occurrences that are neither accepted nor cancelled, of one roadmap or of all."""
    statement = (
        select(col(Occurrence.id))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None))
    )
    if roadmap_id is not None:
        statement = statement.where(col(Task.roadmap_id) == roadmap_id)
    return [number for number in session.execute(statement).scalars() if number is not None]


def lock_occurrences(session: Session, occurrence_ids: Collection[int]) -> None:
    """Hold the rows until the end of the transaction, where the database locks rows (SQLite locks whole).

    Whoever reads facts and then writes what follows from them must not overlap with another who
    does the same. In the order of ids, so that two of them cannot wait for each other.
    """
    if dialect_of(session) == "sqlite":
        return
    for ids in _slices(sorted(occurrence_ids)):
        session.execute(
            select(col(Occurrence.id))
            .where(col(Occurrence.id).in_(ids))
            .order_by(col(Occurrence.id))
            .with_for_update()
        )


def requeue(session: Session, occurrence_ids: Collection[int], as_of: datetime | None = None) -> None:
    """Put each occurrence at its next moment, or take it out when nothing will ever be due.

    One that cannot be planned raises, or is set aside where ``as_of`` says what an hour later is.
    """
    session.flush()
    for ids in _slices(occurrence_ids):
        lock_occurrences(session, ids)
        wake_moved_rounds(session, ids)
        try:
            put_back(session, load_agenda(session, ids))
        except Exception as error:
            if as_of is None or not is_about_data(error):
                raise
            put_back(session, load_agenda(session, plannable_ids(session, ids, as_of)))


def put_back(session: Session, agenda: Agenda, as_of: datetime | None = None) -> None:
    """The same for occurrences whose agenda is at hand, and whose rows the caller holds.

    ``as_of``: all that is due by then has been told, or waits for the end of a quiet time.
    """
    _put_at(session, {id_: agenda.next_moment(id_, as_of) for id_ in agenda.facts})
    keep_awake(session, event_moments(session, agenda.facts))


def _put_at(session: Session, moments: Mapping[int, datetime | None]) -> None:
    """Move occurrences in the queue; None takes one out."""
    rows = [{"next_action_at": at, "occurrence_id": id_} for id_, at in moments.items() if at is not None]
    for ids in _slices(moments):
        session.execute(delete(agenda_queue).where(agenda_queue.c.occurrence_id.in_(ids)))
    if rows:
        execute_many(session.connection(), _NEW_MOMENT, rows)


def _slices(ids: Collection[int]) -> Iterable[list[int]]:
    ordered = list(ids)
    for start in range(0, len(ordered), _SLICE):
        yield ordered[start : start + _SLICE]
