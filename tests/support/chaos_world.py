"""A house, its plan and its mail server under fire, and what every fault is judged by. For tests."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from chaos_jobs import house_settings
from flows.house import House, open_house
from fork_server import ForkServer, Job
from smtp_sink import SmtpSink, Taken
from wave_plan import Waves, lay_out_waves, outbox_rows, told_windows


@dataclass(frozen=True)
class Losses:
    """Mails that never arrived, and copies of those that arrived more than once."""

    lost: int
    repeated: int


@dataclass
class World:
    """What one chaos test works on. ``children`` is shared by the tests of a session."""

    folder: Path
    address: str
    engine: Engine
    sink: SmtpSink
    children: ForkServer
    connections: int = 4  # over which mails leave at once; the product's default

    @property
    def house(self) -> dict[str, str]:
        """The house as the jobs of children want it."""
        return {
            "home": str(self.folder / "var"),
            "address": self.address,
            "smtp_url": f"{self.sink.url}?connections={self.connections}",
        }

    def open_house(self) -> House:
        """The same house in this process."""
        return open_house(house_settings(**self.house))

    def lay_out(self, people: int, days: int, **named: Any) -> Waves:
        return lay_out_waves(self.engine, people, days, **named)

    def tick_job(self, at: datetime, **named: Any) -> Job:
        return Job("run_tick", {"house": self.house, "at": at.isoformat()}, **named)

    def advance_job(self, at: datetime) -> Job:
        return Job("run_advance", {"house": self.house, "at": at.isoformat()})

    def judge(self, waves: Waves) -> Losses:
        """Hold the ledger against what the server took: every window told once, every mail there.

        A mail may have come twice only if it was in flight when its sender died (``check_repeats``).
        """
        told = told_windows(self.engine)
        assert len(told) == len(set(told)), "a window was announced twice"
        rows = outbox_rows(self.engine)
        taken = self.sink.taken()
        copies: defaultdict[str, list[Taken]] = defaultdict(list)
        for mail in taken:
            copies[mail.message_id].append(mail)
        check_repeats(copies, taken)
        assert set(copies) <= {row[0] for row in rows}, "a mail that no ledger knows"
        expected = dict.fromkeys(waves.addresses, waves.days)
        arrived = Counter(found[0].address for found in copies.values())
        lost = sum(max(0, number - arrived[address]) for address, number in expected.items())
        assert sum(arrived.values()) <= waves.mails, "more mails than there was to say"
        assert len(told) == waves.mails, "a window was announced to nobody"
        assert Counter(row[2] for row in rows) == {"sent": waves.mails}
        return Losses(lost, len(taken) - len(copies))


def check_repeats(copies: dict[str, list[Taken]], taken: list[Taken]) -> None:
    """Copies of one mail are equal, and each but the last ended the connection that carried it."""
    last_of = {mail.connection: mail for mail in taken}
    for found in copies.values():
        assert len({(mail.sha256, mail.address) for mail in found}) == 1, f"not the same bytes: {found}"
        for earlier in found[:-1]:
            assert last_of[earlier.connection] is earlier, f"repeated although it was recorded: {earlier}"
