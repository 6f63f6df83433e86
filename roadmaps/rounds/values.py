"""What a round asks and what comes of it, as frozen values. Pure.

A score is a share of what could be had, 0–1, kept as ``Fraction`` so that sums of weights are exact;
percent and rounding belong to whoever prints. ``None`` is "not answered", which is never a nought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

AnswerValue = bool | Decimal | str | None


class IndicatorKind(StrEnum):
    """How an indicator is answered."""

    YES_NO = "yes_no"
    NUMBER = "number"
    SHARE = "share"  # percent, 0–100
    CHOICE = "choice"
    TEXT = "text"


class ScoringKind(StrEnum):
    """How an answer becomes a score."""

    NONE = "none"  # asked, but not scored
    YES = "yes"  # yes is all, no is nought
    LINEAR = "linear"  # from ``worst`` (nought) to ``best`` (all), cut at both ends; worst may be above best
    STEPS = "steps"  # the highest step that the number reaches
    CHOICE = "choice"  # a share for each choice


@dataclass(frozen=True)
class Scoring:
    """The rule of an indicator. ``steps``: (from, share) in rising order; ``choices``: share by choice."""

    kind: ScoringKind = ScoringKind.NONE
    worst: Decimal = Decimal(0)
    best: Decimal = Decimal(100)
    steps: tuple[tuple[Decimal, Fraction], ...] = ()
    choices: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    """What is to be reached (a regulation's target value): the number, its words, from when it holds."""

    value: Decimal
    words: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Criterion:
    """A group of indicators. ``code`` as printed: ``1``."""

    code: str
    title: str
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class Indicator:
    """One question. ``code`` as printed (``1.1``), unique in its set; ``criterion``: code of its group."""

    code: str
    title: str
    criterion: str = ""
    kind: IndicatorKind = IndicatorKind.YES_NO
    weight: Fraction = Fraction(1)
    scoring: Scoring = Scoring()
    unit: str = ""
    choices: tuple[str, ...] = ()
    needs_evidence: bool = False
    is_required: bool = True
    hint: str = ""
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Level:
    """A band of scores: from ``from_share`` (inclusive) up to the next level's."""

    code: str  # low | below_average | average | above_average | high, or one's own
    name: str  # низкий | ниже среднего | средний | выше среднего | высокий
    from_share: Fraction


@dataclass(frozen=True)
class QuestionSet:
    """One version of criteria and indicators with the rules of summing up. ``levels`` in rising order."""

    name: str
    version: int
    criteria: tuple[Criterion, ...]
    indicators: tuple[Indicator, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Answer:
    """What a participant says to one indicator."""

    code: str
    value: AnswerValue
    note: str = ""
    proof_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ParticipantAnswers:
    """What counts of one participant at summing up: the last submission, or nothing.

    ``submitted_at`` None: never handed in (drafts do not count). ``is_late``: after the due date that
    held for this participant.
    """

    participant_id: int
    party_id: int
    name: str
    grouping: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    submitted_at: datetime | None = None
    is_late: bool = False
    nothing_to_report: bool = False


@dataclass(frozen=True)
class ScoredAnswer:
    """One cell of the results. ``score`` None: not answered, or not scored (``is_scored`` False)."""

    code: str
    value: AnswerValue
    score: Fraction | None
    level: Level | None
    is_scored: bool = True
    change: Fraction | None = None  # of the score against the previous round


@dataclass(frozen=True)
class ParticipantResult:
    """A row of the results. ``rank`` 1 is best, equal scores share it; None for who did not hand in.

    A scored indicator without an answer counts as nought in ``score`` and is named in ``missing``; who
    did not hand in, or has nothing to report, has no score at all.
    """

    participant_id: int
    party_id: int
    name: str
    grouping: str
    cells: Mapping[str, ScoredAnswer]
    by_criterion: Mapping[str, Fraction | None]
    score: Fraction | None
    level: Level | None
    rank: int | None
    missing: tuple[str, ...]
    is_submitted: bool
    is_late: bool
    nothing_to_report: bool = False
    change: Fraction | None = None


@dataclass(frozen=True)
class IndicatorResult:
    """A column of the results, over those who answered. ``clusters``: participant ids by level code.

    ``missing``: of all who were asked, those without an answer here, whether they handed in or not.
    """

    code: str
    answered: int
    missing: int
    mean_score: Fraction | None
    mean_value: Decimal | None  # of numbers and shares
    yes_count: int | None  # of yes/no
    level: Level | None
    clusters: Mapping[str, tuple[int, ...]]
    change: Fraction | None = None
    value_change: Decimal | None = None  # "на 42,5 выше, чем в 2022"


@dataclass(frozen=True)
class RoundResults:
    """All that a round comes to. ``participants`` in order of rank, those without an answer last."""

    participants: tuple[ParticipantResult, ...]
    indicators: tuple[IndicatorResult, ...]
    by_criterion: Mapping[str, Fraction | None]
    mean_score: Fraction | None
    levels: Mapping[str, int]  # level code → number of participants
    asked: int
    submitted: int
    late: int
    nothing_to_report: int
    change: Fraction | None = None


@dataclass(frozen=True)
class RecommendedPoint:
    """Recommendations to one indicator, or to a criterion, or (``code`` "") to the whole."""

    code: str
    title: str
    criterion: str = ""
    texts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()  # one for each text, "" for none
    level: str = ""


@dataclass(frozen=True)
class LetterText:
    """A letter of recommendations in the form of the family of document 003, before it is paper."""

    addressee: str
    heading: str
    opening: tuple[str, ...]
    points: tuple[RecommendedPoint, ...]
    closing: tuple[str, ...] = ()
    signatory: str = ""
    number: str = ""
    issued_on: date | None = None
