"""The report of completion as a workbook: the plan, every deadline with filters, executors by quarter.

Texts of documents are written as texts, never as formulas or links; days are days of the spreadsheet.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flows.papers.blocks import Band, clean_text
from flows.reporting.completion import (
    count_figures,
    describe_figures,
    make_plan_table,
    name_executors,
    name_number,
    name_source,
)
from flows.reporting.fulfilment import find_done_on, name_proofs
from flows.reporting.wording import STATES, describe_lateness, format_moment, format_quarter
from models.values import OccurrenceState, Quarter, Role
from roadmaps.report import Lateness, judge_lateness
from roadmaps.store.fulfilment import Deadline, FulfilledTask, Fulfilment

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST_CELL = 32_767  # signs, a limit of the format
_TALLEST_ROW = 409.0  # points, another one
_LINE_HEIGHT = 15.0
_CHAR_WIDTH = 1.15  # of a letter, in the widths of a digit that columns are measured in
_PLAN, _DEADLINES, _QUARTERS = "Выполнение", "Сроки", "По кварталам"
_PLAN_WIDTHS = (8, 46, 20, 30, 34, 52)
_CELL = {"text_wrap": True, "valign": "top", "border": 1}
# No column here is named as a measure: read back, this sheet would be the plan once more.
_DEADLINE_COLUMNS = (
    ("№ п/п", 8), ("Строка плана", 38), ("Раздел", 20), ("Ожидаемый результат", 24), ("Исполнители", 26),
    ("Квартал", 13), ("Начало", 12), ("Срок", 12), ("Срок по документу", 12), ("Состояние", 16),
    ("Опоздание", 22), ("Исполнено", 12), ("Подтверждение", 32),
)  # fmt: skip
_NOBODY = "Исполнитель не назван"


class Sheet:
    """A sheet to which rows are added from the top. Texts are cut at what a cell can hold."""

    def __init__(self, workbook: Workbook, name: str, looks: dict[str, Any]) -> None:
        self.sheet: Worksheet = workbook.add_worksheet(name)
        self.looks, self.row = looks, 0
        self.widths: Sequence[float] = ()
        self.first, self.width = 0, 1  # the header row and how many columns it has
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P из &N")

    def add(self, values: Sequence[str | date | int | None], look: str = "cell") -> None:
        for column, value in enumerate(values):
            self.put(column, value, look)
        self.sheet.set_row(self.row, self._height(values))
        self.row += 1

    def _height(self, values: Sequence[object]) -> float:
        """Points that the longest text of a row takes; not every program finds that out by itself."""
        texts = [value if isinstance(value, str) else "" for value in values]
        lines = (
            sum(math.ceil(len(line) * _CHAR_WIDTH / width) or 1 for line in text.split("\n"))
            for text, width in zip(texts, self.widths, strict=True)
        )
        return min(_TALLEST_ROW, _LINE_HEIGHT * max(lines))

    def put(self, column: int, value: str | date | int | None, look: str = "cell") -> None:
        if value is None or value == "":
            self.sheet.write_blank(self.row, column, None, self.looks[look])
        elif isinstance(value, date):
            moment = datetime(value.year, value.month, value.day, tzinfo=UTC).replace(tzinfo=None)
            self.sheet.write_datetime(self.row, column, moment, self.looks["date"])
        elif isinstance(value, int):
            self.sheet.write_number(self.row, column, value, self.looks[look])
        else:
            self.sheet.write_string(self.row, column, _fit(value), self.looks[look])

    def add_line(self, text: str, look: str = "plain") -> None:
        self.sheet.write_string(self.row, 0, _fit(text), self.looks[look])
        self.row += 1

    def head(self, headings: Sequence[str], widths: Sequence[float]) -> None:
        """The header row: it stays in sight, is printed on every page and filters what is below."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.widths = widths
        self.add(headings, "head")
        self.sheet.freeze_panes(self.row, 0)
        self.sheet.repeat_rows(self.row - 1)
        self.first, self.width = self.row - 1, len(headings)

    def filter(self) -> None:
        self.sheet.autofilter(self.first, 0, max(self.row - 1, self.first), self.width - 1)


def write_workbook(fulfilment: Fulfilment, as_of: datetime, zone: ZoneInfo) -> bytes:
    """The workbook as .xlsx bytes."""
    file = io.BytesIO()
    with _open_book(file, as_of, title=clean_text(fulfilment.roadmap.title)[:255]) as workbook:
        looks = _make_looks(workbook)
        _write_plan(Sheet(workbook, _PLAN, looks), fulfilment, as_of, zone)
        _write_deadlines(Sheet(workbook, _DEADLINES, looks), fulfilment, as_of)
        _write_quarters(Sheet(workbook, _QUARTERS, looks), fulfilment, as_of)
    return file.getvalue()


def write_sheet(
    name: str,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[str | date | int | None]],
    as_of: datetime,
) -> bytes:
    """A workbook of one sheet with filters, as .xlsx bytes. ``columns``: headings, widths in signs."""
    file = io.BytesIO()
    with _open_book(file, as_of) as workbook:
        sheet = Sheet(workbook, name, _make_looks(workbook))
        sheet.head(*zip(*columns, strict=True))
        for row in rows:
            sheet.add(row)
        sheet.filter()
    return file.getvalue()


def _open_book(file: io.BytesIO, as_of: datetime, **properties: str) -> Workbook:
    """A workbook that takes no text for a formula or a link; closing it writes the file."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    workbook.set_properties({**properties, "created": as_of.astimezone(UTC).replace(tzinfo=None)})
    return workbook


def _make_looks(workbook: Workbook) -> dict[str, Any]:
    """The formats of cells that our sheets have in common, by name."""
    return {
        "plain": workbook.add_format(),
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "cell": workbook.add_format(_CELL),
        "date": workbook.add_format(_CELL | {"num_format": "dd.mm.yyyy", "align": "center"}),
        "head": workbook.add_format(
            _CELL | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
        ),
        "band": workbook.add_format(_CELL | {"bold": True, "bg_color": "#F2F2F2"}),
        "total": workbook.add_format(_CELL | {"bold": True}),
    }


def _write_plan(sheet: Sheet, fulfilment: Fulfilment, as_of: datetime, zone: ZoneInfo) -> None:
    """The table of the paper; a year or a section is a row of one merged cell."""
    table = make_plan_table(fulfilment, as_of)
    _say_head(sheet, fulfilment, as_of, zone)
    sheet.head([column.heading for column in table.columns], _PLAN_WIDTHS)
    for row in table.rows:
        if isinstance(row, Band):
            last = len(table.columns) - 1
            sheet.sheet.merge_range(sheet.row, 0, sheet.row, last, "", sheet.looks["band"])
            sheet.put(0, row.text, "band")
            sheet.row += 1
        else:
            sheet.add(row.cells)
    sheet.filter()


def _say_head(sheet: Sheet, fulfilment: Fulfilment, as_of: datetime, zone: ZoneInfo) -> None:
    sheet.add_line("Информация о выполнении мероприятий", "title")
    sheet.add_line(fulfilment.roadmap.title, "title")
    sheet.add_line(name_source(fulfilment))
    figures = describe_figures(count_figures(fulfilment, as_of, zone))
    sheet.add_line(f"Состояние на {format_moment(as_of, zone)}. {figures}")


def _write_deadlines(sheet: Sheet, fulfilment: Fulfilment, as_of: datetime) -> None:
    """One row for each deadline, so that any column sorts and filters."""
    sheet.head(*zip(*_DEADLINE_COLUMNS, strict=True))
    for task in fulfilment.tasks:
        for deadline in task.deadlines:
            sheet.add(_deadline_cells(task, deadline, as_of))
    sheet.filter()


def _deadline_cells(task: FulfilledTask, deadline: Deadline, as_of: datetime) -> list[str | date | None]:
    view, facts = deadline.view, deadline.view.facts
    today = as_of.astimezone(facts.zone).date()
    return [
        name_number(task),
        task.title,
        task.section or "",
        task.expected_result,
        name_executors(task),
        format_quarter(Quarter.of(facts.due_on)),
        facts.opens_on,
        facts.due_on,
        view.original_due_on,
        STATES[view.state],
        describe_lateness(judge_lateness(facts, today), facts, today),
        find_done_on(deadline),
        name_proofs(deadline.evidence) if deadline.evidence else "",
    ]


def _write_quarters(sheet: Sheet, fulfilment: Fulfilment, as_of: datetime) -> None:
    """Executors by quarter: how many deadlines fall into it, how many are done, how many are overdue."""
    counts = _count_by_quarter(fulfilment, as_of)
    quarters = sorted({quarter for _, quarter, _ in counts})
    names = sorted({name for name, _, _ in counts}, key=str.casefold)
    sheet.head(
        ["Исполнитель", *(f"{format_quarter(q)}: {word}" for q in quarters for word in _WORDS)],
        [40, *[12.5] * (len(quarters) * len(_WORDS))],
    )
    for name in names:
        sheet.add([name, *(counts[name, q, word] or None for q in quarters for word in _WORDS)])
    if names:
        totals = [sum(counts[name, q, word] for name in names) for q in quarters for word in _WORDS]
        # A deadline of two executors counts for each of them.
        sheet.filter()
        sheet.add(["Итого по исполнителям", *totals], "total")
    sheet.sheet.freeze_panes(1, 1)


_WORDS = ("сроков", "выполнено", "просрочено")


def _count_by_quarter(fulfilment: Fulfilment, as_of: datetime) -> Counter[tuple[str, Quarter, str]]:
    counts: Counter[tuple[str, Quarter, str]] = Counter()
    for task in fulfilment.tasks:
        names = task.parties.get(Role.RESPONSIBLE) or (_NOBODY,)
        for deadline in task.deadlines:
            quarter = Quarter.of(deadline.view.facts.due_on)
            counts.update((name, quarter, word) for name in names for word in _marks(deadline, as_of))
    return counts


def _marks(deadline: Deadline, as_of: datetime) -> Iterable[str]:
    view, facts = deadline.view, deadline.view.facts
    if view.state is OccurrenceState.CANCELLED:
        return
    yield _WORDS[0]
    if view.state is OccurrenceState.ACCEPTED:
        yield _WORDS[1]
    elif judge_lateness(facts, as_of.astimezone(facts.zone).date()) is Lateness.OVERDUE:
        yield _WORDS[2]


def _fit(text: str) -> str:
    cleaned = clean_text(text)
    return cleaned if len(cleaned) <= _LONGEST_CELL else cleaned[: _LONGEST_CELL - 1] + "…"
