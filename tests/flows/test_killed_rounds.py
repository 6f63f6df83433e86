"""A kill at any step of opening or closing leaves one round in a right state, and the next pass goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from flows.house import House, open_house
from flows.rounds import advance_rounds
from models.database import open_reading, open_session
from models.occurrence import Occurrence, agenda_queue
from models.roadmap import Roadmap
from models.round import ROUND_KIND, Round, RoundParticipant
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from roadmaps.store.rounds.lifecycle import Window, choose_questions, plan_round
from roadmaps.store.rounds.participants import Entry, set_participants
from roadmaps.store.rounds.sets import store_set
from small_round import make_questions

ZONE = ZoneInfo("Asia/Yekaterinburg")
MADE_AT = datetime(2026, 3, 1, 12, tzinfo=ZONE)
OPENS_AT, CLOSES_AT = datetime(2026, 4, 1, 9, tzinfo=ZONE), datetime(2026, 5, 1, tzinfo=ZONE)
COUNT = 30
OPENING = [
    "_claim",
    "_make_roadmap",
    "_make_occurrences",
    "_call_organiser",
    "requeue",
    "record_deed",
    "commit",
]
CLOSING = ["_claim", "settle_round", "record_deed", "commit"]

# Dies as soon as the named step is done; ``commit`` before the transaction is on the disk.
DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from sqlalchemy.orm import Session
from flows.house import open_house
from flows.rounds import advance_rounds
from models.settings import Settings
from roadmaps.store.rounds import lifecycle

step, home, address, moment = sys.argv[1:]

def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

if step == "commit":
    Session.commit = die
else:
    real = getattr(lifecycle, step)
    def last(*args, **more):
        real(*args, **more)
        die()
    setattr(lifecycle, step, last)
house = open_house(Settings(home=Path(home), database_url=address, prefect=False))
advance_rounds(house, datetime.fromisoformat(moment))
"""


@pytest.fixture
def planned(settings: Settings) -> House:
    """A house with a round that opens on 1 April 2026."""
    house = open_house(settings, MemoryTransport())
    with open_session(house.engine) as session:
        window = Window(date(2026, 4, 1), date(2026, 4, 30))
        round_, _ = plan_round(
            session, key="manual:kill", title="М", window=window, zone=ZONE.key, at=MADE_AT, actor="test"
        )
        choose_questions(
            session, round_, store_set(session, make_questions(), "t", MADE_AT, "t"), MADE_AT, "t"
        )
        entries = [Entry(f"Участник {n}", addresses=(f"p{n}@example.org",)) for n in range(COUNT)]
        set_participants(session, round_, entries, MADE_AT, "test")
    return house


def kill_at(house: House, step: str, moment: datetime) -> None:
    address = house.engine.url.render_as_string(hide_password=False)
    house.engine.dispose()
    done = subprocess.run(
        [sys.executable, "-c", DIE, step, str(house.settings.home), address, moment.isoformat()],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def count(house: House) -> tuple[int, int, int]:
    """Roadmaps of rounds, their occurrences, and those that wait in the queue."""
    with open_reading(house.engine) as session:
        roadmaps = session.exec(select(Roadmap.id).where(Roadmap.kind == ROUND_KIND)).all()
        occurrences = session.exec(select(Occurrence.id)).all()
        queued = session.execute(select(agenda_queue.c.occurrence_id)).all()
    return len(roadmaps), len(occurrences), len(queued)


@pytest.mark.parametrize("step", OPENING)
def test_a_round_whose_opening_was_killed_is_not_open_and_opens_once(planned: House, step: str) -> None:
    kill_at(planned, step, OPENS_AT)
    assert count(planned) == (0, 0, 0)
    with open_reading(planned.engine) as session:
        round_ = session.exec(select(Round)).one()
    assert round_.opened_at is None
    assert advance_rounds(planned, OPENS_AT)["opened"] == 1
    assert advance_rounds(planned, OPENS_AT)["opened"] == 0
    assert count(planned) == (1, COUNT, COUNT)
    with open_reading(planned.engine) as session:
        people = session.exec(select(RoundParticipant)).all()
    assert len({person.occurrence_id for person in people}) == COUNT


@pytest.mark.parametrize("step", CLOSING)
def test_a_round_whose_closing_was_killed_is_still_open_and_closes_once(planned: House, step: str) -> None:
    advance_rounds(planned, OPENS_AT)
    kill_at(planned, step, CLOSES_AT)
    with open_reading(planned.engine) as session:
        assert session.exec(select(Round)).one().closed_at is None
    assert advance_rounds(planned, CLOSES_AT)["closed"] == 1
    assert advance_rounds(planned, CLOSES_AT)["closed"] == 0
    with open_reading(planned.engine) as session:
        assert session.exec(select(Round)).one().closed_at == CLOSES_AT
    assert count(planned)[:2] == (1, COUNT)
