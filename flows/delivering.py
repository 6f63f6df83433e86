"""Mail leaves the outbox; what is no longer true stays behind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from flows.house import House
from models.database import open_session
from models.outbox import Notice
from models.values import ActionKind
from notifications.delivery import DeliveryReport, deliver_messages
from notifications.outbox import ClaimedMessage
from notifications.owners import current_owner
from roadmaps.agenda import OccurrenceFacts
from roadmaps.store.queue import load_agenda, requeue


def deliver(house: House, as_of: datetime) -> DeliveryReport:
    """Send all that may be sent at ``as_of``; one commit a message, SMTP outside of transactions."""
    return deliver_messages(
        house.engine,
        house.transport,
        as_of=as_of,
        owner=current_owner(),
        lease_s=house.settings.lease_s,
        is_relevant=lambda message: _is_relevant(house, message),
    )


def _is_relevant(house: House, message: ClaimedMessage) -> bool:
    """Whether every line of a message still holds. A message that was tried before goes as it is.

    When some lines do not hold, the others are taken back into the agenda, so that the next pass
    writes them anew without the line that is no longer true.
    """
    if message.attempts > 1:  # counts this claim
        return True
    with open_session(house.engine) as session:
        notices = session.exec(select(Notice).where(Notice.outbox_id == message.id)).all()
        if not notices:
            return True
        agenda = load_agenda(session, {notice.occurrence_id for notice in notices})
        stale = [n for n in notices if not _holds(n, agenda.facts[n.occurrence_id])]
        if not stale:
            return True
        _take_back(session, [n for n in notices if n not in stale])
        return False


def _holds(notice: Notice, facts: OccurrenceFacts) -> bool:
    if notice.kind == ActionKind.SUBMITTED.value:
        return not facts.is_finished and not facts.is_owed
    return facts.is_owed and not facts.held


def _take_back(session: Session, notices: list[Notice]) -> None:
    if notices:
        ids = [notice.id for notice in notices]
        session.execute(delete(Notice).where(col(Notice.id).in_(ids)))
        requeue(session, {notice.occurrence_id for notice in notices})
