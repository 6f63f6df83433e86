"""Why a mail came or did not: rule, moment, mail, outcome, and what is still to come."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from flows.explaining import describe_rule, explain
from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import DeliveryError
from models.occurrence import Occurrence
from models.party import Person
from models.roadmap import Task
from notifications.transports.memory import MemoryTransport
from roadmaps.store import steps
from roadmaps.store.reassigning import reassign_task
from small_plan import CENTRE, moment


def occurrence(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        statement = select(Occurrence.id).join(Task).where(Task.number == number)
        return session.exec(statement).one() or 0


def reasons(house: House, who: str) -> dict[tuple[str, str], dict[str, Any]]:
    with open_reading(house.engine) as session:
        found = explain(session, who)
    return {(str(r["planned_on"]), r["kind"]): r for r in found.reasons}


def notes(house: House, who: str) -> str:
    with open_reading(house.engine) as session:
        return " ".join(explain(session, who).notes)


def test_a_mail_that_was_sent_names_its_rule_moment_and_subject(house: House) -> None:
    tick(house, moment(3, 17))
    found = reasons(house, str(occurrence(house, "1.1")))
    reason = found["2025-03-17", "reminder"]
    assert reason["rule"] == "за 14 дней до срока"
    assert reason["moment"] == "17.03.2025 09:00 (Asia/Yekaterinburg)"
    assert (reason["to"], reason["outcome"], reason["state"]) == (CENTRE, "отправлено", "recorded")
    assert "Собрать сведения о музеях" in reason["mail"]
    assert found["2025-03-24", "reminder"]["outcome"] == "будет, если срок ещё не закрыт"


def test_a_digest_and_a_missed_reminder_say_so(house: House) -> None:
    tick(house, moment(4, 1))
    found = reasons(house, CENTRE.upper())
    assert found["2025-04-01", "overdue"]["folded"]
    assert found["2025-03-24", "reminder"]["outcome"] == "заменено более свежим напоминанием"
    assert found["2025-03-24", "reminder"]["mail"] is None


def test_what_a_person_silenced_is_shown_as_not_coming(house: House) -> None:
    with open_session(house.engine) as session:
        session.exec(select(Person).where(Person.address == CENTRE)).one().only_mandatory = True
    found = reasons(house, CENTRE)
    assert found["2025-03-24", "reminder"]["state"] == "silenced"
    assert found["2025-03-01", "opened"]["state"] == "coming"
    assert "только обязательные" in notes(house, CENTRE)


def test_a_dead_address_and_a_finished_task_are_named(house: House) -> None:
    number = occurrence(house, "1.1")
    with open_session(house.engine) as session:
        person = session.exec(select(Person).where(Person.address == CENTRE)).one()
        person.unreachable_since_at = moment(2, 3)
        steps.cancel(session, number, "не нужно", moment(2, 4), "test")
    assert "не принимает почту с 03.02.2025" in notes(house, CENTRE)
    assert f"Адрес {CENTRE} не принимает почту" in notes(house, str(number))
    assert "новых писем о нём не будет" in notes(house, str(number))


def test_a_party_without_an_address_is_named(house: House) -> None:
    number = occurrence(house, "1.1")
    with open_session(house.engine) as session:
        task = session.exec(select(Task.id).where(Task.number == "1.1")).one() or 0
        reassign_task(session, task, "МБУ «Методцентр»", "МБУ «Музей»", moment(3, 2), "test")
    assert "Нет адреса: МБУ «Музей»." in notes(house, str(number))


def test_a_mail_taken_back_before_it_left_is_shown(house: House) -> None:
    assert isinstance(house.transport, MemoryTransport)
    house.transport.failures.append(DeliveryError("Почтовый сервер не отвечает.", pause=True))
    tick(house, moment(3, 1))
    number = occurrence(house, "1.1")
    with open_session(house.engine) as session:
        steps.cancel(session, number, "не нужно", moment(3, 1, 10), "test")
    tick(house, moment(3, 1, 11))
    reason = reasons(house, str(number))["2025-03-01", "opened"]
    assert (reason["state"], reason["rule"]) == ("withdrawn", "письмо отозвано до отправки")


@pytest.mark.parametrize(
    ("kind", "offset", "words"),
    [
        ("reminder", -1, "за 1 день до срока"),
        ("escalation", 7, "через 7 дней после срока, контролирующему"),
        ("returned", 0, "сразу после возврата"),
        ("returned", 3, "через 3 дня после возврата"),
        ("opened", 0, "в день, когда срок открывается"),
        ("extension_asked", 0, "после просьбы о переносе, в ближайший час отправки"),
    ],
)
def test_rules_are_told_in_words(kind: str, offset: int, words: str) -> None:
    assert describe_rule(kind, offset) == words
