"""The list of a round while the clock opens it: whoever comes second is refused, and nobody asked is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from models.database import open_reading, open_session
from models.errors import ForbiddenTransitionError
from models.round import Round, RoundParticipant
from roadmaps.store.rounds.lifecycle import choose_questions, open_round, plan_round
from roadmaps.store.rounds.participants import Entry, add_participant, set_participants
from roadmaps.store.rounds.sets import store_set
from small_round import days, make_questions

AT = datetime(2021, 6, 1, 4, tzinfo=UTC)


@pytest.fixture
def round_id(engine: Engine) -> int:
    """Ready to open, one participant."""
    with open_session(engine) as session:
        set_id = store_set(session, make_questions(), "test", AT, "test")
        round_, _ = plan_round(
            session, key="manual:a", title="Мониторинг", window=days("2021-06-01", "2021-06-20"),
            zone="Asia/Yekaterinburg", at=AT, actor="test",
        )  # fmt: skip
        choose_questions(session, round_, set_id, AT, "test")
        set_participants(session, round_, [Entry("Район Первый")], AT, "test")
        return round_.id or 0


def _set(session: Session, round_: Round) -> None:
    set_participants(session, round_, [Entry("Район Второй")], AT, "test")


def _add(session: Session, round_: Round) -> None:
    add_participant(session, round_, Entry("Район Второй"), AT, "test")


def _choose(session: Session, round_: Round) -> None:
    choose_questions(session, round_, round_.indicator_set_id or 0, AT, "test")


@pytest.mark.parametrize("change", [_set, _add, _choose])
def test_a_list_that_is_changed_while_the_round_opens_stays_as_it_was_asked(
    engine: Engine, round_id: int, change: Callable[[Session, Round], None]
) -> None:
    def meddle() -> None:
        with open_session(engine) as session:
            change(session, session.get_one(Round, round_id))

    with ThreadPoolExecutor(1) as pool, open_session(engine) as session:
        assert open_round(session, session.get_one(Round, round_id), AT, "clock")
        meddling = pool.submit(meddle)
        with suppress(TimeoutError):  # it waits for the opening
            meddling.result(timeout=1)
        session.commit()
        with pytest.raises(ForbiddenTransitionError, match="больше не меняются"):
            meddling.result()
    with open_reading(engine) as session:
        (asked,) = session.exec(select(RoundParticipant)).all()
        assert asked.occurrence_id is not None


@pytest.mark.parametrize("many", [3, 60])
def test_a_long_list_is_asked_of_the_database_as_often_as_a_short_one(
    engine: Engine, round_id: int, many: int
) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    entries = [Entry(f"Школа {n}", "", (f"school{n}@example.org",)) for n in range(many)]
    event.listen(engine, "before_cursor_execute", note)
    try:
        with open_session(engine) as session:
            set_participants(session, session.get_one(Round, round_id), entries, AT, "test")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(asked) < 20, len(asked)
