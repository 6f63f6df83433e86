"""Delivery with a transport that does as it is told, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from models.database import open_session
from models.errors import DeliveryError, SrokiError
from models.values import Message
from notifications.claims import ClaimedMessage, claim_messages, settle_all_sent, settle_cancelled
from notifications.delivery import NO_LONGER_RELEVANT, DeliveryReport, deliver_messages, keep_all
from notifications.outbox import enqueue, list_messages
from notifications.pace import take_turns
from notifications.transports import MemoryTransport
from notifications.transports.base import Capacity

NOW = datetime(2021, 4, 15, 4, 0, tzinfo=UTC)
Make = Callable[..., Message]
Deliver = Callable[..., DeliveryReport]


@pytest.fixture
def transport() -> MemoryTransport:
    return MemoryTransport()


@pytest.fixture
def deliver(engine: Engine, transport: MemoryTransport) -> Deliver:
    def run(**changes: Any) -> DeliveryReport:
        values: dict[str, Any] = {
            "as_of": NOW,
            "owner": "a",
            "lease_s": 600.0,
        }
        return deliver_messages(engine, transport, **(values | changes))

    return run


@pytest.fixture(autouse=True)
def queue(engine: Engine, make_message: Make) -> None:
    """Five messages wait, to person1 … person5."""
    with open_session(engine) as session:
        for number in range(1, 6):
            enqueue(session, make_message(number), NOW)


def outbox(engine: Engine) -> dict[str, tuple[str, int, str | None]]:
    with open_session(engine) as session:
        return {m["key"]: (m["state"], m["attempts"], m["last_error"]) for m in list_messages(session)}


def addresses(transport: MemoryTransport) -> list[str]:
    return [mail.address.partition("@")[0] for mail in transport.sent]


ALL = ["person1", "person2", "person3", "person4", "person5"]


def test_everything_that_waits_is_sent_once(
    engine: Engine, deliver: Deliver, transport: MemoryTransport
) -> None:
    assert deliver(batch=2) == DeliveryReport(sent=5)
    assert deliver() == DeliveryReport()
    assert addresses(transport) == ALL
    assert set(outbox(engine).values()) == {("sent", 1, None)}


def test_the_bytes_that_leave_are_the_bytes_that_were_frozen(
    deliver: Deliver, transport: MemoryTransport, make_message: Make
) -> None:
    deliver()
    assert transport.sent[0].content == make_message(1).content
    assert transport.sent[0].message_id == make_message(1).message_id


def test_one_bad_recipient_stops_nobody(engine: Engine, deliver: Deliver, transport: MemoryTransport) -> None:
    transport.refused["person2@example.org"] = DeliveryError("Ящика нет.", permanent=True)
    transport.refused["person4@example.org"] = DeliveryError("Ящик полон.")
    assert deliver(batch=2) == DeliveryReport(sent=3, failed=1, retried=1)
    assert addresses(transport) == ["person1", "person3", "person5"]
    assert outbox(engine)["reminder:2"] == ("failed", 1, "Ящика нет.")
    assert outbox(engine)["reminder:4"] == ("awaiting_retry", 1, "Ящик полон.")


def test_a_retry_waits_five_minutes_and_then_arrives(deliver: Deliver, transport: MemoryTransport) -> None:
    transport.failures.append(DeliveryError("Позже."))
    assert deliver() == DeliveryReport(sent=4, retried=1)
    assert deliver(as_of=NOW + timedelta(minutes=4)).total == 0
    assert deliver(as_of=NOW + timedelta(minutes=5)) == DeliveryReport(sent=1)
    assert sorted(addresses(transport)) == ALL


def test_a_message_refused_for_five_days_is_given_up(
    engine: Engine, deliver: Deliver, transport: MemoryTransport
) -> None:
    transport.refused["person1@example.org"] = DeliveryError("Ящик полон.")
    moment = NOW
    while (report := deliver(as_of=moment)).retried:
        moment += timedelta(hours=1)
    assert report == DeliveryReport(failed=1)
    assert moment - NOW == timedelta(days=5)
    assert outbox(engine)["reminder:1"][0] == "failed"


def sifting(engine: Engine, dropped: str) -> Callable[[Sequence[ClaimedMessage]], set[int]]:
    """Answers that one message no longer matters, and settles it."""

    def sift(messages: Sequence[ClaimedMessage]) -> set[int]:
        with open_session(engine) as session:
            for message in messages:
                if message.key == dropped:
                    settle_cancelled(session, message, NO_LONGER_RELEVANT)
        return {message.id for message in messages if message.key != dropped}

    return sift


def test_what_no_longer_matters_is_cancelled_and_not_sent(
    engine: Engine, deliver: Deliver, transport: MemoryTransport
) -> None:
    report = deliver(sift=sifting(engine, "reminder:3"))
    assert report == DeliveryReport(sent=4, cancelled=1)
    assert "person3" not in addresses(transport)
    assert outbox(engine)["reminder:3"][:2] == ("cancelled", 0)


def test_relevance_is_asked_at_claim_and_again_where_sending_takes_long(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("notifications.delivery.time.monotonic", lambda: clock[0])

    class Slow(MemoryTransport):
        def send(self, address: str, content: bytes, message_id: str) -> None:
            clock[0] += 3
            super().send(address, content, message_id)

    slow, asked = Slow(), []

    def sift(messages: Sequence[ClaimedMessage]) -> set[int]:
        asked.append((len(slow.sent), len(messages)))
        return keep_all(messages)

    deliver_messages(engine, slow, as_of=NOW, owner="a", lease_s=600, sift=sift)
    assert asked == [(0, 5), (2, 3), (4, 1)]


def test_a_relay_that_refuses_us_pauses_the_run_and_burns_no_attempt(
    engine: Engine, deliver: Deliver, transport: MemoryTransport
) -> None:
    transport.failures.extend([None, DeliveryError("Сервер {name} не принял пароль.", pause=True, name="a")])
    assert deliver(batch=3) == DeliveryReport(sent=1, paused="Сервер a не принял пароль.")
    left = outbox(engine)
    assert left["reminder:1"] == ("sent", 1, None)
    assert left["reminder:2"] == ("queued", 0, "Сервер a не принял пароль.")
    assert left["reminder:5"] == ("queued", 0, None)
    assert deliver() == DeliveryReport(sent=4)
    assert addresses(transport) == ALL


def test_a_mail_that_breaks_the_transport_stops_nobody(
    engine: Engine, deliver: Deliver, transport: MemoryTransport
) -> None:
    transport.refused["person3@example.org"] = KeyError("poison")
    assert deliver() == DeliveryReport(sent=4, retried=1)
    assert outbox(engine)["reminder:3"][2] == "Письмо не ушло из-за ошибки программы: KeyError: 'poison'"


def test_a_question_that_a_message_breaks_stops_nobody_else(
    engine: Engine, deliver: Deliver, transport: MemoryTransport
) -> None:
    def sift(messages: Sequence[ClaimedMessage]) -> set[int]:
        if any(message.key == "reminder:3" for message in messages):
            raise ValueError("poison")
        return keep_all(messages)

    assert deliver(sift=sift) == DeliveryReport(sent=4, retried=1)
    assert outbox(engine)["reminder:3"][2] == "Письмо не ушло из-за ошибки программы: ValueError: poison"


def test_a_question_that_the_database_breaks_gives_all_back(
    engine: Engine, deliver: Deliver, transport: MemoryTransport
) -> None:
    def sift(messages: Sequence[ClaimedMessage]) -> set[int]:
        raise SrokiError("База данных не отвечает.")

    with pytest.raises(SrokiError):
        deliver(sift=sift)
    assert {state for state, _, _ in outbox(engine).values()} == {"queued"}
    assert deliver(owner="b") == DeliveryReport(sent=5)
    assert addresses(transport) == ALL


def test_an_outcome_that_cannot_be_recorded_at_once_is_recorded_later(
    engine: Engine, deliver: Deliver, transport: MemoryTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail has left: a database that was busy for a while must not make it leave again."""
    refusals = [SrokiError("База данных не отвечает.") for _ in range(3)]

    def settle(*arguments: Any) -> bool:
        if refusals:
            raise refusals.pop()
        return settle_all_sent(*arguments)

    monkeypatch.setattr("notifications.delivery.settle_all_sent", settle)
    monkeypatch.setattr("models.database.time.sleep", lambda seconds: None)
    assert deliver() == DeliveryReport(sent=5)
    assert deliver() == DeliveryReport()
    assert addresses(transport) == ALL


def test_several_connections_send_at_once_and_every_outcome_is_recorded(engine: Engine) -> None:
    """Each of three senders waits until all three are sending; one of the mails is refused."""
    together = threading.Barrier(3, timeout=10)

    class Three(MemoryTransport):
        capacity = Capacity(connections=3)

        def send(self, address: str, content: bytes, message_id: str) -> None:
            if address != "person4@example.org" and address != "person5@example.org":
                together.wait()
            super().send(address, content, message_id)

    three = Three()
    three.refused["person4@example.org"] = DeliveryError("Ящика нет.", permanent=True)
    assert deliver_messages(engine, three, as_of=NOW, owner="a", lease_s=600) == DeliveryReport(
        sent=4, failed=1
    )
    assert sorted(addresses(three)) == ["person1", "person2", "person3", "person5"]


def test_a_pause_on_one_connection_stops_the_others_and_loses_nothing(engine: Engine) -> None:
    class Two(MemoryTransport):
        capacity = Capacity(connections=2)

    two = Two()
    two.failures.extend([None, None, DeliveryError("Сервер не принял пароль.", pause=True)])
    report = deliver_messages(engine, two, as_of=NOW, owner="a", lease_s=600)
    assert report.paused == "Сервер не принял пароль."
    assert report.sent == len(two.sent) in (2, 3)
    assert deliver_messages(engine, two, as_of=NOW, owner="a", lease_s=600).sent == 5 - report.sent
    assert sorted(addresses(two)) == ALL


def test_a_relay_with_a_limit_gets_its_mails_evenly_spread(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, left_at = [0.0], []
    monkeypatch.setattr("notifications.delivery.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("notifications.delivery.time.sleep", lambda s: clock.__setitem__(0, clock[0] + s))

    class Slow(MemoryTransport):
        capacity = Capacity(per_minute=20, name="relay:25")

        def send(self, address: str, content: bytes, message_id: str) -> None:
            left_at.append(round(clock[0], 3))

    deliver_messages(engine, Slow(), as_of=NOW, owner="a", lease_s=600)
    assert left_at == [0, 3, 6, 9, 12]


def test_turns_that_other_processes_have_taken_are_left_to_them(engine: Engine, deliver: Deliver) -> None:
    class Busy(MemoryTransport):
        capacity = Capacity(per_minute=1, name="relay:25")

    busy = Busy()
    with open_session(engine) as session:
        take_turns(session, "relay:25", 60, 1, NOW, timedelta(minutes=1))
    assert deliver_messages(engine, busy, as_of=NOW, owner="a", lease_s=600) == DeliveryReport()
    assert not busy.sent
    assert {state for state, _, _ in outbox(engine).values()} == {"queued"}


def test_nothing_is_sent_inside_a_transaction(engine: Engine, deliver: Deliver) -> None:
    """While a mail is on its way, somebody else may write: the claim is committed and visible."""
    seen: list[str] = []

    class Watching(MemoryTransport):
        def send(self, address: str, content: bytes, message_id: str) -> None:
            with open_session(engine) as session:
                seen.extend(m["state"] for m in list_messages(session, to=address))

    assert deliver_messages(
        engine, Watching(), as_of=NOW, owner="a", lease_s=600
    ).sent == 5  # fmt: skip
    assert seen == ["in_flight"] * 5


def test_a_slow_run_gives_back_what_its_lease_would_not_cover(
    engine: Engine, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mail takes 40 of 100 seconds: after two the rest is claimed anew, with a new lease."""
    clock = [0.0]
    claims: list[int] = []
    monkeypatch.setattr("notifications.delivery.time.monotonic", lambda: clock[0])

    class Slow(MemoryTransport):
        def send(self, address: str, content: bytes, message_id: str) -> None:
            at = NOW + timedelta(seconds=clock[0] + 39)
            with open_session(engine) as session:
                claims.append(len(claim_messages(session, "thief", at, 60, 100)))
            clock[0] += 40
            super().send(address, content, message_id)

    slow = Slow()
    report = deliver_messages(engine, slow, as_of=NOW, owner="a", lease_s=100)
    assert report == DeliveryReport(sent=5)
    assert addresses(slow) == ALL
    assert claims == [0, 0, 0, 0, 0]


def test_a_claim_lost_to_another_is_reported_and_not_settled(engine: Engine) -> None:
    class Stolen(MemoryTransport):
        def send(self, address: str, content: bytes, message_id: str) -> None:
            with open_session(engine) as session:
                claim_messages(session, "b", NOW + timedelta(hours=1), 600, 100)

    report = deliver_messages(engine, Stolen(), as_of=NOW, owner="a", lease_s=600)
    assert report == DeliveryReport(overtaken=5)
    assert {state for state, _, _ in outbox(engine).values()} == {"in_flight"}


def test_a_transport_is_entered_for_the_run_and_left_after_it(engine: Engine) -> None:
    steps: list[str] = []

    class Counting(MemoryTransport):
        def __enter__(self) -> Counting:
            steps.append("in")
            return self

        def __exit__(self, *rest: object) -> None:
            steps.append("out")

    deliver_messages(engine, Counting(), as_of=NOW, owner="a", lease_s=600, batch=2)
    assert steps == ["in", "out"]
