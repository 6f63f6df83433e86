"""A simulated year of one house: does memory stay flat, does the database grow by what it keeps?

    python benchmarks/soak.py [OCCURRENCES [PEOPLE [DAYS]]]

A world of OCCURRENCES (1,000,000), whose deadlines fall on each day of the next ten years, and PEOPLE
(50,000). For DAYS (365) there is a tick at noon, as the clock of the embedded house would do; nobody hands
anything in, so that every reminder and every escalation is due. Mail goes nowhere: its delivery is measured
by ``mail.py``. Prints each month, then compares: memory at the end with that after the first month, bytes of
the database a row that was added, table by table, the slowest tick with the rhythm of the clock.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import inspect, text
from timing import verdict
from world import NOON, World, build_house

from flows.house import House
from flows.ticking import tick
from notifications.transports.base import Connectionless

_RHYTHM_S = 60.0
_MONTH_DAYS = 30
_WARM_DAYS = 45  # until then the first reminders of the world begin, and caches fill
_MOST_BYTES = 800  # of a row with its entries in indexes


class Nowhere(Connectionless):
    """Takes every mail."""

    def __init__(self) -> None:
        self.taken = 0

    def send(self, address: str, content: bytes, message_id: str) -> None:
        self.taken += 1


def count_rows(house: House) -> Counter[str]:
    """The rows of each table."""
    with house.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return Counter({n: connection.execute(text(f"SELECT count(*) FROM {n}")).scalar_one() for n in names})


@dataclass
class Course:
    """What was seen day by day."""

    ticks_s: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def memory_mb() -> float:
    """The resident memory of this process now (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def size_bytes(house: House) -> int:
    """The pages of the database; its log is no growth."""
    with house.engine.connect() as connection:
        counts = [connection.execute(text(f"PRAGMA {of}")).scalar_one() for of in ("page_count", "page_size")]
    return int(counts[0] * counts[1])


def live(house: House, days: int, nowhere: Nowhere) -> Course:
    """Day after day."""
    course = Course()
    for day in range(days):
        moment = NOON + timedelta(days=day)
        started_s = time.perf_counter()
        tick(house.at(moment), moment)
        course.ticks_s.append(time.perf_counter() - started_s)
        course.memory_mb.append(memory_mb())
        if day % _MONTH_DAYS == _MONTH_DAYS - 1:
            slowest_s, stored_mb = max(course.ticks_s[-_MONTH_DAYS:]), size_bytes(house) / 2**20
            print(
                f"day {day + 1}: {nowhere.taken:,} mails, {course.memory_mb[-1]:.0f} MB, "
                f"database {stored_mb:,.0f} MB, slowest tick {slowest_s:.2f} s",
                flush=True,
            )
    return course


def main(argv: list[str]) -> int:
    given = [int(word) for word in argv[1:]]
    occurrences, people, days = [*given, *(1_000_000, 50_000, 365)[len(given) :]]
    with tempfile.TemporaryDirectory(prefix="sroki-soak-") as name:
        folder, nowhere = Path(name), Nowhere()
        house = build_house(folder, World(occurrences, 1, people), mail_from="Сроки <sroki@example.org>")
        house.given_transport = nowhere
        before_bytes, rows = size_bytes(house), count_rows(house)
        course = live(house, days, nowhere)
        grown, added = size_bytes(house) - before_bytes, count_rows(house) - rows
        house.close()
    warm = course.memory_mb[min(_WARM_DAYS, days - 1)]
    print(
        f"{nowhere.taken:,} mails in {sum(course.ticks_s):,.0f} s of ticks; grown by {grown / 2**20:,.0f} MB"
    )
    print("rows added: " + ", ".join(f"{table} {count:,}" for table, count in added.most_common()))
    kept = [
        verdict("memory at the end / when warm", course.memory_mb[-1] / warm, 1.15, "×"),
        verdict("bytes of the database a row", grown / max(added.total(), 1), _MOST_BYTES, " bytes"),
        verdict("slowest tick", max(course.ticks_s), _RHYTHM_S, " s"),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
