"""Events to other programs: signed, once, retried by the same ledger, and never in the way of mail."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from flows.evidence import hand_in
from flows.house import House
from flows.simulating import simulate
from flows.ticking import is_work_due, tick
from flows.webhooks import add_webhook, list_webhooks, remove_webhook, try_webhook
from models.database import open_reading, open_session
from models.errors import CallerError, DeliveryError, UnknownThingError
from models.outbox import Webhook
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store import steps
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from small_plan import CENTRE, moment


class Receiver:
    """A program that listens on the loopback: what it got, and how it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.statuses.pop(0) if receiver.statuses else 204
                receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(status)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                return

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/events"

    @property
    def events(self) -> list[tuple[str, str]]:
        bodies = [json.loads(body) for _, body in self.got]
        return [(body["event"], body["occurrence"]["task_number"]) for body in bodies]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    thread = threading.Thread(target=receiver.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield receiver
    receiver.server.shutdown()
    thread.join()
    receiver.server.server_close()


Listen = Callable[..., Webhook]


@pytest.fixture
def listen(house: House, receiver: Receiver) -> Listen:
    def add(*kinds: str) -> Webhook:
        with open_session(house.engine) as session:
            wanted = kinds or ("opened", "due", "overdue", "submitted", "accepted")
            return add_webhook(session, receiver.url, wanted, moment(1, 20), "test")

    return add


def live(house: House, month: int, day: int, days: int) -> None:
    for number in range(days):
        now = moment(month, day) + timedelta(days=number)
        tick(house.at(now), now)


def occurrence_id(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(text=number), moment(1, 15))
    return next(view.id for view in views if view.task_number == number)


def test_a_listener_hears_of_everything_once(house: House, receiver: Receiver, listen: Listen) -> None:
    listen()
    live(house, 2, 28, 2)
    number = occurrence_id(house, "1.1")
    hand_in(house, number, at=moment(3, 1, 12), actor="test", note="собраны")
    assert is_work_due(house, moment(3, 1, 12))
    tick(house, moment(3, 1, 12))
    with open_session(house.engine) as session:
        steps.review(session, number, moment(3, 2), "test")
    tick(house, moment(3, 2))
    live(house, 4, 14, 4)
    live(house, 4, 14, 4)
    assert receiver.events == [
        ("opened", "1.1"),
        ("submitted", "1.1"),
        ("accepted", "1.1"),
        ("opened", "1.3"),
        ("due", "1.2"),
        ("overdue", "1.2"),
    ]
    assert not is_work_due(house, moment(4, 17, 10))


def test_the_body_is_signed_with_its_moment(house: House, receiver: Receiver, listen: Listen) -> None:
    hook = listen("opened")
    live(house, 3, 1, 1)
    ((headers, body),) = receiver.got
    timestamp = headers["x-sroki-timestamp"]
    mac = hmac.new(hook.secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["x-sroki-signature"] == f"sha256={mac}"
    assert int(timestamp) == int(moment(3, 1).timestamp())
    assert headers["x-sroki-id"] == json.loads(body)["id"]


def test_trouble_is_retried_with_the_same_body_and_mail_does_not_wait(
    house: House, receiver: Receiver, listen: Listen
) -> None:
    listen("opened")
    receiver.statuses = [503, 302]
    for minute in (0, 6, 20):
        tick(house, moment(3, 1) + timedelta(minutes=minute))
    assert len(receiver.got) == 3
    assert len({body for _, body in receiver.got}) == 1
    assert isinstance(house.transport, MemoryTransport)
    assert [mail.address for mail in house.transport.sent] == [CENTRE]
    with open_reading(house.engine) as session:
        states = {(m["channel"], m["state"], m["attempts"]) for m in list_messages(session)}
    assert states == {("mail", "sent", 1), ("webhook", "sent", 3)}


def test_gone_is_gone(house: House, receiver: Receiver, listen: Listen) -> None:
    listen("opened")
    receiver.statuses = [410]
    live(house, 3, 1, 1)
    live(house, 4, 1, 1)
    assert len(receiver.got) == 1
    with open_reading(house.engine) as session:
        assert [hook.disabled_at for hook in list_webhooks(session)] == [moment(3, 1)]


def test_a_silent_address_is_asked_once_a_run(house: House, receiver: Receiver, listen: Listen) -> None:
    with open_session(house.engine) as session:
        add_webhook(session, "http://127.0.0.1:1/", ["opened"], moment(1, 20), "test")
    live(house, 4, 1, 1)
    with open_reading(house.engine) as session:
        waiting = [m for m in list_messages(session) if m["channel"] == "webhook"]
    assert {(m["state"], m["last_error"]) for m in waiting} == {
        ("awaiting_retry", "Адрес http://127.0.0.1:1/ не отвечает.")
    }


def test_a_dry_run_tells_nobody(house: House, receiver: Receiver, listen: Listen) -> None:
    listen("opened")
    foretold = simulate(house, moment(3, 1).date(), moment(3, 3).date())
    assert "webhook" in {m["channel"] for m in foretold}
    assert receiver.got == []


def test_an_address_is_checked_and_may_be_taken_off(house: House, receiver: Receiver, listen: Listen) -> None:
    listen()
    with open_session(house.engine) as session:
        for url in ("ftp://example.org/", "file:///etc/passwd", "example.org", "http://"):
            with pytest.raises(CallerError, match="адрес"):
                add_webhook(session, url, ["opened"], moment(2, 1), "test")
        with pytest.raises(CallerError, match="Событий «closed» нет"):
            add_webhook(session, receiver.url, ["closed"], moment(2, 1), "test")
        remove_webhook(session, receiver.url, moment(2, 1), "test")
        with pytest.raises(UnknownThingError):
            remove_webhook(session, receiver.url, moment(2, 1), "test")
    live(house, 3, 1, 1)
    assert receiver.got == []


def test_a_trial_event_is_signed_sent_at_once_and_leaves_no_trace(
    house: House, receiver: Receiver, listen: Listen
) -> None:
    hook = listen()
    try_webhook(house, hook.url, moment(2, 1))
    ((headers, body),) = receiver.got
    expected = hmac.new(
        hook.secret.encode(), f"{headers['x-sroki-timestamp']}.".encode() + body, hashlib.sha256
    )
    assert headers["x-sroki-signature"] == f"sha256={expected.hexdigest()}"
    assert (json.loads(body)["event"], json.loads(body)["occurrence"]) == ("test", None)
    with open_reading(house.engine) as session:
        assert list_messages(session) == []
    receiver.statuses = [500]
    with pytest.raises(DeliveryError, match="ответил 500"):
        try_webhook(house, hook.url, moment(2, 1))
    with pytest.raises(UnknownThingError):
        try_webhook(house, "https://example.org/else", moment(2, 1))
