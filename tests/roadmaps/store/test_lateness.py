"""How late things are, asked of the database, is what Python says: around midnight, in every zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from sqlmodel import select as pick

from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.roadmap import Roadmap, Task
from roadmaps.report import Lateness, judge_lateness
from roadmaps.store.lateness import LocalDays, is_moving, lateness_condition
from roadmaps.store.listing import OccurrenceFilter, list_occurrences

# Berlin changes its clocks, Lord Howe by half an hour, Chelyabinsk did until 2014.
ZONES = ("Asia/Yekaterinburg", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns")
DUE_DAYS = (date(2010, 3, 27), date(2014, 10, 25), date(2021, 3, 27), date(2021, 10, 30), date(2026, 6, 30))
AS_OF = datetime(2021, 3, 28, 1, 30, tzinfo=UTC)  # already Sunday in Berlin, still Saturday in Newfoundland


def fill(session: Session) -> None:
    """Every mixture of marks, handed in around the midnight after each day, in each zone."""
    for number, zone in enumerate(ZONES, start=1):
        session.add(
            Roadmap(id=number, title=zone, kind="plan", zone=zone, source_name="x", source_sha256=zone,
                    parsed={}, imported_at=AS_OF)
        )  # fmt: skip
        session.flush()
        session.add(
            Task(id=number, roadmap_id=number, position=1, origin="row", uid="1", number="1", title="Дело",
                 raw_term="", term_kind="deadline")
        )  # fmt: skip
        session.flush()
        hours = [None, *(timedelta(minutes=30 * step) for step in range(16, 80, 5))]
        for ordinal, (due_on, hour, *marks) in enumerate(product(DUE_DAYS, hours, *[(False, True)] * 4)):
            submitted_at = (
                datetime(due_on.year, due_on.month, due_on.day, tzinfo=UTC) + hour if hour else None
            )
            returned, accepted, cancelled, held = marks
            if ordinal % 3 and sum(marks) > 1:
                continue  # a third of the rarer mixtures is enough
            session.add(
                Occurrence(
                    task_id=number, ordinal=ordinal, due_on=due_on, original_due_on=due_on,
                    watched_from_on=due_on, held=held, submitted_at=submitted_at,
                    returned_at=AS_OF if returned else None, accepted_at=AS_OF if accepted else None,
                    cancelled_at=AS_OF if cancelled else None,
                )
            )  # fmt: skip


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with open_session(engine) as session:
        fill(session)
    return engine


def test_sql_and_python_judge_alike(filled: Engine) -> None:
    with open_reading(filled) as session:
        days = LocalDays.of(AS_OF, session.exec(pick(Roadmap)).all())
        views = list_occurrences(session, OccurrenceFilter(), AS_OF)
        judged = {v.id: judge_lateness(v.facts, AS_OF.astimezone(v.facts.zone).date()) for v in views}
        assert len(judged) > 1500
        for lateness in Lateness:
            found = set(session.execute(_ids().where(lateness_condition(lateness, days))).scalars())
            assert found == {number for number, what in judged.items() if what is lateness}
            assert found
        moving = set(session.execute(_ids().where(is_moving())).scalars())
        assert moving == {v.id for v in views if not v.facts.is_finished and not v.facts.held}


def test_a_house_of_one_zone_is_asked_for_no_zone(filled: Engine) -> None:
    days = LocalDays(AS_OF, {"Asia/Yekaterinburg": (1,)})
    statement = str(_ids().where(lateness_condition(Lateness.OVERDUE, days)))
    assert "roadmap_id IN" not in statement


def _ids():  # type: ignore[no-untyped-def]
    return select(col(Occurrence.id)).join(Task, col(Task.id) == col(Occurrence.task_id))
