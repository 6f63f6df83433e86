"""Whether the house lives: the age of the last tick and of the oldest mail that has not left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from models.database import find_write_trouble, open_hasty_reading
from models.outbox import OutboxMessage, TickSlot
from models.values import MessageState
from sroki.web.access import HouseOf
from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)
_UNSENT = (MessageState.QUEUED, MessageState.AWAITING_RETRY, MessageState.IN_FLIGHT)


@router.api_route("/healthz", methods=["GET", "HEAD"])
@ruled(Rule.PUBLIC)
def show_health(house: HouseOf) -> JSONResponse:
    """Moments in UTC, ages in seconds; null where there is nothing.

    503 when the database is silent or takes nothing (``locked`` | ``read_only`` | ``failing``), and when the
    last beat of the clock ended in an error. The reasons stand in the log: anybody may ask here.
    """
    now = house.clock()
    try:
        with open_hasty_reading(house.engine) as session:
            tick_at, mail_at = _last_tick_at(session), _oldest_unsent_at(session)
        trouble = find_write_trouble(house.engine)
    except DBAPIError:
        return JSONResponse({"database": "unreachable"}, 503)
    is_well = trouble is None and not house.is_clock_failing
    return JSONResponse(
        {
            "database": trouble or "ok",
            "clock": "failing" if house.is_clock_failing else "ok",
            "last_tick_at": _iso(tick_at),
            "last_tick_age_s": _age_s(tick_at, now),
            "oldest_unsent_mail_at": _iso(mail_at),
            "oldest_unsent_mail_age_s": _age_s(mail_at, now),
        },
        200 if is_well else 503,
    )


def _last_tick_at(session: Session) -> datetime | None:
    return session.execute(
        select(func.max(col(TickSlot.finished_at))).where(col(TickSlot.state) == "done")
    ).scalar()


def _oldest_unsent_at(session: Session) -> datetime | None:
    unsent = [state.value for state in _UNSENT]
    statement = select(func.min(col(OutboxMessage.created_at))).where(col(OutboxMessage.state).in_(unsent))
    return session.execute(statement).scalar()


def _iso(moment: datetime | None) -> Any:
    return moment.isoformat() if moment else None


def _age_s(moment: datetime | None, now: datetime) -> float | None:
    return round((now - moment).total_seconds(), 1) if moment else None
