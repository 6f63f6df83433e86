"""A real SMTP server says at once that nobody is there: the address is left in peace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from flows.house import House, open_house
from flows.ticking import tick
from models.database import open_reading, open_session
from models.party import Person
from models.settings import Settings
from notifications.bounces import is_dead_reply
from notifications.outbox import list_messages
from notifications.transports.relay import parse_relay
from notifications.transports.smtp import SmtpTransport
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.listing import list_trail
from small_plan import CENTRE, ZONE, approve_plan, moment, name_people, write_plan

CHIEF = "chief@example.org"
ServerMaker = Callable[..., tuple[Any, int]]


@pytest.fixture
def mailbox(start_server: ServerMaker) -> tuple[Any, int]:
    return start_server()


@pytest.fixture
def house(settings: Settings, mailbox: tuple[Any, int], tmp_path: Path) -> Iterator[House]:
    """A house with the small plan, its people, a coordinator and a relay."""
    relay = SmtpTransport(parse_relay(f"smtp://127.0.0.1:{mailbox[1]}"), "Сроки <sroki@example.org>", 10)
    house = open_house(settings, relay)
    approve_plan(house, write_plan(tmp_path))
    name_people(house)
    with open_session(house.engine) as session:
        set_coordinator(session, CHIEF, moment(2, 1), "test", ZONE)
    yield house
    house.close()


def unreachable_since(house: House) -> object:
    with open_reading(house.engine) as session:
        return session.exec(select(Person.unreachable_since_at).where(Person.address == CENTRE)).one()


def live(house: House, days: int) -> list[object]:
    """So many days from 1 March; the states of the mails to the centre."""
    for number in range(days):
        tick(house, moment(3, 1) + timedelta(days=number))
    with open_reading(house.engine) as session:
        return [m["state"] for m in list_messages(session, to=CENTRE)]


def test_nothing_more_goes_to_whom_the_server_does_not_know(house: House, mailbox: tuple[Any, int]) -> None:
    box, _ = mailbox
    box.answer_to_recipient[CENTRE] = (
        "550 5.1.1 <centre@example.org>: Recipient address rejected: User unknown"
    )
    assert live(house, 30) == ["failed"]
    assert unreachable_since(house) == moment(3, 1)
    with open_reading(house.engine) as session:
        (entry,) = [deed for deed in list_trail(session) if deed.deed == "bounced"]
    assert (entry.actor, entry.at) == ("relay", moment(3, 1))
    assert "User unknown" in entry.details["why"]
    assert CHIEF in box.addresses


@pytest.mark.parametrize(
    "answer",
    [
        "552 5.2.2 Mailbox full",
        "550 5.7.1 Message rejected as spam: user unknown to reputation service",
        "550 Relaying denied",
        "450 4.2.1 No such user yet, try again",
    ],
)
def test_other_refusals_leave_the_address_in_use(house: House, mailbox: tuple[Any, int], answer: str) -> None:
    mailbox[0].answer_to_recipient[CENTRE] = answer
    live(house, 2)
    assert unreachable_since(house) is None


def test_what_is_said_of_the_content_says_nothing_of_the_address(
    house: House, mailbox: tuple[Any, int]
) -> None:
    mailbox[0].answers_to_content.append("554 5.1.1 user unknown, says a filter that read the mail")
    assert live(house, 1) == ["failed"]
    assert unreachable_since(house) is None


@pytest.mark.parametrize(
    ("code", "words", "is_dead"),
    [
        (550, "5.1.1 recipient unknown", True),
        (550, "5.1.1", True),
        (550, "5.7.1 No such user!", True),
        (550, "Invalid mailbox", True),
        (550, "5.2.1 The mailbox is disabled", True),
        (550, "5.1.8 sender domain does not resolve", False),
        (550, "5.1.0 refused", False),
        (554, "5.0.0 Service unavailable", False),
        (550, "", False),
        (250, "2.1.5 no such user, forwarded", False),
    ],
)
def test_a_reply_says_that_nobody_is_there_by_its_code_or_in_plain_words(
    code: int, words: str, is_dead: bool
) -> None:
    assert is_dead_reply(code, words) is is_dead
