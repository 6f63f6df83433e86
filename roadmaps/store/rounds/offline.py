"""Answers that were collected without the pages: what a table would change, and for whom, before it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from models.errors import CallerError
from models.language import say
from models.round import Round, RoundParticipant
from models.values import fold
from roadmaps.rounds.sheets import SheetRow
from roadmaps.rounds.values import Answer
from roadmaps.store.rounds.answering import Typed
from roadmaps.store.rounds.listing import ParticipantView, list_participants
from roadmaps.store.rounds.results import Summary
from roadmaps.store.rounds.sets import load_set
from roadmaps.store.rounds.sheets import Saved, Sheet, find_gaps, load_answers, load_proofs


@dataclass(frozen=True)
class Change:
    """What a row of a table would do. ``refusal``: why nothing of it is taken, "" where it is.

    ``typed``: the answers that differ from those that hold. ``gaps``: what keeps the form from being
    handed in afterwards.
    """

    name: str
    participant_id: int | None
    typed: tuple[Typed, ...] = ()
    fresh: int = 0
    same: int = 0
    gaps: tuple[str, ...] = ()
    refusal: str = ""
    is_submitted: bool = False

    @property
    def replaced(self) -> int:
        """How many answers that hold would be another."""
        return len(self.typed) - self.fresh


def list_handed_in(
    session: Session, round_: Round, summary: Summary | None, today: date, grouping: str = ""
) -> tuple[SheetRow, ...]:
    """What each participant handed in last, in the order of the list; empty for who did not.

    ``summary`` None: of a round that has not opened.
    """
    results = {row.participant_id: row for row in summary.results.participants} if summary else {}
    rows = []
    for person in list_participants(session, round_, today):
        result = results.get(person.id)
        cells = result.cells if result and result.is_submitted else {}
        answers = {code: Answer(code, cell.value) for code, cell in cells.items() if cell.value is not None}
        if grouping in ("", person.grouping):
            rows.append(SheetRow(person.name, person.grouping, answers))
    return tuple(rows)


def foresee_changes(
    session: Session, round_: Round, rows: Sequence[SheetRow], today: date, seen_at: datetime
) -> tuple[Change, ...]:
    """What the rows of a table would change, in their order; a handful of statements for any number.

    ``seen_at``: when somebody looked at it; an answer saved after that is not replaced but becomes a
    conflict at saving, because ``base_revision`` then names no revision that holds.
    """
    if round_.indicator_set_id is None:
        raise CallerError("У мониторинга № {id} набор показателей не выбран.", id=round_.id)
    questions = load_set(session, round_.indicator_set_id)
    people = {fold(person.name): person for person in list_participants(session, round_, today)}
    members = {row.id: row for row in session.exec(_members(round_))}
    ids = select(RoundParticipant.id).where(RoundParticipant.round_id == round_.id)
    held, proofs = load_answers(session, ids, questions), load_proofs(session, ids)
    changes = []
    for row in rows:
        person = people.get(fold(row.name))
        refusal = _refuse(person, round_, today)
        if person is None or refusal:
            changes.append(Change(row.name, person.id if person else None, refusal=refusal))
            continue
        sheet = Sheet(
            round_=round_,
            participant=members[person.id],
            name=person.name,
            questions=questions,
            answers=held.get(person.id, {}),
            proofs=proofs.get(person.id, {}),
            before={},
            state="open",
            due_on=person.due_on,
            last_on=person.last_on,
            submitted_at=person.submitted_at,
            versions=0,
        )
        changes.append(_compare(person, sheet, row.answers, seen_at))
    return tuple(changes)


def _members(round_: Round) -> SelectOfScalar[RoundParticipant]:
    return select(RoundParticipant).where(RoundParticipant.round_id == round_.id)


def _refuse(person: ParticipantView | None, round_: Round, today: date) -> str:
    if person is None:
        return say("такого участника в мониторинге нет")
    if round_.cancelled_at is not None or person.state == "cancelled":
        return say("мониторинг отменён")
    if person.state == "not_asked":
        return say("мониторинг ещё не открыт")
    return say("мониторинг закрыт") if today > person.last_on else ""


def _compare(
    person: ParticipantView, sheet: Sheet, answers: Mapping[str, Answer], seen_at: datetime
) -> Change:
    typed, merged, fresh, same = [], dict(sheet.answers), 0, 0
    for code, answer in answers.items():
        holds = sheet.answers.get(code)
        if holds is not None and holds.value == answer.value:
            same += 1
            continue
        base = holds.revision if holds is not None and holds.saved_at <= seen_at else 0
        note = holds.note if holds is not None else ""
        fresh += holds is None or holds.value is None
        typed.append(Typed(code, answer.value, note, base))
        merged[code] = Saved(code, answer.value, note, base, seen_at, "")
    gaps = tuple(str(gap) for gap in find_gaps(replace(sheet, answers=merged)))
    return Change(
        person.name, person.id, tuple(typed), fresh, same, gaps, is_submitted=person.state == "submitted"
    )
