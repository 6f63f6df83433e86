"""A letter names what is asked, a regulation what is to be reached; together they are one set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import CallerError
from roadmaps.documents import parse_text, read_document
from roadmaps.parsed import ParsedDocument
from roadmaps.rounds.importing import gather_questions
from roadmaps.rounds.questions import check_question_set
from roadmaps.rounds.recommending import LibraryText, gather_recommendations
from roadmaps.rounds.values import Criterion, IndicatorKind, Scoring, ScoringKind, Target

LETTER = """
Директору музея

Рекомендации по итогам мониторинга

Критерий 1. «Планы»

Показатель 1.1 «Наличие плана выставок»:

- обновить план;
- показать план
  посетителям.

Показатель 1.2. «Доля открытых залов»:

- открыть закрытое.

Критерий 2. «Площадки»

- найти площадки;
- занять их.
"""


def target(indicator: str, value: str, *milestones: tuple[str, str | None]) -> dict[str, object]:
    return {
        "line": 1,
        "number": "1",
        "number_raw": "1",
        "indicator": indicator,
        "value": value,
        "milestones": [{"value": words, "due": due, "recurrence": None} for words, due in milestones],
    }


def with_targets(*targets: dict[str, object]) -> ParsedDocument:
    return ParsedDocument("положение.txt", "regulation_with_plan", title="О музеях", targets=targets)


def test_a_letter_yields_its_criteria_and_indicators() -> None:
    questions = gather_questions(parse_text(LETTER, "письмо.txt"), "Музеи")
    check_question_set(questions)
    assert (questions.name, questions.version) == ("Музеи", 1)
    assert questions.criteria == (Criterion("1", "Планы"), Criterion("2", "Площадки"))
    assert [(i.code, i.title, i.criterion, i.kind) for i in questions.indicators] == [
        ("1.1", "Наличие плана выставок", "1", IndicatorKind.YES_NO),
        ("1.2", "Доля открытых залов", "1", IndicatorKind.SHARE),
    ]
    assert all(i.needs_evidence for i in questions.indicators)


def test_a_letter_yields_its_recommendations_by_indicator_or_criterion() -> None:
    assert gather_recommendations(parse_text(LETTER, "письмо.txt")) == (
        LibraryText("1.1", "", "обновить план"),
        LibraryText("1.1", "", "показать план посетителям"),
        LibraryText("1.2", "", "открыть закрытое"),
        LibraryText("2", "", "найти площадки"),
        LibraryText("2", "", "занять их"),
    )


def test_a_percentage_is_a_share_scored_up_to_the_last_target() -> None:
    row = target(
        "Доля залов", "10 % в 2024, 80 % в 2026", ("не менее 10 %", "2024-12-31"), ("80%", "2026-12-31")
    )
    (indicator,) = gather_questions(with_targets(row)).indicators
    assert (indicator.code, indicator.kind) == ("1", IndicatorKind.SHARE)
    assert indicator.scoring == Scoring(ScoringKind.LINEAR, Decimal(0), Decimal(80))
    assert indicator.targets == (
        Target(Decimal(10), "не менее 10 %", date(2024, 12, 31)),
        Target(Decimal(80), "80%", date(2026, 12, 31)),
    )


def test_counts_of_different_things_are_different_questions() -> None:
    row = target("Работа кружков", "12 кружков, 8 студий", ("12 кружков", None), ("8 студий", None))
    questions = gather_questions(with_targets(row))
    assert [(i.code, i.title, i.kind, i.unit, i.scoring.best) for i in questions.indicators] == [
        ("1", "Работа кружков: кружков", IndicatorKind.NUMBER, "кружков", 12),
        ("2", "Работа кружков: студий", IndicatorKind.NUMBER, "студий", 8),
    ]


def test_a_number_for_each_is_asked_and_not_scored() -> None:
    row = target("Встречи", "до 4 встреч в год по каждому направлению", ("до 4 встреч", None))
    (indicator,) = gather_questions(with_targets(row)).indicators
    assert (indicator.kind, indicator.scoring.kind) == (IndicatorKind.NUMBER, ScoringKind.NONE)
    assert indicator.targets == (Target(Decimal(4), "до 4 встреч"),)


def test_words_alone_ask_whether_it_is_there() -> None:
    (indicator,) = gather_questions(with_targets(target("Наличие сайта", "наличие"))).indicators
    assert (indicator.kind, indicator.scoring.kind) == (IndicatorKind.YES_NO, ScoringKind.YES)
    assert indicator.needs_evidence


def test_a_target_goes_to_the_indicator_of_the_same_words() -> None:
    letter = parse_text(LETTER, "письмо.txt")
    rows = (
        target("доля открытых залов.", "50 %", ("50 %", "2024-12-31")),
        target("Число смотрителей", "3 человека", ("3 человека", None)),
    )
    questions = gather_questions(replace(letter, targets=rows), "Музеи")
    assert [i.code for i in questions.indicators] == ["1.1", "1.2", "Ц1"]
    assert questions.indicators[1].targets == (Target(Decimal(50), "50 %", date(2024, 12, 31)),)
    assert questions.indicators[1].scoring.best == 50


def test_a_document_without_either_is_refused() -> None:
    with pytest.raises(CallerError, match="нет ни показателей, ни целевых значений"):
        gather_questions(ParsedDocument("план.txt", "roadmap"))


@pytest.mark.shared
def test_the_letter_of_the_seeds(shared: Path) -> None:
    document = read_document(next(shared.glob("seeds/003*")))
    questions = gather_questions(document)
    check_question_set(questions)
    assert [c.code for c in questions.criteria] == ["1", "2", "3", "4"]
    codes = [i.code for i in questions.indicators]
    assert codes == [*(f"1.{n}" for n in range(1, 12)), "2.1", "2.2", "2.3", *(f"3.{n}" for n in range(1, 5))]
    by_code: dict[str, int] = {}
    for text in gather_recommendations(document):
        by_code[text.code] = by_code.get(text.code, 0) + 1
    assert (by_code["1.6"], by_code["2.2"], by_code["4"]) == (3, 5, 3)
    assert set(by_code) == {"", "4", *codes}


@pytest.mark.shared
def test_the_targets_of_the_seeds(shared: Path) -> None:
    questions = gather_questions(read_document(next(shared.glob("seeds/002*"))))
    check_question_set(questions)
    kinds = [i.kind.value for i in questions.indicators]
    # 9 rows; the sixth counts two different things
    assert kinds == ["share"] * 4 + ["number"] * 4 + ["share"] * 2
    first = questions.indicators[0]
    assert [(t.value, t.due_on) for t in first.targets] == [
        (5, date(2020, 12, 31)), (10, date(2021, 12, 31)), (100, date(2024, 12, 31)),
    ]  # fmt: skip
    assert [i.scoring.kind for i in questions.indicators[4:8]] == [
        ScoringKind.NONE, ScoringKind.LINEAR, ScoringKind.LINEAR, ScoringKind.NONE,
    ]  # fmt: skip
