"""What a monitoring comes to, as figures: percent to one place, as officials round."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from models.database import open_reading
from models.round import Round
from roadmaps.rounds.answers import answer_to_json
from roadmaps.rounds.changes import round_to_tenth
from roadmaps.rounds.values import Level, ParticipantResult
from roadmaps.store.rounds.results import Summary
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id
from sroki.web.rounds import require_round
from sroki.web.rules import Rule, ruled

router = make_router("Итоги мониторинга")


class LevelOut(BaseModel):
    """Уровень и сколько на нём участников."""

    code: str
    name: str
    participants: int


class IndicatorResultOut(BaseModel):
    """Показатель по всем, кто ответил."""

    code: str
    answered: int
    missing: int
    mean_percent: float | None
    mean_value: str | None = Field(description="Ответ в среднем, у чисел и долей")
    yes_count: int | None
    level: str | None
    change_points: float | None = Field(description="К прошлому мониторингу, процентных пунктов")
    value_change: str | None


class ResultsOut(BaseModel):
    """Итоги мониторинга; пока он идёт — по сданным формам."""

    round_id: int
    previous_id: int | None
    asked: int
    submitted: int
    late: int
    nothing_to_report: int
    mean_percent: float | None
    change_points: float | None
    levels: list[LevelOut]
    criteria: dict[str, float | None]
    indicators: list[IndicatorResultOut]


class CellOut(BaseModel):
    """Один показатель одного участника."""

    value: bool | str | None
    percent: float | None
    level: str | None


class RankOut(BaseModel):
    """Строка рейтинга. Кто не сдал, места не имеет."""

    participant_id: int
    name: str
    grouping: str
    rank: int | None
    percent: float | None
    level: str | None
    change_points: float | None
    is_submitted: bool
    is_late: bool
    nothing_to_report: bool
    missing: list[str]
    cells: dict[str, CellOut]


@router.get("/rounds/{round_id}/results", summary="Итоги мониторинга")
@ruled(Rule.SEE)
def show_results(request: Request, round_id: Id, caller: CallerOf, house: HouseOf) -> ResultsOut:
    """Levels, criteria and indicators; the ranking is a list of its own."""
    with open_reading(house.engine) as session:
        round_ = require_round(session, house, caller, round_id)
        summary = _summarise(request, session, round_)
    results = summary.results
    return ResultsOut(
        round_id=round_id,
        previous_id=summary.previous.round_.id if summary.previous else None,
        asked=results.asked,
        submitted=results.submitted,
        late=results.late,
        nothing_to_report=results.nothing_to_report,
        mean_percent=_percent(results.mean_score),
        change_points=_percent(results.change),
        levels=[
            LevelOut(code=level.code, name=level.name, participants=results.levels[level.code])
            for level in summary.questions.levels
        ],
        criteria={code: _percent(score) for code, score in results.by_criterion.items()},
        indicators=[
            IndicatorResultOut(
                code=column.code,
                answered=column.answered,
                missing=column.missing,
                mean_percent=_percent(column.mean_score),
                mean_value=f"{column.mean_value:f}" if column.mean_value is not None else None,
                yes_count=column.yes_count,
                level=_code(column.level),
                change_points=_percent(column.change),
                value_change=f"{column.value_change:f}" if column.value_change is not None else None,
            )
            for column in results.indicators
        ],
    )


@router.get("/rounds/{round_id}/ranking", summary="Рейтинг участников с ответами")
@ruled(Rule.SEE)
def list_ranking(
    request: Request,
    round_id: Id,
    caller: CallerOf,
    house: HouseOf,
    turn: TurnOf,
    grouping: Annotated[str, Query(max_length=500, description="Только эта группа")] = "",
) -> PageOf[RankOut]:
    """Best first; who did not hand in stands last."""
    turn.check(int)
    with open_reading(house.engine) as session:
        summary = _summarise(request, session, require_round(session, house, caller, round_id))
    places = [
        (place, row)
        for place, row in enumerate(summary.results.participants, start=1)
        if not grouping or row.grouping == grouping
    ]
    rows, following = turn.cut(places, lambda pair: (pair[0],))
    return PageOf[RankOut](items=[_show_row(row) for _, row in rows], next=following)


def _summarise(request: Request, session: Session, round_: Round) -> Summary:
    summary: Summary = request.app.state.summaries.find(session, round_)
    return summary


def _show_row(row: ParticipantResult) -> RankOut:
    return RankOut(
        participant_id=row.participant_id,
        name=row.name,
        grouping=row.grouping,
        rank=row.rank,
        percent=_percent(row.score),
        level=_code(row.level),
        change_points=_percent(row.change),
        is_submitted=row.is_submitted,
        is_late=row.is_late,
        nothing_to_report=row.nothing_to_report,
        missing=list(row.missing),
        cells={
            code: CellOut(
                value=answer_to_json(cell.value), percent=_percent(cell.score), level=_code(cell.level)
            )
            for code, cell in row.cells.items()
        },
    )


def _percent(share: Fraction | None) -> float | None:
    return None if share is None else float(round_to_tenth(share * 100))


def _code(level: Level | None) -> str | None:
    return level.code if level else None
