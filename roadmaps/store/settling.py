"""A person settles what a document left open: the term of a task in words that can be read."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select, update

from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.occurrence import Occurrence
from models.roadmap import ReadingProblem, Roadmap, Task
from models.values import Term, TermContext
from roadmaps.deadlines import parse_deadline
from roadmaps.store.drafts import store_occurrences
from roadmaps.store.queue import requeue
from roadmaps.store.trail import record_deed


def settle_task_term(
    session: Session, task_id: int, phrase: str, at: datetime, actor: str
) -> tuple[Term, tuple[int, ...]]:
    """Give an undated task its term; the reading, and the ids of occurrences that are past already.

    The words of the document stay on the task. A task that has dates is moved by extensions instead.
    """
    task = session.get(Task, task_id)
    if task is None:
        raise UnknownThingError("Задачи № {id} нет. Список: sroki tasks.", id=task_id)
    if session.exec(select(Occurrence.id).where(Occurrence.task_id == task_id).limit(1)).first():
        raise ForbiddenTransitionError(
            "У задачи № {id} сроки есть; переносят их командой sroki extend.", id=task_id
        )
    roadmap = session.get_one(Roadmap, task.roadmap_id)
    term = parse_deadline(phrase, _context(roadmap, task))
    if not any(span.due_on for span in term.spans):
        raise CallerError("Фраза «{phrase}» не даёт даты: {why}", phrase=phrase, why=" ".join(term.problems))
    return term, _lay_out(session, task, roadmap, term, at, actor)


def _context(roadmap: Roadmap, task: Task) -> TermContext:
    years = (roadmap.first_year, roadmap.last_year)
    period = (years[0], years[1]) if years[0] is not None and years[1] is not None else None
    return TermContext(period=period, year=task.year_section, as_of=roadmap.issued_on)


def _lay_out(
    session: Session, task: Task, roadmap: Roadmap, term: Term, at: datetime, actor: str
) -> tuple[int, ...]:
    today = at.astimezone(ZoneInfo(roadmap.zone)).date()
    spans = [(start, due) for start, due in (span.as_json() for span in term.spans)]
    occurrences = store_occurrences(session, task, spans, today)
    task.meaning, task.term_kind = term.meaning, term.kind.value
    session.add(task)
    session.flush()
    ids = [occurrence.id for occurrence in occurrences if occurrence.id is not None]
    requeue(session, ids)
    session.execute(
        update(ReadingProblem)
        .where(col(ReadingProblem.roadmap_id) == roadmap.id, col(ReadingProblem.subject) == task.uid)
        .where(col(ReadingProblem.code).in_(("unreadable_term", "missing_term")))
        .values(settled_at=at)
    )
    record_deed(session, at, actor, "term settled", f"task:{task.id}", phrase=term.raw, meaning=term.meaning)
    return tuple(o.id for o in occurrences if o.held and o.id is not None)
