"""What is wrong with a house follows from its signs of life, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.house import House
from flows.pausing import Pause, pause_sending
from flows.ticking import is_mail_waiting, tick
from flows.vitals import SERIOUS, Ailment, Vitals, find_ailments, read_vitals
from models.database import open_session
from small_plan import moment

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
WELL = Vitals(
    database="ok",
    is_clock_failing=False,
    disk_free_bytes=10**10,
    disk_total_bytes=10**11,
    calendar_last_year=2026,
)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


@pytest.mark.parametrize(
    ("vitals", "ailment"),
    [
        (replace(WELL, database="locked"), Ailment.DATABASE),
        (replace(WELL, database="unreachable"), Ailment.DATABASE),
        (replace(WELL, is_clock_failing=True), Ailment.CLOCK_FAILING),
        (replace(WELL, due_since_at=ago(minutes=6)), Ailment.WORK_WAITS),
        (replace(WELL, mail_due_since_at=ago(minutes=6)), Ailment.MAIL_WAITS),
        (replace(WELL, disk_free_bytes=10**6), Ailment.DISK),
        (replace(WELL, calendar_last_year=2025), Ailment.CALENDAR),
        (replace(WELL, pause=Pause(ago(days=1), "test", "")), Ailment.PAUSED),
    ],
)
def test_each_sign_names_its_ailment_and_no_other(vitals: Vitals, ailment: Ailment) -> None:
    assert find_ailments(vitals, NOW, 60) == {ailment}


def test_a_healthy_house_has_none_and_work_of_this_minute_is_no_delay() -> None:
    busy = replace(WELL, due_since_at=ago(minutes=1), mail_due_since_at=ago(minutes=1))
    assert find_ailments(busy, NOW, 60) == frozenset()


def test_a_slow_clock_is_given_its_beats() -> None:
    waiting = replace(WELL, due_since_at=ago(hours=2))
    assert find_ailments(waiting, NOW, 60) == {Ailment.WORK_WAITS}
    assert find_ailments(waiting, NOW, 3600) == frozenset()


def test_a_pause_keeps_nobody_from_working_and_explains_mail_that_waits() -> None:
    paused = replace(WELL, mail_due_since_at=ago(days=3), pause=Pause(ago(days=3), "test", ""))
    assert find_ailments(paused, NOW, 60) == {Ailment.PAUSED}
    assert not find_ailments(paused, NOW, 60) & SERIOUS


def test_signs_of_a_house_that_has_work_and_mail(house: House) -> None:
    at = moment(3, 1)
    vitals = read_vitals(house.at(at), at, with_counts=True)
    assert (vitals.database, vitals.mail, vitals.last_tick_at) == ("ok", {}, None)
    assert vitals.due_since_at is not None
    assert vitals.due_since_at <= at
    with open_session(house.engine) as session:
        pause_sending(session, at, "test", "смотрим")
    tick(house.at(at), at)
    vitals = read_vitals(house.at(at), at, with_counts=True)
    assert vitals.mail == {"queued": 1}
    assert vitals.due_since_at is None
    assert vitals.mail_due_since_at == at
    assert vitals.pause is not None
    assert not is_mail_waiting(house, at), "a paused house does not beat in vain"
