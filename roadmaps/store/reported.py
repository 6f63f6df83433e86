"""A report of completion held against a roadmap: which row is which task, and what it claims as done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from models.evidence import EvidenceItem
from models.occurrence import Evidence, Occurrence
from models.roadmap import Roadmap, Task
from roadmaps.statuses import Claim, claims_done, names_years, read_claim
from roadmaps.store.comparing import compare_with, raw_items
from roadmaps.versions import Change, Scope, TaskItem, likeness

_NEARLY = 0.05  # two tasks whose likeness to a row differs by less than this may both be meant


class Match(StrEnum):
    """How sure it is which task a row of the report speaks of."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"


@dataclass(frozen=True)
class ReportedRow:
    """A row with a status. ``rivals``: tasks that may be meant as well; a person says which.

    ``claimed``: occurrences for which the report would be handed in. ``ready``: claimed too, but accepted,
    waiting for review, or this very report was handed in before. ``ahead``: claimed, but not begun yet.
    ``partly``: one date for several years, of which the status names some but not the last: a person decides.
    """

    number: str
    title: str
    status: str
    match: Match
    claim: Claim
    task_id: int | None = None
    rivals: tuple[int, ...] = ()
    claimed: tuple[int, ...] = ()
    ready: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()
    partly: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        return vars(self) | {"match": self.match.value, "claim": self.claim.value}


def match_report(
    session: Session, roadmap: Roadmap, parsed: dict[str, Any], sha256: str, today: date
) -> list[ReportedRow]:
    """Every row of a parsed report that has a status, in its order. ``sha256``: of the report's file."""
    scope = Scope()
    statuses = {raw["uid"]: (raw["status_raw"] or "").strip() for raw in raw_items(parsed, scope)}
    comparison = compare_with(session, roadmap, parsed, scope)
    tasks = [change.old for change in comparison.staying] + list(comparison.removed)
    occurrences = _occurrences(session, roadmap)
    known = _handed_in(session, roadmap, sha256)
    rows = {}
    for change in comparison.staying:
        if status := statuses[change.new.uid]:
            rivals = _rivals(change, tasks)
            found = occurrences[change.old.task_id or 0]
            rows[change.new.uid] = _row(change, status, rivals, found, known, today)
    for item in comparison.added:
        if status := statuses[item.uid]:
            rows[item.uid] = ReportedRow(item.number, item.title, status, Match.UNMATCHED, read_claim(status))
    return [rows[uid] for uid in statuses if uid in rows]


def _occurrences(session: Session, roadmap: Roadmap) -> defaultdict[int, list[Occurrence]]:
    statement = (
        select(Occurrence)
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .where(Task.roadmap_id == roadmap.id, col(Occurrence.cancelled_at).is_(None))
        .order_by(col(Occurrence.due_on), col(Occurrence.id))
    )
    by_task: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in session.exec(statement):
        by_task[occurrence.task_id].append(occurrence)
    return by_task


def _handed_in(session: Session, roadmap: Roadmap, sha256: str) -> set[tuple[int, str | None]]:
    """For which occurrences, with which words, this file was evidence before."""
    statement = (
        select(Evidence.occurrence_id, Evidence.note)
        .join(Occurrence, col(Occurrence.id) == col(Evidence.occurrence_id))
        .join(Task, col(Task.id) == col(Occurrence.task_id))
        .join(EvidenceItem, col(EvidenceItem.evidence_id) == col(Evidence.id))
        .where(Task.roadmap_id == roadmap.id, EvidenceItem.file_sha256 == sha256)
    )
    return set(session.exec(statement).all())


def _rivals(change: Change, tasks: Sequence[TaskItem]) -> tuple[int, ...]:
    """Other tasks to which the text of a row is as like, where number, section and year do not decide."""
    old, new = change.old, change.new
    if old.text == new.text and _place(old) == _place(new):
        return ()
    least = likeness(new, old) - _NEARLY
    others = (item for item in tasks if item.task_id != old.task_id and item.origin == old.origin)
    alike = [item for item in others if likeness(new, item) >= least]
    if old.number == new.number and old.year_section == new.year_section:  # the number speaks for this one
        alike = [item for item in alike if item.number == old.number]
    return tuple(sorted(item.task_id or 0 for item in alike))


def _place(item: TaskItem) -> tuple[str, str, int | None]:
    return item.number.strip(" .)"), item.section or "", item.year_section


def _row(
    change: Change,
    status: str,
    rivals: tuple[int, ...],
    occurrences: Iterable[Occurrence],
    known: set[tuple[int, str | None]],
    today: date,
) -> ReportedRow:
    claimed, ready, ahead, partly = [], [], [], []
    for occurrence in occurrences:
        number = occurrence.id or 0
        if not claims_done(status, occurrence.due_on):
            if _is_done_partly(status, occurrence):
                partly.append(number)
            continue
        is_waiting = occurrence.submitted_at is not None and occurrence.returned_at is None
        if occurrence.accepted_at is not None or is_waiting or (number, status) in known:
            ready.append(number)
        elif _has_begun(occurrence, today):
            claimed.append(number)
        else:
            ahead.append(number)
    return ReportedRow(
        number=change.new.number,
        title=change.new.title,
        status=status,
        match=Match.AMBIGUOUS if rivals else Match.MATCHED,
        claim=read_claim(status),
        task_id=change.old.task_id,
        rivals=rivals,
        claimed=() if rivals else tuple(claimed),
        ready=tuple(ready),
        ahead=tuple(ahead),
        partly=tuple(partly),
    )


def _is_done_partly(status: str, occurrence: Occurrence) -> bool:
    """«2020–2022 гг.» with «Выполнено 2020 г. 2021 г.»: some years of one window."""
    first = (occurrence.opens_on or occurrence.due_on).year
    years = {year for year in names_years(status) if first <= year < occurrence.due_on.year}
    return bool(years) and read_claim(status) is Claim.DONE_IN_YEARS


def _has_begun(occurrence: Occurrence, today: date) -> bool:
    """«Выполнено» cannot speak of a window that opens later, nor of a deadline of a later year."""
    if occurrence.opens_on is not None:
        return occurrence.opens_on <= today
    return occurrence.due_on.year <= today.year
