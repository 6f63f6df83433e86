"""Delivering what the outbox holds: claim, ask whether it still matters, send, settle."""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from models.database import insist, is_about_data, open_bare, open_session, write_patiently
from models.errors import DeliveryError
from models.shard import WHOLE, Shard
from notifications.claims import (
    ClaimedMessage,
    claim_messages,
    failing_since,
    release,
    settle_all_sent,
    settle_failed,
    settle_sent,
)
from notifications.pace import spacing, take_turns
from notifications.retry import plan_retry
from notifications.senders import Outcome, Senders
from notifications.transports.base import Transport

_log = logging.getLogger("sroki.mail")
NO_LONGER_RELEVANT = "Письмо больше не нужно: задача закрыта или её срок изменился."
_COMPANY_S = 0.005  # the longest that a recorded outcome waits for others to share its commit
_FRESH_S = 5.0  # so long after the question the answer that a message still matters is believed

# Asked about claimed messages: the ids of those that may go as they are; it settles the others.
Sift = Callable[[Sequence[ClaimedMessage]], Collection[int]]


# Told, in the transaction that records it, that nobody is at the address of a message; and who said so.
Bury = Callable[[Session, ClaimedMessage, str], None]


def keep_all(messages: Sequence[ClaimedMessage]) -> set[int]:
    """Every message may go."""
    return {message.id for message in messages}


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
    """What stays the same over one run. ``started_s``: reading of the stopwatch."""

    engine: Engine
    transport: Transport
    as_of: datetime
    owner: str
    lease_s: float
    sift: Sift
    started_s: float
    now: Callable[[], datetime] | None
    channel: str
    bury: Bury | None
    shard: Shard
    make_way: Callable[[], None]

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started_s

    @property
    def wall_at(self) -> datetime:
        return self.now() if self.now else self.as_of + timedelta(seconds=self.elapsed_s)


class _PausedError(Exception):
    """The relay refuses us: stop, and blame no message."""


def deliver_messages(
    engine: Engine,
    transport: Transport,
    *,
    as_of: datetime,
    owner: str,
    lease_s: float,
    sift: Sift = keep_all,
    batch: int = 100,
    now: Callable[[], datetime] | None = None,
    channel: str = "mail",
    most_s: float | None = None,
    bury: Bury | None = None,
    shard: Shard = WHOLE,
    make_way: Callable[[], None] = lambda: None,
) -> DeliveryReport:
    """Send all of a channel that may be claimed at ``as_of``, in batches; each is settled once it has left.

    The transport is entered here, so connections last as long as the run and no longer; its
    capacity says how many messages leave at once, and how many a minute. ``as_of`` is the moment of
    the run and of all it records; the stopwatch only guards the lease. ``sift`` is asked when messages
    have been claimed, and again where sending takes long. ``now`` is the wall clock for leases. The
    run ends: a message it has dealt with is claimable again only after ``as_of``, or when a pause
    stops it, or (``most_s``) begins no further batch after so many seconds. ``shard``: what comes first.
    ``make_way`` is asked before each message, and may take a moment of the lease.
    """
    run = _Run(
        engine, transport, as_of, owner, lease_s, sift, time.monotonic(), now, channel, bury, shard, make_way
    )
    outcomes: Counter[str] = Counter()
    paused = None
    try:
        with transport, Senders(transport, transport.capacity.connections) as senders:
            while most_s is None or run.elapsed_s < most_s:
                claims = _claim(run, batch)
                if not claims or not _deliver_claims(run, senders, claims, outcomes):
                    break
    except _PausedError as pause:
        paused = str(pause)
    return DeliveryReport(**outcomes, paused=paused)


def _claim(run: _Run, batch: int) -> list[ClaimedMessage]:
    per_minute = run.transport.capacity.per_minute
    limit = min(batch, max(1, per_minute // 2)) if per_minute else batch  # half a minute's turns
    with open_session(run.engine) as session:
        return claim_messages(
            session,
            run.owner,
            run.as_of,
            run.lease_s,
            limit,
            now=run.wall_at,
            channel=run.channel,
            shard=run.shard,
        )


def _deliver_claims(
    run: _Run, senders: Senders, claims: list[ClaimedMessage], outcomes: Counter[str]
) -> bool:
    """Deal with the messages of one claim; whatever was not begun goes back, whatever happens.

    False when it is of no use to claim more now, since the relay has no turn left for us.
    """
    batch = _Batch(run, claims, outcomes)
    try:
        while batch.waiting or senders.busy:
            wait_s = batch.seconds_until_next() if senders.has_room else None
            if wait_s == 0:
                run.make_way()
                senders.begin(batch.begin())
            elif senders.busy:
                batch.settle(senders.finish(wait_s, batch.commit_s))
            elif wait_s is None:
                break
            else:
                time.sleep(wait_s)
    finally:
        while senders.busy:
            batch.settle(senders.finish())
        batch.release()
    batch.raise_pause()
    return batch.has_turns


class _Batch:
    """The messages of one claim: which may still be begun and when, and what became of the others."""

    def __init__(self, run: _Run, claims: Sequence[ClaimedMessage], outcomes: Counter[str]) -> None:
        self.waiting = deque(claims)
        self._run, self._outcomes = run, outcomes
        self._claimed_s = run.elapsed_s
        self._sifted_s = float("-inf")  # never
        self._pause: DeliveryError | None = None
        self.commit_s = 0.0  # what the last commit took: so long an outcome may wait for company
        turns = _take_turns(run, len(claims))
        self.has_turns = turns is not None
        self._turn_s, self._spacing_s = turns or (0.0, 0.0)

    def seconds_until_next(self) -> float | None:
        """How long the next message has to wait for its turn; None when none may be begun any more.

        Namely when the relay refuses us, or when half of the lease is over: a transport takes less
        than the other half for one mail, so that nobody else gets a message that is being sent.
        """
        wait_s = max(0.0, self._turn_s - self._run.elapsed_s)
        too_late = self._run.elapsed_s + wait_s - self._claimed_s > self._run.lease_s / 2
        if self._pause is not None or too_late or not self.has_turns:
            return None
        if wait_s == 0 and self._run.elapsed_s - self._sifted_s > _FRESH_S:
            self._sift()
        return wait_s if self.waiting else None

    def begin(self) -> ClaimedMessage:
        """The next message, which takes its turn.

        From here on it may have been sent whatever fails, so it does not go back to the queue before
        its lease ends: only a pause says for certain that it was not.
        """
        self._turn_s = max(self._turn_s, self._run.elapsed_s - self._spacing_s) + self._spacing_s
        return self.waiting.popleft()

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Record what became of messages; a pause is remembered, and its message goes back."""
        ended = []
        for message, error in outcomes:
            if isinstance(error, DeliveryError) and error.pause:
                self._pause = self._pause or error
                self.waiting.append(message)
            else:
                ended.append((message, error))
        if ended:
            started_s = self._run.elapsed_s
            self._outcomes.update(_record(self._run, ended))
            self.commit_s = min(self._run.elapsed_s - started_s, _COMPANY_S)

    def release(self) -> None:
        """Give back what was not begun."""
        reason = str(self._pause) if self._pause else None
        if self.waiting:
            write_patiently(
                self._run.engine,
                self._run.lease_s,
                lambda session: [release(session, message, reason) for message in self.waiting],
            )

    def raise_pause(self) -> None:
        if self._pause is not None:
            raise _PausedError(str(self._pause)) from self._pause

    def _sift(self) -> None:
        """Leave out what no longer matters; it has been settled by whoever was asked."""
        messages = list(self.waiting)
        try:
            relevant = set(self._run.sift(messages))
        except Exception as error:
            if not is_about_data(error):
                raise
            # One poisonous message must not stop the others.
            relevant = {message.id for message in messages if self._is_relevant(message)}
        else:
            self._outcomes["cancelled"] += len(messages) - len(relevant)
        self.waiting = deque(message for message in messages if message.id in relevant)
        self._sifted_s = self._run.elapsed_s

    def _is_relevant(self, message: ClaimedMessage) -> bool:
        try:
            relevant = bool(self._run.sift([message]))
        except Exception as error:
            if not is_about_data(error):
                raise
            self._outcomes.update(_record(self._run, [(message, error)]))
            return False
        self._outcomes["cancelled"] += not relevant
        return relevant


def _take_turns(run: _Run, count: int) -> tuple[float, float] | None:
    """When the first of so many messages may leave (on the stopwatch), and how far apart they are.

    None when other processes have taken all turns of the next minutes.
    """
    capacity = run.transport.capacity
    if capacity.per_minute is None:
        return 0.0, 0.0
    now, within = run.wall_at, timedelta(seconds=run.lease_s / 4)
    with open_session(run.engine) as session:
        first_at = take_turns(session, capacity.name, count, capacity.per_minute, now, within)
    if first_at is None:
        return None
    return run.elapsed_s + (first_at - now).total_seconds(), spacing(capacity.per_minute).total_seconds()


def _record(run: _Run, outcomes: Sequence[Outcome]) -> list[str]:
    """Record the outcomes of messages that ended at the same time, and their names."""
    names = _store(run, outcomes)
    if _log.isEnabledFor(logging.INFO):
        for (message, error), name in zip(outcomes, names, strict=True):
            _log.info("mail %s", name, extra=_names_of(message) | ({"reason": str(error)} if error else {}))
    return names


def _names_of(message: ClaimedMessage) -> dict[str, object]:
    """By what a record names a message; ``sroki outbox`` leads from there to the rows of documents."""
    return {
        "outbox_id": message.id,
        "message_id": message.message_id,
        "person_id": message.person_id,
        "attempt": message.attempts,
    }


def _store(run: _Run, outcomes: Sequence[Outcome]) -> list[str]:
    """No outcome waits for the sending of another message; those that are in share a commit.

    Patiently: the mail has left, and forgetting it now would send it twice.
    """
    sent = [message for message, error in outcomes if error is None]
    if len(sent) == len(outcomes) and insist(run.lease_s, lambda: _record_sent(run, sent)):
        return ["sent"] * len(sent)
    return write_patiently(
        run.engine,
        run.lease_s,
        lambda session: [_settle(session, run, *outcome) for outcome in outcomes],
    )


def _record_sent(run: _Run, messages: Sequence[ClaimedMessage]) -> bool:
    """Nearly all mails end so, one commit each: what this costs is half of what a mail costs."""
    with open_bare(run.engine) as connection:
        return settle_all_sent(connection, messages, run.as_of)


def _settle(session: Session, run: _Run, message: ClaimedMessage, error: Exception | None) -> str:
    if error is None:
        return "sent" if settle_sent(session, message, run.as_of) else "overtaken"
    sentence = str(error)
    if not isinstance(error, DeliveryError):
        sentence = f"Письмо не ушло из-за ошибки программы: {type(error).__name__}: {error}"
    since = message.first_failed_at or failing_since(session, message) or run.as_of
    retry_at = plan_retry(
        message.attempts,
        first_failed_at=since,
        failed_at=run.as_of,
        permanent=isinstance(error, DeliveryError) and error.permanent,
    )
    failed = replace(message, first_failed_at=since)
    may_have_left = isinstance(error, DeliveryError) and error.may_have_left
    if not settle_failed(session, failed, sentence, retry_at, run.as_of, may_have_left=may_have_left):
        return "overtaken"
    if run.bury is not None and isinstance(error, DeliveryError) and error.dead and retry_at is None:
        run.bury(session, message, sentence)
    return "retried" if retry_at else "failed"
