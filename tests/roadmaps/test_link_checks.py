"""What a check means, and when the next one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from roadmaps.link_checks import RHYTHM, LinkOutcome, LinkState, Standing, settle_check

START = datetime(2025, 3, 1, tzinfo=UTC)
NEW = Standing(LinkState.WAITING, START)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def live(*checks: tuple[LinkOutcome, str | None, timedelta]) -> Standing:
    """A link after these checks, each so long after the start."""
    standing = NEW
    for outcome, host, after in checks:
        standing = settle_check(standing, outcome, host, START + after)
    return standing


def test_a_page_that_stays_is_asked_for_less_and_less_often() -> None:
    standing, at, waits = NEW, START, []
    for _ in range(7):
        standing = settle_check(standing, LinkOutcome.FOUND, "example.org", at)
        assert standing.next_check_at is not None
        waits.append((standing.next_check_at - at).days)
        at = standing.next_check_at
    assert waits == [1, 3, 7, 14, 30, 30, 30]
    assert (standing.state, standing.since_at) == (LinkState.PRESENT, START)


def test_one_404_is_looked_at_again_within_the_hour_and_the_second_is_a_loss() -> None:
    once = live((LinkOutcome.FOUND, "a.ru", 0 * DAY), (LinkOutcome.NOT_FOUND, "a.ru", DAY))
    assert (once.state, once.next_check_at) == (LinkState.FAILING, START + DAY + HOUR)
    twice = settle_check(once, LinkOutcome.NOT_FOUND, "a.ru", START + DAY + HOUR)
    assert (twice.state, twice.since_at) == (LinkState.LOST, START + DAY + HOUR)


def test_410_is_a_loss_at_once() -> None:
    assert live((LinkOutcome.GONE, "a.ru", 0 * DAY)).state is LinkState.LOST


def test_time_outs_are_a_loss_when_there_are_three_over_a_day() -> None:
    failed = [(LinkOutcome.FAILED, None, after) for after in (0 * DAY, HOUR, 7 * HOUR, 31 * HOUR)]
    assert live(*failed[:3]).state is LinkState.FAILING
    assert live(*failed).state is LinkState.LOST


def test_another_host_is_a_loss_and_www_is_none() -> None:
    found = (LinkOutcome.FOUND, "www.school.ru", 0 * DAY)
    assert live(found, (LinkOutcome.FOUND, "School.ru.", DAY)).state is LinkState.PRESENT
    moved = live(found, (LinkOutcome.FOUND, "casino.example", DAY))
    assert (moved.state, moved.first_host) == (LinkState.LOST, "www.school.ru")


def test_a_page_that_comes_back_is_present_again_and_begins_anew() -> None:
    back = live(
        (LinkOutcome.FOUND, "a.ru", 0 * DAY),
        (LinkOutcome.GONE, "a.ru", DAY),
        (LinkOutcome.FOUND, "a.ru", 2 * DAY),
    )
    assert (back.state, back.failures, back.since_at) == (LinkState.PRESENT, 0, START + 2 * DAY)
    assert back.next_check_at == START + 3 * DAY


def test_a_loss_keeps_its_day_whatever_fails_after_it() -> None:
    lost = live((LinkOutcome.GONE, "a.ru", 0 * DAY), (LinkOutcome.FAILED, None, DAY))
    assert (lost.state, lost.since_at) == (LinkState.LOST, START)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(LinkOutcome.REFUSED, LinkState.REFUSED), (LinkOutcome.DISALLOWED, LinkState.DISALLOWED)],
)
def test_what_is_not_fetched_is_asked_for_once_a_month(outcome: LinkOutcome, state: LinkState) -> None:
    standing = live((outcome, None, 0 * DAY))
    assert (standing.state, standing.next_check_at) == (state, START + RHYTHM.unfetched)
