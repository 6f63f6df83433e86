"""Standing digests: the coordinator's day, the controller's week, folded into one mail a day."""

from __future__ import annotations

import email
import email.policy
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete

from flows.evidence import hand_in
from flows.house import House
from flows.simulating import simulate
from flows.ticking import is_work_due, tick
from models.database import open_reading, open_session
from models.errors import DeliveryError, UnknownThingError
from models.party import Membership
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store import coordinators
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.policies import HOUSE, store_policy
from roadmaps.store.preferences import choose_mail
from roadmaps.store.subscriptions import plan_weekly, replan_digests
from small_plan import CENTRE, HEAD, ZONE, moment, name_controller

CHIEF = "chief@example.org"


@pytest.fixture
def coordinated(house: House) -> House:
    """The house of the small plan with a coordinator since 20 January, a Monday."""
    with open_session(house.engine) as session:
        coordinators.set_coordinator(session, CHIEF, moment(1, 20, 12), "test", ZONE)
    return house


@pytest.fixture
def controlled(house: House) -> House:
    """The house of the small plan with a controller of every task."""
    name_controller(house)
    with open_session(house.engine) as session:
        plan_weekly(session, moment(1, 15))
    return house


def live(house: House, first: datetime, days: int) -> None:
    for number in range(days):
        tick(house, first + timedelta(days=number))


def told(house: House, address: str) -> list[tuple[str, str, str]]:
    with open_reading(house.engine) as session:
        messages = list_messages(session, to=address)
    return [(str(m["planned_on"]), str(m["kind"]), str(m["key"])) for m in messages]


def text_of(house: House, address: str) -> str:
    """The text of the last mail to an address."""
    assert isinstance(house.transport, MemoryTransport)
    content = [mail.content for mail in house.transport.sent if mail.address == address][-1]
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def occurrence_id(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(text=number), moment(1, 15))
    return next(view.id for view in views if view.task_number == number)


def person_of(house: House, address: str) -> int:
    with open_reading(house.engine) as session:
        person = coordinators.find_person(session, address)
    assert person is not None
    return person.id or 0


def test_a_coordinator_hears_nothing_while_there_is_nothing(coordinated: House) -> None:
    live(coordinated, moment(1, 21), 5)
    assert told(coordinated, CHIEF) == []


def test_a_coordinator_hears_once_a_day_of_what_is_late_and_what_was_handed_in(coordinated: House) -> None:
    live(coordinated, moment(3, 29), 3)
    number = occurrence_id(coordinated, "1.2")
    hand_in(coordinated, number, at=moment(3, 31, 12), actor="test", note="проведён")
    live(coordinated, moment(4, 1), 2)
    live(coordinated, moment(4, 1), 2)
    chief = person_of(coordinated, CHIEF)
    assert told(coordinated, CHIEF) == [
        (f"2025-04-0{day}", "coordinator", f"coordinator:{chief}:2025-04-0{day}") for day in (1, 2)
    ]
    assert isinstance(coordinated.transport, MemoryTransport)
    text = text_of(coordinated, CHIEF)
    assert "ПРОСРОЧЕНО · 1" in text
    assert "Собрать сведения о музеях" in text
    assert "ЖДУТ ПРОВЕРКИ · 1" in text
    assert "СДАНО С ПРОШЛОЙ СВОДКИ" not in text  # that stood in the digest of the day before


def test_weeks_without_a_tick_are_caught_up_by_one_digest(coordinated: House) -> None:
    tick(coordinated, moment(3, 29))
    tick(coordinated, moment(4, 20))
    assert [day for day, _, _ in told(coordinated, CHIEF)] == ["2025-04-20"]
    assert not is_work_due(coordinated, moment(4, 20, 10))


def test_a_party_without_an_address_is_named_before_its_first_reminder(coordinated: House) -> None:
    with open_session(coordinated.engine) as session:
        session.execute(delete(Membership))
    live(coordinated, moment(2, 20), 4)
    assert [day for day, _, _ in told(coordinated, CHIEF)] == ["2025-02-23"]
    assert "НЕТ ПОЧТОВОГО АДРЕСА, А ПЕРВОЕ НАПОМИНАНИЕ БЛИЗКО · 1" in text_of(coordinated, CHIEF)
    assert "МБУ «Методцентр»" in text_of(coordinated, CHIEF)


def test_mail_that_was_given_up_is_told_the_day_after_with_its_reason(coordinated: House) -> None:
    assert isinstance(coordinated.transport, MemoryTransport)
    coordinated.transport.refused[CENTRE] = DeliveryError("Такого ящика нет.", permanent=True)
    live(coordinated, moment(3, 1), 3)
    assert [day for day, _, _ in told(coordinated, CHIEF)] == ["2025-03-02"]
    text = text_of(coordinated, CHIEF)
    assert "ПИСЬМА НЕ ДОСТАВЛЕНЫ · 1" in text
    assert CENTRE in text
    assert "Такого ящика нет." in text


def test_a_coordinator_who_carries_out_a_task_gets_both_in_one_mail(house: House) -> None:
    with open_session(house.engine) as session:
        coordinators.set_coordinator(session, CENTRE, moment(1, 20), "test", ZONE)
    live(house, moment(3, 31), 2)
    days = told(house, CENTRE)
    assert len(days) == len({day for day, _, _ in days})
    assert days[-1] == ("2025-04-01", "digest", f"coordinator:{person_of(house, CENTRE)}:2025-04-01")
    assert "Ожидаемый результат: Реестр" in text_of(house, CENTRE)
    assert "ПРОСРОЧЕНО · 1" in text_of(house, CENTRE)


def test_a_digest_of_another_hour_waits_for_the_mail_of_the_day(house: House) -> None:
    with open_session(house.engine) as session:
        store_policy(session, HOUSE, '[sending]\nat = "07:00"\n', "p.toml", moment(1, 16), "test")
        store_policy(session, 1, "[sending]\n", "q.toml", moment(1, 16), "test")
        coordinators.set_coordinator(session, CENTRE, moment(1, 20), "test", ZONE)
    tick(house, moment(3, 31, 9))
    tick(house, moment(4, 1, 7))
    assert [day for day, _, _ in told(house, CENTRE)] == ["2025-03-31"]
    tick(house, moment(4, 1, 9))
    assert [day for day, _, _ in told(house, CENTRE)] == ["2025-03-31", "2025-04-01"]


def test_a_controller_hears_weekly_of_decisions_delays_and_the_coming_week(controlled: House) -> None:
    hand_in(controlled, occurrence_id(controlled, "1.1"), at=moment(3, 20), actor="test", note="собраны")
    tick(controlled, moment(3, 21))
    live(controlled, moment(4, 8), 21)
    weekly = [entry for entry in told(controlled, HEAD) if "weekly" in entry[2]]
    assert [(day, key) for day, _, key in weekly] == [
        (day, f"weekly:{person_of(controlled, HEAD)}:{day}")
        for day in ("2025-03-21", "2025-04-08", "2025-04-14", "2025-04-21", "2025-04-28")
    ]
    assert "ЖДУТ ВАШЕГО РЕШЕНИЯ · 1" in text_of(controlled, HEAD)
    assert "ПРОСРОЧЕНО · 1" in text_of(controlled, HEAD)


def test_the_weekly_digest_speaks_of_no_single_occurrence(controlled: House) -> None:
    hand_in(controlled, occurrence_id(controlled, "1.1"), at=moment(3, 20), actor="test", note="собраны")
    live(controlled, moment(3, 20), 12)
    with open_reading(controlled.engine) as session:
        weekly = [m for m in list_messages(session, to=HEAD) if m["kind"] == "weekly"]
    assert weekly
    assert all(m["occurrences"] == [] for m in weekly)


def test_the_policy_names_the_day_or_none(controlled: House) -> None:
    hand_in(controlled, occurrence_id(controlled, "1.1"), at=moment(3, 20), actor="test", note="собраны")
    with open_session(controlled.engine) as session:
        text = '[sending]\ncontrollers_weekly = "thursday"\n'
        store_policy(session, HOUSE, text, "p.toml", moment(1, 16), "test")
        replan_digests(session, moment(1, 16), ZONE)
    live(controlled, moment(3, 21), 10)
    assert "2025-03-27" in [day for day, kind, _ in told(controlled, HEAD) if kind == "weekly"]
    with open_session(controlled.engine) as session:
        text = '[sending]\ncontrollers_weekly = "never"\n'
        store_policy(session, HOUSE, text, "p.toml", moment(3, 31), "test")
        replan_digests(session, moment(3, 31), ZONE)
    before = len([entry for entry in told(controlled, HEAD) if "weekly" in entry[2]])
    live(controlled, moment(4, 1), 14)
    assert len([entry for entry in told(controlled, HEAD) if "weekly" in entry[2]]) == before


def test_a_day_without_the_relay_does_not_repeat_or_lose_the_digest(coordinated: House) -> None:
    assert isinstance(coordinated.transport, MemoryTransport)
    for day in (1, 2, 3):
        coordinated.transport.failures.append(DeliveryError("Сервер не отвечает.", pause=True))
        tick(coordinated, moment(4, day))
    tick(coordinated, moment(4, 4))
    tick(coordinated, moment(4, 4, 10))
    assert [mail.address for mail in coordinated.transport.sent].count(CHIEF) == 1
    assert "ПРОСРОЧЕНО · 1" in text_of(coordinated, CHIEF)


def test_a_dry_run_foretells_the_digests(coordinated: House) -> None:
    foretold = simulate(coordinated, moment(3, 25).date(), moment(4, 5).date())
    live(coordinated, moment(3, 25), 12)
    with open_reading(coordinated.engine) as session:
        real = list_messages(session)
    assert [m["key"] for m in foretold] == [m["key"] for m in real]
    assert any(m["kind"] == "coordinator" for m in foretold)


def test_whoever_looks_after_nothing_any_more_hears_nothing(coordinated: House) -> None:
    with open_session(coordinated.engine) as session:
        assert coordinators.remove_coordinator(session, CHIEF, moment(2, 1), "test", ZONE) == 1
        with pytest.raises(UnknownThingError, match="нет"):
            coordinators.remove_coordinator(session, CHIEF, moment(2, 1), "test", ZONE)
    live(coordinated, moment(4, 1), 3)
    assert told(coordinated, CHIEF) == []


def test_the_setting_makes_a_coordinator_once_and_a_removal_stays(house: House) -> None:
    house.settings.coordinator = CHIEF
    tick(house, moment(2, 1))
    with open_session(house.engine) as session:
        assert [(v.address, v.roadmap) for v in coordinators.list_coordinators(session)] == [(CHIEF, None)]
        coordinators.remove_coordinator(session, CHIEF, moment(2, 1), "test", ZONE)
    house.is_welcomed = False
    tick(house, moment(2, 2))
    with open_reading(house.engine) as session:
        assert coordinators.list_coordinators(session) == []


def test_what_may_be_silenced_is_and_what_may_not_comes(controlled: House) -> None:
    with open_session(controlled.engine) as session:
        for address in (CENTRE, HEAD):
            choose_mail(session, person_of(controlled, address), True, moment(1, 16), "test")
    live(controlled, moment(1, 17), 110)
    assert [(day, kind) for day, kind, _ in told(controlled, CENTRE)] == [
        ("2025-03-01", "opened"),
        ("2025-04-07", "overdue"),
        ("2025-04-22", "overdue"),
    ]
    assert {kind for _, kind, _ in told(controlled, HEAD)} == {"escalation"}


def test_mail_offers_one_click_unless_all_of_it_is_mandatory(house: House) -> None:
    assert isinstance(house.transport, MemoryTransport)
    live(house, moment(3, 1), 17)
    opened, reminder = (email.message_from_bytes(mail.content) for mail in house.transport.sent)
    assert opened["List-Unsubscribe"] is None
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert reminder["List-Unsubscribe"].startswith(f"<{house.settings.base_url}/l/")
    assert reminder["List-Unsubscribe"].endswith("/unsubscribe>")


def test_news_of_a_digest_that_never_left_stand_in_the_next(coordinated: House) -> None:
    assert isinstance(coordinated.transport, MemoryTransport)
    coordinated.transport.refused[CENTRE] = DeliveryError("Такого ящика нет.", permanent=True)
    live(coordinated, moment(3, 1), 1)
    coordinated.transport.refused[CHIEF] = DeliveryError("Сервер не отвечает.", pause=True)
    live(coordinated, moment(3, 2), 1)
    del coordinated.transport.refused[CHIEF]
    live(coordinated, moment(3, 3), 1)
    assert "ПИСЬМА НЕ ДОСТАВЛЕНЫ · 1" in text_of(coordinated, CHIEF)
