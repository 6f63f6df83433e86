"""What the children of the fork server do: the product's own passes, in a house of their own."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg  # noqa: F401 - imported before the fork

import notifications.messages
import notifications.transports.smtp
from flows.advancing import advance
from flows.clock import PlainPerformer, beat
from flows.delivering import deliver
from flows.house import House, open_house
from flows.rounds_papers.letters import approve_and_send
from flows.ticking import is_work_due, tick
from models.settings import Settings

SENDER = "Сроки <sroki@example.org>"


def house_settings(home: str | Path, address: str, smtp_url: str) -> Settings:
    """Settings of a house that mails to a sink."""
    return Settings(home=Path(home), database_url=address, smtp_url=smtp_url, mail_from=SENDER, prefect=False)


def _open(house: dict[str, str]) -> House:
    return open_house(house_settings(**house))


def run_tick(house: dict[str, str], at: str) -> dict[str, Any]:
    """One tick as of a moment."""
    report = tick(_open(house), datetime.fromisoformat(at))
    return {
        "queued": report.advanced.queued,
        "sent": report.delivered.sent,
        "paused": report.delivered.paused,
    }


def run_clock(house: dict[str, str], at: str, start_at_s: float) -> int:
    """Beats of the clock of one machine until nothing is due; how many. Starts when told (monotonic)."""
    opened, beats = _open(house).at(datetime.fromisoformat(at)), 0
    time.sleep(max(0.0, start_at_s - time.monotonic()))
    while is_work_due(opened, opened.clock()):
        beat(opened, PlainPerformer())
        beats += 1
        time.sleep(0.01)
    return beats


def run_sender(house: dict[str, str], at: str, start_at_s: float, until_sent: int, sink_log: str) -> int:
    """Deliver again and again until the log of the sink has so many lines; how many it sent itself."""
    opened, moment, sent = _open(house), datetime.fromisoformat(at), 0
    time.sleep(max(0.0, start_at_s - time.monotonic()))
    while _count_lines(sink_log) < until_sent:
        sent += deliver(opened, moment).sent
        time.sleep(0.01)
    return sent


def run_advance(house: dict[str, str], at: str) -> int:
    """One pass of the planner; how many mails it queued."""
    return advance(_open(house), datetime.fromisoformat(at)).queued


def run_approval(house: dict[str, str], letter_id: int, at: str) -> int | None:
    """One approval of a letter of recommendations; the roadmap that it became."""
    return approve_and_send(_open(house), letter_id, datetime.fromisoformat(at), "test")


def _count_lines(path: str) -> int:
    try:
        return Path(path).read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


notifications.messages._templates("ru")
