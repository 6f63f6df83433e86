"""What of a calendar is due as of a moment, and when to look again. Pure.

What is due is the calendar up to ``as_of`` minus what history records. So a tick that ran twice finds
nothing, and a tick that was missed is caught up by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date, datetime

from models.values import Action, ActionKind
from roadmaps.agenda import (
    ANSWERS,
    SERIES,
    Calendar,
    OccurrenceFacts,
    Planned,
    Recipient,
    calendars_of,
    local_day,
    named_actions,
    soon_after,
    stamp,
    tomorrow_after,
    with_fields,
)
from roadmaps.policy import Policy

_REPETITIONS = (ActionKind.REMINDER, ActionKind.OVERDUE)
_ANSWER_FRESH_DAYS = 30  # an older answer is no news to whoever takes the task over


def due_actions(
    facts: OccurrenceFacts,
    recipients: Iterable[Recipient],
    history: Set[str],
    policy: Policy,
    as_of: datetime,
    *,
    at_any_hour: bool = False,
) -> list[Action]:
    """What is to be done now. ``history`` holds the keys (``Action.key``) already recorded.

    Of several reminders that were missed only the freshest is mailed, the others are recorded as
    missed, and so is one that is stale (``Policy.stale_after``); the opening of a window that still
    runs and every escalation are always caught up. What is caught up keeps the quiet of its person,
    unless ``at_any_hour`` (they get a mail anyway).
    """
    due = _due(facts, recipients, history, policy, as_of, at_any_hour)
    if not due:
        return []
    today = local_day(as_of, facts.zone)
    freshest = _freshest_of_series(due)
    said = {action.day_name: action.key for action in due}  # of several that one day took in, the last speaks
    return [
        _judge(action, facts, freshest, today, policy)
        if said[action.day_name] == action.key
        else with_fields(action, missed=True)
        for action in due
    ]


def unrecorded_actions(
    facts: OccurrenceFacts, recipients: Iterable[Recipient], history: Set[str], policy: Policy
) -> list[Planned]:
    """What of the calendar is still to come, or to be caught up."""
    return named_actions(
        facts.id,
        (
            (calendar.person_id, calendar.unrecorded(facts.id, history))
            for calendar in calendars_of(facts, recipients, policy)
        ),
    )


def _due(
    facts: OccurrenceFacts,
    recipients: Iterable[Recipient],
    history: Set[str],
    policy: Policy,
    as_of: datetime,
    at_any_hour: bool,
) -> list[Action]:
    due: dict[str, Action] = {}
    for calendar in calendars_of(facts, recipients, policy):
        for entry in calendar.unrecorded(facts.id, history):
            if entry.due_at > as_of:
                break
            if at_any_hour or _leaves_at(entry, calendar, facts, history, policy, as_of) <= as_of:
                action = stamp(entry.action, facts.id, calendar.person_id)
                due[action.key] = action
    return list(due.values())


def _leaves_at(
    entry: Planned,
    calendar: Calendar,
    facts: OccurrenceFacts,
    history: Set[str],
    policy: Policy,
    as_of: datetime,
) -> datetime:
    """When an entry that is due may leave: now, or where that is a quiet moment, at the next hour of sending.

    An opening does not wait beyond the end of its window. What a plan made today (the due date was moved)
    would repeat of this very day or of days before waits for tomorrow where the person was told today.
    """
    if calendar.person_id is None:
        return as_of
    kind, today = entry.action.kind, local_day(as_of, calendar.zone)
    if kind in _REPETITIONS and entry.action.cause_at is None and _was_told(calendar, facts, history, today):
        return tomorrow_after(as_of, calendar.zone, policy)
    allowed_at = soon_after(as_of, calendar.zone, policy)
    ends_meanwhile = today <= facts.wanted_on < local_day(allowed_at, calendar.zone)
    return as_of if kind is ActionKind.OPENED and ends_meanwhile else allowed_at


def _was_told(calendar: Calendar, facts: OccurrenceFacts, history: Set[str], today: date) -> bool:
    """Whether the person heard of the occurrence in the regular mail of a day."""
    told = f"{facts.id}:{calendar.person_id}:{today.isoformat()}"
    return any(f"{kind.value}:{told}" in history for kind in SERIES)


def _freshest_of_series(due: Iterable[Action]) -> dict[int | None, date]:
    freshest: dict[int | None, date] = {}
    for action in due:
        if action.kind in SERIES:
            freshest[action.person_id] = max(
                action.planned_on, freshest.get(action.person_id, action.planned_on)
            )
    return freshest


def _is_stale(action: Action, facts: OccurrenceFacts, today: date, policy: Policy) -> bool:
    """A plain reminder that comes so late that the due date it speaks of has passed as well."""
    is_plain = action.kind in (ActionKind.REMINDER, ActionKind.DUE_TODAY)
    days_past = (today - action.planned_on).days
    return is_plain and facts.wanted_on < today and days_past > policy.stale_after


def _judge(
    action: Action, facts: OccurrenceFacts, freshest: dict[int | None, date], today: date, policy: Policy
) -> Action:
    late = action.person_id is not None and action.planned_on < today
    if action.kind in ANSWERS:
        return with_fields(action, late=late, missed=(today - action.planned_on).days > _ANSWER_FRESH_DAYS)
    if action.person_id is None or action.kind not in SERIES:
        return with_fields(action, late=late)
    window_runs = action.kind is ActionKind.OPENED and today <= facts.wanted_on
    missed = action.planned_on < freshest[action.person_id] and not window_runs
    missed = missed or _is_stale(action, facts, today, policy)
    return with_fields(action, late=late, missed=missed)


def next_moment(
    facts: OccurrenceFacts,
    recipients: Iterable[Recipient],
    history: Set[str],
    policy: Policy,
    as_of: datetime | None = None,
) -> datetime | None:
    """The earliest UTC moment at which something unrecorded is due; None when nothing ever will be.

    What was due before ``as_of`` and waits for the end of a quiet time is due then.
    """
    moments = []
    for calendar in calendars_of(facts, recipients, policy):
        for entry in calendar.unrecorded(facts.id, history):
            if as_of is None or entry.due_at > as_of:
                moments.append(entry.due_at)
                break
            leaves_at = _leaves_at(entry, calendar, facts, history, policy, as_of)
            moments.append(entry.due_at if leaves_at <= as_of else leaves_at)
    return min(moments, default=None)
