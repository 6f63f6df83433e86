"""A house that works is backed up and restored, again and again: are all hashes equal?

    python benchmarks/backups.py [OCCURRENCES [TIMES]]

A world of OCCURRENCES (1,000,000) on SQLite. Another process lives through one day after another in it, with
short nights: windows open, mail is written and sent, the trail grows. Meanwhile TIMES (20) a backup is made
and restored into a folder that is thrown away; restoring compares rows and SHA-256 of every table with what
the backup says, and follows the chain of the trail. A backup counts only if the house has changed since the
last one, so that all were made under load.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from datetime import timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from soak import Nowhere
from timing import verdict
from world import NOON, World, build_house

from flows.backup.restoring import check_backup
from flows.backup.saving import back_up
from flows.house import open_house
from flows.ticking import tick
from models.errors import CallerError
from models.settings import Settings

_FIRST_DAY = 30  # the first reminders of the world
_PEOPLE_SHARE = 20  # occurrences a person
_NIGHT_S = 10.0  # so that the last backup is of about as much as the first


def live(folder: Path, days: Any, is_over: Event) -> None:
    """Day after day, until told to stop."""
    house = open_house(Settings(home=folder, prefect=False, mail_from="Сроки <sroki@example.org>"))
    house.given_transport = Nowhere()
    while not is_over.wait(_NIGHT_S):
        moment = NOON + timedelta(days=_FIRST_DAY + days.value)
        tick(house.at(moment), moment)
        days.value += 1
    house.close()


def copy_again_and_again(folder: Path, times: int, days: Any) -> tuple[int, int]:
    """How many backups restored to equal hashes, and how many found the house changed since the last."""
    house = open_house(Settings(home=folder, prefect=False))
    whole, changed, rows = 0, 0, 0
    for number in range(1, times + 1):
        target, lived = folder / "copy.backup", days.value
        while days.value < lived + 1:
            time.sleep(0.1)
        began_s = time.perf_counter()
        made = back_up(house, target)
        made_s = time.perf_counter()
        try:
            check_backup(target)
            whole += 1
        except CallerError as error:
            print(f"backup {number}: {error}")
        checked_s = time.perf_counter()
        print(
            f"backup {number}: {made.rows:,} rows ({made.rows - rows:+,}), {made.size_bytes / 2**20:.0f} MB, "
            f"made in {made_s - began_s:.0f} s, restored and compared in {checked_s - made_s:.0f} s",
            flush=True,
        )
        changed += made.rows != rows
        rows = made.rows
        target.unlink()
    house.close()
    return whole, changed


def main(argv: list[str]) -> int:
    given = [int(word) for word in argv[1:]]
    occurrences, times = [*given, *(1_000_000, 20)[len(given) :]]
    spawning = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="sroki-backups-") as name:
        folder, days, is_over = Path(name), spawning.Value("i", 0), spawning.Event()
        build_house(folder, World(occurrences, 1, max(occurrences // _PEOPLE_SHARE, 1))).close()
        living = spawning.Process(target=live, args=(folder, days, is_over))
        living.start()
        try:
            whole, changed = copy_again_and_again(folder, times, days)
        finally:
            is_over.set()
            living.join()
    kept = [
        verdict("backups that restored to equal hashes", whole, times, f" of {times}", at_least=True),
        verdict("of them made while the house changed", changed, times, f" of {times}", at_least=True),
    ]
    return 0 if all(kept) and living.exitcode == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
