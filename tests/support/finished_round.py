"""Two small monitorings, a year apart, with every kind of participant. For tests."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import Session

from models.database import row_id
from models.party import Party
from models.round import Round
from roadmaps.rounds.values import AnswerValue
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from roadmaps.store.rounds.lifecycle import close_round
from small_round import days, open_small_round, participant_of


def at(year: int, month: int, day: int, hour: int = 6) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def finish_two_rounds(session: Session) -> tuple[Round, Round]:
    """The rounds of 2023 and 2024: the first participant better by 42,5 in a share, the second late, the
    third silent in both; the organiser is «Институт развития»."""
    organiser = Party(name="Институт развития", folded="институт развития")
    session.add(organiser)
    session.flush()
    before = _run(session, 2023, organiser.id or 0, None, "20", "60")
    return before, _run(session, 2024, organiser.id or 0, before.id, "62.5", "60")


def _run(
    session: Session, year: int, organiser_id: int, previous_id: int | None, first: str, second: str
) -> Round:
    window = days(f"{year}-04-01", f"{year}-04-30")
    round_ = open_small_round(
        session,
        window,
        at(year, 4, 1),
        organiser_id=organiser_id,
        previous_id=previous_id,
        key=f"manual:{year}",
    )
    _answer(
        session,
        round_,
        1,
        {"1.1": False, "1.2": "отдел", "2.1": Decimal(first), "2.2": Decimal("7")},
        at(year, 4, 10),
    )
    _answer(session, round_, 2, {"1.1": False, "1.2": "методист", "2.1": Decimal(second)}, at(year, 5, 1))
    close_round(session, round_, at(year, 5, 3), "test")
    return round_


def _answer(
    session: Session, round_: Round, position: int, answers: dict[str, AnswerValue], moment: datetime
) -> None:
    participant = row_id(participant_of(session, round_, position))
    typed = [Typed(code, value, "", 0) for code, value in answers.items()]
    save_answers(session, participant, typed, moment, "test")
    submit_answers(session, participant, moment, "test")
