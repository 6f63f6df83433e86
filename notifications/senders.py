"""Messages on their way over several connections at once; who began one hears what became of it."""

from __future__ import annotations

import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from notifications.outbox import ClaimedMessage
from notifications.transports.base import Transport

Outcome = tuple[ClaimedMessage, Exception | None]


class Senders:
    """Hands messages to a transport, at most ``connections`` at a time.

    A single connection needs no thread: the message is sent where it is begun. The threads touch
    nothing but the transport; outcomes come back to the caller, in the order in which they happen.
    """

    def __init__(self, transport: Transport, connections: int) -> None:
        self._transport, self._connections = transport, connections
        self._begun: SimpleQueue[ClaimedMessage | None] = SimpleQueue()
        self._ended: SimpleQueue[Outcome] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self.busy = 0

    @property
    def has_room(self) -> bool:
        """Whether one more message can be begun."""
        return self.busy < self._connections

    def begin(self, message: ClaimedMessage) -> None:
        """Start to send a message; ``finish`` tells the outcome."""
        self.busy += 1
        if self._connections == 1:
            self._ended.put(self._send(message))
            return
        if self.busy > len(self._threads):
            thread = threading.Thread(target=self._work, name="sender", daemon=True)
            thread.start()
            self._threads.append(thread)
        self._begun.put(message)

    def finish(self, wait_s: float | None = None) -> list[Outcome]:
        """The outcomes that are in; waits for one, but no longer than ``wait_s``."""
        outcomes = []
        with suppress(Empty):
            outcomes.append(self._ended.get(timeout=wait_s))
            while True:
                outcomes.append(self._ended.get_nowait())
        self.busy -= len(outcomes)
        return outcomes

    def _work(self) -> None:
        while (message := self._begun.get()) is not None:
            self._ended.put(self._send(message))

    def _send(self, message: ClaimedMessage) -> Outcome:
        try:
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
        for _ in self._threads:
            self._begun.put(None)
        for thread in self._threads:
            thread.join()
