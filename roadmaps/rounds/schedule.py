"""When a round opens and closes, and what keeps it from opening. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.language import say

LOOK_DAYS = (7, 1)  # before the first day, at the hour of sending
# Said in the words of a policy file, so that it can be changed in one.
ROUND_POLICY = """\
# Правила напоминаний открытого мониторинга: тем, кто ещё не сдал, к концу чаще; без эскалаций.
[responsible]
opening = [0]
due = [-7, -3, -2, -1, 0, 1]

[co_responsible]
opening = []
due = []

[controller]
opening = []
due = []

[returned]
after = [0, 2]

[sending]
controllers_weekly = "never"
"""


def opening_moment(opens_on: date, zone: ZoneInfo, at: time) -> datetime:
    """The first day at the hour of sending, local to the round."""
    return datetime.combine(opens_on, at, tzinfo=zone)


def next_look(opens_at: datetime, zone: ZoneInfo, after: datetime) -> datetime:
    """When the clock looks next at a round that has not opened: days ahead, to tell what is missing, then to
    open it. Always later than ``after``, but for an opening that is due already."""
    ahead = (moment for moment in look_moments(opens_at, zone) if moment > after)
    return next(ahead, max(opens_at, after))


def look_moments(opens_at: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """When the clock looks at a round: some days ahead of its opening, and then."""
    local = opens_at.astimezone(zone)
    days = (local.date() - timedelta(days=ahead) for ahead in (*LOOK_DAYS, 0))
    return tuple(datetime.combine(day, local.time(), tzinfo=zone) for day in days)


def closing_moment(last_on: date, grace_days: int, zone: ZoneInfo) -> datetime:
    """The end of the last day on which an answer is taken, days of grace included."""
    return datetime.combine(last_on + timedelta(days=grace_days + 1), time(), tzinfo=zone)


def find_worries(unaddressed: int) -> Iterator[str]:
    """What keeps no round from opening and should not stay so, in words."""
    if unaddressed:
        yield say("участников без адреса: {unaddressed}", unaddressed=unaddressed)


def find_lacks(participants: int, has_questions: bool) -> Iterator[str]:
    """What is missing before a round can open, in words."""
    if not participants:
        yield say("нет списка участников")
    if not has_questions:
        yield say("не выбран набор показателей")
