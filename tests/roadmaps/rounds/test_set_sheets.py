"""A set of indicators goes through a workbook and comes back whole; each wrong cell is named by its place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook

from models.errors import SeveralMistakesError, UnreadableFileError
from question_sets import AT, EVERY_KIND, open_book, question_sets
from roadmaps.rounds.questions import DEFAULT_LEVELS
from roadmaps.rounds.set_sheets import read_set_sheets, write_set_sheets
from roadmaps.rounds.values import Criterion, IndicatorKind, QuestionSet, ScoringKind
from roadmaps.sandbox import read_sheets_apart


def book(rows: Sequence[Sequence[object]], title: str = "Лист1") -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(rows: Sequence[Sequence[object]], name: str = "") -> QuestionSet:
    return read_set_sheets(open_book(book(rows)), "a.xlsx", name)


def mistakes_in(rows: Sequence[Sequence[object]]) -> list[str]:
    with pytest.raises(SeveralMistakesError) as caught:
        read(rows)
    return str(caught.value).splitlines()


def test_every_kind_comes_back_equal() -> None:
    assert read_set_sheets(open_book(write_set_sheets(EVERY_KIND, AT)), "a.xlsx") == EVERY_KIND


def test_it_comes_back_equal_from_the_process_apart() -> None:
    sheets = read_sheets_apart(write_set_sheets(EVERY_KIND, AT), "a.xlsx")
    assert read_set_sheets(sheets, "a.xlsx") == EVERY_KIND


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question_sets())
def test_any_set_comes_back_equal(questions: QuestionSet) -> None:
    assert read_set_sheets(open_book(write_set_sheets(questions, AT)), "a.xlsx") == questions


def test_the_workbook_offers_lists_and_holds_no_formula() -> None:
    made = load_workbook(io.BytesIO(write_set_sheets(EVERY_KIND, AT)))
    assert made.sheetnames == ["Показатели", "Критерии", "Уровни", "Набор", "Справка", "Списки"]
    sheet = made["Показатели"]
    ranges = {
        part.split(":")[0] for r in sheet.data_validations.dataValidation for part in str(r.sqref).split()
    }
    assert {"A2", "D2", "F2", "J2", "K2"} == ranges
    cells = [cell for page in made.worksheets for row in page.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert next(cell for cell in cells if cell.value == "=1+1").quotePrefix
    assert made["Списки"].sheet_state == "veryHidden"


def test_a_table_that_somebody_typed_is_read_with_what_is_usual() -> None:
    questions = read(
        [
            ["Показатели на 2024 год"],
            ["№ п/п", "Критерий", "Наименование показателя", "Вид ответа", "Ед. изм."],
            ["1.1", "Критерий 1. «Планы»", "Есть план", None, None],
            ["1.2", "Критерий 1. «Планы»", "Доля школ", "процент", None],
            [2.1, "Люди", "Сколько людей", "Количество", "чел."],
        ],
        "Набор",
    )
    assert questions.name == "Набор"
    assert questions.criteria == (Criterion("1", "Планы"), Criterion("2", "Люди"))
    assert [(i.code, i.criterion, i.kind, i.scoring.kind) for i in questions.indicators] == [
        ("1.1", "1", IndicatorKind.YES_NO, ScoringKind.YES),
        ("1.2", "1", IndicatorKind.SHARE, ScoringKind.LINEAR),
        ("2.1", "2", IndicatorKind.NUMBER, ScoringKind.NONE),
    ]
    assert questions.levels == DEFAULT_LEVELS
    assert questions.indicators[2].unit == "чел."


def test_a_merged_criterion_speaks_for_the_rows_it_covers() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (
        ["Критерий", "№", "Показатель"],
        ["1. Планы", "1.1", "А"],
        [None, "1.2", "Б"],
        [None, "2", "В"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    stream = io.BytesIO()
    made.save(stream)
    questions = read_set_sheets(open_book(stream.getvalue()), "набор.xlsx")
    assert [i.criterion for i in questions.indicators] == ["1", "1", ""]
    assert questions.name == "набор"


def test_every_wrong_cell_is_named_by_sheet_and_row() -> None:
    heading = ["№", "Показатель", "Тип", "Вес", "Правило", "Варианты", "Цель", "Подтверждение"]
    assert mistakes_in(
        [
            heading,
            ["1", "А", "оценка", None, None, None, None, None],
            ["1", "Б", None, "много", None, None, None, None],
            ["2", "В", "число", "0", "как-нибудь", None, "скоро", "иногда"],
            [None, "Г", "выбор", None, "по вариантам", "Да = 50 %; Нет", None, None],
            ["01.02.2024", "Д", None, None, None, None, "5 к 31.02.2024", None],
        ]
    ) == [
        "a.xlsx, лист «Лист1», строка 2: тип «оценка» не понят; бывают: "
        "да/нет; число; доля, %; выбор; текст.",
        "a.xlsx, лист «Лист1», строка 3: номер показателя 1 уже был.",
        "a.xlsx, лист «Лист1», строка 3: «много» — не число.",
        "a.xlsx, лист «Лист1», строка 4: правило «как-нибудь» не понято; бывают: не оценивается, "
        "да — 100 %, от 0 до 100, от 10 — 50 %; от 20 — 100 %, по вариантам.",
        "a.xlsx, лист «Лист1», строка 4: вес должен быть больше нуля.",
        "a.xlsx, лист «Лист1», строка 4: вместо «иногда» напишите «да» или «нет».",
        "a.xlsx, лист «Лист1», строка 4: цель «скоро» не понята: пишите «100 к 31.12.2024».",
        "a.xlsx, лист «Лист1», строка 5: у показателя «Г» нет номера.",
        "a.xlsx, лист «Лист1», строка 5: у варианта «Нет» нет балла: пишите «Нет = 50 %».",
        "a.xlsx, лист «Лист1», строка 6: номер «01.02.2024» превратился в дату: сделайте ячейку текстовой.",
        "a.xlsx, лист «Лист1», строка 6: цель «5 к 31.02.2024»: такого дня нет.",
    ]


def test_a_criterion_that_the_list_does_not_have_is_a_mistake() -> None:
    made = load_workbook(io.BytesIO(write_set_sheets(EVERY_KIND, AT)))
    made["Показатели"]["A2"] = "7. Другое"
    stream = io.BytesIO()
    made.save(stream)
    with pytest.raises(SeveralMistakesError) as caught:
        read_set_sheets(open_book(stream.getvalue()), "a.xlsx")
    assert str(caught.value) == (
        "a.xlsx, лист «Показатели», строка 2: критерия «7. Другое» нет на листе «Критерии»."
    )


def test_hidden_rows_are_no_way_to_lose_a_question() -> None:
    made = load_workbook(io.BytesIO(write_set_sheets(EVERY_KIND, AT)))
    made["Показатели"].row_dimensions[3].hidden = True
    stream = io.BytesIO()
    made.save(stream)
    with pytest.raises(SeveralMistakesError, match=r"есть скрытые строки \(1\)"):
        read_set_sheets(open_book(stream.getvalue()), "a.xlsx")


def test_a_workbook_without_the_columns_says_which() -> None:
    with pytest.raises(UnreadableFileError, match="нет таблицы со столбцами «№» и «Показатель»"):
        read([])
    with pytest.raises(UnreadableFileError, match="нет таблицы"):
        read([["Имя", "Дата"], ["А", "Б"]])


def test_weights_and_shares_are_exact() -> None:
    questions = read(
        [["№", "Показатель", "Тип", "Вес", "Правило"], ["1", "А", "число", "1/3", "от 1 — 33,3 %"]]
    )
    assert questions.indicators[0].weight == Fraction(1, 3)
    assert questions.indicators[0].scoring.steps == ((Decimal(1), Fraction(333, 1000)),)


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="не книга Excel"):
        read_sheets_apart("просто текст".encode(), "a.xlsx")


def test_questions_on_a_sheet_called_criteria_are_questions() -> None:
    rows = [["№", "Критерий", "Показатель"], ["1.1", "1. Планы", "Есть план"]]
    questions = read_set_sheets(open_book(book(rows, "Критерии")), "a.xlsx")
    assert [(i.code, i.title, i.criterion) for i in questions.indicators] == [("1.1", "Есть план", "1")]
