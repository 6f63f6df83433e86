"""Who hears for whom, on which days: chains, circles, dead addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.values import ActionKind, Role
from roadmaps.absences import Away, Colleague, StandIn, Substitution, find_circle
from roadmaps.agenda import OccurrenceFacts, Recipient, is_planned, planned_actions
from roadmaps.backlog import due_actions
from roadmaps.policy import Policy, RolePolicy

ZONE = ZoneInfo("Asia/Yekaterinburg")
ANNA, BORIS, VERA = 1, 2, 3
FACTS = OccurrenceFacts(7, None, date(2025, 4, 15), date(2025, 1, 15), ZONE)
POLICY = Policy(roles={Role.RESPONSIBLE: RolePolicy(due=(-14, -7, -3, 0))})


def away(who: int, deputy: int, first: int, last: int) -> Away:
    return Away(who, deputy, date(2025, 4, first), date(2025, 4, last), ZONE)


def test_on_the_days_of_an_absence_the_deputy_hears_and_on_all_others_the_person() -> None:
    substitution = Substitution((away(ANNA, BORIS, 7, 12),))
    hears = [substitution.receiver_on(ANNA, date(2025, 4, day)) for day in (6, 7, 12, 13)]
    assert hears == [ANNA, BORIS, BORIS, ANNA]


def test_a_deputy_who_is_away_passes_on_and_only_for_the_days_of_both() -> None:
    substitution = Substitution((away(ANNA, BORIS, 1, 10), away(BORIS, VERA, 5, 20)))
    assert [(s.from_on.day, s.until_on.day, s.person_id) for s in substitution.stand_ins_of(ANNA)] == [
        (1, 4, BORIS),
        (5, 10, VERA),
    ]
    at = datetime(2025, 4, 6, 9, tzinfo=ZONE)
    assert {each.person_id for each in substitution.stood_for_at(VERA, at)} == {ANNA, BORIS}
    assert substitution.stood_for_at(BORIS, at) == ()


def test_where_mail_to_the_deputy_comes_back_the_nearest_before_them_hears() -> None:
    chain = (away(ANNA, BORIS, 1, 10), away(BORIS, VERA, 1, 10))
    dead = Colleague("Вера", dead_from_on=date(2025, 4, 6))
    substitution = Substitution(chain, {VERA: dead})
    assert [substitution.receiver_on(ANNA, date(2025, 4, day)) for day in (5, 6)] == [VERA, BORIS]
    both = {VERA: dead, BORIS: Colleague("Борис", dead_from_on=date(2025, 4, 1))}
    assert Substitution(chain, both).receiver_on(ANNA, date(2025, 4, 6)) == ANNA


@pytest.mark.parametrize(
    ("known", "is_circle"),
    [
        ((away(BORIS, ANNA, 5, 8),), True),
        ((away(BORIS, ANNA, 11, 12),), False),
        ((away(BORIS, VERA, 5, 8), away(VERA, ANNA, 8, 9)), True),
        ((away(BORIS, VERA, 5, 7), away(VERA, ANNA, 8, 9)), False),
    ],
)
def test_a_circle_is_one_only_where_all_of_it_are_away_on_one_day(
    known: tuple[Away, ...], is_circle: bool
) -> None:
    assert (find_circle(known, away(ANNA, BORIS, 1, 10)) is not None) is is_circle


def test_a_notice_of_a_day_away_is_the_deputys_at_their_hour_and_names_for_whom() -> None:
    moscow = ZoneInfo("Europe/Moscow")
    stand_in = StandIn(date(2025, 4, 7), date(2025, 4, 12), BORIS, moscow)
    anna = Recipient(ANNA, Role.RESPONSIBLE, ZONE, stand_ins=(stand_in,))
    told = {
        entry.action.planned_on.day: (entry.action.person_id, entry.action.stands_for, entry.due_at.hour)
        for entry in planned_actions(FACTS, [anna], POLICY)
        if entry.action.person_id is not None
    }
    assert told == {1: (ANNA, None, 4), 8: (BORIS, ANNA, 6), 12: (BORIS, ANNA, 6), 15: (ANNA, None, 4)}


def test_what_the_deputy_was_told_is_not_told_again_when_the_absence_is_over() -> None:
    stand_in = StandIn(date(2025, 4, 7), date(2025, 4, 8), BORIS)
    anna = Recipient(ANNA, Role.RESPONSIBLE, ZONE, stand_ins=(stand_in,))
    told = due_actions(FACTS, [anna], set(), POLICY, datetime(2025, 4, 8, 9, tzinfo=UTC))
    history = {action.key for action in told}
    later = due_actions(FACTS, [anna], history, POLICY, datetime(2025, 4, 11, 9, tzinfo=UTC))
    assert [action for action in later if action.kind is ActionKind.REMINDER] == []


def test_a_mail_that_waits_for_the_absent_one_no_longer_holds_and_the_deputys_own_line_stays_theirs() -> None:
    stand_in = StandIn(date(2025, 4, 8), date(2025, 4, 8), BORIS)
    anna = Recipient(ANNA, Role.RESPONSIBLE, ZONE, stand_ins=(stand_in,))
    boris = Recipient(BORIS, Role.RESPONSIBLE, ZONE)
    day = date(2025, 4, 8)
    (only,) = [
        entry.action
        for entry in planned_actions(FACTS, [boris, anna], POLICY)
        if entry.action.planned_on == day and entry.action.person_id is not None
    ]
    assert (only.person_id, only.stands_for) == (BORIS, None)
    key = only.key_for(FACTS.id, ANNA)
    assert not is_planned(FACTS, [anna], POLICY, ANNA, day, key)
    assert is_planned(FACTS, [Recipient(ANNA, Role.RESPONSIBLE, ZONE)], POLICY, ANNA, day, key)


def test_whoever_has_a_dead_address_and_a_deputy_is_heard_for_by_the_deputy_alone() -> None:
    stand_in = StandIn(date(2025, 4, 7), date(2025, 4, 12), BORIS)
    anna = Recipient(ANNA, Role.RESPONSIBLE, ZONE, stand_ins=(stand_in,), is_reachable=False)
    told = {entry.action.person_id for entry in planned_actions(FACTS, [anna], POLICY)}
    assert told == {None, BORIS}
