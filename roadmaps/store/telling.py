"""What a mail says of occurrences: words of their tasks and documents, names in roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, select
from sqlmodel import Session, col

from models.database import read_columns
from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import Roadmap, Task
from models.values import Role

_SLICE = 500  # ids per statement
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True)
class Told:
    """The words of one occurrence, as the document has them."""

    roadmap: str
    task_number: str
    title: str
    raw_term: str
    expected_result: str
    original_due_on: date
    parties: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)


def load_told(session: Session, occurrence_ids: Collection[int]) -> dict[int, Told]:
    """The words of these occurrences; a fixed number of statements per 500 of them.

    Plain columns and no objects of the tables: a pass over thousands of lines spends its time here.
    """
    told: dict[int, Told] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        rows = read_columns(session, _words(), ids=ordered[start : start + _SLICE]).all()
        parties = load_parties(session, {row.task_id for row in rows})
        told |= {row.id: _told(row, parties.get(row.task_id, {})) for row in rows}
    return told


@cache  # building it costs more than running it
def _words() -> Select[Any]:
    columns: list[Any] = [
        Occurrence.id,
        Occurrence.task_id,
        Occurrence.original_due_on,
        col(Roadmap.title).label("roadmap"),
        Task.number,
        Task.title,
        Task.raw_term,
        Task.expected_result,
    ]
    return (
        select(*columns)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .where(col(Occurrence.id).in_(_IDS))
    )


def _told(row: Row[Any], parties: Mapping[Role, tuple[str, ...]]) -> Told:
    return Told(
        roadmap=row.roadmap,
        task_number=row.number,
        title=row.title,
        raw_term=row.raw_term,
        expected_result=row.expected_result,
        original_due_on=row.original_due_on,
        parties=parties,
    )


def load_parties(session: Session, task_ids: Collection[int]) -> dict[int, dict[Role, tuple[str, ...]]]:
    """The names in each role of each task, in the order of the document."""
    cast: defaultdict[int, dict[Role, tuple[str, ...]]] = defaultdict(dict)
    ordered = sorted(task_ids)
    for start in range(0, len(ordered), _SLICE):
        for task_id, word, name in read_columns(session, _names(), ids=ordered[start : start + _SLICE]):
            role = _ROLES[word]
            cast[task_id][role] = (*cast[task_id].get(role, ()), name)
    return cast


@cache
def _names() -> Select[Any]:
    return (
        select(col(TaskParty.task_id), col(TaskParty.role), col(Party.name))
        .join(Party, col(Party.id) == col(TaskParty.party_id))
        .where(col(TaskParty.task_id).in_(_IDS))
        .order_by(col(TaskParty.task_id), col(TaskParty.role), col(TaskParty.position))
    )
