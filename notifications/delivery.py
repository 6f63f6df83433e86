"""Delivering what the outbox holds: claim, ask whether it still matters, send, settle."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from models.database import is_about_data, open_session, write_patiently
from models.errors import DeliveryError
from notifications.outbox import (
    ClaimedMessage,
    claim_messages,
    failing_since,
    release,
    settle_cancelled,
    settle_failed,
    settle_sent,
)
from notifications.retry import plan_retry
from notifications.transports.base import Transport

_Written = TypeVar("_Written")

NO_LONGER_RELEVANT = "Письмо больше не нужно: задача закрыта или её срок изменился."


@dataclass(frozen=True)
class DeliveryReport:
    """What one run did, in messages. ``paused`` is the sentence of the relay that refused us.

    ``overtaken``: settled by somebody else meanwhile, because the lease had run out.
    """

    sent: int = 0
    retried: int = 0
    failed: int = 0
    cancelled: int = 0
    overtaken: int = 0
    paused: str | None = None

    def __add__(self, other: DeliveryReport) -> DeliveryReport:
        return DeliveryReport(
            sent=self.sent + other.sent,
            retried=self.retried + other.retried,
            failed=self.failed + other.failed,
            cancelled=self.cancelled + other.cancelled,
            overtaken=self.overtaken + other.overtaken,
            paused=self.paused or other.paused,
        )

    @property
    def total(self) -> int:
        """Messages that came to an outcome in this run."""
        return self.sent + self.retried + self.failed + self.cancelled


@dataclass(frozen=True)
class _Run:
    """What stays the same over one run. ``started``: reading of the stopwatch, in seconds."""

    engine: Engine
    transport: Transport
    as_of: datetime
    owner: str
    lease_s: float
    is_relevant: Callable[[ClaimedMessage], bool | None]
    started: float
    now: Callable[[], datetime] | None = None
    channel: str = "mail"

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started


class _PausedError(Exception):
    """The relay refuses us: stop, and blame no message."""


def deliver_messages(
    engine: Engine,
    transport: Transport,
    *,
    as_of: datetime,
    owner: str,
    lease_s: float,
    is_relevant: Callable[[ClaimedMessage], bool | None],
    batch: int = 100,
    now: Callable[[], datetime] | None = None,
    channel: str = "mail",
) -> DeliveryReport:
    """Send everything of a channel that may be claimed at ``as_of``, in batches, one commit per message.

    The transport is entered here, so connections last as long as the run and no longer.
    ``as_of`` is the moment of the run and of all it records; the stopwatch only guards the lease.
    ``is_relevant`` is asked just before sending; what is not is cancelled, unless the answer is None:
    then the one who was asked has settled it already. ``now`` is the wall clock for leases. The run
    ends: a message it has dealt with is claimable again only after ``as_of``, or when a pause stops it.
    """
    run = _Run(engine, transport, as_of, owner, lease_s, is_relevant, time.monotonic(), now, channel)
    outcomes: Counter[str] = Counter()
    paused = None
    try:
        with transport:
            while claims := _claim(run, batch):
                _deliver_claims(run, claims, outcomes)
    except _PausedError as pause:
        paused = str(pause)
    return DeliveryReport(**outcomes, paused=paused)


def _claim(run: _Run, batch: int) -> list[ClaimedMessage]:
    now = run.now() if run.now else run.as_of + timedelta(seconds=run.elapsed_s)
    with open_session(run.engine) as session:
        return claim_messages(session, run.owner, run.as_of, run.lease_s, batch, now=now, channel=run.channel)


def _deliver_claims(run: _Run, claims: list[ClaimedMessage], outcomes: Counter[str]) -> None:
    """Deal with the messages of one claim; whatever was not begun goes back, whatever happens."""
    claimed_s = run.elapsed_s
    waiting = list(reversed(claims))
    reason = None
    try:
        while waiting:
            # A transport takes less than half a lease for one mail, so nobody else gets a message
            # that is being sent if none is begun after half of it.
            if len(waiting) < len(claims) and run.elapsed_s - claimed_s > run.lease_s / 2:
                return
            try:
                relevant = run.is_relevant(waiting[-1])
            except Exception as error:
                if not is_about_data(error):
                    raise
                outcomes[_record_failure(run, waiting.pop(), _name_fault(error), permanent=False)] += 1
                continue
            # From here on the message may have been sent whatever fails, so it does not go back
            # to the queue before its lease ends: only a pause says for certain that it was not.
            message = waiting.pop()
            try:
                outcomes[_deliver_one(run, message) if relevant else _cancel(run, message, relevant)] += 1
            except DeliveryError as pause:
                waiting.append(message)
                reason = str(pause)
                raise _PausedError(reason) from pause
    finally:
        _release_all(run, waiting, reason)


def _cancel(run: _Run, message: ClaimedMessage, relevant: bool | None) -> str:
    if relevant is None:
        return "cancelled"
    held = _record(run, lambda session: settle_cancelled(session, message, NO_LONGER_RELEVANT))
    return "cancelled" if held else "overtaken"


def _deliver_one(run: _Run, message: ClaimedMessage) -> str:
    """Send one message and record its outcome; DeliveryError when the relay itself refuses."""
    try:
        run.transport.send(message.address, message.content, message.message_id)
    except DeliveryError as error:
        if error.pause:
            raise
        return _record_failure(run, message, str(error), permanent=error.permanent)
    except Exception as error:  # noqa: BLE001 - one poisonous mail must not stop the others
        return _record_failure(run, message, _name_fault(error), permanent=False)
    held = _record(run, lambda session: settle_sent(session, message, run.as_of))
    return "sent" if held else "overtaken"


def _name_fault(error: Exception) -> str:
    return f"Письмо не ушло из-за ошибки программы: {type(error).__name__}: {error}"


def _record_failure(run: _Run, message: ClaimedMessage, sentence: str, *, permanent: bool) -> str:
    retry_at = None

    def settle(session: Session) -> bool:
        nonlocal retry_at
        since = message.first_failed_at or failing_since(session, message) or run.as_of
        retry_at = plan_retry(
            message.attempts, first_failed_at=since, failed_at=run.as_of, permanent=permanent
        )
        failed = replace(message, first_failed_at=since)
        return settle_failed(session, failed, sentence, retry_at, run.as_of)

    held = _record(run, settle)
    if not held:
        return "overtaken"
    return "retried" if retry_at else "failed"


def _release_all(run: _Run, messages: list[ClaimedMessage], reason: str | None) -> None:
    if messages:
        _record(run, lambda session: [release(session, message, reason) for message in messages])


def _record(run: _Run, write: Callable[[Session], _Written]) -> _Written:
    """Write what became of claimed messages; patiently, as it cannot be found out again."""
    return write_patiently(run.engine, run.lease_s, write)
