"""Policies as TOML: what they change, and messages that name the line."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.errors import CallerError
from models.values import Role
from roadmaps.agenda import OccurrenceFacts, Recipient, planned_actions
from roadmaps.policy import _READERS, DEFAULT_POLICY, Policy, RolePolicy, parse_policy
from roadmaps.policy_text import write_policy
from roadmaps.workdays import DayOffRule, WorkCalendar

WHOLE = """\
[sending]
at = "08:30"
quiet_days = ["saturday", "sunday", "holidays"]
quiet_hours = ["20:00", "08:00"]
offsets_in = "working"
most_per_deadline = 5
controllers_weekly = "friday"

[responsible]
opening = [0]
due = [-5, -1, 0, 1]

[controller]
due = [3]

[returned]
after = [0, 2]

[review]
four_eyes = true

[due_date]
on_day_off = "next"

[calendar]
extra_off = ["2025-04-29"]
presidential = false
"""
FACTS = OccurrenceFacts(
    1,
    date(2025, 4, 1),
    date(2025, 4, 30),
    watched_from_on=date(2025, 1, 1),
    zone=ZoneInfo("Asia/Yekaterinburg"),
)


def days(policy: Policy, role: Role = Role.RESPONSIBLE, facts: OccurrenceFacts = FACTS) -> list[str]:
    planned = planned_actions(facts, [Recipient(1, role), Recipient(2, Role.RESPONSIBLE)], policy)
    return [p.action.planned_on.isoformat() for p in planned if p.action.person_id == 1]


def test_a_whole_policy_is_read() -> None:
    policy = parse_policy(WHOLE, "policy.toml")
    assert policy.send_at == time(8, 30)
    assert policy.roles[Role.RESPONSIBLE].due == (-5, -1, 0, 1)
    assert policy.roles[Role.CO_RESPONSIBLE] == DEFAULT_POLICY.roles[Role.CO_RESPONSIBLE]
    assert (policy.working_days, policy.most_per_deadline, policy.weekly_on) == (True, 5, 4)


def test_an_empty_policy_is_the_default() -> None:
    assert parse_policy("", "policy.toml") == DEFAULT_POLICY


def test_offsets_count_working_days_and_avoid_quiet_days() -> None:
    policy = parse_policy(WHOLE, "policy.toml")
    # 29 April is a day off here, 1–4 May are holidays and a moved day off.
    assert days(policy) == ["2025-04-01", "2025-04-22", "2025-04-28", "2025-04-30", "2025-05-05"]
    assert days(policy, Role.CONTROLLER) == ["2025-05-07"]


def test_warnings_move_to_the_day_before_a_quiet_day_and_the_rest_to_the_day_after() -> None:
    policy = parse_policy('[sending]\nquiet_days = ["saturday", "sunday"]\n', "p.toml")
    facts = replace(FACTS, due_on=date(2025, 4, 27))  # a Sunday; three days before is a Thursday
    assert days(policy, facts=facts) == [
        "2025-04-01",
        "2025-04-11",  # two weeks before: Sunday the 13th
        "2025-04-18",
        "2025-04-24",
        "2025-04-25",  # the day before: Saturday
        "2025-04-28",  # the day itself, and the day after it
        "2025-04-30",
        "2025-05-05",  # seven days after: Sunday the 4th
    ]


def test_mail_leaves_at_the_hour_of_the_recipient() -> None:
    moscow = Recipient(1, Role.RESPONSIBLE, ZoneInfo("Europe/Moscow"))
    planned = planned_actions(FACTS, [moscow], DEFAULT_POLICY)
    assert planned[2].due_at == datetime(2025, 4, 1, 6, tzinfo=UTC)


def test_a_return_in_quiet_hours_waits_for_the_next_sending() -> None:
    policy = parse_policy('[sending]\nquiet_hours = ["20:00", "08:00"]\n', "p.toml")
    returned_at = datetime(2025, 4, 10, 17, tzinfo=UTC)  # 22:00 in Chelyabinsk
    facts = replace(FACTS, submitted_at=returned_at, returned_at=returned_at)
    planned = planned_actions(facts, [Recipient(1, Role.RESPONSIBLE)], policy)
    at_once = next(p for p in planned if p.action.kind == "returned")
    assert at_once.due_at == datetime(2025, 4, 11, 4, tzinfo=UTC)


def test_the_cap_drops_the_earliest_warnings_first() -> None:
    policy = parse_policy("[sending]\nmost_per_deadline = 6\n", "p.toml")
    assert days(policy)[:2] == ["2025-04-01", "2025-04-29"]
    assert len(days(policy)) == 6


def test_who_asked_for_silence_still_hears_of_openings_and_of_the_last_escalation() -> None:
    silent = Recipient(1, Role.RESPONSIBLE, only_mandatory=True)
    planned = planned_actions(FACTS, [silent], DEFAULT_POLICY)
    told = [(p.action.kind.value, str(p.action.planned_on)) for p in planned if p.action.person_id]
    assert told == [("opened", "2025-04-01"), ("overdue", "2025-05-07")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[sending]\nat = 9\n", "p.toml, строка 2: sending.at: нужно время"),
        ('[sending]\n\nat = "25:00"\n', "p.toml, строка 3: sending.at: нужно время"),
        ("[responsible]\ndue = [-1, 'x']\n", "строка 2: responsible.due: нужен список целых чисел"),
        ("[responsible]\nopening = [-1]\n", "строка 2: responsible.opening: нужен список целых чисел от 0"),
        ("[boss]\ndue = [1]\n", "строка 1: boss: такого раздела нет"),
        ("[controller]\nwhen = [1]\n", "строка 2: controller.when: такого ключа нет; есть: opening, due"),
        ('[sending]\nquiet_days = ["sunday", "праздник"]\n', "строка 2: sending.quiet_days: нужен список из"),
        ('[sending]\nquiet_hours = ["20:00"]\n', "нужны два времени"),
        (
            '[sending]\nat = "07:00"\nquiet_hours = ["20:00", "08:00"]\n',
            "строка 2: sending.at: письма уходят в тихие часы",
        ),
        ('[due_date]\non_day_off = "later"\n', "нужно одно из: keep, previous, next"),
        ('[calendar]\nextra_off = ["29.04.2025"]\n', "нужен список дат"),
        ("[calendar]\npresidential = 1\n", "нужно true или false"),
        ("[sending]\nmost_per_deadline = 0\n", "нужно целое число от 1 до 100"),
        ("sending = 1\n", "строка 1: sending: такого раздела нет"),
        ("[sending\n", "p.toml, строка 1, знак 9: это не TOML."),
        ('[sending]\nat = """9', "это не TOML"),
        ('[sending]\nat = "09:00+03:00"\n', "строка 2: sending.at: нужно время без пояса"),
        (
            '[sending]\nquiet_hours = ["08:00", "08:00"]\n',
            "quiet_hours: начало и конец совпадают",
        ),
        ("[calendar]\nextra_off = [2025-04-29T00:00:00]\n", "нужен список дат"),
        (
            '[calendar]\nextra_off = ["2025-04-29"]\nextra_working = ["2025-04-29"]\n',
            "calendar.extra_working",
        ),
        (
            "[sending]\nquiet_days = ["
            + ", ".join(
                f'"{d}"'
                for d in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
            )
            + "]\n",
            "все дни недели тихие",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(CallerError) as caught:
        parse_policy(text, "p.toml")
    assert sentence in str(caught.value)


def test_all_mistakes_are_named_at_once_in_the_order_of_their_lines() -> None:
    text = '[sending]\nat = "25:00"\nhow = 1\n\n[boss]\n\n[controller]\ndue = 7\n'
    with pytest.raises(CallerError) as caught:
        parse_policy(text, "p.toml")
    named = [line.split(": ")[:2] for line in str(caught.value).splitlines()]
    assert named == [
        ["p.toml, строка 2", "sending.at"],
        ["p.toml, строка 3", "sending.how"],
        ["p.toml, строка 5", "boss"],
        ["p.toml, строка 8", "controller.due"],
    ]


def test_a_policy_is_written_out_whole_and_reads_back_the_same() -> None:
    assert parse_policy(write_policy(DEFAULT_POLICY), "p.toml") == DEFAULT_POLICY
    whole = parse_policy(WHOLE, "p.toml")
    assert parse_policy(write_policy(whole), "p.toml") == whole
    assert all("#" in line for line in write_policy(whole).splitlines() if " = " in line)
    keys = {(table, key) for table, keys in _READERS.items() for key in keys}
    assert {
        (table, key) for table, keys in tomllib.loads(write_policy(whole)).items() for key in keys
    } == keys


OFFSETS = st.lists(st.integers(-400, 400), max_size=6).map(lambda days: tuple(sorted(set(days))))
OPENINGS = st.lists(st.integers(0, 400), max_size=3).map(lambda days: tuple(sorted(set(days))))
DAYS = st.frozensets(st.dates(date(2020, 1, 1), date(2030, 12, 31)), max_size=3)


@given(
    st.builds(
        Policy,
        roles=st.fixed_dictionaries(
            dict.fromkeys(Role, st.builds(RolePolicy, opening=OPENINGS, due=OFFSETS))
        ),
        returned_after=OPENINGS,
        send_at=st.times().map(lambda moment: moment.replace(microsecond=0)),
        quiet_weekdays=st.frozensets(st.integers(0, 6), max_size=6),
        quiet_holidays=st.booleans(),
        working_days=st.booleans(),
        most_per_deadline=st.integers(1, 100),
        stale_after=st.integers(1, 100),
        four_eyes=st.booleans(),
        on_day_off=st.sampled_from(DayOffRule),
        weekly_on=st.none() | st.integers(0, 6),
        calendar=st.builds(WorkCalendar, extra_off=DAYS, presidential=st.booleans()),
    )
)
def test_any_policy_survives_being_written_and_read(policy: Policy) -> None:
    awake = [date(2025, 1, 13) + timedelta(days=n) for n in range(7)]
    assume(not all(policy.is_quiet(day) for day in awake))
    assert parse_policy(write_policy(policy), "p.toml") == policy


def test_a_due_date_on_a_day_off_moves_yet_no_window_ends_before_it_opens() -> None:
    policy = parse_policy('[due_date]\non_day_off = "previous"\n', "p.toml")
    holidays = date(2025, 5, 1), date(2025, 5, 4)  # Thursday to Sunday, all of them off
    assert policy.due_date(holidays[1], None) == date(2025, 4, 30)
    assert policy.due_date(holidays[1], date(2025, 4, 28)) == date(2025, 4, 30)
    assert policy.due_date(holidays[1], holidays[0]) == holidays[1], "what is ordered for holidays stays"
