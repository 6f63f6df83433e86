"""The description of the API (OpenAPI 3.1), complete: keys, scopes, failures."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from flows.accounts.tokens import TokenScope
from models.language import SOURCE, speaking
from sroki.web.api.failures import MEDIA_TYPE, STATUSES, Problem, answer_problem
from sroki.web.rules import Rule, list_routes

_DESCRIPTION = (
    "Всё, что делают страницы, для других программ. Ключ выдают на странице «Моя учётная запись» или "
    "командой sroki token add; он может не больше, чем названо при выдаче, и не больше самой учётной "
    "записи. Дни — местные, включительно; моменты — UTC. Ошибки — application/problem+json с постоянным code."
)
_PROBLEM = "#/components/schemas/Problem"


def failure_responses() -> dict[int | str, dict[str, Any]]:
    """How a call may fail, the same for each."""
    return {
        status: {
            "description": _example(status)["title"],
            "content": {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}, "example": _example(status)}},
        }
        for status in STATUSES
    }


@speaking(SOURCE)
def _example(status: int) -> dict[str, Any]:
    import json

    example: dict[str, Any] = json.loads(bytes(answer_problem(status).body))
    return example


def describe(app: FastAPI, root: str) -> dict[str, Any]:
    """The document; made once, since routes do not change."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title="Сроки", version="1", description=_DESCRIPTION, routes=app.routes, servers=[{"url": root}]
        )
        components = schema.setdefault("components", {})
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"] |= problem.pop("$defs", {}) | {"Problem": problem}
        for unused in ("HTTPValidationError", "ValidationError"):
            components["schemas"].pop(unused, None)
        components["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": "Ключ API: sroki_…"}
        }
        _name_scopes(app, schema)
        app.openapi_schema = schema
    return app.openapi_schema


def _name_scopes(app: FastAPI, schema: dict[str, Any]) -> None:
    for route in list_routes(app.routes):
        for method in route.methods:
            operation = schema["paths"].get(route.path, {}).get(method.lower())
            if operation is not None:
                operation["security"] = _security(route.rule)
                for parameter in operation.get("parameters", ()):
                    _leave_null_out(parameter["schema"])


def _leave_null_out(schema: dict[str, Any]) -> None:
    """An address cannot say null: what may be left out is left out."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema |= kinds[0]


def _security(rule: Rule | None) -> list[dict[str, list[str]]]:
    if rule is Rule.PUBLIC or rule is None:
        return []
    return [{"token": [rule.value] if rule.value in tuple(TokenScope) else []}]
