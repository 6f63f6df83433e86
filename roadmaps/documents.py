"""A document from end to end: file or text -> ParsedDocument, nothing stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.errors import UnreadableFileError
from models.values import Place, Problem, TermContext, unique
from roadmaps.abbreviations import read_abbreviations
from roadmaps.amendments import read_amendments
from roadmaps.assembly import Table
from roadmaps.checks import check_against_order, check_dates, check_numbers
from roadmaps.columns import Column
from roadmaps.contexts import is_standing, settle_context
from roadmaps.control import read_controllers
from roadmaps.heading import DocumentHead, read_heading
from roadmaps.indicators import bare_item, read_indicators, read_listed_recommendations
from roadmaps.layout import Layout, lay_out
from roadmaps.letters import LETTER_KIND
from roadmaps.monitorings import read_terms, read_told
from roadmaps.omissions import find_omissions
from roadmaps.order_points import read_points, read_running_points
from roadmaps.parsed import ParsedDocument, ParsedPoint
from roadmaps.parties import PartyBook
from roadmaps.readers import Block, Paragraph, is_plain_text, load_file, read_content
from roadmaps.readers.text import split_blocks
from roadmaps.rows import RowSetting, read_rows
from roadmaps.targets import (
    is_monitoring_table,
    is_target_table,
    read_listed_targets,
    read_monitorings,
    read_targets,
)
from roadmaps.wording import plain


def read_document(path: Path) -> ParsedDocument:
    """The document in a file. UnreadableFileError with one Russian sentence where it cannot be read."""
    content = load_file(path)
    if is_plain_text(content):
        return parse_blocks(read_content(content, path.name), path.name)
    from roadmaps.sandbox import parse_apart

    return parse_apart(content, path.name)


def parse_text(text: str, file: str) -> ParsedDocument:
    """The document in a text; ``file`` names it in places and problems. Pure."""
    return parse_blocks(split_blocks(text, file), file)


def parse_blocks(blocks: Sequence[Block], file: str) -> ParsedDocument:
    """The document in a reader's blocks. Pure."""
    layout = lay_out(blocks)
    plans = layout.plans
    head = read_heading(layout.paragraphs, plans[0].position if plans else None)
    context, assumed = _make_context(head, plans)
    abbreviations = read_abbreviations(paragraph.text for paragraph in layout.paragraphs)
    book = PartyBook(_party_cells(plans), abbreviations, head.distribution)
    tasks, row_problems = read_rows(plans, RowSetting(book, context))
    indicators = _read_indicators(layout, head)
    points, point_problems = _read_points(layout, head, book, context, indicators)
    if not (tasks or points or indicators or layout.tables):
        raise UnreadableFileError(
            "В документе «{file}» нет ни таблицы мероприятий, ни пунктов, ни рекомендаций.", file=file
        )
    kind = _find_kind(layout, head, bool(indicators), bool(points))
    problems = [
        *layout.problems, *row_problems, *check_numbers(tasks), *check_dates(tasks, context, assumed),
        *point_problems, *_assumption_problems(assumed if tasks else None, context),
        *check_against_order(points, tasks), *_unread_tables(layout), *_empty_plans(layout, bool(tasks)),
        *find_omissions(tasks, points, abbreviations, vars(head), Place(file, line=1)),
    ]  # fmt: skip
    return replace(
        _describe(file, head),
        kind=kind,
        period=None if assumed in ("horizon", "issued") else context.period,
        school_year=context.school_year,
        controllers=_find_controllers(points, head),
        abbreviations=abbreviations,
        aliases=dict(book.aliases),
        order_points=tuple(points),
        rows=tuple(tasks),
        indicators=tuple(indicators),
        targets=tuple(_read_targets(layout)),
        monitorings=tuple(_read_monitorings(layout, head, kind, context)),
        problems=tuple(_in_order(problems)),
        amendments=read_amendments(plain(paragraph.text) for paragraph in layout.paragraphs),
    )


def _describe(file: str, head: DocumentHead) -> ParsedDocument:
    """What the head and the foot say, as the beginning of the answer."""
    return ParsedDocument(
        file=file,
        kind="unknown",
        title=head.title,
        annex_title=head.annex_title,
        issuer=head.issuer,
        number=head.number,
        issued_on=head.issued_on,
        place_name=head.place_name,
        signatory=head.signatory,
        addressee=head.addressee.replace(",", "") if head.addressee else None,
        distribution=head.distribution,
    )


def _read_points(
    layout: Layout,
    head: DocumentHead,
    book: PartyBook,
    context: TermContext,
    indicators: Sequence[Mapping[str, Any]],
) -> tuple[list[ParsedPoint], list[Problem]]:
    """The numbered points, or the paragraphs of a letter that set deadlines."""
    body = [layout.paragraphs[i] for i in head.body]
    points, problems = read_points(body, book, context, head.signatory)
    if not (points or layout.tables or head.has_command):
        points = read_running_points(_untold(layout.paragraphs, indicators), context)
    return _address_letter(points, head), problems


def _untold(paragraphs: Sequence[Paragraph], indicators: Sequence[Mapping[str, Any]]) -> list[Paragraph]:
    """The paragraphs that are no recommendation: by their words, since lines are counted page by page."""
    told = [text for entry in indicators for text in entry["recommendations"]]
    bare = [(paragraph, bare_item(paragraph.text)) for paragraph in paragraphs]
    return [paragraph for paragraph, words in bare if not any(text.startswith(words) for text in told)]


def _read_indicators(layout: Layout, head: DocumentHead) -> list[dict[str, object]]:
    indicators = read_indicators(layout.paragraphs)
    if indicators or layout.plans or head.has_command:
        return indicators
    return read_listed_recommendations(layout.paragraphs)


def _read_monitorings(
    layout: Layout, head: DocumentHead, kind: str, context: TermContext
) -> Iterator[dict[str, object]]:
    """Those of a table, else those that the text of a regulation or a letter tells of."""
    tables = [table for table in layout.tables if is_monitoring_table(table)]
    for row in (row for table in tables for row in read_monitorings(table)):
        rule = row["recurrence"] if isinstance(row["recurrence"], str) else None
        yield row | {"terms": [t.as_json() for t in read_terms(str(row["method"]), rule, context)]}
    is_regulation = is_standing(head.annex_title or head.title)
    if not is_regulation and kind != LETTER_KIND:
        return
    outside = [p for i, p in enumerate(layout.paragraphs) if i not in head.body]
    for told in read_told(outside, context, reports=is_regulation):
        if not (tables and told["recurrence"]):  # the table is the fuller account
            yield told


def _read_targets(layout: Layout) -> Iterator[dict[str, object]]:
    for table in layout.tables:
        if is_target_table(table):
            yield from read_targets(table)
    yield from read_listed_targets(layout.paragraphs)


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(
        problems, key=lambda p: (p.place.page or 0, p.place.line or p.place.row or 0) if p.place else (0, 0)
    )


def _party_cells(plans: Sequence[Table]) -> list[str]:
    columns = (Column.RESPONSIBLE, Column.CO_RESPONSIBLE)
    indexes = [(table, table.header.index(column)) for table in plans for column in columns]
    return [
        draft.cells[i] for table, i in indexes if i is not None for draft in table.drafts if draft.cells[i]
    ]


def _make_context(head: DocumentHead, plans: Sequence[Table]) -> tuple[TermContext, str | None]:
    """What terms depend on, and how the period was found where no title names it."""
    years = [draft.year for table in plans for draft in table.drafts if draft.year]
    school = [draft.school_years for table in plans for draft in table.drafts if draft.school_years]
    period, assumed = head.period, None
    if period is None and years:
        period, assumed = (min(years), max(years)), "year_rows"
    elif period is None and school:
        period, assumed = (min(s[0] for s in school), max(s[1] for s in school)), "year_rows"
    elif period is None:
        period = _period_of_terms(plans)
        assumed = "terms" if period else None
    context = TermContext(period, None, head.issued_on, head.school_year or bool(school))
    context, guessed = settle_context(context, head.annex_title, head.title)
    return context, guessed or assumed


def _period_of_terms(plans: Sequence[Table]) -> tuple[int, int] | None:
    """The years that the terms name themselves, where at least half of them name one."""
    columns = (Column.TERM, Column.TERM_START, Column.TERM_END)
    cells = [
        " ".join(draft.cells[i] for column in columns if (i := table.header.index(column)) is not None)
        for table in plans
        for draft in table.drafts
    ]
    dated = [re.findall(r"(?<!\d)(20\d\d)(?!\d)", cell) for cell in cells]
    years = [int(year) for found in dated for year in found]
    named = sum(1 for found in dated if found)
    return (min(years), max(years)) if years and named * 2 >= len(cells) else None


def _assumption_problems(assumed: str | None, context: TermContext) -> list[Problem]:
    if assumed == "issued" and context.period:
        year = context.period[0]
        sentence = f"Период документа не назван: сроки без года отнесены к {year} году, году подписания."
        return [Problem("period_assumed", sentence)]
    if assumed == "horizon" and context.horizon:
        first, last = context.horizon
        sentence = (
            f"Период документа не назван: сроки разложены на три года, с {first:%d.%m.%Y} по {last:%d.%m.%Y}."
        )
        return [Problem("period_assumed", sentence)]
    if assumed == "terms" and context.period:
        sentence = f"Период документа не назван: взят из сроков, {context.period[0]}–{context.period[1]}."
        return [Problem("period_assumed", sentence)]
    return []


def _address_letter(points: list[ParsedPoint], head: DocumentHead) -> list[ParsedPoint]:
    """The points of a letter speak to its addressee unless they name somebody."""
    if head.addressee is None or head.has_command:
        return points
    addressee = (head.addressee.replace(",", ""),)
    return [replace(point, responsible=addressee) if not point.responsible else point for point in points]


def _find_controllers(points: Sequence[ParsedPoint], head: DocumentHead) -> tuple[str, ...]:
    return unique(name for point in points for name in read_controllers(point.text, head.signatory))


def _reports_status(plans: Sequence[Table], title: str, approves: bool) -> bool:
    """A title that calls the document a report, or a column "Выполнение" filled in for half of the rows.

    In a plan in force a clerk may have marked the first rows, and in an order that approves it even more.
    """
    columns = [(table, i) for table in plans if (i := table.header.index(Column.STATUS)) is not None]
    if columns and re.match(r"отч[её]т|информация|сведения", title, re.IGNORECASE):
        return True
    marks = [bool(draft.cells[i]) for table, i in columns for draft in table.drafts]
    share = sum(marks) / len(marks) if marks else 0.0
    return share > 0.5 if approves else share >= 0.5


def _find_kind(layout: Layout, head: DocumentHead, has_indicators: bool, has_points: bool) -> str:
    plans = layout.plans
    if _reports_status(plans, head.title or "", head.has_command):
        return "status_report"
    if plans and is_standing(head.annex_title or head.title):
        return "regulation_with_plan"
    if plans:
        return "order_with_roadmap" if head.has_command else "roadmap"
    if has_indicators or any(
        re.search(r"рекомендаци", plain(p.text), re.IGNORECASE) for p in layout.paragraphs
    ):
        return LETTER_KIND if not head.has_command else "order"
    if has_points and not head.has_command and re.match(r"(?:план|дорожн)", head.title or "", re.IGNORECASE):
        return "roadmap"
    if has_points and is_standing(head.title):
        return "regulation"
    if head.body and head.addressee and not head.has_command:
        return LETTER_KIND
    return "order" if has_points and head.has_command else "unknown"


def _empty_plans(layout: Layout, has_tasks: bool) -> list[Problem]:
    """A table of measures without any measure: the plan was meant to hold some."""
    sentence = "В таблице мероприятий есть заголовок, но нет ни одной строки."
    plans = [] if has_tasks else layout.plans
    return [Problem("empty_plan", sentence, table.place) for table in plans if not table.drafts]


def _unread_tables(layout: Layout) -> list[Problem]:
    """Tables that are neither plan, targets nor monitorings are named, not dropped."""
    problems = []
    for table in layout.tables:
        if table.header.is_plan or is_target_table(table) or is_monitoring_table(table):
            continue
        names = ", ".join(filter(None, table.header.headings))
        sentence = f"Таблица не похожа на план: строк {len(table.drafts)}, столбцы: {names}."
        problems.append(
            Problem("unknown_table", sentence, table.place, raw="; ".join(d.raw for d in table.drafts))
        )
    return problems
