"""Moments are UTC on both databases; SQLite is set up to be safe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import StatementError
from sqlmodel import select

from models.database import create_database_engine, execute_many, open_reading, open_session
from models.party import Person

MOMENT = datetime(2021, 4, 15, 9, tzinfo=timezone(timedelta(hours=5)))


def test_a_moment_comes_back_in_utc(engine: Engine) -> None:
    with open_session(engine) as session:
        session.add(Person(address="a@example.org", added_at=MOMENT))
    with open_reading(engine) as session:
        added_at = session.exec(select(Person)).one().added_at
    assert added_at == MOMENT
    assert added_at.tzinfo is UTC


def test_the_two_instants_of_an_hour_that_comes_twice_stay_two(engine: Engine) -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    shared = {"name": "", "only_mandatory": False, "language": "ru"}
    rows = [shared | {"address": f"{fold}@a.org", "added_at": first.replace(fold=fold)} for fold in (0, 1)]
    with open_session(engine) as session:
        assert execute_many(session.connection(), insert(Person.__table__), rows) == 2  # type: ignore[attr-defined]
    with open_reading(engine) as session:
        told = [person.added_at for person in session.exec(select(Person).order_by(Person.address)).all()]
    assert told == [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    naive = MOMENT.replace(tzinfo=None)
    statement = insert(Person).values(address="b@example.org", name="", added_at=naive)
    with open_session(engine) as session, pytest.raises(StatementError, match="without a zone"):
        session.execute(statement)


def add_and_fail(engine: Engine) -> None:
    with open_session(engine) as session:
        session.add(Person(address="a@example.org", added_at=MOMENT))
        session.flush()
        raise RuntimeError("in the middle")


def test_what_fails_is_rolled_back_whole(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="in the middle"):
        add_and_fail(engine)
    with open_reading(engine) as session:
        assert session.exec(select(Person)).all() == []


def test_sqlite_is_set_up_to_lose_nothing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    engine = create_database_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
    engine.dispose()
