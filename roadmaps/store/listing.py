"""Reading what is stored, as frozen views for the command line, the mail and the pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, false, or_, true
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.audit import AuditEntry
from models.database import read_columns
from models.occurrence import Occurrence
from models.party import Membership, Party, TaskParty
from models.roadmap import ReadingProblem, Roadmap, Task
from models.round import ROUND_KIND
from models.values import OccurrenceState, Quarter, Role, fold
from roadmaps.agenda import OccurrenceFacts
from roadmaps.claims import NO_CLAIM, Claim
from roadmaps.completion import derive_state, is_late
from roadmaps.store.accepted_parts import load_accepted_parts
from roadmaps.store.links import count_lost_pages
from roadmaps.store.planner_rows import FACT_COLUMNS
from roadmaps.store.telling import load_parties
from roadmaps.store.trail import DeedView, unveil
from roadmaps.store.words import text_condition

# (roadmap, party) pairs, None for any: within which somebody may see; ``models.authority`` makes them.
Reach = Collection[tuple[int | None, int | None]]


@dataclass(frozen=True)
class OccurrenceFilter:
    """What to list; None means any. ``late`` needs the day as of which it is judged.

    ``without_rounds``: not the participants of monitoring rounds (docs/decisions/037), unless one roadmap,
    which may be a round's, is asked for.
    """

    ids: Collection[int] | None = None
    roadmap_id: int | None = None
    task_id: int | None = None
    quarter: Quarter | None = None
    party: str | None = None
    section: str | None = None
    state: OccurrenceState | None = None
    late: bool | None = None
    held: bool | None = None
    text: str | None = None
    roadmap_ids: Collection[int] | None = None
    due_from: date | None = None
    due_until: date | None = None
    unfinished: bool = False
    submitted_from: datetime | None = None
    person_id: int | None = None
    roles: Collection[Role] = tuple(Role)
    reach: Reach | None = None
    without_rounds: bool = False


@dataclass(frozen=True)
class OccurrenceView:
    """An occurrence as people see it, derived as of a day."""

    id: int
    roadmap_id: int
    roadmap: str
    task_id: int
    task_uid: str
    task_number: str
    origin: str
    section: str | None
    title: str
    expected_result: str
    raw_term: str
    meaning: str
    facts: OccurrenceFacts
    original_due_on: date
    state: OccurrenceState
    late: bool
    late_against_original: bool
    parties: dict[Role, tuple[str, ...]] = field(default_factory=dict)
    lost_pages: int = 0  # pages in its standing evidence that have disappeared
    accepted_part: Claim = NO_CLAIM  # what a reviewer accepted while the rest is owed

    @property
    def quarter(self) -> str:
        return str(Quarter.of(self.facts.due_on))

    def as_json(self) -> dict[str, object]:
        """The stable JSON of ``sroki occurrences --json``."""
        facts = self.facts
        return {
            "id": self.id,
            "roadmap": self.roadmap,
            "roadmap_id": self.roadmap_id,
            "task_id": self.task_id,
            "task_uid": self.task_uid,
            "task_number": self.task_number,
            "origin": self.origin,
            "section": self.section,
            "title": self.title,
            "raw_term": self.raw_term,
            "opens_on": facts.opens_on.isoformat() if facts.opens_on else None,
            "due_on": facts.due_on.isoformat(),
            "original_due_on": self.original_due_on.isoformat(),
            "quarter": self.quarter,
            "state": self.state.value,
            "late": self.late,
            "late_against_original": self.late_against_original,
            "held": facts.held,
            "opened_at": _iso(facts.opened_at),
            "closed_at": _iso(facts.closed_at),
            "submitted_at": _iso(facts.submitted_at),
            "accepted_at": _iso(facts.accepted_at),
            "returned_at": _iso(facts.returned_at),
            "responsible": list(self.parties.get(Role.RESPONSIBLE, ())),
            "co_responsible": list(self.parties.get(Role.CO_RESPONSIBLE, ())),
            "controller": list(self.parties.get(Role.CONTROLLER, ())),
            "lost_pages": self.lost_pages,
            "accepted_share_percent": self.accepted_part.share_percent,
            "accepted_years": list(self.accepted_part.years),
        }


_TASK_COLUMNS = ("roadmap_id", "origin", "section", "title", "expected_result", "raw_term", "meaning")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def list_occurrences(
    session: Session, wanted: OccurrenceFilter, as_of: datetime, *, with_pages: bool = True
) -> list[OccurrenceView]:
    """The occurrences that pass the filter, by due date; a fixed number of statements per 500 rows.

    ``with_pages``: whether pages that have disappeared are counted.
    """
    statement = narrow(_shown(), wanted)
    return _complete(session, read_columns(session, statement).all(), wanted, as_of, with_pages)


def load_occurrences(session: Session, ids: Sequence[int], as_of: datetime) -> list[OccurrenceView]:
    """Some occurrences, 500 at the utmost, by due date; for lists: lost pages are not counted."""
    rows = read_columns(session, _shown_of_ids(), ids=ids).all()
    return _complete(session, rows, OccurrenceFilter(ids=ids), as_of, with_pages=False)


# Building a statement costs more than running it: these are built once.
@cache
def _shown() -> Select[Any]:
    columns: list[Any] = [Occurrence.original_due_on, col(Roadmap.title).label("roadmap"), Roadmap.zone]
    columns += [col(Task.id).label("task_id"), col(Task.uid).label("task_uid")]
    columns += [col(Task.number).label("task_number"), *(getattr(Task, name) for name in _TASK_COLUMNS)]
    columns += [getattr(Occurrence, name) for name in FACT_COLUMNS]
    return (
        core_select(*columns)
        .select_from(Occurrence)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .order_by(col(Occurrence.due_on), col(Roadmap.id), col(Task.position), col(Occurrence.ordinal))
    )


@cache
def _shown_of_ids() -> Select[Any]:
    return _shown().where(col(Occurrence.id).in_(_IDS))


def _complete(
    session: Session, rows: Sequence[Any], wanted: OccurrenceFilter, as_of: datetime, with_pages: bool
) -> list[OccurrenceView]:
    """Rows with what stands in other tables, as views; ``wanted.late`` is judged here."""
    parties = load_parties(session, {row.task_id for row in rows})
    ids = [row.id for row in rows]
    lost = count_lost_pages(session, ids) if with_pages else {}
    parts = load_accepted_parts(session, ids)
    today = {zone: as_of.astimezone(ZoneInfo(zone)).date() for zone in {row.zone for row in rows}}
    views = [
        _view(
            row,
            today[row.zone],
            parties=parties.get(row.task_id, {}),
            lost_pages=lost.get(row.id, 0),
            accepted_part=parts.get(row.id, NO_CLAIM),
        )
        for row in rows
    ]
    return views if wanted.late is None else [view for view in views if view.late is wanted.late]


def _view(row: Any, today: date, **beside: Any) -> OccurrenceView:
    known = row._asdict()
    zone, original_due_on = ZoneInfo(known.pop("zone")), known.pop("original_due_on")
    facts = OccurrenceFacts(zone=zone, **{name: known.pop(name) for name in FACT_COLUMNS})
    late = is_late(facts, today)
    is_moved = original_due_on != facts.due_on
    return OccurrenceView(
        id=facts.id,
        facts=facts,
        original_due_on=original_due_on,
        state=derive_state(facts),
        late=late,
        late_against_original=is_late(replace(facts, due_on=original_due_on), today) if is_moved else late,
        **known,
        **beside,
    )


def narrow(statement: Select[Any], wanted: OccurrenceFilter) -> Select[Any]:
    """A statement over Occurrence, Task and Roadmap, narrowed to what is wanted (all but ``late``)."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.ids is not None:
        conditions.append(col(Occurrence.id).in_(wanted.ids))
    if wanted.roadmap_id is not None:
        conditions.append(col(Task.roadmap_id) == wanted.roadmap_id)
    if wanted.task_id is not None:
        conditions.append(col(Task.id) == wanted.task_id)
    if wanted.quarter is not None:
        conditions.append(col(Occurrence.due_on).between(wanted.quarter.first_day, wanted.quarter.last_day))
    if wanted.section is not None:
        conditions.append(col(Task.section) == wanted.section)
    if wanted.held is not None:
        conditions.append(col(Occurrence.held).is_(wanted.held))
    if wanted.state is not None:
        conditions.append(state_condition(wanted.state))
    conditions += _span_conditions(wanted)
    if wanted.party is not None:
        conditions.append(_party_condition(wanted.party))
    if wanted.person_id is not None:
        conditions.append(_person_condition(wanted.person_id, wanted.roles))
    if wanted.reach is not None:
        conditions.append(reach_condition(wanted.reach))
    if wanted.without_rounds and wanted.roadmap_id is None:
        conditions.append(is_document())
    if wanted.text:
        conditions.append(text_condition(wanted.text))
    return statement.where(and_(true(), *conditions))


def is_document() -> ColumnElement[bool]:
    """Of roadmaps those that a document made: not those of rounds."""
    return col(Roadmap.kind) != ROUND_KIND


def _span_conditions(wanted: OccurrenceFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.roadmap_ids is not None:
        # Asked of the roadmap, SQLite builds no filter of all tasks first, which costs more than the page.
        conditions.append(col(Roadmap.id).in_(wanted.roadmap_ids))
    if wanted.due_from is not None:
        conditions.append(col(Occurrence.due_on) >= wanted.due_from)
    if wanted.due_until is not None:
        conditions.append(col(Occurrence.due_on) <= wanted.due_until)
    if wanted.submitted_from is not None:
        conditions.append(col(Occurrence.submitted_at) >= wanted.submitted_from)
    if wanted.unfinished:
        conditions += [col(Occurrence.accepted_at).is_(None), col(Occurrence.cancelled_at).is_(None)]
    return conditions


def state_condition(state: OccurrenceState) -> ColumnElement[bool]:
    """The SQL twin of ``derive_state``; a test holds the two equal."""
    cancelled, accepted = col(Occurrence.cancelled_at), col(Occurrence.accepted_at)
    returned, submitted = col(Occurrence.returned_at), col(Occurrence.submitted_at)
    opened = col(Occurrence.opened_at)
    ladder = [
        (OccurrenceState.CANCELLED, cancelled),
        (OccurrenceState.ACCEPTED, accepted),
        (OccurrenceState.RETURNED, returned),
        (OccurrenceState.SUBMITTED, submitted),
        (OccurrenceState.OPEN, opened),
    ]
    above: list[ColumnElement[bool]] = []
    for name, column in ladder:
        if name is state:
            return and_(column.is_not(None), *above)
        above.append(column.is_(None))
    return and_(*above)


def _party_condition(name: str) -> ColumnElement[bool]:
    tasks = (
        core_select(TaskParty.task_id)  # type: ignore[call-overload]
        .join(Party, col(Party.id) == col(TaskParty.party_id))
        .where(Party.folded == fold(name), col(TaskParty.role) != Role.CONTROLLER.value)
    )
    return col(Task.id).in_(tasks)


def reach_condition(reach: Reach | None) -> ColumnElement[bool]:
    """The tasks within reach: the SQL twin of ``models.authority.may``; a test holds the two equal."""
    if reach is None:
        return true()
    pairs = [
        and_(
            true() if roadmap_id is None else col(Task.roadmap_id) == roadmap_id,
            true() if party_id is None else col(Task.id).in_(_tasks_of_party(party_id)),
        )
        for roadmap_id, party_id in sorted(reach, key=lambda pair: (pair[0] or 0, pair[1] or 0))
    ]
    return or_(false(), *pairs)


def _tasks_of_party(party_id: int) -> Any:
    return core_select(TaskParty.task_id).where(col(TaskParty.party_id) == party_id)  # type: ignore[call-overload]


def _person_condition(person_id: int, roles: Collection[Role]) -> ColumnElement[bool]:
    if not roles:
        return false()
    tasks = (
        core_select(TaskParty.task_id)  # type: ignore[call-overload]
        .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
        .where(Membership.person_id == person_id, col(TaskParty.role).in_([role.value for role in roles]))
    )
    return col(Task.id).in_(tasks)


def list_roadmaps(session: Session, *, rounds: bool = False) -> Sequence[Roadmap]:
    """All roadmaps, oldest import first; those of ``rounds`` only where they are asked for."""
    statement = select(Roadmap).order_by(col(Roadmap.id))
    return session.exec(statement if rounds else statement.where(is_document())).all()


def list_tasks(
    session: Session,
    roadmap_id: int | None = None,
    *,
    ids: Collection[int] | None = None,
    rounds: bool = False,
) -> list[dict[str, object]]:
    """Tasks (those of ``ids``) with their parties, in the order of their documents.

    Those of rounds only where they are asked for, by roadmap, by id or as a whole.
    """
    statement = select(Task).order_by(col(Task.roadmap_id), col(Task.position))
    if ids is not None:
        statement = statement.where(col(Task.id).in_(ids))
    if roadmap_id is not None:
        statement = statement.where(Task.roadmap_id == roadmap_id)
    elif not rounds and ids is None:
        statement = statement.join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id)).where(is_document())
    tasks = session.exec(statement).all()
    parties = load_parties(session, {task.id for task in tasks if task.id is not None})
    return [
        task.model_dump() | {role.value: list(parties.get(task.id or 0, {}).get(role, ())) for role in Role}
        for task in tasks
    ]


def list_problems(
    session: Session, roadmap_id: int | None = None, *, settled: bool = False
) -> Sequence[ReadingProblem]:
    """Problems of reading that wait to be settled (or that were)."""
    statement = select(ReadingProblem).order_by(col(ReadingProblem.id))
    if roadmap_id is not None:
        statement = statement.where(ReadingProblem.roadmap_id == roadmap_id)
    at = col(ReadingProblem.settled_at)
    return session.exec(statement.where(at.is_not(None) if settled else at.is_(None))).all()


def list_trail(session: Session, limit: int = 200, *, before_id: int | None = None) -> list[DeedView]:
    """The newest entries of the trail (before one of them), oldest of them first."""
    statement = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(col(AuditEntry.id) < before_id)
    newest = session.exec(statement).all()
    return unveil(session, reversed(newest))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
