from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.retry import delay_after, plan_retry

CREATED = datetime(2021, 4, 15, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 5), (2, 10), (3, 20), (4, 40), (5, 60), (6, 60), (500, 60)]
)
def test_delays_double_from_five_minutes_to_an_hour(attempts: int, minutes: int) -> None:
    assert delay_after(attempts) == timedelta(minutes=minutes)


def test_a_failed_message_is_tried_again_after_its_delay() -> None:
    failed_at = CREATED + timedelta(hours=1)
    assert plan_retry(2, first_failed_at=CREATED, failed_at=failed_at) == failed_at + timedelta(minutes=10)


def test_a_permanent_error_gives_up_at_once() -> None:
    assert plan_retry(1, first_failed_at=CREATED, failed_at=CREATED, permanent=True) is None


def test_a_message_is_given_up_five_days_after_it_was_made() -> None:
    nearly = CREATED + timedelta(days=5) - timedelta(seconds=1)
    assert plan_retry(99, first_failed_at=CREATED, failed_at=nearly) is not None
    assert plan_retry(99, first_failed_at=CREATED, failed_at=CREATED + timedelta(days=5)) is None


@given(st.integers(min_value=-5, max_value=10**9), st.integers(min_value=0, max_value=10**6))
def test_a_retry_is_always_later_than_the_failure_and_within_an_hour(attempts: int, seconds: int) -> None:
    failed_at = CREATED + timedelta(seconds=seconds)
    retry_at = plan_retry(attempts, first_failed_at=CREATED, failed_at=failed_at)
    if retry_at is not None:
        assert timedelta(minutes=5) <= retry_at - failed_at <= timedelta(hours=1)
