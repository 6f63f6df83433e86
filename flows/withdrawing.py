"""Waiting mail that must not go as it is: its lines go back into the agenda, to be written afresh."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlmodel import Session, col, select

from flows.standing import wake_standing
from models.outbox import Notice
from notifications.outbox import withdraw_waiting
from roadmaps.store.queue import requeue

DAY_HAS_PASSED = "День письма прошёл: всё, что ещё верно, войдёт в свежее письмо."


def withdraw_aged_mail(session: Session, as_of: datetime, zone: ZoneInfo) -> None:
    """Take back the mails of earlier days that have never left.

    After an outage of the relay the planner then finds all of it due at once and writes one mail a
    person, in which only the freshest reminder of a deadline stands.
    """
    ids = withdraw_waiting(session, as_of.astimezone(zone).date(), DAY_HAS_PASSED)
    take_back(session, ids, zone, as_of)


def take_back(session: Session, outbox_ids: list[int], zone: ZoneInfo, as_of: datetime) -> None:
    """Forget that the notices of these messages were given: the planner decides anew which are due."""
    occurrence_ids: set[int] = set()
    for start in range(0, len(outbox_ids), 500):
        told = col(Notice.outbox_id).in_(outbox_ids[start : start + 500])
        occurrence_ids |= set(session.exec(select(Notice.occurrence_id).where(told)).all())
        session.execute(delete(Notice).where(told))
    if occurrence_ids:
        requeue(session, occurrence_ids, as_of)
    wake_standing(session, zone, outbox_ids)
