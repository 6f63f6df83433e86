"""What a tick costs: 1,000 due actions among 10,000 and among 1,000,000 occurrences; and an idle one.

    python benchmarks/ticks.py [OCCURRENCES] [--postgresql]

Beside it, in the same run and on a copy of the same database, a plain script of the driver (``sqlite3``,
``psycopg``) that finds the same occurrences, reads the same words and writes the same rows. Its mails are
written beforehand and the time of composing ours is taken off, so that both sides do the same; the whole is
printed, too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from copies import PostgresCopies, SqliteCopies, running_postgres
from sqlalchemy import Engine, event
from timing import Timing, measure, verdict
from world import NOON, World

from flows import mailing
from flows.advancing import advance
from flows.house import House
from flows.ticking import is_work_due

DUE, ROUNDS = 1000, 5
_TABLES = ("outbox", "outbox_content", "outbox_occurrence", "access_link", "notice")
_WRITTEN = {name: f"SELECT * FROM {name}" for name in _TABLES} | {
    "notice": "SELECT * FROM notice WHERE outbox_id IS NOT NULL"
}
_SLICE = 500
Copies = SqliteCopies | PostgresCopies


@dataclass
class Composing:
    """Takes the time of composing mails, which the plain script does not do."""

    seconds: float = 0.0

    def wrap(self, compose: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            started_s = time.perf_counter()
            try:
                return compose(*arguments, **named)
            finally:
                self.seconds += time.perf_counter() - started_s

        return timed


@dataclass
class Figures:
    """Medians over some rounds, in seconds."""

    whole: list[Timing] = field(default_factory=list)
    planning_s: list[float] = field(default_factory=list)
    plain_s: list[float] = field(default_factory=list)


def run_ours(house: House, figures: Figures) -> None:
    """One pass of the product."""
    is_work_due(house, NOON - timedelta(days=1))  # statements compiled, pages of the schema read
    composing, compose = Composing(), mailing.compose_message
    mailing.compose_message = composing.wrap(compose)  # type: ignore[assignment]
    try:
        timing = measure(lambda: advance(house, NOON))
    finally:
        mailing.compose_message = compose
    figures.whole.append(timing)
    figures.planning_s.append(timing.wall_s - composing.seconds)


def run_plain(copies: Copies, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    """The same reading and writing without anything between: seconds."""
    with copies.connect() as connection:
        cursor, mark = connection.cursor(), copies.mark
        cursor.execute("SELECT count(*) FROM outbox").fetchone()
        started_s = time.perf_counter()
        cursor.execute(copies.begin)
        due = cursor.execute(
            f"SELECT occurrence_id FROM agenda_queue WHERE next_action_at <= {mark}",
            (copies.write_moment(NOON),),
        ).fetchall()
        ids = [number for (number,) in due]
        for start in range(0, len(ids), _SLICE):
            _read(cursor, mark, ids[start : start + _SLICE])
        for name in _TABLES:
            marks = ", ".join([mark] * len(rows[name][0]))
            cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[name])
        cursor.executemany(f"DELETE FROM agenda_queue WHERE occurrence_id = {mark}", due)
        later = copies.write_moment(NOON + timedelta(days=4))
        cursor.executemany(f"INSERT INTO agenda_queue VALUES ({mark}, {mark})", [(later, n) for n in ids])
        cursor.execute("COMMIT")
        return time.perf_counter() - started_s


def _read(cursor: Any, mark: str, ids: list[int]) -> None:
    marks = ", ".join([mark] * len(ids))
    for statement in (
        "SELECT o.*, t.number, t.title, t.raw_term, t.expected_result, r.title, r.zone FROM occurrence o"
        " JOIN task t ON t.id = o.task_id JOIN roadmap r ON r.id = t.roadmap_id WHERE o.id IN ({})",
        "SELECT o.id, tp.role, y.name, p.id, p.address, p.zone FROM occurrence o"
        " JOIN task_party tp ON tp.task_id = o.task_id JOIN party y ON y.id = tp.party_id"
        " JOIN membership m ON m.party_id = y.id JOIN person p ON p.id = m.person_id WHERE o.id IN ({})",
        "SELECT occurrence_id, key FROM notice WHERE occurrence_id IN ({})",
    ):
        cursor.execute(statement.format(marks), ids).fetchall()


def measure_idle(house: House) -> tuple[float, float]:
    """Milliseconds of an idle look at the clock: of the database driver, and in all."""
    spent = [0.0]
    started = [0.0]

    def before(*_: Any) -> None:
        started[0] = time.perf_counter()

    def after(*_: Any) -> None:
        spent[0] += time.perf_counter() - started[0]

    engine: Engine = house.engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    looks = 200
    timing = measure(lambda: [is_work_due(house, NOON - timedelta(days=1)) for _ in range(looks)])
    event.remove(engine, "before_cursor_execute", before)
    event.remove(engine, "after_cursor_execute", after)
    return spent[0] / looks * 1000, timing.wall_s / looks * 1000


def measure_world(copies: Copies) -> tuple[Figures, tuple[float, float]]:
    """Some rounds, ours and the plain script in turn, each on a fresh copy of the same database."""
    figures, rows, idle = Figures(), None, (0.0, 0.0)
    for _ in range(ROUNDS):
        house = copies.open_house()
        run_ours(house, figures)
        idle = measure_idle(house)
        house.close()
        rows = rows or copies.read_tables(_WRITTEN)
        figures.plain_s.append(run_plain(copies, rows))
    return figures, idle


def show(on: str, occurrences: int, figures: Figures, idle: tuple[float, float]) -> float:
    """Print the figures of one world; the planning time in seconds."""
    planning_s, plain_s = median(figures.planning_s), median(figures.plain_s)
    print(f"{on}: {occurrences:,} occurrences, {DUE:,} due")
    print(f"  whole pass, mails composed: {median(figures.whole)}")
    print(f"  finding and writing:        {planning_s * 1000:,.1f} ms")
    print(f"  plain script, same rows:    {plain_s * 1000:,.1f} ms")
    print(f"  idle look: {idle[0]:.3f} ms of database time, {idle[1]:.3f} ms in all")
    return planning_s


def measure_on(is_postgresql: bool, occurrences: int) -> tuple[Figures, tuple[float, float], float]:
    """The figures of a world of so many occurrences; printed, too."""
    world = World(occurrences, DUE, DUE)
    with tempfile.TemporaryDirectory(prefix="sroki-ticks-") as name:
        folder = Path(name)
        with running_postgres(folder / "pg") if is_postgresql else nullcontext("") as address:
            copies = PostgresCopies(folder, world, address) if address else SqliteCopies(folder, world)
            figures, idle = measure_world(copies)
    return figures, idle, show(copies.name, occurrences, figures, idle)


def main(argv: list[str]) -> int:
    is_postgresql = "--postgresql" in argv
    numbers = [int(word) for word in argv[1:] if word.isdigit()]
    many, few = numbers[0] if numbers else 1_000_000, 10_000
    _, _, few_s = measure_on(is_postgresql, few)
    figures, idle, many_s = measure_on(is_postgresql, many)
    kept = [
        verdict(
            f"finding and writing / plain {'psycopg' if is_postgresql else 'sqlite3'}",
            median(ours / plain for ours, plain in zip(figures.planning_s, figures.plain_s, strict=True)),
            3,
            "×",
        ),
        verdict(f"among {many:,} / among {few:,}", many_s / few_s, 1.5, "×"),
        verdict("idle tick, database time", idle[0], 20 if is_postgresql else 1, " ms"),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
