"""Prefect's API inside our own process: a uvicorn thread, no child process, a database of its own.

``prepare_environment`` must run before anything imports ``prefect``: it reads its settings at import.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from flows.house import House

_log = logging.getLogger("sroki.orchestra")
_START_TIMEOUT_S = 90.0
_HEALTH_TIMEOUT_S = 3.0

Work = Callable[[House, datetime], object]


def prepare_environment(home: Path, api_address: str) -> None:
    """Point Prefect at our API and our folder, and keep it from calling home."""
    os.environ.update(prefect_environment(home, f"{api_address}/api"))


def prefect_environment(home: Path, api_url: str) -> dict[str, str]:
    """What Prefect is told by the environment; its folder is made."""
    folder = home.absolute() / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "PREFECT_HOME": str(folder),
        "PREFECT_API_URL": api_url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    }


class Orchestra:
    """Runs pieces of work as Prefect flow runs, and as plain functions when Prefect does not answer."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.api_address = f"http://127.0.0.1:{port}"
        self._home, self._port = home, port
        self._server: Any = None
        self._thread: threading.Thread | None = None

    def start(self) -> bool:
        """Start the API and wait until it answers; False when it does not within 90 s."""
        prepare_environment(self._home, self.api_address)
        import uvicorn
        from prefect.server.api.server import create_app

        config = uvicorn.Config(
            create_app(ephemeral=True), host="127.0.0.1", port=self._port, log_level="error", access_log=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="prefect-api", daemon=True)
        self._thread.start()
        deadline_s = time.monotonic() + _START_TIMEOUT_S
        while time.monotonic() < deadline_s and self._thread.is_alive():
            if self.is_answering():
                return True
            time.sleep(0.2)
        return False

    def is_answering(self) -> bool:
        """Whether Prefect's API says that it is healthy."""
        try:
            answer = httpx.get(f"{self.api_address}/api/health", timeout=_HEALTH_TIMEOUT_S, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.is_success

    def stop(self) -> None:
        """Stop the API. Stop whoever runs flows first."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=15)

    def perform(self, house: House, name: str, as_of: datetime, plain: Work) -> None:
        """Run the flow ``name``; the plain function when Prefect fails before the work was begun.

        Reminders never depend on Prefect. An error of the work itself is raised after Prefect's
        retries: the work stays due, and the next beat of the clock finds it again.
        """
        if not self.is_answering():
            _log.warning("Prefect does not answer; %s runs without it", name)
            plain(house, as_of)
            return
        begun = threading.Event()
        try:
            asyncio.run(_run_flow(_noting(house, begun), name, as_of))
        except Exception:
            if begun.is_set():
                raise
            _log.exception("Prefect failed before %s began; it runs without it", name)
            plain(house, as_of)


def _noting(house: House, begun: threading.Event) -> House:
    """The same house, telling when somebody starts to work in it."""
    house.on_work = begun.set
    return house


def _run_flow(house: House, name: str, as_of: datetime) -> Coroutine[Any, Any, Any]:
    from flows import orchestrated

    flows = (orchestrated.advancing, orchestrated.delivering, orchestrated.checking_links)
    flow = next(flow for flow in flows if flow.name == name)

    async def run() -> Any:
        with orchestrated.working_in(house):
            return await flow(as_of)

    return run()
