"""A transport that keeps mails in a list: for tests, trials and dry runs."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from models.errors import DeliveryError
from notifications.transports.base import Connectionless


@dataclass(frozen=True)
class SentMail:
    """A mail as the transport got it."""

    address: str
    content: bytes
    message_id: str


class MemoryTransport(Connectionless):
    """Keeps what it is given in ``sent`` and fails when it was told to.

    ``failures`` are raised by the next sends, one each, whoever they go to; ``refused`` maps an
    address to the error that every mail to it meets.
    """

    def __init__(self) -> None:
        self.sent: list[SentMail] = []
        self.failures: deque[DeliveryError | None] = deque()
        self.refused: dict[str, Exception] = {}

    def send(self, address: str, content: bytes, message_id: str) -> None:
        failure = self.failures.popleft() if self.failures else None
        failure_of_address = self.refused.get(address)
        if failure or failure_of_address:
            raise failure or failure_of_address  # type: ignore[misc]
        self.sent.append(SentMail(address, content, message_id))
