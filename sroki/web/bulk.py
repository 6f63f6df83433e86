"""One act on many occurrences: tried out first, then done, each by itself and each refusal said.

The trial takes the very steps in a transaction that is taken back, so that it cannot promise what the
act refuses (docs/decisions/046).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from flows.accounts.sessions import SignedIn
from flows.house import House
from flows.reporting.wording import format_date
from models.authority import Deed
from models.database import open_session
from models.errors import CallerError
from models.language import say, say_error, say_number
from models.occurrence import Evidence, Occurrence
from roadmaps.store import steps
from roadmaps.store.reassigning import reassign_task
from sroki.web.decisions import Decision, record_decision

MOST_ROWS = 200  # of one act: it is tried out while others wait to write


@dataclass(frozen=True)
class Act:
    """What is to be done, and its words. ``kind``: remind | extend | reassign | accept | resume | cancel."""

    kind: str
    to_due_on: date | None = None
    reason: str = ""
    former: str = ""
    present: str = ""

    @property
    def deed(self) -> Deed:
        return Deed.REVIEW if self.kind == "accept" else Deed.COORDINATE

    @property
    def needs_words(self) -> bool:
        """Whether it cannot be tried out before somebody has written something."""
        return self.kind in ("extend", "reassign", "cancel")


@dataclass(frozen=True)
class Row:
    """One of the chosen: its task, and the version of the evidence that was seen (0: none)."""

    occurrence_id: int
    task_id: int
    version: int = 0
    is_allowed: bool = True


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row: what happens, or why it does not."""

    row: Row
    words: str = ""
    complaint: str = ""


def read_act(kind: str, to_due_on: str, reason: str, former: str, present: str) -> Act:
    """An act as a form has it; CallerError says what is missing."""
    if kind == "extend":
        try:
            day = date.fromisoformat(to_due_on)
        except ValueError as error:
            raise CallerError("Выберите день, на который переносится срок.") from error
        if not reason:
            raise CallerError("Напишите, почему переносится срок.")
        return Act(kind, to_due_on=day, reason=reason)
    if kind == "reassign":
        if not (former and present):
            raise CallerError("Назовите, чья задача и кому она передаётся.")
        return Act(kind, former=former, present=present)
    if kind == "cancel":
        if not reason:
            raise CallerError("Напишите, почему срок снимается.")
        return Act(kind, reason=reason)
    return Act(kind)


class _TriedOutError(Exception):
    """The trial is over: nothing of it stays."""


def try_out(house: House, act: Act, rows: Sequence[Row], account: SignedIn) -> list[Outcome]:
    """What would become of each row."""
    outcomes: list[Outcome] = []
    try:
        with open_session(house.engine) as session:
            at = house.clock()

            def attempt(row: Row) -> str:
                with session.begin_nested():
                    return _take(session, act, row, at, account.actor)

            outcomes = _each(act, rows, attempt)
            raise _TriedOutError
    except _TriedOutError:
        return outcomes


def carry_out(house: House, act: Act, rows: Sequence[Row], account: SignedIn) -> list[Outcome]:
    """Do it, a transaction each: what somebody else did meanwhile stays theirs."""

    def attempt(row: Row) -> str:
        with open_session(house.engine) as session:
            return _take(session, act, row, house.clock(), account.actor)

    return _each(act, rows, attempt)


def _each(act: Act, rows: Sequence[Row], attempt: Callable[[Row], str]) -> list[Outcome]:
    """The outcome of each row; a task passes to another party once, for all of its rows."""
    outcomes: list[Outcome] = []
    by_task: dict[int, Outcome] = {}
    for row in rows:
        if not row.is_allowed:
            outcomes.append(Outcome(row, complaint=say("Ваша учётная запись этого не может.")))
            continue
        known = by_task.get(row.task_id) if act.kind == "reassign" else None
        if known is None:
            try:
                known = Outcome(row, attempt(row))
            except CallerError as error:
                known = Outcome(row, complaint=say_error(error))
            by_task[row.task_id] = known
        outcomes.append(Outcome(row, known.words, known.complaint))
    return outcomes


def _take(session: Session, act: Act, row: Row, at: datetime, actor: str) -> str:
    number = row.occurrence_id
    if act.kind == "remind":
        people = steps.ask_reminder(session, number, at, actor)
        return say("напомним письмом: {people}", people=say_number(people, "человек", "человека", "человек"))
    if act.kind == "extend" and act.to_due_on is not None:
        before = session.get_one(Occurrence, number).due_on
        steps.extend(session, number, act.to_due_on, act.reason, at, actor)
        return f"{format_date(before)} → {format_date(act.to_due_on)}"
    if act.kind == "reassign":
        change = reassign_task(session, row.task_id, act.former, act.present, at, actor)
        silent = say("; адреса у нового исполнителя пока нет") if change.silent else ""
        return f"{change.former} → {change.present}{silent}"
    if act.kind == "resume":
        steps.resume(session, number, at, actor)
        return say("выполнять, отсчёт с сегодняшнего дня")
    if act.kind == "cancel":
        steps.cancel(session, number, act.reason, at, actor)
        return say("снимается")
    record_decision(session, number, Decision(row.version), at, actor)
    return say("принимается версия {version}", version=row.version)


def load_versions(session: Session, occurrence_ids: Sequence[int]) -> dict[int, int]:
    """The last version of the evidence of each."""
    statement = (
        select(Evidence.occurrence_id, Evidence.version)
        .where(col(Evidence.occurrence_id).in_(occurrence_ids))
        .order_by(col(Evidence.version))
    )
    return dict(session.exec(statement).all())
