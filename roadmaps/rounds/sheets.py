"""Answers as workbooks: the form of one participant, and one table of many. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from models.errors import CallerError, UnreadableFileError
from models.language import SOURCE, speaking
from models.values import Place, fold
from roadmaps.readers.grids import Sheet
from roadmaps.rounds.answers import format_answer, read_answer
from roadmaps.rounds.set_sheets import KIND_WORDS
from roadmaps.rounds.tables import Mistakes, Page, Row, Table, find_table, write_book
from roadmaps.rounds.values import Answer, AnswerValue, Indicator, IndicatorKind, QuestionSet

_ANSWER = 6  # the column of the answer in a form, from 0
_FORM, _TABLE = "Ответы", "Ответы участников"
_FORM_COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("№", "код", "номер"),
    "title": ("показатель", "вопрос"),
    "value": ("ответ",),
    "note": ("пояснение", "комментарий", "примечание"),
    "revision": ("версия",),
}
_HEADINGS: Mapping[str, str] = {"code": "№", "value": "Ответ", "note": "Пояснение"}
_TABLE_COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("участник", "организация", "муниципалитет", "наименование"),
    "grouping": ("группа",),
}
_FORM_HELP = (
    "Заполните столбец «Ответ»; остальное не меняйте. Пустой ответ — ответа нет.",
    "Да/нет: «да» или «нет». Число: 42,5 или 1 234. Доля: от 0 до 100, например 42,5 %.",
    "Выбор: один из вариантов списка. Текст: своими словами.",
    "Столбец «Пояснение» — по желанию. Формулы не принимаются: впишите сами значения.",
    "Столбец «Версия» не меняйте: по нему видно, что изменилось на странице, пока вы заполняли книгу.",
    "Файлы и адреса, которые подтверждают ответ, прикладывают на странице.",
)
_TABLE_HELP = (
    "Одна строка — один участник, один столбец — один показатель; номер показателя стоит в начале заголовка.",
    "Названия участников и заголовки не меняйте. Пустая ячейка — ответа нет.",
    "Да/нет: «да» или «нет». Число: 42,5. Доля: от 0 до 100. Выбор: один из вариантов списка.",
)
_TYPED = {"истина": "да", "ложь": "нет"}  # what a spreadsheet makes of TRUE and FALSE
_MAX_HEADING = 200
_NUMBERED = re.compile(r"\w?\d+(?:\.\d+)*[.\s]")


@dataclass(frozen=True)
class SheetRow:
    """A participant with the answers of one line; ``answers`` by code, without those left empty."""

    name: str
    grouping: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class FormAnswer:
    """An answer of a form with the ``revision`` that was written into it when it went out, 0 for none."""

    answer: Answer
    revision: int = 0


@speaking(SOURCE)  # a file is Russian
def write_form(
    questions: QuestionSet,
    participant: str,
    answers: Mapping[str, FormAnswer],
    as_of: datetime,
    before: Mapping[str, AnswerValue],
) -> bytes:
    """The form of one participant as .xlsx bytes, with what was answered; ``read_form`` reads it back.

    ``before``: what the participant answered in the round before, by code; shown, never read.
    """
    criteria = {criterion.code: criterion.title for criterion in questions.criteria}
    former = {i.code: format_answer(i, before[i.code]) for i in questions.indicators if i.code in before}
    rows = [_form_row(i, criteria, answers.get(i.code), former.get(i.code, "")) for i in questions.indicators]
    places = [((row, _ANSWER), indicator) for row, indicator in enumerate(questions.indicators)]
    page = Page(
        _FORM,
        [
            ("№", 8),
            ("Критерий", 24),
            ("Показатель", 60),
            ("Тип", 12),
            ("Единица", 12),
            ("В прошлый раз", 20),
            ("Ответ", 30),
            ("Пояснение", 40),
            ("Подтверждение", 15),
            ("Подсказка", 40),
            ("Версия", 8),
        ],
        rows,
        row_lists={place: choices for place, i in places if (choices := _choices(i))},
        limits={place: (0, 100) for place, i in places if i.kind is IndicatorKind.SHARE},
    )
    about = f"{questions.name}. {participant}".strip(" .")
    return write_book([page], as_of, (about, *_FORM_HELP))


def _form_row(
    indicator: Indicator, criteria: Mapping[str, str], given: FormAnswer | None, before: str
) -> list[str | Decimal]:
    answer = given.answer if given else None
    return [
        indicator.code,
        criteria.get(indicator.criterion, ""),
        indicator.title,
        KIND_WORDS[indicator.kind],
        "%" if indicator.kind is IndicatorKind.SHARE else indicator.unit,
        before,
        _cell(answer.value if answer else None),
        answer.note if answer else "",
        "нужно" if indicator.needs_evidence else "",
        indicator.hint,
        Decimal(given.revision) if given and given.revision else "",
    ]


def read_form(questions: QuestionSet, sheets: Sequence[Sheet], file: str) -> dict[str, FormAnswer]:
    """The answers of a filled-in form by code; one left empty only where the form went out with an answer.

    SeveralMistakesError names each answer that will not do by sheet and row: then nothing is taken.
    """
    for sheet in sheets:
        table = find_table(sheet, file, _FORM_COLUMNS, ("code", "value"))
        if table is not None:
            mistakes = Mistakes()
            mistakes.note_hidden(sheet, file)
            return _read_form_rows(questions, table.rows, mistakes)
    raise UnreadableFileError("В файле «{file}» нет таблицы со столбцами «№» и «Ответ».", file=file)


def _read_form_rows(questions: QuestionSet, rows: Sequence[Row], mistakes: Mistakes) -> dict[str, FormAnswer]:
    known = {indicator.code: indicator for indicator in questions.indicators}
    answers: dict[str, FormAnswer] = {}
    seen: set[str] = set()
    for row in rows:
        _refuse_formulas(row, mistakes)
        code = row["code"].rstrip(".")
        indicator = known.get(code)
        if indicator is None:
            if row["value"] or row["note"]:
                mistakes.add(CallerError("показателя «{code}» в этом наборе нет.", code=code), row.place)
            continue
        if code in seen:
            mistakes.add(CallerError("показатель {code} встречается второй раз.", code=code), row.place)
        seen.add(code)
        value = mistakes.take(row.place, None, read_cell, indicator, row["value"])
        revision = int(row["revision"][:9]) if re.fullmatch("[0-9]+", row["revision"]) else 0
        if value is not None or row["note"] or revision:
            answers[code] = FormAnswer(Answer(code, value, row["note"]), revision)
    mistakes.require_none()
    return answers


def _refuse_formulas(row: Row, mistakes: Mistakes) -> None:
    """What a formula makes of other cells can be stale: not every program counts before it saves."""
    for column, heading in _HEADINGS.items():
        if column in row.formulas:
            error = CallerError("в столбце «{heading}» формула: впишите само значение.", heading=heading)
            mistakes.add(error, row.place)


@speaking(SOURCE)  # a file is Russian
def write_table(questions: QuestionSet, rows: Sequence[SheetRow], as_of: datetime) -> bytes:
    """Many participants as .xlsx bytes: a row each, a column for each indicator, in the order given."""
    headings = [("Участник", 50), ("Группа", 20)]
    headings += [(_heading(indicator), 18) for indicator in questions.indicators]
    lines = [
        [row.name, row.grouping, *(_cell(_value(row, i.code)) for i in questions.indicators)] for row in rows
    ]
    lists: dict[int, Sequence[str]] = {
        column: choices
        for column, indicator in enumerate(questions.indicators, start=2)
        if (choices := _choices(indicator))
    }
    return write_book([Page(_TABLE, headings, lines, lists)], as_of, (questions.name, *_TABLE_HELP))


def read_table(questions: QuestionSet, sheets: Sequence[Sheet], file: str) -> tuple[SheetRow, ...]:
    """The participants of a table with their answers, in its order; notes have no place in it.

    SeveralMistakesError names each cell that will not do by sheet, row and indicator.
    """
    names: dict[str, Sequence[str]] = dict(_TABLE_COLUMNS)
    names |= {_column(i.code): (_heading(i), i.code) for i in questions.indicators}
    for sheet in sheets:
        table = find_table(sheet, file, names, ("name",))
        if table is not None and len(table.columns - set(_TABLE_COLUMNS)):
            mistakes = Mistakes()
            mistakes.note_unread(sheet, file)
            return _read_table_rows(questions, table, Place(file, sheet=sheet.title), mistakes)
    raise UnreadableFileError(
        "В файле «{file}» нет таблицы со столбцом «Участник» и номерами показателей в заголовке.", file=file
    )


def _read_table_rows(
    questions: QuestionSet, table: Table, place: Place, mistakes: Mistakes
) -> tuple[SheetRow, ...]:
    found: dict[str, SheetRow] = {}
    for heading in table.unknown:
        if _NUMBERED.match(heading):
            mistakes.add(
                CallerError("столбец «{heading}»: такого показателя в наборе нет.", heading=heading), place
            )
    for row in table.rows:
        name = " ".join(row["name"].split())
        if not name:
            mistakes.add(CallerError("у строки нет названия участника."), row.place)
        elif fold(name) in found:
            mistakes.add(CallerError("участник «{name}» встречается второй раз.", name=name), row.place)
        answers = {}
        for indicator in questions.indicators:
            text = row[_column(indicator.code)]
            value = mistakes.take(row.place, None, read_cell, indicator, text)
            if value is not None:
                answers[indicator.code] = Answer(indicator.code, value)
        found[fold(name)] = SheetRow(name, row["grouping"], answers)
    mistakes.require_none()
    return tuple(found.values())


@speaking(SOURCE)  # a file is Russian
def read_cell(indicator: Indicator, text: str) -> AnswerValue:
    """``read_answer`` of what a spreadsheet shows: TRUE and FALSE are yes and no."""
    if indicator.kind is IndicatorKind.YES_NO:
        text = _TYPED.get(fold(text), text)
    return read_answer(indicator, text)


def _cell(value: AnswerValue) -> str | Decimal:
    if isinstance(value, bool):
        return "да" if value else "нет"
    return "" if value is None else value


def _value(row: SheetRow, code: str) -> AnswerValue:
    answer = row.answers.get(code)
    return answer.value if answer else None


def _column(code: str) -> str:
    return f"indicator:{code}"


def _heading(indicator: Indicator) -> str:
    unit = "%" if indicator.kind is IndicatorKind.SHARE else indicator.unit
    title = " ".join(f"{indicator.code} {indicator.title}".split())
    title = title if len(title) <= _MAX_HEADING else title[: _MAX_HEADING - 1] + "…"
    return f"{title}, {unit}" if unit else title


def _choices(indicator: Indicator) -> tuple[str, ...]:
    return ("да", "нет") if indicator.kind is IndicatorKind.YES_NO else indicator.choices
