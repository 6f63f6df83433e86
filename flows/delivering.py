"""Mail leaves the outbox; what is no longer true stays behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session, col

from flows.house import House, read_clock
from flows.pausing import find_pause
from flows.standing import standing_kind
from flows.webhooks import disable_webhooks, load_secrets
from flows.withdrawing import DAY_HAS_PASSED, take_back
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from models.outbox import Notice, OutboxMessage
from models.party import Person
from models.shard import WHOLE, Shard
from models.telemetry import note_counts, span
from models.values import MessageState
from notifications.claims import ClaimedMessage, settle_cancelled, settle_missed
from notifications.delivery import NO_LONGER_RELEVANT, DeliveryReport, deliver_messages
from notifications.outbox import find_next_attempt, requeue_failed
from notifications.owners import current_owner
from roadmaps.store.queue import Agenda, load_agenda, lock_occurrences
from roadmaps.store.subscriptions import find_dismissed
from roadmaps.store.trail import record_deed

_A_WHILE_S = 50.0
PAUSED = "отправка остановлена; включить: sroki sending start."
NO_LONGER_THEIRS = "Сводка больше не нужна: человек уже не координатор или ничего не контролирует."


def deliver(
    house: House, as_of: datetime, most_s: float | None = None, shard: Shard = WHOLE
) -> DeliveryReport:
    """Send all that may be sent at ``as_of``; one commit a message, the network outside of transactions.

    First the mail, then the events for those who listen: neither waits for the other's trouble.
    ``most_s``: leave the rest to the next pass after so many seconds, so that a slow relay does not
    keep the clock from opening windows. While sending is paused nothing leaves. ``shard``: what comes first.
    """
    with open_reading(house.engine) as session:
        if find_pause(session) is not None:
            return DeliveryReport(paused=PAUSED)
    with span("deliver", sroki__as_of=as_of.isoformat(), sroki__shard=str(shard)) as told:
        report = _deliver_mail(house, as_of, most_s, shard) + deliver_events(house, as_of, shard)
        note_counts(told, asdict(report))
        return report


def _deliver_mail(house: House, as_of: datetime, most_s: float | None, shard: Shard) -> DeliveryReport:
    return deliver_messages(
        house.engine,
        house.transport,
        as_of=as_of,
        owner=current_owner(),
        lease_s=house.settings.lease_s,
        sift=lambda messages: _sift(house, messages, as_of),
        now=read_clock,
        most_s=most_s,
        bury=lambda session, message, why: _bury(session, message, as_of, why),
        shard=shard,
        make_way=house.make_way,
    )


def _bury(session: Session, message: ClaimedMessage, as_of: datetime, why: str) -> None:
    from flows.bouncing import leave_in_peace  # a tenth of a second that few passes need

    leave_in_peace(session, message.person_id, message.address, as_of, why, "relay")


def resend(session: Session, message_id: int, at: datetime, actor: str, zone: ZoneInfo) -> bool:
    """Give a message that was given up another life; False where what it told is written afresh.

    That is so where it had left and come back: its bytes are gone with the links in them. UnknownThingError
    when no such message was given up; CallerError when it cannot be sent again.
    """
    is_same = requeue_failed(session, message_id, at)
    if not is_same:
        _rewrite_returned(session, message_id, at, zone)
    record_deed(session, at, actor, "mail resent", f"outbox:{message_id}", same=is_same)
    return is_same


def _rewrite_returned(session: Session, message_id: int, at: datetime, zone: ZoneInfo) -> None:
    message = session.get(OutboxMessage, message_id)
    if message is None or message.state != MessageState.FAILED.value:
        raise UnknownThingError(
            "Письма № {id} нет среди недоставленных: sroki outbox --state failed.", id=message_id
        )
    person = session.get(Person, message.person_id) if message.person_id else None
    if person is not None and person.unreachable_since_at is not None:
        raise CallerError(
            "Почта на {address} возвращается: сначала назовите адрес снова, sroki contact set.",
            address=message.address,
        )
    told = select(col(Notice.key)).where(col(Notice.outbox_id) == message_id)
    if not standing_kind(message.key) and session.execute(told.limit(1)).first() is None:
        raise CallerError(
            "Письмо № {id} уже уходило и вернулось, текста его больше нет: отправьте его заново там, где оно"
            " было сделано.",
            id=message_id,
        )
    take_back(session, [message_id], zone, at)


def deliver_for_a_while(house: House, as_of: datetime, shard: Shard = WHOLE) -> DeliveryReport:
    """Send what can be sent within a minute; what is left stays due for the next beat of the clock."""
    return deliver(house, as_of, most_s=_A_WHILE_S, shard=shard)


def deliver_events(house: House, as_of: datetime, shard: Shard = WHOLE) -> DeliveryReport:
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
        now=read_clock,
        channel="webhook",
        shard=shard,
    )
    if isinstance(transport, WebhookTransport) and transport.gone:
        with open_session(house.engine) as session:
            disable_webhooks(session, transport.gone, as_of)
    return report


@dataclass(frozen=True)
class _Told:
    """A notice of a message as it was planned; ``due_on`` as the mail names it."""

    occurrence_id: int
    person_id: int | None
    key: str
    planned_on: date
    due_on: date | None


def _sift(house: House, messages: Sequence[ClaimedMessage], as_of: datetime) -> set[int]:
    """The messages that may go as they are; the others are withdrawn here, in one transaction.

    A message with a line that no longer holds, or whose day has passed, stays behind; the lines that
    do hold are taken back into the agenda, so that the next pass writes one fresh mail of them. Only
    where nobody knows whether it was delivered (its sender died) it goes again with the same bytes:
    rewritten, it could reach the person twice.
    """
    today = as_of.astimezone(house.settings.tzinfo).date()
    with open_session(house.engine) as session:
        told = _load_told(session, messages)
        ids = {notice.occurrence_id for notices in told.values() for notice in notices}
        lock_occurrences(session, ids)
        agenda = load_agenda(session, ids, with_history=False)
        undue = _find_undue(session, [m for m in messages if m.id not in told], as_of)
        stale = {}
        for message in messages:
            reason = undue.get(message.id, "")
            notices = told.get(message.id, [])
            reason = reason or _find_reason(message, notices, agenda, today)
            if reason:
                stale[message.id] = reason
                settle = settle_missed if reason == DAY_HAS_PASSED else settle_cancelled
                settle(session, message, reason)
        taken = [n for n, reason in stale.items() if n in told or reason == NO_LONGER_THEIRS]
        take_back(session, taken, house.settings.tzinfo, as_of)
    return {message.id for message in messages} - stale.keys()


def _load_told(session: Session, messages: Sequence[ClaimedMessage]) -> dict[int, list[_Told]]:
    told: defaultdict[int, list[_Told]] = defaultdict(list)
    for row in session.execute(_notices_of(), {"ids": [message.id for message in messages]}):
        told[row.outbox_id].append(_Told(*row[1:]))
    return told


@cache  # building a statement costs more than running it
def _notices_of() -> Select[Any]:
    columns: list[Any] = [Notice.outbox_id, *(getattr(Notice, f.name) for f in fields(_Told))]
    return select(*columns).where(col(Notice.outbox_id).in_(bindparam("ids", expanding=True)))


def _find_undue(session: Session, messages: Sequence[ClaimedMessage], as_of: datetime) -> dict[int, str]:
    """Why mails without lines of their own must not go, by message.

    Namely a digest for a part that the person no longer has; and all to whom mail has come back.
    """
    people = {message.id: message.person_id for message in messages if message.person_id is not None}
    if not people:
        return {}
    parts = {m.id: (m.person_id or 0, kind) for m in messages if (kind := standing_kind(m.key))}
    dismissed = find_dismissed(session, set(parts.values()), as_of) if parts else set()
    unreachable = select(col(Person.id)).where(
        col(Person.id).in_(set(people.values())), col(Person.unreachable_since_at).is_not(None)
    )
    silenced = set(session.execute(unreachable).scalars())
    undue = {number: NO_LONGER_RELEVANT for number, person_id in people.items() if person_id in silenced}
    return undue | {number: NO_LONGER_THEIRS for number, part in parts.items() if part in dismissed}


def _find_reason(message: ClaimedMessage, notices: Sequence[_Told], agenda: Agenda, today: date) -> str:
    """Why a message must not go as it is; empty when it may."""
    if not notices:
        return ""
    holding = sum(_holds(notice, agenda) for notice in notices)
    is_aged = message.planned_on < today
    if (holding == len(notices) and not is_aged) or (message.may_have_left and holding):
        return ""
    return DAY_HAS_PASSED if is_aged and holding == len(notices) else NO_LONGER_RELEVANT


def _holds(notice: _Told, agenda: Agenda) -> bool:
    """Whether the calendar of today tells this person the same: not done, not moved, still theirs."""
    if notice.due_on is not None and notice.due_on != agenda.facts[notice.occurrence_id].due_on:
        return False  # it may still be planned for that day, but the mail names another due date
    return agenda.holds(notice.occurrence_id, notice.person_id, notice.planned_on, notice.key)
