"""``sroki serve``: pages, clock and Prefect in one process, and a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from flows.house import open_house
from flows.importing import import_file
from models.database import open_reading, open_session
from models.outbox import TickSlot
from models.settings import Settings
from notifications.outbox import list_messages
from roadmaps.store.contacts import set_contact
from small_plan import CENTRE


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], seconds: float, server: subprocess.Popen[str]) -> None:
    """Wait until the condition holds while the server lives; its last words when it does not."""
    deadline_s = time.monotonic() + seconds
    while time.monotonic() < deadline_s:
        if condition():
            return
        if server.poll() is not None:
            break
        time.sleep(0.2)
    server.kill()
    raise AssertionError(server.communicate()[1][-3000:])


def answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def plan_due_today(settings: Settings, folder: Path) -> None:
    """A plan whose only window opened today, approved just now."""
    now = datetime.now(UTC)
    today = now.astimezone(settings.tzinfo)
    path = folder / "today.txt"
    path.write_text(
        f"План мероприятий на {today.year}-{today.year + 1} гг.\n\n"
        "№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат\n"
        f"1\tСобрать сведения\tс {today:%d.%m.%Y} по 31.12.{today.year + 1}\tМБУ «Методцентр»\tРеестр\n",
        encoding="utf-8",
    )
    house = open_house(settings)
    # Approved the minute before nine, so that the mail is due whatever the hour of the test.
    import_file(house, path, approve=True, as_of=now, actor="test")
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, now, "test")
    house.close()


@pytest.mark.prefect
def test_serve_shows_pages_sends_what_is_due_through_prefect_and_ends_cleanly(tmp_path: Path) -> None:
    home = tmp_path / "var"
    # A zone in which it is past nine now, whatever the hour of the test.
    hour = datetime.now(UTC).hour
    zone = "Etc/GMT-6" if 4 <= hour < 17 else "Etc/GMT+6" if hour >= 17 else "Etc/GMT-12"
    settings = Settings(home=home, zone=zone)
    plan_due_today(settings, tmp_path)
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SROKI_", "PREFECT_"))}
    environment = clean | {"SROKI_HOME": str(home), "SROKI_TICK_EVERY_S": "1", "SROKI_ZONE": zone}
    command = [sys.executable, "-m", "sroki", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/"), 60, server)
        assert "Собрать сведения" in httpx.get(f"http://127.0.0.1:{port}/tasks", trust_env=False).text
        mail = home / "mail" / "new"
        wait_for(lambda: mail.is_dir() and list(mail.iterdir()), 180, server)
        assert (home / "prefect" / "prefect.db").exists()
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
    assert server.returncode == 0, err
    assert f"http://127.0.0.1:{port}" in out
    assert "Traceback" not in err
    house = open_house(settings)
    with open_reading(house.engine) as session:
        assert [(m["to"], m["state"]) for m in list_messages(session)] == [(CENTRE, "sent")]
        assert {slot.state for slot in session.exec(select(TickSlot))} == {"done"}
    house.close()


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = os.environ | {"SROKI_HOME": str(tmp_path / "var")}
        command = [sys.executable, "-m", "sroki", "serve", "--port", port]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == 2
    assert "занят" in done.stderr
    assert done.stderr.count("\n") == 1
