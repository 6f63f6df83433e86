"""A country on PostgreSQL: many senders of one queue, one of them killed every few seconds.

    python benchmarks/scale.py [OCCURRENCES [MAILS [SENDERS [KILL_EVERY_S]]]]

Builds a world of OCCURRENCES (1,000,000) on SQLite, moves it to a real PostgreSQL by the product's own
``migrate-to``, measures an idle look on both, and lets SENDERS (4) processes plan and send MAILS (100,000)
digests to a sink that records what it has taken. Every KILL_EVERY_S (10; 0: never) one of them is killed
and another started. Then ledger and record are compared: what is lost, what came twice. A mail comes twice
only if its sender died between the relay's answer and its own commit, which SMTP cannot tell apart: so many
are named, and that their bytes are the same.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from copies import running_postgres
from sink import running_sink
from sqlalchemy import text
from ticks import measure_idle
from timing import measure, verdict
from world import NOON, World, build_house

from flows.advancing import advance
from flows.backup.moving import move_to
from flows.delivering import deliver_for_a_while
from flows.house import House, open_house
from flows.ticking import is_work_due
from models.settings import Settings, load_settings

_IDLE_MS = 20.0
_DEFAULTS = (1_000_000.0, 100_000.0, 4.0, 10.0)
_DONE_AFTER_LOOKS = 5  # with nothing to do: what another holds may come back


@dataclass
class Senders:
    """Processes that plan and send until nothing is due."""

    environment: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: int = 0

    def start(self) -> None:
        command = [sys.executable, __file__, "send"]
        self.running.append(subprocess.Popen(command, env=self.environment))

    def kill_one(self) -> None:
        """The first that still runs dies without a word; another begins."""
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.wait()
                self.running.remove(process)
                self.kills += 1
                self.start()
                return

    @property
    def are_done(self) -> bool:
        return all(process.poll() is not None for process in self.running)


def send() -> None:
    """One sender: what the flows of a worker do, without Prefect around them."""
    house = open_house(load_settings())
    idle = 0
    while idle < _DONE_AFTER_LOOKS:
        if not is_work_due(house, NOON):
            idle += 1
            time.sleep(0.5)
            continue
        idle = 0
        advance(house, NOON)
        deliver_for_a_while(house, NOON)
    house.close()


def run(house: House, senders: int, kill_every_s: float, port: int) -> tuple[float, int]:
    """Seconds until nothing is due any more, and how many senders were killed meanwhile."""
    environment = os.environ | {
        "SROKI_HOME": str(house.settings.home),
        "SROKI_DATABASE_URL": house.settings.database_address,
        "SROKI_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "SROKI_MAIL_FROM": "Сроки <sroki@example.org>",
        "SROKI_LEASE_S": "60",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    group = Senders(environment)
    started_s = killed_s = time.perf_counter()
    for _ in range(senders):
        group.start()
    while not group.are_done:
        time.sleep(0.2)
        if kill_every_s and time.perf_counter() - killed_s >= kill_every_s:
            killed_s = time.perf_counter()
            if is_work_due(house, NOON):
                group.kill_one()
    return time.perf_counter() - started_s, group.kills


def compare(house: House, record: Path, mails: int, kills: int) -> list[bool]:
    """Ledger against record."""
    taken = [tuple(line.split()) for line in record.read_text(encoding="utf-8").splitlines()]
    times = Counter(name for name, _, _ in taken)
    twice = {name for name, count in times.items() if count > 1}
    contents = Counter(name for name, _ in {(name, digest) for name, digest, _ in taken})
    people = Counter(recipient for _, _, recipient in {(name, "", recipient) for name, _, recipient in taken})
    with house.engine.connect() as connection:
        counted = connection.execute(text("SELECT state, count(*) FROM outbox GROUP BY state")).all()
        states = {row[0]: row[1] for row in counted}
        names = set(connection.execute(text("SELECT message_id FROM outbox WHERE state = 'sent'")).scalars())
    print(f"ledger: {states}; record: {len(taken):,} mails of {len(times):,} names; killed: {kills}")
    print(f"came twice because their sender died before its commit: {len(twice)} (bytes equal)")
    return [
        verdict("people with exactly one digest", sum(n == 1 for n in people.values()), mails, at_least=True),
        verdict("lost: sent by the ledger, not taken by the relay", len(names - set(times)), 0),
        verdict("unknown to the ledger", len(set(times) - names), 0),
        verdict("same name, other bytes", sum(count > 1 for count in contents.values()), 0),
        verdict("came twice, a killed sender", len(twice) / max(kills, 1), 4 if kills else 0),
    ]


def main(argv: list[str]) -> int:
    given = [float(word) for word in argv[1:]]
    occurrences, mails, senders, kill_every_s = [*given, *_DEFAULTS[len(given) :]]
    world = World(int(occurrences), int(mails), int(mails))
    print(f"{world.occurrences:,} occurrences, {world.due:,} mails, {senders:g} senders")
    with (
        tempfile.TemporaryDirectory(prefix="sroki-scale-") as name,
        running_postgres(Path(name) / "pg") as address,
    ):
        folder = Path(name) / "small"
        folder.mkdir()
        small = build_house(folder, world)
        idle = {"SQLite": measure_idle(small)[0]}
        moving = measure(lambda: print("moved and compared, rows:", move_to(small, address).rows))
        print(f"migrate-to PostgreSQL: {moving}")
        small.close()
        house = open_house(Settings(home=Path(name) / "large", prefect=False, database_url=address))
        with house.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
            connection.execute(text("DELETE FROM sending_pause"))
        idle["PostgreSQL"] = measure_idle(house)[0]
        record = Path(name) / "record"
        with running_sink(record=record) as port:
            seconds, kills = run(house, int(senders), kill_every_s, port)
        print(f"sent by {senders:g} senders in {seconds:,.1f} s: {world.due / seconds:,.0f} mails/s")
        kept = [verdict(f"idle look, {on}, database time", ms, _IDLE_MS, " ms") for on, ms in idle.items()]
        kept += compare(house, record, world.people, kills)
        house.close()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["send"]:
        send()
    else:
        sys.exit(main(sys.argv))
