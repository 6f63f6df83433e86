"""Returned mail is fetched from a real IMAP server, once, and mail of people stays unread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bounce_reports import report_on
from flows.bouncing import BounceOutcome, receive_mailbox
from flows.clock import PlainPerformer, beat
from flows.examining import examine_house
from flows.house import House
from flows.ticking import tick
from models.database import open_reading
from models.errors import CallerError, SrokiError
from notifications.mailbox import parse_mailbox
from notifications.outbox import list_messages
from small_imap import SmallMailbox, serve_mailbox
from small_plan import CENTRE, moment

LETTER = b"From: zoya@example.org\r\nSubject: when?\r\n\r\nwhen is it due?\r\n"


@pytest.fixture
def mailbox() -> Iterator[SmallMailbox]:
    with serve_mailbox() as served:
        yield served


@pytest.fixture
def listening(house: House, mailbox: SmallMailbox) -> House:
    """The house that reads this mailbox and has sent a mail on 1 March."""
    url = f"imap://sroki:se%20cret@127.0.0.1:{mailbox.port}/INBOX"
    tick(house, moment(3, 1))
    return replace(house, settings=house.settings.model_copy(update={"bounce_url": url}))


def sent_id(house: House) -> str:
    with open_reading(house.engine) as session:
        return str(list_messages(session, to=CENTRE)[0]["message_id"])


def test_reports_are_taken_in_and_mail_of_people_stays_unread(
    listening: House, mailbox: SmallMailbox
) -> None:
    report, letter = mailbox.put(report_on(sent_id(listening), CENTRE)), mailbox.put(LETTER)
    outcomes = [bounce.outcome for bounce in receive_mailbox(listening, moment(3, 2))]
    assert outcomes == [BounceOutcome.DEAD, BounceOutcome.UNRELATED]
    assert mailbox.flags == {report: {"\\Seen"}, letter: {"SrokiRead"}}
    assert receive_mailbox(listening, moment(3, 2)) == []


def test_where_keywords_are_not_kept_every_mail_is_marked_as_read(
    listening: House, mailbox: SmallMailbox
) -> None:
    mailbox.keywords = False
    letter = mailbox.put(LETTER)
    receive_mailbox(listening, moment(3, 2))
    assert mailbox.flags == {letter: {"\\Seen"}}


def test_the_clock_looks_every_five_minutes(listening: House, mailbox: SmallMailbox) -> None:
    house = listening.at(moment(3, 2))
    beat(house, PlainPerformer())
    mailbox.put(report_on(sent_id(listening), CENTRE))
    for minutes, flags in ((4, [set()]), (5, [{"\\Seen"}])):
        later = replace(house, clock=lambda minutes=minutes: moment(3, 2) + timedelta(minutes=minutes))
        beat(later, PlainPerformer())
        assert list(mailbox.flags.values()) == flags


def test_a_mailbox_that_does_not_answer_stops_neither_clock_nor_mail(
    listening: House, caplog: pytest.LogCaptureFixture
) -> None:
    settings = listening.settings.model_copy(update={"bounce_url": "imap://a:secret@127.0.0.1:1/INBOX"})
    deaf = replace(listening, settings=settings, clock=lambda: moment(3, 17))
    assert beat(deaf, PlainPerformer())
    assert "не читается: в соединении отказано" in caplog.text
    assert "secret" not in caplog.text
    with open_reading(listening.engine) as session:
        assert [m["state"] for m in list_messages(session, to=CENTRE)] == ["sent", "sent"]


def test_the_doctor_tries_the_mailbox(listening: House) -> None:
    assert examine_house(listening)[-1].ok
    wrong = listening.settings.bounce_url.replace("se%20cret", "other")  # type: ignore[union-attr]
    settings = listening.settings.model_copy(update={"bounce_url": wrong})
    finding = examine_house(replace(listening, settings=settings))[-1]
    assert not finding.ok
    assert "wrong name or password" in finding.sentence


def test_a_folder_that_is_not_there_and_a_missing_setting_are_named(listening: House) -> None:
    settings = listening.settings.model_copy(update={"bounce_url": f"{listening.settings.bounce_url}/Else"})
    with pytest.raises(SrokiError, match="no such folder"):
        receive_mailbox(replace(listening, settings=settings), moment(3, 2))
    settings = listening.settings.model_copy(update={"bounce_url": None})
    with pytest.raises(CallerError, match="SROKI_BOUNCE_URL"):
        receive_mailbox(replace(listening, settings=settings), moment(3, 2))


@pytest.mark.parametrize(
    "url", ["smtp://a:b@h", "imaps://h/INBOX", "imaps://a:b@", "imaps://a:b@h:x/", "imaps://a:b@h/Вход"]
)
def test_a_wrong_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(CallerError, match="SROKI_BOUNCE_URL") as caught:
        parse_mailbox(url)
    assert ":b@" not in str(caught.value)


def test_a_mailbox_address_hides_its_password() -> None:
    address = parse_mailbox("imaps://sroki:geheim@mail.example.org")
    assert str(address) == "sroki@mail.example.org:993/INBOX"
    assert "geheim" not in repr(address)
