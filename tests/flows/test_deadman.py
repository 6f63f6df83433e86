"""The watchman hears of a clock that beats, and of no other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from flows.clock import Clock, PlainPerformer, beat
from flows.deadman import ping_watchman
from flows.house import House, read_clock
from small_plan import moment


class Watchman(HTTPServer):
    heard = 0
    status = 200


class Ear(BaseHTTPRequestHandler):
    server: Watchman

    def do_GET(self) -> None:
        self.server.heard += 1
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def watchman(house: House) -> Iterator[Watchman]:
    with Watchman(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        house.settings.deadman_url = f"http://127.0.0.1:{server.server_port}/ping/1"
        yield server
        server.shutdown()


def test_a_beat_that_went_well_is_told(house: House, watchman: Watchman) -> None:
    at_work = house.at(moment(3, 2))
    beat(at_work, PlainPerformer())
    assert ping_watchman(at_work)
    assert watchman.heard == 1


def test_no_beat_a_failing_one_or_one_of_long_ago_is_silence(house: House, watchman: Watchman) -> None:
    assert not ping_watchman(house)
    house.last_beat_at = read_clock() - timedelta(minutes=4)
    assert not ping_watchman(house)
    house.last_beat_at, house.is_clock_failing = read_clock(), True
    assert not ping_watchman(house)
    assert watchman.heard == 0


def test_a_watchman_in_trouble_is_none_of_ours(
    house: House, watchman: Watchman, caplog: pytest.LogCaptureFixture
) -> None:
    house.last_beat_at, watchman.status = read_clock(), 500
    assert not ping_watchman(house)
    house.settings.deadman_url = "http://127.0.0.1:1/"
    assert not ping_watchman(house)
    assert "the watchman" in caplog.text


def test_the_clock_pings_by_itself(house: House, watchman: Watchman) -> None:
    house.settings.tick_every_s = 0.2
    clock = Clock(house, PlainPerformer())
    clock.start()
    try:
        for _ in range(100):
            if watchman.heard:
                break
            threading.Event().wait(0.1)
    finally:
        clock.stop()
    assert watchman.heard
