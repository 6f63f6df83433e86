"""Secret addresses of calendars, and what a calendar must know of each occurrence beside its view."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Select, func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.audit import AuditEntry
from models.errors import UnknownThingError
from models.occurrence import Occurrence
from models.outbox import CalendarFeed
from models.roadmap import Roadmap, Task
from models.round import Round
from roadmaps.store.listing import OccurrenceView
from roadmaps.store.trail import record_deed

_SLICE = 500
_SHOWN_DIGITS = 12  # of the hash: what a list shows of an address without giving it away


@dataclass(frozen=True)
class Stamp:
    """Identity and age of an occurrence. ``sequence`` grows with every entry of the trail about it."""

    uid: str
    changed_at: datetime
    sequence: int


@dataclass(frozen=True)
class FeedView:
    """A calendar address as a list shows it: by the beginning of its hash."""

    mark: str
    scope: str
    made_at: datetime
    revoked_at: datetime | None


def add_feed(session: Session, scope: str, at: datetime, actor: str) -> str:
    """Make a secret address for ``person:3`` or ``roadmap:1``; the token, which is kept nowhere."""
    token = secrets.token_urlsafe(16)  # 128 bits
    digest = _digest(token)
    session.add(CalendarFeed(token_sha256=digest, scope=scope, made_at=at))
    record_deed(session, at, actor, "calendar added", scope, mark=digest[:_SHOWN_DIGITS])
    return token


def find_scope(session: Session, token: str) -> str | None:
    """What a living address shows."""
    feed = session.get(CalendarFeed, _digest(token))
    return feed.scope if feed is not None and feed.revoked_at is None else None


def list_feeds(session: Session) -> list[FeedView]:
    """All addresses ever made, oldest first."""
    feeds = session.exec(select(CalendarFeed).order_by(col(CalendarFeed.made_at), CalendarFeed.token_sha256))
    return [FeedView(f.token_sha256[:_SHOWN_DIGITS], f.scope, f.made_at, f.revoked_at) for f in feeds]


def revoke_feed(session: Session, words: str, at: datetime, actor: str) -> FeedView:
    """Revoke the address whose hash begins so, or the address itself; from then on it shows nothing."""
    token = words.rstrip("/").rsplit("/", 1)[-1].removesuffix(".ics")
    feeds = session.exec(select(CalendarFeed).where(col(CalendarFeed.revoked_at).is_(None))).all()
    meant = [f for f in feeds if f.token_sha256 == _digest(token)]
    if not meant and len(token) >= _SHOWN_DIGITS:
        meant = [f for f in feeds if f.token_sha256.startswith(token)]
    if len(meant) != 1:
        raise UnknownThingError(
            "Действующего календаря «{mark}» нет. Список: sroki calendar list.", mark=words
        )
    feed = meant[0]
    feed.revoked_at = at
    session.add(feed)
    record_deed(session, at, actor, "calendar revoked", feed.scope, mark=feed.token_sha256[:_SHOWN_DIGITS])
    return FeedView(feed.token_sha256[:_SHOWN_DIGITS], feed.scope, feed.made_at, at)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def load_stamps(session: Session, views: Sequence[OccurrenceView]) -> dict[int, Stamp]:
    """The stamps by occurrence; a fixed number of statements per 500.

    A UID names the document, the row and which of its dates it is, so that the same plan read into
    another database keeps its events (RFC 7986, 5.3 asks for UIDs that tell nothing of the host). A
    task that a new version of the document took over keeps the name from the first one.
    """
    stamps: dict[int, Stamp] = {}
    for start in range(0, len(views), _SLICE):
        some = views[start : start + _SLICE]
        changes = _changes(session, some)
        for row in session.execute(_identities([view.id for view in some])):
            known = [*changes[f"occurrence:{row.id}"], *changes[f"task:{row.task_id}"]]
            task_name = row.calendar_name or f"{row.source_sha256}:{row.uid}"
            name = f"sroki:{task_name}:{row.ordinal}"
            stamps[row.id] = Stamp(
                uid=str(uuid5(NAMESPACE_URL, name)),
                changed_at=max([row.approved_at or row.imported_at, *(at for at, _ in known)]),
                sequence=sum(count for _, count in known),
            )
    return stamps


def load_round_stamp(session: Session, round_: Round) -> Stamp:
    """The stamp of a round: it keeps its name from planning to its end."""
    statement = select(func.max(AuditEntry.at), func.count()).where(
        AuditEntry.subject == f"round:{round_.id}"
    )
    last_at, count = session.exec(statement).one()
    return Stamp(
        uid=str(uuid5(NAMESPACE_URL, f"sroki:round:{round_.made_at.isoformat()}:{round_.key}")),
        changed_at=max(round_.made_at, last_at or round_.made_at),
        sequence=count,
    )


def _identities(ids: Sequence[int]) -> Select[Any]:
    columns: list[Any] = [
        Occurrence.id,
        Occurrence.ordinal,
        Occurrence.task_id,
        Task.uid,
        Task.calendar_name,
        Roadmap.source_sha256,
        Roadmap.approved_at,
        Roadmap.imported_at,
    ]
    return (
        core_select(*columns)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(Roadmap, col(Roadmap.id) == col(Task.roadmap_id))
        .where(col(Occurrence.id).in_(ids))
    )


def _changes(session: Session, views: Sequence[OccurrenceView]) -> dict[str, list[tuple[datetime, int]]]:
    """When something last happened to a subject of the trail, and how many things did."""
    subjects = {f"occurrence:{view.id}" for view in views} | {f"task:{view.task_id}" for view in views}
    changes: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    statement = (
        select(AuditEntry.subject, func.max(AuditEntry.at), func.count())
        .where(col(AuditEntry.subject).in_(subjects))
        .group_by(AuditEntry.subject)
    )
    for subject, last_at, count in session.exec(statement):
        changes[subject].append((last_at, count))
    return changes
