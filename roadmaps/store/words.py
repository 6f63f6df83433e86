"""The words of tasks: kept in step with their texts, and what a search asks of them.

A table of stems instead of FTS5 or tsvector: one search that means the same on both databases
(docs/decisions/045).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, event, insert, or_, select
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import col

from models.roadmap import Task, TaskWord
from models.words import stem_words

_SLICE = 500  # ids per statement
_FIELDS = ("number", "section", "title", "expected_result", "raw_term")


@event.listens_for(AnySession, "after_flush")
def _follow(session: AnySession, _flush: UOWTransaction) -> None:
    """Whoever stores or changes a task has its words stored too, without doing anything for it."""
    tasks = [row for row in session.new if isinstance(row, Task)]
    changed = [row for row in session.dirty if isinstance(row, Task) and session.is_modified(row)]
    if tasks or changed:
        store_words(session, [*tasks, *changed], replace=bool(changed))


def store_words(session: AnySession, tasks: Iterable[Task], *, replace: bool) -> None:
    """The words of these tasks, in the place of those they had (``replace``)."""
    words = {task.id: stem_words(" ".join(getattr(task, name) or "" for name in _FIELDS)) for task in tasks}
    ids = list(words)
    connection = session.connection()
    for start in range(0, len(ids) if replace else 0, _SLICE):
        former = col(TaskWord.task_id).in_(ids[start : start + _SLICE])
        connection.execute(delete(TaskWord).where(former))
    rows = [{"stem": stem, "task_id": id_} for id_, stems in words.items() for stem in sorted(stems)]
    if rows:
        connection.execute(insert(TaskWord), rows)


def text_condition(text: str) -> ColumnElement[bool]:
    """Tasks that hold every word of ``text`` in whatever form, or whose number it is."""
    is_number = col(Task.number) == text.strip()
    stems = sorted(stem_words(text))
    if not stems:
        return or_(is_number, col(Task.title).contains(text, autoescape=True))
    return or_(is_number, and_(*(col(Task.id).in_(_tasks_with(stem)) for stem in stems)))


def _tasks_with(stem: str) -> Any:
    return select(col(TaskWord.task_id)).where(col(TaskWord.stem) == stem)
