"""Planned notices become mail: one message a person, frozen in the outbox with its link."""

from __future__ import annotations

import logging
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Row
from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col, select

from flows.house import House
from flows.standing import Standing
from models.database import execute_many
from models.errors import CallerError
from models.language import in_language, say
from models.occurrence import Review
from models.party import Person
from models.values import Action, ActionKind, MailItem, MailRequest, Message, Role
from notifications.messages import compose_message
from notifications.outbox import enqueue_all, find_taken_keys
from roadmaps.absences import NOBODY_AWAY, Substitution
from roadmaps.agenda import OccurrenceFacts
from roadmaps.claims import name_part
from roadmaps.store.accepted_parts import RETURNS, part_of
from roadmaps.store.extending import RequestView, load_requests
from roadmaps.store.reaching import load_unreached
from roadmaps.store.standing_in import load_substitution, say_behalf_on
from roadmaps.store.telling import Told, load_told

_log = logging.getLogger("sroki.mail")

# How long a link works after the later of the due date and the day of the mail.
_LINK_GRACE_DAYS = 60
_MOST_MAILS = 200  # written at once: what stands in memory does not grow with the number of people
# The tables themselves: going through their classes doubles the price of a row.
_NEW_NOTICE, _NEW_LINK = (SQLModel.metadata.tables[name].insert() for name in ("notice", "access_link"))
_ABOUT_REQUESTS = (
    ActionKind.EXTENSION_ASKED,
    ActionKind.EXTENSION_GRANTED,
    ActionKind.EXTENSION_REFUSED,
)


@dataclass(frozen=True)
class _Mail:
    """All that one person is told now, the name of the message, and the secrets of its two links."""

    person: Row[Any]
    actions: Sequence[Action]
    standing: Standing
    key: str
    desk: str
    unsubscribing: str


@dataclass(frozen=True)
class _Words:
    """What the lines of some mails say, by occurrence."""

    facts: Mapping[int, OccurrenceFacts]
    told: Mapping[int, Told]
    returns: Mapping[int, Review]
    requests: Mapping[int, tuple[RequestView, ...]]
    unreached: Mapping[int, tuple[str, ...]]
    substitution: Substitution = NOBODY_AWAY


@dataclass(frozen=True)
class QueuedMail:
    """How many messages were queued; people to whom none could be written, and why."""

    count: int = 0
    unwritten: Mapping[int, str] = field(default_factory=dict)


def queue_mail(
    session: Session,
    house: House,
    facts: Mapping[int, OccurrenceFacts],
    actions: Iterable[Action],
    standing: Mapping[int, Standing],
    as_of: datetime,
) -> QueuedMail:
    """One message a person: all that is due for them now, their standing digest (by person) included.

    ``facts`` of all occurrences concerned. A mail that cannot be written holds up no other: nothing of
    it is recorded, so it stays due. IntegrityError when another pass has recorded one of them first.
    """
    by_person: defaultdict[int, list[Action]] = defaultdict(list, {person_id: [] for person_id in standing})
    for action in actions:
        by_person[action.person_id or 0].append(action)
    entries = iter(sorted(by_person.items()))
    today = as_of.astimezone(house.settings.tzinfo).date()
    unwritten: dict[int, str] = {}
    while some := list(islice(entries, _MOST_MAILS)):
        mails = list(_draft_mails(session, some, standing, today))
        words = _load_words(session, facts, [action for _, due in some for action in due])
        unwritten |= _write_mails(session, house, mails, words, today, as_of)
    return QueuedMail(len(by_person) - len(unwritten), unwritten)


def record_notices(
    session: Session, notices: Iterable[tuple[Action, int | None, date | None]], as_of: datetime
) -> None:
    """Record actions as mailed in a message, or missed for a fresher one; each with the due date it told."""
    recorded_at = as_of.astimezone(UTC)  # once: for each row it would cost more than the row
    rows = [
        {
            "due_on": due_on,
            "key": action.key,
            "kind": action.kind.value,
            "occurrence_id": action.occurrence_id,
            "person_id": action.person_id,
            "planned_on": action.planned_on,
            "offset_days": action.offset_days,
            "late": action.late,
            "outcome": "missed" if action.missed else "mailed",
            "outbox_id": outbox_id,
            "recorded_at": recorded_at,
        }
        for action, outbox_id, due_on in notices
    ]
    if rows:
        execute_many(session.connection(), _NEW_NOTICE, rows)


def _draft_mails(
    session: Session, some: Sequence[tuple[int, list[Action]]], standing: Mapping[int, Standing], today: date
) -> Iterator[_Mail]:
    columns: list[Any] = [Person.id, Person.name, Person.address, Person.language]
    chosen = core_select(*columns).where(col(Person.id).in_([person_id for person_id, _ in some]))
    people = {row.id: row for row in session.execute(chosen)}
    bases = {
        person_id: _name_base(person_id, due, standing.get(person_id, Standing()), today)
        for person_id, due in some
    }
    keys = _free_keys(session, bases.values())
    for person_id, due in some:
        links = secrets.token_urlsafe(16), secrets.token_urlsafe(16)  # 128 bits each
        told = standing.get(person_id, Standing())
        yield _Mail(people[person_id], due, told, keys[bases[person_id]], *links)


def _name_base(person_id: int, actions: Sequence[Action], standing: Standing, today: date) -> str:
    """A single action keeps its own key; a digest has one a person and day, named after what is standing."""
    if len(actions) == 1 and not standing.parts:
        return actions[0].key
    return f"{standing.name or 'digest'}:{person_id}:{today.isoformat()}"


def _free_keys(session: Session, bases: Collection[str]) -> dict[str, str]:
    """A key for each base that was never used.

    A further mail on the same day (something came back from review after the morning's digest) gets
    a number; the keys of the notices in it keep it from being planned twice.
    """
    keys = {base: base for base in bases}
    number = 2
    while taken := find_taken_keys(session, list(keys.values())):
        keys = {base: f"{base}:{number}" if key in taken else key for base, key in keys.items()}
        number += 1
    return keys


def _load_words(session: Session, facts: Mapping[int, OccurrenceFacts], actions: Sequence[Action]) -> _Words:
    returned = [action.occurrence_id for action in actions if action.kind is ActionKind.RETURNED]
    asked = {action.occurrence_id for action in actions if action.kind in _ABOUT_REQUESTS}
    return _Words(
        facts,
        load_told(session, {action.occurrence_id for action in actions}),
        _load_returns(session, returned),
        load_requests(session, asked) if asked else {},
        load_unreached(session, {a.occurrence_id for a in actions if a.role is not Role.RESPONSIBLE}),
        load_substitution(session) if any(a.stands_for for a in actions) else NOBODY_AWAY,
    )


def _write_mails(
    session: Session, house: House, mails: Sequence[_Mail], words: _Words, today: date, as_of: datetime
) -> dict[int, str]:
    """Messages, links and notices of some people, a handful of statements for all of them.

    Returns to whom none could be written, and why.
    """
    now = as_of.astimezone(UTC)
    messages: list[Message] = []
    links: list[dict[str, Any]] = []
    written: list[_Mail] = []
    unwritten: dict[int, str] = {}
    for mail in mails:
        try:
            with in_language(mail.person.language):
                items = tuple(_item(action, words) for action in mail.actions)
                messages.append(_compose(house, mail, items, today, as_of))
        except CallerError:
            raise  # the sender of the settings is wrong: that is no matter of one mail
        except Exception as error:  # noqa: BLE001 - one poisonous text must not stop the others
            _log.error("no mail to person %d: %s: %s", mail.person.id, type(error).__name__, error)
            unwritten[mail.person.id] = f"{type(error).__name__}: {error}"
            continue
        written.append(mail)
        links += _links(mail, items, today, now)
    ids = enqueue_all(session, messages, now)
    if links:
        execute_many(session.connection(), _NEW_LINK, links)
    told = [
        (action, ids[mail.key], words.facts[action.occurrence_id].due_on)
        for mail in written
        for action in mail.actions
    ]
    record_notices(session, told, as_of)
    if _log.isEnabledFor(logging.INFO):
        _tell_planned(messages, ids)
    return unwritten


def _tell_planned(messages: Sequence[Message], ids: Mapping[str, int]) -> None:
    """One record a mail, for whoever reads records by machine: of which occurrences it speaks."""
    for message in messages:
        names = {
            "outbox_id": ids[message.key],
            "message_id": message.message_id,
            "person_id": message.person_id,
            "occurrences": sorted(set(message.occurrence_ids)),
        }
        _log.info("mail planned", extra=names)


def _compose(house: House, mail: _Mail, items: tuple[MailItem, ...], today: date, as_of: datetime) -> Message:
    base = f"{house.settings.base_url.rstrip('/')}/l"
    request = MailRequest(
        key=mail.key,
        person_name=mail.person.name,
        address=mail.person.address,
        planned_on=today,
        items=items,
        person_id=mail.person.id,
        written_at=as_of,
        standing=mail.standing.name,
        parts=mail.standing.parts,
        link=f"{base}/{mail.desk}",
        unsubscribe_link=f"{base}/{mail.unsubscribing}/unsubscribe",
        language=mail.person.language,
    )
    return compose_message(request, sender=house.settings.mail_from)


def _links(mail: _Mail, items: Sequence[MailItem], today: date, as_of: datetime) -> Iterator[dict[str, Any]]:
    last_due_on = max([today, *(item.due_on for item in items if item.due_on)])
    last_on = last_due_on + timedelta(days=_LINK_GRACE_DAYS)
    expires_at = datetime.combine(last_on, datetime.min.time(), tzinfo=UTC)
    for purpose, secret in (("desk", mail.desk), ("unsubscribe", mail.unsubscribing)):
        yield {
            "token_sha256": sha256(secret.encode()).hexdigest(),
            "person_id": mail.person.id,
            "purpose": purpose,
            "message_key": mail.key,
            "issued_at": as_of,
            "expires_at": expires_at,
        }


def _load_returns(session: Session, ids: list[int]) -> dict[int, Review]:
    if not ids:
        return {}
    statement = (
        select(Review)
        .where(col(Review.occurrence_id).in_(ids), col(Review.decision).in_(RETURNS))
        .order_by(col(Review.id))
    )
    return {row.occurrence_id: row for row in session.exec(statement)}


def _reason_of(row: Review | None) -> str:
    if row is None:
        return ""
    accepted = name_part(part_of(row))
    return f"{say('принято {part}', part=accepted)}; {row.reason}" if accepted else row.reason or ""


def _item(action: Action, words: _Words) -> MailItem:
    facts, told = words.facts[action.occurrence_id], words.told[action.occurrence_id]
    about = _request_of(action, words.requests.get(action.occurrence_id, ()))
    unreached = words.unreached.get(action.occurrence_id, ()) if action.role is not Role.RESPONSIBLE else ()
    return MailItem(
        kind=action.kind,
        occurrence_id=action.occurrence_id,
        roadmap=told.roadmap,
        task_number=told.task_number,
        title=told.title,
        raw_term=told.raw_term,
        opens_on=facts.opens_on,
        due_on=facts.wanted_on,
        planned_on=action.planned_on,
        offset_days=action.offset_days,
        late=action.late,
        responsible=told.parties.get(Role.RESPONSIBLE, ()),
        co_responsible=told.parties.get(Role.CO_RESPONSIBLE, ()),
        controller=told.parties.get(Role.CONTROLLER, ()),
        expected_result=told.expected_result,
        original_due_on=told.original_due_on if told.original_due_on != facts.wanted_on else None,
        reason=_reason_of(words.returns.get(action.occurrence_id)),
        asked_due_on=about.to_due_on if about else None,
        asked_reason=about.reason if about else "",
        refusal=(about.answer or "") if about else "",
        role=action.role,
        unreached=unreached,
        behalf=say_behalf_on(words.substitution, action.stands_for, action.planned_on),
    )


def _request_of(action: Action, requests: tuple[RequestView, ...]) -> RequestView | None:
    """The request that an action speaks of: the one that was asked, or answered, at its moment."""
    if action.kind not in _ABOUT_REQUESTS:
        return None
    return next((r for r in reversed(requests) if action.cause_at in (r.asked_at, r.decided_at)), None)
