"""An SMTP server that takes everything, as fast as Python can: the far end of the benchmarks.

    python benchmarks/sink.py [MS [RECORD]]   prints its port, ends when its standard input closes

A process of its own, so that the product is measured and not the server. Without MS it answers at once,
which no real relay does: a packet to another machine and back takes 0.1-1 ms, and a relay that keeps
its promise (RFC 5321, 6.1) has a mail on its disk before it says 250. With MS each answer comes so
many milliseconds later; the answers to commands that came together (RFC 2920) come together.
With RECORD it writes there, for each mail that it has taken, its Message-ID, the SHA-256 of its bytes and
its recipient; before the answer, as a relay that keeps its promise does.
It neither looks up names nor encrypts, so that a connection of its own is cheaper here than
anywhere else: naive runs look better than they are.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TextIO

_END = b"\r\n.\r\n"
_ANSWERS = {
    b"DATA": b"354 go on\r\n",
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n",
    b"QUIT": b"221 bye\r\n",
}


class _Session(asyncio.Protocol):
    """Answers by the first letters of a line; the content ends with a single full stop."""

    def __init__(self, delay_s: float, record: TextIO | None) -> None:
        self._delay_s, self._record, self._recipient = delay_s, record, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._buffer, self._in_data = transport, b"", False
        self._say(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        answers = b"".join(self._read_all())
        if answers:
            self._say(answers)

    def _read_all(self) -> Iterator[bytes]:
        while True:
            end = self._buffer.find(_END if self._in_data else b"\r\n")
            if end < 0:
                return
            if self._in_data:
                if self._record is not None:
                    self._note(self._buffer[:end])
                self._buffer, self._in_data = self._buffer[end + len(_END) :], False
                yield b"250 taken\r\n"
                continue
            line, self._buffer = self._buffer[:end], self._buffer[end + 2 :]
            if self._record is not None and line[:4].upper() == b"RCPT":
                self._recipient = line.partition(b"<")[2].partition(b">")[0]
            yield self._answer(line[:4].upper())

    def _note(self, mail: bytes) -> None:
        assert self._record is not None
        found = re.search(rb"^message-id:\s*(<[^>]*>)", mail, re.IGNORECASE | re.MULTILINE)
        name = found[1].decode() if found else "-"
        self._record.write(f"{name} {sha256(mail).hexdigest()} {self._recipient.decode()}\n")

    def _answer(self, verb: bytes) -> bytes:
        if verb == b"DATA":
            self._in_data = True
        return _ANSWERS.get(verb, b"250 ok\r\n")

    def _say(self, answers: bytes) -> None:
        if self._delay_s:
            asyncio.get_running_loop().call_later(self._delay_s, self._write, answers)
        else:
            self._write(answers)

    def _write(self, answers: bytes) -> None:
        self._transport.write(answers)
        if answers.endswith(_ANSWERS[b"QUIT"]):
            self._transport.close()


async def _serve(delay_s: float, record: TextIO | None) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Session(delay_s, record), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


@contextmanager
def running_sink(delay_ms: float = 0, record: Path | None = None) -> Iterator[int]:
    """The port of a sink that lives as long as the block; ``record``: where it notes what it has taken."""
    command = [sys.executable, str(Path(__file__)), str(delay_ms), *([str(record)] if record else [])]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(timeout=10)


if __name__ == "__main__":
    kept = Path(sys.argv[2]).open("w", buffering=1, encoding="utf-8") if len(sys.argv) > 2 else None  # noqa: SIM115
    asyncio.run(_serve(float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 0.0, kept))
