"""No body larger than its kind may be: refused by what it announces, and cut off by what comes."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sroki.web.api.failures import answer_problem

_WORDS_BYTES = 1024 * 1024  # a policy, a note; far more than anybody writes


class BodyLimit:
    """ASGI middleware; ``files_bytes`` is what a form with files may weigh."""

    def __init__(self, app: ASGIApp, files_bytes: int) -> None:
        self._app, self._files_bytes = app, files_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        has_files = headers.get("content-type", "").startswith("multipart/form-data")
        left_bytes = _WORDS_BYTES + (self._files_bytes if has_files else 0)
        announced = headers.get("content-length", "0")
        if announced.isascii() and announced.isdigit() and int(announced[:20]) > left_bytes:
            await answer_problem(413)(scope, receive, send)
            return

        async def receive_some() -> Message:
            nonlocal left_bytes
            message = await receive()
            left_bytes -= len(message.get("body", b""))
            if left_bytes < 0:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_some, send)
