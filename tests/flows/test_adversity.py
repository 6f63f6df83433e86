"""What a hostile tester found: outages, refusals, changes while mail waits."""

from __future__ import annotations

import email
import email.policy
import threading
from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlmodel import Session

from flows.evidence import hand_in
from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import DeliveryError
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport, SentMail
from roadmaps.store import queue, steps
from roadmaps.store.contacts import set_contact
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from small_plan import ARCHIVE, CENTRE, moment

DOWN = "Почтовый сервер не отвечает."


def post(house: House) -> MemoryTransport:
    assert isinstance(house.transport, MemoryTransport)
    return house.transport


def text(mail: SentMail) -> str:
    message = email.message_from_bytes(mail.content, policy=email.policy.default)
    body = message.get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def number_of(house: House, task_number: str) -> int:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(), moment(1, 15))
    return next(view.id for view in views if view.task_number == task_number)


def states(house: House) -> dict[str, int]:
    with open_reading(house.engine) as session:
        messages = list_messages(session)
    return {str(m["state"]): sum(o["state"] == m["state"] for o in messages) for m in messages}


def test_a_relay_that_was_down_for_weeks_ends_in_one_mail_a_person(house: House) -> None:
    for day in range(60):
        post(house).failures.append(DeliveryError(DOWN, pause=True))
        tick(house, moment(3, 1) + timedelta(days=day))
    assert post(house).sent == []
    post(house).failures.clear()
    tick(house, moment(5, 1))
    assert sorted(mail.address for mail in post(house).sent) == [ARCHIVE, CENTRE]
    centre = next(text(mail) for mail in post(house).sent if mail.address == CENTRE)
    assert "Собрать сведения" in centre
    assert "осталось" not in centre
    assert set(states(house)) <= {"sent", "missed", "cancelled"}


def test_mail_that_met_a_relay_down_is_not_given_up_at_its_first_refusal(house: House) -> None:
    for day in range(6):
        post(house).failures.append(DeliveryError(DOWN, pause=True))
        tick(house, moment(3, 1) + timedelta(days=day))
    post(house).failures.append(DeliveryError("451 позже"))
    tick(house, moment(3, 8))
    assert "failed" not in states(house)
    tick(house, moment(3, 8, 10))
    assert len(post(house).sent) == 1


def test_a_task_accepted_between_two_attempts_is_not_nagged(house: House) -> None:
    tick(house, moment(3, 31))
    post(house).sent.clear()
    post(house).failures.append(DeliveryError("451 позже"))
    tick(house, moment(4, 3))
    number = number_of(house, "1.1")
    hand_in(house, number, at=moment(4, 3), actor="test", note="собраны")
    with open_session(house.engine) as session:
        steps.review(session, number, moment(4, 3), "test")
    tick(house, moment(4, 3, 10))
    assert not any("Собрать сведения" in text(mail) for mail in post(house).sent)


def test_an_extension_while_the_mail_waits_is_what_the_mail_says(house: House) -> None:
    post(house).failures.append(DeliveryError(DOWN, pause=True))
    tick(house, moment(4, 14))
    post(house).failures.clear()
    with open_session(house.engine) as session:
        steps.extend(session, number_of(house, "1.2"), moment(4, 21).date(), "болезнь", moment(4, 14), "test")
    tick(house, moment(4, 14, 10))
    told = [text(mail) for mail in post(house).sent if "Провести семинар" in text(mail)]
    assert all("21.04.2025" in words for words in told)


def test_two_returns_of_one_day_are_told_twice(house: House) -> None:
    tick(house, moment(4, 1))
    number = number_of(house, "1.2")
    for hour, reason in ((10, "нет программы"), (12, "нет подписи")):
        hand_in(house, number, at=moment(4, 2, hour), actor="test", note=f"версия {hour}")
        with open_session(house.engine) as session:
            steps.review(session, number, moment(4, 2, hour + 1), "test", return_reason=reason)
        tick(house, moment(4, 2, hour + 1))
    assert "нет программы" in text(post(house).sent[-2])
    assert "нет подписи" in text(post(house).sent[-1])


def test_ticks_of_two_simulated_moments_at_once_send_everything_once(house: House) -> None:
    original = post(house).send
    gate = threading.Event()

    def slow(address: str, content: bytes, message_id: str) -> None:
        gate.wait(0.3)
        original(address, content, message_id)

    post(house).send = slow  # type: ignore[method-assign]
    first = threading.Thread(target=tick, args=(house, moment(4, 1)))
    second = threading.Thread(target=tick, args=(house, moment(4, 1) + timedelta(hours=2)))
    first.start()
    second.start()
    first.join()
    second.join()
    sent = [mail.message_id for mail in post(house).sent]
    assert len(sent) == len(set(sent)) == 2


def test_once_sent_the_outbox_no_longer_holds_the_link(house: House) -> None:
    from sqlmodel import select

    from models.outbox import OutboxContent, OutboxMessage

    tick(house, moment(3, 1))
    with open_reading(house.engine) as session:
        assert {m.state for m in session.exec(select(OutboxMessage)).all()} == {"sent"}
        assert session.exec(select(OutboxContent)).all() == []


def test_a_second_address_of_the_same_mailbox_is_the_same_person(house: House) -> None:
    with open_session(house.engine) as session:
        set_contact(session, "МКУ «Архив»", CENTRE.upper(), moment(1, 16), "test")
    tick(house, moment(4, 1))
    assert [mail.address for mail in post(house).sent].count(CENTRE) == 1


def test_a_return_while_an_address_is_set_is_not_lost_from_the_queue(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who read facts and write what follows from them: the second waits for the first."""
    number = number_of(house, "1.2")
    hand_in(house, number, at=moment(4, 2), actor="test", note="проведён")
    has_read, may_write = threading.Event(), threading.Event()
    original = queue.load_agenda

    def slow(session: Session, ids: Collection[int]) -> queue.Agenda:
        agenda = original(session, ids)
        if threading.current_thread().name == "slow":
            has_read.set()
            may_write.wait(5)
        return agenda

    monkeypatch.setattr(queue, "load_agenda", slow)

    def set_address() -> None:
        with open_session(house.engine) as session:
            set_contact(session, "МБУ «Методцентр»", "second@example.org", moment(4, 2, 10), "test")

    def give_back() -> None:
        with open_session(house.engine) as session:
            steps.review(session, number, moment(4, 2, 11), "test", return_reason="нет программы")

    first = threading.Thread(target=set_address, name="slow")
    second = threading.Thread(target=give_back)
    first.start()
    assert has_read.wait(10)
    second.start()
    second.join(0.7)  # it waits for the lock
    may_write.set()
    first.join(20)
    second.join(20)
    tick(house, moment(4, 2, 12))
    assert any("нет программы" in text(mail) for mail in post(house).sent)
