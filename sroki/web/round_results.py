"""What a monitoring comes to: the page with charts and their tables, and the same as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlmodel import Session

from flows.exporting import BYTE_ORDER_MARK, neutralize_cell
from flows.reporting.files import MEDIA_TYPES
from models.database import open_reading
from models.errors import CallerError
from models.language import SOURCE, say, say_error, speaking
from models.round import Round
from roadmaps.rounds.answers import format_answer, format_number
from roadmaps.rounds.changes import describe_score_change, format_score, round_to_tenth
from roadmaps.rounds.reporting import name_year
from roadmaps.rounds.result_sheets import handed_words, write_results
from roadmaps.rounds.values import ParticipantResult
from roadmaps.store.rounds.listing import list_rounds
from roadmaps.store.rounds.results import Summary
from sroki.web.access import CallerOf, HouseOf, PagesOf
from sroki.web.rendering import PageError
from sroki.web.rounds import require_round
from sroki.web.rules import Rule, ruled
from sroki.web.summaries import CHARTS, describe_charts
from sroki.web.uploads import read_count

router = APIRouter(include_in_schema=False)
show = partial(router.api_route, methods=["GET", "HEAD"])
_PAGE = 200  # rows of a ranking on one page
# A drawing runs nothing and asks for nothing, whatever names stand in it.
_DRAWING_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@show("/rounds/{round_id}/results")
@ruled(Rule.SEE)
def show_results(
    request: Request, round_id: int, caller: CallerOf, house: HouseOf, pages: PagesOf
) -> HTMLResponse:
    """Ranking, levels, clusters and the change against the round before."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        view = list_rounds(session, [round_id])[0]
        summary = _summarise(request, session, round_)
    grouping = request.query_params.get("grouping", "")
    rows = _rows_of(summary, grouping)
    page = max(1, read_count(request.query_params.get("page", "1")))
    return pages.render(
        "round_results.html",
        view=view,
        summary=summary,
        rows=rows[(page - 1) * _PAGE : page * _PAGE],
        total=len(rows),
        page=page,
        pages_count=-(-len(rows) // _PAGE),
        grouping=grouping,
        groupings=sorted({row.grouping for row in summary.results.participants if row.grouping}),
        names={row.participant_id: row.name for row in summary.results.participants},
        charts=describe_charts(summary),
        percent=percent,
        points=points,
        describe_change=describe_score_change,
        in_year=say("в {year}", year=summary.previous.round_.due_on.year) if summary.previous else "",
        format_number=format_number,
    )


@show("/rounds/{round_id}/results.csv")
@ruled(Rule.SEE)
def send_csv(request: Request, round_id: int, caller: CallerOf, house: HouseOf) -> Response:
    """The ranking with every answer, for a spreadsheet; of one group where one is chosen."""
    with open_reading(house.engine) as session:
        summary = _summarise(request, session, require_round(session, house, caller, round_id))
    content = _as_csv(summary, _rows_of(summary, request.query_params.get("grouping", "")))
    headers = {"Content-Disposition": f'attachment; filename="round-{round_id}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@show("/rounds/{round_id}/results.xlsx")
@ruled(Rule.SEE)
def send_workbook(request: Request, round_id: int, caller: CallerOf, house: HouseOf) -> Response:
    """All tables of the page as a workbook; the ranking and the answers of one group where one is chosen."""
    with open_reading(house.engine) as session:
        summary = _summarise(request, session, require_round(session, house, caller, round_id))
    with speaking(SOURCE):
        before = name_year(summary.previous.round_.due_on) if summary.previous else ""
    rows = _rows_of(summary, request.query_params.get("grouping", ""))
    content = write_results(summary.questions, summary.results, rows, before, house.clock())
    headers = {"Content-Disposition": f'attachment; filename="round-{round_id}.xlsx"'}
    return Response(content, media_type=MEDIA_TYPES["xlsx"], headers=headers)


@show("/rounds/{round_id}/charts/{chart}.svg")
@ruled(Rule.SEE)
def send_chart(request: Request, round_id: int, chart: str, caller: CallerOf, house: HouseOf) -> Response:
    """A chart of the page, drawn by us; the table beside it says the same."""
    if chart not in CHARTS:
        raise PageError(404, "Такого рисунка нет.")
    with open_reading(house.engine) as session:
        summary = _summarise(request, session, require_round(session, house, caller, round_id))
    if chart not in describe_charts(summary):
        raise PageError(404, "Рисовать нечего: оценок нет.")
    svg = request.app.state.summaries.find_chart(summary, chart)
    headers = {"Content-Security-Policy": _DRAWING_POLICY}
    return Response(svg, media_type="image/svg+xml", headers=headers)


def percent(share: Fraction | None) -> str:
    """``87,5 %``; a dash where there is none."""
    return format_score(share) if share is not None else "—"


def points(change: Fraction | None) -> str:
    """A change in percentage points: ``+12,5``."""
    if change is None:
        return "—"
    amount = round_to_tenth(change * 100)
    return f"{'+' if amount > 0 else ''}{format_number(amount)}"


def _summarise(request: Request, session: Session, round_: Round) -> Summary:
    try:
        summary: Summary = request.app.state.summaries.find(session, round_)
    except CallerError as error:
        raise PageError(404, say_error(error)) from error
    return summary


def _rows_of(summary: Summary, grouping: str) -> list[ParticipantResult]:
    return [row for row in summary.results.participants if not grouping or row.grouping == grouping]


@speaking(SOURCE)  # a file is Russian
def _as_csv(summary: Summary, rows: Sequence[ParticipantResult]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    indicators = summary.questions.indicators
    head = ["Место", "Участник", "Группа", "Итог, %", "Уровень", "Сдано"]
    writer.writerow(neutralize_cell(cell) for cell in (*head, *(f"{i.code} {i.title}" for i in indicators)))
    for row in rows:
        cells = [format_answer(i, row.cells[i.code].value) if row.is_submitted else "" for i in indicators]
        writer.writerow(
            neutralize_cell(str(cell))
            for cell in (
                row.rank or "",
                row.name,
                row.grouping,
                percent(row.score).removesuffix("\u00a0%") if row.score is not None else "",
                row.level.name if row.level else "",
                handed_words(row),
                *cells,
            )
        )
    return BYTE_ORDER_MARK + out.getvalue()
