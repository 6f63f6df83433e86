"""A table of answers that an organiser collected: read, compared, taken participant by participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.house import House
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import say, say_error
from models.round import Round
from roadmaps.rounds.sheets import SheetRow, read_table
from roadmaps.sandbox import read_sheets_apart
from roadmaps.store.rounds.answering import save_answers, submit_answers
from roadmaps.store.rounds.letters import questions_of
from roadmaps.store.rounds.offline import Change, foresee_changes
from roadmaps.store.trail import record_deed

_ZIP = b"PK\x03\x04"  # what every xlsx begins with


@dataclass(frozen=True)
class Taken:
    """What became of a table: participants with answers saved, with a form handed in, and those without.

    ``refused``: name and why, a line each.
    """

    saved: int = 0
    submitted: int = 0
    refused: tuple[tuple[str, str], ...] = ()


def read_answers(house: House, round_: Round, content: bytes, name: str) -> tuple[SheetRow, ...]:
    """The rows of an uploaded table. SeveralMistakesError names each cell that will not do, by row."""
    if round_.indicator_set_id is None:
        raise CallerError("У мониторинга № {id} набор показателей не выбран.", id=round_.id)
    if not content.startswith(_ZIP):
        raise CallerError("Таблица ответов — файл xlsx: скачайте её здесь и заполните.")
    with open_reading(house.engine) as session:
        questions = questions_of(session, round_)
    return read_table(questions, read_sheets_apart(content, name), name)


def foresee_answers(
    house: House, round_: Round, rows: Sequence[SheetRow], at: datetime, seen_at: datetime | None = None
) -> tuple[Change, ...]:
    """What the rows would change as things stand at ``at``."""
    today = round_.day_of(at)
    with open_reading(house.engine) as session:
        return foresee_changes(session, session.get_one(Round, round_.id), rows, today, seen_at or at)


def take_answers(
    house: House, round_id: int, changes: Sequence[Change], at: datetime, actor: str, *, hand_in: bool
) -> Taken:
    """Save the answers of each participant in a transaction of its own; hand in where nothing is missing.

    Nothing is lost by a crash in between: taking the same table again changes only what is left.
    """
    saved = submitted = 0
    refused: list[tuple[str, str]] = []
    for change in changes:
        if change.refusal or change.participant_id is None:
            refused.append((change.name, change.refusal))
            continue
        try:
            with open_session(house.engine) as session:
                conflicts = save_answers(session, change.participant_id, change.typed, at, actor)
                wants = hand_in and not change.gaps and not conflicts
                if wants and (change.typed or not change.is_submitted):
                    submit_answers(session, change.participant_id, at, actor)
                    submitted += 1
        except CallerError as error:
            refused.append((change.name, say_error(error)))
            continue
        saved += bool(len(change.typed) - len(conflicts))
        codes = ", ".join(conflict.code for conflict in conflicts)
        if conflicts:
            refused.append((change.name, say("тем временем ответили сами: {codes}", codes=codes)))
    taken = Taken(saved, submitted, tuple(refused))
    with open_session(house.engine) as session:
        details = {"participants": saved, "submitted": submitted, "refused": len(refused)}
        record_deed(session, at, actor, "answers taken from a table", f"round:{round_id}", **details)
    return taken
