"""Web and clock in one process; Prefect's API beside them in a thread."""

from __future__ import annotations

import gc
import signal
import socket
import threading
from contextlib import nullcontext
from types import FrameType
from typing import TYPE_CHECKING

from flows.accounts.register import has_accounts
from flows.house import House
from models.database import open_reading
from models.errors import CallerError
from models.language import say
from models.settings import is_loopback
from sroki.records import begin_records
from sroki.starting import say_first_steps

if TYPE_CHECKING:
    import uvicorn

    from flows.clock import Clock
    from flows.orchestra import Orchestra


def serve(house: House, host: str, port: int, invitation: str = "", *, with_clock: bool = True) -> None:
    """Serve pages and run the clock until SIGINT or SIGTERM. CallerError when the port is taken.

    ``invitation`` is the link of a first administrator, said below the address of the pages. Without
    the clock where workers do its work.
    """
    import uvicorn

    from sroki.web.app import create_app
    from sroki.web.courtesy import Courtesy
    from sroki.web.turnstile import Turnstile

    begin_records(house.settings.log_format)
    _refuse_open_door(house, host)
    listener = _listen(host, port)
    pages = Courtesy(Turnstile(create_app(house)))
    house.make_way = pages.make_way
    engine_room = EngineRoom(house)
    # What is there now stays: to look through it for refuse again and again stops every page for 0.2 s.
    gc.collect()
    gc.freeze()
    if with_clock:
        engine_room.start()
    try:
        address = "http://{}:{}".format(*listener.getsockname()[:2])
        print(say("Страница: {address} (остановить: Ctrl+C)", address=address), flush=True)
        if steps := say_first_steps(house, invitation):
            print(steps, flush=True)
        # The access log would keep the capabilities of the links.
        config = uvicorn.Config(pages, access_log=False, log_level="warning", server_header=False)
        _run_until_told(uvicorn.Server(config), listener)
    finally:
        if with_clock:
            engine_room.stop()


def _run_until_told(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM, then return.

    uvicorn's own handling raises the signal again at its end, which would kill the process before
    the clock has drained.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    server.capture_signals = nullcontext  # type: ignore[method-assign, assignment]
    try:
        server.run(sockets=[listener])
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


class EngineRoom:
    """Prefect's API and the clock, started aside so that the pages are there at once.

    The clock begins when Prefect answers, or without it when it does not: first the API, then the
    clock, and the other way round at the end.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._stopping = threading.Event()
        self._starter = threading.Thread(target=self._start, name="engine-room", daemon=True)
        self._orchestra: Orchestra | None = None
        self._clock: Clock | None = None

    def start(self) -> None:
        self._starter.start()

    def _start(self) -> None:
        from flows.clock import Clock, PlainPerformer
        from flows.orchestra import Orchestra

        if self._house.settings.prefect:
            self._orchestra = Orchestra(self._house.settings.home)
            self._orchestra.start()
        performer = self._orchestra or PlainPerformer()
        if not self._stopping.is_set():
            self._clock = Clock(self._house, performer)
            self._clock.start()

    def stop(self) -> None:
        self._stopping.set()
        self._starter.join(timeout=120)
        if self._clock is not None:
            self._clock.stop()
        if self._orchestra is not None:
            self._orchestra.stop()


def _refuse_open_door(house: House, host: str) -> None:
    """Without an account pages are for this machine only; docs/decisions/025."""
    with open_reading(house.engine) as session:
        if is_loopback(host) or has_accounts(session):
            return
    raise CallerError(
        "Чтобы слушать на {host}, нужна учётная запись: sroki account add АДРЕС --role administrator.",
        host=host,
    )


def require_port(host: str, port: int) -> None:
    """CallerError when nobody could listen there: said before a long start, not after it."""
    _listen(host, port).close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise CallerError(
            "Адрес {host}:{port} занят или недоступен: {reason}. Другой порт: --port.",
            host=host,
            port=port,
            reason=error.strerror or error,
        ) from error
