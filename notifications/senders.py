"""Messages on their way over several connections at once; who began one hears what became of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from models.telemetry import span
from notifications.claims import ClaimedMessage
from notifications.transports.base import Transport

Outcome = tuple[ClaimedMessage, Exception | None]


class Senders:
    """Hands messages to a transport, at most ``connections`` at a time.

    A single connection needs no thread: the message is sent where it is begun. Threads touch nothing
    but the transport, and none gets a message before the outcome of its last one has been taken by
    ``finish``: so whoever records outcomes before beginning anew has one message in doubt a connection.
    """

    def __init__(self, transport: Transport, connections: int) -> None:
        self._transport, self._connections = transport, connections
        self._ended: SimpleQueue[tuple[_Thread | None, Outcome]] = SimpleQueue()
        self._threads: list[_Thread] = []
        self._free: list[_Thread] = []
        self.busy = 0

    @property
    def has_room(self) -> bool:
        """Whether one more message can be begun."""
        return self.busy < self._connections

    def begin(self, message: ClaimedMessage) -> None:
        """Start to send a message; ``finish`` tells the outcome."""
        self.busy += 1
        if self._connections == 1:
            self._ended.put((None, self._send(message)))
            return
        if not self._free:
            self._free.append(self._start())
        self._free.pop().begun.put(message)

    def finish(self, wait_s: float | None = None, company_s: float = 0.0) -> list[Outcome]:
        """The outcomes that are in; waits for one, but no longer than ``wait_s``.

        Once there is one, those that come within ``company_s`` are waited for.
        """
        outcomes = []
        with suppress(Empty):
            outcomes.append(self._take(wait_s))
            until_s = time.monotonic() + company_s
            while self.busy:
                outcomes.append(self._take(max(0.0, until_s - time.monotonic())))
        return outcomes

    def _take(self, wait_s: float | None) -> Outcome:
        thread, outcome = self._ended.get(timeout=wait_s) if wait_s != 0 else self._ended.get_nowait()
        self.busy -= 1
        if thread is not None:
            self._free.append(thread)
        return outcome

    def _start(self) -> _Thread:
        thread = _Thread(self._send, self._ended)
        thread.start()
        self._threads.append(thread)
        return thread

    def _send(self, message: ClaimedMessage) -> Outcome:
        try:
            with span(
                "send mail",
                sroki__outbox_id=message.id,
                sroki__attempt=message.attempts,
                messaging__message__id=message.message_id,
            ):
                self._transport.send(message.address, message.content, message.message_id)
        except Exception as error:  # noqa: BLE001 - one poisonous mail must not stop the others
            return message, error
        return message, None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for thread in self._threads:
            thread.begun.put(None)
        for thread in self._threads:
            thread.join()


class _Thread(threading.Thread):
    """Sends what is put into ``begun``, one after the other; None ends it."""

    def __init__(
        self, send: Callable[[ClaimedMessage], Outcome], ended: SimpleQueue[tuple[_Thread | None, Outcome]]
    ) -> None:
        super().__init__(name="sender", daemon=True)
        self.begun: SimpleQueue[ClaimedMessage | None] = SimpleQueue()
        self._send, self._ended = send, ended
        self._context = copy_context()  # of whoever sends: its spans are the parents of ours

    def run(self) -> None:
        while (message := self.begun.get()) is not None:
            self._ended.put((self, self._context.run(self._send, message)))
