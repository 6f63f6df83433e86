"""What was told is not told again: whatever becomes of the rules, the due date and who is away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.values import Action, ActionKind, Role
from roadmaps.absences import StandIn
from roadmaps.agenda import OccurrenceFacts, Recipient
from roadmaps.backlog import due_actions
from roadmaps.policy import Policy, RolePolicy

ZONE = ZoneInfo("Asia/Yekaterinburg")
ANNA, BORIS, HEAD = 1, 2, 3
EXECUTOR, CONTROLLER = Recipient(ANNA, Role.RESPONSIBLE, ZONE), Recipient(HEAD, Role.CONTROLLER, ZONE)
SATURDAY, SUNDAY, MONDAY = date(2026, 6, 6), date(2026, 6, 7), date(2026, 6, 8)
FACTS = OccurrenceFacts(7, None, SUNDAY, date(2026, 5, 1), ZONE)
QUIET_WEEKENDS = frozenset({5, 6})


def rules(*due: int, opening: tuple[int, ...] = ()) -> Policy:
    return Policy(roles={Role.RESPONSIBLE: RolePolicy(opening, due), Role.CONTROLLER: RolePolicy()})


def nine(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=ZONE).astimezone(UTC)


def told(
    facts: OccurrenceFacts,
    policy: Policy,
    as_of: datetime,
    history: Iterable[str] = (),
    recipients: Iterable[Recipient] = (EXECUTOR, CONTROLLER),
) -> list[Action]:
    due = due_actions(facts, recipients, set(history), policy, as_of)
    return [action for action in due if action.person_id is not None]


def keys(actions: Iterable[Action]) -> set[str]:
    return {action.key for action in actions}


def test_an_opening_told_on_a_day_that_becomes_quiet_is_not_told_on_the_next() -> None:
    facts, policy = replace(FACTS, opens_on=SATURDAY, due_on=date(2026, 6, 20)), rules(opening=(0,))
    history = keys(told(facts, policy, nine(SATURDAY)))
    assert len(history) == 1
    assert told(facts, replace(policy, quiet_weekdays=QUIET_WEEKENDS), nine(MONDAY), history) == []


def test_a_due_date_told_on_a_day_that_becomes_quiet_is_not_told_as_late_on_the_next() -> None:
    policy = rules(0)
    history = keys(told(FACTS, policy, nine(SUNDAY)))
    quiet = replace(policy, quiet_weekdays=QUIET_WEEKENDS)
    assert told(FACTS, quiet, nine(MONDAY), history) == []
    (late,) = told(FACTS, quiet, nine(MONDAY))
    assert late.kind is ActionKind.OVERDUE
    assert told(FACTS, policy, nine(MONDAY), keys([late])) == [], "nor the other way round"
    (next_day,) = told(FACTS, replace(quiet, roles=rules(0, 1).roles), nine(MONDAY), history)
    assert next_day.offset_days == 1, "what another rule names is told"


def test_of_two_notices_that_one_day_takes_in_one_speaks_and_both_are_recorded() -> None:
    policy = replace(rules(1, 2), quiet_weekdays=QUIET_WEEKENDS)
    facts = replace(FACTS, due_on=date(2026, 6, 5))  # a Friday: Saturday and Sunday fall together on Monday
    both = told(facts, policy, nine(MONDAY))
    assert [action.missed for action in both] == [True, False]
    assert told(facts, rules(1, 2), nine(MONDAY), keys(both)) == [], "the quiet days are taken back"


@pytest.mark.parametrize("key", ["overdue:7:1:2026-06-08", "due_today:7:1:2026-06-07"])
def test_keys_by_the_day_of_the_mail_which_databases_hold_from_before_stay_valid(key: str) -> None:
    policy = replace(rules(0), quiet_weekdays=QUIET_WEEKENDS)
    assert told(FACTS, policy, nine(MONDAY), {key}) == []


def test_a_hand_in_is_told_to_its_controller_once_though_hour_and_zone_change() -> None:
    submitted_at = datetime(2026, 6, 9, 3, 45, tzinfo=UTC)  # 08:45
    facts = replace(FACTS, submitted_at=submitted_at)
    history = keys(told(facts, rules(), nine(date(2026, 6, 9))))
    assert len(history) == 1
    later = nine(date(2026, 6, 11))
    assert told(facts, replace(rules(), send_at=time(8, 30)), later, history) == []
    moved = replace(CONTROLLER, zone=ZoneInfo("Asia/Vladivostok"))
    assert told(facts, rules(), later, history, [EXECUTOR, moved]) == []


@pytest.mark.parametrize("extended_days", [1, 3, 30])
def test_a_reminder_that_was_asked_for_is_not_repeated_when_the_due_date_moves(extended_days: int) -> None:
    facts = replace(FACTS, reminder_asked_at=nine(MONDAY) + timedelta(hours=2))
    at = nine(MONDAY) + timedelta(hours=3)
    history = keys(told(facts, rules(), at))
    assert len(history) == 1
    extended = replace(facts, due_on=SUNDAY + timedelta(days=extended_days))
    assert told(extended, rules(), at, history) == []
    assert told(extended, rules(), at, {"overdue:7:1:2026-06-08:20260608T060000.000000"}) == [], "an old key"


def test_what_the_absent_one_heard_in_the_morning_is_not_told_to_the_deputy() -> None:
    policy = rules(-1, 0)
    history = keys(told(FACTS, policy, nine(SATURDAY)))
    away = replace(EXECUTOR, stand_ins=(StandIn(SATURDAY, MONDAY, BORIS, ZONE),))
    assert told(FACTS, policy, nine(SATURDAY) + timedelta(hours=1), history, [away]) == []
    (next_one,) = told(FACTS, policy, nine(SUNDAY), history, [away])
    assert (next_one.person_id, next_one.kind) == (BORIS, ActionKind.DUE_TODAY)
    unheard = replace(away, is_reachable=False)
    assert [a.person_id for a in told(FACTS, policy, nine(SATURDAY), history, [unheard])] == [BORIS]


def test_what_the_deputy_heard_in_the_morning_is_not_told_to_whoever_comes_back_that_day() -> None:
    policy = rules(-1, 0)
    away = replace(EXECUTOR, stand_ins=(StandIn(date(2026, 6, 1), MONDAY, BORIS, ZONE),))
    history = keys(told(FACTS, policy, nine(SATURDAY), (), [away]))
    back = replace(EXECUTOR, stand_ins=(StandIn(date(2026, 6, 1), date(2026, 6, 5), BORIS, ZONE),))
    assert told(FACTS, policy, nine(SATURDAY) + timedelta(hours=1), history, [back]) == []
    assert [a.person_id for a in told(FACTS, policy, nine(SUNDAY), history, [back])] == [ANNA]
    colleague = Recipient(BORIS, Role.RESPONSIBLE, ZONE)  # what they heard was their own
    heard = told(FACTS, policy, nine(SATURDAY), history, [back, colleague])
    assert [action.person_id for action in heard] == [ANNA]
