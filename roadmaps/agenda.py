"""The calendar of an occurrence: who hears of it when, as things stand. Pure.

It is a function of the dates of the occurrence, its recipients and the policy; what of it is due as of
a moment is a question for ``roadmaps.backlog``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from models.values import Action, ActionKind, Role
from roadmaps.absences import StandIn
from roadmaps.escalation import pass_on_steps
from roadmaps.policy import Policy, RolePolicy

# The series of one person: a later one of these says all that an earlier one said.
SERIES = (ActionKind.OPENED, ActionKind.REMINDER, ActionKind.DUE_TODAY, ActionKind.OVERDUE)
ANSWERS = (ActionKind.EXTENSION_GRANTED, ActionKind.EXTENSION_REFUSED)
_DECISIONS = (ActionKind.SUBMITTED, ActionKind.EXTENSION_ASKED)
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class OccurrenceFacts:
    """What the planner knows of an occurrence: dates are local to ``zone``, moments UTC.

    ``watched_from_on``: nothing planned before this day is caught up (the day of approval).
    ``open_until_on``: the form of a monitoring was opened again until this day.
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
    reminder_asked_at: datetime | None = None  # the coordinator wanted one besides the policy
    extension_asked_at: datetime | None = None  # of a request that waits for its answer
    extension_answered_at: datetime | None = None
    extension_granted: bool = False  # what that answer was
    open_until_on: date | None = None

    @property
    def wanted_on(self) -> date:
        """The day by which it is asked for: that of a form opened again, where it is later.

        Timeliness is judged by the due date all the same.
        """
        return max(self.due_on, self.open_until_on or self.due_on)

    @property
    def is_finished(self) -> bool:
        return self.accepted_at is not None or self.cancelled_at is not None

    @property
    def is_owed(self) -> bool:
        """The executor has something to do: nothing handed in, or it came back."""
        return not self.is_finished and (self.submitted_at is None or self.returned_at is not None)


@dataclass(frozen=True)
class Recipient:
    """A person who hears of an occurrence in a role, at the hour of ``zone`` (None: of the roadmap).

    ``only_mandatory``: they asked for openings and final escalations only. ``stand_ins``: who hears in their
    place, on which days. ``is_reachable``: mail to themselves does not come back.
    """

    person_id: int
    role: Role
    zone: ZoneInfo | None = None
    only_mandatory: bool = False
    stand_ins: tuple[StandIn, ...] = ()
    is_reachable: bool = True


@dataclass(frozen=True)
class Planned:
    """An action and the UTC moment at which it is due."""

    action: Action
    due_at: datetime


class Calendar(NamedTuple):
    """What is planned for a person who lives in ``zone`` (None: facts to record), earliest first.

    The entries are not yet in anybody's name. ``others``: people whose notices were told in this one's
    place, or the other way round; on one day, or (None) on any.
    """

    person_id: int | None
    entries: tuple[Planned, ...]
    zone: ZoneInfo
    others: tuple[tuple[int, date | None], ...] = ()

    def unrecorded(self, occurrence_id: int, history: Set[str]) -> Iterator[Planned]:
        """Those that ``history`` (keys) does not hold, neither for this person nor for the others."""
        if not history:
            yield from self.entries
            return
        whose = f"{occurrence_id}:{self.person_id or '-'}"
        others = [(f"{occurrence_id}:{person_id}", day) for person_id, day in self.others]
        for entry in self.entries:
            action = entry.action
            if action.is_known(history, whose):
                continue
            if any(day in (None, action.planned_on) and action.is_known(history, who) for who, day in others):
                continue
            yield entry


def planned_actions(facts: OccurrenceFacts, recipients: Iterable[Recipient], policy: Policy) -> list[Planned]:
    """The whole calendar of an occurrence as things stand: facts to record and notices to give."""
    return named_actions(
        facts.id,
        ((calendar.person_id, calendar.entries) for calendar in calendars_of(facts, recipients, policy)),
    )


def named_actions(
    occurrence_id: int, planned: Iterable[tuple[int | None, Iterable[Planned]]]
) -> list[Planned]:
    """Entries of calendars in the names of their people, each notice once.

    Somebody may speak for two parties of one task, and quiet days may move two notices to one day.
    """
    named = (
        Planned(stamp(entry.action, occurrence_id, person_id), entry.due_at)
        for person_id, entries in planned
        for entry in entries
    )
    return list({entry.action.day_name: entry for entry in named}.values())


def is_planned(
    facts: OccurrenceFacts,
    recipients: Iterable[Recipient],
    policy: Policy,
    person_id: int | None,
    planned_on: date,
    key: str,
) -> bool:
    """Whether the calendar holds the notice with this key, planned for this person and day."""
    return any(
        entry.action.planned_on == planned_on
        and entry.action.is_known({key}, f"{facts.id}:{person_id or '-'}")
        for calendar in calendars_of(facts, recipients, policy)
        if calendar.person_id == person_id
        for entry in calendar.entries
    )


def calendars_of(
    facts: OccurrenceFacts, recipients: Iterable[Recipient], policy: Policy
) -> Iterator[Calendar]:
    """What is planned for nobody (facts to record) and for each recipient, not yet in their names."""
    if facts.is_finished:
        return
    nameless = with_fields(facts, id=0)
    yield Calendar(None, _fact_calendar(nameless), facts.zone)
    if facts.held:
        return
    told = tuple(dict.fromkeys(recipients))
    roles = pass_on_steps(policy.roles, {recipient.role for recipient in told if recipient.is_reachable})
    # Deputies first: of one notice that somebody gets in two ways, their own comes last and stays.
    for recipient in told:
        for stand_in in recipient.stand_ins:
            role = roles.get(recipient.role, RolePolicy())
            absent = with_fields(recipient, stand_ins=())
            calendar = _deputy_calendar(nameless, absent, stand_in, role, policy)
            others = ((recipient.person_id, None),) if recipient.is_reachable else ()
            yield Calendar(stand_in.person_id, calendar, stand_in.zone or facts.zone, others)
    for recipient in told:
        if recipient.is_reachable:
            role = roles.get(recipient.role, RolePolicy())
            own = with_fields(recipient, person_id=0, stand_ins=())
            calendar = _notice_calendar(nameless, own, role, policy)
            yield Calendar(
                recipient.person_id,
                _without_days_away(calendar, recipient.stand_ins),
                recipient.zone or facts.zone,
                _heard_on_return(recipient, told),
            )


def _heard_on_return(recipient: Recipient, told: Iterable[Recipient]) -> tuple[tuple[int, date], ...]:
    """Deputies who may have heard in the morning of the day on which the absence was ended.

    Only those who hear of the occurrence in nobody else's place: what the others were told may not have
    been meant for this one.
    """
    if not recipient.stand_ins:
        return ()
    busy = {each.person_id for each in told}
    busy |= {s.person_id for each in told if each.person_id != recipient.person_id for s in each.stand_ins}
    back = {(each.person_id, each.until_on + timedelta(days=1)) for each in recipient.stand_ins}
    return tuple(sorted(entry for entry in back if entry[0] not in busy))


def with_fields(value: _Value, **fields: object) -> _Value:
    """``replace`` for what every occurrence goes through: without ``__init__`` it costs a tenth."""
    changed: _Value = object.__new__(type(value))
    changed.__dict__.update(value.__dict__, **fields)
    return changed


def stamp(action: Action, occurrence_id: int, person_id: int | None) -> Action:
    return with_fields(action, occurrence_id=occurrence_id, person_id=person_id)


# Thousands of occurrences share their dates: a calendar is worked out once for all that do.
_MOST_CALENDARS = 4096


@lru_cache(maxsize=_MOST_CALENDARS)
def _fact_calendar(facts: OccurrenceFacts) -> tuple[Planned, ...]:
    return tuple(sorted(_fact_actions(facts), key=lambda planned: planned.due_at))


@lru_cache(maxsize=_MOST_CALENDARS)
def _notice_calendar(
    facts: OccurrenceFacts, recipient: Recipient, role: RolePolicy, policy: Policy
) -> tuple[Planned, ...]:
    """The notices of one recipient, earliest first."""
    return tuple(sorted(_notices(facts, recipient, role, policy), key=lambda planned: planned.due_at))


@lru_cache(maxsize=_MOST_CALENDARS)
def _deputy_calendar(
    facts: OccurrenceFacts, absent: Recipient, stand_in: StandIn, role: RolePolicy, policy: Policy
) -> tuple[Planned, ...]:
    """What the absent one would be told on those days, at the hour of the deputy.

    Which days these are follows from the day a notice is planned for, not from when it is sent: so what
    was told to the one is never told to the other again.
    """
    silenced = absent.only_mandatory or stand_in.only_mandatory
    told = with_fields(absent, person_id=0, only_mandatory=silenced, is_reachable=True)
    deputy = with_fields(told, zone=stand_in.zone)
    calendar = [
        Planned(
            replace(entry.action, stands_for=absent.person_id),
            _send_moment(entry.action, facts, deputy, policy),
        )
        for entry in _notice_calendar(facts, told, role, policy)
        if stand_in.covers(entry.action.planned_on)
    ]
    return tuple(sorted(calendar, key=lambda planned: planned.due_at))


def _without_days_away(calendar: tuple[Planned, ...], stand_ins: tuple[StandIn, ...]) -> tuple[Planned, ...]:
    if not stand_ins:
        return calendar
    return tuple(
        entry for entry in calendar if not any(each.covers(entry.action.planned_on) for each in stand_ins)
    )


def _fact_actions(facts: OccurrenceFacts) -> list[Planned]:
    """Windows open on their first day and close when their last one is over, at local midnight."""
    planned = []
    if facts.opens_on is not None and facts.opened_at is None:
        opening = Action(ActionKind.OPENED, facts.id, None, facts.opens_on)
        planned.append(Planned(opening, _moment(facts.opens_on, time(), facts.zone)))
    if facts.closed_at is None:
        closing = Action(ActionKind.CLOSE, facts.id, None, facts.due_on)
        planned.append(Planned(closing, _moment(facts.due_on + timedelta(days=1), time(), facts.zone)))
    return planned


def _notices(facts: OccurrenceFacts, recipient: Recipient, role: RolePolicy, policy: Policy) -> list[Planned]:
    actions: list[Action] = []
    if facts.is_owed:
        actions += _opening_actions(facts, recipient.person_id, role, policy)
        actions += _due_actions(facts, recipient, role, policy)
        if recipient.role is not Role.CONTROLLER:
            actions += _return_actions(facts, recipient.person_id, policy)
            actions += _asked_actions(facts, recipient, policy, actions)
    elif recipient.role is Role.CONTROLLER and facts.submitted_at is not None:
        told_on = _next_send_day(facts.submitted_at, recipient.zone or facts.zone, policy)
        actions.append(
            Action(ActionKind.SUBMITTED, facts.id, recipient.person_id, told_on, cause_at=facts.submitted_at)
        )
    actions += _extension_actions(facts, recipient, policy)
    if recipient.only_mandatory:
        actions = _mandatory(actions)
    capped = _cap(actions, policy.most_per_deadline)
    return [
        Planned(replace(action, role=recipient.role), _send_moment(action, facts, recipient, policy))
        for action in capped
    ]


def _opening_actions(
    facts: OccurrenceFacts, person_id: int, role: RolePolicy, policy: Policy
) -> list[Action]:
    if facts.opens_on is None:
        return []
    first_on = max(facts.opens_on, facts.watched_from_on)
    told: dict[date, date] = {}  # the day of a notice and the day that its offset names
    for offset in role.opening:
        nominal = policy.count(first_on, offset)
        day = policy.awake(nominal, forward=True)
        if day > facts.wanted_on and not told:
            day = _day_before_quiet_window(nominal, facts, policy)
        if max(day, nominal) <= facts.wanted_on:
            told.setdefault(day, nominal)
    return [
        Action(ActionKind.OPENED, facts.id, person_id, day, nominal_on=nominal)
        for day, nominal in told.items()
    ]


def _day_before_quiet_window(nominal: date, facts: OccurrenceFacts, policy: Policy) -> date:
    """The last day with mail before a window that is over before mail leaves again.

    Nobody may silence an opening, so where that day was not watched yet it breaks the quiet.
    """
    day = policy.awake(nominal, forward=False)
    return day if day >= facts.watched_from_on else nominal


def _due_actions(
    facts: OccurrenceFacts, recipient: Recipient, role: RolePolicy, policy: Policy
) -> list[Action]:
    actions = []
    for offset in role.due:
        planned_on = policy.shift(_origin(facts, offset), offset)
        if planned_on >= facts.watched_from_on:
            actual = (planned_on - facts.wanted_on).days
            kind = _kind_of(actual, recipient.role)
            nominal = policy.count(_origin(facts, offset), offset)
            person_id = recipient.person_id
            actions.append(Action(kind, facts.id, person_id, planned_on, actual, nominal_on=nominal))
    return actions


def _origin(facts: OccurrenceFacts, offset: int) -> date:
    """Where a due offset counts from; what was past when watching began counts from the eve of that day."""
    return facts.wanted_on if offset <= 0 else max(facts.wanted_on, facts.watched_from_on - timedelta(days=1))


def _kind_of(offset: int, role: Role) -> ActionKind:
    if offset < 0:
        return ActionKind.REMINDER
    if offset == 0:
        return ActionKind.DUE_TODAY
    return ActionKind.ESCALATION if role is Role.CONTROLLER else ActionKind.OVERDUE


def _return_actions(facts: OccurrenceFacts, person_id: int, policy: Policy) -> list[Action]:
    if facts.returned_at is None:
        return []
    returned_on = local_day(facts.returned_at, facts.zone)
    return [
        Action(
            ActionKind.RETURNED,
            facts.id,
            person_id,
            policy.shift(returned_on, offset),
            offset,
            cause_at=facts.returned_at,
            nominal_on=policy.count(returned_on, offset),
        )
        for offset in policy.returned_after
    ]


def _asked_actions(
    facts: OccurrenceFacts, recipient: Recipient, policy: Policy, others: Iterable[Action]
) -> list[Action]:
    """The reminder that the coordinator asked for, unless the policy reminds of it on that day anyway."""
    at, zone = facts.reminder_asked_at, recipient.zone or facts.zone
    if at is None:
        return []
    day = local_day(soon_after(at, zone, policy), zone)
    if any(other.planned_on == day and other.kind in SERIES for other in others):
        return []
    offset = (day - facts.wanted_on).days
    return [Action(_kind_of(offset, recipient.role), facts.id, recipient.person_id, day, offset, cause_at=at)]


def _extension_actions(facts: OccurrenceFacts, recipient: Recipient, policy: Policy) -> list[Action]:
    """A controller hears of a request that waits, the executors of its answer; both in the next digest."""
    if recipient.role is Role.CONTROLLER:
        kind, at = ActionKind.EXTENSION_ASKED, facts.extension_asked_at
    else:
        kind, at = ANSWERS[0 if facts.extension_granted else 1], facts.extension_answered_at
    if at is None:
        return []
    told_on = _next_send_day(at, recipient.zone or facts.zone, policy)
    return [Action(kind, facts.id, recipient.person_id, told_on, cause_at=at)]


def _mandatory(actions: list[Action]) -> list[Action]:
    """Openings, returns, answers and the last escalation: what nobody can silence."""
    late = (ActionKind.OVERDUE, ActionKind.ESCALATION)
    escalations = [a for a in actions if a.kind in late and a.cause_at is None]
    kept = [a for a in actions if a.kind in (ActionKind.OPENED, ActionKind.RETURNED, *ANSWERS)]
    return kept + escalations[-1:]


def _cap(actions: list[Action], most: int) -> list[Action]:
    """At most so many notices: the earliest warnings go first, then the latest repetitions.

    What nobody can silence, and what waits for a decision of this person, is no repetition and stays.
    """
    surplus = len(actions) - most
    if surplus <= 0:
        return actions
    kept = {action.key for action in _mandatory(actions)}
    free = [a for a in actions if a.key not in kept and a.kind not in _DECISIONS and a.cause_at is None]
    warnings = [action for action in free if action.kind is ActionKind.REMINDER]
    repetitions = [action for action in reversed(free) if action.kind is not ActionKind.REMINDER]
    gone = {action.key for action in (*warnings, *repetitions)[:surplus]}
    return [action for action in actions if action.key not in gone]


def _send_moment(action: Action, facts: OccurrenceFacts, recipient: Recipient, policy: Policy) -> datetime:
    """When a notice leaves: at the hour of sending where the recipient lives; what a person did, at once."""
    zone = recipient.zone or facts.zone
    at_once = action.kind in SERIES or (action.kind is ActionKind.RETURNED and action.offset_days == 0)
    if at_once and action.cause_at is not None:
        return soon_after(action.cause_at, zone, policy)
    return _moment(action.planned_on, policy.send_at, zone)


def soon_after(moment: datetime, zone: ZoneInfo, policy: Policy) -> datetime:
    """The moment itself, or where it is a quiet one the next hour of sending."""
    local = moment.astimezone(zone)
    if not policy.is_quiet(local.date()) and not policy.is_quiet_hour(local.time()):
        return moment
    return _moment(_next_send_day(moment, zone, policy), policy.send_at, zone)


def tomorrow_after(moment: datetime, zone: ZoneInfo, policy: Policy) -> datetime:
    """The hour of sending on the first day after that of ``moment`` on which mail leaves."""
    tomorrow = local_day(moment, zone) + timedelta(days=1)
    return _moment(policy.awake(tomorrow, forward=True), policy.send_at, zone)


def _next_send_day(moment: datetime, zone: ZoneInfo, policy: Policy) -> date:
    """The first day that is not quiet on which the hour of sending has not passed yet at ``moment``."""
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=local.time() >= policy.send_at)
    return policy.awake(day, forward=True)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    # A local time that the clocks skip (spring) is read with the offset before the change, one that
    # comes twice (autumn) means its first coming: PEP 495, fold=0.
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
