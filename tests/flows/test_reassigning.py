"""A task changes hands: the former party gets nothing more, the new one hears of what runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import CallerError, DeliveryError, UnknownThingError
from models.occurrence import Occurrence
from models.party import AccessLink, Person
from models.roadmap import Task
from models.values import Role
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from roadmaps.store.listing import list_trail
from roadmaps.store.reassigning import Change, move_contact, reassign_task, remove_contact
from roadmaps.store.visitors import load_desk
from small_plan import ARCHIVE, CENTRE, moment
from small_round import days, open_small_round, participant_of

PARTY, OTHER = "МБУ «Методцентр»", "МКУ «Архив»"


def task_id(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        return session.exec(select(Task.id).where(Task.number == number)).one() or 0


def reassign(house: House, number: str, to: str = OTHER, role: Role | None = None) -> Change:
    with open_session(house.engine) as session:
        return reassign_task(session, task_id(house, number), PARTY, to, moment(3, 20, 12), "test", role=role)


def told(house: House, address: str) -> list[str]:
    """Days and subjects of what was sent."""
    with open_reading(house.engine) as session:
        messages = list_messages(session, to=address)
    return [f"{m['planned_on']} {m['subject']}" for m in messages if m["state"] == "sent"]


def titles(house: House, address: str) -> list[str]:
    with open_reading(house.engine) as session:
        person = session.exec(select(Person).where(Person.address == address)).one()
        desk = load_desk(session, person.id or 0, moment(3, 20, 13))
    return [errand.occurrence.title for errand in desk.owed]


def live_links(house: House, address: str) -> int:
    with open_reading(house.engine) as session:
        person = session.exec(select(Person).where(Person.address == address)).one()
        links = session.exec(select(AccessLink).where(AccessLink.person_id == person.id)).all()
    return sum(link.revoked_at is None for link in links)


def test_the_new_party_hears_of_the_running_window_and_the_former_hears_no_more(house: House) -> None:
    for day in (1, 17):
        tick(house, moment(3, day))
    before = told(house, CENTRE)
    change = reassign(house, "1.1")
    assert (change.former, change.present, change.occurrences) == (PARTY, OTHER, 1)
    tick(house, moment(3, 20, 12) + timedelta(minutes=1))
    assert any("Собрать сведения о музеях" in line for line in told(house, ARCHIVE))
    for day in (24, 28, 30):
        tick(house, moment(3, day))
    assert told(house, CENTRE) == before
    assert len(told(house, ARCHIVE)) == 4


def test_old_links_show_nothing_of_it_at_once(house: House) -> None:
    tick(house, moment(3, 1))
    assert "Собрать сведения о музеях" in titles(house, CENTRE)
    reassign(house, "1.1")
    assert "Собрать сведения о музеях" not in titles(house, CENTRE)
    assert "Собрать сведения о музеях" in titles(house, ARCHIVE)
    assert live_links(house, CENTRE) > 0, "the centre still has another task"


def test_a_person_without_any_task_loses_the_links(house: House) -> None:
    tick(house, moment(3, 1))
    reassign(house, "1.1")
    assert reassign(house, "1.2").revoked_links > 0
    assert live_links(house, CENTRE) == 0


def test_a_waiting_mail_about_it_alone_is_withdrawn(house: House) -> None:
    assert isinstance(house.transport, MemoryTransport)
    house.transport.failures.append(DeliveryError("Почтовый сервер не отвечает.", pause=True))
    tick(house, moment(3, 1))
    reassign(house, "1.1")
    tick(house, moment(3, 1, 10))
    assert told(house, CENTRE) == []
    with open_reading(house.engine) as session:
        assert [m["state"] for m in list_messages(session, to=CENTRE)] == ["cancelled"]


def test_a_waiting_mail_about_more_is_written_anew_without_it(house: House) -> None:
    assert isinstance(house.transport, MemoryTransport)
    tick(house, moment(3, 30))
    house.transport.failures.append(DeliveryError("Почтовый сервер не отвечает.", pause=True))
    tick(house, moment(4, 1))  # 1.1 is overdue, 1.2 is due in two weeks
    reassign(house, "1.1")
    tick(house, moment(4, 1, 10))
    assert "Провести семинар" in told(house, CENTRE)[-1]
    with open_reading(house.engine) as session:
        last = list_messages(session, to=CENTRE)[-1]
    assert len(last["occurrences"]) == 1


def test_a_party_that_nobody_speaks_for_is_named(house: House) -> None:
    assert reassign(house, "1.1", "МБУ «Музей»").silent
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Музей»", "museum@example.org", moment(3, 21), "test")
    tick(house, moment(3, 21))
    assert len(told(house, "museum@example.org")) == 1


def test_only_the_role_named_passes(house: House) -> None:
    with pytest.raises(CallerError, match="нет исполнителя «МБУ «Методцентр»» в такой роли"):
        reassign(house, "1.1", role=Role.CONTROLLER)
    assert reassign(house, "1.1", role=Role.RESPONSIBLE).roles == (Role.RESPONSIBLE,)


def test_mistakes_are_named(house: House) -> None:
    with pytest.raises(CallerError, match="один и тот же"):
        reassign(house, "1.1", PARTY)
    with pytest.raises(UnknownThingError, match="Задачи № 99"), open_session(house.engine) as session:
        reassign_task(session, 99, PARTY, OTHER, moment(3, 20), "test")
    with pytest.raises(CallerError, match="не говорит за"), open_session(house.engine) as session:
        remove_contact(session, PARTY, ARCHIVE, moment(3, 20), "test")


def test_the_trail_names_both_parties(house: House) -> None:
    reassign(house, "1.1")
    with open_reading(house.engine) as session:
        (entry,) = (e for e in list_trail(session) if e.deed == "reassigned")
    assert entry.subject == f"task:{task_id(house, '1.1')}"
    assert entry.details == {"former": PARTY, "present": OTHER, "roles": ["responsible"]}


def test_an_address_taken_away_hears_nothing_and_its_links_die(house: House) -> None:
    tick(house, moment(3, 1))
    with open_session(house.engine) as session:
        change = remove_contact(session, PARTY, CENTRE.upper(), moment(3, 20), "test")
    assert change.silent
    assert change.revoked_links > 0
    before = told(house, CENTRE)
    tick(house, moment(3, 28))
    assert told(house, CENTRE) == before
    assert live_links(house, CENTRE) == 0


def test_a_person_who_changes_sides_hears_of_the_other_party(house: House) -> None:
    with open_session(house.engine) as session:
        change = move_contact(session, CENTRE, PARTY, OTHER, moment(3, 20), "test")
    assert (change.former, change.present, change.silent) == (PARTY, OTHER, True)
    for month, day in ((3, 28), (4, 1)):
        tick(house, moment(month, day))
    assert [line for line in told(house, CENTRE) if "Подготовить отчёт" in line]
    assert not [line for line in told(house, CENTRE) if "музеях" in line]


def test_the_form_of_a_monitoring_stays_with_whom_it_asks(house: House) -> None:
    """Who took it over would be reminded of a form that is closed to them."""
    with open_session(house.engine) as session:
        round_ = open_small_round(session, days("2025-03-01", "2025-04-01"), moment(3, 1))
        asked = session.get_one(Occurrence, participant_of(session, round_).occurrence_id)
        with pytest.raises(CallerError, match="Мониторинг спрашивает эту организацию"):
            reassign_task(session, asked.task_id, "Район Первый", "Район Второй", moment(3, 2), "test")
