"""Rounds that a person plans, without an order that names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import or_
from sqlmodel import Session, col, func, select

from models.errors import CallerError, UnknownThingError
from models.round import IndicatorSet, Round
from models.values import fold
from roadmaps.rounds.forecast import RoundForecast, foresee_round
from roadmaps.store.contacts import check_zone
from roadmaps.store.policies import round_policy
from roadmaps.store.rounds.editing import check_days, check_grace, set_organiser
from roadmaps.store.rounds.lifecycle import Window, choose_questions, plan_round


@dataclass(frozen=True)
class RoundPlan:
    """A round as a person writes it down. ``organiser``: a name, new or known; "" for nobody yet.

    ``set_id``: the version of the indicators; ``previous_id``: the round that results are compared with.
    """

    title: str
    window: Window
    zone: str
    organiser: str = ""
    kind: str = ""
    grace_days: int = 0
    set_id: int | None = None
    previous_id: int | None = None


def check_plan(session: Session, plan: RoundPlan, at: datetime) -> None:
    """CallerError or UnknownThingError says what of a plan cannot be."""
    if not plan.title.strip():
        raise CallerError("Назовите мониторинг.")
    check_zone(plan.zone)
    check_days(plan.window, plan.zone, at)
    check_grace(plan.grace_days)
    if plan.set_id is not None and session.get(IndicatorSet, plan.set_id) is None:
        raise UnknownThingError("Набора показателей № {id} нет.", id=plan.set_id)
    if plan.previous_id is not None and session.get(Round, plan.previous_id) is None:
        raise UnknownThingError("Мониторинга № {id} нет.", id=plan.previous_id)


def foresee_plan(session: Session, plan: RoundPlan, at: datetime) -> RoundForecast:
    """What the clock would do; the errors of ``check_plan``. Nothing is stored."""
    check_plan(session, plan, at)
    return _foresee(session, plan.window, plan.grace_days, plan.zone, at)


def foresee_stored(session: Session, round_: Round, at: datetime) -> RoundForecast:
    """The same for what stands already, however far away an order has put it."""
    return _foresee(session, Window(round_.opens_on, round_.due_on), round_.grace_days, round_.zone, at)


def _foresee(session: Session, window: Window, grace_days: int, zone: str, at: datetime) -> RoundForecast:
    policy = round_policy(session)
    return foresee_round(window.opens_on, window.due_on, grace_days, ZoneInfo(zone), policy, at)


def add_round(session: Session, plan: RoundPlan, at: datetime, actor: str) -> tuple[Round, bool]:
    """Write a plan down; the round and whether it is new: the same title and window are the same round.

    Unless it was called off: then the plan is made anew, and once only as well.
    """
    check_plan(session, plan, at)
    title = " ".join(plan.title.split())
    round_, is_new = plan_round(
        session,
        key=_find_key(session, title, plan.window),
        title=title,
        window=plan.window,
        zone=plan.zone,
        at=at,
        actor=actor,
        kind=plan.kind,
        previous_id=plan.previous_id,
        grace_days=plan.grace_days,
    )
    if is_new and plan.organiser.strip():
        set_organiser(session, round_, plan.organiser, at, actor)
    if is_new and plan.set_id is not None:
        choose_questions(session, round_, plan.set_id, at, actor)
    return round_, is_new


def _find_key(session: Session, title: str, window: Window) -> str:
    """The key of the next round of a title and a window: those that were called off keep theirs."""
    name = sha256(fold(title).encode()).hexdigest()[:16]
    base = f"manual:{window.opens_on}:{window.due_on}:{name}"
    called_off = (
        select(func.count())
        .select_from(Round)
        .where(or_(col(Round.key) == base, col(Round.key).startswith(f"{base}:")))
        .where(col(Round.cancelled_at).is_not(None))
    )
    turn = session.exec(called_off).one() + 1
    return base if turn == 1 else f"{base}:{turn}"
