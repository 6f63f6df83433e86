"""The planner: what is due, when, and that missed or doubled ticks change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from models.values import Action, ActionKind, Role
from roadmaps.agenda import OccurrenceFacts, Recipient, planned_actions
from roadmaps.backlog import due_actions, next_moment
from roadmaps.policy import DEFAULT_POLICY, RolePolicy

ZONE = ZoneInfo("Asia/Yekaterinburg")
POLICY = DEFAULT_POLICY
EXECUTOR, CONTROLLER = Recipient(1, Role.RESPONSIBLE), Recipient(9, Role.CONTROLLER)


def occurrence(
    opens_on: date | None = date(2021, 4, 15), due_on: date = date(2021, 5, 10)
) -> OccurrenceFacts:
    return OccurrenceFacts(7, opens_on, due_on, watched_from_on=date(2021, 3, 18), zone=ZONE)


def nine(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=ZONE).astimezone(UTC)


def calendar(
    facts: OccurrenceFacts, recipient: Recipient = EXECUTOR, others: tuple[Recipient, ...] = (EXECUTOR,)
) -> list[tuple[str, str]]:
    """What one recipient hears, beside others who can be mailed."""
    actions = [planned.action for planned in planned_actions(facts, [*others, recipient], POLICY)]
    return [(a.planned_on.isoformat(), a.kind.value) for a in actions if a.person_id == recipient.person_id]


def run(
    facts: OccurrenceFacts, ticks: list[datetime], recipients: tuple[Recipient, ...] = (EXECUTOR, CONTROLLER)
) -> list[Action]:
    """Tick after tick, recording what comes, as the store does; the actions that were mailed."""
    history: set[str] = set()
    mailed = []
    for as_of in ticks:
        for action in due_actions(facts, recipients, history, POLICY, as_of):
            history.add(action.key)
            if action.person_id is None:
                field = "opened_at" if action.kind is ActionKind.OPENED else "closed_at"
                facts = replace(facts, **{field: as_of})
            elif not action.missed:
                mailed.append(action)
    return mailed


def test_a_window_is_told_at_opening_and_around_its_due_date() -> None:
    assert calendar(occurrence()) == [
        ("2021-04-15", "opened"),
        ("2021-04-26", "reminder"),
        ("2021-05-03", "reminder"),
        ("2021-05-07", "reminder"),
        ("2021-05-09", "reminder"),
        ("2021-05-10", "due_today"),
        ("2021-05-11", "overdue"),
        ("2021-05-13", "overdue"),
        ("2021-05-17", "overdue"),
    ]


def test_the_controller_hears_only_of_the_seventh_day_after() -> None:
    assert calendar(occurrence(), CONTROLLER) == [("2021-05-17", "escalation")]


def test_where_no_executor_can_be_mailed_the_co_executor_hears_all_that_was_meant_for_them() -> None:
    steps = {
        Role.RESPONSIBLE: RolePolicy(opening=(0,), due=(-3, 1)),
        Role.CO_RESPONSIBLE: RolePolicy(due=(2,)),
    }
    policy = replace(POLICY, roles=steps)

    def heard(*recipients: Recipient) -> list[str]:
        planned = planned_actions(occurrence(), recipients, policy)
        return [p.action.planned_on.isoformat() for p in planned if p.action.person_id == 5]

    helper = Recipient(5, Role.CO_RESPONSIBLE)
    assert heard(EXECUTOR, helper) == ["2021-05-12"]
    assert heard(helper) == ["2021-04-15", "2021-05-07", "2021-05-11", "2021-05-12"]
    assert heard(helper, CONTROLLER) == heard(helper)


def test_where_nobody_below_can_be_mailed_the_controller_hears_on_the_first_day_late() -> None:
    assert calendar(occurrence(), CONTROLLER, ()) == [
        ("2021-05-11", "escalation"),
        ("2021-05-17", "escalation"),
    ]
    helped = (Recipient(5, Role.CO_RESPONSIBLE),)
    assert calendar(occurrence(), CONTROLLER, helped) == [("2021-05-17", "escalation")]


def test_a_notice_knows_the_role_in_which_its_person_hears_it() -> None:
    recipients = (EXECUTOR, Recipient(5, Role.CO_RESPONSIBLE), CONTROLLER)
    planned = [p.action for p in planned_actions(occurrence(), recipients, POLICY)]
    assert {(a.person_id, a.role) for a in planned if a.person_id is not None} == {
        (1, Role.RESPONSIBLE),
        (5, Role.CO_RESPONSIBLE),
        (9, Role.CONTROLLER),
    }


def test_a_cap_takes_warnings_and_repetitions_and_never_what_is_mandatory() -> None:
    policy = replace(POLICY, most_per_deadline=3)
    told = [p.action for p in planned_actions(occurrence(), [EXECUTOR], policy) if p.action.person_id]
    assert [(a.planned_on.isoformat(), a.kind.value) for a in told] == [
        ("2021-04-15", "opened"),
        ("2021-05-10", "due_today"),
        ("2021-05-17", "overdue"),
    ]
    returned = replace(
        occurrence(), submitted_at=nine(date(2021, 4, 20)), returned_at=nine(date(2021, 4, 21))
    )
    strict = replace(POLICY, most_per_deadline=1)
    kinds = [p.action.kind.value for p in planned_actions(returned, [EXECUTOR], strict) if p.action.person_id]
    assert kinds == ["opened", "returned", "returned", "returned", "overdue"]


def test_a_bare_deadline_has_no_opening() -> None:
    assert ("opened" in {kind for _, kind in calendar(occurrence(opens_on=None))}) is False


def test_nothing_from_before_the_approval_is_caught_up() -> None:
    facts = replace(occurrence(opens_on=date(2021, 1, 1)), watched_from_on=date(2021, 5, 5))
    assert calendar(facts)[:2] == [("2021-05-05", "opened"), ("2021-05-07", "reminder")]


def test_accepted_evidence_ends_everything() -> None:
    assert calendar(replace(occurrence(), accepted_at=nine(date(2021, 5, 1)))) == []


def test_submitted_evidence_stops_reminders_and_calls_the_reviewer() -> None:
    submitted = replace(occurrence(), submitted_at=nine(date(2021, 5, 1)) - timedelta(hours=1))
    assert calendar(submitted) == []
    assert calendar(submitted, CONTROLLER) == [("2021-05-01", "submitted")]


def test_returned_evidence_is_told_at_once_and_reminded_again() -> None:
    returned = replace(
        occurrence(),
        submitted_at=nine(date(2021, 4, 20)),
        returned_at=nine(date(2021, 4, 21)) + timedelta(hours=5),
    )
    kinds = [entry for entry in calendar(returned) if entry[1] == "returned"]
    assert kinds == [("2021-04-21", "returned"), ("2021-04-24", "returned"), ("2021-04-28", "returned")]
    as_of = nine(date(2021, 4, 21)) + timedelta(hours=5)
    due = due_actions(returned, [EXECUTOR], {f"opened:7:1:{date(2021, 4, 15)}"}, POLICY, as_of)
    assert [a.kind for a in due if a.person_id] == [ActionKind.RETURNED]


def test_held_occurrences_send_nothing() -> None:
    assert calendar(replace(occurrence(), held=True)) == []


def test_what_was_past_on_approval_and_is_resumed_is_told_at_once_then_like_any_overdue() -> None:
    resumed = replace(occurrence(), watched_from_on=date(2021, 8, 1))
    assert calendar(resumed) == [
        ("2021-08-01", "overdue"),
        ("2021-08-03", "overdue"),
        ("2021-08-07", "overdue"),
    ]
    assert planned_actions(resumed, [EXECUTOR], POLICY)[-1].action.offset_days == 89
    assert calendar(resumed, CONTROLLER) == [("2021-08-07", "escalation")]


def test_windows_open_and_close_at_local_midnight_and_mail_leaves_at_nine() -> None:
    facts = occurrence()
    midnight = datetime(2021, 4, 14, 19, tzinfo=UTC)  # 00:00 in Chelyabinsk
    assert next_moment(facts, [EXECUTOR], set(), POLICY) == midnight
    due = due_actions(facts, [EXECUTOR], set(), POLICY, midnight)
    assert [(a.kind, a.person_id) for a in due] == [(ActionKind.OPENED, None)]
    assert not due_actions(
        replace(facts, opened_at=midnight),
        [EXECUTOR],
        set(),
        POLICY,
        nine(date(2021, 4, 15)) - timedelta(minutes=1),
    )


def test_somebody_who_speaks_for_two_parties_gets_one_notice() -> None:
    both = [Recipient(1, Role.RESPONSIBLE), Recipient(1, Role.CO_RESPONSIBLE)]
    keys = [planned.action.key for planned in planned_actions(occurrence(), both, POLICY)]
    assert len(keys) == len(set(keys))


def test_after_an_outage_only_the_freshest_reminder_is_mailed_and_says_that_it_is_late() -> None:
    mailed = run(occurrence(), [nine(date(2021, 4, 15)), nine(date(2021, 5, 8))], (EXECUTOR,))
    assert [(a.kind.value, a.planned_on.isoformat(), a.late) for a in mailed] == [
        ("opened", "2021-04-15", False),
        ("reminder", "2021-05-07", True),
    ]


def test_an_outage_never_swallows_an_opening_that_still_runs_or_an_escalation() -> None:
    mailed = run(occurrence(), [nine(date(2021, 5, 8)), nine(date(2021, 6, 20))])
    assert [(a.kind.value, a.planned_on.isoformat()) for a in mailed] == [
        ("opened", "2021-04-15"),
        ("reminder", "2021-05-07"),
        ("overdue", "2021-05-17"),
        ("escalation", "2021-05-17"),
    ]


MOMENTS = st.datetimes(datetime(2021, 3, 1), datetime(2021, 7, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(MOMENTS, max_size=30).map(sorted), st.data())
def test_ticks_at_any_moments_and_doubled_ones_mail_each_notice_once(
    moments: list[datetime], data: st.DataObject
) -> None:
    doubled = sorted(moments + data.draw(st.lists(st.sampled_from(moments or [nine(date(2021, 3, 1))]))))
    keys = [action.key for action in run(occurrence(), doubled)]
    assert len(keys) == len(set(keys))
    assert keys == [action.key for action in run(occurrence(), moments)] or not moments


@given(st.lists(MOMENTS, max_size=30).map(sorted))
def test_nothing_is_mailed_before_its_day_and_the_window_is_never_lost(moments: list[datetime]) -> None:
    last = nine(date(2021, 5, 10))
    mailed = run(occurrence(), [*(m for m in moments if m < last), last], (EXECUTOR,))
    assert [a.kind for a in mailed].count(ActionKind.OPENED) == 1
    assert {ActionKind.DUE_TODAY} <= {a.kind for a in mailed}


@given(
    st.dates(date(2021, 1, 1), date(2022, 12, 31)),
    st.integers(0, 400),
    st.dates(date(2020, 12, 1), date(2023, 3, 1)),
)
def test_the_queue_wakes_exactly_when_something_is_due(opens_on: date, length: int, day: date) -> None:
    facts = replace(occurrence(opens_on, opens_on + timedelta(days=length)), watched_from_on=date(2021, 1, 1))
    moment = next_moment(facts, [EXECUTOR, CONTROLLER], set(), POLICY)
    assert moment is not None
    due = due_actions(facts, [EXECUTOR, CONTROLLER], set(), POLICY, nine(day))
    assert bool(due) is (moment <= nine(day))


def test_a_plain_reminder_long_past_is_missed_when_its_due_date_has_passed_too() -> None:
    policy = replace(POLICY, roles={Role.RESPONSIBLE: RolePolicy(opening=(0,), due=(-1, 0))})

    def outcome(day: int, month: int = 5) -> list[tuple[str, bool, bool]]:
        due = due_actions(occurrence(), [EXECUTOR], set(), policy, nine(date(2021, month, day)))
        return [(a.kind.value, a.late, a.missed) for a in due if a.person_id is not None]

    assert ("due_today", True, False) in outcome(13)
    assert ("due_today", True, True) in outcome(14)
    assert ("reminder", True, False) in outcome(9) or ("reminder", False, False) in outcome(9)


def test_openings_of_running_windows_and_escalations_are_never_stale() -> None:
    running = due_actions(occurrence(), [EXECUTOR], set(), POLICY, nine(date(2021, 5, 10)))
    assert [(a.late, a.missed) for a in running if a.kind is ActionKind.OPENED and a.person_id] == [
        (True, False)
    ]
    late = due_actions(occurrence(), [EXECUTOR, CONTROLLER], set(), POLICY, nine(date(2021, 9, 1)))
    assert [(a.late, a.missed) for a in late if a.kind is ActionKind.ESCALATION] == [(True, False)]


def test_a_window_that_lies_in_quiet_days_is_told_before_it_or_breaks_the_quiet() -> None:
    policy = replace(POLICY, quiet_weekdays=frozenset({5, 6}))
    weekend = occurrence(date(2021, 6, 5), date(2021, 6, 6))

    def told(facts: OccurrenceFacts, *opening: int) -> list[tuple[str, str]]:
        rules = replace(policy, roles={Role.RESPONSIBLE: RolePolicy(opening=opening)})
        planned = [entry.action for entry in planned_actions(facts, [EXECUTOR], rules)]
        return [(str(a.planned_on), str(a.nominal_on)) for a in planned if a.person_id is not None]

    assert told(weekend, 0) == [("2021-06-04", "2021-06-05")], "on Friday"
    assert told(weekend, 0, 1) == [("2021-06-04", "2021-06-05")]
    approved_on_saturday = replace(weekend, watched_from_on=date(2021, 6, 5))
    assert told(approved_on_saturday, 0) == [("2021-06-05", "2021-06-05")]
    assert told(replace(weekend, due_on=date(2021, 6, 7)), 0) == [("2021-06-07", "2021-06-05")], "on Monday"
    assert told(weekend, 2) == [], "a day that the window does not reach"
