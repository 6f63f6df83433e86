"""What the clock will do with a round is told before anybody is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from roadmaps.policy import parse_policy
from roadmaps.rounds.forecast import RoundForecast, foresee_round
from roadmaps.rounds.schedule import ROUND_POLICY

ZONE = ZoneInfo("Asia/Yekaterinburg")
FIRST, LAST = date(2026, 4, 15), date(2026, 5, 10)


def foresee(as_of: datetime, grace_days: int = 0) -> RoundForecast:
    return foresee_round(FIRST, LAST, grace_days, ZONE, parse_policy(ROUND_POLICY, "policy"), as_of)


def days_of(moments: tuple[datetime, ...]) -> list[str]:
    return [f"{moment.astimezone(ZONE):%d.%m %H:%M}" for moment in moments]


def test_a_round_ahead_is_looked_at_opened_and_reminded_of_on_its_days() -> None:
    forecast = foresee(datetime(2026, 3, 2, 6, tzinfo=UTC))
    assert days_of(forecast.looks_at) == ["08.04 09:00", "14.04 09:00"]
    assert days_of((forecast.opens_at, forecast.closes_at)) == ["15.04 09:00", "11.05 00:00"]
    assert days_of(forecast.reminders_at)[0] == "03.05 09:00"
    assert days_of(forecast.reminders_at)[-1] == "10.05 09:00"
    assert forecast.last_on == LAST
    assert not forecast.is_over


def test_days_of_grace_put_the_end_off_and_remind_once_more() -> None:
    forecast = foresee(datetime(2026, 3, 2, 6, tzinfo=UTC), grace_days=3)
    assert forecast.last_on == date(2026, 5, 13)
    assert days_of((forecast.closes_at,)) == ["14.05 00:00"]
    assert days_of(forecast.reminders_at)[-1] == "11.05 09:00"


def test_a_round_whose_day_has_come_opens_at_once_and_repeats_nothing() -> None:
    now = datetime(2026, 5, 8, 6, tzinfo=UTC)
    forecast = foresee(now)
    assert forecast.opens_at == now
    assert forecast.looks_at == ()
    assert days_of(forecast.reminders_at) == ["09.05 09:00", "10.05 09:00"]


def test_a_round_whose_days_are_past_is_over() -> None:
    assert foresee(datetime(2026, 5, 10, 18, 59, tzinfo=UTC)).is_over is False
    assert foresee(datetime(2026, 5, 10, 19, tzinfo=UTC)).is_over
