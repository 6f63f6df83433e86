"""A small clamd of our own on loopback: it speaks INSTREAM and finds what contains a certain word."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"THIS-IS-A-TEST-VIRUS"


class Daemon:
    """What it was sent, and what it answers instead of looking (``answer``)."""

    def __init__(self) -> None:
        self.streams: list[bytes] = []
        self.answer: bytes | None = None
        self.address = ""


class _Handler(socketserver.StreamRequestHandler):
    daemon: Daemon

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.daemon.streams.append(content)
        found = b"stream: Test.Virus FOUND\0" if VIRUS in content else b"stream: OK\0"
        self.wfile.write(self.daemon.answer if self.daemon.answer is not None else found)


@contextmanager
def open_clamd(path: Path | None = None) -> Iterator[Daemon]:
    """A running daemon, on the socket at ``path`` or on a TCP port of loopback."""
    daemon = Daemon()
    handler = type("Handler", (_Handler,), {"daemon": daemon})
    server: socketserver.BaseServer
    if path is not None:
        server, daemon.address = socketserver.ThreadingUnixStreamServer(str(path), handler), str(path)
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        daemon.address = f"127.0.0.1:{server.socket.getsockname()[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield daemon
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def closed_address() -> str:
    """An address of loopback where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"
