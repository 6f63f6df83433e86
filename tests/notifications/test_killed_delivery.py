"""kill -9 in the middle: nothing is lost, and only what was in flight may come twice, byte for byte."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import open_session
from models.values import Message
from notifications.delivery import deliver_messages
from notifications.outbox import enqueue, list_messages
from notifications.owners import current_owner
from notifications.transports import MaildirTransport

NOW = datetime(2021, 4, 15, 4, 0, tzinfo=UTC)
COUNT = 300

# Sends into a Maildir and writes down every sending, before and after, in an append-only log.
DELIVERER = """
import os, sys
from datetime import datetime, timezone
from pathlib import Path
from models.database import create_database_engine
from notifications.delivery import deliver_messages
from notifications.owners import current_owner
from notifications.transports import MaildirTransport

class Logged(MaildirTransport):
    def send(self, address, content, message_id):
        os.write(log, f"begin {message_id}\\n".encode())
        super().send(address, content, message_id)
        os.write(log, f"end {message_id}\\n".encode())

log = os.open(sys.argv[3], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
deliver_messages(
    create_database_engine(sys.argv[1]), Logged(Path(sys.argv[2])),
    as_of=datetime(2021, 4, 15, 4, 0, tzinfo=timezone.utc), owner=current_owner(), lease_s=600,
    batch=40,
)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
@pytest.mark.timeout(240)
def test_killing_the_deliverer_again_and_again_loses_nothing(
    engine: Engine, database_address: str, make_message: Callable[..., Message], tmp_path: Path
) -> None:
    with open_session(engine) as session:
        for number in range(COUNT):
            enqueue(session, make_message(number), NOW)
    log, folder, kills = tmp_path / "log", tmp_path / "mail", 0
    rng = random.Random(20210415)
    while kills < 8:
        child = subprocess.Popen([sys.executable, "-c", DELIVERER, database_address, str(folder), str(log)])
        size = log.stat().st_size if log.exists() else 0
        while child.poll() is None and (not log.exists() or log.stat().st_size == size):
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.08))
        if child.poll() is not None:
            break
        child.kill()
        child.wait()
        kills += 1
    assert kills >= 3

    # The same moment: no lease has run out, the holders are known to be dead.
    report = deliver_messages(
        engine, MaildirTransport(folder), as_of=NOW, owner=current_owner(), lease_s=600,
    )  # fmt: skip
    assert report.failed == report.retried == report.cancelled == 0
    with open_session(engine) as session:
        assert Counter(m["state"] for m in list_messages(session)) == {"sent": COUNT}
    files = list((folder / "new").iterdir())
    assert len(files) == COUNT
    subjects = {message_from_bytes(path.read_bytes())["Subject"] for path in files}
    assert subjects == {str(number) for number in range(COUNT)}

    begun = Counter(line for line in log.read_text().splitlines() if line.startswith("begin"))
    repeats = sum(begun.values()) - len(begun)
    assert repeats <= kills, "each kill may repeat the one message that was in flight"
