"""One regular mail a person a day, also where roadmaps keep different hours or zones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from models.occurrence import Occurrence, agenda_queue
from models.party import Membership, TaskParty
from models.roadmap import PolicyText, Roadmap
from models.values import Action, ActionKind
from roadmaps.store.policies import HOUSE
from roadmaps.store.queue import EMPTY_AGENDA, Agenda, load_agenda, lock_occurrences
from roadmaps.store.standing_in import load_substitution

_SLICE = 500


@dataclass(frozen=True)
class RestOfDay:
    """What is told early, and the agenda of the occurrences it is about."""

    agenda: Agenda = EMPTY_AGENDA
    actions: list[Action] = field(default_factory=list)


def take_rest_of_day(session: Session, due: Iterable[Action], as_of: datetime, zone: ZoneInfo) -> RestOfDay:
    """What the people who get a regular mail now would be told later on the same day of ``zone``.

    It goes into the mail of now. Costs two small looks where all roadmaps keep the same hours.
    """
    due = tuple(due)
    mailed = {a.person_id for a in due if a.person_id is not None and a.kind is not ActionKind.RETURNED}
    catching_up = any(action.late for action in due)  # before the hour of the day, that hour is taken along
    deputed = any(action.stands_for is not None for action in due)  # whose zone may be another
    if not mailed or not (catching_up or deputed or _keep_different_hours(session)):
        return RestOfDay()
    today = as_of.astimezone(zone).date()
    until = datetime.combine(today, time(), tzinfo=zone) + timedelta(days=1)
    ids = _waiting_ids(session, load_substitution(session).circle_of(mailed), until)
    lock_occurrences(session, ids)
    agenda = load_agenda(session, ids)
    known = {action.key for action in due}
    # As of the last instant of the day, so that the rest of it counts as due.
    last_at = until - timedelta(microseconds=1)
    later = [a for id_ in agenda.facts for a in agenda.due_actions(id_, last_at, at_any_hour=True)]
    actions = [
        action
        for action in later
        if action.person_id in mailed
        and action.kind is not ActionKind.RETURNED
        and not action.missed
        and action.planned_on <= today  # where it is tomorrow already, the mail of tomorrow waits
        and action.key not in known
    ]
    return RestOfDay(agenda, actions)


def _keep_different_hours(session: Session) -> bool:
    policies = select(func.count()).select_from(PolicyText).where(PolicyText.roadmap_id != HOUSE)
    if session.exec(policies).one():
        return True
    zones = select(func.count(func.distinct(col(Roadmap.zone)))).where(col(Roadmap.approved_at).is_not(None))
    return session.exec(zones).one() > 1


def _waiting_ids(session: Session, person_ids: Collection[int], until: datetime) -> list[int]:
    found: set[int] = set()
    ordered = sorted(person_ids)
    for start in range(0, len(ordered), _SLICE):
        statement = (
            select(agenda_queue.c.occurrence_id)
            .join(Occurrence, col(Occurrence.id) == agenda_queue.c.occurrence_id)
            .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
            .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
            .where(
                agenda_queue.c.next_action_at < until,
                col(Membership.person_id).in_(ordered[start : start + _SLICE]),
            )
        )
        found |= set(session.exec(statement).all())
    return sorted(found)
