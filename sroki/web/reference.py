"""The description of the API for people: our own page, made from OpenAPI, without a script."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sroki.web.access import PagesOf
from sroki.web.api.app import ROOT
from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])


@show("/api")
@ruled(Rule.PUBLIC)
def show_reference(request: Request, pages: PagesOf) -> HTMLResponse:
    """Every call with what it takes and what it needs; it tells nothing of this house."""
    described: dict[str, Any] = request.app.state.api.openapi()
    by_tag: dict[str, list[dict[str, Any]]] = {}
    for path, calls in described["paths"].items():
        for method, call in calls.items():
            by_tag.setdefault(call["tags"][0], []).append(_line(method, path, call))
    return pages.render("api.html", by_tag=by_tag, address=f"{pages.root}{ROOT}", words=described["info"])


def _line(method: str, path: str, call: dict[str, Any]) -> dict[str, Any]:
    scopes = [scope for need in call["security"] for scope in need["token"]]
    takes = [one["name"] for one in call.get("parameters", ()) if one["in"] != "header"]
    return {
        "method": method.upper(),
        "path": path,
        "summary": call["summary"],
        "scope": ", ".join(scopes),
        "takes": ", ".join(takes),
        "has_body": "requestBody" in call,
    }
