"""Rows → figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.values import OccurrenceState, Quarter
from roadmaps.agenda import OccurrenceFacts
from roadmaps.report import (
    Figures,
    Lateness,
    ReportRow,
    add_up,
    count_rows,
    judge_lateness,
    make_row,
)

ZONE = ZoneInfo("Asia/Yekaterinburg")
DUE_ON = date(2021, 6, 5)
BEFORE, AFTER = datetime(2021, 6, 5, 18, 59, tzinfo=UTC), datetime(2021, 6, 5, 19, 0, tzinfo=UTC)
Q2 = Quarter(2021, 2)


def facts(**more: object) -> OccurrenceFacts:
    return OccurrenceFacts(1, None, DUE_ON, date(2021, 3, 18), ZONE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "today", "lateness"),
    [
        ({}, date(2021, 6, 5), Lateness.ON_TIME),
        ({}, date(2021, 6, 6), Lateness.OVERDUE),
        ({"held": True}, date(2021, 6, 6), Lateness.HELD),
        ({"submitted_at": BEFORE}, date(2021, 7, 1), Lateness.ON_TIME),
        ({"submitted_at": AFTER}, date(2021, 7, 1), Lateness.HANDED_IN_LATE),
        ({"submitted_at": AFTER, "accepted_at": AFTER}, date(2021, 7, 1), Lateness.HANDED_IN_LATE),
        ({"submitted_at": BEFORE, "accepted_at": AFTER}, date(2021, 7, 1), Lateness.ON_TIME),
        ({"submitted_at": BEFORE, "returned_at": BEFORE}, date(2021, 6, 5), Lateness.ON_TIME),
        ({"submitted_at": BEFORE, "returned_at": BEFORE}, date(2021, 6, 6), Lateness.OVERDUE),
        ({"cancelled_at": AFTER}, date(2021, 7, 1), Lateness.ON_TIME),
        ({"cancelled_at": AFTER, "held": True}, date(2021, 7, 1), Lateness.ON_TIME),
    ],
)
def test_lateness_is_a_matter_of_the_local_day(
    what: dict[str, object], today: date, lateness: Lateness
) -> None:
    """19:00 UTC is midnight in Chelyabinsk: a minute decides whether evidence came on the due day."""
    assert judge_lateness(facts(**what), today) is lateness


def test_rows_are_counted_with_their_number() -> None:
    rows = [
        ReportRow(1, DUE_ON, OccurrenceState.ACCEPTED, Lateness.ON_TIME, 3),
        ReportRow(1, DUE_ON, OccurrenceState.OPEN, Lateness.OVERDUE, 2),
        ReportRow(1, date(2021, 7, 1), OccurrenceState.SUBMITTED, Lateness.HANDED_IN_LATE),
        ReportRow(2, DUE_ON, OccurrenceState.RETURNED, Lateness.OVERDUE),
        ReportRow(2, DUE_ON, OccurrenceState.CANCELLED, Lateness.ON_TIME),
        ReportRow(2, date(2021, 1, 1), OccurrenceState.PLANNED, Lateness.HELD),
    ]
    assert count_rows(rows, Q2) == Figures(
        total=9, accepted=3, submitted=1, returned=1, cancelled=1,
        overdue=3, due_this_quarter=7, held=1,
    )  # fmt: skip
    apart = [count_rows([row for row in rows if row.roadmap_id == number], Q2) for number in (1, 2)]
    assert add_up(apart) == count_rows(rows, Q2)


@pytest.mark.parametrize(
    ("accepted", "cancelled", "total", "percent"),
    [(0, 0, 0, 0), (1, 0, 3, 33), (199, 0, 200, 99), (2, 1, 3, 100), (0, 3, 3, 0)],
)
def test_a_hundred_per_cent_means_that_nothing_is_left(
    accepted: int, cancelled: int, total: int, percent: int
) -> None:
    assert Figures(total=total, accepted=accepted, cancelled=cancelled).percent_done == percent


def test_a_row_is_made_of_facts() -> None:
    assert make_row(7, facts(submitted_at=AFTER), date(2021, 7, 1), 5) == ReportRow(
        7, DUE_ON, OccurrenceState.SUBMITTED, Lateness.HANDED_IN_LATE, 5
    )
