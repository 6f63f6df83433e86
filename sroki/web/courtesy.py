"""Whoever waits for a page goes before the mail: one process does both, and one thing at a time."""

from __future__ import annotations

import threading
import time

from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_S = 0.05  # a mail waits no longer for pages, so that those who never stop asking do not stop the mail
_YOUNG_S = 2.0  # an upload over a slow line is no reason to wait


class Courtesy:
    """ASGI middleware that knows whether anybody is being answered; ``make_way`` is asked between mails."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._began_s: dict[object, float] = {}  # the event loop alone writes
        self._nobody_waits = threading.Event()
        self._nobody_waits.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = object()
        self._began_s[request] = time.monotonic()
        self._nobody_waits.clear()
        try:
            await self._app(scope, receive, send)
        finally:
            del self._began_s[request]
            if not self._began_s:
                self._nobody_waits.set()

    def make_way(self) -> None:
        """Return when nobody is being answered, after a twentieth of a second at the latest."""
        young_s = time.monotonic() - _YOUNG_S
        if any(began_s > young_s for began_s in list(self._began_s.values())):
            self._nobody_waits.wait(_MOST_S)
