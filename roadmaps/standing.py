"""When standing digests are due: a coordinator's daily, a controller's weekly. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from roadmaps.policy import Policy

_WEEK = timedelta(days=7)


def next_daily(after: datetime, policy: Policy, zone: ZoneInfo) -> datetime:
    """The first moment of sending after ``after`` on a day that is not quiet, UTC."""
    day = after.astimezone(zone).date()
    while (moment := _sending_moment(day, policy, zone)) <= after:
        day += timedelta(days=1)
    return moment


def next_weekly(after: datetime, policy: Policy, zone: ZoneInfo) -> datetime | None:
    """The first weekly moment after ``after``, UTC; None where the policy wants no weekly digest.

    A quiet weekday moves the digest of its week to the next day that is not.
    """
    if policy.weekly_on is None:
        return None
    day = after.astimezone(zone).date()
    day -= timedelta(days=(day.weekday() - policy.weekly_on) % 7)
    while (moment := _sending_moment(day, policy, zone)) <= after:
        day += _WEEK
    return moment


def _sending_moment(day: date, policy: Policy, zone: ZoneInfo) -> datetime:
    awake = policy.awake(day, forward=True)
    return datetime.combine(awake, policy.send_at, tzinfo=zone).astimezone(UTC)
