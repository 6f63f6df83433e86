"""Who may answer a monitoring after its close is reminded of their own last day, and of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlmodel import Session

from flows.house import House, open_house
from flows.simulating import simulate
from flows.ticking import tick
from models.database import open_reading, open_session
from models.round import Round, RoundParticipant
from models.settings import Settings
from monitored_order import (
    address_of,
    answer_all,
    approve_order,
    name_participants,
    name_questions,
    participant_ids,
)
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.rounds.lifecycle import extend_participant, reopen_participant
from roadmaps.store.steps import extend
from small_plan import moment

CLOSED_AT, LAST_ON = moment(4, 2), date(2025, 4, 12)


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> Iterator[House]:
    """A monitoring of March that has closed; the first of two schools handed its form in."""
    house = open_house(settings, MemoryTransport())
    round_id = approve_order(house, tmp_path)
    name_participants(house, round_id, 2, moment(1, 20))
    name_questions(house, round_id, moment(1, 20))
    tick(house, moment(3, 3))
    answer_all(house, participant_ids(house, round_id)[0], moment(3, 11))
    for at in (moment(3, 31), moment(4, 1), CLOSED_AT):
        tick(house, at)
    yield house
    house.close()


def extend_form(session: Session, round_: Round, school: RoundParticipant, at: datetime) -> None:
    extend_participant(session, round_, school, LAST_ON, "паводок", at, "test")


def reopen_form(session: Session, round_: Round, school: RoundParticipant, at: datetime) -> None:
    reopen_participant(session, round_, school, LAST_ON, "нет плана", at, "test")


def extend_term(session: Session, round_: Round, school: RoundParticipant, at: datetime) -> None:
    extend(session, school.occurrence_id or 0, LAST_ON, "паводок", at, "test")


def transport_of(house: House) -> MemoryTransport:
    assert isinstance(house.transport, MemoryTransport)
    return house.transport


def lengthen(house: House, number: int, how: Callable[..., None]) -> None:
    with open_session(house.engine) as session:
        round_ = session.get_one(Round, 1)
        how(session, round_, session.get_one(RoundParticipant, participant_ids(house, 1)[number]), CLOSED_AT)


def days_told(house: House, number: int) -> list[tuple[str, str]]:
    simulated = simulate(house.at(CLOSED_AT), date(2025, 4, 2), date(2025, 4, 30))
    for at in (moment(4, 2, 10), *(moment(4, day) for day in range(3, 14))):
        tick(house, at)
    with open_reading(house.engine) as session:
        since = [
            m for m in list_messages(session, to=address_of(number)) if str(m["planned_on"]) > "2025-04-01"
        ]
    promised = [m["key"] for m in simulated if m["to"] == address_of(number)]
    assert promised == [m["key"] for m in since], "what is simulated is what is sent"
    return [(str(m["planned_on"]), str(m["kind"])) for m in since]


@pytest.mark.parametrize("how", [extend_form, reopen_form, extend_term])
def test_who_gets_more_time_after_the_close_is_reminded_of_the_new_day(
    house: House, how: Callable[..., None]
) -> None:
    lengthen(house, 1, how)
    assert days_told(house, 2) == [
        ("2025-04-05", "reminder"),
        ("2025-04-09", "reminder"),
        ("2025-04-10", "reminder"),
        ("2025-04-11", "reminder"),
        ("2025-04-12", "due_today"),
    ]


def test_a_form_returned_until_a_day_is_called_late_no_sooner_and_its_mail_names_the_day(
    house: House,
) -> None:
    lengthen(house, 0, reopen_form)
    told = dict(days_told(house, 1))
    assert told["2025-04-02"] == "returned"
    assert told["2025-04-12"] == "due_today"
    assert "overdue" not in told.values()
    last = [mail for mail in transport_of(house).sent if mail.address == address_of(1)][-1]
    body = message_from_bytes(last.content, policy=default).get_body(("plain",))
    assert "12.04.2025" in body.get_content()  # type: ignore[union-attr]
