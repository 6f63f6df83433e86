"""The report of completion of a roadmap: the plan's own table with the column «Выполнение» filled.

The form is the one that institutions hand in; what is written here ``roadmaps.documents`` reads back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.papers.blocks import Band, Block, Column, Heading, Paper, Paragraph, Row, Signature, TableBlock
from flows.reporting.fulfilment import describe_fulfilment
from flows.reporting.wording import format_date, format_moment
from models.language import say_number
from models.values import Quarter, Role
from roadmaps.report import Figures, count_rows, make_row
from roadmaps.store.fulfilment import FulfilledTask, Fulfilment

POINTS = "Пункты документа"
COLUMNS = (
    Column("№ п/п", 0.62, "center"),
    Column("Наименование мероприятия", 2.6),
    Column("Сроки реализации", 1.35),
    Column("Индикативные показатели", 1.6),
    Column("Исполнители", 1.75),
    Column("Выполнение", 2.5),
)


def make_completion_paper(fulfilment: Fulfilment, as_of: datetime, zone: ZoneInfo) -> Paper:
    """The paper as of a moment; ``zone`` is the one in which its head says when it was made."""
    roadmap = fulfilment.roadmap
    figures = count_figures(fulfilment, as_of, zone)
    blocks: list[Block] = [
        *([Paragraph(roadmap.issuer, "center", bold=True)] if roadmap.issuer else []),
        *(Heading(text, level, "center") for text, level in _name_paper(roadmap.title)),
        Paragraph(name_source(fulfilment), "center"),
        Paragraph(f"Состояние на {format_moment(as_of, zone)}. {describe_figures(figures)}", "left"),
        make_plan_table(fulfilment, as_of),
        Signature("Руководитель", date_line=True),
    ]
    return Paper(
        title=": ".join(text for text, _ in _name_paper(roadmap.title)),
        blocks=tuple(blocks),
        landscape=True,
        author=roadmap.issuer or "",
        made_at=as_of,
    )


def make_plan_table(fulfilment: Fulfilment, as_of: datetime) -> TableBlock:
    """Years and sections as bands, each row of the plan with what became of it."""
    return TableBlock(name_columns(fulfilment.tasks), tuple(_make_rows(fulfilment, as_of)))


def name_columns(tasks: Iterable[FulfilledTask]) -> tuple[Column, ...]:
    """The columns; where somebody helps somebody, the heading says what the slash in the cells means."""
    if not any(task.parties.get(Role.CO_RESPONSIBLE) for task in tasks):
        return COLUMNS
    executors = Column("Исполнители / соисполнители", COLUMNS[4].width)
    return (*COLUMNS[:4], executors, COLUMNS[5])


def _make_rows(fulfilment: Fulfilment, as_of: datetime) -> Iterator[Row | Band]:
    """Points stand first where a year or a section closes them off, else last."""
    points = [task for task in fulfilment.tasks if task.origin == "point"]
    rows = [task for task in fulfilment.tasks if task.origin != "point"]
    is_closed = bool(rows) and (rows[0].year_section is not None or bool(rows[0].section))
    if points and is_closed:
        yield from _make_points(points, as_of)
    year: int | None = None
    section: str | None = None
    for task in rows:
        if task.year_section is not None and task.year_section != year:
            year, section = task.year_section, None
            yield Band(name_year(year, fulfilment.school_year))
        if task.section and task.section != section:
            section = task.section
            yield Band(section)
        yield Row(make_cells(task, as_of))
    if points and not is_closed:
        yield from _make_points(points, as_of)


def _make_points(points: Iterable[FulfilledTask], as_of: datetime) -> Iterator[Row | Band]:
    yield Band(POINTS)
    for point in points:
        yield Row(make_cells(point, as_of))


def name_year(year: int, school_year: bool) -> str:
    """``2021 год`` or ``2021–2022 учебный год``."""
    return f"{year}–{year + 1} учебный год" if school_year else f"{year} год"


def make_cells(task: FulfilledTask, as_of: datetime) -> tuple[str, str, str, str, str, str]:
    """The six cells of a row, under ``COLUMNS``."""
    return (
        name_number(task),
        task.title,
        task.raw_term,
        task.expected_result,
        name_executors(task),
        describe_fulfilment(task, as_of),
    )


def name_number(task: FulfilledTask) -> str:
    """The number of a row, or ``п. 2.1`` for a point of the order."""
    return task.uid if task.origin == "point" else task.number


def name_executors(task: FulfilledTask) -> str:
    """Executors, and behind a slash those who help them."""
    main, helpers = (
        ", ".join(task.parties.get(role, ())) for role in (Role.RESPONSIBLE, Role.CO_RESPONSIBLE)
    )
    return f"{main} / {helpers}" if helpers else main


def count_figures(fulfilment: Fulfilment, as_of: datetime, zone: ZoneInfo) -> Figures:
    """The figures of all deadlines; the quarter is that of ``as_of`` in ``zone``."""
    rows = (
        make_row(fulfilment.roadmap.id, facts, _local_day(as_of, facts.zone))
        for task in fulfilment.tasks
        for facts in (deadline.view.facts for deadline in task.deadlines)
    )
    return count_rows(rows, Quarter.of(_local_day(as_of, zone)))


def describe_figures(figures: Figures) -> str:
    """``Сроков 12: выполнено 8 (66 %), на проверке 1, просрочено 2.``"""
    said = [f"выполнено {figures.accepted} ({figures.percent_done} %)"]
    said += [
        f"{word} {number}"
        for word, number in (
            ("на проверке", figures.submitted),
            ("возвращено на доработку", figures.returned),
            ("просрочено", figures.overdue),
            ("ждёт решения координатора", figures.held),
            ("снято с контроля", figures.cancelled),
        )
        if number
    ]
    if not figures.total:
        return "Сроков с днями в документе нет."
    return f"Всего {say_number(figures.total, 'срок', 'срока', 'сроков')}: {', '.join(said)}."


def _name_paper(title: str) -> tuple[tuple[str, int], ...]:
    """What the paper is and of which plan, with the levels of these headings."""
    if title.lower().startswith("информация о выполнении"):
        return ((title, 1),)
    return (("Информация о выполнении мероприятий", 1), (title, 2))


def name_source(fulfilment: Fulfilment) -> str:
    """``№ 01/713 от 18.03.2021, на период 2021–2022 годов``, as far as it is known."""
    roadmap = fulfilment.roadmap
    first, last = roadmap.first_year, roadmap.last_year
    issued = f" от {format_date(roadmap.issued_on)}" if roadmap.issued_on else ""
    parts = [f"№ {roadmap.number}{issued}" if roadmap.number else ""]
    if first and last:
        span = f"{first}" if first == last else f"{first}–{last}"
        word = "учебного года" if fulfilment.school_year else "года" if first == last else "годов"
        parts.append(f"на период {span} {word}")
    if roadmap.approved_on:
        parts.append(f"на контроле с {format_date(roadmap.approved_on)}")
    return ", ".join(filter(None, parts))


def _local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
