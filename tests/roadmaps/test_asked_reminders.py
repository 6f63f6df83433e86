"""A reminder that the coordinator asked for: planned beside the policy, once, in its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.errors import ForbiddenTransitionError
from models.values import ActionKind, Role
from roadmaps.agenda import OccurrenceFacts, Recipient, planned_actions
from roadmaps.backlog import due_actions, next_moment
from roadmaps.completion import ask_reminder
from roadmaps.policy import Policy

ZONE = ZoneInfo("Asia/Yekaterinburg")
ASKED_AT = datetime(2021, 6, 8, 10, tzinfo=UTC)  # Tuesday, 15:00 in Chelyabinsk
FACTS = OccurrenceFacts(7, None, date(2021, 7, 30), date(2021, 3, 18), ZONE)
EXECUTOR, CONTROLLER = Recipient(1, Role.RESPONSIBLE), Recipient(2, Role.CONTROLLER)


def asked(facts: OccurrenceFacts, at: datetime = ASKED_AT) -> OccurrenceFacts:
    return replace(facts, reminder_asked_at=at)


def notices(facts: OccurrenceFacts, *recipients: Recipient, policy: Policy | None = None):  # type: ignore[no-untyped-def]
    found = planned_actions(facts, recipients or (EXECUTOR, CONTROLLER), policy or Policy())
    return [entry for entry in found if entry.action.cause_at == facts.reminder_asked_at]


def test_the_executor_hears_at_once_and_the_controller_does_not() -> None:
    (entry,) = notices(asked(FACTS))
    assert entry.due_at == ASKED_AT
    assert entry.action.kind is ActionKind.REMINDER
    assert entry.action.person_id == 1
    assert entry.action.planned_on == date(2021, 6, 8)
    assert entry.action.offset_days == -52


def test_of_what_is_late_it_says_so() -> None:
    (entry,) = notices(asked(replace(FACTS, due_on=date(2021, 5, 20))))
    assert entry.action.kind is ActionKind.OVERDUE


def test_it_waits_for_the_end_of_quiet_hours() -> None:
    night = datetime(2021, 6, 8, 20, tzinfo=UTC)  # 01:00 on Wednesday
    policy = Policy()
    (entry,) = notices(asked(FACTS, night), policy=policy)
    local = entry.due_at.astimezone(ZONE)
    assert entry.action.planned_on == local.date()
    assert policy.is_quiet_hour(night.astimezone(ZONE).time()) == (local.time() == policy.send_at)


def test_on_a_day_on_which_the_policy_reminds_there_is_no_second_one() -> None:
    reminded_on = next(
        entry.due_at
        for entry in planned_actions(FACTS, (EXECUTOR,), Policy())
        if entry.action.kind is ActionKind.REMINDER
    )
    assert notices(asked(FACTS, reminded_on + timedelta(hours=2))) == []


def test_it_is_due_once() -> None:
    facts = asked(FACTS)
    (action,) = due_actions(facts, (EXECUTOR,), set(), Policy(), ASKED_AT)
    assert not action.missed
    assert due_actions(facts, (EXECUTOR,), {action.key}, Policy(), ASKED_AT + timedelta(hours=1)) == []
    assert (next_moment(facts, (EXECUTOR,), {action.key}, Policy()) or ASKED_AT) > ASKED_AT


def test_a_cap_does_not_count_it_and_takes_no_other_for_it() -> None:
    policy = replace(Policy(), most_per_deadline=2)
    plain = {entry.action.key for entry in planned_actions(FACTS, (EXECUTOR,), policy)}
    with_asked = {entry.action.key for entry in planned_actions(asked(FACTS), (EXECUTOR,), policy)}
    assert len(with_asked) == len(plain) + 1 or len(with_asked - plain) == 1


def test_whoever_wants_the_mandatory_only_keeps_the_last_escalation_and_hears_no_more() -> None:
    modest = replace(EXECUTOR, only_mandatory=True)
    late = replace(FACTS, due_on=date(2021, 5, 20))
    assert planned_actions(asked(late), (modest,), Policy()) == planned_actions(late, (modest,), Policy())


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (replace(FACTS, accepted_at=ASKED_AT), "уже принят: напоминать не о чем"),
        (replace(FACTS, submitted_at=ASKED_AT), "уже на проверке"),
        (replace(FACTS, held=True), "ждёт решения координатора"),
    ],
)
def test_of_what_nobody_owes_nobody_is_reminded(facts: OccurrenceFacts, sentence: str) -> None:
    with pytest.raises(ForbiddenTransitionError) as refusal:
        ask_reminder(facts, ASKED_AT)
    assert sentence in str(refusal.value)
