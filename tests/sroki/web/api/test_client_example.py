"""The client in docs/api.md does what the page says, as it stands there, against a served house."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import uvicorn
from sqlmodel import select

from api_callers import make_token
from flows.evidence import hand_in
from flows.house import House
from models.authority import AccountRole, Grant
from models.database import create_database_engine, open_reading
from models.migrations import migrate
from models.occurrence import Occurrence
from models.settings import Settings
from notifications.transports import MemoryTransport
from small_plan import approve_plan, write_plan
from sroki.web.app import create_app

ROOT = Path(__file__).parents[4]
NOW = datetime(2025, 8, 2, 6, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> House:
    engine = create_database_engine(f"sqlite:///{tmp_path / 'sroki.db'}")
    migrate(engine)
    house = House(Settings(home=tmp_path / "var"), engine, lambda: NOW, MemoryTransport())
    approve_plan(house, write_plan(tmp_path))
    with open_reading(engine) as session:
        number = session.exec(select(Occurrence.id)).first() or 0
    hand_in(house, number, at=NOW, actor="test", files=[("a.txt", BytesIO(b"done"))])
    return house


@pytest.fixture
def address(house: House) -> Iterator[str]:
    config = uvicorn.Config(create_app(house), port=0, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)
    house.close()


def test_the_example_prints_what_is_late_and_accepts_what_waits(
    house: House, address: str, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    script = tmp_path / "client.py"
    script.write_text(program, encoding="utf-8")
    token = make_token(house, "head@example.org", Grant(AccountRole.REVIEWER))
    environment = os.environ | {"SROKI_ADDRESS": address, "SROKI_TOKEN": token, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "2025-04-15 1.2 Провести семинар: planned" in lines
    assert "2025-06-30 1.3 Подготовить отчёт: planned" in lines
    assert lines[-1].endswith(" accepted")
    with open_reading(house.engine) as session:
        assert session.exec(select(Occurrence).where(Occurrence.accepted_at.is_not(None))).one()  # type: ignore[union-attr]
