"""What a round comes to, as a workbook: ranking, levels, criteria, indicators, every answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from models.language import SOURCE, speaking
from roadmaps.rounds import reporting
from roadmaps.rounds.answers import format_answer
from roadmaps.rounds.changes import round_to_tenth
from roadmaps.rounds.scoring import find_level
from roadmaps.rounds.tables import Page, write_book
from roadmaps.rounds.values import ParticipantResult, QuestionSet, RoundResults

Cell = str | Decimal


@speaking(SOURCE)  # a file is Russian
def write_results(
    questions: QuestionSet,
    results: RoundResults,
    rows: Sequence[ParticipantResult],
    before: str,
    as_of: datetime,
) -> bytes:
    """The results as .xlsx bytes. ``rows``: the participants to list, all of them or one group; what is
    summed up is the whole round. ``before`` as in «в 2022 году», "" where nothing is compared."""
    return write_book(
        [
            _ranking_page(questions, rows),
            Page(
                "Уровни", [("Уровень", 24), ("Участников", 14), ("Доля, %", 12)], _levels(questions, results)
            ),
            Page(
                "Критерии",
                [("Критерий", 70), ("В среднем, %", 14), ("Уровень", 20)],
                _criteria(questions, results),
            ),
            _indicator_page(questions, results, before),
            _answer_page(questions, rows),
        ],
        as_of,
    )


def handed_words(row: ParticipantResult) -> str:
    """How a participant handed in: «сдано, с опозданием»."""
    if not row.is_submitted:
        return "не сдано"
    words = "сообщить нечего" if row.nothing_to_report else "сдано"
    return f"{words}, с опозданием" if row.is_late else words


def _ranking_page(questions: QuestionSet, rows: Sequence[ParticipantResult]) -> Page:
    headings = [("Место", 8), ("Участник", 50), ("Группа", 20), ("Итог, %", 10), ("Уровень", 18)]
    headings += [("Изменение, п. п.", 12), ("Сдано", 22), ("Без ответа", 24)]
    headings += [(f"{criterion.code}. {criterion.title}, %", 18) for criterion in questions.criteria]
    lines: list[list[Cell]] = [
        [
            Decimal(row.rank) if row.rank else "",
            row.name,
            row.grouping,
            _percent(row.score),
            row.level.name if row.level else "",
            _percent(row.change),
            handed_words(row),
            ", ".join(row.missing) if row.is_submitted else "",
            *(_percent(row.by_criterion.get(criterion.code)) for criterion in questions.criteria),
        ]
        for row in rows
    ]
    return Page("Рейтинг", headings, lines)


def _levels(questions: QuestionSet, results: RoundResults) -> list[list[Cell]]:
    scored = sum(results.levels.values())
    return [
        [
            level.name,
            Decimal(results.levels[level.code]),
            _percent(Fraction(results.levels[level.code], scored) if scored else None),
        ]
        for level in reversed(questions.levels)
    ]


def _criteria(questions: QuestionSet, results: RoundResults) -> list[list[Cell]]:
    lines: list[list[Cell]] = []
    for criterion in questions.criteria:
        mean = results.by_criterion.get(criterion.code)
        level = find_level(questions.levels, mean)
        lines.append([f"{criterion.code}. {criterion.title}", _percent(mean), level.name if level else ""])
    return lines


def _indicator_page(questions: QuestionSet, results: RoundResults, before: str) -> Page:
    headings = [("№", 8), ("Показатель", 70), ("Ответили", 11), ("Без ответа", 11), ("Ответ в среднем", 20)]
    headings += [("Оценка, %", 11), ("Уровень", 18), ("Изменение", 34)]
    lines: list[list[Cell]] = [
        [
            indicator.code,
            indicator.title,
            Decimal(column.answered),
            Decimal(column.missing),
            reporting.say_mean(indicator, column),
            _percent(column.mean_score),
            column.level.name if column.level else "",
            reporting.say_indicator_change(indicator, column, before),
        ]
        for indicator, column in zip(questions.indicators, results.indicators, strict=True)
    ]
    return Page("Показатели", headings, lines)


def _answer_page(questions: QuestionSet, rows: Sequence[ParticipantResult]) -> Page:
    headings = [("Участник", 50), ("Группа", 20)]
    headings += [(f"{i.code}. {i.title}"[:200], 18) for i in questions.indicators]
    lines: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = [row.name, row.grouping]
        for indicator in questions.indicators:
            value = row.cells[indicator.code].value if row.is_submitted else None
            is_number = isinstance(value, Decimal)
            cells.append(value if is_number else "" if value is None else format_answer(indicator, value))  # type: ignore[arg-type]
        lines.append(cells)
    return Page("Ответы", headings, lines)


def _percent(share: Fraction | None) -> Cell:
    return "" if share is None else round_to_tenth(share * 100)
