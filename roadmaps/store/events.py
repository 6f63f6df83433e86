"""Events of occurrences for those who listen: what happened follows from the facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import delete, insert, select
from sqlmodel import Session, col

from models.occurrence import agenda_queue
from models.outbox import OutboxMessage, Webhook
from roadmaps.agenda import OccurrenceFacts

EVENT_KINDS = ("opened", "due", "overdue", "submitted", "accepted")


@dataclass(frozen=True)
class Listener:
    """A webhook that wants some kinds of events from a moment on."""

    id: int
    url: str
    kinds: frozenset[str]
    since_at: datetime


@dataclass(frozen=True)
class Event:
    """Something that happened to an occurrence, or (``due``) that its last day has begun."""

    kind: str
    occurrence_id: int
    at: datetime

    def key_for(self, listener: Listener) -> str:
        """Unique for ever: each listener hears of each event once."""
        return f"webhook:{listener.id}:{self.kind}:{self.occurrence_id}:{self.at:%Y%m%dT%H%M%S.%f}"


def load_listeners(session: Session) -> list[Listener]:
    """The webhooks that are not disabled."""
    rows = session.execute(
        select(Webhook).where(col(Webhook.disabled_at).is_(None)).order_by(col(Webhook.id))
    )
    return [Listener(h.id or 0, h.url, frozenset(h.kinds), h.added_at) for h in rows.scalars()]


def events_of(facts: OccurrenceFacts) -> Iterator[Event]:
    """Everything that the facts tell, the coming last day included."""
    owed = facts.is_owed and not facts.held
    due_at = datetime.combine(facts.due_on, time(), tzinfo=facts.zone).astimezone(UTC)
    moments = {
        "opened": facts.opened_at,
        "due": due_at if owed else None,
        "overdue": facts.closed_at if owed else None,
        "submitted": facts.submitted_at,
        "accepted": facts.accepted_at,
    }
    return (Event(kind, facts.id, at.astimezone(UTC)) for kind, at in moments.items() if at is not None)


def untold_events(
    session: Session, facts: Collection[OccurrenceFacts], listeners: Collection[Listener]
) -> list[tuple[Listener, Event]]:
    """The events that a listener wants and has not been told, past and (``due``) to come."""
    wanted = {
        event.key_for(listener): (listener, event)
        for one in facts
        for event in events_of(one)
        for listener in listeners
        if event.kind in listener.kinds and event.at >= listener.since_at
    }
    keys = sorted(wanted)
    for start in range(0, len(keys), 500):
        told = select(OutboxMessage.key).where(col(OutboxMessage.key).in_(keys[start : start + 500]))  # type: ignore[call-overload]
        for key in session.execute(told).scalars():
            del wanted[key]
    return list(wanted.values())


def event_moments(session: Session, facts: Mapping[int, OccurrenceFacts]) -> dict[int, datetime]:
    """When each occurrence is to be looked at for the sake of those who listen."""
    listeners = load_listeners(session)
    moments: dict[int, datetime] = {}
    for _, event in untold_events(session, facts.values(), listeners) if listeners else ():
        moments[event.occurrence_id] = min(event.at, moments.get(event.occurrence_id, event.at))
    return moments


def keep_awake(session: Session, moments: Mapping[int, datetime]) -> None:
    """Let occurrences stand in the queue at these moments at the latest."""
    for occurrence_id, at in moments.items():
        row = agenda_queue.c.occurrence_id == occurrence_id
        standing_at = session.execute(select(agenda_queue.c.next_action_at).where(row)).scalar()
        if standing_at is None or standing_at > at:
            session.execute(delete(agenda_queue).where(row))
            session.execute(insert(agenda_queue), [{"next_action_at": at, "occurrence_id": occurrence_id}])
