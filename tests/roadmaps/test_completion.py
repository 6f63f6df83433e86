"""States and the steps between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.errors import CallerError, ForbiddenTransitionError
from models.values import OccurrenceState
from roadmaps import completion
from roadmaps.agenda import OccurrenceFacts
from roadmaps.claims import Claim

DUE_ON = date(2021, 6, 5)
FRESH = OccurrenceFacts(
    3, None, DUE_ON, watched_from_on=date(2021, 3, 18), zone=ZoneInfo("Asia/Yekaterinburg")
)


def at(day: int, hour: int = 4) -> datetime:
    return datetime(2021, 6, day, hour, tzinfo=UTC)


def test_the_way_of_an_occurrence_from_planned_to_accepted() -> None:
    opened = replace(FRESH, opened_at=at(1))
    submitted = completion.submit_evidence(opened, at(2))
    returned = completion.return_evidence(submitted, at(3), "нет подписи")
    again = completion.submit_evidence(returned, at(4))
    accepted = completion.accept_evidence(again, at(5))
    states = [completion.derive_state(f) for f in (FRESH, opened, submitted, returned, again, accepted)]
    assert states == [
        OccurrenceState.PLANNED,
        OccurrenceState.OPEN,
        OccurrenceState.SUBMITTED,
        OccurrenceState.RETURNED,
        OccurrenceState.SUBMITTED,
        OccurrenceState.ACCEPTED,
    ]


def test_lateness_is_judged_by_the_day_of_handing_in_where_the_owner_lives() -> None:
    in_time = completion.submit_evidence(FRESH, datetime(2021, 6, 5, 18, 59, tzinfo=UTC))  # 23:59 there
    too_late = completion.submit_evidence(FRESH, datetime(2021, 6, 5, 19, 0, tzinfo=UTC))
    assert not completion.is_late(in_time, date(2021, 7, 1))
    assert completion.is_late(too_late, date(2021, 7, 1))


def test_owed_after_the_due_date_is_late_and_a_review_does_not_change_that() -> None:
    assert not completion.is_late(FRESH, DUE_ON)
    assert completion.is_late(FRESH, date(2021, 6, 6))
    late = completion.submit_evidence(FRESH, at(9))
    assert completion.is_late(completion.accept_evidence(late, at(10)), date(2021, 6, 11))


@pytest.mark.parametrize("finish", [completion.cancel_occurrence, completion.accept_evidence])
def test_finished_occurrences_take_no_more_steps(finish: object) -> None:
    finished = finish(completion.submit_evidence(FRESH, at(1)), at(2))  # type: ignore[operator]
    for step in (
        lambda: completion.submit_evidence(finished, at(3)),
        lambda: completion.accept_evidence(finished, at(3)),
        lambda: completion.extend_due_date(finished, date(2021, 7, 1), DUE_ON),
        lambda: completion.cancel_occurrence(finished, at(3)),
    ):
        with pytest.raises(ForbiddenTransitionError, match="Срок № 3 уже"):
            step()


def test_nothing_to_review_before_anything_came() -> None:
    with pytest.raises(ForbiddenTransitionError, match="нет подтверждения, которое ждёт проверки"):
        completion.accept_evidence(FRESH, at(1))


def test_a_return_needs_a_reason() -> None:
    with pytest.raises(CallerError, match="чего в нём не хватает"):
        completion.return_evidence(completion.submit_evidence(FRESH, at(1)), at(2), "  ")


def test_a_part_accepted_leaves_the_rest_owed_until_the_whole_is_accepted() -> None:
    submitted = completion.submit_evidence(FRESH, at(1))
    part = completion.accept_part(submitted, at(2), Claim(share_percent=60), "Нет списка за май")
    assert completion.derive_state(part) is OccurrenceState.RETURNED
    assert part.is_owed
    assert completion.is_late(part, date(2021, 6, 6)), "owed after the day is late, whatever was accepted"
    whole = completion.accept_evidence(completion.submit_evidence(part, at(3)), at(4))
    assert completion.derive_state(whole) is OccurrenceState.ACCEPTED


@pytest.mark.parametrize(
    ("part", "reason", "sentence"),
    [
        (Claim(), "мало", "Назовите принятую часть"),
        (Claim(share_percent=100), "мало", "Назовите принятую часть"),
        (Claim(share_percent=0), "мало", "от 1 до 100"),
        (Claim(years=(2022,)), "мало", "2022 год ещё не наступил"),
        (Claim(share_percent=60), " ", "чего в нём не хватает"),
    ],
)
def test_a_part_is_named_and_so_is_what_is_missing(part: Claim, reason: str, sentence: str) -> None:
    submitted = completion.submit_evidence(FRESH, at(1))
    with pytest.raises(CallerError, match=sentence):
        completion.accept_part(submitted, at(2), part, reason)


def test_no_part_of_what_never_came_or_is_finished_can_be_accepted() -> None:
    part = Claim(share_percent=60)
    with pytest.raises(ForbiddenTransitionError, match="нет подтверждения, которое ждёт проверки"):
        completion.accept_part(FRESH, at(1), part, "мало")
    accepted = completion.accept_evidence(completion.submit_evidence(FRESH, at(1)), at(2))
    with pytest.raises(ForbiddenTransitionError, match="проверять нечего"):
        completion.accept_part(accepted, at(3), part, "мало")


def test_an_extension_past_today_opens_a_closed_window_again() -> None:
    closed = replace(FRESH, closed_at=at(6))
    extended = completion.extend_due_date(closed, date(2021, 6, 20), date(2021, 6, 7))
    assert (extended.due_on, extended.closed_at) == (date(2021, 6, 20), None)


def test_an_extension_to_the_same_day_or_before_the_opening_is_refused() -> None:
    with pytest.raises(CallerError, match=r"Срок и так 05\.06\.2021"):
        completion.extend_due_date(FRESH, DUE_ON, DUE_ON)
    window = replace(FRESH, opens_on=date(2021, 5, 1))
    with pytest.raises(CallerError, match="раньше начала работ"):
        completion.extend_due_date(window, date(2021, 4, 1), DUE_ON)


def test_what_was_past_on_approval_counts_from_the_day_it_is_resumed() -> None:
    held = replace(FRESH, held=True)
    resumed = completion.resume_occurrence(held, date(2021, 8, 1))
    assert (resumed.held, resumed.watched_from_on) == (False, date(2021, 8, 1))
    with pytest.raises(ForbiddenTransitionError, match="уже принято"):
        completion.resume_occurrence(FRESH, date(2021, 8, 1))
