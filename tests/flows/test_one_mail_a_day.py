"""One regular mail a person a day, whatever hours and zones their roadmaps keep; and who hears instead."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

from sqlmodel import select

from flows.house import House
from flows.importing import import_file
from flows.policies import introduce_policy
from flows.simulating import simulate
from flows.ticking import is_work_due, tick
from models.database import open_reading, open_session
from models.occurrence import agenda_queue
from models.party import Person
from models.roadmap import Roadmap
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.policies import HOUSE, store_policy
from roadmaps.store.queue import load_agenda, requeue, unfinished_ids
from roadmaps.store.reassigning import remove_contact
from small_plan import ARCHIVE, CENTRE, HEAD, PLAN, ZONE, moment, name_controller

OTHER = (
    PLAN.replace("№ 7", "№ 8")
    .replace("школьных музеев", "библиотек")
    .replace("МКУ «Архив»", "МБУ «Методцентр»")
)


def approve_other(house: House, folder: Path, hour: str) -> int:
    """A second plan for the same people, whose mail leaves at another hour."""
    path = folder / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test")
    with open_session(house.engine) as session:
        roadmap_id = session.exec(select(Roadmap.id).where(Roadmap.number == "8")).one() or 0
        policy = f'[sending]\nat = "{hour}"\n'
        store_policy(session, roadmap_id, policy, "p.toml", moment(1, 15), "test")
        requeue(session, unfinished_ids(session))
    return roadmap_id


def mails(house: House, address: str) -> list[tuple[str, int]]:
    """Day and number of tasks of each mail to an address."""
    with open_reading(house.engine) as session:
        messages = list_messages(session, to=address)
    return [(str(m["planned_on"]), len(m["occurrences"])) for m in messages]  # type: ignore[arg-type]


def text_of(house: House, address: str) -> str:
    assert isinstance(house.transport, MemoryTransport)
    content = [mail.content for mail in house.transport.sent if mail.address == address][-1]
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def test_two_roadmaps_with_different_hours_make_one_mail(house: House, tmp_path: Path) -> None:
    approve_other(house, tmp_path, "11:00")
    tick(house, moment(3, 1, 9))
    assert mails(house, CENTRE) == [("2025-03-01", 2)]
    tick(house, moment(3, 1, 11))
    assert mails(house, CENTRE) == [("2025-03-01", 2)]
    assert not is_work_due(house, moment(3, 1, 12))
    tick(house, moment(3, 17, 12))
    assert mails(house, CENTRE) == [("2025-03-01", 2), ("2025-03-17", 2)]


def test_a_year_of_two_rhythms_never_mails_anybody_twice_a_day(house: House, tmp_path: Path) -> None:
    approve_other(house, tmp_path, "07:30")
    foretold = simulate(house, moment(1, 15).date(), moment(7, 31).date())
    days = [(m["to"], m["planned_on"]) for m in foretold]
    assert len(days) > 20
    assert len(days) == len(set(days))


def test_the_mail_of_tomorrow_is_not_brought_forward_where_it_is_tomorrow_already(
    house: House, tmp_path: Path
) -> None:
    roadmap_id = approve_other(house, tmp_path, "02:00")
    with open_session(house.engine) as session:
        # 02:00 in Kamchatka is 19:00 of the day before in Chelyabinsk.
        session.get_one(Roadmap, roadmap_id).zone = "Asia/Kamchatka"
        session.flush()
        requeue(session, unfinished_ids(session))
    tick(house, moment(2, 28, 18))
    tick(house, moment(2, 28, 19))
    assert mails(house, CENTRE) == [("2025-02-28", 1)]
    tick(house, moment(3, 1, 9))
    assert mails(house, CENTRE) == [("2025-02-28", 1), ("2025-03-01", 1)]


def test_a_controller_is_told_at_once_that_nobody_below_could_be_reached(house: House) -> None:
    name_controller(house)
    tick(house, moment(7, 2))  # 1.3 was due on 30 June: its executor hears, its controller not yet
    with open_session(house.engine) as session:
        remove_contact(session, "МКУ «Архив»", ARCHIVE, moment(7, 2, 10), "test")
    before = len(mails(house, HEAD))
    tick(house, moment(7, 2, 11))
    assert len(mails(house, HEAD)) == before + 1
    text = text_of(house, HEAD)
    assert "Подготовить отчёт" in text
    assert "Письма не доходят, нет действующего адреса: МКУ «Архив»" in text
    assert "Ваша роль: контролирующий" in text


def test_the_step_is_chosen_at_sending_time_and_goes_back_when_the_address_lives_again(
    house: House,
) -> None:
    name_controller(house)
    with open_session(house.engine) as session:
        session.exec(select(Person).where(Person.address == ARCHIVE)).one().unreachable_since_at = moment(
            6, 1
        )
        requeue(session, unfinished_ids(session))
    foretold = simulate(house, moment(7, 1).date(), moment(7, 1).date())
    assert HEAD in {m["to"] for m in foretold}
    with open_session(house.engine) as session:
        session.exec(select(Person).where(Person.address == ARCHIVE)).one().unreachable_since_at = None
        requeue(session, unfinished_ids(session))
    foretold = simulate(house, moment(7, 1).date(), moment(7, 1).date())
    about = [m for m in foretold if m["to"] == HEAD and "Подготовить отчёт" in str(m["subject"])]
    assert about == []


def test_after_an_outage_the_mail_of_the_small_hours_is_the_mail_of_the_day(house: House) -> None:
    with open_session(house.engine) as session:
        set_coordinator(session, "chief@example.org", moment(2, 1), "test", ZONE)
    tick(house, moment(4, 16, 4))  # a day late for 1.2, two weeks for 1.1
    tick(house, moment(4, 16, 9))
    tick(house, moment(4, 16, 12))
    for address in (CENTRE, "chief@example.org"):
        assert [day for day, _ in mails(house, address)] == ["2025-04-16"]
    tick(house, moment(4, 17, 9))
    assert [day for day, _ in mails(house, "chief@example.org")] == ["2025-04-16", "2025-04-17"]


def test_a_new_zone_moves_all_that_the_person_hears_for_whichever_party(house: House) -> None:
    tick(house, moment(4, 1, 12))  # all windows are open
    with open_session(house.engine) as session:
        set_contact(session, "МКУ «Архив»", CENTRE, moment(4, 2), "test", zone="Europe/Moscow")
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(4, 2), "test", zone="Asia/Vladivostok")
        queued = dict(session.exec(select(agenda_queue.c.occurrence_id, agenda_queue.c.next_action_at)).all())
        ids = list(queued)
        agenda = load_agenda(session, ids)
        assert queued == {number: agenda.next_moment(number) for number in ids}


def test_what_an_outage_held_up_into_the_night_goes_in_the_morning_as_simulated(house: House) -> None:
    night = moment(3, 1, 23)
    with open_session(house.engine) as session:
        text = '[sending]\nquiet_hours = ["20:00", "08:00"]\n'
        introduce_policy(session, HOUSE, text, "p.toml", moment(2, 1), "test", ZONE)
    foretold = simulate(house.at(night), night.date(), moment(3, 2).date())
    tick(house, night)
    assert mails(house, CENTRE) == []
    assert not is_work_due(house, moment(3, 2, 7)), "nobody looks again before the morning"
    tick(house, moment(3, 2, 9))
    assert mails(house, CENTRE) == [("2025-03-02", 1)]
    with open_reading(house.engine) as session:
        assert {m["key"] for m in foretold if m["to"] == CENTRE} == {
            m["key"] for m in list_messages(session, to=CENTRE)
        }
