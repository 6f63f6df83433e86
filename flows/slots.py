"""What a worker does in one slot of a schedule: the passes of the clock, claimed in the ledger of ticks.

A slot is the moment at which a run was to start, not at which it did: a run that is late, repeated by
another worker or doubled by the server acts as of the same moment, and the ledger lets one of them
do it at a time. Slots that were missed need no run each, since a pass does all that is due by then: a run
that comes after its slot is over acts in the one that has begun, and the others are called off.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from flows.advancing import advance
from flows.bouncing import receive_mailbox
from flows.deadman import ping_watchman
from flows.delivering import deliver_for_a_while
from flows.deploying import drop_overtaken
from flows.evidence_checks import CheckReport, are_links_due, check_links
from flows.house import House
from flows.prefect_server import PrefectServer
from flows.standing import welcome
from flows.ticking import claim_slot, is_mail_waiting, is_work_due
from models.errors import SrokiError
from models.shard import Shard

_log = logging.getLogger("sroki.slots")
Summary = dict[str, Any]  # JSON-ready; Prefect shows it with the run
NOTHING: Summary = {"idle": True}
ELSEWHERE: Summary = {"claimed": False}
_PAGES_S = 240.0  # less than the time between two slots


def take_slot(house: House, planned_at: datetime, deployment_id: str = "") -> datetime:
    """The slot of a run that was to start at ``planned_at``: that one, or when it is over the latest.

    Then the late runs of its deployment but the last are called off.
    """
    slot_at = find_slot(planned_at, house.clock(), house.settings.tick_every_s)
    if slot_at != planned_at and deployment_id and house.settings.prefect_api_url:
        try:
            with PrefectServer(house.settings) as server:
                drop_overtaken(server, [deployment_id], house.clock())
        except SrokiError as error:  # they will find nothing to do
            _log.warning("late runs were not called off: %s", error)
    return slot_at


def find_slot(planned_at: datetime, now: datetime, every_s: float) -> datetime:
    """The latest of the slots after ``planned_at``, ``every_s`` apart, that has begun at ``now``."""
    missed = max(0, int((now - planned_at).total_seconds() // every_s))
    return planned_at + missed * timedelta(seconds=every_s)


def advance_slot(house: House, slot_at: datetime, shard: Shard) -> Summary:
    """Record what is due at the slot for a shard; the first shard gives the sign of life."""
    welcome(house, slot_at)
    done = NOTHING
    if is_work_due(house, slot_at):
        done = _claimed(house, f"advancing {shard}", slot_at, lambda: asdict(advance(house, slot_at, shard)))
    if shard.number == 0:
        house.last_beat_at = house.clock()
        ping_watchman(house)
    return done


def deliver_slot(house: House, slot_at: datetime, shard: Shard) -> Summary:
    """Send for a while what waits. Mail is judged by the moment at which it leaves, not by the slot."""
    now = max(slot_at, house.clock())
    if not is_mail_waiting(house, now):
        return NOTHING
    work = lambda: asdict(deliver_for_a_while(house, now, shard))  # noqa: E731
    return _claimed(house, f"delivering {shard}", slot_at, work)


def check_links_slot(house: House, slot_at: datetime) -> Summary:
    """Look at the pages that are due, batch after batch for a while; each is claimed for itself."""
    done, until_s = CheckReport(), time.monotonic() + _PAGES_S
    while are_links_due(house, now := max(slot_at, house.clock())) and time.monotonic() < until_s:
        done += check_links(house, now)
    return asdict(done) if done.checked else NOTHING


def collect_bounces_slot(house: House, slot_at: datetime) -> Summary:
    """Read the mailbox of returned mail, where there is one."""
    if not house.settings.bounce_url:
        return NOTHING
    work = lambda: {"read": len(receive_mailbox(house, house.clock()))}  # noqa: E731
    return _claimed(house, "collecting_bounces", slot_at, work)


def _claimed(house: House, flow: str, slot_at: datetime, work: Callable[[], Summary]) -> Summary:
    with claim_slot(house, flow, slot_at) as claimed:
        return work() if claimed else ELSEWHERE
