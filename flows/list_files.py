"""A list of work as a file: a table for Excel, as text or as a workbook. No cell of it is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flows.exporting import BYTE_ORDER_MARK, neutralize_cell
from flows.reporting.rendering import task_number
from flows.reporting.wording import STATES, describe_lateness, format_quarter
from flows.reporting.workbook import write_sheet
from models.language import SOURCE, speaking
from models.values import Quarter, Role
from roadmaps.report import judge_lateness
from roadmaps.store.listing import OccurrenceView

MOST_ROWS = 10_000
_COLUMNS = (
    ("Срок №", 9), ("Документ", 26), ("№ п/п", 8), ("Раздел", 22), ("Мероприятие", 46),
    ("Ожидаемый результат", 24), ("Срок в документе", 18), ("Начало", 12), ("Срок", 12),
    ("Срок до переноса", 12), ("Квартал", 13), ("Исполнители", 30), ("Соисполнители", 30), ("Контроль", 22),
    ("Состояние", 16), ("Опоздание", 22),
)  # fmt: skip


@speaking(SOURCE)  # a paper
def write_list_csv(views: Sequence[OccurrenceView], labels: Mapping[int, str], as_of: datetime) -> str:
    """Text for Excel: a byte order mark, semicolons (RFC 4180 otherwise), days as 08.04.2026."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heading for heading, _ in _COLUMNS)
    for view in views:
        writer.writerow(neutralize_cell(_as_text(cell)) for cell in _cells(view, labels, as_of))
    return BYTE_ORDER_MARK + out.getvalue()


@speaking(SOURCE)  # a paper
def write_list_workbook(views: Sequence[OccurrenceView], labels: Mapping[int, str], as_of: datetime) -> bytes:
    """A workbook of one sheet with filters; texts are texts, days are days of the spreadsheet."""
    return write_sheet("Список", _COLUMNS, (_cells(view, labels, as_of) for view in views), as_of)


def _cells(view: OccurrenceView, labels: Mapping[int, str], as_of: datetime) -> list[str | date | int | None]:
    facts = view.facts
    today = as_of.astimezone(facts.zone).date()
    return [
        view.id,
        labels.get(view.roadmap_id, view.roadmap),
        task_number(view),
        view.section or "",
        view.title,
        view.expected_result,
        view.raw_term,
        facts.opens_on,
        facts.due_on,
        view.original_due_on if view.original_due_on != facts.due_on else None,
        format_quarter(Quarter.of(facts.due_on)),
        *("; ".join(view.parties.get(role, ())) for role in Role),
        STATES[view.state],
        describe_lateness(judge_lateness(facts, today), facts, today),
    ]


def _as_text(cell: str | date | int | None) -> str:
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else "" if cell is None else str(cell)
