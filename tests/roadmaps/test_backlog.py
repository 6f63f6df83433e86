"""What is caught up keeps the quiet of its person, and vanishes for it no more than anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from models.values import ActionKind, Role
from roadmaps.agenda import OccurrenceFacts, Recipient
from roadmaps.backlog import due_actions, next_moment
from roadmaps.policy import Policy, RolePolicy

ZONE, VLADIVOSTOK = ZoneInfo("Asia/Yekaterinburg"), ZoneInfo("Asia/Vladivostok")
POLICY = Policy(
    roles={Role.RESPONSIBLE: RolePolicy((0,), (-3,))},
    quiet_weekdays=frozenset({5, 6}),
    quiet_from=time(20),
    quiet_until=time(8),
)
EXECUTOR = Recipient(1, Role.RESPONSIBLE)
# Opened on a Monday, due on the Tuesday of the week after it.
OPENED_AT = datetime(2026, 6, 1, tzinfo=UTC)
FACTS = OccurrenceFacts(7, date(2026, 6, 1), date(2026, 6, 16), date(2026, 5, 1), ZONE, opened_at=OPENED_AT)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=ZONE)


def kinds(as_of: datetime, facts: OccurrenceFacts = FACTS, person: Recipient = EXECUTOR) -> list[str]:
    return [action.kind.value for action in due_actions(facts, [person], set(), POLICY, as_of)]


def test_what_is_caught_up_in_quiet_hours_waits_for_the_next_hour_of_sending() -> None:
    assert kinds(at(2, 22)) == []
    assert next_moment(FACTS, [EXECUTOR], set(), POLICY, at(2, 22)) == at(3, 9)
    assert kinds(at(3, 7)) == []
    assert kinds(at(3, 9)) == kinds(at(2, 12)) == ["opened"]


def test_what_is_caught_up_on_quiet_days_waits_for_their_end() -> None:
    assert kinds(at(6, 12)) == []
    assert next_moment(FACTS, [EXECUTOR], set(), POLICY, at(6, 12)) == at(8, 9)


def test_quiet_is_what_is_quiet_where_the_person_lives() -> None:
    away = replace(EXECUTOR, zone=VLADIVOSTOK)
    assert kinds(at(2, 17), person=away) == [], "22:00 there"
    assert next_moment(FACTS, [away], set(), POLICY, at(2, 17)) == datetime(2026, 6, 3, 9, tzinfo=VLADIVOSTOK)


def test_an_opening_does_not_wait_beyond_the_end_of_its_window_and_a_reminder_does() -> None:
    short = replace(FACTS, due_on=date(2026, 6, 6))  # that Saturday
    assert kinds(at(5, 22), short) == ["opened"]
    opened = {"opened:7:1:2026-06-01"}
    due = due_actions(short, [EXECUTOR], opened, POLICY, at(5, 22))
    assert [action for action in due if action.kind is ActionKind.REMINDER] == []
    assert next_moment(short, [EXECUTOR], opened, POLICY, at(5, 22)) is not None


def test_windows_open_and_close_at_any_hour() -> None:
    facts = replace(FACTS, opened_at=None)
    actions = due_actions(facts, [EXECUTOR], set(), POLICY, at(2, 22))
    assert [(a.kind, a.person_id) for a in actions] == [(ActionKind.OPENED, None)]


def test_a_mail_that_goes_anyway_takes_along_what_waits() -> None:
    assert due_actions(FACTS, [EXECUTOR], set(), POLICY, at(2, 22), at_any_hour=True) != []


def test_a_moved_due_date_makes_no_second_mail_on_a_day_on_which_the_person_was_told() -> None:
    due_on = date(2026, 6, 2)
    policy = Policy(roles={Role.RESPONSIBLE: RolePolicy(due=(-7, 1))})
    facts = replace(FACTS, opens_on=None, due_on=due_on, closed_at=OPENED_AT)
    told = {action.key for action in due_actions(facts, [EXECUTOR], set(), policy, at(3, 9))}
    assert "overdue:7:1:2026-06-03" in told
    extended = replace(facts, due_on=date(2026, 6, 9))  # a week before it is the 2nd
    assert due_actions(extended, [EXECUTOR], told, policy, at(3, 10)) == []
    assert next_moment(extended, [EXECUTOR], told, policy, at(3, 10)) == at(4, 9)
    (action,) = due_actions(extended, [EXECUTOR], told, policy, at(4, 9))
    assert (action.kind, action.missed) == (ActionKind.REMINDER, False), "the new day is told all the same"
    due_today = replace(facts, due_on=date(2026, 6, 3))
    rules = Policy(roles={Role.RESPONSIBLE: RolePolicy(due=(0,))})
    assert due_actions(due_today, [EXECUTOR], told, rules, at(3, 10)) != [], "what cannot wait does not"
