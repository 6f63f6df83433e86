"""What a coordinator or an organiser hears of rounds in the digest of the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from models.database import row_id
from models.language import say
from models.party import Coordinator, Membership, Person
from models.round import Round
from models.values import DigestLine
from roadmaps.rounds.schedule import find_worries, look_moments
from roadmaps.store.policies import HOUSE
from roadmaps.store.rounds.listing import RoundView, list_rounds

_AHEAD_DAYS = 7
_TOLD_BEFORE_DAYS = (
    7,
    1,
    0,
)  # before opening: what is missing is news on these days, else it only comes along


@dataclass(frozen=True)
class RoundLine:
    """A round in a digest. ``is_news``: worth a mail of its own, not only a place in one that goes anyway."""

    line: DigestLine
    is_news: bool


def round_lines(
    session: Session, roadmap_ids: Collection[int] | None, since: datetime, as_of: datetime
) -> list[RoundLine]:
    """Rounds that lack something soon before their day, those that are open, those that closed meanwhile.

    ``roadmap_ids``: of these documents or rounds; None: all.
    """
    statement = select(Round).where(col(Round.cancelled_at).is_(None))
    # Neither far ahead nor long over: the rest of the house is not read for a digest.
    edge_on = as_of.date() + timedelta(days=_AHEAD_DAYS + 1)
    statement = statement.where(
        col(Round.opens_on) <= edge_on, or_(col(Round.closed_at).is_(None), col(Round.closed_at) >= since)
    )
    if roadmap_ids is not None:
        ours = (col(Round.roadmap_id).in_(roadmap_ids), col(Round.source_roadmap_id).in_(roadmap_ids))
        statement = statement.where(or_(*ours))
    found = {row.id: row for row in session.exec(statement).all() if row.id is not None}
    if not found:
        return []
    views = list_rounds(session, sorted(found))
    lines = [_tell(view, found[view.id], since, as_of) for view in views]
    return [line for line in lines if line is not None]


def _tell(view: RoundView, round_: Round, since: datetime, as_of: datetime) -> RoundLine | None:
    zone = ZoneInfo(round_.zone)
    first, today = since.astimezone(zone).date(), as_of.astimezone(zone).date()
    figures = say("сдали {submitted} из {asked}", submitted=view.submitted, asked=view.participants)
    figures += say(", из них с опозданием {late}", late=view.late) if view.late else ""
    if round_.closed_at is not None:
        is_fresh = since <= round_.closed_at < as_of
        return RoundLine(_line(view, f"{say('закрыт')}: {figures}"), True) if is_fresh else None
    if round_.opened_at is not None:
        began = round_.opened_at
        late = say(", открыт позже срока") if began.astimezone(zone).date() > round_.opens_on else ""
        return RoundLine(_line(view, f"{say('идёт')}: {figures}{late}"), since <= began < as_of)
    wants = wants_of(view)
    if not wants or round_.next_action_at is None or today > round_.due_on:
        return None
    if today < round_.opens_on - timedelta(days=_AHEAD_DAYS):
        return None
    return RoundLine(
        _line(view, _say_wants(view, wants, today)), _is_telling_day(round_.opens_on, first, today)
    )


def wants_of(view: RoundView) -> tuple[str, ...]:
    """What a round that has not opened still wants, in words: what it cannot open without stands first."""
    return (*view.lacks, *find_worries(view.unaddressed))


def organiser_lines(
    session: Session, person_id: int, since: datetime | None, as_of: datetime
) -> list[DigestLine]:
    """The rounds of a person's organisations that want something and were looked at after ``since``.

    Those that the digest of a coordinator tells this person of are left to it.
    """
    watched = set(session.exec(select(Coordinator.roadmap_id).where(Coordinator.person_id == person_id)))
    if HOUSE in watched:
        return []
    mine = select(Membership.party_id).where(Membership.person_id == person_id)
    waiting = (col(Round.opened_at).is_(None), col(Round.cancelled_at).is_(None))
    statement = select(Round).where(
        col(Round.organiser_id).in_(mine), *waiting, col(Round.next_action_at).is_not(None)
    )
    looked_at = [
        row
        for row in session.exec(statement.order_by(col(Round.opens_at), col(Round.id)))
        if row.source_roadmap_id not in watched and _was_looked_at(row, since, as_of)
    ]
    views = list_rounds(session, [row_id(row) for row in looked_at]) if looked_at else []
    zones = {row.id: ZoneInfo(row.zone) for row in looked_at}
    return [
        _line(view, _say_wants(view, wants, as_of.astimezone(zones[view.id]).date()))
        for view in views
        if (wants := wants_of(view))
    ]


def _was_looked_at(round_: Round, since: datetime | None, as_of: datetime) -> bool:
    moments = look_moments(round_.opens_at, ZoneInfo(round_.zone))
    return any((since is None or since < moment) and moment <= as_of for moment in moments)


def _say_wants(view: RoundView, wants: tuple[str, ...], today: date) -> str:
    if not view.lacks:
        return say("откроется, но {wants}", wants="; ".join(wants))
    verb = say("не откроется") if today < view.opens_on else say("не открыт")
    return f"{verb}: {'; '.join(wants)}"


def list_told(session: Session, round_: Round) -> list[int]:
    """The people of the organiser who get no digest that says it, and want mail that is not mandatory.

    Once a round is open its organiser's people get its digest every day.
    """
    if round_.organiser_id is None:
        return []
    watched = [HOUSE, *([round_.source_roadmap_id] if round_.source_roadmap_id else [])]
    digests = select(Coordinator.person_id).where(col(Coordinator.roadmap_id).in_(watched))
    statement = (
        select(Person.id)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            Membership.party_id == round_.organiser_id,
            col(Person.unreachable_since_at).is_(None),
            col(Person.only_mandatory).is_(False),
            col(Person.id).not_in(digests),
        )
    )
    return [id_ for id_ in session.exec(statement.order_by(col(Person.id))) if id_ is not None]


def _is_telling_day(opens_on: date, after: date, today: date) -> bool:
    """Whether one of the days has come since the last digest, which may have rested for a holiday."""
    return any(after < opens_on - timedelta(days=n) <= today for n in _TOLD_BEFORE_DAYS)


def _line(view: RoundView, note: str) -> DigestLine:
    who = (view.organiser,) if view.organiser else ()
    return DigestLine(
        view.title, who=who, opens_on=view.opens_on, due_on=view.due_on, note=note, path=f"/rounds/{view.id}"
    )
