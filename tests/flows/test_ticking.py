"""Ticks: doubled, missed, at once, killed. The set of mails stays the same."""

from __future__ import annotations

import email
import email.policy
import signal
import subprocess
import sys
import tempfile
import threading
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House, open_house
from flows.ticking import claim_slot, is_work_due, tick
from models.database import open_reading, open_session
from models.errors import DeliveryError
from models.outbox import Notice
from models.settings import Settings
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store import steps
from roadmaps.store.contacts import set_contact
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from small_plan import CENTRE, approve_plan, moment, name_people, write_plan


def live(house: House, first: datetime, days: int) -> None:
    for number in range(days):
        tick(house, first + timedelta(days=number))


def mails(house: House) -> list[tuple[str, str, str, str]]:
    with open_reading(house.engine) as session:
        messages = list_messages(session)
    return [(str(m["planned_on"]), str(m["to"]), str(m["kind"]), str(m["state"])) for m in messages]


def occurrence_id(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(text=number), moment(1, 15))
    return next(view.id for view in views if view.task_number == number)


def sent(house: House) -> list[str]:
    assert isinstance(house.transport, MemoryTransport)
    return [mail.message_id for mail in house.transport.sent]


def test_three_months_of_ticks_mail_what_the_policy_says(house: House) -> None:
    live(house, moment(1, 15), 120)
    told = [(day, kind) for day, to, kind, state in mails(house) if to == CENTRE and state == "sent"]
    assert told[:8] == [
        ("2025-03-01", "opened"),
        ("2025-03-17", "reminder"),
        ("2025-03-24", "reminder"),
        ("2025-03-28", "reminder"),
        ("2025-03-30", "reminder"),
        ("2025-03-31", "due_today"),
        ("2025-04-01", "digest"),
        ("2025-04-03", "overdue"),
    ]


def test_running_everything_again_adds_no_mail(house: House) -> None:
    live(house, moment(1, 15), 120)
    once = sent(house)
    live(house, moment(1, 15), 120)
    assert sent(house) == once


def test_a_tick_with_nothing_due_is_not_work(house: House) -> None:
    tick(house, moment(1, 15))
    assert not is_work_due(house, moment(2, 1))
    assert is_work_due(house, moment(3, 1))


def test_two_ticks_at_once_mail_everything_once(house: House) -> None:
    threads = [
        threading.Thread(target=tick, args=(house, moment(4, 1) + timedelta(minutes=n))) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent(house)) == len(set(sent(house))) == 2
    assert len(mails(house)) == 2


def test_a_slot_is_held_by_one_process_at_a_time(house: House) -> None:
    with claim_slot(house, "tick", moment(3, 1)) as first, claim_slot(house, "tick", moment(3, 1)) as second:
        assert (first, second) == (True, False)
    with claim_slot(house, "tick", moment(3, 1)) as again:
        assert again


def test_thirty_days_of_downtime_are_caught_up_by_one_mail_a_person(house: House) -> None:
    tick(house, moment(2, 28))
    tick(house, moment(3, 30))
    assert [(day, to) for day, to, _, _ in mails(house)] == [("2025-03-30", CENTRE)]


def test_accepted_evidence_silences_and_returned_evidence_reminds_again(house: House) -> None:
    number = occurrence_id(house, "1.2")
    live(house, moment(4, 1), 5)
    hand_in(house, number, at=moment(4, 5, 12), actor="test", note="проведён")
    live(house, moment(4, 6), 1)
    with open_session(house.engine) as session:
        steps.review(session, number, moment(4, 6, 12), "test", return_reason="нет программы")
    tick(house, moment(4, 6, 12))
    with open_reading(house.engine) as session:
        returned = [m for m in list_messages(session) if m["kind"] == "returned"]
    assert [(str(m["planned_on"]), m["to"]) for m in returned] == [("2025-04-06", CENTRE)]
    assert isinstance(house.transport, MemoryTransport)
    hand_in(house, number, at=moment(4, 7, 12), actor="test", note="программа приложена")
    with open_session(house.engine) as session:
        steps.review(session, number, moment(4, 7, 13), "test")
    live(house, moment(4, 8), 40)
    with open_reading(house.engine) as session:
        days = [str(m["planned_on"]) for m in list_messages(session) if number in m["occurrences"]]
    assert max(days) <= "2025-04-07"


def test_what_was_closed_while_its_mail_waited_is_not_nagged_and_the_rest_still_comes(house: House) -> None:
    assert isinstance(house.transport, MemoryTransport)
    tick(house, moment(3, 30))
    house.transport.failures.append(DeliveryError("Почтовый сервер не отвечает.", pause=True))
    report = tick(house, moment(4, 1))  # a digest: 1.1 is overdue, 1.2 is due in two weeks
    assert report.delivered.paused
    hand_in(house, occurrence_id(house, "1.1"), at=moment(4, 1, 10), actor="test", note="собраны")
    tick(house, moment(4, 1, 11))
    last = house.transport.sent[-1]
    assert last.address == CENTRE
    assert "Провести семинар" in _text(last.content)
    assert "Собрать сведения" not in _text(last.content)


def _text(content: bytes) -> str:
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def test_an_extension_moves_the_reminders_and_keeps_the_original(house: House) -> None:
    number = occurrence_id(house, "1.2")
    tick(house, moment(4, 1))
    with open_session(house.engine) as session:
        steps.extend(session, number, moment(5, 20).date(), "болезнь лектора", moment(4, 2), "test")
    live(house, moment(4, 2), 60)
    with open_reading(house.engine) as session:
        days = [str(m["planned_on"]) for m in list_messages(session) if number in m["occurrences"]]
        view = next(v for v in list_occurrences(session, OccurrenceFilter(ids=[number]), moment(6, 1)))
    may = ("05-06", "05-13", "05-17", "05-19", "05-20", "05-21", "05-23", "05-27")
    assert days == ["2025-04-01", *(f"2025-{day}" for day in may)]
    assert view.original_due_on.isoformat() == "2025-04-15"


def test_an_address_that_comes_late_hears_of_the_window_that_runs(settings: Settings, plan: Path) -> None:
    house = open_house(settings, MemoryTransport())
    approve_plan(house, plan)
    live(house, moment(3, 1), 3)
    assert mails(house) == []
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(3, 4), "test")
    tick(house, moment(3, 4))
    assert [(day, kind) for day, _, kind, _ in mails(house)] == [("2025-03-04", "opened")]


_KILLED = """
import os, signal, sys
from datetime import datetime, timedelta
from models.settings import Settings
from flows.house import open_house
from flows.ticking import tick
from pathlib import Path
import notifications.transports.maildir as maildir

home, address, kill_at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
calls = 0
original = maildir.MaildirTransport.send
def send(self, *arguments):
    global calls
    calls += 1
    if calls == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    original(self, *arguments)
    if calls == -kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
maildir.MaildirTransport.send = send
house = open_house(Settings(home=home, database_url=address))
start = datetime.fromisoformat(sys.argv[4])
for number in range(120):
    tick(house, start + timedelta(days=number))
"""


def test_killed_in_the_middle_and_started_again_the_mails_are_the_same(
    house: House, settings: Settings, database_address: str
) -> None:
    def run(kill_at: int) -> int:
        arguments = [str(settings.home), database_address, str(kill_at), moment(1, 15).isoformat()]
        command = [sys.executable, "-c", _KILLED, *arguments]
        return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode

    assert [run(4), run(-5), run(3)] == [-signal.SIGKILL] * 3
    assert run(10_000) == 0
    kept = sorted(p.name for p in (settings.home / "mail" / "new").iterdir())
    live(house, moment(1, 15), 120)
    assert sent(house) == []  # nothing was left to send
    with open_reading(house.engine) as session:
        messages = list_messages(session)
        notices = session.exec(select(Notice)).all()
    assert {m["state"] for m in messages} == {"sent"}
    assert len(kept) == len(messages)
    assert len({notice.key for notice in notices}) == len(notices)
    assert [(str(m["planned_on"]), m["to"], m["kind"]) for m in messages] == _undisturbed()


def _undisturbed() -> list[tuple[str, str, str]]:
    """What the same months look like when nothing happens to the process."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), database_url=f"sqlite:///{folder}/s.db")
        house = open_house(settings, MemoryTransport())
        approve_plan(house, write_plan(Path(folder)))
        name_people(house)
        live(house, moment(1, 15), 120)
        told = [(day, to, kind) for day, to, kind, _ in mails(house)]
        house.close()
    return told


def test_an_address_given_before_the_document_finds_its_party(settings: Settings, plan: Path) -> None:
    house = open_house(settings, MemoryTransport())
    with open_session(house.engine) as session:
        assert set_contact(session, "МБУ МЕТОДЦЕНТР", CENTRE, moment(1, 10), "test").is_new_party
    approve_plan(house, plan)
    tick(house, moment(3, 1))
    assert [(day, to) for day, to, _, _ in mails(house)] == [("2025-03-01", CENTRE)]
