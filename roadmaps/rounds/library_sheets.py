"""The library of recommendations as a workbook and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from models.errors import CallerError, UnreadableFileError
from models.values import fold
from roadmaps.readers.grids import GridRow, Sheet
from roadmaps.rounds.recommending import ANY_LEVEL, LibraryText
from roadmaps.rounds.tables import Mistakes, Page, Row, find_table, write_book
from roadmaps.rounds.values import QuestionSet

_ANY, _WHOLE = "любой", "в целом"
_COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("№", "код", "номер", "показатель"),
    "level": ("уровень",),
    "text": ("рекомендация", "текст"),
    "term": ("срок",),
}
_HELP = (
    "Одна строка — одна рекомендация; порядок строк — порядок в письме.",
    "№: номер показателя или критерия; «в целом» или пустая ячейка — для всех.",
    "Уровень: для кого; «любой» или пустая ячейка — для всех уровней, кроме высшего. "
    "Рекомендация для самого уровня идёт вместо тех, что для любого.",
    "Срок — словами, как в документе: «до 1 октября»; можно не заполнять.",
)


def write_library(questions: QuestionSet, library: Sequence[LibraryText], as_of: datetime) -> bytes:
    """The library as .xlsx bytes, with lists to choose from; ``read_library`` reads it back."""
    titles = name_codes(questions)
    rows = [
        [code, titles.get(code, ""), level, words, term]
        for code, level, words, term in write_library_words(questions, library)
    ]
    headings = [("№", 10), ("Название", 50), ("Уровень", 18), ("Рекомендация", 80), ("Срок", 24)]
    lists = {0: tuple(titles), 2: name_levels(questions)}
    return write_book([Page("Рекомендации", headings, rows, lists)], as_of, (questions.name, *_HELP))


def name_codes(questions: QuestionSet) -> dict[str, str]:
    """What a recommendation may be for, as a cell names it, with its title: the whole first."""
    named = {c.code: c.title for c in questions.criteria} | {i.code: i.title for i in questions.indicators}
    return {_WHOLE: ""} | named


def name_levels(questions: QuestionSet) -> tuple[str, ...]:
    """The levels that a recommendation may be for, as a cell names them."""
    return _ANY, *(level.name for level in questions.levels)


def write_library_words(
    questions: QuestionSet, library: Sequence[LibraryText]
) -> tuple[tuple[str, str, str, str], ...]:
    """The library in the words of cells, as a person edits it: code, level, text, term."""
    levels = {level.code: level.name for level in questions.levels} | {ANY_LEVEL: _ANY}
    return tuple(
        (text.code or _WHOLE, levels.get(text.level, text.level), text.text, text.term) for text in library
    )


def read_library_words(
    questions: QuestionSet, rows: Sequence[tuple[str, str, str, str]], file: str
) -> tuple[LibraryText, ...]:
    """The library that words mean, by the same rules as a workbook; ``file``: what mistakes call it.

    No row at all is an empty library. Rows count from 1, as a form shows them.
    """
    heading = GridRow(0, ("№", "Уровень", "Рекомендация", "Срок"))
    grid = (heading, *(GridRow(number, row) for number, row in enumerate(rows, start=1)))
    return read_library(questions, [Sheet("Рекомендации", grid)], file)


def read_library(questions: QuestionSet, sheets: Sequence[Sheet], file: str) -> tuple[LibraryText, ...]:
    """The texts of a workbook in their order, each once.

    SeveralMistakesError names each row with an indicator or a level that the set does not have.
    """
    for sheet in sheets:
        table = find_table(sheet, file, _COLUMNS, ("code", "text"), carried=("code", "level"))
        if table is not None:
            mistakes = Mistakes()
            mistakes.note_unread(sheet, file)
            return _read_rows(questions, table.rows, mistakes)
    raise UnreadableFileError("В файле «{file}» нет таблицы со столбцами «№» и «Рекомендация».", file=file)


def _read_rows(questions: QuestionSet, rows: Sequence[Row], mistakes: Mistakes) -> tuple[LibraryText, ...]:
    texts: list[LibraryText] = []
    for row in rows:
        code = mistakes.take(row.place, "", _read_code, questions, row["code"])
        level = mistakes.take(row.place, "", _read_level, questions, row["level"])
        if not row["text"]:
            mistakes.add(CallerError("текста рекомендации нет."), row.place)
        texts.append(LibraryText(code, level, row["text"], row["term"]))
    mistakes.require_none()
    return tuple(dict.fromkeys(texts))


def _read_code(questions: QuestionSet, text: str) -> str:
    code = text.rstrip(".")
    if not code or fold(code) == _WHOLE:
        return ""
    if code not in {i.code for i in questions.indicators} | {c.code for c in questions.criteria}:
        raise CallerError("показателя или критерия «{code}» в наборе нет.", code=code)
    return code


def _read_level(questions: QuestionSet, text: str) -> str:
    if not text or fold(text) == _ANY:
        return ANY_LEVEL
    for level in questions.levels:
        if fold(text) in (fold(level.name), fold(level.code)):
            return level.code
    known = "; ".join(level.name for level in questions.levels)
    raise CallerError("уровень «{value}» не понят; бывают: {known}.", value=text, known=known)
