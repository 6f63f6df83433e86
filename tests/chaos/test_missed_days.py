"""Days that run twice, days that are missed, a month without power: one catch-up mail, no window lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select
from sqlmodel import SQLModel

from chaos_scale import SCALE
from chaos_summary import Figures
from database_copies import copy_database
from flows.house import House, open_house
from flows.ticking import tick
from models.settings import Settings
from models.values import Role
from notifications.transports.memory import MemoryTransport
from wave_plan import Waves, lay_out_waves

PEOPLE, DAYS, DOWN_DAYS, RUNS_FOR_DAYS = 6, 50, 30, 20
CONTROLLER = PEOPLE + 1
POLICY = "[responsible]\nopening = [0]\ndue = [-3, 0, 3]\n[controller]\ndue = [7]\n"
TABLES = SQLModel.metadata.tables


@pytest.fixture
def plan(engine: Engine) -> Waves:
    """Windows of twenty days, six a day, and one controller of all of them."""
    waves = lay_out_waves(engine, PEOPLE, DAYS, policy=POLICY, later_days=RUNS_FOR_DAYS)
    at = waves.moment(-30)
    boss = {"id": CONTROLLER, "name": "Начальник"}
    watched = [
        {"task_id": id_, "role": Role.CONTROLLER.value, "party_id": CONTROLLER, "position": 0}
        for id_ in range(1, waves.mails + 1)
    ]
    with engine.begin() as connection:
        connection.execute(insert(TABLES["party"]), [boss | {"folded": "начальник"}])
        person = boss | {"address": "boss@example.org", "added_at": at, "only_mandatory": False}
        connection.execute(insert(TABLES["person"]), [person])
        member = {"party_id": CONTROLLER, "person_id": CONTROLLER, "since_at": at}
        connection.execute(insert(TABLES["membership"]), [member])
        connection.execute(insert(TABLES["task_party"]), watched)
    return waves


@contextmanager
def opened(address: str, folder: Path) -> Iterator[House]:
    house = open_house(Settings(home=folder / "var", database_url=address), MemoryTransport())
    yield house
    house.close()


def mails_of(house: House, at: datetime) -> Counter[str]:
    """How many mails a tick sends to each person."""
    assert isinstance(house.transport, MemoryTransport)
    before = len(house.transport.sent)
    tick(house, at)
    return Counter(mail.address for mail in house.transport.sent[before:])


@pytest.mark.timeout(2400)
def test_any_day_run_again_any_day_missed_and_thirty_days_of_downtime(
    engine: Engine, database_address: str, plan: Waves, tmp_path: Path, figures: Figures
) -> None:
    """One life from day to day; at every tenth of its days (or all) it branches into two others."""
    every, totals = round(1 / min(SCALE, 1)), Counter[str]()
    life = DAYS + RUNS_FOR_DAYS + 10
    for day in range(life):
        if day % every == 0:
            for gap in (1, DOWN_DAYS):
                totals += live_on_after(copy_database(engine, tmp_path), plan, day, gap, tmp_path)
        with opened(database_address, tmp_path) as house:
            assert max(mails_of(house, plan.moment(day)).values(), default=0) <= 1
            totals["reruns"] += 1
            totals["duplicates"] += mails_of(house, plan.moment(day)).total()
    with opened(database_address, tmp_path) as house:
        for day in range(life):
            totals["reruns"] += 1
            totals["duplicates"] += mails_of(house, plan.moment(day)).total()
    totals["windows lost"] += len(lost_windows(engine, plan, plan.moment(life).date(), 0))
    figures(
        f"4 reruns and missed days, {engine.dialect.name}", reruns=totals["reruns"],
        outages=totals["outages"], windows=totals["windows"], catch_up_mails=totals["mails"],
        duplicates=totals["duplicates"], windows_lost=totals["windows lost"],
        floods=totals["floods"],
    )  # fmt: skip
    assert (totals["duplicates"], totals["windows lost"], totals["floods"]) == (0, 0, 0)
    assert totals["outages"] == 2 * len(range(0, life, every))


def live_on_after(address: str, plan: Waves, day: int, gap: int, folder: Path) -> Counter[str]:
    """No tick on ``gap`` days from ``day`` on, then one; what it sent, and what a rerun sends."""
    back = day + gap
    with opened(address, folder) as house:
        first = mails_of(house, plan.moment(back))
        again = sum((mails_of(house, plan.moment(old)) for old in range(day, back + 1)), Counter[str]())
        lost = lost_windows(house.engine, plan, plan.moment(back).date(), day)
        unmarked = unmarked_lateness(house.engine, plan.moment(back).date(), plan.moment(day).date())
    assert not unmarked, f"late notices that do not say so: {unmarked}"
    return Counter(
        {
            "outages": 1,
            "windows": PEOPLE * len(range(day, min(back, DAYS))),
            "mails": first.total(),
            "floods": sum(number > 1 for number in first.values()),
            "duplicates": again.total(),
            "windows lost": len(lost),
        }
    )


def lost_windows(engine: Engine, plan: Waves, on: date, from_day: int) -> list[int]:
    """Windows that opened up to ``on`` and nobody recorded, or whose person was not told of.

    While a window runs they are told that it opened, after its end that it is over, and the
    controller hears of every one that is a week late.
    """
    lost = []
    told = told_kinds(engine)
    occurrence = TABLES["occurrence"].c
    with engine.connect() as connection:
        opened_at = dict(connection.execute(select(occurrence.id, occurrence.opened_at)).tuples().all())
    for day in range(from_day, DAYS):
        opens_on = plan.first_on + timedelta(days=day)
        due_on = opens_on + timedelta(days=RUNS_FOR_DAYS)
        for person in range(1, PEOPLE + 1):
            id_ = day * PEOPLE + person
            heard = told.get((id_, person), set())
            wanted = "opened" if on <= due_on else "overdue" if on >= due_on + timedelta(days=3) else None
            missed = opens_on <= on and (
                opened_at[id_] is None or (wanted not in heard if wanted else not heard)
            )
            escalated = "escalation" in told.get((id_, CONTROLLER), set())
            if missed or (on >= due_on + timedelta(days=7)) != escalated:
                lost.append(id_)
    return lost


def told_kinds(engine: Engine) -> dict[tuple[int, int], set[str]]:
    """What was mailed of each occurrence to each person; twice the same is no set and fails."""
    notice = TABLES["notice"].c
    statement = select(notice.occurrence_id, notice.person_id, notice.kind, notice.planned_on)
    told: dict[tuple[int, int], set[str]] = {}
    with engine.connect() as connection:
        rows: list[Any] = list(connection.execute(statement.where(notice.outcome == "mailed")))
    assert len(rows) == len(set(map(tuple, rows)))
    for row in rows:
        told.setdefault((row.occurrence_id, row.person_id), set()).add(row.kind)
    return told


def unmarked_lateness(engine: Engine, on: date, since: date) -> list[str]:
    """Keys of notices that were planned in the gap, mailed at its end, and do not say that they are late."""
    notice = TABLES["notice"].c
    statement = select(notice.key).where(
        notice.outcome == "mailed", notice.late.is_(False), notice.planned_on < on, notice.planned_on >= since
    )
    with engine.connect() as connection:
        return list(connection.execute(statement).scalars())
