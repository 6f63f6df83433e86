"""Pages of strangers are fetched politely, within limits, and never from inside.

A name is resolved once, every answer is checked, and the connection goes to the checked address, so
that a name that changes its mind in between (DNS rebinding) changes nothing; TLS and the Host header
keep the name. Each redirect goes through the same gate. Requirements: OWASP ASVS 5.0, V13.2.4, V13.2.5.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from models.settings import Settings
from roadmaps.public_addresses import AddressPolicy
from roadmaps.robots import MOST_BYTES as ROBOTS_BYTES
from roadmaps.robots import may_fetch

AGENT = "SrokiLinkCheck"  # the product token that robots.txt may name
MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NETWORK_ERRORS = (
    httpx.HTTPError,
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    OSError,
    zlib.error,
    ValueError,  # of h11 and httpx for headers that are none
)

Resolver = Callable[[str, int], Awaitable[list[str]]]


class RefusedError(Exception):
    """The address leads where nothing is fetched from."""


class DisallowedError(Exception):
    """The site asks robots to stay away from this path (RFC 9309)."""


class UnanswerableError(Exception):
    """No answer that means anything: a time-out, a broken connection, too many redirects."""


async def resolve_by_system(host: str, port: int) -> list[str]:
    """All addresses of a host as the system's resolver tells them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class WebAccess:
    """The right to fetch pages, and its limits. A house without one makes no request to anybody.

    ``policy`` says which addresses may be connected to; tests pass one that allows their own server.
    """

    policy: AddressPolicy = field(default_factory=AddressPolicy)
    resolve: Resolver = resolve_by_system
    most_bytes: int = 10 * 1024 * 1024
    total_s: float = 10.0
    pause_s: float = 1.0  # between two requests to one host
    contact: str = ""  # where the owner of a site may ask who we are
    tls: ssl.SSLContext | None = None  # None: the authorities of the system

    @property
    def user_agent(self) -> str:
        return f"{AGENT}/1.0" + (f" (+{self.contact})" if self.contact else "")


def open_web(settings: Settings) -> WebAccess:
    """What a house may fetch by its settings."""
    return WebAccess(AddressPolicy(settings.link_port_numbers), contact=settings.base_url)


@dataclass(frozen=True)
class Page:
    """An answer. ``content`` is cut at the limit where ``is_cut``."""

    url: str
    host: str
    status: int
    content_type: str
    content: bytes
    is_cut: bool = False


class Fetcher:
    """Fetches pages for one run: remembers each site's robots.txt and when its host was asked last."""

    def __init__(self, web: WebAccess) -> None:
        self._web = web
        self._next_at_s: dict[str, float] = {}
        self._robots: dict[str, asyncio.Task[str]] = {}
        self._tls = web.tls or httpx.create_ssl_context(trust_env=False)

    async def fetch(self, address: str) -> Page:
        """The page at an address, after at most three redirects. The errors of this module say why not."""
        budget = _Budget(self._web.total_s)
        return await self._follow(_parse(address), budget, self._web.most_bytes, obey_robots=True)

    async def _follow(self, url: httpx.URL, budget: _Budget, most_bytes: int, *, obey_robots: bool) -> Page:
        for _ in range(MOST_REDIRECTS + 1):
            self._check(url)
            if obey_robots and not await self._is_allowed(url):
                raise DisallowedError(url.host)
            await self._wait_for_turn(url.host)
            page, location = await budget.spend(self._get(url, most_bytes))
            if location is None:
                return page
            url = _join(url, location)
        raise UnanswerableError("больше трёх перенаправлений")

    def _check(self, url: httpx.URL) -> None:
        host = url.raw_host.decode("ascii")
        reason = self._web.policy.refuse_target(url.scheme, bool(url.userinfo), host, url.port)
        if reason:
            raise RefusedError(reason)

    async def _is_allowed(self, url: httpx.URL) -> bool:
        """Whether robots.txt of the site lets us; UnanswerableError where nobody can tell.

        A 4xx means that there is no file and all is allowed, a 5xx that everything is disallowed for
        now (RFC 9309, 2.3.1.3 and 2.3.1.4): the check is tried again later.
        """
        origin = str(url.copy_with(raw_path=b"/", fragment=None))
        task = self._robots.get(origin)
        if task is None:
            task = self._robots[origin] = asyncio.create_task(self._read_robots(url))
        return may_fetch(await asyncio.shield(task), AGENT, url.raw_path.decode("ascii"))

    async def _read_robots(self, url: httpx.URL) -> str:
        budget = _Budget(self._web.total_s)
        address = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        page = await self._follow(address, budget, ROBOTS_BYTES, obey_robots=False)
        if page.status >= 500:
            raise UnanswerableError("robots.txt сейчас недоступен")
        return page.content.decode("utf-8", "replace") if page.status < 300 else ""

    async def _wait_for_turn(self, host: str) -> None:
        now_s = time.monotonic()
        turn_s = max(now_s, self._next_at_s.get(host, 0.0))
        self._next_at_s[host] = turn_s + self._web.pause_s
        await asyncio.sleep(turn_s - now_s)

    async def _get(self, url: httpx.URL, most_bytes: int) -> tuple[Page, str | None]:
        """One request, and where it redirects to. A connection of its own: nothing is reused unchecked."""
        headers = {
            "User-Agent": self._web.user_agent,
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
            "Accept-Language": "ru",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        transport = PinnedTransport(self._web, self._tls)
        # No timeout of httpx's own: the budget of the whole fetch ends it, slow drips too.
        async with (
            httpx.AsyncClient(transport=transport, trust_env=False, timeout=None) as client,  # noqa: S113 # nosec B113
            client.stream("GET", url, headers=headers, follow_redirects=False) as answer,
        ):
            location = answer.headers.get("location") if answer.status_code in _REDIRECTS else None
            content, is_cut = (b"", False) if location else await _read(answer, most_bytes)
        kind = answer.headers.get("content-type", "")[:200]
        host = url.host.lower().rstrip(".")
        return Page(str(url), host, answer.status_code, kind, content, is_cut), location


class _Budget:
    """Seconds for all requests of one fetch together; waiting for one's turn is not counted."""

    def __init__(self, total_s: float) -> None:
        self._left_s = total_s

    async def spend(self, work: Awaitable[tuple[Page, str | None]]) -> tuple[Page, str | None]:
        begun_s = time.monotonic()
        try:
            # httpx bounds each step, not their sum: a site that answers a byte at a time would hold us.
            return await asyncio.wait_for(work, self._left_s)
        except TimeoutError as error:
            raise UnanswerableError("страница не ответила вовремя") from error
        except _NETWORK_ERRORS as error:
            raise UnanswerableError(_explain(error)) from error
        finally:
            self._left_s -= time.monotonic() - begun_s


class PinnedTransport(httpx.AsyncBaseTransport):
    """httpx over a connection pool whose network is ``PinnedNetwork``."""

    def __init__(self, web: WebAccess, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, max_connections=1, network_backend=PinnedNetwork(web), retries=0
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


class PinnedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to an address that was checked, never to a name.

    All answers for a name must be allowed: a name with one inner address among public ones is an attack.
    """

    def __init__(self, web: WebAccess) -> None:
        self._web = web
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        name = host.strip("[]")
        try:
            answers = await self._web.resolve(name, port)
        except OSError as error:
            raise httpcore.ConnectError("имя узла не найдено") from error
        reason = self._web.policy.refuse_answers(answers)
        if reason:
            raise RefusedError(reason)
        return await self._connect_first(answers, port, timeout)

    async def _connect_first(
        self,
        answers: list[str],
        port: int,
        timeout: float | None,
    ) -> httpcore.AsyncNetworkStream:
        for number, address in enumerate(answers, start=1):
            try:
                return await self._backend.connect_tcp(address, port, timeout=timeout)
            except httpcore.ConnectError:
                if number == len(answers):
                    raise
        raise httpcore.ConnectError("у имени нет адреса")

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        raise RefusedError("сокет этого компьютера")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _read(answer: httpx.Response, most_bytes: int) -> tuple[bytes, bool]:
    """The body up to the limit, and whether it was cut; what is compressed grows no further than that."""
    unpack = _unpacker(answer.headers.get("content-encoding", ""))
    content = bytearray()
    async for chunk in answer.aiter_raw():
        content += unpack(chunk, most_bytes + 1 - len(content))
        if len(content) > most_bytes:
            return bytes(content[:most_bytes]), True
    return bytes(content), False


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return lambda chunk, most_bytes: chunk[:most_bytes]
    # We ask for the plain page; some sites compress all the same, and a bomb must not unfold.
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress


def _parse(address: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise RefusedError("адрес не разобран") from error


def _join(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return url.join(location)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise UnanswerableError("перенаправление в никуда") from error


def _explain(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "сертификат узла не годится"
        cause = cause.__cause__ or cause.__context__
    return "узел не отвечает" if isinstance(error, httpcore.ConnectError) else "связь оборвалась"
