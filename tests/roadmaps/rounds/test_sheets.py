"""Answers go out as workbooks and come back as they were, whatever was typed; nothing wrong is taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from models.errors import SeveralMistakesError, UnreadableFileError
from question_sets import AT, EVERY_KIND, SHARES, open_book
from roadmaps.rounds.sheets import FormAnswer, SheetRow, read_form, read_table, write_form, write_table
from roadmaps.rounds.values import Answer, AnswerValue

FILLED: dict[str, AnswerValue] = {
    "1.1": True,
    "1.2": "Частично; не везде",
    "2.1": Decimal("42.5"),
    "2.10": Decimal(-3),
    "2.11": '=HYPERLINK("http://example.org")',
}
FORMULAS = ["=1+1", "+7 900 000", "-5 человек", "@SUM(A1)", "\tтаб", "'=1", "=cmd|' /C calc'!A0"]


def answers_of(**values: AnswerValue) -> dict[str, Answer]:
    return {code: Answer(code, value) for code, value in values.items()}


def edit(content: bytes, change: Callable[[Any], None], title: str) -> bytes:
    """The workbook after somebody changed it."""
    book = load_workbook(io.BytesIO(content))
    change(book[title])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_back(content: bytes) -> dict[str, Answer]:
    read = read_form(EVERY_KIND, open_book(content), "a.xlsx")
    return {code: row.answer for code, row in read.items()}


def write(answers: dict[str, Answer], name: str = "Музей") -> bytes:
    given = {code: FormAnswer(answer) for code, answer in answers.items()}
    return write_form(EVERY_KIND, name, given, AT, {})


def test_a_form_comes_back_with_what_was_answered_and_noted() -> None:
    answers = answers_of(**FILLED) | {"1.1": Answer("1.1", True, "@см. сайт")}
    assert read_back(write(answers)) == answers
    assert read_back(write({})) == {}


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_a_text(text: str) -> None:
    content = write(answers_of(**{"2.11": text}), text)
    cells = [c for page in load_workbook(io.BytesIO(content)) for row in page.iter_rows() for c in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert read_back(content)["2.11"].value == text.strip()


numbers = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=6).map(
    lambda value: value.normalize()
)
shares = st.decimals(0, 100, places=4).map(lambda value: value.normalize())
words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=50).filter(
    lambda text: "_x" not in text
)
some = st.fixed_dictionaries(
    {},
    optional={
        "1.1": st.booleans(),
        "1.2": st.sampled_from(list(SHARES)),
        "2.1": shares,
        "2.10": numbers,
        "2.11": words,
    },
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some, st.lists(some, min_size=1, max_size=3))
def test_any_answers_come_back(one: dict[str, AnswerValue], many: list[dict[str, AnswerValue]]) -> None:
    answers = answers_of(**one)
    assert read_back(write(answers)) == answers
    rows = tuple(SheetRow(f"Музей {n}", "Город", answers_of(**values)) for n, values in enumerate(many))
    assert read_table(EVERY_KIND, open_book(write_table(EVERY_KIND, rows, AT)), "a.xlsx") == rows


def test_what_a_spreadsheet_makes_of_typed_words_is_understood() -> None:
    def fill(sheet: Any) -> None:
        sheet["G2"], sheet["G4"], sheet["G5"] = True, 0.425, 1234
        sheet["G4"].number_format = "0.0%"

    read = read_back(edit(write({}), fill, "Ответы"))
    assert {code: answer.value for code, answer in read.items()} == {
        "1.1": True, "2.1": Decimal("42.5"), "2.10": Decimal(1234),
    }  # fmt: skip


def test_each_wrong_answer_is_named_by_its_row_and_none_is_taken() -> None:
    def spoil(sheet: Any) -> None:
        sheet["G2"], sheet["G3"], sheet["G4"], sheet["G5"] = "может быть", "Как-то", "120", "много"
        sheet["A6"], sheet["G6"] = "9.9", "слова"

    with pytest.raises(SeveralMistakesError) as caught:
        read_back(edit(write({}), spoil, "Ответы"))
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"a.xlsx, лист «Ответы», строка {n}" for n in range(2, 7)
    ]
    assert lines[0].endswith("Показатель 1.1: ответьте «да» или «нет».")
    assert lines[4].endswith("показателя «9.9» в этом наборе нет.")


def test_a_table_refuses_a_participant_named_twice_and_an_unknown_indicator() -> None:
    def spoil(sheet: Any) -> None:
        sheet["A3"], sheet["H1"], sheet["I1"] = "музей 1", "3.1 Новый", "ИНН"
        sheet["D3"] = "Никак"

    rows = [SheetRow("Музей 1"), SheetRow("Музей 2")]
    content = edit(write_table(EVERY_KIND, rows, AT), spoil, "Ответы участников")
    with pytest.raises(SeveralMistakesError) as caught:
        read_table(EVERY_KIND, open_book(content), "a.xlsx")
    assert str(caught.value).splitlines() == [
        "a.xlsx, лист «Ответы участников»: столбец «3.1 Новый»: такого показателя в наборе нет.",
        "a.xlsx, лист «Ответы участников», строка 3: участник «музей 1» встречается второй раз.",
        "a.xlsx, лист «Ответы участников», строка 3: Показатель 1.2: такого варианта нет; "
        "есть: Полностью; Частично; не везде; Нет.",
    ]


def test_a_participant_without_answers_keeps_the_place_in_the_table() -> None:
    rows = (SheetRow("Музей 1", "", answers_of(**{"1.1": False})), SheetRow("Музей 2"))
    assert read_table(EVERY_KIND, open_book(write_table(EVERY_KIND, rows, AT)), "a.xlsx") == rows


def test_a_formula_without_a_value_and_a_hidden_row_are_told() -> None:
    def spoil(sheet: Any) -> None:
        sheet["G5"] = "=2+2"
        sheet.row_dimensions[4].hidden = True

    with pytest.raises(SeveralMistakesError) as caught:
        read_back(edit(write({}), spoil, "Ответы"))
    assert "есть скрытые строки (1)" in str(caught.value)
    assert "строка 5: в столбце «Ответ» формула: впишите само значение" in str(caught.value)


def test_a_counted_formula_is_refused_by_its_row_and_elsewhere_does_no_harm() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Ответы")
        sheet.write_row(0, 0, ["№", "Ответ", "Пояснение", "Моё"])
        sheet.write_row(1, 0, ["2.1", 40])
        sheet.write_formula(1, 3, "=B2*2", None, 80)
        sheet.write_string(2, 0, "2.10")
        sheet.write_formula(2, 1, "=2+2", None, 4)
    with pytest.raises(SeveralMistakesError) as caught:
        read_back(stream.getvalue())
    assert (
        str(caught.value)
        == "a.xlsx, лист «Ответы», строка 3: в столбце «Ответ» формула: впишите само значение."
    )


def test_a_form_remembers_which_revision_it_went_out_with() -> None:
    given = {"2.1": FormAnswer(Answer("2.1", Decimal(40)), 3), "2.11": FormAnswer(Answer("2.11", "да"), 1)}
    content = write_form(EVERY_KIND, "Музей", given, AT, {"2.1": Decimal("37.5")})
    assert read_form(EVERY_KIND, open_book(content), "a.xlsx") == given
    cells = [cell.value for cell in load_workbook(io.BytesIO(content))["Ответы"]["F"]]
    assert cells[3] == "37,5\u00a0%", "the round before is shown"

    def empty(sheet: Any) -> None:
        sheet["G4"] = None

    read = read_form(EVERY_KIND, open_book(edit(content, empty, "Ответы")), "a.xlsx")
    assert read["2.1"] == FormAnswer(Answer("2.1", None), 3), "an answer taken out is taken back"


def test_another_workbook_is_no_form_and_no_table() -> None:
    other = write_table(EVERY_KIND, [], AT)
    with pytest.raises(UnreadableFileError, match="нет таблицы со столбцами «№» и «Ответ»"):
        read_form(EVERY_KIND, open_book(other), "a.xlsx")
    with pytest.raises(UnreadableFileError, match="нет таблицы со столбцом «Участник»"):
        read_table(EVERY_KIND, open_book(write({})), "a.xlsx")
