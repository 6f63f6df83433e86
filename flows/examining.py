"""Is the house in order: the questions an operator would ask."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, func, select

from flows.house import House
from models.database import open_reading
from models.errors import SrokiError
from models.outbox import OutboxMessage, TickSlot
from models.party import Membership, Party, TaskParty
from models.roadmap import ReadingProblem, Roadmap
from models.values import MessageState
from notifications.transports import check_transport


def examine_house(house: House) -> list[dict[str, Any]]:
    """Findings as ``{"ok", "sentence"}``: database, mail, addresses, problems, last tick."""
    with open_reading(house.engine) as session:
        findings = [
            _finding(True, f"База данных: {house.engine.dialect.name}, версия схемы верна."),
            _addresses(session),
            _problems(session),
            _mail_queue(session),
            _last_tick(session),
        ]
    return [*findings, _transport(house)]


def _finding(ok: bool, sentence: str) -> dict[str, Any]:
    return {"ok": ok, "sentence": sentence}


def _addresses(session: Session) -> dict[str, Any]:
    silent = session.exec(
        select(Party.name)
        .join(TaskParty, col(TaskParty.party_id) == col(Party.id))
        .join(Membership, col(Membership.party_id) == col(Party.id), isouter=True)
        .where(col(Membership.person_id).is_(None))
        .distinct()
        .order_by(Party.name)
    ).all()
    if silent:
        names = "; ".join(silent[:5]) + ("…" if len(silent) > 5 else "")
        return _finding(
            False, f"Без адреса исполнителей: {len(silent)} ({names}). Задать: sroki contact set."
        )
    return _finding(True, "У всех исполнителей есть адреса.")


def _problems(session: Session) -> dict[str, Any]:
    count = session.exec(
        select(func.count()).select_from(ReadingProblem).where(col(ReadingProblem.settled_at).is_(None))
    ).one()
    drafts = session.exec(
        select(func.count()).select_from(Roadmap).where(col(Roadmap.approved_at).is_(None))
    ).one()
    return _finding(drafts == 0, f"Черновиков без утверждения: {drafts}; замечаний к чтению: {count}.")


def _mail_queue(session: Session) -> dict[str, Any]:
    counts = dict(session.exec(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)).all())
    failed = counts.get(MessageState.FAILED.value, 0)
    waiting = sum(
        counts.get(state.value, 0)
        for state in (MessageState.QUEUED, MessageState.AWAITING_RETRY, MessageState.IN_FLIGHT)
    )
    sent = counts.get(MessageState.SENT.value, 0)
    return _finding(failed == 0, f"Писем отправлено {sent}, ждут {waiting}, не доставлено {failed}.")


def _last_tick(session: Session) -> dict[str, Any]:
    last_at = session.exec(select(func.max(TickSlot.finished_at)).where(TickSlot.state == "done")).one()
    if last_at is None:
        return _finding(True, "Часы ещё не запускались: sroki serve или sroki tick.")
    return _finding(True, f"Последний проход закончился {last_at:%d.%m.%Y %H:%M} UTC.")


def _transport(house: House) -> dict[str, Any]:
    try:
        return _finding(True, check_transport(house.settings))
    except SrokiError as error:
        return _finding(False, str(error))
