"""The words of tasks follow their texts, whoever stores or changes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, inspect
from sqlmodel import Session, select

from models.database import create_database_engine, open_reading, open_session
from models.migrations import migrate, migrate_to
from models.roadmap import Roadmap, Task, TaskWord
from roadmaps.documents import parse_text
from roadmaps.store.drafts import approve_draft, store_draft
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from small_plan import PLAN, moment

AT = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def approved(engine: Engine) -> Engine:
    with open_session(engine) as session:
        roadmap, _ = store_draft(session, parse_text(PLAN, "plan.txt"), "a" * 64, "UTC", AT, "test")
        approve_draft(session, roadmap, moment(1, 15), "test")
    return engine


def numbers(session: Session, text: str) -> list[str]:
    return [view.task_number for view in list_occurrences(session, OccurrenceFilter(text=text), AT)]


def test_a_search_finds_every_form_in_title_result_and_term(approved: Engine) -> None:
    with open_reading(approved) as session:
        assert numbers(session, "музеем") == ["1.1"]
        assert numbers(session, "программу") == ["1.2"], "in the expected result"
        assert numbers(session, "квартала") == ["1.3"], "in the words of the term"
        assert numbers(session, "собрать отчёт") == [], "every word must be there"
        assert numbers(session, "1.2") == ["1.2"]
        assert numbers(session, "%") == []
        assert numbers(session, "о") == ["1.1", "1.2", "1.3"], "a letter is looked for in the titles"


def test_a_changed_title_is_found_by_its_new_words_only(approved: Engine) -> None:
    with open_session(approved) as session:
        task = session.exec(select(Task).where(Task.number == "1.1")).one()
        task.title = "Провести конференцию"
    with open_reading(approved) as session:
        assert numbers(session, "конференция") == ["1.1"]
        assert numbers(session, "музеи") == []


def test_what_was_there_before_the_migration_is_found_after_it(database_address: str) -> None:
    engine = create_database_engine(database_address)
    migrate_to(engine, "0013")
    roadmap = {"id": 1, "title": "План", "kind": "plan", "zone": "UTC", "source_name": "x",
               "source_sha256": "x", "parsed": {}, "imported_at": AT}  # fmt: skip
    task = {"id": 1, "roadmap_id": 1, "position": 1, "origin": "row", "uid": "1", "number": "1",
            "title": "Провести мониторинг", "expected_result": "", "raw_term": "", "term_kind": "window",
            "meaning": ""}  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(Roadmap).values(**roadmap))
        connection.execute(insert(Task).values(**task))
    migrate(engine)
    with open_reading(engine) as session:
        assert set(session.exec(select(TaskWord.stem)).all()) == {"1", "провест", "мониторинг"}
        assert "ix_task_place" in {index["name"] for index in inspect(engine).get_indexes("task")}
    engine.dispose()
