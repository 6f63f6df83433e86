"""A limit of mails a minute that all processes of a house keep together."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Table, select, update
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401 - all tables stand in the metadata from here on
from models.database import dialect_of, insert_into

_pace: Table = SQLModel.metadata.tables["relay_pace"]


def take_turns(
    session: Session, relay: str, count: int, per_minute: int, now: datetime, within: timedelta
) -> datetime | None:
    """Reserve ``count`` turns in a row at a relay; the moment of the first, never before ``now``.

    None, and nothing reserved, when the first free one is farther away than ``within``. Turns are
    spread evenly over the minute. The caller owns the transaction: the row of the relay is locked
    until its end, so no two processes get the same turn.
    """
    session.execute(
        insert_into(_pace, dialect_of(session))
        .values(relay=relay, free_at=now)
        .on_conflict_do_nothing(index_elements=["relay"])
    )
    row = _pace.c.relay == relay
    free_at: datetime = session.execute(select(_pace.c.free_at).where(row).with_for_update()).scalar_one()
    first_at = max(free_at, now)
    if first_at - now > within:
        return None
    session.execute(update(_pace).where(row).values(free_at=first_at + count * spacing(per_minute)))
    return first_at


def spacing(per_minute: int) -> timedelta:
    """The time between two mails."""
    return timedelta(minutes=1) / per_minute
