"""From a mail back to the rows of documents that it speaks of.

What a machine has of a mail is its Message-ID (RFC 5322 3.6.4): in the log of a relay, in a returned
mail, in our own records. From it everything else is found: the notices in the mail, the occurrence of
each, its task, and the place of the task in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.errors import UnknownThingError
from models.occurrence import Occurrence
from models.outbox import Notice
from models.roadmap import Roadmap, Task
from models.values import Place
from notifications.outbox import find_message


@dataclass(frozen=True)
class TracedLine:
    """One thing that a mail says. ``kind`` and ``planned_on`` are None for what has no notice: letters.

    ``place`` is where the task stands in its document; None for a task that nobody wrote there.
    """

    kind: str | None
    planned_on: date | None
    occurrence_id: int
    due_on: date
    task_id: int
    task_number: str
    title: str
    raw_term: str
    roadmap_id: int
    source_name: str
    source_sha256: str
    place: str | None


@dataclass(frozen=True)
class TracedMessage:
    """A message as ``sroki outbox --json`` tells it, and its lines in the order of their days."""

    message: Mapping[str, Any]
    lines: tuple[TracedLine, ...]


def trace_message(session: Session, reference: str) -> TracedMessage:
    """The message of a number or a Message-ID and its way back. UnknownThingError when there is none."""
    message = find_message(session, reference)
    if message is None:
        raise UnknownThingError(
            "Письма «{reference}» нет: список показывает sroki outbox.", reference=reference
        )
    statement = (
        select(Occurrence, Task, Roadmap)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .where(col(Occurrence.id).in_(message["occurrences"]))
    )
    spoken_of = {
        occurrence.id: (occurrence, task, roadmap) for occurrence, task, roadmap in session.exec(statement)
    }
    notices = session.exec(
        select(Notice).where(Notice.outbox_id == message["id"]).order_by(col(Notice.id))
    ).all()
    told: list[tuple[int, Notice | None]] = [(notice.occurrence_id, notice) for notice in notices]
    noticed = {number for number, _ in told}
    told += [(number, None) for number in message["occurrences"] if number not in noticed]
    places: dict[int, Mapping[str, Place]] = {}
    lines = [_trace(*spoken_of[number], notice, places) for number, notice in told if number in spoken_of]
    return TracedMessage(message, tuple(sorted(lines, key=lambda line: (line.due_on, line.occurrence_id))))


def _trace(
    occurrence: Occurrence,
    task: Task,
    roadmap: Roadmap,
    notice: Notice | None,
    places: dict[int, Mapping[str, Place]],
) -> TracedLine:
    if task.roadmap_id not in places:
        places[task.roadmap_id] = _places_in(roadmap)
    place = places[task.roadmap_id].get(task.uid)
    if place is None and task.source_line is not None:
        place = Place(roadmap.source_name, line=task.source_line)
    return TracedLine(
        kind=notice.kind if notice else None,
        planned_on=notice.planned_on if notice else None,
        occurrence_id=occurrence.id or 0,
        due_on=notice.due_on if notice and notice.due_on else occurrence.due_on,
        task_id=task.id or 0,
        task_number=task.number,
        title=task.title,
        raw_term=task.raw_term,
        roadmap_id=task.roadmap_id,
        source_name=roadmap.source_name,
        source_sha256=roadmap.source_sha256,
        place=str(place) if place else None,
    )


def _places_in(roadmap: Roadmap) -> dict[str, Place]:
    """Where each row stands in the file: the reading knows pages and sheets, the task only its line."""
    return {
        row["uid"]: Place(
            roadmap.source_name, row.get("line"), row.get("page"), row.get("sheet"), row.get("row")
        )
        for row in roadmap.parsed.get("rows", ())
        if any(row.get(name) for name in ("line", "page", "sheet", "row"))
    }
