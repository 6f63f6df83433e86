"""A deputy fills the form of a monitoring and carries a letter's recommendations out, from mail to mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import cast

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from flows.rounds_papers.letters import approve_and_send
from flows.ticking import tick
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.party import Person
from models.roadmap import Task
from models.round import Round, RoundParticipant, RoundSubmission
from notifications.transports import MemoryTransport
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.absences import require_person, set_absence
from roadmaps.store.contacts import set_contact
from roadmaps.store.rounds.letters import Stationery, draft_letters, list_letters
from roadmaps.store.rounds.library import store_library
from roadmaps.store.steps import review
from roadmaps.store.trail import unveil
from sheet_forms import ANSWERS, revisions
from small_round import SECOND, days, open_small_round, participant_of

BORIS = "boris@example.org"
UNTIL = date(2021, 7, 15)
AFTER_CLOSE = datetime(2021, 6, 23, 5, tzinfo=UTC)
BEFORE_DUE = datetime(2021, 7, 7, 5, tzinfo=UTC)
BACK = datetime(2021, 7, 16, 5, tzinfo=UTC)
ACCUSATIVE = "за Веру Седову, до 15.07"


@pytest.fixture
def round_(town: House) -> Round:
    """Open since today; Vera, who speaks for its second participant, is away and Boris stands in."""
    with open_session(town.engine) as session:
        made = open_small_round(session, days("2021-06-08", "2021-06-20"), town.clock())
        set_contact(session, "Район Второй", SECOND, town.clock(), "test", name="Вера Седова")
        vera, boris = require_person(session, SECOND), require_person(session, BORIS)
        away = (town.today, UNTIL)
        set_absence(session, vera, boris, away, town.clock(), "test", town.settings.tzinfo)
        return made


@pytest.fixture
def second(town: House, round_: Round) -> RoundParticipant:
    with open_reading(town.engine) as session:
        return participant_of(session, round_, 2)


def mails(house: House, address: str) -> list[EmailMessage]:
    transport = house.given_transport
    assert isinstance(transport, MemoryTransport)
    return [
        cast(EmailMessage, message_from_bytes(mail.content, policy=default))
        for mail in transport.sent
        if mail.address == address
    ]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/l/[\w-]+)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


def for_whom(house: House, occurrence_id: int, deed: str) -> list[tuple[str, object]]:
    """Who did a deed on an occurrence, and in whose place, as the trail has it."""
    with open_reading(house.engine) as session:
        entries = session.exec(
            select(AuditEntry).where(
                AuditEntry.subject == f"occurrence:{occurrence_id}", AuditEntry.deed == deed
            )
        ).all()
        return [(entry.actor, entry.details.get("for_person")) for entry in unveil(session, entries)]


def person_id(house: House, address: str) -> int:
    with open_reading(house.engine) as session:
        return session.exec(select(Person.id).where(Person.address == address)).one() or 0


def act_names(house: House) -> tuple[str, str]:
    """Boris as one who acts, and Vera as one in whose place."""
    return f"link:person:{person_id(house, BORIS)}", f"person:{person_id(house, SECOND)}"


def test_the_form_of_a_monitoring_is_filled_by_the_deputy(
    town: House, client: TestClient, second: RoundParticipant, signed_in: Callable[..., TestClient]
) -> None:
    tick(town, town.clock())
    (invitation,) = mails(town, BORIS)
    assert mails(town, SECOND) == [], "whoever is away hears nothing"
    assert ACCUSATIVE in text_of(invitation)
    desk = link_in(invitation)
    place = f"{desk}/sheet/{second.id}"
    page = unescape(client.get(desk).text)
    assert ACCUSATIVE in page
    assert place in page
    assert client.get(place).status_code == 200
    saved = client.post(place, data={**ANSWERS, "do": "save"})
    assert saved.status_code == 303
    seen = revisions(client.get(place).text)
    answer = client.post(place, data={**ANSWERS, **seen, "v:1.1": "нет", "do": "submit"})
    assert answer.status_code == 303, unescape(answer.text)
    assert "Форма сдана" in client.get(answer.headers["location"]).text
    with open_reading(town.engine) as session:
        (handed,) = session.exec(select(RoundSubmission)).all()
    assert handed.participant_id == second.id
    assert handed.answers["2.1"]["value"] == "42.5"
    actor, principal = act_names(town)
    assert handed.submitted_by == actor
    assert for_whom(town, second.occurrence_id or 0, "submitted") == [(actor, principal)]
    organiser = signed_in("coordinator")
    row = organiser.get(f"/rounds/{second.round_id}").text.split(f'id="p{second.id}"')[1].split("</tr>")[0]
    assert "сдал" in row


def test_a_form_that_is_nobodys_of_the_deputy_stays_closed(
    town: House, client: TestClient, round_: Round, link: Callable[..., str]
) -> None:
    with open_reading(town.engine) as session:
        first = participant_of(session, round_, 1)
    assert client.get(f"{link('boris')}/sheet/{first.id}").status_code == 404


@pytest.fixture
def letter_sent(town: House, round_: Round, second: RoundParticipant) -> int:
    """The round is closed and the letter to Vera's district approved; the occurrence of its one task."""
    later = town.at(AFTER_CLOSE)
    tick(later, AFTER_CLOSE)
    with open_session(town.engine) as session:
        texts = [LibraryText("", "", "Изучить итоги мониторинга")]
        store_library(session, "Методическая работа", texts, AFTER_CLOSE, "test")
        kept = session.get_one(Round, round_.id)
        draft_letters(session, kept, Stationery("до 10.07.2021", "А.Б. Орлова"), AFTER_CLOSE, "test")
        letters = {letter.name: letter.id for letter in list_letters(session, kept)}
    roadmap_id = approve_and_send(later, letters["Район Второй"], AFTER_CLOSE, "test")
    tick(later, AFTER_CLOSE)
    with open_reading(town.engine) as session:
        statement = select(Occurrence.id).join(Task).where(Task.roadmap_id == roadmap_id)
        return session.exec(statement).one() or 0


def test_a_letter_and_what_it_asks_for_go_to_the_deputy_and_back_with_the_day(
    town: House, make_client: Callable[[House], TestClient], letter_sent: int
) -> None:
    (letter,) = [mail for mail in mails(town, BORIS) if list(mail.iter_attachments())]
    assert "екомендаци" in str(letter["Subject"])
    assert mails(town, SECOND) == []
    before_due = town.at(BEFORE_DUE)
    tick(before_due, BEFORE_DUE)
    reminder = mails(town, BORIS)[-1]
    assert "Изучить итоги мониторинга" in text_of(reminder)
    assert ACCUSATIVE in text_of(reminder)
    desk, client = link_in(reminder), make_client(before_due)
    assert "Изучить итоги мониторинга" in client.get(desk).text
    answer = client.post(f"{desk}/occurrences/{letter_sent}/evidence", data={"note": "Итоги изучены"})
    assert answer.status_code == 303, unescape(answer.text)
    actor, principal = act_names(town)
    assert for_whom(town, letter_sent, "submitted") == [(actor, principal)]

    back = town.at(BACK)
    with open_session(town.engine) as session:
        review(session, letter_sent, BACK, "test", return_reason="Приложите выводы")
    tick(back, BACK)
    client = make_client(back)
    assert client.get(f"{desk}/occurrences/{letter_sent}").status_code == 404, "Vera is back"
    assert "Изучить итоги мониторинга" not in client.get(desk).text
    returned = mails(town, SECOND)[-1]
    assert "Приложите выводы" in text_of(returned)
    page = unescape(client.get(link_in(returned)).text)
    assert "Изучить итоги мониторинга" in page
    assert "Приложите выводы" in page, "what the deputy handed in came back to her"
