"""Mail that comes back silences a dead address, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col

import bounce_reports
from flows.bouncing import BounceOutcome, receive_bounce, receive_maildir
from flows.delivering import deliver, resend
from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import CallerError, UnreadableFileError
from models.outbox import OutboxMessage
from models.party import Person
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import find_person, set_contact
from roadmaps.store.coordinators import set_coordinator
from small_plan import CENTRE, ZONE, moment

CHIEF = "chief@example.org"


def report_on(message_id: str, address: str = CENTRE, action: str = "failed", status: str = "5.1.1") -> bytes:
    return bounce_reports.report_on(message_id, address, action, status)


@pytest.fixture
def message_id(house: House) -> str:
    """The Message-ID of the mail of 1 March; a coordinator is there too."""
    with open_session(house.engine) as session:
        set_coordinator(session, CHIEF, moment(2, 1), "test", ZONE)
    tick(house, moment(3, 1))
    with open_reading(house.engine) as session:
        return str(list_messages(session, to=CENTRE)[0]["message_id"])


def person(house: House) -> Person:
    with open_reading(house.engine) as session:
        found = find_person(session, CENTRE)
    assert found is not None
    return found


def states(house: House) -> list[object]:
    with open_reading(house.engine) as session:
        return [m["state"] for m in list_messages(session, to=CENTRE)]


def live(house: House, month: int, day: int, days: int) -> None:
    for number in range(days):
        tick(house, moment(month, day) + timedelta(days=number))


def test_nothing_more_goes_to_a_dead_address_and_the_coordinator_hears_of_it(
    house: House, message_id: str
) -> None:
    bounce = receive_bounce(house, report_on(message_id), moment(3, 1, 12))
    assert (bounce.outcome, bounce.address) == (BounceOutcome.DEAD, CENTRE)
    assert receive_bounce(house, report_on(message_id), moment(3, 2)).outcome is BounceOutcome.KNOWN
    assert person(house).unreachable_since_at == moment(3, 1, 12)
    live(house, 3, 2, 40)
    assert states(house) == ["failed"]
    assert isinstance(house.transport, MemoryTransport)
    digest = next(mail for mail in house.transport.sent if mail.address == CHIEF)
    text = message_from_bytes(digest.content).get_payload(0).get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "АДРЕСА, НА КОТОРЫЕ БОЛЬШЕ НЕ ПИШЕМ: ПИСЬМА ВЕРНУЛИСЬ · 1" in text
    assert "Письмо вернулось: 5.1.1 550 no such user" in text


def test_naming_the_address_again_makes_it_live(house: House, message_id: str) -> None:
    receive_bounce(house, report_on(message_id), moment(3, 1, 12))
    live(house, 3, 2, 3)
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(3, 10), "test")
    assert person(house).unreachable_since_at is None
    live(house, 3, 17, 1)
    assert states(house) == ["failed", "sent"]


def test_what_only_takes_longer_is_noted(house: House, message_id: str) -> None:
    for action, status in (("delayed", "4.2.2"), ("delayed", "4.4.7"), ("delayed", "5.1.1")):
        told = report_on(message_id, action=action, status=status)
        assert receive_bounce(house, told, moment(3, 1, 12)).outcome is BounceOutcome.NOTED
    assert person(house).unreachable_since_at is None
    assert states(house) == ["sent"]
    with open_reading(house.engine) as session:
        assert "задерживается" in str(list_messages(session, to=CENTRE)[0]["last_error"])


def test_a_mail_that_was_given_up_is_told_and_its_address_stays_in_use(house: House, message_id: str) -> None:
    full = report_on(message_id, status="5.2.2").replace(b"550 no such user", b"552 over quota")
    assert receive_bounce(house, full, moment(3, 1, 12)).outcome is BounceOutcome.LOST
    assert receive_bounce(house, full, moment(3, 1, 13)).outcome is BounceOutcome.KNOWN
    late = report_on(message_id, action="delayed", status="4.2.2")
    assert receive_bounce(house, late, moment(3, 1, 14)).outcome is BounceOutcome.KNOWN
    assert person(house).unreachable_since_at is None
    live(house, 3, 2, 16)
    assert states(house) == ["failed", "sent"]
    assert isinstance(house.transport, MemoryTransport)
    digest = next(mail for mail in house.transport.sent if mail.address == CHIEF)
    text = message_from_bytes(digest.content).get_payload(0).get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "ПИСЬМА НЕ ДОСТАВЛЕНЫ · 1" in text
    assert "Письмо вернулось: 5.2.2 552 over quota" in text
    assert f"/why?who={CENTRE.replace('@', '%40')}" in text


def test_forged_and_unrelated_reports_change_nothing(house: House, message_id: str) -> None:
    for content in (
        b"",
        b"Subject: hello\n\nStatus: 5.1.1\n",
        report_on("<unknown@example.org>"),
        report_on(message_id, address="somebody@example.org"),
        report_on(message_id, action="delivered", status="2.0.0"),
        report_on("' OR 1=1 --"),
    ):
        assert receive_bounce(house, content, moment(3, 1, 12)).outcome is BounceOutcome.UNRELATED
    assert person(house).unreachable_since_at is None
    assert states(house) == ["sent"]


def test_a_maildir_is_read_once(house: House, message_id: str, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.mx").write_bytes(report_on(message_id))
    (tmp_path / "new" / "2.mx").write_bytes(b"Subject: hello\n\nhello\n")
    outcomes = [bounce.outcome for bounce in receive_maildir(house, tmp_path, moment(3, 2))]
    assert outcomes == [BounceOutcome.DEAD, BounceOutcome.UNRELATED]
    assert receive_maildir(house, tmp_path, moment(3, 2)) == []
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["1.mx:2,S", "2.mx:2,"]
    with pytest.raises(UnreadableFileError, match="не Maildir"):
        receive_maildir(house, tmp_path / "nowhere", moment(3, 2))


def test_a_report_on_mail_that_left_before_the_address_was_named_again_silences_nobody(
    house: House, message_id: str
) -> None:
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(3, 1, 12), "test")
    assert receive_bounce(house, report_on(message_id), moment(3, 1, 13)).outcome is BounceOutcome.LOST
    assert person(house).unreachable_since_at is None


def test_a_window_whose_opening_came_back_is_told_once_the_address_is_named_again(house: House) -> None:
    tick(house, moment(3, 1))
    with open_reading(house.engine) as session:
        opening = list_messages(session, to=CENTRE)[-1]
    receive_bounce(house, report_on(str(opening["message_id"])), moment(3, 1, 12))
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(3, 2), "test")
    tick(house, moment(3, 3))
    tick(house, moment(3, 3, 10))
    with open_reading(house.engine) as session:
        fresh = list_messages(session, to=CENTRE)[1:]
    assert [(m["kind"], m["occurrences"]) for m in fresh] == [(opening["kind"], opening["occurrences"])]


def test_what_came_back_is_written_afresh_and_not_sent_without_its_text(
    house: House, message_id: str
) -> None:
    full = report_on(message_id, status="5.2.2").replace(b"550 no such user", b"552 over quota")
    receive_bounce(house, full, moment(3, 1, 12))
    with open_session(house.engine) as session:
        assert not resend(session, 1, moment(3, 1, 13), "test", ZONE)
    tick(house, moment(3, 1, 14))
    tick(house, moment(3, 1, 15))
    assert states(house) == ["failed", "sent"]
    with open_session(house.engine) as session, pytest.raises(CallerError, match="текста его больше нет"):
        resend(session, 1, moment(3, 2), "test", ZONE)


def test_what_came_back_from_a_dead_address_waits_for_another_one(house: House, message_id: str) -> None:
    receive_bounce(house, report_on(message_id), moment(3, 1, 12))
    with open_session(house.engine) as session, pytest.raises(CallerError, match="сначала назовите адрес"):
        resend(session, 1, moment(3, 1, 13), "test", ZONE)


def test_a_message_without_bytes_stops_nobody(house: House, message_id: str) -> None:
    with open_session(house.engine) as session:
        session.execute(
            update(OutboxMessage)
            .where(col(OutboxMessage.id) == 1)
            .values(state="queued", next_attempt_at=moment(3, 1, 13))
        )
    deliver(house, moment(3, 1, 14))
    assert states(house) == ["failed"]
