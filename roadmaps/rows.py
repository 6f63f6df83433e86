"""Whole rows -> parsed tasks and what a careful clerk would say about them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.values import Problem, Term, TermContext, TermKind
from roadmaps.assembly import Draft, Table
from roadmaps.columns import MONTH, TERM_WORDS, YEAR, Column, read_heading
from roadmaps.deadlines import parse_deadline
from roadmaps.merged import number_of
from roadmaps.parsed import ParsedTask
from roadmaps.parties import PartyBook, PartyReading
from roadmaps.persons import PERSON


@dataclass(frozen=True)
class RowSetting:
    """What all rows of a document share: the names it uses and what its terms depend on."""

    book: PartyBook
    context: TermContext


def read_rows(tables: Sequence[Table], setting: RowSetting) -> tuple[list[ParsedTask], list[Problem]]:
    """Tasks of all plan tables in order, and the problems of their cells."""
    tasks: list[ParsedTask] = []
    problems: list[Problem] = []
    seen: Counter[str] = Counter()
    for table in tables:
        for position, draft in enumerate(table.drafts, start=1):
            task, found = read_row(table, draft, setting, str(position))
            base = task.uid
            seen[base] += 1
            if seen[base] > 1:
                uid = f"{base}({seen[base]})"
                task, found = replace(task, uid=uid), [replace(p, subject=uid) for p in found]
            tasks.append(task)
            problems += found
    return tasks, problems


def read_row(
    table: Table, draft: Draft, setting: RowSetting, position: str
) -> tuple[ParsedTask, list[Problem]]:
    """One whole row. ``position`` numbers a row where the table has no numbers."""
    number = number_of(table, draft) or position
    year = draft.year or (draft.school_years[0] if draft.school_years else None)
    reading = _read_parties(table, draft, setting)
    task = ParsedTask(
        uid=f"{year}/{number}" if year else number,
        number=number,
        number_raw=_cell(table, draft, Column.NUMBER),
        title=_cell(table, draft, Column.TITLE),
        details=_read_details(table, draft),
        term=_read_term(table, draft, setting.context),
        place=draft.place,
        section=_name_section(table, draft),
        year_section=year,
        expected_result=_cell(table, draft, Column.RESULT),
        responsible=reading.responsible,
        co_responsible=reading.co_responsible,
        responsible_raw=""
        if Column.RESPONSIBLE in draft.inherited
        else _cell(table, draft, Column.RESPONSIBLE),
        status_raw=_cell(table, draft, Column.STATUS)
        if table.header.index(Column.STATUS) is not None
        else None,
    )
    return task, list(_find_problems(table, draft, task, reading))


def _cell(table: Table, draft: Draft, column: Column) -> str:
    index = table.header.index(column)
    return draft.cells[index] if index is not None else ""


def _name_section(table: Table, draft: Draft) -> str | None:
    """The heading above a row, else what its column of groups says, else the month above it."""
    if draft.heading:
        return draft.heading.text
    groups = (_cell(table, draft, Column.DIRECTION), _name_span(table, draft), draft.term_heading)
    return next(filter(None, groups), None)


def _name_span(table: Table, draft: Draft) -> str:
    """ "Ноябрь 2025" of the columns «Год» and «Месяц», whichever comes first."""
    cells = zip(table.header.columns, draft.cells, strict=False)
    named = [cell for column, cell in cells if column is Column.SPAN and cell]
    return " ".join(sorted(named, key=lambda cell: YEAR.match(cell) is not None))


def _read_details(table: Table, draft: Draft) -> tuple[tuple[str, str], ...]:
    """Cells of columns that no field is for, with their headings."""
    kept = (Column.OTHER, Column.DIRECTION, Column.VALUE, Column.METHOD, Column.CONTROLLER, Column.INDICATOR)
    cells = zip(table.header.columns, table.header.headings, draft.cells, strict=False)
    return tuple((heading, cell) for column, heading, cell in cells if column in kept and cell)


def _read_parties(table: Table, draft: Draft, setting: RowSetting) -> PartyReading:
    cell = _cell(table, draft, Column.RESPONSIBLE)
    if table.header.brackets_co_executors and not PERSON.search(cell):
        cell = _BRACKETED.sub(r" / \1", cell)
    main = setting.book.read_cell(cell, table.header.splits_at_slash)
    extra = setting.book.read_cell(_cell(table, draft, Column.CO_RESPONSIBLE))
    names = tuple(name for name in extra.responsible if name not in main.responsible)
    return replace(
        main,
        co_responsible=tuple(dict.fromkeys(main.co_responsible + names)),
        misprints=main.misprints + extra.misprints,
        unseparated=main.unseparated or extra.unseparated,
    )


# "Отдел ЖКХ (отдел благоустройства)" below "Исполнитель (соисполнитель)".
_BRACKETED = re.compile(r"\s*\((?!по согласованию|по договор|при необход|далее)([^()]+)\)$", re.IGNORECASE)


def _read_term(table: Table, draft: Draft, context: TermContext) -> Term:
    parts = (_cell(table, draft, column) for column in (Column.FREQUENCY, Column.TERM))
    raw = ", ".join(part for part in parts if part.strip("-–— ")) or _spread_term(table, draft)
    above = _name_span(table, draft) or draft.term_heading
    within = row_context(draft, context)
    if raw:
        return parse_deadline(raw, _narrowed(within, above) if above else within)
    if above:
        return parse_deadline(above, within)
    return Term("", TermKind.UNSPECIFIED, problems=("Срок не указан.",))


def _narrowed(context: TermContext, above: str) -> TermContext:
    """The context of a row below «Апрель» or «I квартал», whose own term says "до 20 числа"."""
    spans = parse_deadline(above, context).spans
    if len(spans) != 1 or spans[0].opens_on is None or spans[0].due_on is None:
        return context
    first_on, last_on = spans[0].opens_on, spans[0].due_on
    if first_on.year == last_on.year and not context.school_year:
        context = replace(context, period=(first_on.year, first_on.year), year=None)
    years = context.period or (first_on.year, last_on.year)
    return replace(context, period=years, horizon=(first_on, last_on))


_BEGINS = re.compile(rf"(?:с )?(?:\d|{MONTH}|I{{1,3}}\b|IV\b|начал)", re.IGNORECASE)
_ENDS = re.compile(r"(?:по|до|не позднее) ", re.IGNORECASE)
_MONTH = re.compile(MONTH, re.IGNORECASE)
_DAY = re.compile(r"(?:(?:до|с|по|к) )?\d{1,2}(?: ?(?:[-–—,]|и|по) ?\d{1,2})*", re.IGNORECASE)
_MARKS = frozenset(["+", "х", "x", "v", "*", "✓", "✔", "☒", "☑", "да", "•", "●"])


def _spread_term(table: Table, draft: Draft) -> str:
    """A term printed over several columns: beginning and end, or marks below years, quarters or months."""
    ends = (_cell(table, draft, column) for column in (Column.TERM_START, Column.TERM_END))
    start, end = (cell if cell.strip("-–— ") else "" for cell in ends)
    if start or end:
        return _join_ends(start, end)
    marked = [
        _marked_term(cell, heading)
        for column, heading, cell in zip(
            table.header.columns, table.header.headings, draft.cells, strict=False
        )
        if column is Column.MARK and cell.strip("-–—☐ ")
    ]
    return ", ".join(marked)


def _join_ends(start: str, end: str) -> str:
    """A term of its beginning and its end; what stands in one of them alone may be a term already."""
    if start and not _BEGINS.match(start):
        return f"{start} {end}".strip()  # "постоянно", "ежегодно с 15 мая"
    start = f"с {start}" if start and not start.lower().startswith("с ") else start
    end = f"{'по' if start else 'до'} {end}" if end and not _ENDS.match(end) else end
    return f"{start} {end}".strip()


def _marked_term(cell: str, heading: str) -> str:
    """What a cell says of the year or month above it: a mark, words to go with it, a term of its own."""
    if cell.lower() in _MARKS:
        return heading
    is_day = _MONTH.match(heading) is not None and _DAY.fullmatch(cell) is not None
    if is_day or not TERM_WORDS.search(cell):
        return f"{cell} {heading}"
    year = None if YEAR.search(cell) else YEAR.search(heading)
    return f"{cell} {year[0]} г." if year else cell


def row_context(draft: Draft, context: TermContext) -> TermContext:
    """The document's context narrowed by the year row above."""
    if draft.school_years:
        return replace(context, period=draft.school_years, year=None, school_year=True, horizon=None)
    if draft.years:
        return replace(context, period=draft.years, year=None, horizon=None)
    return replace(context, year=draft.year) if draft.year else context


def _find_problems(table: Table, draft: Draft, task: ParsedTask, reading: PartyReading) -> Iterable[Problem]:
    def problem(code: str, sentence: str, raw: str | None = None) -> Problem:
        return Problem(code, sentence, task.place, task.uid, raw)

    if not task.title:
        yield problem("missing_title", f"В строке {task.uid} нет названия мероприятия.", draft.raw)
    if not task.term.raw:
        yield problem("missing_term", f"В строке {task.uid} не указан срок.")
    elif task.term.kind is TermKind.UNREADABLE:
        yield problem("unreadable_term", f"Срок «{task.term.raw}» не удалось прочитать.", task.term.raw)
    else:
        for doubt in task.term.problems:
            code = "half_read_term" if doubt.startswith("Не прочитано") else "doubtful_term"
            yield problem(code, f"Срок «{task.term.raw}»: {doubt}", task.term.raw)
    for heading, cell in task.details:
        if _is_second_term(heading, cell):
            sentence = f"Ещё один срок «{cell}» (столбец «{heading}»): напоминаний о нём не будет."
            yield problem("second_term", sentence, cell)
    if table.header.index(Column.RESPONSIBLE) is not None:
        yield from _executor_problems(draft, task, problem("missing_executor", ""))
    if Column.RESULT in draft.inherited and table.header.index(Column.RESULT) not in draft.merged:
        yield problem("missing_result", "Результат не указан; взят из строки выше.")
    for written, understood in reading.misprints:
        if Column.RESPONSIBLE not in draft.inherited:
            yield problem(
                "suspected_misprint",
                f"«{written}» прочитано как «{understood}»: похоже на опечатку.",
                written,
            )
    if reading.unseparated and Column.RESPONSIBLE not in draft.inherited:
        names = "; ".join(reading.responsible + reading.co_responsible)
        yield problem(
            "missing_separator", f"Исполнители не разделены, прочитаны так: {names}.", task.responsible_raw
        )


def _is_second_term(heading: str, cell: str) -> bool:
    """ "Срок сдачи отчёта" beside "Период проведения"; what was in fact is no term."""
    is_term = read_heading(heading) in (Column.TERM, Column.TERM_END)
    return is_term and "факт" not in heading.lower() and TERM_WORDS.search(cell) is not None


def _executor_problems(draft: Draft, task: ParsedTask, blank: Problem) -> Iterable[Problem]:
    if Column.RESPONSIBLE in draft.inherited:
        names = ", ".join(task.responsible)
        yield replace(blank, sentence=f"Исполнитель не указан; взят из строки выше: {names}.")
    elif not task.responsible and not task.co_responsible:
        yield replace(blank, sentence=f"В строке {task.uid} не указан исполнитель.")
