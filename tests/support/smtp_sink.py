"""An SMTP server in a process of its own that writes down every mail before it says 250. For chaos tests.

A mail to ``refused-…`` is refused for good, one to ``full-…`` is deferred for ever; the other faults
are switched on by ``SmtpSink.break_down``. The log outlives whoever sends: one line a mail.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

_BY_ADDRESS = {"refused-": b"550 5.1.1 no such mailbox", "full-": b"452 4.2.2 mailbox full"}


@dataclass(frozen=True)
class Faults:
    """What goes wrong, as rates of mails (0 to 1) and seconds.

    ``defer_rate``: 451 to RCPT. ``greylist``: 450 to the first RCPT of each address. ``mute_rate``: taken
    and written down, but the connection drops before the 250. ``drop_rate``: the connection drops
    in the middle of DATA and nothing is taken. ``delay_s`` before each reply.
    """

    defer_rate: float = 0.0
    greylist: bool = False
    mute_rate: float = 0.0
    drop_rate: float = 0.0
    delay_s: float = 0.0


@dataclass(frozen=True)
class Taken:
    """A mail that the sink took. ``connection`` numbers the connections from 1."""

    connection: int
    at_s: float
    message_id: str
    sha256: str
    address: str


class SmtpSink:
    """The sink as a test sees it: a child process, its port, its log."""

    def __init__(self, folder: Path, *, keeping: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.log = folder, folder / "taken.tsv"
        command = [sys.executable, __file__, str(self.log), str(folder if keeping else "")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._answer())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def break_down(self, **faults: Any) -> None:
        """From now on these faults and no others."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(Faults(**faults))) + "\n")
        self._process.stdin.flush()
        assert self._answer() == "ok"

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def taken(self) -> list[Taken]:
        """All mails so far, in the order in which they were taken."""
        if not self.log.exists():
            return []
        rows = (line.split("\t") for line in self.log.read_text(encoding="utf-8").splitlines())
        return [Taken(int(row[0]), float(row[1]), *row[2:]) for row in rows]

    def content(self, taken: Taken) -> bytes:
        """The bytes of a mail, where the sink keeps them."""
        return (self.folder / f"{taken.sha256}.eml").read_bytes()

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Server:
    """What all connections share."""

    def __init__(self, log: str, keep: str) -> None:
        self.log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self.keep = Path(keep) if keep else None
        self.faults, self.random = Faults(), random.Random(20_250_415)
        self.greeted: set[str] = set()
        self.connections = 0

    def happens(self, rate: float) -> bool:
        return rate > 0 and self.random.random() < rate

    def verdict(self, address: str) -> bytes:
        """The reply to RCPT."""
        for prefix, reply in _BY_ADDRESS.items():
            if address.startswith(prefix):
                return reply
        if self.faults.greylist and address not in self.greeted:
            self.greeted.add(address)
            return b"450 4.2.0 greylisted, come again"
        return b"451 4.3.0 try later" if self.happens(self.faults.defer_rate) else b"250 ok"

    def take(self, connection: int, content: bytes, address: str) -> None:
        found = re.search(rb"^Message-ID:\s*(\S+)", content, re.MULTILINE | re.IGNORECASE)
        message_id = found[1].decode() if found else "-"
        digest = hashlib.sha256(content).hexdigest()
        if self.keep:
            (self.keep / f"{digest}.eml").write_bytes(content)
        line = "\t".join((str(connection), str(time.monotonic()), message_id, digest, address))
        os.write(self.log, line.encode() + b"\n")


class _Connection(asyncio.Protocol):
    """One connection (RFC 5321 with PIPELINING)."""

    def __init__(self, server: _Server) -> None:
        self._server, self._buffer = server, b""
        self._in_data, self._address = False, ""
        self._next_reply_at_s = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._server.connections += 1
        self._number = self._server.connections
        self._say(b"220 sink")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while not self._transport.is_closing():
            if not (self._read_content() if self._in_data else self._read_command()):
                return

    def _read_command(self) -> bool:
        line, end, rest = self._buffer.partition(b"\r\n")
        if not end:
            return False
        self._buffer = rest
        command = line[:4].upper()
        reply: Callable[[str], None] = {
            b"EHLO": self._ehlo,
            b"RCPT": self._rcpt,
            b"DATA": self._data,
            b"QUIT": self._quit,
        }.get(command, self._ok)
        reply(line.decode("utf-8", "replace"))
        return True

    def _ok(self, _line: str) -> None:
        self._say(b"250 ok")

    def _ehlo(self, _line: str) -> None:
        self._say(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8")

    def _rcpt(self, line: str) -> None:
        found = re.search(r"<([^>]*)>", line)
        address = found[1] if found else ""
        reply = self._server.verdict(address)
        self._address = address if reply.startswith(b"250") else ""
        self._say(reply)

    def _data(self, _line: str) -> None:
        self._in_data = bool(self._address)
        self._say(b"354 go on" if self._in_data else b"554 no valid recipients")

    def _quit(self, _line: str) -> None:
        self._say(b"221 bye")
        self._transport.close()

    def _read_content(self) -> bool:
        if self._server.happens(self._server.faults.drop_rate if self._buffer else 0):
            self._transport.abort()
            return False
        content, end, rest = self._buffer.partition(b"\r\n.\r\n")
        if not end:
            return False
        self._buffer, self._in_data = rest, False
        plain = (content + b"\r\n").replace(b"\r\n..", b"\r\n.")
        self._server.take(self._number, plain, self._address)
        self._address = ""
        if self._server.happens(self._server.faults.mute_rate):
            self._transport.abort()
            return False
        self._say(b"250 taken")
        return True

    def _say(self, reply: bytes) -> None:
        delay_s = self._server.faults.delay_s
        if not delay_s:
            self._transport.write(reply + b"\r\n")
            return
        loop = asyncio.get_running_loop()
        self._next_reply_at_s = max(self._next_reply_at_s, loop.time()) + delay_s
        loop.call_at(self._next_reply_at_s, self._transport.write, reply + b"\r\n")


async def _serve(log: str, keep: str) -> None:
    shared = _Server(log, keep)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(shared), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)

    def obey() -> None:
        if not (line := sys.stdin.readline()):
            loop.stop()  # whoever started us is gone
            return
        shared.faults = Faults(**json.loads(line))
        print("ok", flush=True)

    loop.add_reader(sys.stdin, obey)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(_serve(*sys.argv[1:]))
    except RuntimeError as error:  # the loop was stopped, which is how this ends
        sys.exit(0 if "stopped" in str(error) else 1)
