"""What a transport promises."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self


@dataclass(frozen=True)
class Capacity:
    """How much a way out takes: messages at once, and a minute (None: as many as there are).

    ``name`` is what all processes that share the limit call it.
    """

    connections: int = 1
    per_minute: int | None = None
    name: str = ""


class Transport(Protocol):
    """Takes finished mails. A context, which may be entered again: connections live as long as it.

    ``send`` returns when the mail is taken for good and raises ``DeliveryError`` otherwise:
    permanent (trying again cannot help), pause (no message is to blame), or neither. As many
    threads as ``capacity`` has connections may call it at once.
    """

    @property
    def capacity(self) -> Capacity: ...

    def send(self, address: str, content: bytes, message_id: str) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Connectionless:
    """A transport that holds nothing open between two mails: its context does nothing."""

    capacity = Capacity()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None
