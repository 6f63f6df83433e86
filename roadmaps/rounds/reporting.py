"""The summary report of a round in words and figures, before it is paper. Pure.

Figures are those of ``RoundResults`` to one place after the comma; who did not answer is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.language import say
from roadmaps.rounds.answers import format_answer, format_number
from roadmaps.rounds.changes import (
    describe_score_change,
    describe_value_change,
    format_score,
    round_to_tenth,
)
from roadmaps.rounds.scoring import find_level
from roadmaps.rounds.values import (
    Indicator,
    IndicatorResult,
    LetterText,
    ParticipantResult,
    QuestionSet,
    RoundResults,
)

NONE = "—"
Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FollowUp:
    """What the order wants after the round. ``state``: in words, done or owed."""

    purpose: str
    due_on: date
    to_party: str
    state: str


@dataclass(frozen=True)
class RoundFacts:
    """What a report says of a round besides its results. ``before``: «в 2022 году», "" for no comparison."""

    title: str
    organiser: str
    opens_on: date
    due_on: date
    is_closed: bool
    before: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    letters: tuple[LetterText, ...] = ()
    approved_letters: int = 0


def describe_round(facts: RoundFacts, questions: QuestionSet) -> tuple[str, ...]:
    """What was asked, when, by whom."""
    organiser = f" Организатор: {facts.organiser}." if facts.organiser else ""
    asked = (
        f"Участников спрашивали по набору показателей «{questions.name}» (версия {questions.version}): "
        f"критериев — {len(questions.criteria)}, показателей — {len(questions.indicators)}."
    )
    opening = (
        f"Мониторинг «{facts.title}» проводился с {facts.opens_on:%d.%m.%Y} по {facts.due_on:%d.%m.%Y}."
        f"{organiser}"
    )
    unfinished = ("Мониторинг ещё не закрыт: счёт предварительный, по формам, сданным до сих пор.",)
    return (opening, asked, *(() if facts.is_closed else unfinished))


def participation_table(results: RoundResults) -> Table:
    """How many were asked and what they did, in figures."""
    return (
        ("Всего участников", str(results.asked)),
        ("Сдали форму", str(results.submitted)),
        ("из них в срок", str(results.submitted - results.late)),
        ("из них с опозданием", str(results.late)),
        ("из них сообщили, что отвечать не о чем", str(results.nothing_to_report)),
        ("Не ответили", str(results.asked - results.submitted)),
    )


def name_participants(results: RoundResults) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who was late, had nothing to report or did not answer: heading and names, where there are any."""
    people = results.participants
    groups = (
        ("Не ответили", [row.name for row in people if not row.is_submitted]),
        ("Сдали с опозданием", [row.name for row in people if row.is_late]),
        ("Сообщили, что отвечать не о чем", [row.name for row in people if row.nothing_to_report]),
    )
    return tuple((heading, tuple(names)) for heading, names in groups if names)


def describe_whole(results: RoundResults, questions: QuestionSet, before: str) -> str:
    """The mean of all with its level and its change."""
    if results.mean_score is None:
        return "Оценки нет: ни одной сданной формы с оцениваемыми ответами."
    level = find_level(questions.levels, results.mean_score)
    words = f"Средний результат участников — {format_score(results.mean_score)} от возможного"
    words += f", уровень «{level.name}»" if level else ""
    change = tell_change(results.change, before)
    return f"{words}; это {change}." if change else f"{words}."


def tell_change(change: Fraction | None, before: str) -> str:
    """``на 42,5 выше, чем в 2022 году``; "" where nothing is compared."""
    return "" if change is None or not before else describe_score_change(change, before)


def level_table(results: RoundResults, questions: QuestionSet) -> Table:
    """Level, participants, their share of those who have a score; the highest on top."""
    scored = sum(results.levels.values())
    return tuple(
        (level.name, str(count := results.levels[level.code]), _share(count, scored))
        for level in reversed(questions.levels)
    )


def criterion_table(results: RoundResults, questions: QuestionSet) -> Table:
    """Criterion, mean, level."""
    rows = []
    for criterion in questions.criteria:
        mean = results.by_criterion.get(criterion.code)
        level = find_level(questions.levels, mean)
        rows.append((f"{criterion.code}. {criterion.title}", say_score(mean), level.name if level else NONE))
    return tuple(rows)


def indicator_table(results: RoundResults, questions: QuestionSet, before: str) -> Table:
    """Indicator, answered, not answered, answers in the mean, mean score, level, change in words."""
    return tuple(
        (
            f"{indicator.code}. {indicator.title}",
            str(column.answered),
            str(column.missing),
            say_mean(indicator, column),
            say_score(column.mean_score),
            column.level.name if column.level else NONE,
            say_indicator_change(indicator, column, before) or NONE,
        )
        for indicator, column in zip(questions.indicators, results.indicators, strict=True)
    )


def say_mean(indicator: Indicator, column: IndicatorResult) -> str:
    """The mean answer in its unit, or how many said yes."""
    if column.mean_value is not None:
        return format_answer(indicator, column.mean_value)
    if column.yes_count is not None and column.answered:
        return f"«да» — {column.yes_count} из {column.answered}"
    return NONE


def say_indicator_change(indicator: Indicator, column: IndicatorResult, before: str) -> str:
    """The change of the mean in its unit, else of the score; "" where nothing is compared."""
    if not before:
        return ""
    if column.value_change is not None:
        return describe_value_change(indicator, column.value_change, before)
    return tell_change(column.change, before)


def cluster_tables(results: RoundResults, questions: QuestionSet) -> tuple[tuple[str, Table], ...]:
    """For each scored indicator its levels with those who stand there: level, how many, names."""
    names = {row.participant_id: row.name for row in results.participants}
    found = []
    for indicator, column in zip(questions.indicators, results.indicators, strict=True):
        rows = tuple(
            (level.name, str(len(ids)), "; ".join(names[id_] for id_ in ids))
            for level in reversed(questions.levels)
            if (ids := column.clusters[level.code])
        )
        if rows:
            found.append((f"{indicator.code}. {indicator.title}", rows))
    return tuple(found)


def ranking_table(results: RoundResults, before: str) -> Table:
    """Place, participant, group, score, level, change in words; who has no score stands last."""
    return tuple(
        (
            str(row.rank or NONE),
            row.name,
            row.grouping or NONE,
            say_score(row.score) if row.score is not None else _why_unscored(row),
            row.level.name if row.level else NONE,
            tell_change(row.change, before) or NONE,
        )
        for row in results.participants
    )


def missing_table(results: RoundResults) -> Table:
    """Participant and the codes that it left without an answer; all of them for who did not hand in."""
    return tuple(
        (row.name, ", ".join(row.missing) if row.is_submitted else "форма не сдана")
        for row in sorted(results.participants, key=lambda row: row.name)
        if row.missing or not row.is_submitted
    )


def recommendation_table(letters: Iterable[LetterText], questions: QuestionSet) -> Table:
    """Indicator or criterion, recommendation, to how many participants it goes."""
    counts = Counter(
        (point.code, text) for letter in letters for point in letter.points for text in point.texts
    )
    titles = {c.code: f"Критерий {c.code}. {c.title}" for c in questions.criteria}
    titles |= {i.code: f"{i.code}. {i.title}" for i in questions.indicators}
    order = ["", *titles]
    rows = sorted(counts.items(), key=lambda pair: (_place(order, pair[0][0]), -pair[1], pair[0][1]))
    return tuple((titles.get(code, code) or "В целом", text, str(count)) for (code, text), count in rows)


def follow_up_table(follow_ups: Sequence[FollowUp]) -> Table:
    """What is due after the round, by when, to whom, and how it stands."""
    return tuple((f.purpose, f"{f.due_on:%d.%m.%Y}", f.to_party or NONE, f.state) for f in follow_ups)


def level_shares(results: RoundResults, questions: QuestionSet) -> tuple[tuple[str, float], ...]:
    """Bars of the chart: participants by level, the highest on top."""
    return tuple((level.name, float(results.levels[level.code])) for level in reversed(questions.levels))


def indicator_bars(results: RoundResults, questions: QuestionSet) -> tuple[tuple[str, float], ...]:
    """Bars of the chart: the mean score of each scored indicator in percent, to one place."""
    return tuple(
        (f"{i.code}. {i.title}", float(round_to_tenth(column.mean_score * 100)))
        for i, column in zip(questions.indicators, results.indicators, strict=True)
        if column.mean_score is not None
    )


def say_score(score: Fraction | None) -> str:
    """``67,5 %``, a dash for none."""
    return NONE if score is None else format_score(score)


def _share(count: int, whole: int) -> str:
    return f"{format_number(round_to_tenth(Fraction(count * 100, whole)))}\u00a0%" if whole else NONE


def _why_unscored(row: ParticipantResult) -> str:
    if not row.is_submitted:
        return "форма не сдана"
    return "отвечать не о чем" if row.nothing_to_report else NONE


def _place(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)


def name_year(due_on: date) -> str:
    """``в 2022 году``: how a round is called that another is compared with."""
    return say("в {year} году", year=due_on.year)
