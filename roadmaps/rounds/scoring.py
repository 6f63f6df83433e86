"""What answers are worth: scores, levels, clusters, ranks, and the change against another round. Pure.

Scores are exact (``Fraction``), so that the order of participants and the borders of levels never depend
on rounding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from models.values import fold
from roadmaps.rounds.values import (
    AnswerValue,
    Indicator,
    IndicatorKind,
    IndicatorResult,
    Level,
    ParticipantAnswers,
    ParticipantResult,
    QuestionSet,
    RoundResults,
    ScoredAnswer,
    ScoringKind,
)

_NOUGHT, _ALL = Fraction(0), Fraction(1)


def score_answer(indicator: Indicator, value: AnswerValue) -> Fraction | None:
    """The share of what could be had, 0–1; None where nothing was answered or nothing is scored."""
    scoring = indicator.scoring
    if value is None or scoring.kind is ScoringKind.NONE:
        return None
    if scoring.kind is ScoringKind.YES:
        return _ALL if value is True else _NOUGHT
    if scoring.kind is ScoringKind.CHOICE:
        return scoring.choices.get(str(value), _NOUGHT)
    number = Fraction(value) if isinstance(value, Decimal) else _NOUGHT
    if scoring.kind is ScoringKind.STEPS:
        return max((share for step, share in scoring.steps if number >= step), default=_NOUGHT)
    worst, best = Fraction(scoring.worst), Fraction(scoring.best)
    return min(max((number - worst) / (best - worst), _NOUGHT), _ALL)


def find_level(levels: Sequence[Level], score: Fraction | None) -> Level | None:
    """The highest level that a score reaches."""
    if score is None:
        return None
    return next(level for level in reversed(levels) if score >= level.from_share)


def sum_up(
    questions: QuestionSet,
    participants: Sequence[ParticipantAnswers],
    previous: RoundResults | None = None,
    previous_questions: QuestionSet | None = None,
) -> RoundResults:
    """All that a round comes to. Missing answers are counted, and named, never hidden.

    ``previous``: of the round before, whose participants are the same by ``party_id`` and whose indicators
    are the same by code and title; an indicator that is scored otherwise now is compared by value only.
    """
    rows = [_score_participant(questions, participant) for participant in participants]
    comparison = _Comparison(questions, previous, previous_questions)
    rows = _rank([comparison.compare_participant(row) for row in rows])
    columns = tuple(
        comparison.compare_indicator(_sum_indicator(questions, indicator, rows))
        for indicator in questions.indicators
    )
    scores = [row.score for row in rows if row.score is not None]
    mean = _mean(scores)
    levels = Counter(row.level.code for row in rows if row.level)
    return RoundResults(
        participants=tuple(rows),
        indicators=columns,
        by_criterion={
            criterion.code: _mean(
                [score for row in rows if (score := row.by_criterion.get(criterion.code)) is not None]
            )
            for criterion in questions.criteria
        },
        mean_score=mean,
        levels={level.code: levels[level.code] for level in questions.levels},
        asked=len(rows),
        submitted=sum(row.is_submitted for row in rows),
        late=sum(row.is_late for row in rows),
        nothing_to_report=sum(row.nothing_to_report for row in rows),
        change=comparison.compare_mean(mean),
    )


def _score_participant(questions: QuestionSet, participant: ParticipantAnswers) -> ParticipantResult:
    counts = participant.submitted_at is not None and not participant.nothing_to_report
    cells = {i.code: _score_cell(questions, i, participant) for i in questions.indicators}
    missing = tuple(code for code, cell in cells.items() if cell.value is None) if counts else ()
    score = _weigh((i.weight * _criterion_weight(questions, i), cells[i.code]) for i in questions.indicators)
    by_criterion = {
        criterion.code: _weigh(
            (i.weight, cells[i.code]) for i in questions.indicators if i.criterion == criterion.code
        )
        for criterion in questions.criteria
    }
    return ParticipantResult(
        participant_id=participant.participant_id,
        party_id=participant.party_id,
        name=participant.name,
        grouping=participant.grouping,
        cells=cells,
        by_criterion=by_criterion if counts else dict.fromkeys(by_criterion),
        score=score if counts else None,
        level=find_level(questions.levels, score) if counts else None,
        rank=None,
        missing=missing,
        is_submitted=participant.submitted_at is not None,
        is_late=participant.is_late,
        nothing_to_report=participant.nothing_to_report,
    )


def _score_cell(
    questions: QuestionSet, indicator: Indicator, participant: ParticipantAnswers
) -> ScoredAnswer:
    answer = participant.answers.get(indicator.code)
    value = answer.value if answer else None
    score = score_answer(indicator, value)
    is_scored = indicator.scoring.kind is not ScoringKind.NONE
    return ScoredAnswer(indicator.code, value, score, find_level(questions.levels, score), is_scored)


def _criterion_weight(questions: QuestionSet, indicator: Indicator) -> Fraction:
    return next((c.weight for c in questions.criteria if c.code == indicator.criterion), _ALL)


def _weigh(cells: Iterable[tuple[Fraction, ScoredAnswer]]) -> Fraction | None:
    """The weighted mean; what was not answered is a nought, what is not scored does not count."""
    gained = possible = _NOUGHT
    for weight, cell in cells:
        if cell.is_scored:
            possible += weight
            gained += weight * (cell.score or _NOUGHT)
    return gained / possible if possible else None


def _rank(rows: Sequence[ParticipantResult]) -> list[ParticipantResult]:
    """Best first, equal scores with one rank; then by name; who has no score stands last."""
    ordered = sorted(
        rows, key=lambda row: (row.score is None, -(row.score or 0), fold(row.name), row.party_id)
    )
    ranks: dict[Fraction, int] = {}
    for place, row in enumerate(ordered, start=1):
        if row.score is not None:
            ranks.setdefault(row.score, place)
    return [replace(row, rank=ranks.get(row.score) if row.score is not None else None) for row in ordered]


def _sum_indicator(
    questions: QuestionSet, indicator: Indicator, rows: Sequence[ParticipantResult]
) -> IndicatorResult:
    counted = [row for row in rows if row.is_submitted and not row.nothing_to_report]
    cells = [(row.participant_id, row.cells[indicator.code]) for row in counted]
    answered = [cell for _, cell in cells if cell.value is not None]
    clusters: defaultdict[str, list[int]] = defaultdict(list)
    for participant_id, cell in cells:
        if cell.level:
            clusters[cell.level.code].append(participant_id)
    scores = [cell.score for cell in answered if cell.score is not None]
    values = [cell.value for cell in answered if isinstance(cell.value, Decimal)]
    mean_score = _mean(scores)
    return IndicatorResult(
        code=indicator.code,
        answered=len(answered),
        missing=len(rows) - len(answered),
        mean_score=mean_score,
        mean_value=_mean_value(values),
        yes_count=sum(cell.value is True for cell in answered)
        if indicator.kind is IndicatorKind.YES_NO
        else None,
        level=find_level(questions.levels, mean_score),
        clusters={level.code: tuple(clusters[level.code]) for level in questions.levels},
    )


def _mean(scores: Sequence[Fraction]) -> Fraction | None:
    return sum(scores, _NOUGHT) / len(scores) if scores else None


def _mean_value(values: Sequence[Decimal]) -> Decimal | None:
    """To two places, which is more than anybody prints."""
    if not values:
        return None
    exact = sum(map(Fraction, values), _NOUGHT) / len(values)
    return Decimal(round(exact * 100)) / 100


def _difference(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if now is None or before is None else now - before


class _Comparison:
    """The round before, by what is the same in both."""

    def __init__(
        self, questions: QuestionSet, previous: RoundResults | None, before: QuestionSet | None
    ) -> None:
        self._mean = previous.mean_score if previous else None
        self._people = {row.party_id: row for row in previous.participants} if previous else {}
        self._columns = {column.code: column for column in previous.indicators} if previous else {}
        former = {i.code: i for i in (before or questions).indicators} if previous else {}
        self._same = {
            i.code: former[i.code]
            for i in questions.indicators
            if i.code in former and fold(former[i.code].title) == fold(i.title)
        }
        self._scored_alike = {
            code for code, i in self._same.items() if i.scoring == _by_code(questions, code).scoring
        }
        # One question more or less, or another weight, and two totals do not measure the same thing.
        self._is_whole_alike = bool(former) and _weights(questions) == _weights(before or questions)

    def compare_mean(self, mean: Fraction | None) -> Fraction | None:
        return _difference(mean, self._mean) if self._is_whole_alike else None

    def compare_participant(self, row: ParticipantResult) -> ParticipantResult:
        before = self._people.get(row.party_id)
        if before is None:
            return row
        cells = {
            code: replace(cell, change=_difference(cell.score, before.cells[code].score))
            if code in self._scored_alike
            else cell
            for code, cell in row.cells.items()
        }
        change = _difference(row.score, before.score) if self._is_whole_alike else None
        return replace(row, cells=cells, change=change)

    def compare_indicator(self, column: IndicatorResult) -> IndicatorResult:
        before = self._columns.get(column.code)
        if before is None or column.code not in self._same:
            return column
        is_alike = column.code in self._scored_alike
        values = (column.mean_value, before.mean_value)
        return replace(
            column,
            change=_difference(column.mean_score, before.mean_score) if is_alike else None,
            value_change=None if values[0] is None or values[1] is None else values[0] - values[1],
        )


def _by_code(questions: QuestionSet, code: str) -> Indicator:
    return next(indicator for indicator in questions.indicators if indicator.code == code)


def _weights(questions: QuestionSet) -> Mapping[str, object]:
    return {
        i.code: (fold(i.title), i.weight, i.scoring, _criterion_weight(questions, i))
        for i in questions.indicators
    }
