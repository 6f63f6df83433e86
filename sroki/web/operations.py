"""The page of whoever is on duty: is all well, what waits, what failed; and the switch of sending."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session, col, select

from flows.pausing import pause_sending, resume_sending
from flows.vitals import SERIOUS, find_ailments, read_vitals
from models.database import open_reading, open_session
from models.outbox import OutboxMessage, TickSlot
from models.values import MessageState
from sroki.web.access import AccountOf, FormOf, HouseOf, PagesOf
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, ruled
from sroki.web.uploads import read_text

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_SHOWN = 20


@show("/operations")
@ruled(Rule.ADMINISTER)
def show_operations(house: HouseOf, pages: PagesOf) -> HTMLResponse:
    """Signs of life, the last passes, mail that was given up."""
    now = house.clock()
    vitals = read_vitals(house, now, with_counts=True)
    ailments = find_ailments(vitals, now, house.settings.tick_every_s)
    with open_reading(house.engine) as session:
        return pages.render(
            "operations.html",
            vitals=vitals,
            serious=sorted(ailments & SERIOUS),
            look=sorted(ailments - SERIOUS),
            now=now,
            ticks=_last_ticks(session),
            failed=_failed_mail(session),
        )


@router.post("/operations/sending")
@ruled(Rule.ADMINISTER)
def switch_sending(account: AccountOf, form: FormOf, house: HouseOf, pages: PagesOf) -> Response:
    """Stop all sending, or go on."""
    what = read_text(form, "do")
    if what not in ("stop", "start"):
        raise PageError(422, "Выберите, остановить отправку или включить.")
    with open_session(house.engine) as session:
        if what == "stop":
            pause_sending(session, house.clock(), account.actor, read_text(form, "reason")[:500])
        else:
            resume_sending(session, house.clock(), account.actor)
    return RedirectResponse(f"{pages.root}/operations", 303)


def _last_ticks(session: Session) -> list[TickSlot]:
    statement = select(TickSlot).order_by(col(TickSlot.slot_at).desc(), col(TickSlot.id).desc())
    return list(session.exec(statement.limit(_SHOWN)))


def _failed_mail(session: Session) -> list[OutboxMessage]:
    statement = (
        select(OutboxMessage)
        .where(OutboxMessage.state == MessageState.FAILED.value)
        .order_by(col(OutboxMessage.next_attempt_at).desc())
        .limit(_SHOWN)
    )
    return list(session.exec(statement))
