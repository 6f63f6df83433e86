"""Clocks that jump, zones that change their minds: each window opens once, on its local day."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from chaos_scale import scaled
from chaos_summary import Figures
from flows.clock import PlainPerformer, beat
from flows.house import House, open_house
from models.database import create_database_engine, open_session
from models.migrations import migrate
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from wave_plan import lay_out_waves

TABLES = SQLModel.metadata.tables
ADDRESS, PARTY = "p1@example.org", "МБУ «Учреждение 1»"
RUNS_FOR = timedelta(days=3)
SEND_AT = time(9)  # of the default policy

# Days on which something happens to the clocks of a place.
TURNS = [
    ("Asia/Yekaterinburg", date(2014, 10, 26)),  # back an hour for good
    ("Asia/Yekaterinburg", date(2011, 3, 27)),  # forward an hour for good
    ("Asia/Magadan", date(2014, 10, 26)),  # back two hours
    ("Asia/Magadan", date(2016, 4, 24)),  # forward one
    ("Europe/Kaliningrad", date(2014, 10, 26)),
    ("Europe/Berlin", date(2025, 3, 30)),  # gap
    ("Europe/Berlin", date(2025, 10, 26)),  # fold
    ("America/New_York", date(2025, 3, 9)),
    ("America/New_York", date(2025, 11, 2)),
    ("America/Sao_Paulo", date(2018, 11, 4)),  # midnight does not exist
    ("America/Sao_Paulo", date(2018, 2, 18)),  # the hour before midnight comes twice
    ("America/Havana", date(2025, 11, 2)),  # midnight comes twice
    ("Australia/Lord_Howe", date(2025, 4, 6)),  # half an hour
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that does not exist
    ("Asia/Yekaterinburg", date(2025, 4, 15)),  # nothing at all
]
PLACES = sorted({zone for zone, _ in TURNS})
JUMPS_H = [-24, -1, 1, 24]


@dataclass(frozen=True)
class Case:
    """A window, a person and a clock. ``steps``: hours the clock goes on or jumps before each beat.

    ``moves``: before which beats the person moves, and where to.
    """

    zone: str
    opens_on: date
    steps: tuple[float, ...]
    moves: dict[int, str] = field(default_factory=dict)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone, turn = draw(st.sampled_from(TURNS))
    walk = st.one_of(st.sampled_from(JUMPS_H), st.floats(0.1, 30, allow_nan=False))
    steps = tuple(draw(st.lists(walk, min_size=5, max_size=14)))
    moves = draw(st.dictionaries(st.integers(0, 13), st.sampled_from(PLACES), max_size=2))
    return Case(zone, turn + timedelta(days=draw(st.integers(-2, 2))), steps, moves)


def moments_of(case: Case) -> Iterator[datetime]:
    """The moments (UTC) of the beats: from two days before the opening, and one long after the end."""
    at = datetime.combine(case.opens_on, time(12), tzinfo=UTC) - timedelta(days=2)
    for hours in case.steps:
        at += timedelta(hours=hours)
        yield at
    yield datetime.combine(case.opens_on, time(12), tzinfo=UTC) + timedelta(days=20)


def live(house: House, case: Case) -> list[tuple[datetime, str]]:
    """Beat at every moment of the case by the clock of the machine; the moments and the person's zone."""
    zone, lived = case.zone, []
    for number, at in enumerate(moments_of(case)):
        with time_machine.travel(at, tick=False):
            if number in case.moves:
                zone = case.moves[number]
                with open_session(house.engine) as session:
                    set_contact(session, PARTY, ADDRESS, house.clock(), "test", zone=zone)
            beat(house, PlainPerformer())
        lived.append((at, zone))
    return lived


def check(house: House, case: Case, lived: list[tuple[datetime, str]]) -> None:
    """What the clocks on the walls say, from UTC to local time, which is never ambiguous."""
    place = ZoneInfo(case.zone)
    days = [(at, at.astimezone(place).date()) for at, _ in lived]
    opening = next(at for at, day in days if day >= case.opens_on)
    closing = next(at for at, day in days if day > case.opens_on + RUNS_FOR)
    mailing = next(at for at, zone in lived if is_past_nine(at, case.opens_on, ZoneInfo(zone)))
    trail, outbox, notice = (TABLES[name].c for name in ("audit", "outbox", "notice"))
    with house.engine.connect() as connection:
        deeds = connection.execute(select(trail.deed, trail.at).where(trail.actor == "clock")).all()
        mails = connection.execute(select(outbox.kind, outbox.created_at, outbox.state)).all()
        kinds = Counter(connection.execute(select(notice.kind)).scalars())
    assert sorted(map(tuple, deeds)) == [("window closed", closing), ("window opened", opening)]
    assert [tuple(mail) for mail in mails] == [("opened", mailing, "sent")]
    assert kinds == {"opened": 1}
    assert isinstance(house.transport, MemoryTransport)
    assert len(house.transport.sent) == 1


def is_past_nine(at: datetime, day: date, place: ZoneInfo) -> bool:
    """Whether nine of the day has struck at a place; of a day that it skipped, nine of the next one."""
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    days = {(noon + timedelta(hours=hours)).astimezone(place).date() for hours in range(-36, 37)}
    hour = datetime.combine(min(one for one in days if one >= day), SEND_AT)
    return at.astimezone(place).replace(tzinfo=None) >= hour


def make_plan(engine: Engine, case: Case) -> None:
    """The planner is to look at the first beat, so that it works out the moments itself."""
    lay_out_waves(engine, 1, 1, first_on=case.opens_on, zone=ZoneInfo(case.zone), later_days=RUNS_FOR.days)
    first_at = next(moments_of(replace(case, steps=(-48.0,))))
    with engine.begin() as connection:
        connection.execute(TABLES["agenda_queue"].update().values(next_action_at=first_at))


@pytest.mark.timeout(900)
def test_a_thousand_generated_clocks_and_places(tmp_path: Path, figures: Figures) -> None:
    empty, used, lived = tmp_path / "empty.db", tmp_path / "used.db", Counter[str]()
    engine = create_database_engine(f"sqlite:///{empty}")
    migrate(engine)
    engine.dispose()

    @settings(
        max_examples=scaled(1000), deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(cases())
    def tell_right(case: Case) -> None:
        for path in tmp_path.glob("used.db*"):
            path.unlink()
        shutil.copy(empty, used)
        house = open_house(Settings(home=tmp_path, database_url=f"sqlite:///{used}"), MemoryTransport())
        try:
            make_plan(house.engine, case)
            check(house, case, moments := live(house, case))
            lived.update(cases=1, beats=len(moments))
        finally:
            house.close()

    tell_right()
    figures("8 generated clocks, sqlite", **lived)
    assert lived["cases"] >= scaled(1000)


STORIES = {
    "Yekaterinburg 2014": Case("Asia/Yekaterinburg", date(2014, 10, 26), (20, 11.5, 1, 1, 1, 6, 1, 1)),
    "gap": Case("Europe/Berlin", date(2025, 3, 30), (34, 1, 0.9, 0.2, 6, 1, 1)),
    "fold": Case("Europe/Berlin", date(2025, 10, 26), (34, 1, 1, 1, 1, 5, 1, 1)),
    "no midnight": Case("America/Sao_Paulo", date(2018, 11, 4), (38, 0.5, 0.6, 0.5, 8, 1)),
    "back an hour": Case("Asia/Yekaterinburg", date(2025, 4, 15), (31, 0.5, -1, 1, 8, 1, -1, 1)),
    "back a day": Case("Asia/Yekaterinburg", date(2025, 4, 15), (31, 12, -24, 24, -24, 24)),
    "forward a day and back": Case("Asia/Yekaterinburg", date(2025, 4, 15), (10, 24, 24, -24, 24)),
    "the person moves": Case("Asia/Yekaterinburg", date(2025, 4, 15), (40, 1, 3, 3, 12), {
        1: "America/New_York", 3: "Asia/Magadan",
    }),
}  # fmt: skip


@pytest.mark.timeout(120)
@pytest.mark.parametrize("story", STORIES)
def test_the_named_turns(engine: Engine, database_address: str, tmp_path: Path, story: str) -> None:
    house = open_house(Settings(home=tmp_path, database_url=database_address), MemoryTransport())
    make_plan(house.engine, STORIES[story])
    check(house, STORIES[story], live(house, STORIES[story]))
    house.close()
