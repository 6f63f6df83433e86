"""Rounds and their participants as people see them, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import UnknownThingError
from models.language import say
from models.occurrence import Occurrence
from models.party import Membership, Party, Person
from models.round import IndicatorSet, Round, RoundAnswer, RoundFollowUp, RoundParticipant
from models.values import fold
from roadmaps.rounds.schedule import find_lacks
from roadmaps.store.rounds.lifecycle import last_day_of


@dataclass(frozen=True)
class RoundView:
    """A round in figures. ``state``: planned | open | closed | missed | cancelled; ``lacks`` in words.

    ``unaddressed``: participants for whom nobody can be written to.
    """

    id: int
    title: str
    kind: str
    organiser: str | None
    opens_on: date
    due_on: date
    grace_days: int
    state: str
    lacks: tuple[str, ...]
    questions: str | None
    participants: int
    submitted: int
    late: int
    roadmap_id: int | None
    source_roadmap_id: int | None
    previous_id: int | None
    unaddressed: int = 0

    def as_json(self) -> dict[str, object]:
        return {**vars(self), "lacks": list(self.lacks)}


@dataclass(frozen=True)
class ParticipantView:
    """One participant in figures. ``state``: not_asked | waiting | begun | submitted | returned | cancelled.

    ``is_late``: handed in after its due date, or still owed after it; ``has_address``: somebody can be
    written to.
    """

    id: int
    party_id: int
    name: str
    grouping: str
    occurrence_id: int | None
    state: str
    is_late: bool
    due_on: date
    last_on: date
    submitted_at: datetime | None
    answered: int
    has_address: bool

    def as_json(self) -> dict[str, object]:
        return dict(vars(self))


@dataclass(frozen=True)
class FollowUpView:
    """A date of the order that hangs on a round."""

    occurrence_id: int
    purpose: str
    due_on: date
    to_party: str | None
    submitted_at: datetime | None
    accepted_at: datetime | None


def find_round(session: Session, name: str) -> Round:
    """A round by its number, or by a piece of its title that fits no other."""
    if name.isdecimal() and (found := session.get(Round, int(name[:9]))):
        return found
    rows = [row for row in session.exec(select(Round)).all() if fold(name) in fold(row.title)]
    if len(rows) == 1:
        return rows[0]
    raise UnknownThingError(
        "Мониторинга «{name}» нет или под это имя подходит несколько. Список: sroki round list.", name=name
    )


def find_participant(session: Session, round_: Round, name: str) -> RoundParticipant:
    """A participant of a round by number or name."""
    statement = (
        select(RoundParticipant, Party.folded).join(Party).where(RoundParticipant.round_id == round_.id)
    )
    for row, folded in session.exec(statement):
        if name == str(row.id) or fold(name) == folded:
            return row
    raise UnknownThingError("Участника «{name}» в мониторинге нет.", name=name)


def list_rounds(session: Session, ids: Sequence[int] | None = None) -> list[RoundView]:
    """All rounds (or some), those that open first at the top."""
    statement = (
        select(Round, Party.name, IndicatorSet.name, IndicatorSet.version)
        .join(Party, col(Party.id) == col(Round.organiser_id), isouter=True)
        .join(IndicatorSet, col(IndicatorSet.id) == col(Round.indicator_set_id), isouter=True)
        .order_by(col(Round.opens_on), col(Round.id))
    )
    if ids is not None:
        statement = statement.where(col(Round.id).in_(ids))
    rows = session.exec(statement).all()
    counts, silent = _count(session, ids), _count_unaddressed(session, ids)
    return [
        _view(round_, organiser, _name_set(name, version), counts, silent)
        for round_, organiser, name, version in rows
    ]


def _name_set(name: str | None, version: int | None) -> str | None:
    return say("{name} (версия {version})", name=name, version=version) if name else None


def _count(session: Session, ids: Sequence[int] | None) -> dict[int, tuple[int, int, int]]:
    """Participants, those who handed in, and those of them who were late, by round."""
    columns: list[Any] = [
        RoundParticipant.round_id,
        Occurrence.returned_at,
        Occurrence.submitted_at,
        Occurrence.due_on,
        Round.zone,
    ]
    statement = (
        core_select(*columns)
        .select_from(RoundParticipant)
        .join(Round, col(Round.id) == col(RoundParticipant.round_id))
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id), isouter=True)
    )
    if ids is not None:
        statement = statement.where(col(RoundParticipant.round_id).in_(ids))
    counts: dict[int, tuple[int, int, int]] = {}
    for round_id, returned_at, at, due_on, zone in session.execute(statement):
        asked, submitted, late = counts.get(round_id, (0, 0, 0))
        is_in = at is not None and returned_at is None
        is_late = is_in and at.astimezone(ZoneInfo(zone)).date() > due_on
        counts[round_id] = asked + 1, submitted + is_in, late + is_late
    return counts


def _count_unaddressed(session: Session, ids: Sequence[int] | None) -> dict[int, int]:
    """Participants of rounds for whom nobody can be written to, by round; rounds without any are left out."""
    reached = (
        select(Membership.party_id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Person.unreachable_since_at).is_(None))
    )
    statement = (
        select(RoundParticipant.round_id, func.count())
        .where(col(RoundParticipant.party_id).not_in(reached))
        .group_by(col(RoundParticipant.round_id))
    )
    if ids is not None:
        statement = statement.where(col(RoundParticipant.round_id).in_(ids))
    return dict(session.exec(statement).all())


def _view(
    round_: Round,
    organiser: str | None,
    questions: str | None,
    counts: dict[int, tuple[int, int, int]],
    silent: dict[int, int],
) -> RoundView:
    asked, submitted, late = counts.get(row_id(round_), (0, 0, 0))
    return RoundView(
        id=row_id(round_),
        title=round_.title,
        kind=round_.kind,
        organiser=organiser,
        opens_on=round_.opens_on,
        due_on=round_.due_on,
        grace_days=round_.grace_days,
        state=state_of(round_),
        lacks=() if round_.opened_at else tuple(find_lacks(asked, round_.indicator_set_id is not None)),
        questions=questions,
        participants=asked,
        submitted=submitted,
        late=late,
        roadmap_id=round_.roadmap_id,
        source_roadmap_id=round_.source_roadmap_id,
        previous_id=round_.previous_id,
        unaddressed=silent.get(row_id(round_), 0),
    )


def state_of(round_: Round) -> str:
    """The state that the facts of a round add up to."""
    if round_.cancelled_at is not None:
        return "cancelled"
    if round_.closed_at is not None:
        return "closed"
    if round_.opened_at is not None:
        return "open"
    return "planned" if round_.next_action_at is not None else "missed"


def list_participants(session: Session, round_: Round, today: date) -> list[ParticipantView]:
    """Everybody who is asked, in the order of the list; three statements, however many they are."""
    zone = ZoneInfo(round_.zone)
    rows = session.exec(
        select(RoundParticipant, Party.name, Occurrence)
        .join(Party, col(Party.id) == col(RoundParticipant.party_id))
        .join(Occurrence, col(Occurrence.id) == col(RoundParticipant.occurrence_id), isouter=True)
        .where(RoundParticipant.round_id == round_.id)
        .order_by(col(RoundParticipant.position))
    ).all()
    mine = select(RoundParticipant.id).where(RoundParticipant.round_id == round_.id)
    begun = dict(
        session.exec(
            select(RoundAnswer.participant_id, func.count(func.distinct(RoundAnswer.code)))
            .where(col(RoundAnswer.participant_id).in_(mine))
            .group_by(col(RoundAnswer.participant_id))
        ).all()
    )
    reached = set(
        session.exec(
            select(RoundParticipant.party_id)
            .join(Membership, col(Membership.party_id) == col(RoundParticipant.party_id))
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(RoundParticipant.round_id == round_.id, col(Person.unreachable_since_at).is_(None))
        ).all()
    )
    return [_participant_view(round_, row, name, occ, begun, reached, zone, today) for row, name, occ in rows]


def _participant_view(
    round_: Round,
    row: RoundParticipant,
    name: str,
    occurrence: Occurrence | None,
    begun: dict[int, int],
    reached: set[int],
    zone: ZoneInfo,
    today: date,
) -> ParticipantView:
    due_on = occurrence.due_on if occurrence else round_.due_on
    is_in = bool(occurrence and occurrence.submitted_at and not occurrence.returned_at)
    if occurrence is None:
        state = "not_asked"
    elif occurrence.cancelled_at:
        state = "cancelled"
    elif occurrence.returned_at:
        state = "returned"
    else:
        state = "submitted" if is_in else "begun" if begun.get(row_id(row)) else "waiting"
    day = (
        occurrence.submitted_at.astimezone(zone).date()
        if is_in and occurrence and occurrence.submitted_at
        else today
    )
    return ParticipantView(
        id=row_id(row),
        party_id=row.party_id,
        name=name,
        grouping=row.grouping,
        occurrence_id=row.occurrence_id,
        state=state,
        is_late=occurrence is not None and not occurrence.cancelled_at and day > due_on,
        due_on=due_on,
        last_on=last_day_of(round_, row, due_on),
        submitted_at=occurrence.submitted_at if is_in and occurrence else None,
        answered=begun.get(row_id(row), 0),
        has_address=row.party_id in reached,
    )


def list_follow_ups(session: Session, round_: Round) -> list[FollowUpView]:
    """Reports and publications that hang on a round, by date."""
    statement = (
        select(RoundFollowUp, Occurrence, Party.name)
        .join(Occurrence, col(Occurrence.id) == col(RoundFollowUp.occurrence_id))
        .join(Party, col(Party.id) == col(RoundFollowUp.to_party_id), isouter=True)
        .where(RoundFollowUp.round_id == round_.id)
        .order_by(col(Occurrence.due_on))
    )
    return [
        FollowUpView(row.occurrence_id, row.purpose, occ.due_on, name, occ.submitted_at, occ.accepted_at)
        for row, occ, name in session.exec(statement)
    ]
