"""What answers are worth: scores, levels, clusters, ranks, and the change against another round. Pure.

Scores are exact (``Fraction``), so that the order of participants and the borders of levels never depend
on rounding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from models.values import fold
from roadmaps.rounds.values import (
    Answer,
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
    return Scorer(questions, previous, previous_questions).sum_up(participants)


class Scorer:
    """Sums up one round again and again: what follows from unchanged answers is not worked out anew.

    Arguments as in ``sum_up``. It remembers a cell for each value that was answered and a row for each
    participant; nothing that it returns depends on what it was asked before.
    """

    def __init__(
        self,
        questions: QuestionSet,
        previous: RoundResults | None = None,
        previous_questions: QuestionSet | None = None,
    ) -> None:
        self._questions = questions
        self._comparison = _Comparison(questions, previous, previous_questions)
        self._groups = _group_by_criterion(questions)
        self._cells: dict[str, dict[AnswerValue, _Cell]] = {i.code: {} for i in questions.indicators}
        self._rows: dict[int, tuple[ParticipantAnswers, ParticipantResult]] = {}

    def sum_up(self, participants: Sequence[ParticipantAnswers]) -> RoundResults:
        """All that these answers come to."""
        rows = _rank([self._row(participant) for participant in participants])
        mean = _mean([row.score for row in rows if row.score is not None])
        levels = Counter(row.level.code for row in rows if row.level)
        return RoundResults(
            participants=tuple(rows),
            indicators=tuple(
                self._comparison.compare_indicator(_sum_indicator(self._questions, indicator, rows))
                for indicator in self._questions.indicators
            ),
            by_criterion={
                criterion.code: _mean(
                    [score for row in rows if (score := row.by_criterion.get(criterion.code)) is not None]
                )
                for criterion in self._questions.criteria
            },
            mean_score=mean,
            levels={level.code: levels[level.code] for level in self._questions.levels},
            asked=len(rows),
            submitted=sum(row.is_submitted for row in rows),
            late=sum(row.is_late for row in rows),
            nothing_to_report=sum(row.nothing_to_report for row in rows),
            change=self._comparison.compare_mean(mean),
        )

    def _row(self, participant: ParticipantAnswers) -> ParticipantResult:
        known = self._rows.get(participant.participant_id)
        if known is None or known[0] != participant:
            row = self._comparison.compare_participant(self._score_participant(participant))
            known = self._rows[participant.participant_id] = participant, row
        return known[1]

    def _score_participant(self, participant: ParticipantAnswers) -> ParticipantResult:
        counts = participant.submitted_at is not None and not participant.nothing_to_report
        found = {i.code: self._cell(i, participant.answers.get(i.code)) for i in self._questions.indicators}
        score, by_criterion = self._weigh(found) if counts else (None, {})
        return ParticipantResult(
            participant_id=participant.participant_id,
            party_id=participant.party_id,
            name=participant.name,
            grouping=participant.grouping,
            cells={code: cell.answer for code, cell in found.items()},
            by_criterion={c.code: by_criterion.get(c.code) for c in self._questions.criteria},
            score=score,
            level=find_level(self._questions.levels, score),
            rank=None,
            missing=tuple(code for code, cell in found.items() if cell.answer.value is None)
            if counts
            else (),
            is_submitted=participant.submitted_at is not None,
            is_late=participant.is_late,
            nothing_to_report=participant.nothing_to_report,
        )

    def _cell(self, indicator: Indicator, answer: Answer | None) -> _Cell:
        value = answer.value if answer else None
        cells = self._cells[indicator.code]
        if value not in cells:
            score = score_answer(indicator, value)
            level = find_level(self._questions.levels, score)
            scored = ScoredAnswer(indicator.code, value, score, level, _is_scored(indicator))
            cells[value] = _Cell(scored, indicator.weight * (score or _NOUGHT))
        return cells[value]

    def _weigh(self, found: Mapping[str, _Cell]) -> tuple[Fraction | None, dict[str, Fraction | None]]:
        """Weighted means, of all and by criterion; what was not answered is a nought."""
        gained = {group: _add(found[code].gained for code in group.codes) for group in self._groups}
        by_criterion = {group.code: gained[group] / group.possible for group in self._groups}
        possible = _add(group.weight * group.possible for group in self._groups)
        whole = _add(group.weight * gained[group] for group in self._groups) / possible if possible else None
        return whole, dict(by_criterion)


@dataclass(frozen=True)
class _Cell:
    answer: ScoredAnswer
    gained: Fraction  # the score by the weight of its indicator


@dataclass(frozen=True)
class _Group:
    """The scored indicators of one criterion: what cannot be scored neither gains nor loses."""

    code: str
    codes: tuple[str, ...]
    weight: Fraction
    possible: Fraction


def _is_scored(indicator: Indicator) -> bool:
    return indicator.scoring.kind is not ScoringKind.NONE


def _group_by_criterion(questions: QuestionSet) -> tuple[_Group, ...]:
    members: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in filter(_is_scored, questions.indicators):
        members[indicator.criterion].append(indicator)
    groups = (
        _Group(
            code,
            tuple(i.code for i in indicators),
            _criterion_weight(questions, indicators[0]),
            _add(i.weight for i in indicators),
        )
        for code, indicators in members.items()
    )
    return tuple(group for group in groups if group.possible)


def _criterion_weight(questions: QuestionSet, indicator: Indicator) -> Fraction:
    return next((c.weight for c in questions.criteria if c.code == indicator.criterion), _ALL)


def _add(numbers: Iterable[Fraction | Decimal]) -> Fraction:
    """Their exact sum; those of one denominator first, which is nearly all of them."""
    by_denominator: dict[int, int] = {}
    for number in numbers:
        numerator, denominator = number.as_integer_ratio()
        by_denominator[denominator] = by_denominator.get(denominator, 0) + numerator
    return sum((Fraction(total, denominator) for denominator, total in by_denominator.items()), _NOUGHT)


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
    return _add(scores) / len(scores) if scores else None


def _mean_value(values: Sequence[Decimal]) -> Decimal | None:
    """To two places, which is more than anybody prints."""
    if not values:
        return None
    return Decimal(round(_add(values) / len(values) * 100)) / 100


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
