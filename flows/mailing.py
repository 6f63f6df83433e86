"""Planned notices become mail: one message a person, frozen in the outbox with its link."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from flows.house import House
from flows.standing import Standing
from models.occurrence import Review
from models.outbox import Notice, OutboxMessage
from models.party import AccessLink, Person
from models.values import Action, ActionKind, MailItem, MailRequest, Role
from notifications.messages import compose_message
from notifications.outbox import enqueue
from roadmaps.store.extending import RequestView, load_requests
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.reaching import load_unreached

# How long a link works after the later of the due date and the day of the mail.
_LINK_GRACE_DAYS = 60
_ABOUT_REQUESTS = (
    ActionKind.EXTENSION_ASKED,
    ActionKind.EXTENSION_GRANTED,
    ActionKind.EXTENSION_REFUSED,
)


def make_notice(action: Action, outbox_id: int | None, as_of: datetime, due_on: date | None = None) -> Notice:
    """The record of an action that was mailed, or missed in favour of a fresher one."""
    return Notice(
        due_on=due_on,
        key=action.key,
        kind=action.kind.value,
        occurrence_id=action.occurrence_id,
        person_id=action.person_id,
        planned_on=action.planned_on,
        offset_days=action.offset_days,
        late=action.late,
        outcome="missed" if action.missed else "mailed",
        outbox_id=outbox_id,
        recorded_at=as_of,
    )


def queue_mail(
    session: Session,
    house: House,
    actions: Sequence[Action],
    standing: Mapping[int, Standing],
    as_of: datetime,
) -> int:
    """One message a person: all that is due for them now, their standing digest (by person) included.

    Returns how many were queued.
    """
    by_person: defaultdict[int, list[Action]] = defaultdict(list, {person_id: [] for person_id in standing})
    for action in actions:
        by_person[action.person_id or 0].append(action)
    if not by_person:
        return 0
    views = _views(session, {action.occurrence_id for action in actions}, as_of)
    reasons = _return_reasons(session, [a.occurrence_id for a in actions if a.kind is ActionKind.RETURNED])
    requests = load_requests(session, {a.occurrence_id for a in actions if a.kind in _ABOUT_REQUESTS})
    unreached = load_unreached(session, {a.occurrence_id for a in actions if a.role is not Role.RESPONSIBLE})
    people = {p.id: p for p in session.exec(select(Person).where(col(Person.id).in_(by_person))).all()}
    today = as_of.astimezone(house.settings.tzinfo).date()
    for person_id, due in sorted(by_person.items()):
        items = tuple(
            _item(
                a,
                views[a.occurrence_id],
                reasons.get(a.occurrence_id, ""),
                requests.get(a.occurrence_id),
                unreached.get(a.occurrence_id, ()),
            )
            for a in due
        )
        _queue_message(
            session, house, people[person_id], due, items, standing.get(person_id, Standing()), today, as_of
        )
    return len(by_person)


def _queue_message(
    session: Session,
    house: House,
    person: Person,
    actions: list[Action],
    items: tuple[MailItem, ...],
    standing: Standing,
    today: date,
    as_of: datetime,
) -> None:
    key = _message_key(session, person.id or 0, actions, standing, today)
    token, unsubscribing = secrets.token_urlsafe(16), secrets.token_urlsafe(16)  # 128 bits each
    links = f"{house.settings.base_url.rstrip('/')}/l"
    request = MailRequest(
        key=key,
        person_name=person.name,
        address=person.address,
        planned_on=today,
        items=items,
        person_id=person.id,
        written_at=as_of,
        standing=standing.name,
        parts=standing.parts,
        link=f"{links}/{token}",
        unsubscribe_link=f"{links}/{unsubscribing}/unsubscribe",
    )
    message = compose_message(request, sender=house.settings.mail_from)
    outbox_id = enqueue(session, message, as_of)
    if outbox_id is None:
        raise IntegrityError("outbox", {"key": key}, ValueError("the key exists"))
    last_due_on = max([today, *(item.due_on for item in items if item.due_on)])
    last_on = last_due_on + timedelta(days=_LINK_GRACE_DAYS)
    session.add_all(
        AccessLink(
            token_sha256=sha256(secret.encode()).hexdigest(),
            person_id=person.id or 0,
            purpose=purpose,
            message_key=key,
            issued_at=as_of,
            expires_at=datetime.combine(last_on, datetime.min.time(), tzinfo=UTC),
        )
        for purpose, secret in (("desk", token), ("unsubscribe", unsubscribing))
    )
    due = {item.occurrence_id: item.due_on for item in items}
    session.add_all(make_notice(action, outbox_id, as_of, due[action.occurrence_id]) for action in actions)


def _message_key(
    session: Session, person_id: int, actions: list[Action], standing: Standing, today: date
) -> str:
    """A single action keeps its own key; a digest has one a person and day, named after what is standing.

    A further mail on the same day (something came back from review after the morning's digest) gets
    a number; the keys of the notices in it keep it from being planned twice.
    """
    alone = len(actions) == 1 and not standing.parts
    base = actions[0].key if alone else f"{standing.name or 'digest'}:{person_id}:{today.isoformat()}"
    taken = set(session.exec(select(OutboxMessage.key).where(col(OutboxMessage.key).startswith(base))).all())
    number = 2
    key = base
    while key in taken:
        key, number = f"{base}:{number}", number + 1
    return key


def _views(session: Session, ids: set[int], as_of: datetime) -> Mapping[int, OccurrenceView]:
    ordered = sorted(ids)
    views: dict[int, OccurrenceView] = {}
    for start in range(0, len(ordered), 500):
        wanted = OccurrenceFilter(ids=ordered[start : start + 500])
        views |= {view.id: view for view in list_occurrences(session, wanted, as_of)}
    return views


def _return_reasons(session: Session, ids: list[int]) -> dict[int, str]:
    if not ids:
        return {}
    statement = (
        select(Review.occurrence_id, Review.reason)
        .where(col(Review.occurrence_id).in_(ids), Review.decision == "returned")
        .order_by(col(Review.id))
    )
    return {occurrence_id: reason or "" for occurrence_id, reason in session.exec(statement)}


def _item(
    action: Action,
    view: OccurrenceView,
    reason: str,
    requests: tuple[RequestView, ...] | None,
    unreached: tuple[str, ...],
) -> MailItem:
    about = _request_of(action, requests or ())
    return MailItem(
        kind=action.kind,
        occurrence_id=view.id,
        roadmap=view.roadmap,
        task_number=view.task_number,
        title=view.title,
        raw_term=view.raw_term,
        opens_on=view.facts.opens_on,
        due_on=view.facts.due_on,
        planned_on=action.planned_on,
        offset_days=action.offset_days,
        late=action.late,
        responsible=view.parties.get(Role.RESPONSIBLE, ()),
        co_responsible=view.parties.get(Role.CO_RESPONSIBLE, ()),
        controller=view.parties.get(Role.CONTROLLER, ()),
        expected_result=view.expected_result,
        original_due_on=view.original_due_on if view.original_due_on != view.facts.due_on else None,
        reason=reason,
        asked_due_on=about.to_due_on if about else None,
        asked_reason=about.reason if about else "",
        refusal=(about.answer or "") if about else "",
        role=action.role,
        unreached=unreached if action.role is not Role.RESPONSIBLE else (),
    )


def _request_of(action: Action, requests: tuple[RequestView, ...]) -> RequestView | None:
    """The request that an action speaks of: the one that was asked, or answered, at its moment."""
    if action.kind not in _ABOUT_REQUESTS:
        return None
    return next((r for r in reversed(requests) if action.cause_at in (r.asked_at, r.decided_at)), None)
