"""Approved documents and what they order: rounds written down, each once for ever."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from sqlmodel import Session, col, select

from models.occurrence import Occurrence
from models.party import Party
from models.roadmap import Roadmap, Task
from models.round import Round, RoundFollowUp
from models.values import fold
from roadmaps.rounds.proposing import FollowUp, propose_rounds
from roadmaps.store.rounds.lifecycle import Window, plan_round
from roadmaps.store.tasks import row_id, task_items

_AHEAD = timedelta(days=366)
_SCHOOL_MONTH, _YEAR_MONTH = 5, 12  # of a yearly monitoring whose month nobody names: at the end of the year


def plan_rounds(session: Session, roadmap: Roadmap, at: datetime, actor: str) -> list[Round]:
    """Write down the rounds that an approved document orders; those that are new.

    What its points and rows order has the window of their occurrences, standing monitorings of a regulation
    get one in each year ahead.
    """
    session.flush()
    aliases = roadmap.parsed.get("aliases") or {}
    names = [*aliases, *(party["canonical"] for party in roadmap.parsed["document"].get("organisations", ()))]
    made = []
    known: dict[tuple[str, str], int] = {}
    for proposal in propose_rounds(list(task_items(roadmap.parsed)), names):
        occurrence = _find_occurrence(session, roadmap, proposal.task_uid, proposal.due_on)
        if occurrence is None:
            continue
        thread = (proposal.task_uid.rpartition("/")[2], proposal.title)
        round_, is_new = plan_round(
            session,
            key=f"occurrence:{occurrence.id}",
            title=proposal.title,
            window=Window(occurrence.opens_on or proposal.opens_on, occurrence.due_on),
            zone=roadmap.zone,
            at=at,
            actor=actor,
            kind=proposal.kind,
            organiser_id=_find_party(session, proposal.organiser, aliases),
            source_roadmap_id=row_id(roadmap),
            source_occurrence_id=occurrence.id,
            previous_id=known.get(thread),
        )
        known[thread] = row_id(round_)
        if is_new:
            made.append(round_)
            for follow_up in proposal.follow_ups:
                _hang(session, roadmap, round_, follow_up, aliases)
    return made + plan_standing(session, roadmap, at, actor)


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
        for first in _first_days(rule, today, school_year=bool(document.get("school_year"))) if rule else ():
            round_, is_new = plan_round(
                session,
                key=f"monitoring:{roadmap.id}:{number}:{first:%Y-%m}",
                title=monitoring.get("result") or monitoring["indicator"],
                window=Window(first, first + relativedelta(day=31)),
                zone=roadmap.zone,
                at=at,
                actor=actor,
                source_roadmap_id=row_id(roadmap),
                previous_id=previous.id if previous else _last_of(session, roadmap, number, first),
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


def _first_days(rule: str, today: date, *, school_year: bool) -> list[date]:
    """First days of the months in which a monitoring is held, from today's month a year ahead."""
    month = _SCHOOL_MONTH if school_year else _YEAR_MONTH
    rule = rule if "BYMONTH=" in rule or "MONTHLY" in rule else f"{rule};BYMONTH={month}"
    start = datetime.combine(today.replace(month=1, day=1), time())
    days = rrulestr(f"{rule};BYMONTHDAY=1", dtstart=start)
    found = days.between(datetime.combine(today, time()), datetime.combine(today + _AHEAD, time()), inc=True)
    return [moment.date() for moment in found]


def _last_of(session: Session, roadmap: Roadmap, number: int, before: date) -> int | None:
    statement = select(Round.id).where(
        col(Round.key).startswith(f"monitoring:{roadmap.id}:{number}:"), col(Round.opens_on) < before
    )
    return session.exec(statement.order_by(col(Round.opens_on).desc())).first()


def _hang(
    session: Session, roadmap: Roadmap, round_: Round, follow_up: FollowUp, aliases: dict[str, Any]
) -> None:
    occurrence = _find_occurrence(session, roadmap, follow_up.task_uid, follow_up.due_on)
    if occurrence is None:
        return
    session.add(
        RoundFollowUp(
            round_id=row_id(round_),
            occurrence_id=row_id(occurrence),
            purpose=follow_up.purpose,
            to_party_id=_find_party(session, follow_up.to_party, aliases),
        )
    )


def _find_occurrence(session: Session, roadmap: Roadmap, uid: str, due_on: date) -> Occurrence | None:
    statement = select(Occurrence).join(Task, col(Task.id) == col(Occurrence.task_id))
    return session.exec(
        statement.where(Task.roadmap_id == roadmap.id, Task.uid == uid, Occurrence.original_due_on == due_on)
    ).first()


def _find_party(session: Session, name: str | None, aliases: dict[str, Any]) -> int | None:
    if name is None:
        return None
    name = aliases.get(name, name)
    return session.exec(select(Party.id).where(Party.folded == fold(name))).first()


def take_from_distribution(roadmap: Roadmap) -> list[str]:
    """Organisations of the order's distribution list: not the file, the site or whoever carries it out."""
    return [
        name
        for name in roadmap.parsed["document"].get("distribution") or ()
        if not fold(name).startswith(("в дело", "на сайт", "исполнител", "в прокуратур"))
    ]
