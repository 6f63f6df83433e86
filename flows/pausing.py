"""Sending stands still and goes on again: for restored houses, and for operators who want to look first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.pause import SendingPause
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class Pause:
    """Since when nothing is sent, who said so and why."""

    since_at: datetime
    set_by: str
    reason: str


def find_pause(session: Session) -> Pause | None:
    """The pause that holds now; one look at a table of one row."""
    row = session.get(SendingPause, 1)
    return Pause(row.since_at, row.set_by, row.reason) if row else None


def pause_sending(session: Session, at: datetime, actor: str, reason: str) -> bool:
    """Send nothing from the next pass on; False when it was so already."""
    if session.get(SendingPause, 1) is not None:
        return False
    session.add(SendingPause(since_at=at, set_by=actor, reason=reason))
    record_deed(session, at, actor, "sending paused", "house", reason=reason)
    return True


def resume_sending(session: Session, at: datetime, actor: str) -> bool:
    """Send again what waits; False when nothing stood still."""
    row = session.get(SendingPause, 1)
    if row is None:
        return False
    session.delete(row)
    record_deed(session, at, actor, "sending resumed", "house")
    return True
