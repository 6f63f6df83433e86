"""The description of the API itself. It tells nothing of this house, so anybody may read it."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse

from sroki.web.api.enforcing import make_router
from sroki.web.rules import Rule, ruled

router = make_router("Описание")


@router.get("/openapi.json", summary="Описание API (OpenAPI 3.1)", include_in_schema=False)
@ruled(Rule.PUBLIC)
def send_description(request: Request) -> JSONResponse:
    """OpenAPI 3.1."""
    described: dict[str, Any] = request.app.openapi()
    return JSONResponse(described)
