"""When to try a message again after an attempt that failed. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_DELAY = timedelta(minutes=5)
LONGEST_DELAY = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 section 4.5.4.1: at least four to five days


def plan_retry(
    attempts: int, *, first_failed_at: datetime, failed_at: datetime, permanent: bool = False
) -> datetime | None:
    """The moment of the next attempt, or None to give the message up.

    ``attempts`` counts the one that has just failed. Delays double from five minutes to an hour; a
    message is given up at once when trying again cannot help, and five days after its first failed
    attempt (not after it was made: a relay that was down is no attempt).
    """
    if permanent or failed_at - first_failed_at >= GIVE_UP_AFTER:
        return None
    return failed_at + delay_after(attempts)


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts (at least one)."""
    doublings = min(max(attempts, 1) - 1, 10)  # the ceiling is reached long before ten
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)
