"""An SMTP server that takes everything, as fast as Python can: the far end of the benchmarks.

    python benchmarks/sink.py        prints its port, ends when its standard input closes

A process of its own, so that the product is measured and not the server.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_END = b"\r\n.\r\n"


class _Session(asyncio.Protocol):
    """Answers by the first letters of a line; the content ends with a single full stop."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._buffer, self._in_data = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while True:
            end = self._buffer.find(_END if self._in_data else b"\r\n")
            if end < 0:
                return
            if self._in_data:
                self._buffer, self._in_data = self._buffer[end + len(_END) :], False
                self._transport.write(b"250 taken\r\n")
                continue
            line, self._buffer = self._buffer[:end], self._buffer[end + 2 :]
            self._answer(line[:4].upper())

    def _answer(self, verb: bytes) -> None:
        if verb == b"DATA":
            self._in_data = True
            self._transport.write(b"354 go on\r\n")
        elif verb == b"EHLO":
            self._transport.write(b"250-sink\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n")
        elif verb == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
        else:
            self._transport.write(b"250 ok\r\n")


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


@contextmanager
def running_sink() -> Iterator[int]:
    """The port of a sink that lives as long as the block."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(timeout=10)


if __name__ == "__main__":
    asyncio.run(_serve())
