"""Many hands at one sheet at once: every saving is a revision, and nothing is overwritten unseen."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.database import open_reading, open_session
from models.errors import ForbiddenTransitionError
from models.occurrence import Occurrence
from models.round import Round, RoundAnswer, RoundParticipant
from roadmaps.rounds.values import AnswerValue
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from roadmaps.store.rounds.lifecycle import due_rounds, step_round
from roadmaps.store.rounds.sheets import find_sheet, mark_of
from small_round import days, open_small_round, participant_of

AT = datetime(2021, 6, 8, 4, 30, tzinfo=UTC)
PEOPLE, SAVINGS = 6, 8


@pytest.fixture
def participant_id(engine: Engine) -> int:
    with open_session(engine) as session:
        round_ = open_small_round(session, days("2021-06-01", "2021-06-20"), AT)
        return participant_of(session, round_).id or 0


def write(engine: Engine, participant_id: int, person: int) -> list[tuple[str, AnswerValue]]:
    """Save one share after another, each on what was seen last, and always pick one's own; what was taken."""
    taken: list[tuple[str, AnswerValue]] = []
    seen = 0
    for n in range(SAVINGS):
        value = Decimal(person * 10 + n)
        while True:
            with open_session(engine) as session:
                typed = [Typed("2.1", value, "", seen)]
                conflicts = save_answers(session, participant_id, typed, AT, f"person:{person}")
            if not conflicts:
                break
            seen = conflicts[0].holds.revision
        taken.append((f"person:{person}", value))
        seen += 1
    return taken


def test_six_people_who_save_the_same_answer_at_once_lose_none(engine: Engine, participant_id: int) -> None:
    with ThreadPoolExecutor(PEOPLE) as pool:
        taken = [
            entry
            for entries in pool.map(lambda n: write(engine, participant_id, n), range(PEOPLE))
            for entry in entries
        ]
    with open_reading(engine) as session:
        rows = session.exec(select(RoundAnswer).order_by(RoundAnswer.revision)).all()  # type: ignore[arg-type]
    assert [row.revision for row in rows] == list(range(1, PEOPLE * SAVINGS + 1))
    assert all(row.base_revision == row.revision - 1 for row in rows), "each was written on the one before it"
    by_person: dict[str, list[AnswerValue]] = defaultdict(list)
    for row in rows:
        by_person[row.saved_by].append(Decimal(row.value))
    expected: dict[str, list[AnswerValue]] = defaultdict(list)
    for person, value in taken:
        expected[person].append(value)
    assert by_person == expected


def test_a_sheet_is_handed_in_as_it_was_seen_or_not_at_all(engine: Engine, participant_id: int) -> None:
    with open_session(engine) as session:
        typed = [Typed("1.1", False), Typed("1.2", "отдел"), Typed("2.1", Decimal(10))]
        save_answers(session, participant_id, typed, AT, "test")
        seen = mark_of(find_sheet(session, participant_id, AT))
    with open_session(engine) as session:
        save_answers(session, participant_id, [Typed("2.1", Decimal(20), "", 1)], AT, "another")
    with pytest.raises(ForbiddenTransitionError, match="ответы изменились"), open_session(engine) as session:
        submit_answers(session, participant_id, AT, "test", seen=seen)
    with open_session(engine) as session:
        now = mark_of(find_sheet(session, participant_id, AT))
        assert submit_answers(session, participant_id, AT, "test", seen=now).answers["2.1"]["value"] == "20"


LAST_SECOND = datetime(2021, 6, 22, 18, 59, 59, tzinfo=UTC)  # of the last day of grace, in Yekaterinburg
MIDNIGHT = LAST_SECOND + timedelta(seconds=1)


def beat(engine: Engine, at: datetime) -> None:
    """What the clock does with rounds."""
    with open_session(engine) as session:
        for number in due_rounds(session, at):
            step_round(session, number, at)


def is_accepted(engine: Engine, participant_id: int) -> bool:
    with open_reading(engine) as session:
        number = session.get_one(RoundParticipant, participant_id).occurrence_id
        return session.get_one(Occurrence, number).accepted_at is not None


def test_what_comes_in_while_the_round_closes_is_settled_by_the_clock_too(
    engine: Engine, participant_id: int
) -> None:
    """Sent in time, it waited for the lock, or for its files, until the round was closed and settled."""
    beat(engine, MIDNIGHT)
    beat(engine, MIDNIGHT + timedelta(hours=1))
    with open_session(engine) as session:
        submit_answers(session, participant_id, LAST_SECOND, "test", nothing_because="нечего")
    assert not is_accepted(engine, participant_id)
    beat(engine, MIDNIGHT + timedelta(hours=2))
    assert is_accepted(engine, participant_id)
    with open_reading(engine) as session:
        assert session.exec(select(Round.next_action_at)).one() is None, "and nothing is ahead any more"
