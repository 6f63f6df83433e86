"""SIGKILL at every step of a round's opening and closing: it is before or after, and there is one of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlmodel import func, select

from chaos_jobs import house_settings
from chaos_world import World
from flows.house import House, open_house
from fork_server import Job
from models.database import open_reading
from models.occurrence import Evidence, Occurrence, Review
from models.roadmap import Roadmap, Task
from models.round import ROUND_KIND, Round, RoundParticipant
from monitored_order import answer_all, approve_order, name_participants, name_questions, participant_ids
from notifications.outbox import list_messages
from small_plan import moment

SCHOOLS = 5
OPENING = (
    "round claimed",
    "round roadmap",
    "round tasks",
    "round occurrences",
    "round queue",
    "round commit",
)
CLOSING = ("round claimed", "round accepted", "round commit")


@pytest.fixture
def house(world: World) -> Iterator[House]:
    house = open_house(house_settings(**world.house))
    round_id = approve_order(house, world.folder)
    name_participants(house, round_id, SCHOOLS, moment(1, 20))
    name_questions(house, round_id, moment(1, 20))
    yield house
    house.close()


def figures_of(house: House) -> tuple[int, int, int, int]:
    """Roadmaps of rounds, their tasks and occurrences, and participants who are asked."""
    with open_reading(house.engine) as session:
        ours = select(Roadmap.id).where(Roadmap.kind == ROUND_KIND)
        tasks = select(Task.id).where(Task.roadmap_id.in_(ours))  # type: ignore[attr-defined]
        asked = select(func.count()).where(RoundParticipant.occurrence_id.is_not(None))  # type: ignore[union-attr]
        return (
            len(session.exec(ours).all()),
            len(session.exec(tasks).all()),
            len(session.exec(select(Occurrence.id).where(Occurrence.task_id.in_(tasks))).all()),  # type: ignore[attr-defined]
            session.exec(asked).one(),
        )


def invitations(house: House) -> int:
    with open_reading(house.engine) as session:
        return sum(str(message["to"]).startswith("school") for message in list_messages(session))


def kill(world: World, step: str, at: datetime) -> None:
    (outcome,) = world.children.run(world.tick_job(at, die_at=step, die_nth=1))
    assert outcome.state == "killed", f"the step «{step}» was not met: {outcome}"


@pytest.mark.parametrize("step", OPENING)
def test_killed_while_it_opens_a_round_is_not_open_and_then_open_once(
    world: World, house: House, step: str
) -> None:
    kill(world, step, moment(3, 3))
    assert figures_of(house) == (0, 0, 0, 0)
    world.children.run(world.tick_job(moment(3, 3)))
    assert figures_of(house) == (1, SCHOOLS, SCHOOLS, SCHOOLS)
    assert invitations(house) == SCHOOLS


@pytest.mark.parametrize("step", CLOSING)
def test_killed_while_it_closes_a_round_is_open_and_then_closed_once(
    world: World, house: House, step: str
) -> None:
    world.children.run(world.tick_job(moment(3, 3)))
    with open_reading(house.engine) as session:
        round_id = session.exec(select(Round.id).where(Round.roadmap_id.is_not(None))).one() or 0  # type: ignore[union-attr]
    answer_all(house, participant_ids(house, round_id)[0], moment(3, 10))
    kill(world, step, moment(4, 1, 0))
    with open_reading(house.engine) as session:
        assert session.get_one(Round, round_id).closed_at is None
        assert session.exec(select(func.count()).select_from(Review)).one() == 0
    world.children.run(world.tick_job(moment(4, 1, 0)))
    with open_reading(house.engine) as session:
        assert session.get_one(Round, round_id).closed_at == moment(4, 1, 0)
        assert session.exec(select(func.count()).select_from(Review)).one() == 1
        assert session.exec(select(func.count()).select_from(Evidence)).one() == 1


def test_two_clocks_open_a_round_once(world: World, house: House) -> None:
    common = {"house": world.house, "start_at_s": time.monotonic() + 0.3}
    clocks = [Job("run_clock", {**common, "at": at.isoformat()}) for at in (moment(3, 3), moment(3, 3, 10))]
    outcomes = world.children.run(*clocks, limit_s=60)
    assert {outcome.state for outcome in outcomes} == {"done"}
    assert figures_of(house) == (1, SCHOOLS, SCHOOLS, SCHOOLS)
    assert invitations(house) == SCHOOLS
