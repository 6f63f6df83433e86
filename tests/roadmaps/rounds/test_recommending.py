"""Everybody gets what is meant for where they stand, and the letter says why."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from models.errors import SeveralMistakesError
from question_sets import AT, EVERY_KIND, open_book
from roadmaps.rounds.changes import describe_score_change, describe_value_change
from roadmaps.rounds.library_sheets import read_library, write_library
from roadmaps.rounds.recommending import (
    LetterFrame,
    LibraryText,
    choose_points,
    draft_letter,
    read_letter,
    write_letter,
)
from roadmaps.rounds.scoring import sum_up
from roadmaps.rounds.values import Answer, AnswerValue, ParticipantAnswers, ParticipantResult

FRAME = LetterFrame(
    "Музеи 2024", basis="приказ от 01.02.2024 № 5", before="в 2023 году", signatory="А. Б. Вольный"
)
LIBRARY = (
    LibraryText("", "", "изучить итоги"),
    LibraryText("1", "", "пересмотреть планы"),
    LibraryText("1.1", "low", "составить план", "до 1 октября"),
    LibraryText("1.1", "high", "рассказать о плане другим"),
    LibraryText("2.1", "", "открыть музеи"),
    LibraryText("2.1", "average", "открыть остальные"),
    LibraryText("3", "", "найти площадки"),
)


def result_of(**values: AnswerValue) -> ParticipantResult:
    answers = {code: Answer(code, value) for code, value in values.items()}
    return sum_up(
        EVERY_KIND, [ParticipantAnswers(1, 1, "Музей", answers=answers, submitted_at=AT)]
    ).participants[0]


def chosen(
    result: ParticipantResult, library: tuple[LibraryText, ...] = LIBRARY
) -> dict[str, tuple[str, ...]]:
    return {point.code: point.texts for point in choose_points(EVERY_KIND, result, library)}


def test_the_text_of_the_level_goes_before_the_one_for_any() -> None:
    weak = result_of(**{"1.1": False, "1.2": "Полностью", "2.1": Decimal(25), "2.10": Decimal(5)})
    assert chosen(weak) == {
        "": ("изучить итоги",),
        "1.1": ("составить план",),
        "2.1": ("открыть остальные",),
        "3": ("найти площадки",),
    }
    assert chosen(result_of(**{"1.1": False, "1.2": "Полностью", "2.1": Decimal(5)}))["2.1"] == (
        "открыть музеи",
    )


def test_at_the_best_level_only_what_is_for_it() -> None:
    best = result_of(**{"1.1": True, "1.2": "Полностью", "2.1": Decimal(50), "2.10": Decimal(5)})
    assert chosen(best)["1.1"] == ("рассказать о плане другим",)
    assert "2.1" not in chosen(best)
    assert "1" not in chosen(best)


def test_an_indicator_without_texts_is_spoken_for_by_its_criterion_once() -> None:
    points = choose_points(EVERY_KIND, result_of(**{"1.1": True, "1.2": "Нет"}), LIBRARY)
    assert [point.code for point in points] == ["", "1", "1.1", "2.1", "3"]
    assert points[1].texts == ("пересмотреть планы",)


def test_what_was_not_answered_stands_at_the_lowest_level() -> None:
    assert chosen(result_of(**{"2.10": Decimal(5)}))["1.1"] == ("составить план",)


def test_who_did_not_hand_in_gets_what_is_for_the_whole() -> None:
    absent = sum_up(EVERY_KIND, [ParticipantAnswers(1, 1, "Музей")]).participants[0]
    assert chosen(absent) == {"": ("изучить итоги",)}
    letter = draft_letter(EVERY_KIND, absent, LIBRARY, FRAME)
    assert letter.opening[0] == (
        "По итогам мониторинга «Музеи 2024» (приказ от 01.02.2024 № 5): "
        "Музей — ответы не представлены, оценки нет."
    )
    nothing = replace(absent, is_submitted=True, nothing_to_report=True)
    assert "сообщает, что отвечать не о чем" in draft_letter(EVERY_KIND, nothing, LIBRARY, FRAME).opening[0]


def test_the_letter_names_monitoring_level_and_change() -> None:
    result = replace(
        result_of(**{"1.1": True, "1.2": "Полностью", "2.1": Decimal(50), "2.11": "слова"}),
        change=Fraction(425, 1000),
    )
    letter = draft_letter(EVERY_KIND, result, LIBRARY, replace(FRAME, number="7", issued_on=date(2024, 7, 4)))
    assert (letter.addressee, letter.signatory) == ("Музей", "А. Б. Вольный")
    assert letter.heading == "Адресные рекомендации по итогам мониторинга «Музеи 2024»"
    assert letter.opening == (
        "По итогам мониторинга «Музеи 2024» (приказ от 01.02.2024 № 5): Музей — уровень «выше среднего», "
        "62,5\u00a0% от возможного, это на 42,5 выше, чем в 2023 году.",
        "Нет ответов на показатели: 2.10. В оценке они посчитаны как ноль.",
        "Направляем рекомендации для ознакомления и дальнейшей работы:",
    )
    point = next(point for point in letter.points if point.code == "1.1")
    assert (point.title, point.criterion, point.level) == ("Есть план", "1", "высокий")
    assert read_letter(write_letter(letter)) == letter


def test_terms_stand_beside_their_texts() -> None:
    points = choose_points(EVERY_KIND, result_of(**{"1.1": False}), LIBRARY)
    assert next(point.terms for point in points if point.code == "1.1") == ("до 1 октября",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Fraction(425, 1000), "на 42,5 выше, чем в 2022 году"),
        (Fraction(-3, 100), "на 3 ниже, чем в 2022 году"),
        (Fraction(1, 2000), "на 0,1 выше, чем в 2022 году"),
        (Fraction(1, 3000), "столько же, сколько в 2022 году"),
        (Fraction(0), "столько же, сколько в 2022 году"),
    ],
)
def test_a_change_is_told_as_officials_write(change: Fraction, words: str) -> None:
    assert describe_score_change(change, "в 2022 году") == words


def test_a_change_of_an_average_has_its_unit() -> None:
    by_code = {indicator.code: indicator for indicator in EVERY_KIND.indicators}
    assert describe_value_change(by_code["2.1"], Decimal("-2.25"), "в 2023 году") == (
        "на 2,3\u00a0п. п. ниже, чем в 2023 году"
    )
    assert describe_value_change(by_code["2.10"], Decimal(3), "в 2023 году") == (
        "на 3\u00a0чел. выше, чем в 2023 году"
    )


def test_a_library_comes_back_from_its_workbook() -> None:
    assert read_library(EVERY_KIND, open_book(write_library(EVERY_KIND, LIBRARY, AT)), "a.xlsx") == LIBRARY
    assert read_library(EVERY_KIND, open_book(write_library(EVERY_KIND, (), AT)), "a.xlsx") == ()


def test_each_wrong_row_of_a_library_is_named() -> None:
    book = load_workbook(io.BytesIO(write_library(EVERY_KIND, LIBRARY, AT)))
    sheet = book["Рекомендации"]
    sheet["A2"], sheet["C3"], sheet["D4"] = "8.8", "великий", ""
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(SeveralMistakesError) as caught:
        read_library(EVERY_KIND, open_book(stream.getvalue()), "a.xlsx")
    assert str(caught.value).splitlines() == [
        "a.xlsx, лист «Рекомендации», строка 2: показателя или критерия «8.8» в наборе нет.",
        "a.xlsx, лист «Рекомендации», строка 3: уровень «великий» не понят; бывают: низкий; ниже среднего; "
        "средний; выше среднего; высокий.",
        "a.xlsx, лист «Рекомендации», строка 4: текста рекомендации нет.",
    ]
