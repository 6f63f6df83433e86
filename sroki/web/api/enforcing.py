"""The rule of each route of the API, held before anything of a request is read: who is behind the token.

``Authorization: Bearer`` only. Cookies are not looked at, so no other site can make a browser act here.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from flows.accounts.journal import note, warn
from flows.accounts.locks import count_attempt, key_of_caller
from flows.accounts.tokens import TokenHolder, TokenScope, find_token, touch_token
from flows.house import House
from models.database import open_reading, open_session
from models.language import say
from sroki.web.api.failures import ApiError
from sroki.web.callers import Caller, client_of, refuse
from sroki.web.rules import Rule, rule_of

_SAFE = ("GET", "HEAD")


class RuledApiRoute(APIRoute):
    """A route that asks its rule before FastAPI reads the body."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        read_and_answer = super().get_route_handler()
        rule, known = rule_of(self.endpoint), _names_in_query(self.dependant)

        async def enforce_first(request: Request) -> Response:
            request.state.caller = None
            if rule is not Rule.PUBLIC:
                request.state.caller = await run_in_threadpool(_require_caller, request, rule)
            _refuse_unknown(request.query_params, known)
            return await read_and_answer(request)

        return enforce_first


def make_router(*tags: str) -> APIRouter:
    """A router for one resource; ``tags``: its Russian name."""
    return APIRouter(route_class=RuledApiRoute, tags=list(tags))


def _names_in_query(dependant: Dependant) -> frozenset[str]:
    """What a route and all it depends on read from the query."""
    own = frozenset(field.alias for field in dependant.query_params)
    return own.union(*map(_names_in_query, dependant.dependencies))


def _refuse_unknown(query: Iterable[str], known: frozenset[str]) -> None:
    """A filter that is misspelt would be a list of everything."""
    unknown = next((name for name in query if name not in known), None)
    if unknown is not None:
        names = ", ".join(sorted(known)) or say("никаких")
        template = "Параметра «{name}» у этого адреса нет. Есть: {known}."
        sentence = say(template, name=unknown[:50], known=names)
        raise ApiError(422, sentence, "unknown_parameter")


def _require_caller(request: Request, rule: Rule | None) -> Caller:
    house: House = request.app.state.house
    if rule is None:  # check_rules has seen every route, so this is an error of ours
        raise RuntimeError("a route without a rule")
    holder = _require_holder(house, request)
    caller = Caller(holder.grants, holder, holder.deeds)
    allowed = TokenScope.HAND_IN in holder.scopes if rule is Rule.HAND_IN else True
    if not allowed or (rule.deed is not None and not caller.may_somewhere(rule.deed)):
        refuse(house, caller, rule.value)
        raise ApiError(403)
    if request.method not in _SAFE:
        path = request.scope["route"].path  # without the numbers: the trail has them
        note("api_call", account=holder.account_id, token=holder.token_id, method=request.method, path=path)
    return caller


def _require_holder(house: House, request: Request) -> TokenHolder:
    """The holder of the token; 401 for none and for one that opens nothing, 429 for too many of these."""
    token, at = bearer_of(request), house.clock()
    if not token:
        raise ApiError(401)
    with open_reading(house.engine) as session:
        holder = find_token(session, token, at)
    if holder is None:
        _count_failure(house, request)
        raise ApiError(401, "Ключ неизвестен, отозван, истёк или его учётная запись отключена.")
    if holder.is_stale:
        with open_session(house.engine) as session:
            touch_token(session, holder.token_id, at.date())
    return holder


def _count_failure(house: House, request: Request) -> None:
    """A token cannot be guessed; the count keeps a program that has gone wild from filling the log."""
    at, client = house.clock(), client_of(request)
    with open_session(house.engine) as session:
        locked_until_at, _ = count_attempt(session, [key_of_caller(client)], at)
    if locked_until_at is not None:
        wait_s = max(int((locked_until_at - at).total_seconds()), 1)
        raise ApiError(429, Retry_After=str(wait_s))
    warn("api_token_refused", client=client)


def bearer_of(request: Request) -> str:
    """The token of a call, "" for none (RFC 6750, 2.1)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
