"""Stored tasks and the rows of a document in one shape, to be compared. Nothing is stored here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.database import row_id
from models.party import Party, TaskParty
from models.roadmap import Roadmap, Task
from models.values import Role
from roadmaps.amendments import is_instruction
from roadmaps.store.tasks import PartyDesk, cast_of, task_items
from roadmaps.versions import Cast, Comparison, Scope, Span, TaskItem, compare_tasks


def compare_with(session: Session, old: Roadmap, parsed: dict[str, Any], scope: Scope) -> Comparison:
    """What a parsed document would change in an approved roadmap."""
    roles = compared_roles(parsed, scope)
    desk = PartyDesk(session, parsed.get("aliases") or {})
    return compare_tasks(
        _stored_items(session, row_id(old), roles), document_items(parsed, scope, roles, desk), scope
    )


def compared_roles(parsed: dict[str, Any], scope: Scope) -> Sequence[Role]:
    """An amending order names who controls it, not who controls the plan; and silence dismisses nobody."""
    executors = [Role.RESPONSIBLE, Role.CO_RESPONSIBLE]
    return [*executors, Role.CONTROLLER] if scope.is_whole and _controllers(parsed) else executors


def raw_items(parsed: dict[str, Any], scope: Scope) -> list[dict[str, Any]]:
    """The rows and dated points of a document; points that only change another text are no tasks."""
    items = task_items(parsed)
    return [i for i in items if scope.is_whole or i["origin"] == "row" or not is_instruction(i["title"])]


def instructions_in(parsed: dict[str, Any]) -> list[str]:
    """Points that say how to change another text: a person checks that all of them were followed."""
    return [point["text"] for point in parsed["order_points"] if is_instruction(point["text"])]


def document_items(
    parsed: dict[str, Any], scope: Scope, roles: Sequence[Role], desk: PartyDesk
) -> list[TaskItem]:
    """The tasks of a document, in the order of ``raw_items``; parties as they are called here."""
    names: dict[str, str] = {}
    items = []
    for raw in raw_items(parsed, scope):
        cast = cast_of(raw, _controllers(parsed))
        known = {role: [_name(desk, names, name) for name in cast[role]] for role in roles}
        items.append(
            TaskItem(
                uid=raw["uid"],
                origin=raw["origin"],
                number=raw["number"],
                title=raw["title"],
                raw_term=raw["raw_term"],
                spans=read_spans(raw["term"]["occurrences"]),
                section=raw["section"],
                year_section=raw["year_section"],
                expected_result=raw["result"] or "",
                recurrence=raw["term"]["recurrence"],
                cast=_as_cast(known, roles),
            )
        )
    return items


def _name(desk: PartyDesk, known: dict[str, str], name: str) -> str:
    if name not in known:
        known[name] = desk.find_name(name)
    return known[name]


def _controllers(parsed: dict[str, Any]) -> list[str]:
    return parsed["document"].get("controllers") or []


def _stored_items(session: Session, roadmap_id: int, roles: Sequence[Role]) -> list[TaskItem]:
    statement = select(Task).where(Task.roadmap_id == roadmap_id).order_by(col(Task.position), col(Task.id))
    casts = _casts(session, roadmap_id)
    return [
        TaskItem(
            uid=task.uid,
            origin=task.origin,
            number=task.number,
            title=task.title,
            raw_term=task.raw_term,
            spans=read_spans(task.written_spans or []),
            section=task.section,
            year_section=task.year_section,
            expected_result=task.expected_result,
            recurrence=task.recurrence,
            cast=_as_cast(casts[row_id(task)], roles),
            task_id=task.id,
        )
        for task in session.exec(statement).all()
    ]


def _casts(session: Session, roadmap_id: int) -> defaultdict[int, dict[Role, list[str]]]:
    statement = (
        select(TaskParty.task_id, TaskParty.role, Party.name)
        .join(Party, col(Party.id) == col(TaskParty.party_id))
        .join(Task, col(Task.id) == col(TaskParty.task_id))
        .where(Task.roadmap_id == roadmap_id)
        .order_by(col(TaskParty.position))
    )
    casts: defaultdict[int, dict[Role, list[str]]] = defaultdict(dict)
    for task_id, role, name in session.exec(statement):
        casts[task_id].setdefault(Role(role), []).append(name)
    return casts


def _as_cast(names: dict[Role, list[str]], roles: Sequence[Role]) -> Cast:
    return tuple((role.value, tuple(dict.fromkeys(names.get(role, [])))) for role in roles)


def read_spans(spans: Iterable[Sequence[str | None]]) -> tuple[Span, ...]:
    """Spans of the JSON as days; those that name no last day give no occurrence and are left out."""
    return tuple(
        (date.fromisoformat(opens) if opens else None, date.fromisoformat(due))
        for opens, due in spans
        if due is not None
    )
