"""Events to web addresses: one signed POST each, bounded in time as a whole."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Self

import httpx

from models.errors import DeliveryError
from notifications.transports.base import Capacity

_GONE = 410  # RFC 9110, 15.5.11: the receiver wants no more, for good


class WebhookTransport:
    """Posts frozen JSON to the addresses in ``secrets``; ``gone`` collects those that said 410.

    The signature covers the moment of sending, so that a receiver can refuse what is replayed:
    ``X-Sroki-Signature: sha256=HMAC(secret, timestamp + "." + body)``. An address that did not answer
    is not asked again in the same run. Neither redirects nor proxies of the environment are followed.
    """

    capacity = Capacity()

    def __init__(
        self, secrets: Mapping[str, str], clock: Callable[[], datetime], timeout_s: float = 10.0
    ) -> None:
        self.gone: set[str] = set()
        self._secrets, self._clock, self._timeout_s = secrets, clock, timeout_s
        self._silent: set[str] = set()

    def send(self, address: str, content: bytes, message_id: str) -> None:
        secret = self._secrets.get(address)
        if secret is None or address in self.gone:
            raise DeliveryError("Подписка {url} снята.", permanent=True, url=address)
        if address in self._silent:
            raise DeliveryError("Адрес {url} не отвечает.", url=address)
        headers = sign(secret, content, self._clock()) | {"X-Sroki-Id": message_id.strip("<>")}
        try:
            # httpx bounds each step, not their sum: a receiver that answers a byte at a time would
            # keep the message longer than its lease.
            status = asyncio.run(asyncio.wait_for(_post(address, content, headers), self._timeout_s))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            self._silent.add(address)
            raise DeliveryError("Адрес {url} не отвечает.", url=address) from error
        if status == _GONE:
            self.gone.add(address)
        if not 200 <= status < 300:
            raise DeliveryError(
                "Адрес {url} ответил {status}.", permanent=status == _GONE, url=address, status=status
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._silent.clear()


def sign(secret: str, body: bytes, at: datetime) -> dict[str, str]:
    """The headers that prove where a body comes from and when it was sent (Unix seconds)."""
    timestamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return {"X-Sroki-Timestamp": timestamp, "X-Sroki-Signature": f"sha256={mac.hexdigest()}"}


async def _post(address: str, content: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer; its body is not read."""
    told = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Sroki"} | dict(headers)
    async with (
        httpx.AsyncClient(trust_env=False, follow_redirects=False) as client,
        client.stream("POST", address, content=content, headers=told) as answer,
    ):
        return answer.status_code
