"""Pages and calls as spans, by the pattern of their route: an address may hold the secret of a link."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.telemetry import span


class Traced:
    """ASGI middleware around the whole application; attributes by OpenTelemetry's conventions of HTTP.

    A trace that a stranger's request names is not joined: strangers do not write into our traces.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"]
        with span(method, http__request__method=method) as told:

            async def send_told(message: Message) -> None:
                if told is not None and message["type"] == "http.response.start":
                    told.set_attribute("http.response.status_code", message["status"])
                await send(message)

            try:
                await self._app(scope, receive, send_told)
            finally:
                route = getattr(scope.get("route"), "path", None)
                if told is not None and route is not None:
                    told.update_name(f"{method} {route}")
                    told.set_attribute("http.route", route)
