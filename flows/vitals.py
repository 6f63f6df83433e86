"""Signs of life of a house, read once for the pages of health, the metrics and whoever is on duty."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from flows.house import House
from flows.pausing import Pause, find_pause
from models.database import find_write_trouble, open_hasty_reading
from models.outbox import OutboxMessage, TickSlot
from models.values import MessageState
from roadmaps.store.queue import next_due_at
from roadmaps.workdays import last_known_year

UNREACHABLE = "unreachable"
_UNSENT = (MessageState.QUEUED, MessageState.AWAITING_RETRY, MessageState.IN_FLIGHT)
_LEAST_FREE_BYTES = 256 * 1024 * 1024  # ten uploads of the largest size, and room for the database's log
_LONGEST_BEATS = 5  # so many beats late, and nobody is working
_LEAST_PATIENCE = timedelta(minutes=5)


class Ailment(StrEnum):
    """Why a house is not ready, or what somebody should look at."""

    DATABASE = "database"  # silent, locked, read-only or failing
    CLOCK_FAILING = "clock_failing"  # the last beat ended in an error
    WORK_WAITS = "work_waits"  # something has been due for long and nobody does it
    MAIL_WAITS = "mail_waits"  # something should have left for long
    DISK = "disk"  # nearly full
    CALENDAR = "calendar"  # the production calendar ends before the next year
    PAUSED = "sending_paused"


# What keeps a house from doing its work; the others are for somebody to look at.
SERIOUS = frozenset({Ailment.DATABASE, Ailment.CLOCK_FAILING, Ailment.WORK_WAITS, Ailment.DISK})


@dataclass(frozen=True)
class Vitals:
    """Moments in UTC, None where there is nothing. ``database``: ok, locked, read_only, failing, unreachable.

    ``due_since_at``: the earliest thing that is due and was not done; ``mail_due_since_at``: of mail that
    may leave. ``mail`` counts messages by state.
    """

    database: str
    is_clock_failing: bool
    disk_free_bytes: int
    disk_total_bytes: int
    calendar_last_year: int
    last_tick_at: datetime | None = None
    oldest_unsent_at: datetime | None = None
    due_since_at: datetime | None = None
    mail_due_since_at: datetime | None = None
    mail: Mapping[str, int] = field(default_factory=dict)
    pause: Pause | None = None


def read_vitals(house: House, now: datetime, *, with_counts: bool = False) -> Vitals:
    """Look at everything once; nothing is written, and a locked database is waited for a second at most."""
    disk = shutil.disk_usage(_nearest(house.settings.home))
    facts = {
        "is_clock_failing": house.is_clock_failing,
        "disk_free_bytes": disk.free,
        "disk_total_bytes": disk.total,
        "calendar_last_year": last_known_year(),
    }
    try:
        with open_hasty_reading(house.engine) as session:
            found = _ask(session, now, with_counts=with_counts)
        trouble = find_write_trouble(house.engine)
    except DBAPIError:
        return Vitals(database=UNREACHABLE, **facts)  # type: ignore[arg-type]
    return Vitals(database=trouble or "ok", **facts, **found)  # type: ignore[arg-type]


def find_ailments(vitals: Vitals, now: datetime, beat_every_s: float) -> frozenset[Ailment]:
    """What is wrong, judged by values alone. ``beat_every_s``: how often the clock should look."""
    patience = max(_LONGEST_BEATS * timedelta(seconds=beat_every_s), _LEAST_PATIENCE)
    signs = {
        Ailment.DATABASE: vitals.database != "ok",
        Ailment.CLOCK_FAILING: vitals.is_clock_failing,
        Ailment.WORK_WAITS: _waits(vitals.due_since_at, now, patience),
        Ailment.MAIL_WAITS: vitals.pause is None and _waits(vitals.mail_due_since_at, now, patience),
        Ailment.DISK: vitals.disk_free_bytes < _LEAST_FREE_BYTES,
        # Next year's moved days are published in autumn; in December their lack is a matter for somebody.
        Ailment.CALENDAR: vitals.calendar_last_year < (now + timedelta(days=31)).year,
        Ailment.PAUSED: vitals.pause is not None,
    }
    return frozenset(ailment for ailment, is_so in signs.items() if is_so)


def _waits(since_at: datetime | None, now: datetime, patience: timedelta) -> bool:
    return since_at is not None and now - since_at > patience


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _ask(session: Session, now: datetime, *, with_counts: bool) -> dict[str, object]:
    due_at = next_due_at(session)
    unsent = col(OutboxMessage.state).in_([state.value for state in _UNSENT])
    mail_at = session.execute(
        select(func.min(col(OutboxMessage.next_attempt_at))).where(
            col(OutboxMessage.state).in_([MessageState.QUEUED.value, MessageState.AWAITING_RETRY.value])
        )
    ).scalar()
    counts = select(col(OutboxMessage.state), func.count()).group_by(col(OutboxMessage.state))
    return {
        "last_tick_at": session.execute(
            select(func.max(col(TickSlot.finished_at))).where(col(TickSlot.state) == "done")
        ).scalar(),
        "oldest_unsent_at": session.execute(
            select(func.min(col(OutboxMessage.created_at))).where(unsent)
        ).scalar(),
        "due_since_at": due_at if due_at is not None and due_at <= now else None,
        "mail_due_since_at": mail_at if mail_at is not None and mail_at <= now else None,
        "mail": dict(session.execute(counts).tuples().all()) if with_counts else {},
        "pause": find_pause(session),
    }
