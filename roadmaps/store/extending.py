"""Requests for a later due date: an executor asks, the controller answers, the history keeps both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.occurrence import ExtensionRequest, Occurrence
from roadmaps.completion import check_extension_request
from roadmaps.store.queue import requeue
from roadmaps.store.steps import extend, lock_facts
from roadmaps.store.trail import record_act

_SLICE = 500
_LONGEST_CHARS = 20_000


@dataclass(frozen=True)
class RequestView:
    """A request and its answer. ``granted`` is None while it waits, and when another took its place."""

    id: int
    occurrence_id: int
    to_due_on: date
    reason: str
    asked_at: datetime
    asked_by: str
    granted: bool | None
    answer: str | None
    decided_at: datetime | None
    decided_by: str | None

    @property
    def is_open(self) -> bool:
        return self.decided_at is None


def ask_extension(
    session: Session, occurrence_id: int, to_due_on: date, reason: str, at: datetime, actor: str
) -> RequestView:
    """Ask for a later due date. The same request again is the same one; another takes its place."""
    reason = reason.strip()[:_LONGEST_CHARS]
    if not reason:
        raise CallerError("Напишите, почему нужен перенос срока.")
    facts = lock_facts(session, occurrence_id)
    check_extension_request(facts, to_due_on, at.astimezone(facts.zone).date())
    for former in _open_requests(session, occurrence_id):
        if (former.to_due_on, former.reason) == (to_due_on, reason):
            return request_view(former)
        former.decided_at, former.decided_by = at, actor
        session.add(former)
    asked = ExtensionRequest(
        occurrence_id=occurrence_id, to_due_on=to_due_on, reason=reason, asked_at=at, asked_by=actor
    )
    session.add(asked)
    session.flush()
    _record(session, asked, at, actor, "extension asked", to=to_due_on.isoformat(), reason=reason)
    return request_view(asked)


def decide_extension(
    session: Session, request_id: int, at: datetime, actor: str, *, refusal: str | None = None
) -> RequestView:
    """Grant a request (``refusal`` None), which moves the due date, or refuse it and say why.

    The same answer of the same person again is the same one; ForbiddenTransitionError for another
    answer, and for a request whose place another has taken.
    """
    refusal = refusal.strip()[:_LONGEST_CHARS] if refusal is not None else None
    if refusal == "":
        raise CallerError("Напишите, почему перенос невозможен.")
    occurrence_id = session.exec(
        select(ExtensionRequest.occurrence_id).where(ExtensionRequest.id == request_id)
    ).first()
    if occurrence_id is None:
        raise UnknownThingError("Запроса № {id} нет. Список: sroki extension-requests.", id=request_id)
    facts = lock_facts(session, occurrence_id)
    request = session.get_one(ExtensionRequest, request_id, populate_existing=True)
    if request.decided_at is not None:
        return _repeat(request, actor, refusal)
    request.granted, request.answer = refusal is None, refusal
    request.decided_at, request.decided_by = at, actor
    session.add(request)
    if refusal is not None:
        details = {"to": request.to_due_on.isoformat(), "answer": refusal}
        _record(session, request, at, actor, "extension refused", **details)
    elif request.to_due_on > facts.due_on:
        extend(session, occurrence_id, request.to_due_on, request.reason, at, actor)
    else:  # the coordinator has moved it as far in the meantime
        _record(session, request, at, actor, "extension granted", to=request.to_due_on.isoformat())
    return request_view(request)


def _repeat(request: ExtensionRequest, actor: str, refusal: str | None) -> RequestView:
    if request.granted is None:
        raise ForbiddenTransitionError("Вместо запроса № {id} пришёл другой.", id=request.id)
    if (request.decided_by, request.granted, request.answer) == (actor, refusal is None, refusal):
        return request_view(request)
    raise ForbiddenTransitionError("На запрос № {id} уже ответили.", id=request.id)


def _record(
    session: Session, request: ExtensionRequest, at: datetime, actor: str, deed: str, **details: Any
) -> None:
    requeue(session, [request.occurrence_id])
    changes = {"before": {"granted": None}, "after": {"granted": request.granted}}
    record_act(session, at, actor, deed, request.occurrence_id, request=request.id, **changes, **details)


def _open_requests(session: Session, occurrence_id: int) -> Collection[ExtensionRequest]:
    statement = select(ExtensionRequest).where(
        ExtensionRequest.occurrence_id == occurrence_id, col(ExtensionRequest.decided_at).is_(None)
    )
    return session.exec(statement).all()


def load_requests(session: Session, occurrence_ids: Collection[int]) -> dict[int, tuple[RequestView, ...]]:
    """All requests by occurrence, oldest first."""
    found: dict[int, tuple[RequestView, ...]] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        statement = (
            select(ExtensionRequest)
            .where(col(ExtensionRequest.occurrence_id).in_(ordered[start : start + _SLICE]))
            .order_by(col(ExtensionRequest.id))
        )
        for row in session.exec(statement):
            found[row.occurrence_id] = (*found.get(row.occurrence_id, ()), request_view(row))
    return found


def find_request(session: Session, request_id: int) -> RequestView | None:
    """One request."""
    row = session.get(ExtensionRequest, request_id)
    return request_view(row) if row else None


def list_waiting_requests(session: Session) -> list[RequestView]:
    """Requests that still need an answer, oldest first."""
    statement = (
        select(ExtensionRequest)
        .join(Occurrence, col(Occurrence.id) == col(ExtensionRequest.occurrence_id))
        .where(
            col(ExtensionRequest.decided_at).is_(None),
            col(Occurrence.accepted_at).is_(None),
            col(Occurrence.cancelled_at).is_(None),
        )
        .order_by(col(ExtensionRequest.id))
    )
    return [request_view(row) for row in session.exec(statement)]


def request_view(row: ExtensionRequest) -> RequestView:
    """A frozen copy of a stored request."""
    return RequestView(**{name: getattr(row, name) for name in RequestView.__dataclass_fields__})
