"""A few pages are made at a time and the others wait in line: more at once would be slower for everybody.

Python computes in one thread at a time, and SQLite gives the others their turn after every row: forty threads
that take turns made 58 pages a second where two made 81 (docs/decisions/060).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

_LONG_S = 0.25  # what takes longer, a report or a slow reader, keeps nobody waiting any more
_PLACES = min(4, max(2, os.cpu_count() or 1))


class Turnstile:
    """ASGI middleware: of the requests that only look, ``places`` are in work at a time, first come first.

    Forms pass: their bodies come as slowly as those who send them like.
    """

    def __init__(self, app: ASGIApp, places: int = _PLACES) -> None:
        self._app = app
        self._places = asyncio.Semaphore(places)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        await self._places.acquire()
        leave = _once(self._places.release)
        timer = asyncio.get_running_loop().call_later(_LONG_S, leave)
        try:
            await self._app(scope, receive, send)
        finally:
            timer.cancel()
            leave()


def _once(do: Callable[[], None]) -> Callable[[], None]:
    waiting = [do]

    def call() -> None:
        if waiting:
            waiting.pop()()

    return call
