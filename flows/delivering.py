"""Mail leaves the outbox; what is no longer true stays behind."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from flows.house import House, read_clock
from flows.webhooks import disable_webhooks, load_secrets
from flows.withdrawing import DAY_HAS_PASSED, take_back
from models.database import open_reading, open_session
from models.outbox import Notice
from models.party import Person
from notifications.delivery import NO_LONGER_RELEVANT, DeliveryReport, deliver_messages
from notifications.outbox import ClaimedMessage, find_next_attempt, settle_cancelled, settle_missed
from notifications.owners import current_owner
from roadmaps.store.queue import Agenda, load_agenda, lock_occurrences


def deliver(house: House, as_of: datetime) -> DeliveryReport:
    """Send all that may be sent at ``as_of``; one commit a message, the network outside of transactions.

    First the mail, then the events for those who listen: neither waits for the other's trouble.
    """
    report = deliver_messages(
        house.engine,
        house.transport,
        as_of=as_of,
        owner=current_owner(),
        lease_s=house.settings.lease_s,
        is_relevant=lambda message: _is_relevant(house, message, as_of),
        now=read_clock,
    )
    return report + deliver_events(house, as_of)


def deliver_events(house: House, as_of: datetime) -> DeliveryReport:
    """Tell those who listen; whoever has answered 410 is told nothing more."""
    with open_reading(house.engine) as session:
        next_attempt_at = find_next_attempt(session, "webhook")
        if next_attempt_at is None or next_attempt_at > as_of:
            return DeliveryReport()
        secrets = load_secrets(session)
    from notifications.transports.webhook import WebhookTransport

    transport = house.given_webhooks or WebhookTransport(secrets, house.clock)
    report = deliver_messages(
        house.engine,
        transport,
        as_of=as_of,
        owner=current_owner(),
        lease_s=house.settings.lease_s,
        is_relevant=lambda _: True,
        now=read_clock,
        channel="webhook",
    )
    if isinstance(transport, WebhookTransport) and transport.gone:
        with open_session(house.engine) as session:
            disable_webhooks(session, transport.gone, as_of)
    return report


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
            return _drop_unreachable(session, message)
        ids = {notice.occurrence_id for notice in notices}
        lock_occurrences(session, ids)
        agenda = load_agenda(session, ids)
        true = [notice for notice in notices if _holds(notice, agenda)]
        is_aged = message.planned_on < as_of.astimezone(house.settings.tzinfo).date()
        if len(true) == len(notices) and not is_aged:
            return True
        if message.was_in_flight and true:
            return True
        settle = settle_missed if len(true) == len(notices) else settle_cancelled
        settle(session, message, DAY_HAS_PASSED if is_aged else NO_LONGER_RELEVANT)
        take_back(session, [message.id], house.settings.tzinfo, as_of)
        return None


def _drop_unreachable(session: Session, message: ClaimedMessage) -> bool | None:
    """A digest without lines of its own stays behind when mail to its person has come back."""
    person = session.get(Person, message.person_id) if message.person_id else None
    if person is None or person.unreachable_since_at is None:
        return True
    settle_cancelled(session, message, NO_LONGER_RELEVANT)
    return None


def _holds(notice: Notice, agenda: Agenda) -> bool:
    """Whether the calendar of today tells this person the same: not done, not moved, still theirs."""
    if notice.due_on is not None and notice.due_on != agenda.facts[notice.occurrence_id].due_on:
        return False  # it may still be planned for that day, but the mail names another due date
    return any(p.action.key == notice.key for p in agenda.coming_actions(notice.occurrence_id))
