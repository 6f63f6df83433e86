"""What a tick costs: 1,000 due actions among 10,000 and among 1,000,000 occurrences; and an idle one.

    python benchmarks/ticks.py [OCCURRENCES]

Beside it, in the same run and on a copy of the same database, a plain ``sqlite3`` script that finds the
same occurrences, reads the same words and writes the same rows. Its mails are written beforehand and the
time of composing ours is taken off, so that both sides do the same; the whole is printed, too.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, event
from timing import Timing, measure, verdict
from world import NOON, World, build_house

from flows import mailing
from flows.advancing import advance
from flows.house import House
from flows.ticking import is_work_due
from models.settings import Settings

DUE, ROUNDS = 1000, 5
_TABLES = ("outbox", "outbox_occurrence", "access_link", "notice")
_SLICE = 500


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


def run_ours(folder: Path, figures: Figures) -> House:
    """One pass of the product over the copied database."""
    from flows.house import open_house

    house = open_house(Settings(home=folder, prefect=False))
    is_work_due(house, NOON - timedelta(days=1))  # statements compiled, pages of the schema read
    composing, compose = Composing(), mailing.compose_message
    mailing.compose_message = composing.wrap(compose)  # type: ignore[assignment]
    try:
        timing = measure(lambda: advance(house, NOON))
    finally:
        mailing.compose_message = compose
    figures.whole.append(timing)
    figures.planning_s.append(timing.wall_s - composing.seconds)
    return house


def written_rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the pass wrote, to be written once more by the plain script."""
    with closing(sqlite3.connect(path)) as connection:
        rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in _TABLES}
        rows["notice"] = connection.execute("SELECT * FROM notice WHERE outbox_id IS NOT NULL").fetchall()
    return rows


def run_plain(path: Path, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    """The same reading and writing without anything between: seconds."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM outbox").fetchone()
        started_s = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        moment = NOON.astimezone(tz=None).strftime("%Y-%m-%d %H:%M:%S.%f")
        due = connection.execute(
            "SELECT occurrence_id FROM agenda_queue WHERE next_action_at <= ?", (moment,)
        ).fetchall()
        ids = [number for (number,) in due]
        for start in range(0, len(ids), _SLICE):
            _read(connection, ids[start : start + _SLICE])
        for name in _TABLES:
            marks = ", ".join("?" * len(rows[name][0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[name])
        connection.executemany("DELETE FROM agenda_queue WHERE occurrence_id = ?", due)
        connection.executemany("INSERT INTO agenda_queue VALUES ('2026-04-12 04:00:00.000000', ?)", due)
        connection.execute("COMMIT")
        return time.perf_counter() - started_s


def _read(connection: sqlite3.Connection, ids: list[int]) -> None:
    marks = ", ".join("?" * len(ids))
    for statement in (
        "SELECT o.*, t.number, t.title, t.raw_term, t.expected_result, r.title, r.zone FROM occurrence o"
        " JOIN task t ON t.id = o.task_id JOIN roadmap r ON r.id = t.roadmap_id WHERE o.id IN ({})",
        "SELECT o.id, tp.role, y.name, p.id, p.address, p.zone FROM occurrence o"
        " JOIN task_party tp ON tp.task_id = o.task_id JOIN party y ON y.id = tp.party_id"
        " JOIN membership m ON m.party_id = y.id JOIN person p ON p.id = m.person_id WHERE o.id IN ({})",
        "SELECT occurrence_id, key FROM notice WHERE occurrence_id IN ({})",
    ):
        connection.execute(statement.format(marks), ids).fetchall()


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


def measure_world(occurrences: int, folder: Path) -> tuple[Figures, tuple[float, float]]:
    """Some rounds, ours and the plain script in turn, each on a fresh copy of the same database."""
    original = folder / "original"
    original.mkdir()
    build_house(original, World(occurrences, DUE, DUE)).close()
    figures, rows, idle = Figures(), None, (0.0, 0.0)
    for number in range(ROUNDS):
        copy = folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(original, copy)
        house = run_ours(copy, figures)
        idle = measure_idle(house)
        house.close()
        rows = rows or written_rows(copy / "sroki.db")
        plain = folder / f"plain{number}.db"
        shutil.copy(original / "sroki.db", plain)
        figures.plain_s.append(run_plain(plain, rows))
        plain.unlink()
    return figures, idle


def show(occurrences: int, figures: Figures, idle: tuple[float, float]) -> float:
    """Print the figures of one world; the planning time in seconds."""
    planning_s, plain_s = median(figures.planning_s), median(figures.plain_s)
    print(f"{occurrences:,} occurrences, {DUE:,} due")
    print(f"  whole pass, mails composed: {median(figures.whole)}")
    print(f"  finding and writing:        {planning_s * 1000:,.1f} ms")
    print(f"  plain sqlite3, same rows:   {plain_s * 1000:,.1f} ms")
    print(f"  idle look: {idle[0]:.3f} ms of database time, {idle[1]:.3f} ms in all")
    return planning_s


def main(argv: list[str]) -> int:
    many, few = int(argv[1]) if len(argv) > 1 else 1_000_000, 10_000
    results = {}
    for occurrences in (few, many):
        with tempfile.TemporaryDirectory(prefix="sroki-ticks-") as folder:
            results[occurrences] = measure_world(occurrences, Path(folder))
    planning_s = {number: show(number, *result) for number, result in results.items()}
    figures, idle = results[many]
    kept = [
        verdict(
            "finding and writing / plain sqlite3",
            median(ours / plain for ours, plain in zip(figures.planning_s, figures.plain_s, strict=True)),
            3,
            "×",
        ),
        verdict(f"among {many:,} / among {few:,}", planning_s[many] / planning_s[few], 1.5, "×"),
        verdict("idle tick, database time", idle[0], 1, " ms"),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
