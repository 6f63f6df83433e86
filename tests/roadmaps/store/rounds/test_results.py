"""Results that are kept up from look to look are those that are worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import Engine, event
from sqlmodel import Session

from finished_round import at, finish_two_rounds
from models.database import open_reading, open_session, row_id
from models.round import Round
from roadmaps.rounds.values import AnswerValue
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from roadmaps.store.rounds.lifecycle import extend_participant, reopen_participant
from roadmaps.store.rounds.results import RunningSummary, load_summary
from roadmaps.store.rounds.sheets import find_sheet
from small_round import participant_of

REOPENED_AT, SAID_AT = at(2024, 5, 6), at(2024, 5, 7)


def reopen(session: Session, round_: Round) -> None:
    reopen_participant(
        session,
        round_,
        participant_of(session, round_),
        date(2024, 5, 20),
        "Проверьте долю",
        REOPENED_AT,
        "x",
    )


def answer(session: Session, round_: Round, position: int, share: str) -> None:
    participant = row_id(participant_of(session, round_, position))
    before = find_sheet(session, participant, SAID_AT).answers
    said: dict[str, AnswerValue] = {"1.1": False, "1.2": "отдел", "2.1": Decimal(share)}
    typed = [Typed(code, said[code], "", before[code].revision if code in before else 0) for code in said]
    save_answers(session, participant, typed, SAID_AT, "x")
    submit_answers(session, participant, SAID_AT, "x")


def extend_the_third(session: Session, round_: Round) -> None:
    extend_participant(
        session, round_, participant_of(session, round_, 3), date(2024, 5, 20), "Паводок", REOPENED_AT, "x"
    )


def test_what_is_kept_up_equals_what_is_worked_out_anew(engine: Engine) -> None:
    with open_session(engine) as session:
        now = row_id(finish_two_rounds(session)[1])
    running = RunningSummary()
    steps: list[Callable[[Session, Round], None]] = [
        lambda *_: None,
        extend_the_third,
        lambda session, round_: answer(session, round_, 3, "40"),
        reopen,
        lambda session, round_: answer(session, round_, 1, "12.5"),
    ]
    seen = []
    for step in steps:
        with open_session(engine) as session:
            step(session, session.get_one(Round, now))
        with open_reading(engine) as session:
            kept = running.load(session, session.get_one(Round, now)).results
            assert kept == load_summary(session, now).results
            assert running.load(session, session.get_one(Round, now)).results is kept, "nothing new"
        seen.append(kept)
    assert [result.submitted for result in seen] == [2, 2, 3, 2, 3]
    assert [result.late for result in seen] == [1, 1, 1, 1, 2], "the third was extended, the first was not"
    shares = [next(column for column in result.indicators if column.code == "2.1") for result in seen]
    means = [Decimal(mean) for mean in ("61.25", "61.25", "54.17", "50", "37.5")]
    assert [column.mean_value for column in shares] == means
    assert [column.value_change for column in shares] == [mean - 40 for mean in means]


def test_only_the_answers_that_are_new_are_read(engine: Engine) -> None:
    with open_session(engine) as session:
        now = row_id(finish_two_rounds(session)[1])
    running, read = RunningSummary(), []
    with open_reading(engine) as session:
        running.load(session, session.get_one(Round, now))
    with open_session(engine) as session:
        round_ = session.get_one(Round, now)
        reopen(session, round_)
        answer(session, round_, 1, "1")

    def note(_conn: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if "round_submission.answers" in statement:
            read.append(parameters)

    event.listen(engine, "before_cursor_execute", note)
    with open_reading(engine) as session:
        running.load(session, session.get_one(Round, now))
    assert len(read) == 1
    assert len(tuple(read[0])) == 1, "the one that was handed in anew"
