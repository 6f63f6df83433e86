"""The clock of one machine: APScheduler beats, the ledger of ticks decides, flows do the work.

A beat with nothing due costs one look at the index. The scheduler is only a rhythm: what is due
follows from the database, so a beat that is lost or doubled changes nothing.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from flows.advancing import advance
from flows.bouncing import receive_mailbox
from flows.deadman import ping_watchman
from flows.delivering import deliver_for_a_while
from flows.evidence_checks import are_links_due, check_links
from flows.house import House, read_clock
from flows.orchestra import Work
from flows.standing import welcome
from flows.ticking import claim_slot, is_mail_waiting, is_work_due
from models.errors import SrokiError

_MAILBOX_EVERY = timedelta(minutes=5)
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
    worked = _do_due(house, performer, now)
    collect_bounces(house, now)  # after the mail: a mailbox that is slow delays nobody
    return worked


def collect_bounces(house: House, now: datetime) -> None:
    """Look into the mailbox of returned mail, where there is one, every five minutes."""
    if not house.settings.bounce_url:
        return
    if house.mailbox_read_at is not None and now - house.mailbox_read_at < _MAILBOX_EVERY:
        return
    house.mailbox_read_at = now
    try:
        bounces = receive_mailbox(house, now)
        if bounces:
            _log.info("returned mail: %s read", len(bounces))
    except SrokiError as error:
        _log.error("%s", error)
    except Exception:  # noqa: BLE001  (the clock must go on)
        _log.exception("the mailbox was not read; what is in it waits")


def _do_due(house: House, performer: Performer, now: datetime) -> bool:
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


def look_at_links(house: House, performer: Performer) -> bool:
    """Check the pages that are due now, if any; whether there were some. Errors are logged, not raised.

    Apart from the beat: slow sites must not hold up the mail. Each page is claimed for itself.
    """
    now = house.clock()
    try:
        if not are_links_due(house, now):
            return False
        performer.perform(house, "checking_links", now, check_links)
    except SrokiError as error:
        _log.error("%s", error)
    except Exception:  # noqa: BLE001  (the clock must go on)
        _log.exception("checking pages failed; they stay due")
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
        if self._house.web is not None:
            # A house of its own: a flow notes in it that its work has begun.
            apart = replace(self._house)
            self._scheduler.add_job(
                look_at_links, every, args=(apart, self._performer), next_run_time=read_clock()
            )
        if self._house.settings.deadman_url:  # apart from the beat, which waits for nobody
            self._scheduler.add_job(ping_watchman, every, args=(self._house,))
        self._scheduler.start()

    def _beat(self) -> None:
        beat(self._house, self._performer)
        if self._house.is_clock_failing and self._house.settings.tick_every_s > _AGAIN_AFTER_S:
            self._job.modify(next_run_time=read_clock() + timedelta(seconds=_AGAIN_AFTER_S))

    def stop(self) -> None:
        """Let the running beat finish, then stop."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
