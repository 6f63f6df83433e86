"""What a transport promises."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self


class Transport(Protocol):
    """Takes finished mails. A context, which may be entered again: connections live as long as it.

    ``send`` returns when the mail is taken for good and raises ``DeliveryError`` otherwise:
    permanent (trying again cannot help), pause (no message is to blame), or neither.
    """

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None
