"""What a check of a page means for the link, and when it is checked again. Pure; the rhythm is data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class LinkOutcome(StrEnum):
    """What one fetch found."""

    FOUND = "found"
    NOT_FOUND = "not_found"  # 404 (RFC 9110, 15.5.5): may come back
    GONE = "gone"  # 410 (RFC 9110, 15.5.11): meant to be permanent
    FAILED = "failed"  # no answer, an error of the server, a page behind a login
    REFUSED = "refused"  # leads where nothing is fetched from
    DISALLOWED = "disallowed"  # the site asks robots to stay away (RFC 9309)


class LinkState(StrEnum):
    """What is known of a page."""

    WAITING = "waiting"  # not checked yet
    PRESENT = "present"
    FAILING = "failing"  # not found lately, and not long enough to be reported
    LOST = "lost"
    REFUSED = "refused"
    DISALLOWED = "disallowed"


REPORTED = (LinkState.LOST, LinkState.REFUSED)  # what a coordinator hears of


@dataclass(frozen=True)
class Rhythm:
    """After which time a page is checked again; the last one of each row repeats.

    ``lost_after``: how often in a row, and for how long, a page must fail until it counts as lost.
    """

    steady: tuple[timedelta, ...] = (_DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY, 30 * _DAY)
    failing: tuple[timedelta, ...] = (_HOUR, 6 * _HOUR, _DAY, _DAY, 3 * _DAY, 7 * _DAY, 30 * _DAY)
    unfetched: timedelta = 30 * _DAY  # refused, or disallowed by the site
    lost_after_checks: int = 3
    lost_after: timedelta = _DAY
    not_found_checks: int = 2


RHYTHM = Rhythm()


@dataclass(frozen=True)
class Standing:
    """What is known of a link: its state and since when, and what the next check is compared with."""

    state: LinkState
    since_at: datetime
    failures: int = 0
    steady: int = 0
    first_host: str | None = None
    first_failed_at: datetime | None = None
    next_check_at: datetime | None = None


def settle_check(
    before: Standing, outcome: LinkOutcome, host: str | None, at: datetime, rhythm: Rhythm = RHYTHM
) -> Standing:
    """The standing of a link after a check. ``host``: where the page was found at last, None if it was not.

    A page found on another host than at first has moved, and counts as lost: the name in the evidence
    is somebody else's now, until a person has looked.
    """
    if outcome is LinkOutcome.FOUND and not has_moved(before.first_host, host):
        found = replace(
            before,
            failures=0,
            steady=before.steady + 1,
            first_host=before.first_host or host,
            first_failed_at=None,
            next_check_at=at + _nth(rhythm.steady, before.steady),
        )
        return _enter(found, LinkState.PRESENT, at)
    if outcome in (LinkOutcome.REFUSED, LinkOutcome.DISALLOWED):
        state = LinkState.REFUSED if outcome is LinkOutcome.REFUSED else LinkState.DISALLOWED
        return _enter(replace(before, steady=0, next_check_at=at + rhythm.unfetched), state, at)
    missed = replace(
        before,
        failures=before.failures + 1,
        steady=0,
        first_failed_at=before.first_failed_at or at,
        next_check_at=at + _nth(rhythm.failing, before.failures),
    )
    return _enter(missed, LinkState.LOST if _is_lost(missed, outcome, at, rhythm) else LinkState.FAILING, at)


def has_moved(first_host: str | None, host: str | None) -> bool:
    """Whether a page is found on another host; with or without ``www.`` it is the same one."""
    return first_host is not None and _bare(first_host) != _bare(host or "")


def _is_lost(missed: Standing, outcome: LinkOutcome, at: datetime, rhythm: Rhythm) -> bool:
    if missed.state is LinkState.LOST or outcome in (LinkOutcome.FOUND, LinkOutcome.GONE):
        return True
    if outcome is LinkOutcome.NOT_FOUND:
        return missed.failures >= rhythm.not_found_checks
    failing_for = at - (missed.first_failed_at or at)
    return missed.failures >= rhythm.lost_after_checks and failing_for >= rhythm.lost_after


def _enter(standing: Standing, state: LinkState, at: datetime) -> Standing:
    return standing if standing.state is state else replace(standing, state=state, since_at=at)


def _nth(steps: tuple[timedelta, ...], number: int) -> timedelta:
    return steps[min(number, len(steps) - 1)]


def _bare(host: str) -> str:
    return host.lower().rstrip(".").removeprefix("www.")
