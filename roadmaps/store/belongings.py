"""All that belongs to a roadmap: the rows of every table that lead to it by foreign keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select
from sqlmodel import Session, SQLModel, col

import models.tables  # noqa: F401 - all tables stand in the metadata from here on
from models.audit import AuditText
from models.evidence import EvidenceItem, LinkCheck
from models.occurrence import Evidence, Occurrence
from models.outbox import OutboxOccurrence
from models.roadmap import Roadmap, Task
from models.round import Round, RoundParticipant, RoundProof

_BATCH_ROWS = 500
# What the planner will look at next and how words are found are no records; the bytes of mail never leave.
_LEFT_OUT = frozenset({"agenda_queue", "outbox_content", "task_word"})
# Neither bodies nor links of mail leave the house, nor who held a lease.
_WITHHELD = frozenset({"content", "lease_owner", "lease_until_at", "token_sha256", "secret"})


def versions_of(session: Session, roadmap: Roadmap) -> list[Roadmap]:
    """The roadmap and all versions that it took the place of, newest first."""
    versions = [roadmap]
    while versions[-1].replaces_id is not None:
        versions.append(session.get_one(Roadmap, versions[-1].replaces_id))
    return versions


def belonging_tables(roadmap_ids: list[int]) -> dict[str, Select[Any]]:
    """For each table with rows of these roadmaps, the statement that reads them in a fixed order.

    A table that comes later is found by its foreign key; mails, parties and web pages, which may belong
    to several roadmaps, by the rows that name them.
    """
    conditions = _closure(roadmap_ids)
    tables = SQLModel.metadata.tables
    for naming, column, named in _NAMED:
        numbers = select(tables[naming].c[column]).where(conditions[naming])
        key = "id" if named != "link_check" else "link_id"
        conditions[named] = tables[named].c[key].in_(numbers)
    return {
        name: _columns(tables[name]).where(condition).order_by(*tables[name].primary_key.columns)
        for name, condition in sorted(conditions.items())
    }


# A row of the first table names rows of the last by a column.
_NAMED = (
    ("outbox_occurrence", "outbox_id", "outbox"),
    ("task_party", "party_id", "party"),
    ("evidence_item", "link_id", "evidence_link"),
    ("evidence_item", "link_id", "link_check"),
)


def _closure(roadmap_ids: list[int]) -> dict[str, ColumnElement[bool]]:
    """Which rows of which table lead to the roadmaps, walking foreign keys from parent to child."""
    tables = SQLModel.metadata.tables
    conditions: dict[str, ColumnElement[bool]] = {"roadmap": tables["roadmap"].c.id.in_(roadmap_ids)}
    for table in SQLModel.metadata.sorted_tables:
        if table.name in conditions or table.name in _LEFT_OUT:
            continue
        ways = [
            key.parent.in_(select(key.column).where(conditions[key.column.table.name]))
            for key in sorted(table.foreign_keys, key=lambda key: str(key.parent.name))
            if key.column.table.name in conditions and key.column.table is not table
        ]
        if "roadmap_id" in table.c and not ways:  # policies and coordinators name it without a key
            ways = [table.c.roadmap_id.in_(roadmap_ids)]
        if ways:
            conditions[table.name] = or_(*ways)
    return conditions


def _columns(table: Table) -> Select[Any]:
    return select(*(column for column in table.columns if column.name not in _WITHHELD))


def read_rows(session: Session, statement: Select[Any]) -> Iterator[Any]:
    """Rows as mappings, one after another; memory stays flat."""
    result = session.execute(statement, execution_options={"yield_per": _BATCH_ROWS})
    yield from result.mappings()


@dataclass(frozen=True)
class StoredFile:
    """A handed-in file: where it belongs (``occurrence-17-v1``), its name and its SHA-256."""

    place: str
    name: str
    sha256: str


def kept_files(session: Session, roadmap_ids: list[int]) -> Iterator[StoredFile]:
    """Every file of every version of the evidence, version after version, each in the order of its items;
    then those that back answers of rounds which nobody has handed in."""
    statement = (
        select(Evidence.occurrence_id, Evidence.version, EvidenceItem.file_name, EvidenceItem.file_sha256)  # type: ignore[call-overload]
        .join(EvidenceItem, col(EvidenceItem.evidence_id) == col(Evidence.id))
        .where(col(Evidence.id).in_(evidence_of(roadmap_ids)), col(EvidenceItem.file_sha256).is_not(None))
        .order_by(col(Evidence.occurrence_id), col(Evidence.version), col(EvidenceItem.position))
    )
    for row in read_rows(session, statement):
        place = f"occurrence-{row['occurrence_id']}-v{row['version']}"
        yield StoredFile(place, row["file_name"] or "файл", row["file_sha256"])
    proofs = select(
        col(RoundProof.participant_id),
        col(RoundProof.code),
        col(RoundProof.file_name),
        col(RoundProof.file_sha256),
    ).where(
        proofs_of(roadmap_ids),
        col(RoundProof.file_sha256).is_not(None),
        col(RoundProof.file_sha256).not_in(
            select(col(EvidenceItem.file_sha256)).where(
                col(EvidenceItem.evidence_id).in_(evidence_of(roadmap_ids)),
                col(EvidenceItem.file_sha256).is_not(None),
            )
        ),
    )
    for row in read_rows(session, proofs.order_by(col(RoundProof.participant_id), col(RoundProof.id))):
        place = f"participant-{row['participant_id']}-{row['code']}"
        yield StoredFile(place, row["file_name"] or "файл", row["file_sha256"])


def kept_texts(session: Session, roadmap_ids: list[int]) -> Iterator[str]:
    """SHA-256 of every kept text of the pages that evidence or an answer points to, in order, each once."""
    pages = select(EvidenceItem.link_id).where(col(EvidenceItem.evidence_id).in_(evidence_of(roadmap_ids)))  # type: ignore[call-overload]
    answers = select(col(RoundProof.link_id)).where(proofs_of(roadmap_ids))
    text = col(LinkCheck.text_sha256)
    theirs = or_(col(LinkCheck.link_id).in_(pages), col(LinkCheck.link_id).in_(answers))
    statement = select(text).where(theirs, text.is_not(None)).distinct()
    for row in read_rows(session, statement.order_by(text)):
        yield row["text_sha256"]


def evidence_of(roadmap_ids: list[int]) -> Select[Any]:
    """The statement that reads the ids of all evidence of some roadmaps."""
    return (  # type: ignore[no-any-return]
        select(Evidence.id)  # type: ignore[call-overload]
        .join(Occurrence, col(Occurrence.id) == col(Evidence.occurrence_id))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(col(Task.roadmap_id).in_(roadmap_ids))
    )


def participants_of(roadmap_ids: list[int]) -> Select[Any]:
    """The statement that reads the ids of all whom the rounds of some roadmaps have asked."""
    return (
        select(col(RoundParticipant.id))
        .join(Round, col(Round.id) == col(RoundParticipant.round_id))
        .where(col(Round.roadmap_id).in_(roadmap_ids))
    )


def proofs_of(roadmap_ids: list[int]) -> ColumnElement[bool]:
    """Whether a proof backs an answer in a round of these roadmaps."""
    return col(RoundProof.participant_id).in_(participants_of(roadmap_ids))


def concerned_subjects(session: Session, roadmap_ids: list[int]) -> set[str]:
    """The subjects under which the trail tells of these roadmaps."""
    tasks = select(col(Task.id)).where(col(Task.roadmap_id).in_(roadmap_ids))
    occurrences = select(col(Occurrence.id)).where(col(Occurrence.task_id).in_(tasks))
    mails = select(col(OutboxOccurrence.outbox_id)).where(
        col(OutboxOccurrence.occurrence_id).in_(occurrences)
    )
    subjects = {f"roadmap:{number}" for number in roadmap_ids}
    for kind, statement in (("task", tasks), ("occurrence", occurrences), ("outbox", mails)):
        subjects |= {f"{kind}:{number}" for number in session.execute(statement).scalars()}
    return subjects


def known_texts(session: Session, digests: set[str]) -> Iterator[Any]:
    """The texts beside the chain for some digests, in the order of the digests."""
    columns = [col(AuditText.digest), col(AuditText.kind), col(AuditText.salt), col(AuditText.value)]
    ordered = sorted(digests)
    for start in range(0, len(ordered), _BATCH_ROWS):
        some = col(AuditText.digest).in_(ordered[start : start + _BATCH_ROWS])
        yield from session.execute(select(*columns).where(some).order_by(col(AuditText.digest))).mappings()
