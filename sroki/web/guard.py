"""What holds for every answer: known hosts only, security headers, no stack trace for a visitor."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.language import say

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_HEADERS = {
    # No scripts, no styles inside the page, nothing from elsewhere: smuggled markup stays without effect.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
_log = logging.getLogger("sroki.web")


def allowed_hosts(base_url: str) -> frozenset[str]:
    """Loopback names and the host that links in mail point to."""
    host = urlsplit(base_url).hostname
    return _LOOPBACK | ({host.lower()} if host else frozenset())


class Guard:
    """ASGI middleware around the whole application; ``answer_error`` makes a page of a status."""

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str], answer_error: Callable[[int, str, str], Response]
    ) -> None:
        self._app, self._hosts, self._answer_error = app, hosts, answer_error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if not self._knows_host(headers.get("host", "")):
            await self._answer(400, say("Такого узла здесь нет."), scope, receive, send_guarded)
            return
        if scope["method"] not in _SAFE and self._is_from_elsewhere(headers):
            sentence = say("Форма пришла с другого сайта. Откройте страницу здесь и повторите.")
            await self._answer(403, sentence, scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except ClientDisconnect:
            return  # nobody is left to be answered
        except Exception:
            # The address is not logged: it may hold the token of a link.
            _log.exception("an unforeseen error while answering a request")
            if started:
                raise
            sentence = say("Сбой на сервере. Попробуйте ещё раз позже.")
            await self._answer(500, sentence, scope, receive, send_guarded)

    def _knows_host(self, host: str) -> bool:
        try:
            return (urlsplit(f"//{host}").hostname or "").lower() in self._hosts
        except ValueError:
            return False

    def _is_from_elsewhere(self, headers: Headers) -> bool:
        """Whether a browser says that another site made it send this (ASVS 5.0 3.5.1, 3.5.3).

        A form of ours comes with ``Origin: null``, because no referrer is sent; mail programs that
        unsubscribe send neither header.
        """
        if headers.get("sec-fetch-site", "") in ("cross-site", "same-site"):
            return True
        origin = headers.get("origin", "null")
        return origin != "null" and not self._knows_host(origin.partition("://")[2])

    async def _answer(self, status: int, sentence: str, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer_error(status, sentence, scope["path"])(scope, receive, send)
