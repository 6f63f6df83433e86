"""A limit of mails a minute that processes share, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from models.database import open_session
from notifications.pace import spacing, take_turns

NOW = datetime(2021, 4, 15, 4, 0, tzinfo=UTC)
SOON = timedelta(minutes=2)


def take(engine: Engine, count: int, now: datetime, relay: str = "relay:25") -> datetime | None:
    with open_session(engine) as session:
        return take_turns(session, relay, count, 60, now, SOON)


def test_turns_follow_one_another_whoever_takes_them(engine: Engine) -> None:
    assert take(engine, 10, NOW) == NOW
    assert take(engine, 5, NOW) == NOW + timedelta(seconds=10)
    assert take(engine, 1, NOW + timedelta(seconds=3)) == NOW + timedelta(seconds=15)


def test_a_relay_that_rested_gives_its_next_turn_at_once_and_saves_none_up(engine: Engine) -> None:
    take(engine, 10, NOW)
    later = NOW + timedelta(hours=1)
    assert take(engine, 10, later) == later
    assert take(engine, 1, later) == later + timedelta(seconds=10)


def test_a_turn_too_far_away_is_not_taken(engine: Engine) -> None:
    take(engine, 121, NOW)
    assert take(engine, 100, NOW) is None
    assert take(engine, 1, NOW + timedelta(seconds=1)) == NOW + timedelta(seconds=121)


def test_relays_do_not_wait_for_each_other(engine: Engine) -> None:
    take(engine, 100, NOW)
    assert take(engine, 1, NOW, "other:25") == NOW


def test_the_turns_of_a_minute_fill_it() -> None:
    assert 8 * spacing(8) == timedelta(minutes=1)
