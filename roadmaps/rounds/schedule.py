"""When a round opens and closes, and what keeps it from opening. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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


def closing_moment(last_on: date, grace_days: int, zone: ZoneInfo) -> datetime:
    """The end of the last day on which an answer is taken, days of grace included."""
    return datetime.combine(last_on + timedelta(days=grace_days + 1), time(), tzinfo=zone)


def find_lacks(participants: int, has_questions: bool) -> Iterator[str]:
    """What is missing before a round can open, in words."""
    if not participants:
        yield "нет списка участников"
    if not has_questions:
        yield "не выбран набор показателей"
