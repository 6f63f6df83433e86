"""A dry run of the calendar: what would be sent to whom and when, on a copy that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine, delete, insert, select
from sqlmodel import SQLModel

import models.tables  # noqa: F401  (fills the metadata)
from flows.house import House
from flows.ticking import tick
from models.database import create_database_engine, open_reading
from models.migrations import migrate
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.queue import next_due_at

_BATCH_ROWS = 1000


def simulate(
    house: House, first_on: date, last_on: date, on_progress: Callable[[date], None] | None = None
) -> list[dict[str, object]]:
    """Messages that a house left alone would send on these days, with the keys of ``outbox --json``.

    Days that lie ahead are reached through those before them: what goes out until then has gone.
    """
    first_at, end_at = _midnight(house, first_on), _midnight(house, last_on + timedelta(days=1))
    with _copied_house(house) as copy:
        if (now := house.clock()) < first_at:
            _live(copy, now, first_at)
        with open_reading(copy.engine) as session:
            before = {message["id"] for message in list_messages(session)}
        _live(copy, first_at, end_at, on_progress)
        with open_reading(copy.engine) as session:
            messages = list_messages(session)
    return [message for message in messages if message["id"] not in before]


def _live(
    house: House, first_at: datetime, end_at: datetime, on_progress: Callable[[date], None] | None = None
) -> None:
    """Tick at every moment that waits, from the first one on, before the end."""
    moment: datetime | None = first_at
    while moment is not None and moment < end_at:
        tick(house.at(moment), moment)
        if on_progress is not None:
            on_progress(moment.astimezone(house.settings.tzinfo).date())
        moment = _next_moment(house, moment)


def _next_moment(house: House, after: datetime) -> datetime | None:
    with open_reading(house.engine) as session:
        moment = next_due_at(session)
    if moment is None:
        return None
    return max(moment, after + timedelta(minutes=1))


def _midnight(house: House, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=house.settings.tzinfo).astimezone(UTC)


@contextmanager
def _copied_house(house: House) -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="sroki-simulate-") as folder:
        engine = create_database_engine(f"sqlite:///{Path(folder) / 'copy.db'}")
        try:
            migrate(engine)
            copy_tables(house.engine, engine)
            settings = house.settings.model_copy(update={"home": Path(folder)})
            yield House(settings, engine, house.clock, MemoryTransport(), MemoryTransport())
        finally:
            engine.dispose()


def copy_tables(source: Engine, target: Engine) -> None:
    """Copy every table, from whichever database to whichever; one consistent reading of the source."""
    with source.connect() as reading, target.begin() as writing:
        if target.dialect.name == "sqlite":
            # A round names the one before it, which may come later where the source keeps no order.
            writing.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in SQLModel.metadata.sorted_tables:
            writing.execute(delete(table))
            result = reading.execution_options(stream_results=True).execute(select(table))
            while rows := result.mappings().fetchmany(_BATCH_ROWS):
                writing.execute(insert(table), [dict(row) for row in rows])
