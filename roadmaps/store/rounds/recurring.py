"""The yearly monitorings of a regulation: rounds of a year ahead, and the next when one is over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from sqlmodel import Session, col, select

from models.database import row_id
from models.roadmap import Roadmap
from models.round import Round
from roadmaps.store.rounds.lifecycle import Window, plan_round

_AHEAD = timedelta(days=366)
_SCHOOL_MONTH, _YEAR_MONTH = 5, 12  # of a yearly monitoring whose month nobody names: at the end of the year


def plan_standing(session: Session, roadmap: Roadmap, at: datetime, actor: str) -> list[Round]:
    """The rounds of a year ahead for the yearly monitorings of a regulation; those that are new.

    The month is the one that the rule names, else the last of the plan's year: a convention, which the
    organiser may change by moving the round.
    """
    today = at.astimezone(ZoneInfo(roadmap.zone)).date()
    made, document = [], roadmap.parsed["document"]
    for number, monitoring in enumerate(roadmap.parsed.get("monitorings") or (), start=1):
        previous: Round | None = None
        rule = monitoring.get("recurrence")
        school_year = bool(document.get("school_year"))
        months = _first_days(rule, today, school_year=school_year, since=roadmap.issued_on) if rule else ()
        by_month = [Window(first, first + relativedelta(day=31)) for first in months]
        for window in (rule and _stated(monitoring, today)) or by_month:
            if _is_planned(session, roadmap, window):
                continue
            round_, is_new = plan_round(
                session,
                key=f"monitoring:{roadmap.id}:{number}:{window.opens_on:%Y-%m}",
                title=monitoring.get("result") or monitoring["indicator"],
                window=window,
                zone=roadmap.zone,
                at=at,
                actor=actor,
                source_roadmap_id=row_id(roadmap),
                previous_id=previous.id if previous else _last_of(session, roadmap, number, window.opens_on),
            )
            previous = round_
            if is_new:
                made.append(round_)
    return made


def go_on_with(session: Session, round_: Round, at: datetime) -> None:
    """Lay out the year after a standing round that is over, so that the monitoring does not fall silent."""
    roadmap = session.get(Roadmap, round_.source_roadmap_id) if round_.source_roadmap_id else None
    if roadmap is not None and round_.key.startswith("monitoring:") and roadmap.superseded_by_id is None:
        plan_standing(session, roadmap, at, "clock")


def _is_planned(session: Session, roadmap: Roadmap, window: Window) -> bool:
    """Whether a row or a point of the same document orders a round on these very days."""
    statement = select(Round.id).where(
        Round.source_roadmap_id == roadmap.id,
        Round.opens_on == window.opens_on,
        Round.due_on == window.due_on,
        col(Round.key).startswith("occurrence:"),
    )
    return session.exec(statement).first() is not None


def _stated(monitoring: dict[str, Any], today: date) -> list[Window]:
    """The windows of a year ahead that the document itself names; of several stages those of the first."""
    spans: list[list[str | None]] = next((term["occurrences"] for term in monitoring.get("terms") or ()), [])
    dated = [(opens or f"{due[:8]}01", due) for opens, due in spans if due]
    windows = [Window(date.fromisoformat(opens), date.fromisoformat(due)) for opens, due in dated]
    return [window for window in windows if today <= window.due_on and window.opens_on <= today + _AHEAD]


def _first_days(rule: str, today: date, *, school_year: bool, since: date | None) -> list[date]:
    """First days of the months in which a monitoring is held, from today's month a year ahead.

    A rule of several years counts from ``since``, the year of the document.
    """
    month = _SCHOOL_MONTH if school_year else _YEAR_MONTH
    rule = rule if "BYMONTH=" in rule or "MONTHLY" in rule else f"{rule};BYMONTH={month}"
    start = datetime.combine(date((since or today).year, 1, 1), time())
    days = rrulestr(f"{rule};BYMONTHDAY=1", dtstart=start)
    found = days.between(datetime.combine(today, time()), datetime.combine(today + _AHEAD, time()), inc=True)
    return [moment.date() for moment in found]


def _last_of(session: Session, roadmap: Roadmap, number: int, before: date) -> int | None:
    statement = select(Round.id).where(
        col(Round.key).startswith(f"monitoring:{roadmap.id}:{number}:"), col(Round.opens_on) < before
    )
    return session.exec(statement.order_by(col(Round.opens_on).desc())).first()
