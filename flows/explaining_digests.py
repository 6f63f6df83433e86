"""Why a standing digest came: mails that speak of no single deadline, past and next."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from flows.reporting.wording import MESSAGE_STATES
from models.language import say, say_day, say_moment
from models.outbox import DigestSubscription, OutboxMessage
from models.party import Person
from models.recognising import say_stored
from models.values import MessageState
from roadmaps.store.absences import list_absences
from roadmaps.store.standing_in import load_substitution
from roadmaps.store.subscriptions import COORDINATOR

_RULES = {
    "coordinator": "раз в день координатору, если есть о чём сказать",
    "weekly": "раз в неделю контролирующему, если есть о чём сказать",
}


def explain_standing(session: Session, person: Person, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The standing digests of a person, with the keys of every other reason; ``occurrence`` is None."""
    own_zone = ZoneInfo(person.zone) if person.zone else zone
    prefixes = [col(OutboxMessage.key).startswith(f"{name}:{person.id}:") for name in _RULES]
    statement = select(OutboxMessage).where(OutboxMessage.person_id == person.id, or_(*prefixes))
    reasons = [_past(message, own_zone) for message in session.exec(statement)]
    coming = select(DigestSubscription).where(DigestSubscription.person_id == person.id)
    reasons += [_coming(session, person, row, own_zone) for row in session.exec(coming)]
    return reasons


def explain_absences(session: Session, person: Person | None, at: datetime) -> list[str]:
    """Sentences on a person's absences and on whom they stand in for: those not over at ``at``."""
    if person is None:
        return []
    notes = []
    for away in list_absences(session, at, person_id=person.id):
        days = {"first": say_day(away.from_on), "last": say_day(away.until_on)}
        deputy, absent = away.deputy_address, f"{away.name or away.address} ({away.address})"
        if away.person_id == person.id:
            notes.append(
                say("Отсутствует с {first} по {last}: письма получает {deputy}.", deputy=deputy, **days)
            )
            if away.is_dead_end:
                notes.append(say("Письма заместителю ({deputy}) возвращаются: пишем самому.", deputy=deputy))
        else:
            notes.append(say("С {first} по {last} замещает: {absent}.", absent=absent, **days))
    return notes


def _past(message: OutboxMessage, zone: ZoneInfo) -> dict[str, Any]:
    outcome = say(MESSAGE_STATES[MessageState(message.state)])
    if message.last_error:
        outcome += f": {say_stored(message.last_error)}"
    return _reason(message.key.partition(":")[0], message.created_at, zone) | {
        "planned_on": message.planned_on,
        "to": message.address,
        "outcome": outcome,
        "message_key": message.key,
        "mail": message.subject,
        "folded": message.kind == "digest",
        "sent_at": message.sent_at,
        "state": "recorded",
    }


def _coming(session: Session, person: Person, row: DigestSubscription, zone: ZoneInfo) -> dict[str, Any]:
    outcome, state = say("будет, если есть о чём сказать"), "coming"
    if person.unreachable_since_at is not None:
        outcome, state = say("не будет: письма на этот адрес возвращаются"), "unreachable"
    elif person.only_mandatory:
        outcome, state = say("не будет: человек оставил только обязательные письма"), "silenced"
    hears = load_substitution(session).receiver_at(row.person_id, row.next_at)
    if hears != row.person_id:
        deputy = session.get_one(Person, hears).address
        outcome = say("не вам, потому что в этот день вы отсутствуете: пишем {deputy}", deputy=deputy)
        state = "deputised"
    name = "coordinator" if row.kind == COORDINATOR else "weekly"
    return _reason(name, row.next_at, zone) | {
        "planned_on": row.next_at.astimezone(zone).date(),
        "to": person.address,
        "outcome": outcome,
        "message_key": None,
        "mail": None,
        "folded": False,
        "sent_at": None,
        "state": state,
    }


def _reason(name: str, due_at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    local = due_at.astimezone(zone)
    return {
        "kind": name,
        "occurrence": None,
        "rule": say(_RULES[name]),
        "due_at": due_at,
        "moment": f"{say_moment(local)} ({zone.key})",
    }
