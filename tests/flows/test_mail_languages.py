"""One pass writes to each in their language: executors, deputies, coordinators; what is frozen stays."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlmodel import select

from flows.accounts.links import INVITATION, PASSWORD_RESET, mail_link
from flows.bouncing import leave_in_peace
from flows.calendars import collect_items, language_of, render_feed
from flows.evidence import hand_in
from flows.house import House, open_house
from flows.importing import import_file
from flows.ticking import tick
from models.account import Account
from models.database import open_reading, open_session
from models.errors import DeliveryError
from models.language import speaking
from models.party import Party, TaskParty
from models.roadmap import Roadmap, Task
from models.settings import Settings
from models.values import Role
from notifications.transports.memory import MemoryTransport
from roadmaps.claims import Claim
from roadmaps.store.absences import require_person, set_absence
from roadmaps.store.contacts import set_contact
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.disclaimers import disclaim
from roadmaps.store.extending import ask_extension, decide_extension
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.preferences import choose_language_of_mail
from roadmaps.store.queue import requeue, unfinished_ids
from roadmaps.store.steps import review
from roadmaps.store.subscriptions import plan_weekly
from small_plan import ARCHIVE, CENTRE, HEAD, ZONE, moment

pytestmark = pytest.mark.either_database
CYRILLIC = re.compile("[А-Яа-яЁё]")
CHIEF, SECOND = "chief@example.org", "second@example.org"
LATIN = """УТВЕРЖДЁН
приказом управления образования
от 11.01.2025 № 7

План мероприятий («дорожная карта») по развитию школьных музеев на 2025-2026 гг.

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
1.1\tCollect the data of museums\t01.03.2025-31.03.2025\tCentre\tRegister of 20 museums
1.2\tHold a seminar\t15.04.2025\tCentre\tProgramme of the seminar
1.3\tWrite a report\t30.06.2025\tArchive\tReport
"""


@pytest.fixture
def latin(settings: Settings, tmp_path: Path) -> Iterator[House]:
    """A house with a plan in Latin letters, whose executors, controller and coordinator read English."""
    (tmp_path / "plan.txt").write_text(LATIN, encoding="utf-8")
    house = open_house(settings, MemoryTransport())
    import_file(house, tmp_path / "plan.txt", approve=True, as_of=moment(1, 15), actor="test")
    with open_session(house.engine) as session:
        session.exec(select(Roadmap)).one().title = "Museums"
        for party, address, name in (
            ("Centre", CENTRE, "Anna"), ("Archive", ARCHIVE, ""), ("Ministry", HEAD, "Head")
        ):  # fmt: skip
            set_contact(session, party, address, moment(1, 15), "test", name=name, language="en")
        ministry = session.exec(select(Party.id).where(Party.name == "Ministry")).one()
        for task in session.exec(select(Task.id)).all():
            session.add(TaskParty(task_id=task, role=Role.CONTROLLER.value, party_id=ministry))
        session.flush()
        requeue(session, unfinished_ids(session))
        set_coordinator(session, CHIEF, moment(1, 15), "test", ZONE)
        plan_weekly(session, moment(1, 15))
    speak(house, CHIEF, "en")
    yield house
    house.close()


def speak(house: House, address: str, lang: str) -> int:
    """The person of an address gets their mail in a language from now on; their number."""
    with open_session(house.engine) as session:
        person = require_person(session, address)
        choose_language_of_mail(session, person.id or 0, lang, moment(1, 16), "test")
        return person.id or 0


def mails_to(house: House, address: str) -> list[EmailMessage]:
    assert isinstance(house.transport, MemoryTransport)
    contents = [mail.content for mail in house.transport.sent if mail.address == address]
    return [email.message_from_bytes(content, policy=email.policy.default) for content in contents]  # type: ignore[misc]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def occurrence_of(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(), moment(1, 15))
    return next(view.id for view in views if view.task_number == number)


def assert_english(mail: EmailMessage) -> None:
    assert mail["Content-Language"] == "en"
    for body in (mail.get_body(("plain",)), mail.get_body(("html",))):
        assert body is not None
        found = CYRILLIC.search(str(body.get_content()))
        assert found is None, str(body.get_content())[found.start() - 200 : found.end() + 100]
    assert not CYRILLIC.search("".join(map(str, mail.values())))


def test_two_people_of_one_pass_are_told_each_in_their_language(house: House) -> None:
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", SECOND, moment(1, 15), "test", language="en")
    with speaking("en"):  # of whoever runs the pass
        tick(house, moment(4, 1))
    (russian,), (english,) = mails_to(house, CENTRE), mails_to(house, SECOND)
    assert russian["Subject"] == "Сроки на 01.04.2025: просрочено — 1, скоро срок — 1"
    assert english["Subject"] == "Deadlines as of 1 April 2025: overdue — 1, due soon — 1"
    assert russian["Content-Language"] is None
    assert "до 15.04.2025 (вторник) — осталось 14 дней" in text_of(russian)
    assert "by 15 April 2025 (Tuesday) — 14 days left" in text_of(english)
    assert "item 1.2 Провести семинар" in text_of(english)
    assert "Deadline in the document: до 15 апреля 2025 г." in text_of(english)


def test_a_deputy_is_told_in_their_own_language(house: House) -> None:
    speak(house, ARCHIVE, "en")
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(1, 15), "test", name="Анна Иванова")
        people = require_person(session, CENTRE), require_person(session, ARCHIVE)
        set_absence(session, *people, (date(2025, 4, 7), date(2025, 4, 20)), moment(4, 2), "test", ZONE)
    for day in range(5, 9):
        tick(house, moment(4, day))
    assert "Your role: executor, for Анна Иванова, until 20 April 2025" in text_of(
        mails_to(house, ARCHIVE)[-1]
    )


def test_a_mail_that_waits_keeps_its_bytes_when_another_language_is_chosen(house: House) -> None:
    assert isinstance(house.transport, MemoryTransport)
    house.transport.refused[CENTRE] = DeliveryError("Занято.")
    tick(house, moment(3, 1))
    del house.transport.refused[CENTRE]
    speak(house, CENTRE, "en")
    tick(house, moment(3, 1, 11))
    (mail,) = mails_to(house, CENTRE)
    assert str(mail["Subject"]).startswith("Открылось: п. 1.1")


def test_all_that_a_life_of_tasks_writes_is_english(latin: House) -> None:
    """Openings, reminders, returns, extensions, receipts, digests of the day and of the week, bounces."""
    survey, seminar, report = (occurrence_of(latin, number) for number in ("1.1", "1.2", "1.3"))
    with open_session(latin.engine) as session:
        anna = require_person(session, CENTRE).id or 0
        archive = require_person(session, ARCHIVE).id or 0
    for day in range(1, 32):
        tick(latin, moment(3, day))
    claim = Claim(effective_on=date(2025, 3, 30), share_percent=60, result="12")
    hand_in(latin, survey, at=moment(4, 1), actor="test", urls=["http://p.example/a"], claim=claim,
            files=[], note="see page 3", receipt_to=anna)  # fmt: skip
    with open_session(latin.engine) as session:
        disclaim(session, report, archive, "not ours", moment(4, 1), "test")
        refused = ask_extension(session, seminar, date(2025, 5, 20), "a flood", moment(4, 1), "test")
    tick(latin, moment(4, 2))
    with open_session(latin.engine) as session:
        part = Claim(share_percent=60)
        review(session, survey, moment(4, 2), "test", return_reason="no signature", part=part)
        decide_extension(session, refused.id, moment(4, 2), "test", refusal="no need")
    tick(latin, moment(4, 2, 12))
    with open_session(latin.engine) as session:
        leave_in_peace(session, archive, ARCHIVE, moment(4, 2, 13), "5.1.1 no such user", "bounce")
    for day in range(3, 30):
        tick(latin, moment(4, day))
    assert isinstance(latin.transport, MemoryTransport)
    mails = {address: mails_to(latin, address) for address in (CENTRE, HEAD, CHIEF)}
    assert all(mails.values())
    for mail in (mail for some in mails.values() for mail in some):
        assert_english(mail)
    said = "\n".join(str(m["Subject"]) + text_of(m) for some in mails.values() for m in some)
    for words in (
        "Received, version 1: 1.1 Collect the data of museums", "received 1 April 2025 at 09:00",
        "accepted 60 %; no signature", "not moved to 20 May 2025: no need", "Coordinator’s digest: ",
        "Under your control, digest of the week: ", "EXECUTORS SAY “NOT MINE”",
        "ADDRESSES THAT ARE NO LONGER WRITTEN TO",
    ):  # fmt: skip
        assert words in said, words


def test_a_coordinator_reads_in_english_why_a_mail_did_not_arrive(latin: House) -> None:
    assert isinstance(latin.transport, MemoryTransport)
    refusal = "Почтовый сервер {relay} не принял письмо на {address}: {reason}."
    error = DeliveryError(refusal, permanent=True, relay="mx", address=CENTRE, reason="550 no")
    latin.transport.refused[CENTRE] = error
    for day in range(1, 4):
        tick(latin, moment(3, day))
    digests = [mail for mail in mails_to(latin, CHIEF) if "NOT DELIVERED" in text_of(mail)]
    assert digests
    assert_english(digests[0])
    assert f"The mail server mx did not take the mail to {CENTRE}: 550 no." in text_of(digests[0])


@pytest.mark.parametrize(
    ("purpose", "subject"),
    [(INVITATION, "You are invited to Sroki"), (PASSWORD_RESET, "A new password for Sroki")],
)
def test_letters_about_an_account_are_in_its_language(house: House, purpose: str, subject: str) -> None:
    with open_session(house.engine) as session:
        account = Account(address="a@example.org", name="Ann", made_at=moment(1, 15), language="en")
        session.add(account)
        session.flush()
        mail_link(session, house, account, purpose, moment(1, 16), "test")
    tick(house, moment(1, 16))
    (mail,) = mails_to(house, "a@example.org")
    assert mail["Subject"] == subject
    assert_english(mail)


def test_a_calendar_speaks_the_language_of_its_person(latin: House) -> None:
    with open_reading(latin.engine) as session:
        scope = f"person:{require_person(session, CENTRE).id}"
        assert language_of(session, "roadmap:1") == "ru"
        with speaking(language_of(session, scope)):
            feed = render_feed("Anna", collect_items(session, scope, moment(1, 20)))
    assert not CYRILLIC.search(feed.decode())
    calendar = Calendar.from_ical(feed)
    assert (calendar["PRODID"], calendar["NAME"]) == ("-//Sroki//Roadmap deadlines//EN", "Sroki: Anna")
    descriptions = [str(todo["DESCRIPTION"]) for todo in calendar.walk("VTODO")]
    assert "State: planned" in descriptions[0]
    assert "Deadline in the document: 01.03.2025-31.03.2025" in descriptions[0]
