"""A dry run and a real run over the same days with the same data send the same mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from flows.importing import import_file
from flows.simulating import simulate
from flows.ticking import is_work_due, tick
from models.database import open_reading, open_session
from models.party import Person
from models.roadmap import Roadmap
from notifications.outbox import list_messages
from roadmaps.store import steps
from roadmaps.store.contacts import set_contact
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.extending import ask_extension
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.policies import HOUSE, store_policy
from roadmaps.store.preferences import choose_language_of_mail, choose_mail
from roadmaps.store.queue import requeue, unfinished_ids
from roadmaps.store.subscriptions import replan_digests
from small_plan import ARCHIVE, CENTRE, PLAN, ZONE, moment, name_controller

CHIEF = "chief@example.org"
# What is sent: Message-IDs follow from the key and the address, so that these are the mails themselves.
SENT = ("key", "message_id", "to", "kind", "subject", "planned_on", "state", "occurrences")
BERLIN = (
    PLAN.replace("№ 7", "№ 8").replace("школьных музеев", "архивов").replace("март 2025", "март–июнь 2025")
)
RULES = """
[sending]
at = "02:30"
quiet_days = ["saturday", "sunday", "holidays"]
quiet_hours = ["20:00", "02:00"]
offsets_in = "working"
most_per_deadline = 6
controllers_weekly = "thursday"

[co_responsible]
due = [-5, 2]

[due_date]
on_day_off = "next"
"""


@pytest.fixture
def rich(house: House, tmp_path: Path) -> House:
    """Two plans with their own rules and zones (one keeps summer time), every kind of person and wish."""
    name_controller(house)
    (tmp_path / "second.txt").write_text(BERLIN, encoding="utf-8")
    import_file(house, tmp_path / "second.txt", approve=True, as_of=moment(1, 16), actor="test")
    with open_session(house.engine) as session:
        second = session.exec(select(Roadmap).where(Roadmap.number == "8")).one()
        second.zone = "Europe/Berlin"
        store_policy(session, second.id or 0, RULES, "rules.toml", moment(1, 16), "test")
        store_policy(session, HOUSE, '[sending]\nat = "08:45"\n', "house.toml", moment(1, 16), "test")
        far = {"zone": "Asia/Vladivostok", "language": "en"}
        set_contact(session, "МКУ «Архив»", "far@example.org", moment(1, 16), "test", **far)
        set_coordinator(session, CHIEF, moment(1, 16), "test", ZONE)
        chief = session.exec(select(Person.id).where(Person.address == CHIEF)).one() or 0
        choose_language_of_mail(session, chief, "en", moment(1, 16), "test")
        person = session.exec(select(Person.id).where(Person.address == ARCHIVE)).one() or 0
        choose_mail(session, person, True, moment(1, 16), "test")
        requeue(session, unfinished_ids(session))
        replan_digests(session, moment(1, 16), ZONE)
    with open_reading(house.engine) as session:
        views = {
            (v.roadmap, v.task_number): v
            for v in list_occurrences(session, OccurrenceFilter(), moment(1, 16))
        }
    numbers = [view.id for view in views.values() if view.task_number == "1.2"]
    with open_session(house.engine) as session:
        ask_extension(session, numbers[0], date(2025, 5, 20), "болезнь лектора", moment(1, 17), "test")
        steps.extend(session, numbers[1], date(2025, 4, 25), "просили", moment(1, 17), "test")
    handed = next(view.id for view in views.values() if view.task_number == "1.3")
    hand_in(house, handed, at=moment(1, 18), actor="test", note="готово")
    return house


def sent(messages: list[dict[str, object]]) -> list[tuple[str, ...]]:
    return sorted(tuple(str(message[name]) for name in SENT) for message in messages)


def live(house: House, first: datetime, until: datetime, step: timedelta) -> list[dict[str, object]]:
    now = first
    while now < until:
        if is_work_due(house, now):
            tick(house.at(now), now)
        now += step
    with open_reading(house.engine) as session:
        return list_messages(session)


def test_a_real_run_sends_what_the_dry_run_foretold(rich: House) -> None:
    foretold = simulate(rich, date(2025, 2, 20), date(2025, 5, 10))
    really = live(rich, moment(2, 20, 0), moment(5, 11, 0), timedelta(minutes=15))
    assert sent(really) == sent(foretold)
    kinds = {str(message["kind"]) for message in foretold}
    assert {"opened", "digest", "weekly", "coordinator"} <= kinds
    assert {CENTRE, CHIEF, "far@example.org", "head@example.org"} <= {str(m["to"]) for m in foretold}
    english = [str(m["subject"]) for m in foretold if m["to"] in (CHIEF, "far@example.org")]
    assert any(subject.startswith("Coordinator’s digest: ") for subject in english)
    assert any(" April 2025)" in subject for subject in english), "the day of a digest in English"


def test_the_hour_that_summer_time_skips_and_doubles_is_mailed_once(rich: House) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for day in (date(2025, 3, 30), date(2025, 10, 26)):
        first = datetime(day.year, day.month, day.day - 1, tzinfo=berlin).astimezone(UTC)
        before = {str(m["key"]) for m in live(rich, first, first, timedelta(hours=1))}
        really = live(rich, first, first + timedelta(days=3), timedelta(minutes=15))
        days = [(m["to"], m["planned_on"]) for m in really if m["key"] not in before]
        assert len(days) == len(set(days))


def test_days_ahead_are_reached_through_the_days_before_them(rich: House) -> None:
    now = rich.at(moment(1, 20, 0))
    whole = simulate(now, date(2025, 1, 20), date(2025, 4, 10))
    end = simulate(now, date(2025, 4, 1), date(2025, 4, 10))
    assert sent(end) == sent([m for m in whole if str(m["planned_on"]) >= "2025-04-01"])
    assert end
