"""What a monitoring lacks before it opens is mailed to its organiser: a week and a day ahead, on the day."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from flows.house import House, open_house
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import DeliveryError
from models.outbox import OutboxMessage
from models.round import Round
from models.settings import Settings
from monitored_order import (
    ORGANISER,
    ORGANISER_PARTY,
    approve_order,
    name_participants,
    name_questions,
)
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.rounds.listing import list_rounds
from roadmaps.store.rounds.participants import Entry, set_participants
from small_plan import ZONE, moment

WARNING = "МОНИТОРИНГ НЕ ГОТОВ К ОТКРЫТИЮ"


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    house = open_house(settings, MemoryTransport())
    yield house
    house.close()


@pytest.fixture
def round_id(house: House, tmp_path: Path) -> int:
    """To open on 03.03.2025; its organiser has an address."""
    number = approve_order(house, tmp_path)
    with open_session(house.engine) as session:
        set_contact(session, ORGANISER_PARTY, ORGANISER, moment(1, 15), "test")
    return number


def live(house: House, first_month: int, first_day: int, days: int) -> None:
    for number in range(days):
        day = moment(first_month, first_day) + timedelta(days=number)
        tick(house, day.replace(hour=0))
        tick(house, day.replace(hour=9))


def told(house: House) -> list[tuple[str, str]]:
    """The day of each warning and what it says, by itself or in the mail of the day."""
    with open_reading(house.engine) as session:
        rows = session.exec(select(OutboxMessage).order_by(OutboxMessage.id)).all()  # type: ignore[arg-type]
    assert isinstance(house.transport, MemoryTransport)
    contents = {mail.message_id: text_of(mail.content) for mail in house.transport.sent}
    warnings = [row for row in rows if WARNING in contents.get(row.message_id, "").upper()]
    assert all(row.address == ORGANISER for row in warnings)
    return [(row.planned_on.isoformat(), contents[row.message_id]) for row in warnings]


def text_of(content: bytes) -> str:
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    return " ".join(str(body.get_content()).split())


def test_the_organiser_is_told_a_week_ahead_a_day_ahead_and_on_the_day(house: House, round_id: int) -> None:
    live(house, 2, 17, 20)
    assert [day for day, _ in told(house)] == ["2025-02-24", "2025-03-02", "2025-03-03"]
    first, last = told(house)[0][1], told(house)[-1][1]
    assert "не откроется: нет списка участников; не выбран набор показателей" in first
    assert f"/rounds/{round_id}" in first
    assert "не открыт: нет списка участников" in last


def test_nobody_is_told_of_a_round_that_is_ready(house: House, round_id: int) -> None:
    name_participants(house, round_id, 3, moment(1, 20))
    name_questions(house, round_id, moment(1, 20))
    live(house, 2, 17, 20)
    assert told(house) == []
    with open_reading(house.engine) as session:
        assert list_rounds(session, [round_id])[0].state == "open"


def test_participants_without_an_address_are_told_though_they_keep_nothing_from_opening(
    house: House, round_id: int
) -> None:
    name_questions(house, round_id, moment(1, 20))
    with open_session(house.engine) as session:
        entries = [Entry("Школа с адресом", addresses=("a@example.org",)), Entry("Школа без адреса")]
        set_participants(session, session.get_one(Round, round_id), entries, moment(1, 20), "test")
    live(house, 2, 17, 20)
    assert [day for day, _ in told(house)] == ["2025-02-24", "2025-03-02"]
    assert "откроется, но участников без адреса: 1" in told(house)[0][1]


def test_whoever_reads_it_in_the_digest_of_a_coordinator_gets_no_second_mail(
    house: House, round_id: int
) -> None:
    with open_session(house.engine) as session:
        set_coordinator(session, ORGANISER, moment(1, 16), "test", ZONE)
    live(house, 2, 20, 6)
    assert told(house) == []


def test_a_clock_that_stood_still_tells_once_when_it_goes_again(house: House, round_id: int) -> None:
    tick(house, moment(2, 26))
    tick(house, moment(2, 26).replace(hour=15))
    assert [day for day, _ in told(house)] == ["2025-02-26"]


def test_a_warning_that_waited_over_midnight_is_written_afresh_or_not_at_all(
    house: House, round_id: int
) -> None:
    assert isinstance(house.transport, MemoryTransport)
    house.transport.refused[ORGANISER] = DeliveryError("Сервер не отвечает.", pause=True)
    tick(house, moment(2, 24))
    name_participants(house, round_id, 3, moment(2, 24, 12))
    name_questions(house, round_id, moment(2, 24, 12))
    del house.transport.refused[ORGANISER]
    tick(house, moment(2, 25))
    assert told(house) == []
