"""A made-up country for the benchmarks: occurrences by the million, some of them due at one moment.

Rows are written past the product, with plain ``executemany``, into tables that the product made.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from flows.house import House, open_house  # noqa: E402
from models.settings import Settings  # noqa: E402

ZONE = ZoneInfo("Asia/Yekaterinburg")
TODAY = date(2026, 4, 8)
NOON = datetime(2026, 4, 8, 12, tzinfo=ZONE)  # three hours after the hour of sending
_DUE_ON = TODAY + timedelta(days=7)
_PER_TASK = 10  # occurrences


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


_WATCHED_ON, _TOLD_AT = str(TODAY - timedelta(days=30)), _stamp(NOON - timedelta(days=14))


@dataclass(frozen=True)
class World:
    """``due`` of ``occurrences`` speak now, to ``people`` in turn; each of them was told twice before."""

    occurrences: int
    due: int
    people: int


def build_house(folder: Path, world: World, **settings: object) -> House:
    """A house on SQLite under ``folder`` that holds the world."""
    house = open_house(Settings(home=folder, prefect=False, **settings))  # type: ignore[arg-type]
    with closing(sqlite3.connect(folder / "sroki.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        _write_people(connection, world)
        _write_tasks(connection, world)
        _write_occurrences(connection, world)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return house


def _write_people(connection: sqlite3.Connection, world: World) -> None:
    at = _stamp(NOON - timedelta(days=90))
    numbers = range(1, world.people + 1)
    connection.executemany(
        "INSERT INTO person (id, address, name, added_at, only_mandatory) VALUES (?, ?, ?, ?, 0)",
        [(n, f"person{n}@example.org", f"Исполнитель {n}", at) for n in numbers],
    )
    connection.executemany(
        "INSERT INTO party (id, name, folded) VALUES (?, ?, ?)",
        [(n, f"МБОУ СОШ № {n}", f"мбоу сош № {n}") for n in numbers],
    )
    connection.executemany(
        "INSERT INTO membership (party_id, person_id, since_at) VALUES (?, ?, ?)",
        [(n, n, at) for n in numbers],
    )


def _write_tasks(connection: sqlite3.Connection, world: World) -> None:
    at, tasks = _stamp(NOON - timedelta(days=90)), range(1, world.occurrences // _PER_TASK + 1)
    connection.execute(
        "INSERT INTO roadmap (id, title, kind, zone, source_name, source_sha256, parsed, imported_at,"
        " approved_at, approved_on, first_year, last_year)"
        " VALUES (1, ?, 'order', ?, 'plan', 'plan', '{}', ?, ?, ?, 2026, 2036)",
        ("Дорожная карта развития образования", ZONE.key, at, at, str(TODAY - timedelta(days=90))),
    )
    connection.executemany(
        "INSERT INTO task (id, roadmap_id, position, origin, uid, number, title, expected_result, raw_term,"
        " term_kind, meaning) VALUES (?, 1, ?, 'row', ?, ?, ?, 'Справка', 'до 15 апреля', 'window', '')",
        (
            (n, n, str(n), str(n), f"Провести мониторинг эффективности руководителей организаций № {n}")
            for n in tasks
        ),
    )
    connection.executemany(
        "INSERT INTO task_party (task_id, role, party_id, position) VALUES (?, 'responsible', ?, 0)",
        ((n, (n - 1) % world.people + 1) for n in tasks),
    )


def _write_occurrences(connection: sqlite3.Connection, world: World) -> None:
    rows, queue, notices = [], [], []
    due = set(due_ids(world))
    for number in range(1, world.occurrences + 1):
        opens_on, due_on, at = _dates(number, number in due)
        opened_at = _TOLD_AT if number in due else None
        place = ((number - 1) // _PER_TASK + 1, (number - 1) % _PER_TASK)
        rows.append((number, *place, str(opens_on), str(due_on), str(due_on), _WATCHED_ON, opened_at))
        queue.append((_stamp(at), number))
        if number in due:
            notices += _told_before(number, (place[0] - 1) % world.people + 1)
    connection.executemany(
        "INSERT INTO occurrence (id, task_id, ordinal, opens_on, due_on, original_due_on, watched_from_on,"
        " held, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
        rows,
    )
    connection.executemany("INSERT INTO agenda_queue VALUES (?, ?)", sorted(queue))
    connection.executemany(
        "INSERT INTO notice (key, kind, occurrence_id, person_id, planned_on, offset_days, late, outcome,"
        " recorded_at) VALUES (?, ?, ?, ?, ?, 0, 0, 'mailed', ?)",
        notices,
    )


def _dates(number: int, is_due: bool) -> tuple[date, date, datetime]:
    """Opening, deadline and next moment: of what is due now, or some weeks to ten years later."""
    if is_due:
        return TODAY - timedelta(days=14), _DUE_ON, NOON - timedelta(hours=3)
    due_on = TODAY + timedelta(days=42 + number % 3600)
    first = datetime.combine(due_on - timedelta(days=14), time(9), ZONE)
    return due_on - timedelta(days=5), due_on, first


def _told_before(number: int, person_id: int) -> Iterator[tuple[object, ...]]:
    for kind, day in (("opened", TODAY - timedelta(days=14)), ("reminder", _DUE_ON - timedelta(days=14))):
        yield f"{kind}:{number}:{person_id}:{day}", kind, number, person_id, str(day), _TOLD_AT


def due_ids(world: World) -> range:
    """The occurrences that are due now, spread over the whole table."""
    step = max(_PER_TASK, world.occurrences // world.due // _PER_TASK * _PER_TASK)
    return range(1, 1 + step * world.due, step)
