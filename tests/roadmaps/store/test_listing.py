"""Lists: the states of SQL and of Python agree, and the number of statements does not grow."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import Engine, event

from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.roadmap import Task
from models.values import OccurrenceState
from roadmaps.documents import parse_text
from roadmaps.store.drafts import approve_draft, store_draft
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from small_plan import PLAN, moment

AT = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def approved(engine: Engine) -> Engine:
    with open_session(engine) as session:
        document = parse_text(PLAN, "plan.txt")
        roadmap, created = store_draft(session, document, "a" * 64, "Asia/Yekaterinburg", AT, "test")
        assert created
        approve_draft(session, roadmap, moment(1, 15), "test")
    return engine


def test_every_combination_of_facts_has_the_same_state_in_sql_and_in_python(approved: Engine) -> None:
    names = ("opened_at", "submitted_at", "returned_at", "accepted_at", "cancelled_at")
    with open_session(approved) as session:
        task_id = session.exec(select_task()).one()
        for number, facts in enumerate(product((None, AT), repeat=len(names)), start=100):
            due_on = date(2025, 6, 1)
            days = {"due_on": due_on, "original_due_on": due_on, "watched_from_on": due_on}
            session.add(
                Occurrence(task_id=task_id, ordinal=number, **days, **dict(zip(names, facts, strict=True)))
            )
    with open_reading(approved) as session:
        everything = list_occurrences(session, OccurrenceFilter(), AT)
        for state in OccurrenceState:
            wanted = {view.id for view in everything if view.state is state}
            found = {view.id for view in list_occurrences(session, OccurrenceFilter(state=state), AT)}
            assert found == wanted, state


def select_task():  # type: ignore[no-untyped-def]
    from sqlmodel import select

    return select(Task.id).where(Task.number == "1.1")


def test_a_list_of_three_and_of_three_hundred_take_the_same_statements(approved: Engine) -> None:
    def count() -> int:
        statements: list[str] = []
        listener = lambda *arguments: statements.append(arguments[2])  # noqa: E731
        event.listen(approved, "before_cursor_execute", listener)
        with open_reading(approved) as session:
            list_occurrences(session, OccurrenceFilter(), AT)
        event.remove(approved, "before_cursor_execute", listener)
        return len(statements)

    few = count()
    with open_session(approved) as session:
        task_id = session.exec(select_task()).one()
        for number in range(100, 400):
            days = {
                "due_on": date(2025, 6, 1),
                "original_due_on": date(2025, 6, 1),
                "watched_from_on": AT.date(),
            }
            session.add(Occurrence(task_id=task_id, ordinal=number, **days))
    assert count() == few


def test_filters_narrow_by_quarter_party_section_and_text(approved: Engine) -> None:
    from models.values import Quarter

    def numbers(wanted: OccurrenceFilter) -> list[str]:
        with open_reading(approved) as session:
            return [view.task_number for view in list_occurrences(session, wanted, AT)]

    assert numbers(OccurrenceFilter(quarter=Quarter(2025, 2))) == ["1.2", "1.3"]
    assert numbers(OccurrenceFilter(party="МКУ «Архив»")) == ["1.3"]
    assert numbers(OccurrenceFilter(section="нет такого")) == []
    assert numbers(OccurrenceFilter(text="семинар")) == ["1.2"]
    assert numbers(OccurrenceFilter(late=True)) == []
