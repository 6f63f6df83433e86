"""Our own scripts, each a file in ``static``: read once, sent with a version, kept by browsers for ever.

Every page that names one works without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
# How far an upload has come; a draft that saves itself; along the rows by key; a term's meaning while typed.
_NAMES = ("upload", "sheet", "keys", "review")
# As everywhere, and our own scripts, which send a form and show how far it has come.
SCRIPT_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Script:
    """A script; ``version`` stands in its address and changes with it."""

    content: bytes
    version: str


@cache
def find_script(name: str) -> Script:
    """The script called so."""
    content = (Path(__file__).parent / "static" / f"{name}.js").read_bytes()
    return Script(content, sha256(content).hexdigest()[:12])


def _sender(name: str) -> Callable[[], Response]:
    @ruled(Rule.PUBLIC)
    def send_script() -> Response:
        return Response(find_script(name).content, media_type="text/javascript", headers=FOREVER)

    return send_script


for _name in _NAMES:
    router.add_api_route(f"/static/{_name}.js", _sender(_name), methods=["GET", "HEAD"])
