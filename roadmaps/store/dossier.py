"""One task whole: its meaning, its parties, and everything that happened to each occurrence.

The number of statements is fixed; it does not depend on how many occurrences a task has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import and_, literal, or_, select
from sqlmodel import Session, col

from models.account import Account
from models.audit import AuditEntry
from models.authority import ObjectScope
from models.occurrence import Extension, Occurrence
from models.outbox import OutboxMessage, OutboxOccurrence
from models.party import Membership, Party, Person, TaskParty
from models.roadmap import ReadingProblem, Roadmap, Task
from models.values import Role
from roadmaps.store.disclaimers import list_disclaimers
from roadmaps.store.evidence import EvidenceView, load_evidence
from roadmaps.store.extending import RequestView, load_requests
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.overview import RoadmapView
from roadmaps.store.trail import unveil
from roadmaps.store.visitors import ReviewView, load_reviews


@dataclass(frozen=True)
class PartyView:
    """A party in a role on the task, with the addresses of the people who speak for it."""

    role: Role
    name: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExtensionView:
    """A moved due date."""

    occurrence_id: int
    from_due_on: date
    to_due_on: date
    reason: str
    granted_at: datetime
    granted_by: str


@dataclass(frozen=True)
class MailView:
    """A mail that speaks of an occurrence."""

    subject: str
    address: str
    state: str
    planned_on: date
    sent_at: datetime | None
    last_error: str | None


@dataclass(frozen=True)
class TrailView:
    """One entry of the trail; ``details`` with the texts that are still known."""

    at: datetime
    actor: str
    deed: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class ProblemView:
    """Something that a person should settle. ``task_id`` is the task it speaks of, where there is one."""

    roadmap_id: int
    code: str
    sentence: str
    subject: str | None
    source_line: int | None
    raw: str | None
    task_id: int | None = None


@dataclass(frozen=True)
class OccurrenceDossier:
    """All that happened to one occurrence, each list in its order."""

    occurrence: OccurrenceView
    evidence: tuple[EvidenceView, ...] = ()
    reviews: tuple[ReviewView, ...] = ()
    extensions: tuple[ExtensionView, ...] = ()
    requests: tuple[RequestView, ...] = ()
    mails: tuple[MailView, ...] = ()
    trail: tuple[TrailView, ...] = ()


@dataclass(frozen=True)
class TaskDossier:
    """A task and its occurrences. ``people`` names those whom the trail mentions by number."""

    id: int
    roadmap: RoadmapView
    number: str
    section: str | None
    title: str
    expected_result: str
    raw_term: str
    meaning: str
    status_raw: str | None
    source_line: int | None
    parties: tuple[PartyView, ...]
    problems: tuple[ProblemView, ...]
    occurrences: tuple[OccurrenceDossier, ...]
    people: Mapping[str, str] = field(default_factory=dict)
    trail: tuple[TrailView, ...] = ()

    @property
    def cast(self) -> list[tuple[Role, tuple[PartyView, ...]]]:
        """The parties by role, in the order of the roles."""
        by_role = [(role, tuple(party for party in self.parties if party.role is role)) for role in Role]
        return [(role, parties) for role, parties in by_role if parties]

    @property
    def unreachable(self) -> tuple[str, ...]:
        """Parties without any address: nothing reaches them."""
        return tuple(dict.fromkeys(party.name for party in self.parties if not party.addresses))


def find_scope(session: Session, task_id: int) -> ObjectScope | None:
    """Where a task belongs, for the question who may; None when there is no such task."""
    roadmap_id = session.execute(select(col(Task.roadmap_id)).where(col(Task.id) == task_id)).scalar()
    if roadmap_id is None:
        return None
    parties = session.execute(select(col(TaskParty.party_id)).where(col(TaskParty.task_id) == task_id))
    return ObjectScope(roadmap_id, frozenset(parties.scalars()))


def find_scopes(session: Session, occurrence_ids: Collection[int]) -> dict[int, tuple[int, ObjectScope]]:
    """The task of each occurrence and where it belongs; two statements. Unknown ones are left out."""
    places = session.execute(
        select(col(Occurrence.id), col(Task.id), col(Task.roadmap_id))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(col(Occurrence.id).in_(occurrence_ids))
    ).all()
    cast = select(col(TaskParty.task_id), col(TaskParty.party_id)).where(
        col(TaskParty.task_id).in_({task_id for _, task_id, _ in places})
    )
    parties: defaultdict[int, set[int]] = defaultdict(set)
    for task_id, party_id in session.execute(cast):
        parties[task_id].add(party_id)
    return {
        number: (task_id, ObjectScope(roadmap_id, frozenset(parties[task_id])))
        for number, task_id, roadmap_id in places
    }


def load_task(session: Session, task_id: int, as_of: datetime) -> TaskDossier | None:
    """The dossier of a task; None when there is no such task."""
    task = session.get(Task, task_id)
    if task is None:
        return None
    histories = _load_histories(session, list_occurrences(session, OccurrenceFilter(task_id=task_id), as_of))
    trail = tuple(_trail(session, [task_id], "task").get(task_id, ()))
    return TaskDossier(
        id=task_id,
        roadmap=_load_roadmap(session, task.roadmap_id),
        number=task.uid if task.origin == "point" else task.number,
        section=task.section,
        title=task.title,
        expected_result=task.expected_result,
        raw_term=task.raw_term,
        meaning=task.meaning,
        status_raw=task.status_raw,
        source_line=task.source_line,
        parties=_load_parties(session, task_id),
        problems=list_open_problems(session, task.roadmap_id, task_id=task_id),
        occurrences=histories,
        people=_load_people(session, _actors(histories, trail)),
        trail=trail,
    )


def _load_roadmap(session: Session, roadmap_id: int) -> RoadmapView:
    columns = [getattr(Roadmap, name) for name in RoadmapView.__dataclass_fields__]
    row = session.execute(select(*columns).where(col(Roadmap.id) == roadmap_id)).one()
    return RoadmapView(**row._asdict())


def _load_parties(session: Session, task_id: int) -> tuple[PartyView, ...]:
    statement = (
        select(col(TaskParty.role), col(Party.name), col(Person.address))
        .join(Party, col(Party.id) == col(TaskParty.party_id))
        .outerjoin(Membership, col(Membership.party_id) == col(Party.id))
        .outerjoin(Person, col(Person.id) == col(Membership.person_id))
        .where(col(TaskParty.task_id) == task_id)
        .order_by(col(TaskParty.position), col(Person.address))
    )
    addresses: dict[tuple[Role, str], tuple[str, ...]] = {}
    for role, name, address in session.execute(statement):
        known = addresses.get((Role(role), name), ())
        addresses[Role(role), name] = (*known, address) if address else known
    return tuple(PartyView(role, name, known) for (role, name), known in addresses.items())


def _load_histories(session: Session, views: Collection[OccurrenceView]) -> tuple[OccurrenceDossier, ...]:
    ids = [view.id for view in views]
    evidence, reviews = load_evidence(session, ids), load_reviews(session, ids)
    asked = load_requests(session, ids)
    extensions, mails, trail = (load(session, ids) for load in (_extensions, _mails, _trail))
    return tuple(
        OccurrenceDossier(
            view,
            evidence.get(view.id, ()),
            reviews.get(view.id, ()),
            tuple(extensions.get(view.id, ())),
            asked.get(view.id, ()),
            tuple(mails.get(view.id, ())),
            tuple(trail.get(view.id, ())),
        )
        for view in views
    )


def _extensions(session: Session, ids: Collection[int]) -> dict[int, list[Any]]:
    columns = [getattr(Extension, name) for name in ExtensionView.__dataclass_fields__]
    statement = select(*columns).where(col(Extension.occurrence_id).in_(ids)).order_by(col(Extension.id))
    return _grouped((row.occurrence_id, ExtensionView(**row._asdict())) for row in session.execute(statement))


def _mails(session: Session, ids: Collection[int]) -> dict[int, list[Any]]:
    names = list(MailView.__dataclass_fields__)
    columns = [getattr(OutboxMessage, name) for name in names]
    statement = (
        select(col(OutboxOccurrence.occurrence_id), *columns)
        .join(OutboxMessage, col(OutboxMessage.id) == col(OutboxOccurrence.outbox_id))
        .where(col(OutboxOccurrence.occurrence_id).in_(ids))
        .order_by(col(OutboxMessage.id))
    )
    return _grouped((row[0], MailView(*row[1:])) for row in session.execute(statement))


def _trail(session: Session, ids: Collection[int], kind: str = "occurrence") -> dict[int, list[Any]]:
    subjects = {f"{kind}:{number}": number for number in ids}
    statement = select(AuditEntry).where(col(AuditEntry.subject).in_(subjects)).order_by(col(AuditEntry.id))
    entries = unveil(session, session.execute(statement).scalars())
    return _grouped((subjects[e.subject], TrailView(e.at, e.actor, e.deed, e.details)) for e in entries)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _actors(histories: Iterable[OccurrenceDossier], trail: Iterable[TrailView]) -> set[str]:
    """Whoever a dossier speaks of, as ``person:3``, ``link:person:3`` and ``account:4``."""
    entries = [*trail, *chain.from_iterable(history.trail for history in histories)]
    actors = {str(name) for entry in entries for name in (entry.actor, entry.details.get("for_person"))}
    for history in histories:
        actors |= {version.submitted_by for version in history.evidence}
        actors |= {review.decided_by for review in history.reviews}
        actors |= {extension.granted_by for extension in history.extensions}
        actors |= {str(name) for asked in history.requests for name in (asked.asked_by, asked.decided_by)}
    return actors


def _load_people(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Their names, or addresses, by ``person:3`` and ``account:4``."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for actor in actors:
        kind, _, number = actor.removeprefix("link:").partition(":")
        if number.isdecimal():
            numbers[kind].add(int(number))
    people: dict[str, str] = {}
    for kind, table in (("person", Person), ("account", Account)):
        if numbers[kind]:
            known = select(col(table.id), col(table.name), col(table.address))
            rows = session.execute(known.where(col(table.id).in_(numbers[kind])))
            people |= {f"{kind}:{number}": name or address for number, name, address in rows}
    return people


def list_open_problems(
    session: Session, roadmap_id: int | None = None, *, task_id: int | None = None
) -> tuple[ProblemView, ...]:
    """Problems of reading that nobody has settled, in the order they were met; then disclaimed tasks."""
    columns = [getattr(ReadingProblem, n) for n in ProblemView.__dataclass_fields__ if n != "task_id"]
    # A point and a row of one document may have the same number; the line tells them apart.
    its_task = and_(
        col(Task.roadmap_id) == col(ReadingProblem.roadmap_id),
        col(Task.source_line) == col(ReadingProblem.source_line),
        or_(
            col(Task.uid) == col(ReadingProblem.subject),
            col(Task.uid) == literal("п. ") + col(ReadingProblem.subject),
        ),
    )
    statement = (
        select(*columns, col(Task.id).label("task_id"))
        .outerjoin(Task, its_task)
        .where(col(ReadingProblem.settled_at).is_(None))
        .order_by(col(ReadingProblem.roadmap_id), col(ReadingProblem.id))
    )
    if roadmap_id is not None:
        statement = statement.where(col(ReadingProblem.roadmap_id) == roadmap_id)
    if task_id is not None:
        statement = statement.where(col(Task.id) == task_id)
    problems = [ProblemView(**row._asdict()) for row in session.execute(statement)]
    return (*problems, *_disclaimed(session, roadmap_id, task_id))


def _disclaimed(session: Session, roadmap_id: int | None, task_id: int | None) -> list[ProblemView]:
    """Tasks that somebody says are not theirs: the coordinator decides."""
    roadmap_ids = None if roadmap_id is None else [roadmap_id]
    return [
        ProblemView(
            roadmap_id=said.roadmap_id,
            code="not_mine",
            sentence=f"{said.who}: «не моё». Передать: sroki reassign; оставить: "
            f"sroki answer-disclaimer {said.id} --keep ПОЧЕМУ",
            subject=said.task_uid,
            source_line=said.source_line,
            raw=said.reason,
            task_id=said.task_id,
        )
        for said in list_disclaimers(session, roadmap_ids=roadmap_ids, task_id=task_id)
    ]
