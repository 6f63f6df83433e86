"""Pages of a house behind a server of this process, and a browser to look at them. For tests."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from browser import BROWSERS
from flows.house import House
from sroki.web.app import create_app
from system_programs import require_program


@contextmanager
def serve_here(house: House) -> Iterator[str]:
    """The address of a server that ends with the block; it leaves the logging of this process alone."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(house), log_config=None))
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Real Chromium, headless; skips where there is none, fails under CI."""
    program = require_program(*BROWSERS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
