"""The list of work: filtered, ordered and cut by the database, page after page by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, func, or_, select, tuple_
from sqlmodel import Session, col

from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import Task
from models.values import Role, fold
from roadmaps.report import Lateness
from roadmaps.store.lateness import LocalDays, is_moving, is_unfinished, lateness_condition
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, load_occurrences, narrow
from roadmaps.store.overview import join_tasks

_EXECUTORS = (Role.RESPONSIBLE, Role.CO_RESPONSIBLE)
_SLICE = 500  # ids per statement


class Order(StrEnum):
    """In which order a list stands; each is one that an index gives."""

    DUE = "due"  # the earliest due day first
    LATEST = "latest"  # the latest first
    PLAN = "plan"  # as the documents have it


@dataclass(frozen=True)
class WorkFilter:
    """What to list. ``occurrences`` without its ``party``, ``late`` and ``held``: they stand here.

    ``executor``: the name of a party, or a piece of names that no party has; in the role ``role``, None for
    whoever carries out. ``scope``: moving | unfinished | all, where neither state nor lateness says it.
    """

    occurrences: OccurrenceFilter = field(default_factory=OccurrenceFilter)
    lateness: Lateness | None = None
    executor: str = ""
    role: Role | None = None
    scope: str = "moving"


@dataclass(frozen=True)
class Turn:
    """Which page: ``limit`` rows ``after`` a key (or before it, ``backwards``); None: from the beginning."""

    order: Order = Order.DUE
    after: tuple[Any, ...] | None = None
    backwards: bool = False
    limit: int = 50


@dataclass(frozen=True)
class WorkPage:
    """Rows, and the keys of the pages next to them; None where there is none."""

    rows: tuple[OccurrenceView, ...]
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None


def load_work(session: Session, wanted: WorkFilter, turn: Turn, days: LocalDays) -> WorkPage:
    """One page: a fixed number of statements, whatever there is."""
    columns = _columns(turn.order, wanted)
    statement = _narrowed(select(col(Occurrence.id).label("row_id"), *columns), wanted, days)
    falls = (turn.order is Order.LATEST) is not turn.backwards
    if turn.after is not None:
        key, place = tuple_(*columns), tuple_(*turn.after)
        statement = statement.where(key < place if falls else key > place)
    ordered = [column.desc() if falls else column.asc() for column in columns]
    found = session.execute(statement.order_by(*ordered).limit(turn.limit + 1)).all()
    has_more = len(found) > turn.limit
    shown = list(found[: turn.limit])
    if turn.backwards:
        shown.reverse()
    rows = tuple(_load_rows(session, [row.row_id for row in shown], days.as_of))
    keys = [tuple(row[1:]) for row in shown]
    is_first = turn.after is None or (turn.backwards and not has_more)
    is_last = not (turn.backwards or has_more)
    return WorkPage(
        rows, None if is_first or not keys else keys[0], None if is_last or not keys else keys[-1]
    )


def count_work(session: Session, wanted: WorkFilter, days: LocalDays) -> int:
    """How many pass the filter."""
    return int(session.execute(_narrowed(select(func.count()), wanted, days)).scalar_one())


def list_work(
    session: Session, wanted: WorkFilter, order: Order, days: LocalDays, most: int
) -> list[OccurrenceView]:
    """All that pass the filter, ``most`` at the utmost; a few statements for each 500."""
    statement = _narrowed(select(col(Occurrence.id)), wanted, days)
    columns = _columns(order, wanted)
    ordered = [column.desc() if order is Order.LATEST else column.asc() for column in columns]
    ids = session.execute(statement.order_by(*ordered).limit(most)).scalars().all()
    return _load_rows(session, ids, days.as_of)


def _load_rows(session: Session, ids: Sequence[int], as_of: datetime) -> list[OccurrenceView]:
    views: dict[int, OccurrenceView] = {}
    for start in range(0, len(ids), _SLICE):
        some = load_occurrences(session, ids[start : start + _SLICE], as_of)
        views |= {view.id: view for view in some}
    return [views[number] for number in ids if number in views]


# What the rows of an order are told apart by; the last part is unique.
_KEYS: dict[Order, Callable[[], list[Any]]] = {
    Order.DUE: lambda: [col(Occurrence.due_on), col(Occurrence.id)],
    Order.LATEST: lambda: [col(Occurrence.due_on), col(Occurrence.id)],
    Order.PLAN: lambda: [
        col(Task.roadmap_id), col(Task.position), col(Occurrence.ordinal), col(Occurrence.id)
    ],
}  # fmt: skip


def _columns(order: Order, wanted: WorkFilter) -> list[Any]:
    """The key of an order. What few tasks have is found first and sorted then.

    Otherwise the days would be walked through from their beginning, asking each row for its words.
    """
    columns = _KEYS[order]()
    if order is not Order.PLAN and (wanted.occurrences.text or wanted.executor):
        columns[0] = func.coalesce(columns[0], columns[0], type_=Date)
    return columns


def write_key(key: tuple[Any, ...]) -> str:
    """A key as it stands in an address: ``2026-04-08.17``."""
    return ".".join(part.isoformat() if isinstance(part, date) else str(part) for part in key)


def read_key(order: Order, text: str) -> tuple[Any, ...]:
    """A key of an address; ValueError for anything else."""
    first, *rest = text.split(".")
    numbers = tuple(map(_number, rest))
    if len(numbers) != len(_KEYS[order]()) - 1:
        raise ValueError(text)
    return (_number(first) if order is Order.PLAN else date.fromisoformat(first), *numbers)


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else -1
    if not 0 <= number < 2**31:
        raise ValueError(text)
    return number


def _narrowed(statement: Select[Any], wanted: WorkFilter, days: LocalDays) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.lateness is not None:
        conditions.append(lateness_condition(wanted.lateness, days))
    elif wanted.occurrences.state is None and wanted.scope == "moving":
        conditions.append(is_moving())
    elif wanted.occurrences.state is None and wanted.scope == "unfinished":
        conditions.append(is_unfinished())
    if wanted.executor or wanted.role is not None:
        conditions.append(_executor_condition(wanted.executor, wanted.role))
    return narrow(join_tasks(statement), wanted.occurrences).where(and_(True, *conditions))


def _executor_condition(name: str, role: Role | None) -> ColumnElement[bool]:
    roles = [each.value for each in (_EXECUTORS if role is None else (role,))]
    tasks = select(col(TaskParty.task_id)).where(col(TaskParty.role).in_(roles))
    if not name:
        return col(Task.id).in_(tasks)
    folded = fold(name)
    is_it = col(Party.folded) == folded
    is_like_it = and_(
        col(Party.folded).contains(folded, autoescape=True), ~select(col(Party.id)).where(is_it).exists()
    )
    parties = select(col(Party.id)).where(or_(is_it, is_like_it))
    return col(Task.id).in_(tasks.where(col(TaskParty.party_id).in_(parties)))
