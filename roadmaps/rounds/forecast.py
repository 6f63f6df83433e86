"""What the clock will do with a round that is planned, told before anybody is asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.values import ActionKind, Role
from roadmaps.agenda import OccurrenceFacts, Recipient, planned_actions
from roadmaps.policy import Policy
from roadmaps.rounds.schedule import closing_moment, look_moments, opening_moment


@dataclass(frozen=True)
class RoundForecast:
    """The steps of a round that lie ahead; moments are UTC, days those of the round.

    ``looks_at``: when its organiser is told what is missing; ``opens_at``: now, where its day has come.
    ``reminders_at``: when those who have not handed in hear of it after their invitation. ``last_on``: the
    last day of answers, days of grace included. ``is_over``: that day is past, and nothing will happen.
    """

    opens_at: datetime
    looks_at: tuple[datetime, ...]
    reminders_at: tuple[datetime, ...]
    last_on: date
    closes_at: datetime
    is_over: bool


def foresee_round(
    opens_on: date, due_on: date, grace_days: int, zone: ZoneInfo, policy: Policy, as_of: datetime
) -> RoundForecast:
    """The calendar that the planner will make for each participant, before there are any."""
    first_at = opening_moment(opens_on, zone, policy.send_at)
    opens_at = max(first_at, as_of)
    facts = OccurrenceFacts(0, opens_on, due_on, opens_on, zone)
    calendar = planned_actions(facts, [Recipient(1, Role.RESPONSIBLE)], policy)
    notices = (entry for entry in calendar if entry.action.person_id is not None)
    closes_at = closing_moment(due_on, grace_days, zone)
    return RoundForecast(
        opens_at=opens_at.astimezone(UTC),
        looks_at=tuple(
            moment.astimezone(UTC) for moment in look_moments(first_at, zone) if as_of < moment < first_at
        ),
        reminders_at=tuple(
            sorted(
                entry.due_at
                for entry in notices
                if entry.action.kind is not ActionKind.OPENED and opens_at < entry.due_at < closes_at
            )
        ),
        last_on=due_on + timedelta(days=grace_days),
        closes_at=closes_at.astimezone(UTC),
        is_over=as_of >= closes_at,
    )
