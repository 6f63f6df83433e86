"""Those who listen: who they are, and events as frozen, signed messages in the same outbox as mail."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from flows.house import House
from models.database import open_reading
from models.errors import CallerError, UnknownThingError
from models.outbox import Webhook
from models.values import Message
from notifications.headers import clean_line, shorten
from notifications.outbox import enqueue
from roadmaps.store.events import EVENT_KINDS, Event, Listener, load_listeners, untold_events
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.queue import requeue, unfinished_ids
from roadmaps.store.trail import record_deed
from roadmaps.urls import check_url


def add_webhook(session: Session, url: str, kinds: Collection[str], at: datetime, actor: str) -> Webhook:
    """Let an address hear of events from now on; one that is known keeps its secret and is enabled."""
    unknown = [kind for kind in kinds if kind not in EVENT_KINDS]
    if unknown or not kinds:
        raise CallerError(
            "Событий «{unknown}» нет; есть: {known}.",
            unknown=", ".join(unknown),
            known=", ".join(EVENT_KINDS),
        )
    address = check_url(url)
    hook = session.exec(select(Webhook).where(Webhook.url == address)).first()
    if hook is None:
        hook = Webhook(url=address, secret=secrets.token_hex(32), added_at=at)
    hook.kinds, hook.disabled_at = sorted(set(kinds), key=EVENT_KINDS.index), None
    session.add(hook)
    session.flush()
    requeue(session, unfinished_ids(session))
    record_deed(session, at, actor, "webhook added", f"webhook:{hook.id}", kinds=hook.kinds)
    return hook


def list_webhooks(session: Session) -> list[Webhook]:
    """All of them, in the order of their coming."""
    return list(session.exec(select(Webhook).order_by(col(Webhook.id))).all())


def remove_webhook(session: Session, url: str, at: datetime, actor: str) -> None:
    """Tell an address nothing more; what waits for it is given up."""
    hook = session.exec(select(Webhook).where(Webhook.url == url.strip())).first()
    if hook is None:
        raise UnknownThingError("Подписки {url} нет. Список: sroki webhook list.", url=url)
    session.delete(hook)
    record_deed(session, at, actor, "webhook removed", f"webhook:{hook.id}")


def try_webhook(house: House, url: str, at: datetime) -> None:
    """Post one signed event of the kind ``test``, past the outbox; DeliveryError says what was answered."""
    from notifications.transports.webhook import WebhookTransport

    with open_reading(house.engine) as session:
        known = load_secrets(session)
    address = url.strip()
    if address not in known:
        raise UnknownThingError("Подписки {url} нет. Список: sroki webhook list.", url=url)
    number = secrets.token_hex(20)
    body = {"id": number, "event": "test", "at": at.astimezone(UTC).isoformat(), "occurrence": None}
    with WebhookTransport(known, house.clock) as transport:
        transport.send(address, json.dumps(body).encode(), f"<{number}>")


def load_secrets(session: Session) -> dict[str, str]:
    """The secret of each address that still listens."""
    hooks = session.exec(select(Webhook).where(col(Webhook.disabled_at).is_(None))).all()
    return {hook.url: hook.secret for hook in hooks}


def disable_webhooks(session: Session, urls: Iterable[str], at: datetime) -> None:
    """These addresses have said that they want no more."""
    for url in sorted(urls):
        session.execute(update(Webhook).where(col(Webhook.url) == url).values(disabled_at=at))
        record_deed(session, at, "clock", "webhook disabled", "webhook", url=url)


def queue_events(session: Session, occurrence_ids: Collection[int], as_of: datetime) -> int:
    """Put what happened to these occurrences into the outbox for all who listen; how many messages."""
    listeners = load_listeners(session)
    if not listeners or not occurrence_ids:
        return 0
    session.flush()
    ordered, told = sorted(occurrence_ids), 0
    for start in range(0, len(ordered), 500):
        wanted = OccurrenceFilter(ids=ordered[start : start + 500])
        views = {view.id: view for view in list_occurrences(session, wanted, as_of)}
        facts = [view.facts for view in views.values()]
        for listener, event in untold_events(session, facts, listeners):
            if event.at <= as_of:
                message = _compose(listener, event, views[event.occurrence_id], as_of)
                told += enqueue(session, message, as_of) is not None
    return told


def _compose(listener: Listener, event: Event, view: OccurrenceView, as_of: datetime) -> Message:
    key = event.key_for(listener)
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    body = {"id": digest, "event": event.kind, "at": event.at.isoformat(), "occurrence": view.as_json()}
    return Message(
        key=key,
        channel="webhook",
        message_id=f"<{digest}>",
        address=listener.url,
        kind=event.kind,
        subject=shorten(clean_line(f"{view.task_number} {view.title}"), 180),
        planned_on=as_of.astimezone(view.facts.zone).date(),
        content=json.dumps(body, ensure_ascii=False).encode(),
        occurrence_ids=(view.id,),
    )
