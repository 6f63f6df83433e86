"""What a coordinator or an organiser hears of rounds in the digest of the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from models.round import Round
from models.values import DigestLine
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
    figures = f"сдали {view.submitted} из {view.participants}"
    figures += f", из них с опозданием {view.late}" if view.late else ""
    if round_.closed_at is not None:
        is_fresh = since <= round_.closed_at < as_of
        return RoundLine(_line(view, f"закрыт: {figures}"), True) if is_fresh else None
    if round_.opened_at is not None:
        began = round_.opened_at
        late = ", открыт позже срока" if began.astimezone(zone).date() > round_.opens_on else ""
        return RoundLine(_line(view, f"идёт: {figures}{late}"), since <= began < as_of)
    if not view.lacks or round_.next_action_at is None or today > round_.due_on:
        return None
    if today < round_.opens_on - timedelta(days=_AHEAD_DAYS):
        return None
    verb = "не откроется" if today < round_.opens_on else "не открыт"
    note = f"{verb}: {'; '.join(view.lacks)}"
    return RoundLine(_line(view, note), _is_telling_day(round_.opens_on, first, today))


def _is_telling_day(opens_on: date, after: date, today: date) -> bool:
    """Whether one of the days has come since the last digest, which may have rested for a holiday."""
    return any(after < opens_on - timedelta(days=n) <= today for n in _TOLD_BEFORE_DAYS)


def _line(view: RoundView, note: str) -> DigestLine:
    who = (view.organiser,) if view.organiser else ()
    return DigestLine(
        view.title, who=who, opens_on=view.opens_on, due_on=view.due_on, note=note, path=f"/rounds/{view.id}"
    )
