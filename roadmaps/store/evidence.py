"""Versions of evidence with their files and pages, as frozen views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.evidence import EvidenceItem
from models.occurrence import Evidence
from roadmaps.claims import Claim
from roadmaps.store.links import LinkView, load_links

_SLICE = 500


@dataclass(frozen=True)
class ItemView:
    """One file or one address. ``scan``: clean | unscanned, None where nothing scans."""

    id: int
    evidence_id: int
    kind: str
    file_name: str | None
    file_sha256: str | None
    size_bytes: int | None
    content_type: str | None
    scan: str | None
    url: str | None
    link_id: int | None
    page: LinkView | None = None


@dataclass(frozen=True)
class EvidenceView:
    """One version of the evidence."""

    id: int
    occurrence_id: int
    version: int
    note: str | None
    claim: Claim
    submitted_at: datetime
    submitted_by: str
    items: tuple[ItemView, ...] = ()

    @property
    def files(self) -> tuple[ItemView, ...]:
        return tuple(item for item in self.items if item.kind == "file")

    @property
    def links(self) -> tuple[ItemView, ...]:
        return tuple(item for item in self.items if item.kind == "link")

    @property
    def effective_on(self) -> date | None:
        return self.claim.effective_on


def load_evidence(session: Session, occurrence_ids: Collection[int]) -> dict[int, tuple[EvidenceView, ...]]:
    """All versions of the evidence by occurrence, oldest first; a fixed number of statements per 500."""
    found: dict[int, tuple[EvidenceView, ...]] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        statement = (
            select(Evidence)
            .where(col(Evidence.occurrence_id).in_(ordered[start : start + _SLICE]))
            .order_by(col(Evidence.occurrence_id), col(Evidence.version))
        )
        rows = session.exec(statement).all()
        items = _load_items(session, [row.id or 0 for row in rows])
        for row in rows:
            view = _view(row, items.get(row.id or 0, ()))
            found[row.occurrence_id] = (*found.get(row.occurrence_id, ()), view)
    return found


def find_version(session: Session, evidence_id: int) -> EvidenceView | None:
    """One version by its id; None when there is no such."""
    row = session.get(Evidence, evidence_id)
    return None if row is None else _view(row, _load_items(session, [evidence_id]).get(evidence_id, ()))


def find_file(session: Session, item_id: int) -> tuple[int, ItemView] | None:
    """A handed-in file and the occurrence that it belongs to; None when there is no such."""
    statement = (
        select(EvidenceItem, Evidence.occurrence_id)
        .join(Evidence, col(Evidence.id) == col(EvidenceItem.evidence_id))
        .where(EvidenceItem.id == item_id, EvidenceItem.kind == "file")
    )
    found = session.exec(statement).first()
    return None if found is None else (found[1], _item_view(found[0]))


def _load_items(session: Session, evidence_ids: list[int]) -> Mapping[int, tuple[ItemView, ...]]:
    """The items of versions with their pages; versions beyond a slice are read slice by slice."""
    views: list[ItemView] = []
    for start in range(0, len(evidence_ids), _SLICE):
        statement = (
            select(EvidenceItem)
            .where(col(EvidenceItem.evidence_id).in_(evidence_ids[start : start + _SLICE]))
            .order_by(col(EvidenceItem.evidence_id), col(EvidenceItem.position))
        )
        some = [_item_view(row) for row in session.exec(statement)]
        views += _with_pages(session, some)
    items: defaultdict[int, tuple[ItemView, ...]] = defaultdict(tuple)
    for view in views:
        items[view.evidence_id] = (*items[view.evidence_id], view)
    return items


def _with_pages(session: Session, views: Iterable[ItemView]) -> list[ItemView]:
    views = list(views)
    link_ids = {view.link_id for view in views if view.link_id is not None}
    pages = load_links(session, link_ids) if link_ids else {}
    return [replace(view, page=pages.get(view.link_id or 0)) for view in views]


def _item_view(row: EvidenceItem) -> ItemView:
    names = (name for name in ItemView.__dataclass_fields__ if name != "page")
    return ItemView(**{name: getattr(row, name) for name in names})


def _view(row: Evidence, items: tuple[ItemView, ...]) -> EvidenceView:
    claim = Claim(
        row.nothing_to_report, row.effective_on, row.share_percent, tuple(row.years or ()), row.result
    )
    return EvidenceView(
        row.id or 0,
        row.occurrence_id,
        row.version,
        row.note,
        claim,
        row.submitted_at,
        row.submitted_by,
        items,
    )
