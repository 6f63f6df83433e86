"""SIGKILL at every step of a letter's approval: it is a draft, and then tasks and one mail, once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import func, select

from chaos_jobs import house_settings
from chaos_world import World
from finished_round import at, finish_two_rounds
from flows.house import House, open_house
from fork_server import Job
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.outbox import OutboxMessage
from models.roadmap import Roadmap, Task
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.rounds.letters import Stationery, draft_letters, find_letter, list_letters
from roadmaps.store.rounds.library import store_library

MAY = at(2024, 5, 20)
LIBRARY = (
    LibraryText("1.1", "", "Принять план методической работы", "до 01.09.2024"),
    LibraryText("1.2", "", "Учредить методический отдел"),
)
STEPS = (
    "letter approved",
    "round roadmap",
    "round tasks",
    "round occurrences",
    "round queue",
    "letter mail",
    "letter commit",
)


@pytest.fixture
def house(world: World) -> Iterator[House]:
    house = open_house(house_settings(**world.house))
    yield house
    house.close()


@pytest.fixture
def letter_id(house: House) -> int:
    with open_session(house.engine) as session:
        _, round_ = finish_two_rounds(session)
        store_library(session, "Методическая работа", LIBRARY, MAY, "test")
        draft_letters(session, round_, Stationery("до 01.12.2024", "А.Б. Орлова, директор"), MAY, "test")
        return next(view.id for view in list_letters(session, round_) if view.name == "Район Второй")


def figures_of(house: House) -> tuple[int, int, int, int]:
    """Roadmaps of letters, their tasks and occurrences, mails that carry letters."""
    with open_reading(house.engine) as session:
        ours = select(Roadmap.id).where(Roadmap.kind == "recommendation_letter")
        tasks = select(Task.id).where(Task.roadmap_id.in_(ours))  # type: ignore[attr-defined]
        mails = select(func.count()).where(OutboxMessage.kind == "recommendations")
        return (
            len(session.exec(ours).all()),
            len(session.exec(tasks).all()),
            len(session.exec(select(Occurrence.id).where(Occurrence.task_id.in_(tasks))).all()),  # type: ignore[attr-defined]
            session.exec(mails).one(),
        )


def approval(world: World, letter_id: int, **how: object) -> Job:
    return Job("run_approval", {"house": world.house, "letter_id": letter_id, "at": MAY.isoformat()}, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("step", STEPS)
def test_killed_while_it_is_approved_a_letter_is_a_draft_and_then_approved_once(
    world: World, house: House, letter_id: int, step: str
) -> None:
    (outcome,) = world.children.run(approval(world, letter_id, die_at=step, die_nth=1))
    assert outcome.state == "killed", f"the step «{step}» was not met: {outcome}"
    assert figures_of(house) == (0, 0, 0, 0)
    with open_reading(house.engine) as session:
        assert find_letter(session, letter_id).approved_at is None
    for _ in range(2):
        (outcome,) = world.children.run(approval(world, letter_id))
        assert outcome.state == "done", outcome
        assert figures_of(house) == (1, 2, 2, 1)
    with open_reading(house.engine) as session:
        assert find_letter(session, letter_id).approved_at == MAY
