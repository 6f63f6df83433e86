"""Standing digests: who gets which, and when each is due next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, and_, delete, or_, update
from sqlmodel import Session, col, select

from models.occurrence import Occurrence, agenda_queue
from models.outbox import DigestSubscription
from models.party import Coordinator, Membership, Person, TaskParty
from models.roadmap import Roadmap, Task
from models.values import Role
from roadmaps.policy import Policy
from roadmaps.standing import next_daily, next_weekly
from roadmaps.store.policies import HOUSE, load_policies
from roadmaps.store.queue import load_agenda
from roadmaps.store.standing_in import load_substitution

COORDINATOR, CONTROLLER = "coordinator", "controller"
ORGANISER = "organiser"  # of rounds that want something before they open: told once, when it is time
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Subscription:
    """A standing digest of a person and the moment for which it stands in the queue."""

    person_id: int
    kind: str
    next_at: datetime


@dataclass(frozen=True)
class _Week:
    """The weekly rhythm of one roadmap for one of its controllers."""

    roadmap_id: int
    policy: Policy
    zone: ZoneInfo


def plan_weekly(session: Session, at: datetime, person_ids: Collection[int] | None = None) -> None:
    """Put controllers (all, or some people) at their next weekly moment after ``at``; others leave.

    A moment that waits already is kept where the policy still names it, so that nothing is skipped.
    """
    session.flush()
    weeks = _weeks_of(session, person_ids)
    statement = select(DigestSubscription).where(DigestSubscription.kind == CONTROLLER)
    if person_ids is not None:
        statement = statement.where(col(DigestSubscription.person_id).in_(person_ids))
    known = {row.person_id: row for row in session.exec(statement).all()}
    for person_id in known.keys() | weeks.keys():
        row = known.get(person_id)
        if row is not None and row.next_at <= at:
            continue  # it is due now, and finds its next moment when it is served
        moment = _next_weekly(weeks.get(person_id, []), at)
        _keep_moment(session, row, Subscription(person_id, CONTROLLER, moment) if moment else None)


def plan_daily(session: Session, person_id: int, at: datetime, zone: ZoneInfo) -> None:
    """Put a coordinator at the next daily moment after ``at``; one who looks after nothing leaves."""
    session.flush()
    moment = _next_daily(session, person_id, at, zone)
    row = session.get(DigestSubscription, (person_id, COORDINATOR))
    _keep_moment(session, row, Subscription(person_id, COORDINATOR, moment) if moment else None)


def call_organisers(session: Session, person_ids: Collection[int], at: datetime) -> None:
    """Tell these people at ``at`` what their rounds want; once, it has no next moment."""
    for person_id in person_ids:
        row = session.get(DigestSubscription, (person_id, ORGANISER))
        _keep_moment(session, row, Subscription(person_id, ORGANISER, at))


def replan_digests(session: Session, at: datetime, zone: ZoneInfo) -> None:
    """Look at every rhythm again: the policies have changed."""
    plan_weekly(session, at)
    for person_id in set(session.exec(select(Coordinator.person_id)).all()):
        plan_daily(session, person_id, at, zone)


def _keep_moment(session: Session, row: DigestSubscription | None, wanted: Subscription | None) -> None:
    if wanted is None:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = DigestSubscription(person_id=wanted.person_id, kind=wanted.kind, next_at=wanted.next_at)
    row.next_at = wanted.next_at
    session.add(row)


def list_subscriptions(session: Session, person_id: int) -> list[str]:
    """The kinds of standing digests that a person gets."""
    statement = select(DigestSubscription.kind).where(DigestSubscription.person_id == person_id)
    return list(session.exec(statement).all())


def find_dismissed(
    session: Session, wanted: Collection[tuple[int, str]], as_of: datetime
) -> set[tuple[int, str]]:
    """Of people and kinds of standing digests, those whose person no longer has the part that it is for.

    A deputy has the part of whoever is away at ``as_of``, who does not have it until they are back.
    """
    substitution = load_substitution(session)
    means = {
        person_id: [person_id, *(away.person_id for away in substitution.stood_for_at(person_id, as_of))]
        for person_id, _ in wanted
        if substitution.receiver_at(person_id, as_of) == person_id
    }
    ids = {each for people in means.values() for each in people}
    coordinators = select(Coordinator.person_id).where(col(Coordinator.person_id).in_(ids))
    controllers = (
        select(Membership.person_id)
        .join(TaskParty, col(TaskParty.party_id) == col(Membership.party_id))
        .where(TaskParty.role == Role.CONTROLLER.value, col(Membership.person_id).in_(ids))
    )
    holding = {(person_id, COORDINATOR) for person_id in session.exec(coordinators.distinct())}
    holding |= {(person_id, CONTROLLER) for person_id in session.exec(controllers.distinct())}
    return {
        (person_id, kind)
        for person_id, kind in wanted
        if not any((each, kind) in holding for each in means.get(person_id, ()))
    }


def due_subscriptions(
    session: Session, as_of: datetime, mailed: Collection[int], until: datetime
) -> list[Subscription]:
    """What is due at ``as_of``; for the people ``mailed`` now anyway, what is due before ``until``."""
    today = and_(col(DigestSubscription.person_id).in_(mailed), col(DigestSubscription.next_at) < until)
    due = col(DigestSubscription.next_at) <= as_of
    statement = select(DigestSubscription).where(or_(due, today) if mailed else due)
    rows = session.exec(statement.order_by(DigestSubscription.person_id, DigestSubscription.kind)).all()  # type: ignore[arg-type]
    return [Subscription(row.person_id, row.kind, row.next_at) for row in rows]


def serve_subscription(session: Session, due: Subscription, after: datetime, zone: ZoneInfo) -> bool:
    """Move a subscription past ``after``; False when another pass has served it first."""
    moment = None
    if due.kind == COORDINATOR:
        moment = _next_daily(session, due.person_id, after, zone)
    elif due.kind == CONTROLLER:
        moment = _next_weekly(_weeks_of(session, [due.person_id]).get(due.person_id, []), after)
    return _move(session, due, moment)


def postpone_subscription(session: Session, due: Subscription, moment: datetime) -> None:
    """Let a digest wait for the regular mail that the person gets later on the same day."""
    _move(session, due, moment)


def wake_subscription(session: Session, person_id: int, kind: str, at: datetime) -> None:
    """Put a digest back to ``at``: the mail that told it was withdrawn."""
    later = col(DigestSubscription.next_at) > at
    session.execute(
        update(DigestSubscription)
        .where(col(DigestSubscription.person_id) == person_id, col(DigestSubscription.kind) == kind, later)
        .values(next_at=at)
    )


def _move(session: Session, due: Subscription, moment: datetime | None) -> bool:
    # The moment it was seen at is the fence: of two passes that see the same, one moves it.
    seen = and_(
        col(DigestSubscription.person_id) == due.person_id,
        col(DigestSubscription.kind) == due.kind,
        col(DigestSubscription.next_at) == due.next_at,
    )
    change = (
        update(DigestSubscription).where(seen).values(next_at=moment)
        if moment is not None
        else delete(DigestSubscription).where(seen)
    )
    return cast(CursorResult[Any], session.execute(change)).rowcount == 1


def weekly_roadmaps(session: Session, due: Subscription, until: datetime) -> list[int]:
    """The roadmaps whose weekly moment lies between the planned one and ``until``."""
    weeks = _weeks_of(session, [due.person_id]).get(due.person_id, [])
    told = []
    for week in weeks:
        moment = next_weekly(due.next_at - _INSTANT, week.policy, week.zone)
        if moment is not None and moment < until:
            told.append(week.roadmap_id)
    return told


def watched_roadmaps(session: Session, person_id: int) -> list[int]:
    """What a coordinator looks after; ``HOUSE`` among them means everything."""
    statement = select(Coordinator.roadmap_id).where(Coordinator.person_id == person_id)
    return sorted(session.exec(statement).all())


def next_regular_moment(
    session: Session, person_id: int, after: datetime, until: datetime
) -> datetime | None:
    """When the person is mailed about an occurrence after ``after`` and before ``until``, if ever."""
    circle = load_substitution(session).circle_of({person_id})
    statement = (
        select(agenda_queue.c.occurrence_id)
        .join(Occurrence, col(Occurrence.id) == agenda_queue.c.occurrence_id)
        .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
        .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
        .where(agenda_queue.c.next_action_at < until, col(Membership.person_id).in_(circle))
    )
    agenda = load_agenda(session, set(session.execute(statement).scalars()))
    moments = [
        planned.due_at
        for occurrence_id in agenda.facts
        for planned in agenda.unrecorded_actions(occurrence_id)
        if planned.action.person_id == person_id and after < planned.due_at < until
    ]
    return min(moments, default=None)


def _next_weekly(weeks: Collection[_Week], after: datetime) -> datetime | None:
    moments = [next_weekly(after, week.policy, week.zone) for week in weeks]
    return min((moment for moment in moments if moment is not None), default=None)


def _next_daily(session: Session, person_id: int, after: datetime, zone: ZoneInfo) -> datetime | None:
    """At the hour of the one roadmap that the person looks after, or of the house where there are more."""
    watched = watched_roadmaps(session, person_id)
    if not watched:
        return None
    scope = watched[0] if len(watched) == 1 else HOUSE
    person = session.get_one(Person, person_id)
    own_zone = ZoneInfo(person.zone) if person.zone else zone
    return next_daily(after, load_policies(session, [scope])[scope], own_zone)


def _weeks_of(session: Session, person_ids: Collection[int] | None) -> dict[int, list[_Week]]:
    statement = (
        select(Membership.person_id, Task.roadmap_id, Roadmap.zone, Person.zone)
        .join(TaskParty, col(TaskParty.party_id) == col(Membership.party_id))
        .join(Task, col(Task.id) == col(TaskParty.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(TaskParty.role == Role.CONTROLLER.value)
        .distinct()
    )
    if person_ids is not None:
        statement = statement.where(col(Membership.person_id).in_(person_ids))
    rows = session.exec(statement).all()
    policies = load_policies(session, {roadmap_id for _, roadmap_id, _, _ in rows})
    weeks: defaultdict[int, list[_Week]] = defaultdict(list)
    for person_id, roadmap_id, zone, own_zone in rows:
        weeks[person_id].append(_Week(roadmap_id, policies[roadmap_id], ZoneInfo(own_zone or zone)))
    return weeks
