"""A set of criteria and indicators as a workbook and back. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from models.errors import CallerError, UnreadableFileError
from models.language import SOURCE, say, speaking
from models.values import Place, fold
from roadmaps.readers.grids import GridRow, Sheet
from roadmaps.rounds.questions import DEFAULT_LEVELS, check_question_set, usual_scoring
from roadmaps.rounds.rule_words import (
    RULES,
    read_rule,
    read_targets,
    write_choices,
    write_rule,
    write_target,
)
from roadmaps.rounds.tables import (
    HELP_SHEET,
    Mistakes,
    Page,
    Row,
    find_table,
    read_flag,
    read_fraction,
    read_share,
    write_book,
    write_fraction,
    write_share,
)
from roadmaps.rounds.values import (
    Criterion,
    Indicator,
    IndicatorKind,
    Level,
    QuestionSet,
    Scoring,
    Target,
)

KIND_WORDS = {
    IndicatorKind.YES_NO: "да/нет",
    IndicatorKind.NUMBER: "число",
    IndicatorKind.SHARE: "доля, %",
    IndicatorKind.CHOICE: "выбор",
    IndicatorKind.TEXT: "текст",
}
_KIND_STEMS = (
    (("да", "налич", "yes"), IndicatorKind.YES_NO),
    (("числ", "колич", "цел", "number"), IndicatorKind.NUMBER),
    (("дол", "процент", "%", "share"), IndicatorKind.SHARE),
    (("выбор", "вариант", "спис", "choice"), IndicatorKind.CHOICE),
    (("текст", "опис", "слов", "text"), IndicatorKind.TEXT),
)
_CRITERION = re.compile(r"(?:критерий\s*)?№?\s*(\d+(?:\.\d+)*)[.:)]?\s*(.*)", re.IGNORECASE | re.DOTALL)
_SLIPPED_DATE = re.compile(r"\d{2}\.\d{2}\.\d{4}")

_INDICATOR_COLUMNS: Mapping[str, Sequence[str]] = {
    "criterion": ("критерий", "раздел", "группа"),
    "code": ("№", "код", "номер", "№ п/п", "№ показателя"),
    "title": ("показатель", "наименование показателя", "название", "вопрос"),
    "kind": ("тип", "вид ответа", "вид"),
    "weight": ("вес",),
    "rule": ("правило", "правило оценки", "оценка"),
    "choices": ("варианты", "варианты ответа"),
    "unit": ("единица", "ед. изм", "единица измерения", "ед"),
    "targets": ("цель", "целевое значение", "целевые значения"),
    "evidence": ("подтверждение", "нужно подтверждение"),
    "required": ("обязателен", "обязательный", "обязательность"),
    "hint": ("подсказка", "пояснение", "примечание"),
}
_CRITERION_COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("№", "код", "номер"),
    "title": ("критерий", "название", "наименование"),
    "weight": ("вес",),
}
_LEVEL_COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("код",),
    "name": ("уровень", "название"),
    "from": ("от",),
}
_NAME_COLUMNS: Mapping[str, Sequence[str]] = {"name": ("набор",), "version": ("версия",)}
INDICATOR_FIELDS = (
    "criterion", "code", "title", "kind", "weight", "rule", "choices", "unit", "targets", "evidence",
    "required", "hint",
)  # fmt: skip
_SHEETS: Mapping[str, Sequence[tuple[str, int]]] = {
    "Показатели": (
        ("Критерий", 24), ("№", 8), ("Показатель", 60), ("Тип", 12), ("Вес", 8), ("Правило", 26),
        ("Варианты", 30), ("Единица", 12), ("Цель", 30), ("Подтверждение", 15), ("Обязателен", 12),
        ("Подсказка", 40),
    ),
    "Критерии": (("№", 8), ("Критерий", 70), ("Вес", 8)),
    "Уровни": (("Код", 18), ("Уровень", 24), ("От", 10)),
}  # fmt: skip
YES, NO = "да", "нет"  # of the last columns, whichever language is spoken
_FLAGS = dict.fromkeys((9, 10), (YES, NO))
_HELP = (
    "Одна строка листа «Показатели» — один вопрос мониторинга. Нужны столбцы «№» и «Показатель», "
    "остальные можно не заполнять.",
    "Критерий: «1. Название» или номер критерия с листа «Критерии».",
    "Тип: да/нет; число; доля, %; выбор; текст. Пустая ячейка — да/нет.",
    "Правило: «да — 100 %»; «от 0 до 100» — чем ближе ко второму числу, тем больше баллов; "
    "«от 10 — 50 %; от 20 — 100 %» — ступени; «по вариантам»; «не оценивается». Пустая ячейка — "
    "обычное для этого типа.",
    "Варианты: каждый в своей строке ячейки (Alt+Enter); с правилом «по вариантам» — с баллом: "
    "«частично = 50 %».",
    "Вес: больше нуля, например 1, 0,5 или 1/3.",
    "Цель: «100 к 31.12.2024 (слова документа)», каждая в своей строке ячейки.",
    "Подтверждение и Обязателен: да или нет.",
    "Лист «Уровни»: с какой доли баллов начинается уровень; первый — с 0 %.",
)


@dataclass
class _Found:
    """What the sheets of a workbook have said so far."""

    mistakes: Mistakes = field(default_factory=Mistakes)
    criteria: dict[str, Criterion] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    name: str = ""
    version: int = 1
    criteria_are_listed: bool = False


def read_set_sheets(sheets: Sequence[Sheet], file: str, name: str = "") -> QuestionSet:
    """The set in a workbook. SeveralMistakesError names each cell that will not do by sheet and row.

    ``name`` goes before the one in the workbook; a workbook without a name has that of its file.
    """
    found = _Found()
    was_read = False
    for sheet in sorted(sheets, key=_order):
        was_read = _read_sheet(found, sheet, file) or was_read
    if not was_read:
        raise UnreadableFileError("В файле «{file}» нет таблицы со столбцами «№» и «Показатель».", file=file)
    found.mistakes.require_none()
    questions = QuestionSet(
        name or found.name or re.sub(r"\.xlsx$", "", file, flags=re.IGNORECASE),
        found.version,
        tuple(found.criteria.values()),
        tuple(found.indicators.values()),
        tuple(found.levels) or DEFAULT_LEVELS,
    )
    check_question_set(questions)
    return questions


def _order(sheet: Sheet) -> bool:
    """Criteria have to be known before the indicators that name them."""
    return fold(sheet.title) not in ("критерии", "уровни", "набор")


def _read_sheet(found: _Found, sheet: Sheet, file: str) -> bool:
    """True where the sheet holds indicators."""
    place = Place(file, sheet=sheet.title)
    if sheet.title == HELP_SHEET:
        return False
    found.mistakes.note_unread(sheet, file)
    if not _names_indicators(sheet, file) and _read_side_sheet(found, sheet, file):
        return False
    table = find_table(sheet, file, _INDICATOR_COLUMNS, ("code", "title"), carried=("criterion",))
    if table is None:
        if sheet.rows:
            found.mistakes.add(CallerError("нет столбцов «№» и «Показатель»."), place)
        return False
    for row in table.rows:
        _add_indicator(found, row)
    return True


def _names_indicators(sheet: Sheet, file: str) -> bool:
    """A sheet called «Критерии» may hold the questions themselves."""
    return (
        find_table(sheet, file, {"title": ("показатель", "наименование показателя")}, ("title",)) is not None
    )


def _read_side_sheet(found: _Found, sheet: Sheet, file: str) -> bool:
    title, mistakes = fold(sheet.title), found.mistakes
    if title == "критерии" and (table := find_table(sheet, file, _CRITERION_COLUMNS, ("code", "title"))):
        for row in table.rows:
            weight = mistakes.take(row.place, Fraction(1), _read_weight, row["weight"])
            if row["code"] in found.criteria:
                mistakes.add(CallerError("номер критерия {code} уже был.", code=row["code"]), row.place)
            found.criteria[row["code"]] = Criterion(row["code"], row["title"], weight)
        found.criteria_are_listed = bool(table.rows)
        return True
    if title == "уровни" and (table := find_table(sheet, file, _LEVEL_COLUMNS, ("code", "name", "from"))):
        for row in table.rows:
            share = mistakes.take(row.place, Fraction(0), read_share, row["from"])
            found.levels.append(Level(row["code"], row["name"], share))
        return True
    if title == "набор" and (table := find_table(sheet, file, _NAME_COLUMNS, ("name",))):
        for row in table.rows[:1]:
            found.name = row["name"]
            found.version = int(row["version"]) if row["version"].isdecimal() else 1
        return True
    return False


def _add_indicator(found: _Found, row: Row) -> None:
    code, mistakes = row["code"].rstrip("."), found.mistakes
    if _SLIPPED_DATE.fullmatch(code):
        mistakes.add(
            CallerError("номер «{value}» превратился в дату: сделайте ячейку текстовой.", value=code),
            row.place,
        )
    elif not code:
        mistakes.add(CallerError("у показателя «{title}» нет номера.", title=row["title"]), row.place)
    elif code in found.indicators:
        mistakes.add(CallerError("номер показателя {code} уже был.", code=code), row.place)
    kind = mistakes.take(row.place, IndicatorKind.YES_NO, _read_kind, row["kind"])
    fallback: tuple[Scoring, tuple[str, ...]] = (usual_scoring(kind), ())
    no_targets: tuple[Target, ...] = ()
    scoring, choices = mistakes.take(row.place, fallback, read_rule, row["rule"], row["choices"], kind)
    found.indicators[code] = Indicator(
        code,
        row["title"],
        mistakes.take(row.place, "", _find_criterion, found, row["criterion"], code),
        kind,
        mistakes.take(row.place, Fraction(1), _read_weight, row["weight"]),
        scoring,
        row["unit"],
        choices,
        mistakes.take(row.place, False, read_flag, row["evidence"], False),
        mistakes.take(row.place, True, read_flag, row["required"], True),
        row["hint"],
        mistakes.take(row.place, no_targets, read_targets, row["targets"]),
    )


def _find_criterion(found: _Found, text: str, code: str) -> str:
    """The code of the criterion that a cell names, by code and title, code or title; else a new one."""
    text = " ".join(text.split())
    if not text:
        return ""
    known = list(found.criteria.values())
    for spell in (lambda c: f"{c.code}. {c.title}", lambda c: c.code, lambda c: c.title):
        for criterion in known:
            if fold(spell(criterion)) == fold(text):
                return criterion.code
    if found.criteria_are_listed:
        raise CallerError("критерия «{value}» нет на листе «Критерии».", value=text)
    numbered = _CRITERION.fullmatch(text)
    number = numbered[1] if numbered else _free_number(found, code)
    title = (numbered[2] if numbered else text).strip(" .:«»") or text
    found.criteria.setdefault(number, Criterion(number, title))
    return number


def _free_number(found: _Found, code: str) -> str:
    """1.2 belongs to criterion 1, unless another one has that number."""
    first = code.split(".")[0]
    if first and first not in found.criteria:
        return first
    return next(str(n) for n in range(1, len(found.criteria) + 2) if str(n) not in found.criteria)


def _read_kind(text: str) -> IndicatorKind:
    word = fold(text)
    if not word:
        return IndicatorKind.YES_NO
    for stems, kind in _KIND_STEMS:
        if word.startswith(stems):
            return kind
    raise CallerError(
        "тип «{value}» не понят; бывают: {known}.", value=text, known="; ".join(KIND_WORDS.values())
    )


def _read_weight(text: str) -> Fraction:
    weight = read_fraction(text or "1")
    if weight <= 0:
        raise CallerError("вес должен быть больше нуля.")
    return weight


@dataclass(frozen=True)
class SetWords:
    """A set in the words of cells, as a person edits it; ``read_words`` makes a set of it again.

    ``indicators``: rows with a cell for each of ``INDICATOR_FIELDS``; ``criteria``: code, title, weight;
    ``levels``: code, name, share from which it begins.
    """

    name: str
    version: int
    indicators: tuple[tuple[str, ...], ...]
    criteria: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[str, ...], ...]


def write_words(questions: QuestionSet) -> SetWords:
    """The set in words."""
    criteria = {c.code: f"{c.code}. {c.title}" for c in questions.criteria}
    return SetWords(
        questions.name,
        questions.version,
        tuple(tuple(_write_indicator(indicator, criteria)) for indicator in questions.indicators),
        tuple((c.code, c.title, write_fraction(c.weight)) for c in questions.criteria),
        tuple((level.code, level.name, write_share(level.from_share)) for level in questions.levels),
    )


def read_words(words: SetWords, file: str) -> QuestionSet:
    """The set that words mean, by the same rules as a workbook; ``file``: what mistakes call it."""
    sheets = [
        _as_sheet(title, headings, rows)
        for (title, headings), rows in zip(
            _SHEETS.items(), (words.indicators, words.criteria, words.levels), strict=True
        )
        if rows
    ]
    return read_set_sheets(sheets, file, words.name)


def _as_sheet(title: str, headings: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> Sheet:
    """Rows count from 1, as a form shows them."""
    heading = GridRow(0, tuple(words for words, _ in headings))
    return Sheet(title, (heading, *(GridRow(n, tuple(row)) for n, row in enumerate(rows, start=1))))


@speaking(SOURCE)  # a file is read back
def write_set_sheets(questions: QuestionSet, as_of: datetime) -> bytes:
    """The set as .xlsx bytes, with lists to choose from and a page of help; ``read_set_sheets`` reads it."""
    words = write_words(questions)
    criteria = [f"{code}. {title}" for code, title, _ in words.criteria]
    choices = {0: criteria or [""], 3: list(KIND_WORDS.values()), 5: RULES}
    pages = [
        Page(title, headings, [list(row) for row in rows], choices | _FLAGS if title == "Показатели" else {})
        for (title, headings), rows in zip(
            _SHEETS.items(), (words.indicators, words.criteria, words.levels), strict=True
        )
    ]
    pages.append(Page("Набор", [("Набор", 60), ("Версия", 10)], [[words.name, str(words.version)]]))
    return write_book(pages, as_of, _HELP)


def _write_indicator(indicator: Indicator, criteria: Mapping[str, str]) -> list[str]:
    return [
        criteria.get(indicator.criterion, indicator.criterion),
        indicator.code,
        indicator.title,
        say(KIND_WORDS[indicator.kind]),
        write_fraction(indicator.weight),
        write_rule(indicator.scoring),
        write_choices(indicator),
        indicator.unit,
        "\n".join(map(write_target, indicator.targets)),
        YES if indicator.needs_evidence else NO,
        YES if indicator.is_required else NO,
        indicator.hint,
    ]
