"""The way with many machines as real processes: Prefect's server, workers, the web. For tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 120.0
_AUTH = ("sroki", "secret")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(sign: Callable[[], Any], what: str, most_s: float = _PATIENCE_S) -> Any:
    """What ``sign`` answers once it is true; AssertionError when it stays out."""
    until_s = time.monotonic() + most_s
    while time.monotonic() < until_s:
        if answer := sign():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited {most_s:.0f} s in vain: {what}")


@dataclass
class Country:
    """Processes of one house on one machine, each with a log of its own in ``folder``."""

    folder: Path
    database: str  # ours, as SQLAlchemy writes it
    prefect_database: str
    settings: dict[str, str]  # further SROKI_ variables
    api_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        clean = {n: v for n, v in os.environ.items() if not n.startswith(("SROKI_", "PREFECT_"))}
        return clean | {
            "PYTHONPATH": str(ROOT),
            "DO_NOT_TRACK": "1",
            "SROKI_HOME": str(self.folder / "var"),
            "SROKI_DATABASE_URL": self.database,
            "SROKI_PREFECT_API_URL": f"http://127.0.0.1:{self.api_port}/api",
            "SROKI_PREFECT_AUTH": ":".join(_AUTH),
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "PREFECT_WORKER_HEARTBEAT_SECONDS": "5",
            **self.settings,
        }

    def start_server(self) -> subprocess.Popen[bytes]:
        """Prefect's own server; it answers when ``is_server_up``."""
        environment = {
            "PREFECT_HOME": str(self.folder / "prefect"),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": self.prefect_database.replace("+psycopg", "+asyncpg"),
            "PREFECT_SERVER_API_AUTH_STRING": ":".join(_AUTH),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_UI_ENABLED": "false",
            "PREFECT_LOGGING_SERVER_LEVEL": "WARNING",
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
            "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS": "2",
            "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "4",
        }
        program = str(Path(__file__).with_name("prefect_without_trigrams.py"))
        command = [program, "server", "start", "--host", "127.0.0.1", "--port", str(self.api_port)]
        return self._start("server", command, environment)

    def start_worker(self, name: str, *further: str) -> subprocess.Popen[bytes]:
        return self._start(name, ["-m", "sroki", "worker", "--name", name, "--limit", "1", *further], {})

    def start_web(self) -> subprocess.Popen[bytes]:
        return self._start("web", ["-m", "sroki", "serve", "--pages-only", "--port", str(self.web_port)], {})

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command of ours, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "sroki", *arguments],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def ask_api(self, path: str, wanted: dict[str, Any]) -> Any:
        address = f"http://127.0.0.1:{self.api_port}/api{path}"
        return httpx.post(address, json=wanted, auth=_AUTH, timeout=30, trust_env=False).json()

    def is_server_up(self) -> bool:
        return self.answers(f"http://127.0.0.1:{self.api_port}/api/health") == 200

    def ready(self) -> int:
        """What /readyz of the web answers; 0 for nothing."""
        return self.answers(f"http://127.0.0.1:{self.web_port}/readyz")

    @staticmethod
    def answers(address: str) -> int:
        """The status of the answer; 0 for none."""
        try:
            return httpx.get(address, timeout=5, trust_env=False).status_code
        except httpx.HTTPError:
            return 0

    def _start(self, name: str, command: list[str], further: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=self.folder, env=self.environment | further, stdout=log, stderr=log,
            )  # fmt: skip
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """SIGKILL for a process and all that it has started, as when its machine dies."""
        for pid in [process.pid, *descendants(process.pid)]:
            os.kill(pid, signal.SIGKILL)
        process.wait(timeout=30)

    def stop(self) -> None:
        for process in reversed(self.running):
            if process.poll() is None:
                self.kill(process)


@contextmanager
def country(*args: Any, **named: Any) -> Iterator[Country]:
    opened = Country(*args, **named)
    try:
        yield opened
    finally:
        opened.stop()


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found: list[int] = []
    for child in _children(pid):
        found += [child, *descendants(child)]
    return found


def _children(pid: int) -> list[int]:
    try:
        threads = [Path(entry, "children").read_text() for entry in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []
    return [int(word) for words in threads for word in words.split()]
