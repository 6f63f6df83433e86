"""A database that is locked, full or read-only under the running server: nothing lost, and it comes back."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import create_engine, text

from chaos_jobs import SENDER
from chaos_summary import Figures
from chaos_world import World
from fork_server import ROOT
from wave_plan import Waves, outbox_rows

PEOPLE = 150
LOCKED_S = 36.0  # longer than the product waits for a lock
AWAY_S = 15.0
RECOVERY_S = 60.0


@contextmanager
def serving(world: World, waves: Waves) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The whole server, as people start it, with the clock of every day; the address of its health."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SROKI_", "PREFECT_"))}
    environment = clean | {
        "PYTHONPATH": str(ROOT),
        "SROKI_HOME": str(world.folder / "var"),
        "SROKI_DATABASE_URL": world.address,
        "SROKI_SMTP_URL": world.sink.url,
        "SROKI_MAIL_FROM": SENDER,
        "SROKI_ZONE": waves.zone.key,
        "SROKI_PREFECT": "false",
    }
    program = Path(__file__).parents[1] / "support" / "serve_under_fire.py"
    command = [sys.executable, str(program), str(port), str(flag_of(world))]
    with (world.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield server, f"http://127.0.0.1:{port}/healthz"
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
    finally:
        server.kill()
        server.wait()


def flag_of(world: World) -> Path:
    return world.folder / "read-only"


@contextmanager
def locked(world: World, server: subprocess.Popen[bytes]) -> Iterator[None]:
    """Another process of the machine holds the write lock, or the table of messages."""
    if world.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(world.engine.url.database), timeout=60)) as rival:
            rival.execute("BEGIN IMMEDIATE")
            yield
            rival.execute("ROLLBACK")
        return
    with world.engine.connect() as connection:
        connection.execute(text("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE"))
        yield


@contextmanager
def full(world: World, server: subprocess.Popen[bytes]) -> Iterator[None]:
    """No file of the server may grow: the limit of file sizes is what every user may set (RLIMIT_FSIZE).

    The files of the database are larger than a page, so every write into them fails.
    """
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    yield
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only(world: World, server: subprocess.Popen[bytes]) -> Iterator[None]:
    """The database takes no writes: SQLite by the flag, PostgreSQL by its own setting in new sessions."""
    if world.engine.dialect.name == "sqlite":
        flag_of(world).touch()
        yield
        flag_of(world).unlink()
        return
    set_read_only(world, "on")
    yield
    set_read_only(world, "off")


def set_read_only(world: World, value: str) -> None:
    name = world.engine.url.database
    with keeper_of(world) as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {value}'))
        end_sessions(connection, str(name))


def end_sessions(connection: object, name: str) -> None:
    connection.execute(  # type: ignore[attr-defined]
        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
    )


@contextmanager
def gone(world: World, server: subprocess.Popen[bytes]) -> Iterator[None]:
    """The database lets nobody in and has thrown everybody out."""
    name = str(world.engine.url.database)
    with keeper_of(world) as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false'))
        end_sessions(connection, name)
        yield
        connection.execute(text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true'))


@contextmanager
def keeper_of(world: World) -> Iterator[object]:
    """A connection to the server beside the database under fire."""
    address = world.address.replace(f"/{world.engine.url.database}?", "/postgres?")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


FAULTS: dict[str, tuple[Callable[..., object], float]] = {
    "locked": (locked, LOCKED_S),
    "disk full": (full, AWAY_S),
    "read-only": (read_only, AWAY_S),
    "gone": (gone, AWAY_S),
}
NOT_THERE = {("disk full", "postgresql"), ("gone", "sqlite")}  # the files of a server are its own


@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_server_survives_its_database(
    world: World, figures: Figures, database_name: str, fault: str
) -> None:
    if (fault, database_name) in NOT_THERE:
        pytest.skip(f"{fault} is no fault of {database_name} that a client could make")
    waves = lay_out_today(world)
    world.sink.break_down(delay_s=0.004)
    begin, lasts_s = FAULTS[fault]
    with serving(world, waves) as (server, health):
        wait_for(lambda: len(world.sink.taken()) >= PEOPLE // 10, 60)
        with begin(world, server):  # type: ignore[attr-defined]
            at_s = time.monotonic()
            said, said_after_s = listen(health, lasts_s)
            before = len(world.sink.taken())
        down_s, up_s = time.monotonic() - at_s, time.monotonic()
        wait_for(lambda: states(world) == {"sent": PEOPLE}, RECOVERY_S)
        wait_for(lambda: ask(health) == (200, "ok", "ok"), max(0.0, RECOVERY_S - (time.monotonic() - up_s)))
        recovery_s = time.monotonic() - up_s
    losses = world.judge(waves)
    figures(
        f"7 {fault}, {database_name}", mails=PEOPLE, before=before, down_s=round(down_s, 1), health=said,
        said_after_s=round(said_after_s, 1), recovery_s=round(recovery_s, 1), lost=losses.lost,
        repeated=losses.repeated,
    )  # fmt: skip
    assert before < PEOPLE, "the fault came too late to meet the mail"
    assert said, "health never said so"
    assert said_after_s <= RECOVERY_S
    assert (losses.lost, losses.repeated) == (0, 0)


def lay_out_today(world: World) -> Waves:
    """A plan whose windows opened today, in a zone where it is about noon, whatever the hour of the test."""
    now = datetime.now(UTC)
    zone = ZoneInfo(f"Etc/GMT{now.hour - 12:+d}") if now.hour != 12 else ZoneInfo("Etc/UTC")
    return world.lay_out(PEOPLE, 1, first_on=now.astimezone(zone).date(), zone=zone)


def listen(health: str, seconds: float) -> tuple[str, float]:
    """What health says is wrong while the fault lasts, and after how many seconds it first said so."""
    began_s, said, after_s = time.monotonic(), Counter[str](), 0.0
    while (elapsed_s := time.monotonic() - began_s) < seconds:
        code, database, clock = ask(health)
        if code != 200:
            after_s = after_s if said else elapsed_s
            said["/".join(filter(None, (database, clock != "ok" and f"clock {clock}")))] += 1
        time.sleep(0.5)
    return ", ".join(said), after_s


def ask(health: str) -> tuple[int, str, str]:
    try:
        answer = httpx.get(health, trust_env=False, timeout=10)
    except httpx.HTTPError as error:
        return 0, type(error).__name__, "ok"
    told = answer.json()
    return answer.status_code, told["database"], told.get("clock", "ok")


def states(world: World) -> dict[str, int]:
    return dict(Counter(state for _, _, state, _, _ in outbox_rows(world.engine)))


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    until_s = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until_s, f"not within {seconds:.0f} s"
        time.sleep(0.2)
