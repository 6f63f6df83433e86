"""Rows → figures: what the status page and every report count. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.values import OccurrenceState, Quarter
from roadmaps.agenda import OccurrenceFacts
from roadmaps.completion import derive_state, is_late


class Lateness(StrEnum):
    """How an occurrence stands to its due date.

    ``OVERDUE``: the date has passed and something is still owed; ``HANDED_IN_LATE``: evidence came
    after it; ``HELD``: past on the day of approval, so that the coordinator decides whether it counts.
    """

    ON_TIME = "on_time"
    OVERDUE = "overdue"
    HANDED_IN_LATE = "handed_in_late"
    HELD = "held"


def judge_lateness(facts: OccurrenceFacts, today: date) -> Lateness:
    """Where an occurrence stands on the local day ``today``."""
    if facts.held and not facts.is_finished:
        return Lateness.HELD
    if not is_late(facts, today):
        return Lateness.ON_TIME
    return Lateness.OVERDUE if facts.is_owed else Lateness.HANDED_IN_LATE


@dataclass(frozen=True)
class ReportRow:
    """``count`` occurrences that are alike in all that is counted."""

    roadmap_id: int
    due_on: date
    state: OccurrenceState
    lateness: Lateness
    count: int = 1


def make_row(roadmap_id: int, facts: OccurrenceFacts, today: date, count: int = 1) -> ReportRow:
    """The row of ``count`` occurrences with these facts, judged on the local day ``today``."""
    return ReportRow(roadmap_id, facts.due_on, derive_state(facts), judge_lateness(facts, today), count)


@dataclass(frozen=True)
class Figures:
    """Numbers of occurrences. ``total`` counts the cancelled ones too; the share done does not."""

    total: int = 0
    accepted: int = 0
    submitted: int = 0
    returned: int = 0
    cancelled: int = 0
    overdue: int = 0
    due_this_quarter: int = 0
    held: int = 0

    @property
    def wanted(self) -> int:
        """All that still is, or was, to be done."""
        return self.total - self.cancelled

    @property
    def percent_done(self) -> int:
        """Whole per cent, rounded down: 100 means that nothing is left."""
        return 100 * self.accepted // self.wanted if self.wanted else 0


def count_rows(rows: Iterable[ReportRow], quarter: Quarter) -> Figures:
    """The figures of ``rows``; ``quarter`` is the one that the day of the report lies in."""
    rows = tuple(rows)

    def count(state: OccurrenceState) -> int:
        return sum(row.count for row in rows if row.state is state)

    def count_late(lateness: Lateness) -> int:
        return sum(row.count for row in rows if row.lateness is lateness)

    return Figures(
        total=sum(row.count for row in rows),
        accepted=count(OccurrenceState.ACCEPTED),
        submitted=count(OccurrenceState.SUBMITTED),
        returned=count(OccurrenceState.RETURNED),
        cancelled=count(OccurrenceState.CANCELLED),
        overdue=count_late(Lateness.OVERDUE),
        due_this_quarter=sum(row.count for row in rows if Quarter.of(row.due_on) == quarter),
        held=count_late(Lateness.HELD),
    )


def add_up(some: Iterable[Figures]) -> Figures:
    """The figures of several roadmaps together."""
    some = tuple(some)
    return Figures(**{name: sum(getattr(each, name) for each in some) for name in Figures.__annotations__})
