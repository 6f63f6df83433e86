"""Who is calling: an account behind a session, or the house while it is open to its own machine only.

While no account exists, pages are open to requests that come from a loopback address, for a loopback
host, of a house that is published nowhere else and without a proxy in between; docs/decisions/025.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from flows.accounts.journal import note, record, warn
from flows.accounts.register import has_accounts
from flows.accounts.sessions import AccountHolder, SignedIn, find_session, touch_session
from flows.accounts.signing_in import Visit
from flows.house import House
from models.authority import AccountRole, Deed, Grant, ObjectScope, find_reach, may, may_somewhere
from models.database import open_reading, open_session
from models.language import choose_language
from models.settings import Settings, is_loopback
from roadmaps.store.grants import Lent
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, rule_of, takes_large
from sroki.web.uploads import read_form, read_text

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_OPEN_HOUSE = (Grant(AccountRole.COORDINATOR),)
_SAFE = ("GET", "HEAD")
_MOST_FIELDS = 300  # a page of the review queue and the words of its form
_MOST_FIELDS_OF_LARGE = 5_000  # a letter of recommendations with all its places


class SignInNeededError(Exception):
    """Nobody is signed in; the answer is the page that asks for it."""


@dataclass(frozen=True)
class Caller:
    """Who asks. ``account`` is None in a house without accounts: it can look, and changes nothing.

    ``deeds`` are what a token of the API is for: it may what its account may, and none but these.
    """

    grants: tuple[Grant, ...]
    account: AccountHolder | None = None
    deeds: frozenset[Deed] = frozenset(Deed)

    def may(self, deed: Deed | str, scope: ObjectScope | None = None) -> bool:
        return deed in self.deeds and may(self.grants, Deed(deed), scope)

    def may_somewhere(self, deed: Deed | str) -> bool:
        return deed in self.deeds and may_somewhere(self.grants, Deed(deed))

    def reach(self, deed: Deed) -> frozenset[tuple[int | None, int | None]] | None:
        return find_reach(self.grants, deed) if deed in self.deeds else frozenset()

    @property
    def is_open_house(self) -> bool:
        return self.account is None

    @property
    def lent(self) -> tuple[Lent, ...]:
        """What of their rights is somebody else's, for some days."""
        return self.account.lent if isinstance(self.account, SignedIn) else ()

    @cached_property
    def actor(self) -> str:
        return self.account.actor if self.account else "page"


async def enforce_rule(request: Request) -> None:
    """The rule of the route, before its handler: who may come, and that the form is of this session."""
    endpoint = request.scope.get("endpoint")
    rule = rule_of(endpoint)
    if rule is None:  # check_rules has seen every route, so this is an error of ours
        raise RuntimeError("a route without a rule")
    request.state.caller = None
    if rule in (Rule.PUBLIC, Rule.CAPABILITY):
        return
    house: House = request.app.state.house
    caller = await run_in_threadpool(find_caller, house, request)
    request.state.caller = caller
    if caller is None or (caller.account is None and not _suits_open_house(rule, request)):
        note("nobody_signed_in", rule=rule.value, client=client_of(request))
        raise SignInNeededError
    if rule.deed is not None and not caller.may_somewhere(rule.deed):
        await run_in_threadpool(refuse, house, caller, rule.value)
        raise PageError(403, "Ваша учётная запись этого не может. Кто может, знает администратор.")
    if request.method not in _SAFE and isinstance(caller.account, SignedIn):
        large_bytes = house.settings.upload_limit_bytes if takes_large(endpoint) else 0
        request.state.form = await _read_own_form(request, caller.account, large_bytes)


def _suits_open_house(rule: Rule, request: Request) -> bool:
    return request.method in _SAFE and rule is not Rule.SIGNED_IN


def refuse(house: House, caller: Caller, what: str) -> None:
    """Somebody signed in wanted more than they may: a line in the log and a deed in the trail."""
    if caller.account is not None:
        with open_session(house.engine) as session:
            account_id = caller.account.account_id
            record(session, house.clock(), caller.actor, "access refused", account_id, what=what)


async def _read_own_form(request: Request, account: SignedIn, large_bytes: int) -> FormData:
    """The form of a session, whose secret it must carry (ASVS 5.0 3.5.1)."""
    most_fields = _MOST_FIELDS_OF_LARGE if large_bytes else _MOST_FIELDS
    form, is_cut = await read_form(request, large_bytes, most_fields=most_fields)
    if is_cut:
        raise PageError(413, "Форма слишком велика. Вернитесь и сократите.")
    if not hmac.compare_digest(read_text(form, "csrf").encode(), account.csrf.encode()):
        warn("csrf_refused", account=account.account_id, client=client_of(request))
        raise PageError(403, "Страница устарела. Откройте её снова и повторите.")
    return form


def find_caller(house: House, request: Request) -> Caller | None:
    """Who is behind a request; None for a stranger."""
    token = request.cookies.get(cookie_name(house.settings), "")
    at = house.clock()
    with open_reading(house.engine) as session:
        account = find_session(session, token, at) if token else None
        is_open = account is None and not has_accounts(session)
    if account is not None:
        if account.is_stale:
            with open_session(house.engine) as session:
                touch_session(session, account.session_id, at)
        choose_language(account.language)
        return Caller(account.grants, account)
    return Caller(_OPEN_HOUSE) if is_open and is_at_home(house.settings, request) else None


def is_at_home(settings: Settings, request: Request) -> bool:
    """Whether a request comes from this machine, for this machine, to a house not published elsewhere."""
    return (
        is_loopback(client_of(request))
        and _names_loopback(request.headers)
        and is_loopback(urlsplit(settings.base_url).hostname or "")
        and not any(name in request.headers for name in _FORWARDED)
    )


def _names_loopback(headers: Mapping[str, str]) -> bool:
    return is_loopback(urlsplit(f"//{headers.get('host', '')}").hostname or "")


def client_of(request: Request) -> str:
    """The network address of the caller, as the server sees it."""
    return request.client.host if request.client else ""


def visit_of(house: House, request: Request) -> Visit:
    """Where an attempt to sign in comes from."""
    former = request.cookies.get(cookie_name(house.settings), "")
    return Visit(client_of(request), request.headers.get("user-agent", ""), former)


def cookie_name(settings: Settings) -> str:
    """The prefix makes browsers hold what it promises (RFC 6265bis 4.1.3; ASVS 5.0 3.3.1)."""
    base = urlsplit(settings.base_url)
    if base.scheme != "https":
        return "sroki-session"
    return "__Secure-sroki-session" if base.path.strip("/") else "__Host-sroki-session"
