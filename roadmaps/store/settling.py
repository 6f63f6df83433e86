"""A person settles what a document left open: a term in words that can be read, the day of an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select, update

from models.database import row_id
from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.occurrence import Extension, Occurrence
from models.roadmap import ReadingProblem, Roadmap, Task
from models.round import ROUND_KIND
from models.values import EventRule, Term, TermContext
from roadmaps.completion import cancel_occurrence, correct_due_date
from roadmaps.deadlines import parse_deadline
from roadmaps.occurrences import deadline_of_event
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import load_facts, lock_occurrences, requeue, save_facts
from roadmaps.store.redating import DROPPED_BY_HAND, Redating, change_dates, foresee_dates, living_dates
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.tasks import next_ordinal, store_occurrences
from roadmaps.store.trail import record_deed
from roadmaps.versions import Span

_OF_TERMS = (
    "unreadable_term", "missing_term", "half_read_term", "doubtful_term", "term_outside_period",
    "past_at_signing",
)  # fmt: skip


def settle_task_term(
    session: Session, task_id: int, phrase: str, at: datetime, actor: str
) -> tuple[Term, tuple[int, ...]]:
    """Give an undated task its term; the reading, and the ids of occurrences that are past already.

    The words of the document stay on the task. A task that has dates is moved by extensions instead.
    """
    task = _require_task(session, task_id)
    if _living(session, task_id) is not None:
        raise ForbiddenTransitionError(
            "У задачи № {id} сроки есть; переносят их командой sroki extend.", id=task_id
        )
    roadmap = session.get_one(Roadmap, task.roadmap_id)
    term = parse_deadline(phrase, _context(roadmap, task))
    if not any(span.due_on for span in term.spans):
        raise CallerError("Фраза «{phrase}» не даёт даты: {why}", phrase=phrase, why=" ".join(term.problems))
    return term, _lay_out(session, task, roadmap, term, at, actor)


@dataclass(frozen=True)
class TermOutlook:
    """What a phrase would mean for a task, and what would become of its dates, as days.

    ``stays``: what the phrase names too, or what was handed in or accepted; ``moves``: from and to.
    """

    term: Term
    stays: tuple[Span, ...] = ()
    moves: tuple[tuple[Span, Span], ...] = ()
    goes: tuple[Span, ...] = ()
    comes: tuple[Span, ...] = ()

    @property
    def changes_something(self) -> bool:
        return bool(self.moves or self.goes or self.comes)


def foresee_term(session: Session, task_id: int, phrase: str) -> TermOutlook:
    """What ``correct_task_term`` would do with a phrase; nothing is changed."""
    task = _require_task(session, task_id)
    term = parse_deadline(phrase, _context(session.get_one(Roadmap, task.roadmap_id), task))
    spans = _days_of(term)
    if not spans:
        return TermOutlook(term)
    plan = foresee_dates(session, task, spans)
    known = {o.id: (o.opens_on, o.original_due_on) for o in living_dates(session, task)}
    moved = tuple((known[number], span) for number, span in plan.moved)
    stays, goes = (tuple(known[number] for number in ids) for ids in (plan.kept, plan.vanished))
    return TermOutlook(term, stays, moved, goes, plan.added)


def correct_task_term(
    session: Session, task_id: int, phrase: str, reason: str, at: datetime, actor: str
) -> tuple[Term, tuple[int, ...]]:
    """Name or correct the term of a task after approval; the reading, and what is past already and waits.

    The words of the document stay on the task; its dates follow the phrase: what is owed moves, goes or
    comes, what was handed in or accepted stays. CallerError without a reason and for a phrase that gives
    no day; ForbiddenTransitionError for a monitoring, and where a later version is in force.
    """
    if not reason.strip():
        raise CallerError("Напишите, почему исправляется срок.")
    task = _require_task(session, task_id)
    roadmap = session.get_one(Roadmap, task.roadmap_id)
    if task.origin == ROUND_KIND:
        raise ForbiddenTransitionError("Дни мониторинга меняют на его странице.")
    if roadmap.superseded_by_id is not None:
        raise ForbiddenTransitionError("Действует новая редакция документа: эта больше не исполняется.")
    term = parse_deadline(phrase, _context(roadmap, task))
    if not _days_of(term):
        raise CallerError("Фраза «{phrase}» не даёт даты: {why}", phrase=phrase, why=" ".join(term.problems))
    lock_occurrences(session, [number for o in living_dates(session, task) if (number := o.id) is not None])
    work = Redating(
        session,
        at,
        actor,
        at.astimezone(ZoneInfo(roadmap.zone)).date(),
        load_policies(session, [task.roadmap_id])[task.roadmap_id],
        reason.strip(),
        dropping=DROPPED_BY_HAND,
    )
    former = task.meaning
    change_dates(work, task, _days_of(term))
    task.meaning, task.term_kind, task.recurrence = term.meaning, term.kind.value, term.recurrence
    task.event_rule, task.event_on = None, None  # it counts from no event any more
    session.add(task)
    session.flush()
    requeue(session, sorted(work.touched | {row_id(occurrence) for occurrence in work.made}))
    plan_weekly(session, at)
    _settle_problems(session, roadmap, task, at)
    sides = {"before": {"meaning": former}, "after": {"meaning": term.meaning}}
    details = {"phrase": term.raw, "reason": work.reason}
    record_deed(session, at, actor, "term corrected", f"task:{task.id}", **sides, **details)
    return term, tuple(row_id(each) for each in (*work.made, *work.held) if each.held)


def _require_task(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None:
        raise UnknownThingError("Задачи № {id} нет. Список: sroki tasks.", id=task_id)
    return task


def _days_of(term: Term) -> list[Span]:
    return [(span.opens_on, span.due_on) for span in term.spans if span.due_on is not None]


def settle_event(
    session: Session, task_id: int, event_on: date, at: datetime, actor: str
) -> tuple[date, tuple[int, ...]]:
    """Enter the day of the event that a term counts from; the deadline, and what is past already.

    Entering another day moves the deadline and its reminders; what was extended stays extended.
    """
    task = _require_task(session, task_id)
    if task.event_rule is None:
        raise ForbiddenTransitionError("Срок задачи № {id} не зависит от события.", id=task_id)
    roadmap = session.get_one(Roadmap, task.roadmap_id)
    policy = load_policies(session, [task.roadmap_id])[task.roadmap_id]
    written_on = deadline_of_event(event_on, EventRule(**task.event_rule), policy.calendar)
    task.event_on = event_on
    session.add(task)
    today = at.astimezone(ZoneInfo(roadmap.zone)).date()
    known = _living(session, task_id)
    if known is None:
        written = [(None, written_on.isoformat())]
        known = store_occurrences(session, task, written, today, policy, next_ordinal(session, task_id))[0]
    else:
        _move_deadline(session, known, written_on, policy.due_date(written_on, known.opens_on), today)
    session.flush()
    requeue(session, [known.id or 0])
    details = {"event_on": event_on.isoformat(), "due_on": known.due_on.isoformat()}
    record_deed(session, at, actor, "event entered", f"task:{task_id}", **details)
    return known.due_on, (known.id or 0,) if known.held else ()


def _move_deadline(session: Session, known: Occurrence, written_on: date, due_on: date, today: date) -> None:
    """Another day of the event is no extension: the original moves too. A granted extension stays."""
    facts = load_facts(session, known.id or 0)
    if facts is None or (known.original_due_on, known.due_on) == (written_on, due_on):
        return
    extensions = session.exec(select(Extension).where(Extension.occurrence_id == known.id)).all()
    latest_on = max([due_on, *(extension.to_due_on for extension in extensions)])
    moved = correct_due_date(facts, latest_on, today)
    save_facts(session, moved)
    session.execute(
        update(Occurrence).where(col(Occurrence.id) == known.id).values(original_due_on=written_on)
    )
    session.refresh(known)


def remove_event(session: Session, task_id: int, at: datetime, actor: str) -> None:
    """Take back the day of an event: its deadline falls silent until a day is entered again.

    ForbiddenTransitionError where no day was entered, and where the work was accepted already.
    """
    task = _require_task(session, task_id)
    if task.event_on is None:
        raise ForbiddenTransitionError("День события задачи № {id} не назван.", id=task_id)
    known = _living(session, task_id)
    facts = load_facts(session, known.id or 0) if known is not None else None
    if facts is not None:
        save_facts(session, cancel_occurrence(facts, at))
        session.flush()
        requeue(session, [facts.id])
    event_on, task.event_on = task.event_on, None
    session.add(task)
    record_deed(session, at, actor, "event removed", f"task:{task_id}", event_on=event_on.isoformat())


def _living(session: Session, task_id: int) -> Occurrence | None:
    """An instance of the task that was not taken away (by hand, or by a new version of the document)."""
    statement = select(Occurrence).where(Occurrence.task_id == task_id)
    return session.exec(statement.where(col(Occurrence.cancelled_at).is_(None))).first()


def _context(roadmap: Roadmap, task: Task) -> TermContext:
    years = (roadmap.first_year, roadmap.last_year)
    period = (years[0], years[1]) if years[0] is not None and years[1] is not None else None
    return TermContext(period=period, year=task.year_section, as_of=roadmap.issued_on)


def _lay_out(
    session: Session, task: Task, roadmap: Roadmap, term: Term, at: datetime, actor: str
) -> tuple[int, ...]:
    today = at.astimezone(ZoneInfo(roadmap.zone)).date()
    spans = [(start, due) for start, due in (span.as_json() for span in term.spans)]
    policy = load_policies(session, [task.roadmap_id])[task.roadmap_id]
    first_ordinal = next_ordinal(session, task.id or 0)
    occurrences = store_occurrences(session, task, spans, today, policy, first_ordinal)
    task.meaning, task.term_kind = term.meaning, term.kind.value
    session.add(task)
    session.flush()
    ids = [occurrence.id for occurrence in occurrences if occurrence.id is not None]
    requeue(session, ids)
    _settle_problems(session, roadmap, task, at)
    record_deed(session, at, actor, "term settled", f"task:{task.id}", phrase=term.raw, meaning=term.meaning)
    return tuple(o.id for o in occurrences if o.held and o.id is not None)


def _settle_problems(session: Session, roadmap: Roadmap, task: Task, at: datetime) -> None:
    """The doubts about the words of a term are over."""
    session.execute(
        update(ReadingProblem)
        .where(col(ReadingProblem.roadmap_id) == roadmap.id, col(ReadingProblem.subject) == task.uid)
        .where(col(ReadingProblem.code).in_(_OF_TERMS))
        .values(settled_at=at)
    )
