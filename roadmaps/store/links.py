"""The pages that evidence points to: which are due for a check, what was found, which are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, and_, bindparam, exists, func, update
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.database import dialect_of, insert_into, read_columns
from models.evidence import EvidenceItem, EvidenceLink, LinkCheck
from models.occurrence import Evidence, Occurrence
from roadmaps.link_checks import REPORTED, LinkOutcome, LinkState, Standing, settle_check
from roadmaps.store.trail import record_deed

_LEASE = timedelta(minutes=15)  # how long a claimed check may take before somebody else may do it
_SLICE = 500  # ids per statement
_REPORTED = tuple(state.value for state in REPORTED)


@dataclass(frozen=True)
class DueLink:
    """A page that this process may check now."""

    id: int
    url: str


@dataclass(frozen=True)
class Finding:
    """What a fetch found. ``host`` is where the page was found at last; ``why`` a reason in words."""

    outcome: LinkOutcome
    final_url: str | None = None
    host: str | None = None
    status: int | None = None
    title: str | None = None
    content_type: str | None = None
    sha256: str | None = None
    size_bytes: int | None = None
    text_sha256: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class LinkView:
    """A page as people see it: its state, and what the last check found (None before the first)."""

    url: str
    state: LinkState
    since_at: datetime
    checked_at: datetime | None = None
    final_url: str | None = None
    status: int | None = None
    title: str | None = None
    sha256: str | None = None
    text_sha256: str | None = None
    why: str | None = None

    @property
    def is_reported(self) -> bool:
        return self.state in REPORTED


@dataclass(frozen=True)
class LostLink:
    """A page that standing evidence of an occurrence points to, and that is lost."""

    occurrence_id: int
    url: str
    since_at: datetime


def watch_link(session: Session, url: str, at: datetime) -> int:
    """The id of the page; it is due for a check at ``at``, also when it is handed in once more."""
    digest = sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
    session.execute(
        insert_into(EvidenceLink, dialect_of(session))
        .values(
            url=url,
            url_sha256=digest,
            state=LinkState.WAITING.value,
            since_at=at,
            failures=0,
            steady=0,
            next_check_at=at,
        )
        .on_conflict_do_nothing(index_elements=["url_sha256"])
    )
    link = session.exec(select(EvidenceLink).where(EvidenceLink.url_sha256 == digest)).one()
    if link.next_check_at is None or link.next_check_at > at:
        link.next_check_at = at
        session.add(link)
        session.flush()
    return link.id or 0


def has_due_links(session: Session, as_of: datetime) -> bool:
    """Whether any page is to be checked at ``as_of``: one look at an index."""
    statement = select(EvidenceLink.id).where(col(EvidenceLink.next_check_at) <= as_of).limit(1)
    return session.exec(statement).first() is not None


def claim_due_links(session: Session, as_of: datetime, limit: int) -> list[DueLink]:
    """Up to ``limit`` pages to check; nobody else gets them for a quarter of an hour.

    The claim moves the moment of the queue, and the rows that the UPDATE touches decide. Pages that
    no standing evidence names any more leave the queue.
    """
    statement = (
        select(EvidenceLink)
        .where(col(EvidenceLink.next_check_at) <= as_of)
        .order_by(col(EvidenceLink.next_check_at), col(EvidenceLink.id))
        .limit(limit)
    )
    seen = session.exec(statement).all()
    standing = _named_by_standing_evidence(session, [link.id or 0 for link in seen])
    claimed = []
    for link in seen:
        later = as_of + _LEASE if link.id in standing else None
        result = session.execute(
            update(EvidenceLink)
            .where(col(EvidenceLink.id) == link.id, col(EvidenceLink.next_check_at) == link.next_check_at)
            .values(next_check_at=later)
            .execution_options(synchronize_session=False)
        )
        if later is not None and cast(CursorResult[Any], result).rowcount == 1:
            claimed.append(DueLink(link.id or 0, link.url))
    return claimed


def record_check(session: Session, link_id: int, finding: Finding, at: datetime) -> LinkState:
    """Keep what was found and settle when to look again; the trail tells of pages lost and back."""
    link = session.exec(select(EvidenceLink).where(EvidenceLink.id == link_id).with_for_update()).one()
    before = _standing(link)
    after = settle_check(before, finding.outcome, finding.host, at)
    for name in ("since_at", "failures", "steady", "first_host", "first_failed_at", "next_check_at"):
        setattr(link, name, getattr(after, name))
    link.state = after.state.value
    found = {name: getattr(finding, name) for name in Finding.__dataclass_fields__ if name != "host"}
    session.add_all([link, LinkCheck(link_id=link_id, checked_at=at, **found)])
    if after.state is not before.state:
        _tell_trail(session, link, before.state, after.state, finding, at)
    return after.state


def load_links(session: Session, link_ids: Collection[int]) -> dict[int, LinkView]:
    """The pages with their last checks, in two statements."""
    links = session.exec(select(EvidenceLink).where(col(EvidenceLink.id).in_(link_ids))).all()
    newest = (
        select(func.max(LinkCheck.id))
        .where(col(LinkCheck.link_id).in_(link_ids))
        .group_by(col(LinkCheck.link_id))
    )
    checks = {c.link_id: c for c in session.exec(select(LinkCheck).where(col(LinkCheck.id).in_(newest)))}
    return {link.id or 0: _view(link, checks.get(link.id or 0)) for link in links}


def list_lost_links(
    session: Session, *, since: datetime | None = None, until: datetime | None = None
) -> list[LostLink]:
    """Lost pages of standing evidence, lost at ``since`` or later and before ``until``."""
    conditions: list[ColumnElement[bool]] = [col(EvidenceLink.state).in_(_REPORTED), _is_standing()]
    if since is not None:
        conditions.append(col(EvidenceLink.since_at) >= since)
    if until is not None:
        conditions.append(col(EvidenceLink.since_at) < until)
    columns = (Evidence.occurrence_id, EvidenceLink.url, EvidenceLink.since_at)
    statement = _pages_of_evidence(*columns).where(*conditions)
    rows = session.execute(statement.order_by(col(EvidenceLink.since_at), col(EvidenceItem.id)))
    return [LostLink(*row) for row in rows]


def count_lost_pages(session: Session, occurrence_ids: Collection[int]) -> Counter[int]:
    """How many lost pages the standing evidence of each occurrence has; a statement per 500 of them."""
    ordered, counts = sorted(occurrence_ids), Counter[int]()
    for start in range(0, len(ordered), _SLICE):
        rows = read_columns(session, _lost_pages(), ids=ordered[start : start + _SLICE])
        counts.update(dict(rows.tuples().all()))
    return counts


@cache  # building it costs more than running it
def _lost_pages() -> Select[Any]:
    return (
        _pages_of_evidence(Evidence.occurrence_id, func.count())
        .where(col(Evidence.occurrence_id).in_(bindparam("ids", expanding=True)))
        .where(col(EvidenceLink.state).in_(_REPORTED), _is_standing())
        .group_by(col(Evidence.occurrence_id))
    )


def _pages_of_evidence(*columns: Any) -> Select[Any]:
    """The columns of evidence, its items, their pages and its occurrence."""
    return (
        core_select(*columns)
        .select_from(Evidence)
        .join(EvidenceItem, col(EvidenceItem.evidence_id) == col(Evidence.id))
        .join(EvidenceLink, col(EvidenceLink.id) == col(EvidenceItem.link_id))
        .join(Occurrence, col(Occurrence.id) == col(Evidence.occurrence_id))
    )


def _is_standing() -> ColumnElement[bool]:
    """The last version of an occurrence that is still wanted: what an inspector would be shown."""
    newer = aliased(Evidence)
    superseded = exists().where(
        col(newer.occurrence_id) == col(Evidence.occurrence_id), col(newer.version) > col(Evidence.version)
    )
    return and_(~superseded, col(Occurrence.cancelled_at).is_(None))


def _named_by_standing_evidence(session: Session, link_ids: Collection[int]) -> set[int]:
    statement = (
        select(EvidenceItem.link_id)
        .join(Evidence, col(Evidence.id) == col(EvidenceItem.evidence_id))
        .join(Occurrence, col(Occurrence.id) == col(Evidence.occurrence_id))
        .where(col(EvidenceItem.link_id).in_(link_ids), _is_standing())
    )
    return {link_id for link_id in session.exec(statement) if link_id is not None}


def _tell_trail(
    session: Session,
    link: EvidenceLink,
    before: LinkState,
    after: LinkState,
    finding: Finding,
    at: datetime,
) -> None:
    if after in REPORTED:
        deed = "page lost"
    elif before in REPORTED and after is LinkState.PRESENT:
        deed = "page found again"
    else:
        return
    for occurrence_id in _occurrences_of(session, link.id or 0):
        record_deed(
            session, at, "clock", deed, f"occurrence:{occurrence_id}", url=link.url, why=finding.why or ""
        )


def _occurrences_of(session: Session, link_id: int) -> Iterable[int]:
    statement = (
        select(Evidence.occurrence_id)
        .join(EvidenceItem, col(EvidenceItem.evidence_id) == col(Evidence.id))
        .join(Occurrence, col(Occurrence.id) == col(Evidence.occurrence_id))
        .where(EvidenceItem.link_id == link_id, _is_standing())
    )
    return sorted(set(session.exec(statement)))


def _standing(link: EvidenceLink) -> Standing:
    return Standing(
        LinkState(link.state),
        link.since_at,
        link.failures,
        link.steady,
        link.first_host,
        link.first_failed_at,
        link.next_check_at,
    )


def _view(link: EvidenceLink, check: LinkCheck | None) -> LinkView:
    view = LinkView(link.url, LinkState(link.state), link.since_at)
    if check is None:
        return view
    found = {
        name: getattr(check, name)
        for name in ("checked_at", "final_url", "status", "title", "sha256", "text_sha256", "why")
    }
    return LinkView(view.url, view.state, view.since_at, **found)
