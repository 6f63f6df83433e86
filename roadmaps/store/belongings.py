"""All that belongs to a roadmap: the rows of every table that lead to it by foreign keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select
from sqlmodel import Session, SQLModel, col

from models.audit import AuditText
from models.evidence import EvidenceItem, LinkCheck
from models.occurrence import Evidence, Occurrence
from models.outbox import OutboxOccurrence
from models.roadmap import Roadmap, Task

_BATCH_ROWS = 500
_QUEUES = frozenset({"agenda_queue"})  # what the planner will look at next is no record of anything
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

    A table that comes later is found by its foreign key; ``outbox``, ``party`` and the pages of evidence by
    the rows that name them.
    """
    conditions = _closure(roadmap_ids)
    tables = SQLModel.metadata.tables
    outbox, party = tables["outbox"], tables["party"]
    links, cast = tables["outbox_occurrence"], tables["task_party"]
    if "outbox_occurrence" in conditions:
        named = select(links.c.outbox_id).where(conditions["outbox_occurrence"])
        conditions["outbox"] = outbox.c.id.in_(named)
    if "task_party" in conditions:
        conditions["party"] = party.c.id.in_(select(cast.c.party_id).where(conditions["task_party"]))
    items, pages, checks = (tables[name] for name in ("evidence_item", "evidence_link", "link_check"))
    named = select(items.c.link_id).where(conditions["evidence_item"], items.c.link_id.is_not(None))
    conditions["evidence_link"] = pages.c.id.in_(named)
    conditions["link_check"] = checks.c.link_id.in_(named)
    return {
        name: _columns(tables[name]).where(condition).order_by(*tables[name].primary_key.columns)
        for name, condition in sorted(conditions.items())
    }


def _closure(roadmap_ids: list[int]) -> dict[str, ColumnElement[bool]]:
    """Which rows of which table lead to the roadmaps, walking foreign keys from parent to child."""
    tables = SQLModel.metadata.tables
    conditions: dict[str, ColumnElement[bool]] = {"roadmap": tables["roadmap"].c.id.in_(roadmap_ids)}
    for table in SQLModel.metadata.sorted_tables:
        if table.name in conditions or table.name in _QUEUES:
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


def kept_files(session: Session, roadmap_ids: list[int]) -> Iterator[tuple[str, str, str]]:
    """Every kept file of evidence: where it belongs (``occurrence-17-v1``), its name, its SHA-256; in order.

    The texts of pages that were fetched follow the files that people brought.
    """
    statement = (
        select(
            col(Evidence.occurrence_id),
            col(Evidence.version),
            col(EvidenceItem.position),
            col(EvidenceItem.file_name),
            col(EvidenceItem.file_sha256),
        )
        .join(Evidence, col(Evidence.id) == col(EvidenceItem.evidence_id))
        .where(col(EvidenceItem.id).in_(_ids(roadmap_ids, "evidence_item")))
        .where(col(EvidenceItem.file_sha256).is_not(None))
        .order_by(col(Evidence.occurrence_id), col(Evidence.version), col(EvidenceItem.position))
    )
    for row in read_rows(session, statement):
        place = f"occurrence-{row['occurrence_id']}-v{row['version']}"
        further = f"-{row['position']}" if row["position"] > 1 else ""
        yield place + further, row["file_name"] or "файл", row["file_sha256"]
    texts = (
        select(col(LinkCheck.link_id), col(LinkCheck.id), col(LinkCheck.text_sha256))
        .where(col(LinkCheck.id).in_(_ids(roadmap_ids, "link_check")))
        .where(col(LinkCheck.text_sha256).is_not(None))
        .order_by(col(LinkCheck.link_id), col(LinkCheck.id))
    )
    for row in read_rows(session, texts):
        yield f"page-{row['link_id']}-{row['id']}", "text.txt", row["text_sha256"]


def _ids(roadmap_ids: list[int], table: str) -> Select[Any]:
    statement = belonging_tables(roadmap_ids)[table]
    return statement.with_only_columns(SQLModel.metadata.tables[table].c.id).order_by(None)


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
