"""What is due for an occurrence as of a moment, and when to look again. Pure.

The calendar of an occurrence is a function of its dates, its recipients and the policy; what is due
is that calendar up to ``as_of`` minus what history records. So a tick that ran twice finds nothing,
and a tick that was missed is caught up by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.values import Action, ActionKind, ReminderPolicy, Role

# The series of one person: a later one of these says all that an earlier one said.
_SERIES = (ActionKind.OPENED, ActionKind.REMINDER, ActionKind.DUE_TODAY, ActionKind.OVERDUE)
_EXECUTORS = (Role.RESPONSIBLE, Role.CO_RESPONSIBLE)
# A returned task is reminded on the day of the return and again while nothing new comes.
_RETURNED_AFTER_DAYS = (0, 3, 7)


@dataclass(frozen=True)
class OccurrenceFacts:
    """What the planner knows of an occurrence: dates are local to ``zone``, moments UTC.

    ``watched_from_on``: nothing planned before this day is caught up (the day of approval).
    """

    id: int
    opens_on: date | None
    due_on: date
    watched_from_on: date
    zone: ZoneInfo
    held: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    submitted_at: datetime | None = None
    returned_at: datetime | None = None
    accepted_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        return self.accepted_at is not None or self.cancelled_at is not None

    @property
    def is_owed(self) -> bool:
        """The executor has something to do: nothing handed in, or it came back."""
        return not self.is_finished and (self.submitted_at is None or self.returned_at is not None)


@dataclass(frozen=True)
class Recipient:
    """A person who hears of an occurrence in a role."""

    person_id: int
    role: Role


def _local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def moment_of(action: Action, facts: OccurrenceFacts, policy: ReminderPolicy) -> datetime:
    """The UTC moment at which an action is due.

    Mail leaves at the hour of the policy; facts change at local midnight; a return is told at once.
    """
    if action.kind is ActionKind.RETURNED and action.offset_days == 0 and facts.returned_at is not None:
        return facts.returned_at
    if action.kind is ActionKind.CLOSE:
        return _local(action.planned_on + timedelta(days=1), 0, facts.zone)
    return _local(action.planned_on, policy.send_hour if action.person_id is not None else 0, facts.zone)


def _local(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def planned_actions(
    facts: OccurrenceFacts, recipients: Iterable[Recipient], policy: ReminderPolicy
) -> list[Action]:
    """The whole calendar of an occurrence as things stand: facts to record and notices to give."""
    if facts.is_finished:
        return []
    actions = _fact_actions(facts)
    if facts.held:
        return actions
    for recipient in dict.fromkeys(recipients):
        if recipient.role in _EXECUTORS:
            actions += _executor_actions(facts, recipient.person_id, policy)
        else:
            actions += _controller_actions(facts, recipient.person_id, policy)
    # Somebody may speak for two parties of one task: one notice is enough.
    return list({action.key: action for action in actions}.values())


def _fact_actions(facts: OccurrenceFacts) -> list[Action]:
    actions = []
    if facts.opens_on is not None and facts.opened_at is None:
        actions.append(Action(ActionKind.OPENED, facts.id, None, facts.opens_on))
    if facts.closed_at is None:
        actions.append(Action(ActionKind.CLOSE, facts.id, None, facts.due_on))
    return actions


def _executor_actions(facts: OccurrenceFacts, person_id: int, policy: ReminderPolicy) -> list[Action]:
    if not facts.is_owed:
        return []
    actions = []
    if facts.opens_on is not None:
        told_on = max(facts.opens_on, facts.watched_from_on)
        if told_on <= facts.due_on:
            actions.append(Action(ActionKind.OPENED, facts.id, person_id, told_on))
    for kind, planned_on in _due_calendar(facts, policy):
        if planned_on >= facts.watched_from_on:
            actions.append(_due_action(kind, facts, person_id, planned_on))
    if facts.returned_at is not None:
        returned_on = _local_day(facts.returned_at, facts.zone)
        actions += [
            Action(ActionKind.RETURNED, facts.id, person_id, returned_on + timedelta(days=offset), offset)
            for offset in _RETURNED_AFTER_DAYS
        ]
    return actions


def _due_calendar(facts: OccurrenceFacts, policy: ReminderPolicy) -> list[tuple[ActionKind, date]]:
    before = [(ActionKind.REMINDER, facts.due_on - timedelta(days=days)) for days in policy.before_days]
    today = [(ActionKind.DUE_TODAY, facts.due_on)] if policy.on_the_day else []
    after = [(ActionKind.OVERDUE, _after(facts, days)) for days in policy.after_days]
    return before + today + after


def _after(facts: OccurrenceFacts, days: int) -> date:
    """So many days overdue; what was past when watching began counts from the eve of that day."""
    return max(facts.due_on, facts.watched_from_on - timedelta(days=1)) + timedelta(days=days)


def _due_action(kind: ActionKind, facts: OccurrenceFacts, person_id: int, planned_on: date) -> Action:
    return Action(kind, facts.id, person_id, planned_on, (planned_on - facts.due_on).days)


def _controller_actions(facts: OccurrenceFacts, person_id: int, policy: ReminderPolicy) -> list[Action]:
    if facts.is_owed:
        planned_on = _after(facts, policy.escalate_after_days)
        return [_due_action(ActionKind.ESCALATION, facts, person_id, planned_on)]
    if facts.submitted_at is None:
        return []
    return [
        Action(
            ActionKind.SUBMITTED, facts.id, person_id, _next_send_day(facts.submitted_at, facts.zone, policy)
        )
    ]


def _next_send_day(moment: datetime, zone: ZoneInfo, policy: ReminderPolicy) -> date:
    """The first day on which the hour of sending has not passed yet at ``moment``."""
    local = moment.astimezone(zone)
    return local.date() + timedelta(days=local.hour >= policy.send_hour)


def due_actions(
    facts: OccurrenceFacts,
    recipients: Iterable[Recipient],
    history: Set[str],
    policy: ReminderPolicy,
    as_of: datetime,
) -> list[Action]:
    """What is to be done now. ``history`` holds the keys (``Action.key``) already recorded.

    Of several reminders that were missed only the freshest is mailed, the others are recorded as
    missed; the opening of a window that still runs and every escalation are always caught up.
    """
    due = [
        action
        for action in planned_actions(facts, recipients, policy)
        if action.key not in history and moment_of(action, facts, policy) <= as_of
    ]
    today = _local_day(as_of, facts.zone)
    freshest = _freshest_of_series(due)
    return [_judge(action, facts, freshest, today) for action in due]


def _freshest_of_series(due: Iterable[Action]) -> dict[int | None, date]:
    freshest: dict[int | None, date] = {}
    for action in due:
        if action.kind in _SERIES:
            freshest[action.person_id] = max(
                action.planned_on, freshest.get(action.person_id, action.planned_on)
            )
    return freshest


def _judge(action: Action, facts: OccurrenceFacts, freshest: dict[int | None, date], today: date) -> Action:
    late = action.person_id is not None and action.planned_on < today
    if action.person_id is None or action.kind not in _SERIES:
        return replace(action, late=late)
    window_runs = action.kind is ActionKind.OPENED and today <= facts.due_on
    missed = action.planned_on < freshest[action.person_id] and not window_runs
    return replace(action, late=late, missed=missed)


def next_moment(
    facts: OccurrenceFacts,
    recipients: Iterable[Recipient],
    history: Set[str],
    policy: ReminderPolicy,
) -> datetime | None:
    """The earliest UTC moment at which something unrecorded is due; None when nothing ever will be."""
    moments = [
        moment_of(action, facts, policy)
        for action in planned_actions(facts, recipients, policy)
        if action.key not in history
    ]
    return min(moments, default=None)
