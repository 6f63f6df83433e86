"""A new version of a roadmap is approved: tasks that stay keep their identity, evidence and history.

All of it happens in the caller's transaction. Nothing is changed before approval.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, select, update

from models.database import row_id
from models.occurrence import Occurrence
from models.outbox import CalendarFeed
from models.party import Coordinator, TaskParty
from models.roadmap import PolicyText, ReadingProblem, Roadmap, Task
from models.values import EventRule, Role, fold
from roadmaps.occurrences import deadline_of_event
from roadmaps.policy import Policy
from roadmaps.statuses import claims_done
from roadmaps.store.comparing import compare_with, compared_roles, raw_items
from roadmaps.store.contacts import adopt_contacts
from roadmaps.store.drafts import Approval
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import lock_occurrences, requeue
from roadmaps.store.redating import Redating, change_dates, drop_date, is_owed
from roadmaps.store.rounds.planning import plan_rounds
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.tasks import (
    PartyDesk,
    cast_of,
    store_occurrences,
    store_parties,
    store_task,
    task_words,
)
from roadmaps.store.trail import record_deed
from roadmaps.versions import Change, ChangeKind, Comparison, Scope, Span, TaskItem


@dataclass
class _Work:
    """What the steps of one approval share."""

    session: Session
    old: Roadmap
    new: Roadmap
    at: datetime
    actor: str
    today: date
    policy: Policy
    desk: PartyDesk
    roles: Sequence[Role]

    @cached_property
    def dates(self) -> Redating:
        """The same for the dates of tasks, and what became of them."""
        details = {"document": self.label}
        return Redating(
            self.session, self.at, self.actor, self.today, self.policy, self.reason, details=details
        )

    @property
    def label(self) -> str:
        """``№ 20 от 01.04.2025``, or the title."""
        if not self.new.number:
            return f"«{self.new.title}»"
        issued = f" от {self.new.issued_on:%d.%m.%Y}" if self.new.issued_on else ""
        return f"№ {self.new.number}{issued}"

    @property
    def reason(self) -> str:
        return f"изменено документом {self.label}"

    def record(self, deed: str, subject: str, **details: Any) -> None:
        record_deed(self.session, self.at, self.actor, deed, subject, document=self.label, **details)


def approve_version(
    session: Session, old: Roadmap, new: Roadmap, scope: Scope, at: datetime, actor: str
) -> tuple[Approval, Comparison]:
    """Put a draft in the place of an approved roadmap. Approving twice changes nothing.

    The comparison is made afresh under locks, so that evidence handed in meanwhile is seen.
    """
    for roadmap in sorted((old, new), key=row_id):
        session.refresh(roadmap, with_for_update=True)
    comparison = compare_with(session, old, new.parsed, scope)
    if new.approved_at is not None:
        return Approval(0, 0, ()), comparison
    _lock_all(session, old)
    work = _begin(session, old, new, scope, at, actor)
    _take_over(work, comparison)
    raw = {item["uid"]: item for item in raw_items(new.parsed, scope)}
    positions = _positions(work, comparison, raw)
    for change in comparison.staying:
        _update_task(work, change, raw[change.new.uid], positions)
    taken = {item.uid for item in comparison.untouched}
    for item in comparison.untouched:
        _move_task(session.get_one(Task, item.task_id), old, new)
    session.flush()
    _rename(work, comparison, taken)
    for item in comparison.added:
        _add_task(work, raw[item.uid], _free_uid(work, item.uid, taken), positions[item.uid])
    for item in comparison.removed:
        _remove_task(work, item)
    return _finish(work, comparison), comparison


def _lock_all(session: Session, roadmap: Roadmap) -> None:
    statement = select(Occurrence.id).join(Task, col(Task.id) == col(Occurrence.task_id))
    ids = session.exec(statement.where(Task.roadmap_id == roadmap.id)).all()
    lock_occurrences(session, [number for number in ids if number is not None])


def _begin(session: Session, old: Roadmap, new: Roadmap, scope: Scope, at: datetime, actor: str) -> _Work:
    """Who replaces whom; zone, rules of reminding, coordinators and feeds go over to the new version."""
    new.zone = old.zone
    new.approved_at, new.approved_on = at, at.astimezone(ZoneInfo(old.zone)).date()
    new.replaces_id, old.superseded_by_id = old.id, new.id
    if not scope.is_whole:  # an order "О внесении изменений" is not what the plan is called
        new.title = old.title
        new.first_year, new.last_year = old.first_year, old.last_year
    policy = session.get(PolicyText, old.id)
    if policy is not None and session.get(PolicyText, new.id) is None:
        session.add(PolicyText(**policy.model_dump(exclude={"roadmap_id"}), roadmap_id=row_id(new)))
    for watcher in session.exec(select(Coordinator).where(Coordinator.roadmap_id == old.id)).all():
        if session.get(Coordinator, (watcher.person_id, new.id)) is None:
            session.add(
                Coordinator(person_id=watcher.person_id, roadmap_id=row_id(new), since_at=watcher.since_at)
            )
        session.delete(watcher)
    feeds = update(CalendarFeed).where(col(CalendarFeed.scope) == f"roadmap:{old.id}")
    session.execute(feeds.values(scope=f"roadmap:{new.id}"))
    session.flush()
    desk = PartyDesk(session, new.parsed.get("aliases") or {})
    rules = load_policies(session, [row_id(new)])[row_id(new)]
    roles = compared_roles(new.parsed, scope)
    return _Work(session, old, new, at, actor, new.approved_on, rules, desk, roles)


def _take_over(work: _Work, comparison: Comparison) -> None:
    """Doubts about the old document are settled by the new one, but for rows that it does not speak of.

    A person who has settled a term need not settle the same words again.
    """
    session, old = work.session, work.old
    waiting = [col(ReadingProblem.roadmap_id) == old.id, col(ReadingProblem.settled_at).is_(None)]
    untouched = [item.uid for item in comparison.untouched]
    for uids in _slices(untouched):
        moves = update(ReadingProblem).where(*waiting, col(ReadingProblem.subject).in_(uids))
        session.execute(moves.values(roadmap_id=work.new.id))
    session.execute(update(ReadingProblem).where(*waiting).values(settled_at=work.at))
    kept = {c.old.task_id: c.new.uid for c in comparison.staying if ChangeKind.TERM not in c.kinds}
    dated = session.exec(
        select(Occurrence.task_id)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(Task.roadmap_id == old.id)
        .distinct()
    ).all()
    for uids in _slices([kept[task_id] for task_id in dated if task_id in kept]):
        known = update(ReadingProblem).where(
            col(ReadingProblem.roadmap_id) == work.new.id,
            col(ReadingProblem.subject).in_(uids),
            col(ReadingProblem.code).in_(("unreadable_term", "missing_term")),
        )
        session.execute(known.values(settled_at=work.at))


def _positions(work: _Work, comparison: Comparison, raw: dict[str, Any]) -> dict[str, int]:
    """Places in the new order, by uid of the new document.

    A document that speaks of single rows leaves the others where they are.
    """
    session, scope = work.session, comparison.scope
    if scope.origins:
        first = max((_position(session, item) + 1 for item in comparison.untouched), default=0)
        return {uid: first + index for index, uid in enumerate(raw)}
    last = max((_position(session, item) for item in _all_old(comparison)), default=-1)
    places = {change.new.uid: _position(session, change.old) for change in comparison.staying}
    return places | {item.uid: last + number for number, item in enumerate(comparison.added, start=1)}


def _all_old(comparison: Comparison) -> Iterable[TaskItem]:
    yield from (change.old for change in comparison.staying)
    yield from comparison.removed
    yield from comparison.untouched


def _position(session: Session, item: TaskItem) -> int:
    return session.get_one(Task, item.task_id).position


def _update_task(work: _Work, change: Change, raw: dict[str, Any], positions: dict[str, int]) -> None:
    """A task that stays gets the new words; what was promised and done under the old ones remains."""
    task = work.session.get_one(Task, change.old.task_id)
    former_status = task.status_raw
    keeps_term = ChangeKind.TERM not in change.kinds
    # A term that a person has settled is told by its meaning, not by the words nobody could read.
    settled = {"term_kind", "meaning"} if keeps_term and not change.new.spans else set()
    for name, value in task_words(raw).items():
        if name not in settled:
            setattr(task, name, value)
    task.position = positions[change.new.uid]
    if not keeps_term:
        _change_term(work, task, change.new.spans)
    if fold(former_status or "") != fold(task.status_raw or ""):
        _hold_reported(work, task)
    if ChangeKind.PARTIES in change.kinds:
        _change_parties(work, task, raw)
    if change.kinds:
        kinds = [kind.value for kind in ChangeKind if kind in change.kinds]
        work.record(
            "changed by version",
            f"task:{task.id}",
            changes=kinds,
            before=change.old.as_json(),
            after=change.new.as_json(),
        )


def _rename(work: _Work, comparison: Comparison, taken: set[str]) -> None:
    """Tasks that stay go over to the new roadmap under the uid that its document gives them."""
    for change in comparison.staying:
        task = work.session.get_one(Task, change.old.task_id)
        _move_task(task, work.old, work.new)
        task.uid = _free_uid(work, change.new.uid, taken)
        work.session.add(task)
    work.session.flush()


def _move_task(task: Task, old: Roadmap, new: Roadmap) -> None:
    """A task goes over to the new version; calendars keep the name by which they know it."""
    task.calendar_name = task.calendar_name or f"{old.source_sha256}:{task.uid}"
    task.roadmap_id = row_id(new)


def _free_uid(work: _Work, uid: str, taken: set[str]) -> str:
    """``п. 2`` of an amending order beside ``п. 2`` of the order it amends becomes ``п. 2 (№ 20 …)``."""
    free, number = uid, 1
    while free in taken:
        free = f"{uid} ({work.label})" if number == 1 else f"{uid} ({work.label}, {number})"
        number += 1
    taken.add(free)
    return free


def _change_term(work: _Work, task: Task, spans: Sequence[Span]) -> None:
    change_dates(work.dates, task, spans or _event_spans(work, task))


def _event_spans(work: _Work, task: Task) -> Sequence[Span]:
    """The day of the event is known and the number of days has changed: the deadline follows."""
    if task.event_on is None or task.event_rule is None:
        task.event_on = None
        return ()
    rule = EventRule(**task.event_rule)
    return [(None, deadline_of_event(task.event_on, rule, work.policy.calendar))]


def _hold_reported(work: _Work, task: Task) -> None:
    """What the new document reports as done waits for the coordinator, as on the first approval."""
    for occurrence in work.session.exec(select(Occurrence).where(Occurrence.task_id == task.id)).all():
        is_new = not occurrence.held and is_owed(occurrence)
        if is_new and occurrence not in work.dates.made and claims_done(task.status_raw, occurrence.due_on):
            occurrence.held = True
            work.dates.held.append(occurrence)
            work.dates.touched.add(row_id(occurrence))


def _change_parties(work: _Work, task: Task, raw: dict[str, Any]) -> None:
    cast = cast_of(raw, work.new.parsed["document"].get("controllers") or [])
    roles = [role.value for role in work.roles]
    former = delete(TaskParty).where(col(TaskParty.task_id) == task.id, col(TaskParty.role).in_(roles))
    work.session.execute(former)
    store_parties(work.session, task, {role: cast[role] for role in work.roles}, work.desk)


def _add_task(work: _Work, raw: dict[str, Any], uid: str, position: int) -> None:
    task = store_task(work.session, row_id(work.new), position, raw | {"uid": uid})
    controllers = work.new.parsed["document"].get("controllers") or []
    store_parties(work.session, task, cast_of(raw, controllers), work.desk)
    spans = raw["term"]["occurrences"]
    work.dates.made += store_occurrences(work.session, task, spans, work.today, work.policy)
    work.record("added by version", f"task:{task.id}")


def _remove_task(work: _Work, item: TaskItem) -> None:
    """The task stays with the version that had it; what is owed is not owed any more."""
    statement = select(Occurrence).where(Occurrence.task_id == item.task_id)
    for occurrence in work.session.exec(statement).all():
        if is_owed(occurrence):
            drop_date(work.dates, occurrence)
    work.record("removed by version", f"task:{item.task_id}")


def _finish(work: _Work, comparison: Comparison) -> Approval:
    session = work.session
    session.flush()
    adopt_contacts(session)
    tasks = select(Task.id).where(Task.roadmap_id == work.new.id)
    all_ids = session.exec(select(Occurrence.id).where(col(Occurrence.task_id).in_(tasks))).all()
    requeue(session, sorted({id_ for id_ in all_ids if id_ is not None} | work.dates.touched))
    plan_weekly(session, work.at)
    plan_rounds(session, work.new, work.at, work.actor)
    held = [o for o in work.dates.made if o.held] + work.dates.held
    counts = {
        "staying": len(comparison.staying),
        "changed": len(comparison.changed),
        "added": len(comparison.added),
        "removed": len(comparison.removed),
    }
    work.record("version approved", f"roadmap:{work.new.id}", replaces=work.old.id, **counts)
    work.record("superseded", f"roadmap:{work.old.id}", by=work.new.id)
    return Approval(len(comparison.added), len(work.dates.made), tuple(sorted({row_id(o) for o in held})))


def _slices(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), 500):
        yield values[start : start + 500]
