"""Mail leaves the outbox; what is no longer true stays behind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from flows.house import House, read_clock
from models.database import open_session
from models.outbox import Notice
from models.values import ActionKind
from notifications.delivery import NO_LONGER_RELEVANT, DeliveryReport, deliver_messages
from notifications.outbox import ClaimedMessage, settle_cancelled, settle_missed
from notifications.owners import current_owner
from roadmaps.agenda import OccurrenceFacts
from roadmaps.store.queue import load_agenda, lock_occurrences, requeue

_DAY_HAS_PASSED = "День письма прошёл: всё, что ещё верно, войдёт в свежее письмо."


def deliver(house: House, as_of: datetime) -> DeliveryReport:
    """Send all that may be sent at ``as_of``; one commit a message, SMTP outside of transactions."""
    return deliver_messages(
        house.engine,
        house.transport,
        as_of=as_of,
        owner=current_owner(),
        lease_s=house.settings.lease_s,
        is_relevant=lambda message: _is_relevant(house, message, as_of),
        now=read_clock,
    )


def _is_relevant(house: House, message: ClaimedMessage, as_of: datetime) -> bool | None:
    """Whether a message may go as it is; None when it was withdrawn here, in one transaction.

    A message with a line that no longer holds, or whose day has passed, stays behind; the lines that
    do hold are taken back into the agenda, so that the next pass writes one fresh mail of them. Only
    where nobody knows whether it was delivered (its sender died) it goes again with the same bytes:
    rewritten, it could reach the person twice.
    """
    with open_session(house.engine) as session:
        notices = session.exec(select(Notice).where(Notice.outbox_id == message.id)).all()
        if not notices:
            return True
        ids = {notice.occurrence_id for notice in notices}
        lock_occurrences(session, ids)
        facts = load_agenda(session, ids).facts
        true = [notice for notice in notices if _holds(notice, facts[notice.occurrence_id])]
        is_aged = message.planned_on < as_of.astimezone(house.settings.tzinfo).date()
        if len(true) == len(notices) and not is_aged:
            return True
        if message.was_in_flight and true:
            return True
        settle = settle_missed if len(true) == len(notices) else settle_cancelled
        settle(session, message, _DAY_HAS_PASSED if is_aged else NO_LONGER_RELEVANT)
        _take_back(session, true)
        return None


def _holds(notice: Notice, facts: OccurrenceFacts) -> bool:
    if notice.due_on is not None and notice.due_on != facts.due_on:
        return False
    if notice.kind == ActionKind.SUBMITTED.value:
        return not facts.is_finished and not facts.is_owed
    return facts.is_owed and not facts.held


def _take_back(session: Session, notices: list[Notice]) -> None:
    if notices:
        ids = [notice.id for notice in notices]
        session.execute(delete(Notice).where(col(Notice.id).in_(ids)))
        requeue(session, {notice.occurrence_id for notice in notices})
