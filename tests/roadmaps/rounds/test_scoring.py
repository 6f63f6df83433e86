"""Scores follow from the rules that are data, exactly; nothing is hidden that was not answered."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.rounds.questions import DEFAULT_LEVELS, read_question_set, write_question_set
from roadmaps.rounds.scoring import find_level, score_answer, sum_up
from roadmaps.rounds.values import (
    Answer,
    AnswerValue,
    Criterion,
    Indicator,
    IndicatorKind,
    ParticipantAnswers,
    QuestionSet,
    Scoring,
    ScoringKind,
)

AT = datetime(2024, 3, 1, tzinfo=UTC)
PLAN = Indicator("1.1", "План", "1", IndicatorKind.YES_NO, Fraction(2), Scoring(ScoringKind.YES))
SHARE = Indicator(
    "1.2", "Доля", "1", IndicatorKind.SHARE, Fraction(1), Scoring(ScoringKind.LINEAR, Decimal(0), Decimal(50))
)
STEPS = Indicator(
    "2.1", "Число", "2", IndicatorKind.NUMBER, Fraction(1),
    Scoring(ScoringKind.STEPS, steps=((Decimal(1), Fraction(1, 2)), (Decimal(5), Fraction(1)))),
)  # fmt: skip
WORDS = Indicator("2.2", "Слова", "2", IndicatorKind.TEXT)
SET = QuestionSet(
    "Набор", 1, (Criterion("1", "А"), Criterion("2", "Б")), (PLAN, SHARE, STEPS, WORDS), DEFAULT_LEVELS
)


def who(number: int, **values: AnswerValue) -> ParticipantAnswers:
    answers = {code.replace("_", "."): Answer(code, value) for code, value in values.items()}
    named = {code.removeprefix("i"): answer for code, answer in answers.items()}
    return ParticipantAnswers(number, number, f"Район {number}", answers=named, submitted_at=AT)


def test_each_rule_gives_its_share() -> None:
    assert score_answer(PLAN, True) == 1
    assert score_answer(PLAN, False) == 0
    assert score_answer(PLAN, None) is None
    assert score_answer(SHARE, Decimal(25)) == Fraction(1, 2)
    assert score_answer(SHARE, Decimal(80)) == 1
    assert score_answer(STEPS, Decimal(0)) == 0
    assert score_answer(STEPS, Decimal(4)) == Fraction(1, 2)
    assert score_answer(WORDS, "слова") is None


def test_levels_begin_at_their_border() -> None:
    assert [find_level(DEFAULT_LEVELS, Fraction(n, 5)).name for n in range(5)] == [  # type: ignore[union-attr]
        "низкий", "ниже среднего", "средний", "выше среднего", "высокий",
    ]  # fmt: skip
    assert find_level(DEFAULT_LEVELS, Fraction(1)).name == "высокий"  # type: ignore[union-attr]
    assert find_level(DEFAULT_LEVELS, None) is None


def test_a_round_is_summed_up_with_what_is_missing() -> None:
    results = sum_up(
        SET,
        [
            who(1, i1_1=True, i1_2=Decimal(50), i2_1=Decimal(5)),
            who(2, i1_1=True, i1_2=Decimal(25)),
            ParticipantAnswers(3, 3, "Район 3"),
            ParticipantAnswers(4, 4, "Район 4", submitted_at=AT, nothing_to_report=True),
        ],
    )
    first, second, *rest = results.participants
    assert (first.score, first.rank, first.level.name) == (1, 1, "высокий")  # type: ignore[union-attr]
    assert second.score == Fraction(5, 8)
    assert second.missing == ("2.1", "2.2")
    assert second.by_criterion == {"1": Fraction(5, 6), "2": Fraction(0)}
    assert [(row.score, row.rank) for row in rest] == [(None, None)] * 2
    assert (results.asked, results.submitted, results.nothing_to_report) == (4, 3, 1)
    assert results.mean_score == Fraction(13, 16)
    columns = {column.code: column for column in results.indicators}
    assert (columns["2.1"].answered, columns["2.1"].missing) == (1, 3)
    assert columns["1.2"].mean_value == Decimal("37.5")
    assert columns["1.1"].yes_count == 2
    assert columns["1.2"].clusters["average"] == (2,)
    assert columns["1.2"].clusters["high"] == (1,)


def test_the_change_is_told_where_the_questions_are_the_same() -> None:
    before = sum_up(SET, [who(1, i1_1=False, i1_2=Decimal("7.5"), i2_1=Decimal(1)), who(9, i1_1=True)])
    now = sum_up(SET, [who(1, i1_1=True, i1_2=Decimal(50), i2_1=Decimal(1)), who(2, i1_1=True)], before, SET)
    first = next(row for row in now.participants if row.participant_id == 1)
    assert first.cells["1.1"].change == 1
    assert first.cells["2.1"].change == 0
    assert next(row for row in now.participants if row.participant_id == 2).change is None
    share = next(column for column in now.indicators if column.code == "1.2")
    assert share.value_change == Decimal("42.5")


def test_a_question_that_is_scored_otherwise_is_compared_by_value_only() -> None:
    stricter = Indicator(
        "1.2",
        "Доля",
        "1",
        IndicatorKind.SHARE,
        Fraction(1),
        Scoring(ScoringKind.LINEAR, Decimal(0), Decimal(100)),
    )
    renamed = Indicator("1.1", "Другое", "1", IndicatorKind.YES_NO, Fraction(2), Scoring(ScoringKind.YES))
    later = QuestionSet("Набор", 2, SET.criteria, (renamed, stricter, STEPS, WORDS), DEFAULT_LEVELS)
    before = sum_up(SET, [who(1, i1_1=True, i1_2=Decimal(10))])
    now = sum_up(later, [who(1, i1_1=True, i1_2=Decimal(30))], before, SET)
    columns = {column.code: column for column in now.indicators}
    assert (columns["1.2"].change, columns["1.2"].value_change) == (None, Decimal(20))
    assert (columns["1.1"].change, columns["1.1"].value_change) == (None, None)
    assert (now.participants[0].change, now.change) == (None, None)


values = st.fixed_dictionaries(
    {
        "i1_1": st.sampled_from([True, False, None]),
        "i1_2": st.none() | st.decimals(0, 100, places=1),
        "i2_1": st.none() | st.integers(0, 9).map(Decimal),
    }
)


@settings(max_examples=60)
@given(st.lists(values, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_results_equal_a_naive_calculation_in_any_order(
    rows: list[dict[str, AnswerValue]], chance: random.Random
) -> None:
    people = [who(number, **row) for number, row in enumerate(rows, start=1)]  # type: ignore[arg-type]
    results = sum_up(SET, people)
    naive = {}
    for number, row in enumerate(rows, start=1):
        plan = 2 if row["i1_1"] else 0
        share = min(Fraction(row["i1_2"]) / 50, Fraction(1)) if row["i1_2"] is not None else 0  # type: ignore[arg-type]
        count = row["i2_1"]
        steps = 0 if count is None or count < 1 else Fraction(1, 2) if count < 5 else 1  # type: ignore[operator]
        naive[number] = Fraction(plan + share + steps) / 4
    assert {row.participant_id: row.score for row in results.participants} == naive
    for row in results.participants:
        assert row.rank == 1 + sum(score > naive[row.participant_id] for score in naive.values())
    chance.shuffle(people)
    assert {r.participant_id: r for r in sum_up(SET, people).participants} == {
        r.participant_id: r for r in results.participants
    }


def test_a_set_survives_its_json() -> None:
    assert read_question_set(write_question_set(SET)) == SET
