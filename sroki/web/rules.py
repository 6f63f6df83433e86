"""Every route says who may come: a rule beside it, held before anything of the request is read.

A route without a rule makes ``check_rules`` fail, and with it the making of the application
(ASVS 5.0 8.2.1, 8.3.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount

from models.authority import Deed

_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])
_MARK, _LARGE = "__sroki_rule__", "__sroki_large__"


class Rule(StrEnum):
    """Who may come. What an object is within the reach of, its handler asks besides."""

    PUBLIC = "public"  # anybody: style, health, signing in
    CAPABILITY = "capability"  # whoever holds the secret in the address
    SIGNED_IN = "signed_in"  # any account, about itself
    HAND_IN = "hand_in"  # whoever carries tasks out, by a token of the API that is for that
    SEE = "see"
    REVIEW = "review"
    COORDINATE = "coordinate"
    ADMINISTER = "administer"

    @property
    def deed(self) -> Deed | None:
        """What the account must be granted somewhere; None where an account is enough or not asked for."""
        return Deed(self.value) if self.value in tuple(Deed) else None


def ruled(rule: Rule, *, is_large: bool = False) -> Callable[[_Endpoint], _Endpoint]:
    """Declare the rule of a route; stands below its path. ``is_large``: its form has a file or many words."""

    def mark(endpoint: _Endpoint) -> _Endpoint:
        setattr(endpoint, _MARK, rule)
        setattr(endpoint, _LARGE, is_large)
        return endpoint

    return mark


def takes_large(endpoint: object) -> bool:
    """Whether the form of a handler may be large."""
    return getattr(endpoint, _LARGE, False)


def rule_of(endpoint: object) -> Rule | None:
    """The rule of a handler; None when it has none."""
    return getattr(endpoint, _MARK, None)


@dataclass(frozen=True)
class RuledRoute:
    """A route with its rule; None where its handler has none."""

    path: str
    methods: frozenset[str]
    rule: Rule | None


def check_rules(app: FastAPI) -> None:
    """RuntimeError names the first route without a rule."""
    for route in list_routes(app.routes):
        if route.rule is None:
            raise RuntimeError(f"the route {route.path} says nothing about who may come: @ruled(Rule.…)")


def list_routes(routes: Iterable[BaseRoute], above: str = "") -> Iterator[RuledRoute]:
    """Every route, those of included routers and of mounted applications too; ``above``: their place."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from list_routes(included.routes, above)
        elif isinstance(route, Mount):
            yield from list_routes(route.routes, above + route.path)
        else:
            path, methods = getattr(route, "path", str(route)), getattr(route, "methods", None)
            yield RuledRoute(
                above + path, frozenset(methods or ()), rule_of(getattr(route, "endpoint", None))
            )
