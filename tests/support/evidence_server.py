"""A real server process of a house, a link into it, and uploads as a browser sends them."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from sqlmodel import select

from flows.house import House, open_house
from models.database import open_session
from models.party import AccessLink, Person
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from small_plan import CENTRE, approve_plan, moment, name_people, write_plan

TOKEN = "a-token-of-the-centre"
_SERVE = """
import sys
from pathlib import Path
import uvicorn
from flows.house import open_house
from models.settings import Settings
from sroki.server import _listen
from sroki.web.app import create_app
house = open_house(Settings(home=Path(sys.argv[1])))
listener = _listen("127.0.0.1", 0)
print(listener.getsockname()[1], flush=True)
config = uvicorn.Config(create_app(house), access_log=False, log_level="error", server_header=False)
uvicorn.Server(config).run(sockets=[listener])
"""


@dataclass
class Server:
    """A running process; ``process.kill()`` is a SIGKILL."""

    process: subprocess.Popen[str]
    port: int

    @property
    def peak_bytes(self) -> int:
        """The most memory it ever held (VmHWM of proc(5))."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024

    def upload(self, occurrence_id: int, pieces: Iterator[bytes] | list[bytes], size_bytes: int) -> int:
        """Send one file piece by piece; the status of the answer."""
        head = (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="report.bin"\r\n'
            b"Content-Type: application/octet-stream\r\n\r\n"
        )
        tail = b"\r\n--b--\r\n"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.putrequest("POST", f"/l/{TOKEN}/occurrences/{occurrence_id}/evidence")
            connection.putheader("Content-Type", "multipart/form-data; boundary=b")
            connection.putheader("Content-Length", str(len(head) + size_bytes + len(tail)))
            connection.endheaders()
            for piece in (head, *pieces, tail):
                connection.send(piece)
            return connection.getresponse().status
        finally:
            connection.close()


def open_town(home: Path) -> House:
    """A house on SQLite whose centre has a link that works for years."""
    house = open_house(Settings(home=home), MemoryTransport())
    approve_plan(house, write_plan(home))
    name_people(house)
    with open_session(house.engine) as session:
        person = session.exec(select(Person).where(Person.address == CENTRE)).one()
        session.add(
            AccessLink(
                token_sha256=sha256(TOKEN.encode()).hexdigest(),
                person_id=person.id or 0,
                message_key="test",
                issued_at=moment(1, 15),
                expires_at=moment(1, 15) + timedelta(days=36_500),
            )
        )
    return house


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """The pages of the house in a process of their own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SROKI_")}
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(home)],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield Server(process, int(process.stdout.readline()))
    finally:
        process.kill()
        process.wait()
