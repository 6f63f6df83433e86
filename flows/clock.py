"""The clock of one machine: APScheduler beats, the ledger of ticks decides, flows do the work.

A beat with nothing due costs one look at the index. The scheduler is only a rhythm: what is due
follows from the database, so a beat that is lost or doubled changes nothing.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, Protocol

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from flows.advancing import advance
from flows.delivering import deliver_for_a_while
from flows.house import House, read_clock
from flows.orchestra import Work
from flows.standing import welcome
from flows.ticking import claim_slot, is_mail_waiting, is_work_due
from models.errors import SrokiError

_log = logging.getLogger("sroki.clock")
_AGAIN_AFTER_S = 5.0


class Performer(Protocol):
    """Carries out a piece of work; ``Orchestra`` does it as a Prefect flow run."""

    def perform(self, house: House, name: str, as_of: datetime, plain: Work) -> None: ...


class PlainPerformer:
    """Carries out work as plain function calls (``SROKI_PREFECT=false``)."""

    def perform(self, house: House, name: str, as_of: datetime, plain: Work) -> None:
        plain(house, as_of)


def beat(house: House, performer: Performer) -> bool:
    """One beat: do what is due now, if anything; whether there was work. Errors are logged, not raised."""
    now = house.clock()
    house.last_beat_at = now
    try:
        welcome(house, now)
        if not is_work_due(house, now):
            house.is_clock_failing = False
            return False
        slot_at = now.replace(second=0, microsecond=0)
        with claim_slot(house, "tick", slot_at) as claimed:
            if not claimed:
                return False
            performer.perform(house, "advancing", now, advance)
            if is_mail_waiting(house, now):
                performer.perform(house, "delivering", now, deliver_for_a_while)
        house.is_clock_failing = False
        return True
    except SrokiError as error:
        _log.error("%s", error)  # a sentence for people; a trace would say nothing more
        house.is_clock_failing = True
    except Exception:  # noqa: BLE001  (the clock must go on)
        _log.exception("a beat failed; the work stays due")
        house.is_clock_failing = True
    return True


class Clock:
    """Beats every ``tick_every_s`` seconds in a thread of its own, the first time at once.

    A beat that failed is repeated after five seconds, so that a database that was away is found again soon.
    """

    def __init__(self, house: House, performer: Performer) -> None:
        self._house, self._performer = house, performer
        # The job store is memory: schedules are code, and the ledger of ticks is what persists.
        self._scheduler: Any = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._job: Any = None

    def start(self) -> None:
        every = IntervalTrigger(seconds=self._house.settings.tick_every_s, timezone="UTC")
        self._job = self._scheduler.add_job(self._beat, every, next_run_time=read_clock())
        self._scheduler.start()

    def _beat(self) -> None:
        beat(self._house, self._performer)
        if self._house.is_clock_failing and self._house.settings.tick_every_s > _AGAIN_AFTER_S:
            self._job.modify(next_run_time=read_clock() + timedelta(seconds=_AGAIN_AFTER_S))

    def stop(self) -> None:
        """Let the running beat finish, then stop."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
