"""A web site on loopback for tests of checked links, and the right to ask it and nobody else."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

from flows.fetching import WebAccess
from roadmaps.public_addresses import AddressPolicy

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers paths with what is in ``answers``; ``asked`` notes host, path and headers of each request."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.headers: list[Mapping[str, str]] = []
        self.moments_s: list[float] = []
        self.port = 0

    @property
    def pages(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [path for _, path in self.asked if path != "/robots.txt"]

    def put(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        """Answer a path; underscores in header names stand for dashes."""
        content = body.encode() if isinstance(body, str) else body
        given = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in ({"Content-Type": "text/html; charset=utf-8"} | given).items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)

        self.answers[path] = answer

    def drip(self, path: str, every_s: float = 0.2) -> None:
        """Answer a path a byte at a time, for ever."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            for _ in range(600):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(every_s)

        self.answers[path] = answer


@contextmanager
def open_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A running site on 127.0.0.1."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.headers.get("Host", ""), self.path))
            site.headers.append(dict(self.headers))
            site.moments_s.append(time.monotonic())
            answer = site.answers.get(self.path)
            try:
                if answer is None:
                    self.send_error(404)
                else:
                    answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def access(
    *sites: Site,
    names: Mapping[str, list[str]] | None = None,
    total_s: float = 5.0,
    pause_s: float = 0.0,
    most_bytes: int = 10 * 1024 * 1024,
    tls: ssl.SSLContext | None = None,
) -> WebAccess:
    """The right to ask these sites. Every name leads to 127.0.0.1 unless ``names`` says otherwise."""

    async def resolve(host: str, port: int) -> list[str]:
        return (names or {}).get(host, ["127.0.0.1"])

    ports = frozenset(site.port for site in sites)
    policy = AddressPolicy(ports, (ip_network("127.0.0.1/32"),))
    return WebAccess(policy, resolve, most_bytes, total_s, pause_s, "https://sroki.example", tls)
