"""Executors by quarter, counted and put in order by the database, are what one gets by counting views."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import Roadmap, Task
from models.values import Quarter, Role
from roadmaps.report import Lateness, judge_lateness
from roadmaps.store.aggregates import TwoYears, load_heat
from roadmaps.store.lateness import LocalDays
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences

AS_OF = datetime(2026, 5, 20, 6, tzinfo=UTC)
YEARS = TwoYears(2026)
EXECUTORS = 37
DAYS = LocalDays(AS_OF, {"Asia/Yekaterinburg": (1,)})


@pytest.fixture
def executors(engine: Engine) -> Engine:
    """A roadmap whose tasks have none, one or two of many executors, and days in three years."""
    chance = random.Random(7)
    with open_session(engine) as session:
        session.add(
            Roadmap(id=1, title="План", kind="plan", zone="Asia/Yekaterinburg", source_name="x",
                    source_sha256="x", parsed={}, imported_at=AS_OF)
        )  # fmt: skip
        session.add_all(
            Party(id=n, name=f"Школа № {n % 10}{n}", folded=f"школа {n}") for n in range(1, EXECUTORS + 1)
        )
        session.flush()
        session.add_all(
            Task(id=n, roadmap_id=1, position=n, origin="row", uid=str(n), number=str(n), title="Дело",
                 raw_term="", term_kind="deadline")
            for n in range(1, 61)
        )  # fmt: skip
        session.flush()
        for number in range(1, 61):
            for party_id in chance.sample(range(1, EXECUTORS + 1), number % 3):
                session.add(TaskParty(task_id=number, role=Role.RESPONSIBLE.value, party_id=party_id))
            session.add(
                TaskParty(task_id=number, role=Role.CONTROLLER.value, party_id=chance.randint(1, EXECUTORS))
            )
            for ordinal in range(5):
                due_on = date(2025, 6, 1) + timedelta(days=chance.randrange(1100))
                mark = chance.choice((None, "submitted_at", "accepted_at", "cancelled_at"))
                session.add(
                    Occurrence(
                        task_id=number, ordinal=ordinal, due_on=due_on, original_due_on=due_on,
                        watched_from_on=due_on, **({mark: AS_OF} if mark else {}),
                    )
                )  # fmt: skip
    return engine


def _count(views: list[OccurrenceView]) -> dict[str | None, dict[int, list[int]]]:
    """Of each executor and quarter: how many there are, and how many are overdue."""
    counted: dict[str | None, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for view in views:
        if view.facts.cancelled_at or not YEARS.first_on <= view.facts.due_on <= YEARS.last_on:
            continue
        late = judge_lateness(view.facts, AS_OF.astimezone(view.facts.zone).date())
        place = YEARS.quarters.index(Quarter.of(view.facts.due_on))
        for name in view.parties.get(Role.RESPONSIBLE, ()) or (None,):
            cell = counted[name][place]
            cell[0] += 1
            cell[1] += late is Lateness.OVERDUE
    return counted


def test_every_executor_stands_once_whoever_has_most_overdue_first(executors: Engine) -> None:
    with open_reading(executors) as session:
        counted = _count(list_occurrences(session, OccurrenceFilter(), AS_OF))
        heat = load_heat(session, OccurrenceFilter(), YEARS, DAYS, 0, 1000)
    assert heat.executors == len(heat.rows) == len(counted) > 25
    assert {row.name for row in heat.rows} == set(counted)
    for row in heat.rows:
        cells = [[cell.total, cell.overdue] for cell in row.cells]
        assert cells == [counted[row.name].get(place, [0, 0]) for place in range(8)], row.name
    overdue = [sum(cell.overdue for cell in row.cells) for row in heat.rows]
    assert overdue == sorted(overdue, reverse=True)
    assert overdue[0] > overdue[-1]


def test_page_after_page_shows_them_all_in_the_same_order(executors: Engine) -> None:
    with open_reading(executors) as session:
        whole = load_heat(session, OccurrenceFilter(), YEARS, DAYS, 0, 1000)
        pages = [load_heat(session, OccurrenceFilter(), YEARS, DAYS, n, 10) for n in (0, 10, 20, 30, 40)]
    assert tuple(row for page in pages for row in page.rows) == whole.rows
    assert [len(page.rows) for page in pages] == [10, 10, 10, whole.executors - 30, 0]
