"""Parsed documents become drafts, approved drafts become tasks and occurrences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from models.errors import UnknownThingError
from models.occurrence import Occurrence
from models.party import Party, PartyAlias, TaskParty
from models.roadmap import ReadingProblem, Roadmap, Task
from models.values import Role, fold
from roadmaps.parsed import ParsedDocument
from roadmaps.policy import Policy
from roadmaps.statuses import claims_done
from roadmaps.store.contacts import adopt_contacts
from roadmaps.store.policies import load_policies
from roadmaps.store.queue import requeue
from roadmaps.store.subscriptions import plan_weekly
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
    """Keep a parsed document as a draft; the roadmap and whether it is new. The same bytes change nothing."""
    known = session.exec(select(Roadmap).where(Roadmap.source_sha256 == sha256)).first()
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
        parsed=document.as_json() | {"aliases": document.aliases},
        imported_at=at,
    )
    session.add(roadmap)
    session.flush()
    assert_id = _id(roadmap)
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


def approve_draft(session: Session, roadmap: Roadmap, at: datetime, actor: str) -> Approval:
    """Make tasks and occurrences of a draft. Approving twice changes nothing.

    What was due before the local day of approval, or what the document itself reports as done, is held
    for the coordinator and sends nothing.
    """
    if roadmap.approved_at is not None:
        return Approval(0, 0, ())
    approved_on = at.astimezone(ZoneInfo(roadmap.zone)).date()
    roadmap.approved_at, roadmap.approved_on = at, approved_on
    session.add(roadmap)
    policy = load_policies(session, [_id(roadmap)])[_id(roadmap)]
    parties = _Parties(session, roadmap.parsed.get("aliases") or {})
    controllers = roadmap.parsed["document"].get("controllers") or []
    tasks, occurrences = 0, []
    for position, item in enumerate(_task_items(roadmap.parsed)):
        task = _store_task(session, _id(roadmap), position, item)
        _store_parties(session, task, item, controllers, parties)
        occurrences += store_occurrences(session, task, item["term"]["occurrences"], approved_on, policy)
        tasks += 1
    session.flush()
    adopt_contacts(session)
    held = tuple(_id(occurrence) for occurrence in occurrences if occurrence.held)
    requeue(session, [_id(occurrence) for occurrence in occurrences])
    plan_weekly(session, at)
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
    """A roadmap by id, document number, file name or a piece of its title."""
    roadmaps = session.exec(select(Roadmap).order_by(Roadmap.id)).all()  # type: ignore[arg-type]
    by_id = [roadmap for roadmap in roadmaps if str(roadmap.id) == name]
    by_name = [roadmap for roadmap in roadmaps if name in (roadmap.number, roadmap.source_name)]
    by_title = [roadmap for roadmap in roadmaps if fold(name) in fold(roadmap.title)]
    for found in (by_id, by_name, by_title):
        if len(found) == 1:
            return found[0]
    raise UnknownThingError(
        "Дорожной карты «{name}» нет или под это имя подходит несколько. Список: sroki roadmaps.", name=name
    )


def _task_items(parsed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows, and the points of the order that carry a term, in one shape."""
    for point in parsed["order_points"]:
        if point["terms"]:
            yield _point_as_item(point)
    for row in parsed["rows"]:
        yield row | {"origin": "row"}


def _point_as_item(point: dict[str, Any]) -> dict[str, Any]:
    terms = point["terms"]
    spans = sorted(
        {(s, e) for term in terms for s, e in term["occurrences"]}, key=lambda s: (s[1] or "9", s[0] or "")
    )
    return {
        "origin": "point",
        "uid": f"п. {point['effective_number']}",
        "number": point["effective_number"],
        "title": point["text"],
        "section": None,
        "year_section": None,
        "result": "",
        "raw_term": "; ".join(term["raw"] for term in terms),
        "term": terms[0] | {"meaning": "; ".join(t["meaning"] for t in terms), "occurrences": spans},
        "responsible": point["responsible"],
        "co_responsible": [],
        "status_raw": None,
        "line": point["line"],
    }


def _store_task(session: Session, roadmap_id: int, position: int, item: dict[str, Any]) -> Task:
    term = item["term"]
    task = Task(
        roadmap_id=roadmap_id,
        position=position,
        origin=item["origin"],
        uid=item["uid"],
        number=item["number"],
        section=item["section"],
        year_section=item["year_section"],
        title=item["title"],
        expected_result=item["result"] or "",
        raw_term=item["raw_term"],
        term_kind=term["kind"],
        meaning=term["meaning"],
        recurrence=term["recurrence"],
        event_rule=term.get("event_rule"),
        status_raw=item["status_raw"],
        source_line=item["line"],
    )
    session.add(task)
    session.flush()
    return task


def _store_parties(
    session: Session, task: Task, item: dict[str, Any], controllers: list[str], parties: _Parties
) -> None:
    cast = {
        Role.RESPONSIBLE: item["responsible"],
        Role.CO_RESPONSIBLE: item["co_responsible"],
        Role.CONTROLLER: controllers,
    }
    for role, names in cast.items():
        for position, party_id in enumerate(dict.fromkeys(parties.find_or_add(name) for name in names)):
            session.add(TaskParty(task_id=_id(task), role=role.value, party_id=party_id, position=position))


def store_occurrences(
    session: Session,
    task: Task,
    spans: Iterable[tuple[str | None, str | None]],
    approved_on: date,
    policy: Policy,
) -> list[Occurrence]:
    """Lay out the dated instances of a task; those past on ``approved_on`` or reported done are held.

    A due date on a day off moves as the policy says; the written one stays beside it.
    """
    occurrences = []
    for ordinal, (opens, due) in enumerate(spans):
        if due is None:  # open-ended: it begins, and no day is named by which it is done
            continue
        written_on = date.fromisoformat(due)
        due_on = policy.due_date(written_on)
        occurrences.append(
            Occurrence(
                task_id=_id(task),
                ordinal=ordinal,
                opens_on=date.fromisoformat(opens) if opens else None,
                due_on=due_on,
                original_due_on=written_on,
                watched_from_on=approved_on,
                held=due_on < approved_on or claims_done(task.status_raw, due_on),
            )
        )
    session.add_all(occurrences)
    return occurrences


class _Parties:
    """Parties by every spelling known, from the database and from the document at hand."""

    def __init__(self, session: Session, aliases: dict[str, str]) -> None:
        self._session = session
        self._canonical = {fold(variant): canonical for variant, canonical in aliases.items()}
        self._variants = aliases

    def find_or_add(self, name: str) -> int:
        """The id of the party called ``name``; made, with the document's aliases, when it is new."""
        name = self._canonical.get(fold(name), name)
        folded = fold(name)
        party = self._session.exec(select(Party).where(Party.folded == folded)).first()
        if party is None:
            alias = self._session.get(PartyAlias, folded)
            if alias is not None:
                return alias.party_id
            party = Party(name=name, folded=folded)
            self._session.add(party)
            self._session.flush()
        self._add_aliases(_id(party), name)
        return _id(party)

    def _add_aliases(self, party_id: int, name: str) -> None:
        for variant, canonical in self._variants.items():
            folded = fold(variant)
            if canonical != name or folded == fold(name) or self._knows_alias(folded):
                continue
            self._session.add(PartyAlias(folded=folded, party_id=party_id))
            self._session.flush()

    def _knows_alias(self, folded: str) -> bool:
        return self._session.get(PartyAlias, folded) is not None


def _id(row: Any) -> int:
    """The key of a flushed row."""
    assert row.id is not None  # flushed just before
    return int(row.id)
