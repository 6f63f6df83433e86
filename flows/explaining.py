"""Why a notice came, or did not: what was recorded, and what is still to come."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from models.errors import UnknownThingError
from models.outbox import Notice, OutboxMessage
from models.party import Person
from models.values import MessageState
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.queue import load_agenda

_OUTCOMES = {
    MessageState.QUEUED: "в очереди",
    MessageState.IN_FLIGHT: "отправляется",
    MessageState.AWAITING_RETRY: "ждёт повтора",
    MessageState.SENT: "отправлено",
    MessageState.MISSED: "пропущено",
    MessageState.FAILED: "не доставлено",
    MessageState.CANCELLED: "отменено: стало не нужно",
}


def explain_notices(session: Session, who: str) -> list[dict[str, Any]]:
    """Every notice of a person (an address) or an occurrence (a number), past and to come, by day."""
    person_id, occurrence_ids = _find(session, who)
    recorded = _recorded(session, person_id, occurrence_ids)
    coming = _coming(session, person_id, occurrence_ids)
    return sorted(recorded + coming, key=lambda r: (r["planned_on"], r["occurrence"]))


def _find(session: Session, who: str) -> tuple[int | None, list[int]]:
    from datetime import UTC, datetime

    epoch = datetime(2000, 1, 1, tzinfo=UTC)  # lateness is not asked here
    if who.isascii() and who.isdigit() and len(who) <= 9:
        wanted = OccurrenceFilter(ids=[int(who)])
        views = list_occurrences(session, wanted, epoch)
        if not views:
            raise UnknownThingError("Срока № {id} нет. Список: sroki occurrences.", id=who)
        return None, [view.id for view in views]
    person = session.exec(select(Person).where(Person.address == who.strip())).first()
    if person is None:
        raise UnknownThingError("Адреса «{who}» нет. Список: sroki contact list.", who=who)
    views = list_occurrences(session, OccurrenceFilter(person_id=person.id), epoch)
    return person.id, [view.id for view in views]


def _recorded(session: Session, person_id: int | None, ids: list[int]) -> list[dict[str, Any]]:
    statement = (
        select(Notice, Person.address, OutboxMessage)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .join(OutboxMessage, col(OutboxMessage.id) == col(Notice.outbox_id), isouter=True)
    )
    if person_id is not None:
        statement = statement.where(Notice.person_id == person_id)
    else:
        statement = statement.where(col(Notice.occurrence_id).in_(ids))
    return [_reason(*row) for row in session.exec(statement)]


def _reason(notice: Notice, address: str, message: OutboxMessage | None) -> dict[str, Any]:
    outcome = "заменено более свежим напоминанием"
    if message is not None:
        outcome = _OUTCOMES[MessageState(message.state)]
        if message.last_error:
            outcome += f": {message.last_error}"
    return {
        "planned_on": notice.planned_on,
        "to": address,
        "kind": notice.kind,
        "occurrence": notice.occurrence_id,
        "outcome": outcome,
        "message_key": message.key if message else None,
        "sent_at": message.sent_at if message else None,
    }


def _coming(session: Session, person_id: int | None, ids: list[int]) -> list[dict[str, Any]]:
    agenda = load_agenda(session, ids)
    addresses = dict(session.exec(select(Person.id, Person.address)).all())
    coming = []
    for occurrence_id in agenda.facts:
        history = agenda.history.get(occurrence_id, set())
        for planned in agenda.coming_actions(occurrence_id):
            action = planned.action
            if action.person_id is None or action.key in history:
                continue
            if person_id is None or action.person_id == person_id:
                coming.append(
                    {
                        "planned_on": action.planned_on,
                        "to": addresses.get(action.person_id),
                        "kind": action.kind.value,
                        "occurrence": occurrence_id,
                        "outcome": "будет, если срок ещё не закрыт",
                        "message_key": None,
                        "sent_at": None,
                    }
                )
    return coming
