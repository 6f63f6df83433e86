"""Parsed documents become drafts, approved drafts become tasks and occurrences."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import UnknownThingError
from models.roadmap import ReadingProblem, Roadmap
from models.round import ROUND_KIND
from models.values import fold
from roadmaps.letters import LETTER_KIND
from roadmaps.parsed import ParsedDocument
from roadmaps.store.contacts import adopt_contacts
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import requeue
from roadmaps.store.rounds.planning import plan_rounds
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.tasks import (
    PartyDesk,
    cast_of,
    store_occurrences,
    store_parties,
    store_task,
    task_items,
)
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Approval:
    """What approving made. ``held``: ids of occurrences that were past and wait for a decision."""

    tasks: int
    occurrences: int
    held: tuple[int, ...]


def store_draft(
    session: Session, document: ParsedDocument, sha256: str, zone: str, at: datetime, actor: str
) -> tuple[Roadmap, bool]:
    """Keep a parsed document as a draft; the roadmap and whether it is new.

    The same bytes change nothing, nor does the same content in other bytes.
    """
    content_sha256 = hash_content(document)
    same = or_(col(Roadmap.source_sha256) == sha256, col(Roadmap.content_sha256) == content_sha256)
    known = session.exec(select(Roadmap).where(same).order_by(col(Roadmap.id))).first()
    if known is not None:
        return known, False
    first_year, last_year = document.period or (None, None)
    roadmap = Roadmap(
        title=document.annex_title or document.title or document.file,
        kind=document.kind,
        issuer=document.issuer,
        number=document.number,
        issued_on=document.issued_on,
        first_year=first_year,
        last_year=last_year,
        zone=zone,
        source_name=document.file,
        source_sha256=sha256,
        content_sha256=content_sha256,
        parsed=document.as_json() | {"aliases": document.aliases},
        imported_at=at,
    )
    session.add(roadmap)
    session.flush()
    assert_id = row_id(roadmap)
    session.add_all(
        ReadingProblem(
            roadmap_id=assert_id,
            code=problem.code,
            sentence=problem.sentence,
            subject=problem.subject,
            source_line=problem.place.line if problem.place else None,
            raw=problem.raw,
        )
        for problem in document.problems
    )
    record_deed(session, at, actor, "imported", f"roadmap:{assert_id}", file=document.file, sha256=sha256)
    return roadmap, True


def hash_content(document: ParsedDocument) -> str:
    """SHA-256 of what was read, in lower-case hex: words and dates, but not their places in the file.

    So a byte order mark, other line ends, other spaces or another format make no new document.
    """
    content = _without_places(document.as_json())
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# What is read since documents were first known by their content is no part of it either.
_PLACES = frozenset({"file", "line", "page", "sheet", "row", "place", "problems", "addressee"})


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(v) for key, v in value.items() if key not in _PLACES}
    if isinstance(value, (list, tuple)):
        return [_without_places(v) for v in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def approve_draft(session: Session, roadmap: Roadmap, at: datetime, actor: str) -> Approval:
    """Make tasks and occurrences of a draft. Approving twice changes nothing.

    What was due before the local day of approval, or what the document itself reports as done, is held
    for the coordinator and sends nothing.
    """
    session.refresh(roadmap, with_for_update=True)
    if roadmap.approved_at is not None:
        return Approval(0, 0, ())
    approved_on = at.astimezone(ZoneInfo(roadmap.zone)).date()
    roadmap.approved_at, roadmap.approved_on = at, approved_on
    session.add(roadmap)
    policy = load_policies(session, [row_id(roadmap)])[row_id(roadmap)]
    desk = PartyDesk(session, roadmap.parsed.get("aliases") or {})
    controllers = roadmap.parsed["document"].get("controllers") or []
    tasks, occurrences = 0, []
    for position, item in enumerate(task_items(roadmap.parsed)):
        task = store_task(session, row_id(roadmap), position, item)
        store_parties(session, task, cast_of(item, controllers), desk)
        occurrences += store_occurrences(session, task, item["term"]["occurrences"], approved_on, policy)
        tasks += 1
    session.flush()
    adopt_contacts(session)
    held = tuple(row_id(occurrence) for occurrence in occurrences if occurrence.held)
    requeue(session, [row_id(occurrence) for occurrence in occurrences])
    plan_weekly(session, at)
    if roadmap.kind != LETTER_KIND:  # it speaks of monitorings, and orders none
        plan_rounds(session, roadmap, at, actor)
    record_deed(
        session,
        at,
        actor,
        "approved",
        f"roadmap:{roadmap.id}",
        tasks=tasks,
        occurrences=len(occurrences),
        held=len(held),
    )
    return Approval(tasks, len(occurrences), held)


def find_roadmap(session: Session, name: str) -> Roadmap:
    """A roadmap by id, document number, file name or a piece of its title.

    A version that was superseded stands for the one that holds now. Of several that one name fits,
    the only approved one is meant.
    """
    roadmaps = session.exec(select(Roadmap).order_by(Roadmap.id)).all()  # type: ignore[arg-type]
    by_id = [roadmap for roadmap in roadmaps if str(roadmap.id) == name]
    by_name = [roadmap for roadmap in roadmaps if name in (roadmap.number, roadmap.source_name)]
    # The round that a document orders has the words of its title: by title the document is meant.
    documents = [roadmap for roadmap in roadmaps if roadmap.kind != ROUND_KIND]
    by_title = [roadmap for roadmap in documents if fold(name) in fold(roadmap.title)]
    for found in (by_id, by_name, by_title):
        current = {row_id(r): r for r in (current_version(session, roadmap) for roadmap in found)}
        approved = [roadmap for roadmap in current.values() if roadmap.approved_at is not None]
        for meant in (list(current.values()), approved):
            if len(meant) == 1:
                return meant[0]
    raise UnknownThingError(
        "Дорожной карты «{name}» нет или под это имя подходит несколько. Список: sroki roadmaps.", name=name
    )


def current_version(session: Session, roadmap: Roadmap) -> Roadmap:
    """The version that holds now: the roadmap itself, or what took its place."""
    while roadmap.superseded_by_id is not None:
        roadmap = session.get_one(Roadmap, roadmap.superseded_by_id)
    return roadmap
