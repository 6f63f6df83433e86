"""Why a mail came or did not: rule, moment, mail, outcome, and what is still to come."""

from __future__ import annotations

from datetime import date
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
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.policies import HOUSE, store_policy
from roadmaps.store.queue import requeue, unfinished_ids
from roadmaps.store.reassigning import reassign_task, remove_contact
from small_plan import CENTRE, ZONE, moment


def occurrence(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        statement = select(Occurrence.id).join(Task).where(Task.number == number)
        return session.exec(statement).one() or 0


def reasons(house: House, who: str) -> dict[tuple[str, str], dict[str, Any]]:
    with open_reading(house.engine) as session:
        found = explain(session, who, ZONE)
    return {(str(r["planned_on"]), r["kind"]): r for r in found.reasons}


def notes(house: House, who: str) -> str:
    with open_reading(house.engine) as session:
        return " ".join(explain(session, who, ZONE).notes)


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
    assert (
        found["2025-03-24", "reminder"]["outcome"]
        == "пропущено: об этом сказало более свежее письмо или день давно прошёл"
    )
    assert found["2025-03-24", "reminder"]["mail"] is None


def test_what_the_next_pass_would_miss_is_not_promised(house: House) -> None:
    at = moment(3, 25)
    with open_reading(house.engine) as session:
        found = explain(session, str(occurrence(house, "1.1")), ZONE, at).reasons
    promised = {str(r["planned_on"]): r["outcome"].partition(",")[0] for r in found}
    assert promised["2025-03-17"] == "не будет: скажет более свежее письмо"
    assert promised["2025-03-24"] == promised["2025-03-28"] == "будет"
    tick(house, at)
    outcomes = {day: r["outcome"] for (day, _), r in reasons(house, str(occurrence(house, "1.1"))).items()}
    assert outcomes["2025-03-17"].startswith("пропущено")
    assert outcomes["2025-03-24"] == "отправлено"


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


def set_policy(house: House, text: str) -> None:
    with open_session(house.engine) as session:
        store_policy(session, HOUSE, text, "p.toml", moment(1, 16), "test")
        requeue(session, unfinished_ids(session))


def test_what_the_cap_takes_away_is_shown_with_the_cap(house: House) -> None:
    set_policy(house, "[sending]\nmost_per_deadline = 3\n")
    found = reasons(house, str(occurrence(house, "1.1")))
    reason = found["2025-03-17", "reminder"]
    assert (reason["state"], reason["to"]) == ("capped", CENTRE)
    assert reason["outcome"] == "не будет: по правилам не больше 3 писем об одном сроке"
    assert found["2025-03-01", "opened"]["state"] == "coming"


def test_a_notice_that_avoids_a_quiet_day_names_the_day_of_its_rule(house: House) -> None:
    set_policy(house, '[sending]\nquiet_days = ["saturday", "sunday"]\n')
    moved = "; перенесено с 30.03.2025: в тот день писем нет"  # a Sunday, the eve of the due date
    number = str(occurrence(house, "1.1"))
    assert reasons(house, number)["2025-03-28", "reminder"]["rule"].endswith(moved)
    assert "перенесено" not in reasons(house, number)["2025-03-24", "reminder"]["rule"]
    tick(house, moment(3, 28))
    reason = reasons(house, CENTRE)["2025-03-28", "reminder"]
    assert reason["state"] == "recorded"
    assert reason["rule"].endswith(moved)


def test_what_a_dead_address_would_have_got_is_shown_as_not_coming(house: House) -> None:
    with open_session(house.engine) as session:
        person = session.exec(select(Person).where(Person.address == CENTRE)).one()
        person.unreachable_since_at = moment(2, 3)
        requeue(session, unfinished_ids(session))
    for who in (CENTRE, str(occurrence(house, "1.1"))):
        reason = reasons(house, who)["2025-03-24", "reminder"]
        assert (reason["state"], reason["to"]) == ("unreachable", CENTRE)
        assert reason["outcome"] == "не будет: письма на этот адрес возвращаются"


def test_an_extended_deadline_says_which_day_a_mail_named(house: House) -> None:
    number = occurrence(house, "1.1")
    tick(house, moment(3, 17))
    with open_session(house.engine) as session:
        steps.extend(session, number, date(2025, 4, 20), "ждём", moment(3, 18), "test")
    assert "Срок перенесён с 31.03.2025 на 20.04.2025." in notes(house, str(number))
    reason = reasons(house, str(number))["2025-03-17", "reminder"]
    assert reason["outcome"] == "отправлено; срок был 31.03.2025, теперь 20.04.2025"


def test_digests_that_speak_of_no_single_deadline_are_explained_too(house: House) -> None:
    with open_session(house.engine) as session:
        set_coordinator(session, "chief@example.org", moment(3, 30), "test", ZONE)
    tick(house, moment(4, 1))
    found = reasons(house, "chief@example.org")
    past = found["2025-04-01", "coordinator"]
    assert (past["outcome"], past["occurrence"]) == ("отправлено", None)
    assert "Сводка координатора" in past["mail"]
    assert found["2025-04-02", "coordinator"]["outcome"] == "будет, если есть о чём сказать"
    assert "ни за кого не отвечает" in notes(house, "chief@example.org")


def test_somebody_who_left_sees_what_they_got_and_that_nothing_comes(house: House) -> None:
    tick(house, moment(3, 17))
    with open_session(house.engine) as session:
        remove_contact(session, "МБУ «Методцентр»", CENTRE, moment(3, 18), "test")
    assert {r["state"] for r in reasons(house, CENTRE).values()} == {"recorded"}
    assert "ни за кого не отвечает" in notes(house, CENTRE)


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
