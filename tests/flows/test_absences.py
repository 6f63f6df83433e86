"""Somebody is away: their mail goes to the deputy, and comes back by itself."""

from __future__ import annotations

import email
import email.policy
from datetime import date

import pytest
from sqlmodel import select

from flows.advancing import advance
from flows.bouncing import leave_in_peace
from flows.calendars import collect_items
from flows.delivering import deliver
from flows.evidence import hand_in
from flows.explaining import explain
from flows.house import House
from flows.ticking import tick
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.party import Person
from models.values import Role
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store import coordinators
from roadmaps.store.absences import end_absence, require_person, set_absence
from roadmaps.store.contacts import find_party, set_contact
from roadmaps.store.disclaimers import disclaim, list_disclaimers
from roadmaps.store.forgetting import forget_person
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.speakers import change_speaker
from roadmaps.store.steps import review
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.trail import unveil
from roadmaps.store.visitors import find_occurrence, load_desk
from small_plan import ARCHIVE, CENTRE, HEAD, ZONE, moment, name_controller

ANNA, BORIS = CENTRE, ARCHIVE  # who carry out tasks of their own


@pytest.fixture
def staffed(house: House) -> House:
    """The house of the small plan; the one of the centre has a name."""
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", ANNA, moment(1, 15), "test", name="Анна Иванова")
    return house


def send_away(house: House, who: str, deputy: str, first: date, last: date, at: int = 2) -> int:
    """An absence set on a day of April (before its first day); its number."""
    with open_session(house.engine) as session:
        people = require_person(session, who), require_person(session, deputy)
        return set_absence(session, *people, (first, last), moment(4, at), "test", ZONE).id


def live(house: House, first: int, last: int, month: int = 4) -> None:
    for day in range(first, last + 1):
        tick(house, moment(month, day))


def days_of(house: House, address: str) -> list[str]:
    with open_reading(house.engine) as session:
        messages = list_messages(session, to=address)
    return [str(m["planned_on"])[5:] for m in messages if m["state"] == "sent"]


def last_text(house: House, address: str) -> str:
    assert isinstance(house.transport, MemoryTransport)
    content = [mail.content for mail in house.transport.sent if mail.address == address][-1]
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def seminar(house: House) -> int:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(text="1.2"), moment(1, 15))
    return next(view.id for view in views if view.task_number == "1.2")


def person_id(house: House, address: str) -> int:
    with open_reading(house.engine) as session:
        return require_person(session, address).id or 0


def test_reminders_go_to_the_deputy_for_the_days_away_and_return_by_themselves(staffed: House) -> None:
    live(staffed, 1, 2)
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    anna, boris = len(days_of(staffed, ANNA)), len(days_of(staffed, BORIS))
    live(staffed, 3, 12)
    assert len(days_of(staffed, ANNA)) == anna
    assert {"04-08", "04-12"} <= set(days_of(staffed, BORIS)[boris:])
    assert "Ваша роль: исполнитель, за Анну Иванову, до 12.04" in last_text(staffed, BORIS)
    live(staffed, 13, 15)
    assert days_of(staffed, ANNA)[anna:] == ["04-14", "04-15"]


def test_a_mail_that_waits_is_withdrawn_and_told_to_the_deputy(staffed: House) -> None:
    live(staffed, 1, 7)
    advance(staffed, moment(4, 8))  # written, not sent
    send_away(staffed, ANNA, BORIS, date(2025, 4, 8), date(2025, 4, 9), at=8)
    deliver(staffed, moment(4, 8, 10))
    tick(staffed, moment(4, 8, 11))
    assert "04-08" not in days_of(staffed, ANNA)
    assert "04-08" in days_of(staffed, BORIS)


def test_the_deputys_own_lines_and_those_of_the_absent_one_make_one_mail(staffed: House) -> None:
    with open_session(staffed.engine) as session:
        coordinators.set_coordinator(session, BORIS, moment(3, 30), "test", ZONE)
        coordinators.set_coordinator(session, ANNA, moment(3, 30), "test", ZONE)
    live(staffed, 1, 2)
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    live(staffed, 3, 8)
    days = days_of(staffed, BORIS)
    assert len(days) == len(set(days))
    text = last_text(staffed, BORIS)
    assert "за Анну Иванову, до 12.04" in text
    assert "ПРОСРОЧЕНО (ЗА АННУ ИВАНОВУ, ДО 12.04) · 1" in text
    assert "ПРОСРОЧЕНО · 1" in text


def test_digests_of_a_controller_go_to_the_deputy_and_a_waiting_one_is_told_afresh(staffed: House) -> None:
    name_controller(staffed)
    with open_session(staffed.engine) as session:
        plan_weekly(session, moment(4, 5))
    advance(staffed, moment(4, 7))  # a Monday: the digest of the week is written
    with open_reading(staffed.engine) as session:
        assert [m["state"] for m in list_messages(session, to=HEAD)][-1] == "queued"
    send_away(staffed, HEAD, ANNA, date(2025, 4, 7), date(2025, 4, 9), at=7)
    deliver(staffed, moment(4, 7, 10))
    tick(staffed, moment(4, 7, 11))
    assert "04-07" not in days_of(staffed, HEAD)
    assert "за начальника" not in last_text(staffed, ANNA)  # no name is known: the address stands
    assert f"ЗА {HEAD.upper()}, ДО 09.04" in last_text(staffed, ANNA)


def test_the_deputy_acts_in_the_place_of_the_absent_one_and_the_trail_says_so(staffed: House) -> None:
    number, boris = seminar(staffed), person_id(staffed, BORIS)
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    with open_reading(staffed.engine) as session:
        assert find_occurrence(session, number, boris, tuple(Role), moment(4, 2)) is None
        assert find_occurrence(session, number, boris, tuple(Role), moment(4, 3)) is not None
        errands = load_desk(session, boris, moment(4, 3)).owed
        assert ("1.2", "за Анну Иванову, до 12.04") in [
            (each.occurrence.task_number, each.behalf) for each in errands
        ]
        assert find_occurrence(session, number, boris, tuple(Role), moment(4, 13)) is None
    hand_in(staffed, number, at=moment(4, 4), actor=f"link:person:{boris}", note="проведён")
    with open_reading(staffed.engine) as session:
        entries = unveil(
            session, session.exec(select(AuditEntry).where(AuditEntry.deed == "submitted")).all()
        )
    assert entries[-1].actor == f"link:person:{boris}"
    assert entries[-1].details["for_person"] == f"person:{person_id(staffed, ANNA)}"


def test_the_calendar_of_a_deputy_shows_what_falls_due_until_the_absent_one_is_back(staffed: House) -> None:
    feed = f"person:{person_id(staffed, BORIS)}"
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 15))
    with open_reading(staffed.engine) as session:
        during, after = (collect_items(session, feed, moment(4, day)) for day in (4, 16))
    assert [item.summary for item in during if "за " in item.summary] == [
        "1.1 Собрать сведения о музеях (за Анну Иванову, до 15.04)",
        "1.2 Провести семинар (за Анну Иванову, до 15.04)",
    ]
    assert [item.summary for item in after] == ["1.3 Подготовить отчёт"]


def test_what_a_deputy_says_is_not_theirs_reaches_the_coordinator(staffed: House) -> None:
    number, boris = seminar(staffed), person_id(staffed, BORIS)
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    with open_session(staffed.engine) as session:
        disclaim(session, number, boris, "это дело архива", moment(4, 4), f"link:person:{boris}")
    with open_reading(staffed.engine) as session:
        assert [(said.who, said.reason) for said in list_disclaimers(session)] == [
            ("Анна Иванова", "это дело архива")
        ]
        errand = next(
            e for e in load_desk(session, boris, moment(4, 4, 10)).owed if e.occurrence.id == number
        )
    assert errand.disclaimer is not None


def test_whoever_gets_another_mailbox_stays_away_and_stands_in_there(staffed: House) -> None:
    live(staffed, 1, 2)
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    with open_session(staffed.engine) as session:
        party = find_party(session, "МКУ «Архив»")
        assert party is not None
        boris = person_id(staffed, BORIS)
        change_speaker(
            session, party, boris, moment(4, 4), "test", address="boris@example.org", name="Борис", zone=None
        )
    live(staffed, 5, 8)
    assert "04-08" in days_of(staffed, "boris@example.org")
    assert "04-08" not in days_of(staffed, ANNA)


def test_a_deputy_does_not_accept_what_they_handed_in(staffed: House) -> None:
    name_controller(staffed)
    number, anna = seminar(staffed), person_id(staffed, ANNA)
    send_away(staffed, HEAD, ANNA, date(2025, 4, 3), date(2025, 4, 12))
    hand_in(staffed, number, at=moment(4, 4), actor=f"link:person:{anna}", note="проведён")
    with open_reading(staffed.engine) as session:
        (errand,) = load_desk(session, anna, moment(4, 4, 10)).to_review
        assert errand.is_own_evidence
    with (
        pytest.raises(ForbiddenTransitionError, match="подали вы сами"),
        open_session(staffed.engine) as session,
    ):
        review(session, number, moment(4, 4, 10), f"link:person:{anna}")
    with open_session(staffed.engine) as session:
        head = require_person(session, HEAD).id
        review(session, number, moment(4, 4, 11), f"link:person:{head}")  # away, but nobody is locked out


def test_a_deputy_whose_address_dies_leaves_the_mail_with_the_absent_one(staffed: House) -> None:
    live(staffed, 1, 2)
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    with open_session(staffed.engine) as session:
        leave_in_peace(session, person_id(staffed, BORIS), BORIS, moment(4, 5), "550", "test")
    live(staffed, 5, 8)
    assert "04-08" in days_of(staffed, ANNA)


def test_an_absence_that_ends_early_gives_back_from_that_day_on(staffed: House) -> None:
    live(staffed, 1, 2)
    number = send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 20))
    live(staffed, 3, 9)
    with open_session(staffed.engine) as session:
        end_absence(session, number, moment(4, 10), "test")
    live(staffed, 10, 15)
    assert [day for day in days_of(staffed, ANNA) if day > "04-02"] == ["04-12", "04-14", "04-15"]


def test_what_cannot_be_is_refused_in_words(staffed: House) -> None:
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    for who, deputy, first, last, words in (
        (BORIS, ANNA, 10, 20, "Получился бы круг"),
        (ANNA, BORIS, 12, 20, "уже отсутствует с 03.04.2025 по 12.04.2025"),
        (BORIS, BORIS, 10, 20, "самого себя"),
        (BORIS, ANNA, 20, 19, "раньше первого"),
        (BORIS, ANNA, 1, 2, "прошлым днём"),
    ):
        with pytest.raises(CallerError, match=words):
            send_away(staffed, who, deputy, date(2025, 4, first), date(2025, 4, last))


def test_why_says_to_both_for_whom_and_to_whom(staffed: House) -> None:
    live(staffed, 1, 2)
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    with open_reading(staffed.engine) as session:
        of_anna, of_boris = (explain(session, who, ZONE) for who in (ANNA, BORIS))
    assert any(f"письма получает {BORIS}" in note for note in of_anna.notes)
    away = [r for r in of_anna.reasons if r["state"] == "deputised"]
    assert {str(r["planned_on"]) for r in away} >= {"2025-04-08", "2025-04-12"}
    assert all("не вам, потому что с 03.04.2025 по 12.04.2025" in r["outcome"] for r in away)
    assert any("замещает" in note and "Анна Иванова" in note for note in of_boris.notes)
    assert any("за Анну Иванову, до 12.04" in r["rule"] for r in of_boris.reasons)


def test_forgetting_a_deputy_ends_the_absence(staffed: House) -> None:
    send_away(staffed, ANNA, BORIS, date(2025, 4, 3), date(2025, 4, 12))
    with open_session(staffed.engine) as session:
        forget_person(session, require_person(session, BORIS), moment(4, 3), "test", anyway=True)
        assert session.get_one(Person, person_id(staffed, ANNA)).forgotten_at is None
    live(staffed, 4, 8)
    assert "04-08" in days_of(staffed, ANNA)
