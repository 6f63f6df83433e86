"""Columns of a table: what its header says they hold, in any wording and order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.values import fold
from roadmaps.wording import plain


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TITLE = "title"
    FREQUENCY = "frequency"  # beside a column with the term
    SPAN = "span"  # the month, quarter or year in which the term beside it lies
    TERM = "term"
    TERM_START = "term_start"
    TERM_END = "term_end"
    MARK = "mark"  # a column for a year, quarter or month, marked where the term falls into it
    RESPONSIBLE = "responsible"
    CO_RESPONSIBLE = "co_responsible"
    CONTROLLER = "controller"
    RESULT = "result"
    STATUS = "status"
    INDICATOR = "indicator"
    VALUE = "value"
    METHOD = "method"
    DIRECTION = "direction"
    OTHER = "other"


MONTH = r"(?:январ|феврал|март|апрел|ма[йея]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)"

# The first pattern that fits decides; the order settles headings that hold several of the words.
_HEADINGS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"^(№|n|no|номер|п/п|пп|#)([ .№]*(п[ ./]*п[ .]*|пункта|строки|мероприятия)?)$"),
    (Column.CONTROLLER, r"контроль\b|контролирующ|^кто контролир"),
    (Column.CO_RESPONSIBLE, r"^соисполнител"),
    (Column.RESPONSIBLE, r"ответств|исполнител|^(отв|исп)\b|^кто (проводит|отвечает|исполня|готовит|выполня)|"
                         r"организатор|докладчик|^ведущ"),
    (Column.STATUS, r"^фактическ"),
    (Column.TERM_START, r"^((планов\w+ |срок |дата )?начал[оа]|старт)\b"),
    (Column.TERM_END, r"^(планов\w+ |срок |дата |фактическ\w+ )?(окончани[ея]|завершени[ея]|конец|финиш)\b"),
    (Column.MARK, rf"^((i{{1,3}}|iv|[1-4])[ -]?(й |е )?(кв(артал)?\.?|полугодие)|{MONTH}\w*)$"),
    (Column.TERM, r"^((планов|планируем|примерн|контрольн|предельн)\w+ )?(срок|дат[аы]|период|врем|когда)|"
                  r"^(месяц|сроки?\b|дедлайн|deadline)|^(год|квартал)$|периодичность|график|"
                  r"\bсрок(и|а|ов)?\b (реализ|исполн|выполн|провед)"),
    (Column.STATUS, r"^отм\b|^исполнение ?[(а-я]|выполнен|об исполнении|о реализации|"
                    r"ход[ае]? (исполн|реализ)|исполнено|статус|состояние|фактическ"),
    (Column.METHOD, r"^(метод|способ|источник)\w* (сбор|получ|информ)|^методы?\b"),
    (Column.VALUE, r"значени|^(план|факт)$|^(19|20)\d\d( ?г(од|\.)?)?$"),
    (Column.TITLE, r"^наименовани\w+ .*(мероприяти|контрольн\w+ точ)"),
    (Column.RESULT, r"результат|индикатор|продукт|итог|подтвержд|(вид|наименование) документа|эффект|"
                    r"форма (отчет|завершен|предст)|"
                    r"целев\w+ показат|показател"),
    (Column.TITLE, r"мероприяти|действи|меры|(перечень|вид\w*) (работ|деятельн)|наименование|название|"
                   r"содержание|тема|задач|что (сделать|делается|провер)|повестк|пункт плана|поручени|"
                   r"событи|рекомендаци|"
                   r"управленческ\w+ решени|предложени|шаги\b|вопрос|^мониторинг|"
                   r"(предмет|объект)\w* (контрол|провер)"),
    (Column.DIRECTION, r"направлени|раздел|блок|^этап"),
)  # fmt: skip
# Which of two columns of one kind it is: a word that it has, and one that it has not.
_PREFERRED = {Column.TERM: ("срок|дат|период", "факт"), Column.RESPONSIBLE: ("ответств|исполнит", "\0")}
YEAR = re.compile(r"(?:19|20)\d\d")
_HEADING_RULES = tuple((column, re.compile(pattern)) for column, pattern in _HEADINGS)
_MAX_HEADING = 110
_MAX_COLUMNS = 60

TERM_WORDS = re.compile(
    rf"{MONTH}|квартал|полугод|полгода|\bеже(?:год|мес|квар|нед|днев)|в теч[еи]н|постоян|\bпериод|"
    r"учебн\w+ год|по (отдельн|мере|план|график|итогам|согласован|необход)|(?:19|20)\d\d|"
    r"\d{1,2}\.\d{1,2}|весь год|до \d|"
    r"раз[а]? в |по окончани|систематич|регулярно|весь|не позднее|декад|каникул|весн|осен|год",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\(?((?:\d{1,3}|[IVXLC]{1,6})(?:\s?\.\s?\d{1,3}){0,4}(?:\.?[а-яa-z])?)\s?[.)]{0,2}")


@dataclass(frozen=True)
class Header:
    """A header row: the columns in their order, the heading of each as printed."""

    columns: tuple[Column, ...]
    headings: tuple[str, ...]

    def index(self, column: Column) -> int | None:
        return self.columns.index(column) if column in self.columns else None

    @property
    def is_plan(self) -> bool:
        """A table of measures: a title and at least a term, an executor or a status."""
        others = {
            Column.TERM,
            Column.RESPONSIBLE,
            Column.STATUS,
            Column.CONTROLLER,
            Column.TERM_END,
            Column.MARK,
        }
        return Column.TITLE in self.columns and bool(others & set(self.columns))

    @property
    def splits_at_slash(self) -> bool:
        """The executors' heading says that what follows a slash are co-executors."""
        index = self.index(Column.RESPONSIBLE)
        return index is not None and "соисполн" in self.headings[index].lower()

    @property
    def brackets_co_executors(self) -> bool:
        """The executors' heading has the co-executors in brackets, and so have its cells."""
        index = self.index(Column.RESPONSIBLE)
        return index is not None and "(соисполн" in self.headings[index].lower()


def read_header(cells: Sequence[str | None], inside_table: bool = False) -> Header | None:
    """The header that a row is, or None. Any wording and any order of columns.

    Inside a table the end of a broken row may sound like headings: there it takes a number's heading or
    three known ones.
    """
    filled_width = max((index for index, cell in enumerate(cells, start=1) if cell), default=0)
    headings = tuple(plain(cell) for cell in cells[:filled_width])
    filled = [heading for heading in headings if heading]
    if not 2 <= len(filled) <= len(headings) <= _MAX_COLUMNS or any(
        len(heading) > _MAX_HEADING for heading in filled
    ):
        return None
    roles = [read_heading(heading) for heading in headings]
    known = [role for role in roles if role not in (None, Column.OTHER)]
    strong = {
        Column.TITLE,
        Column.TERM,
        Column.RESPONSIBLE,
        Column.RESULT,
        Column.VALUE,
        Column.METHOD,
        Column.STATUS,
    }
    if inside_table and Column.NUMBER not in known and len(set(known)) < 3:
        return None
    if (
        len(set(known)) < 2
        or len(known) * 2 < len(filled)
        or not strong & set(known)
        or _looks_like_data(headings)
    ):
        return None
    return Header(tuple(_settle(roles, headings)), headings)


def read_heading(heading: str) -> Column | None:
    """What one heading names; OTHER where no rule knows it, None where it is empty."""
    text = fold(heading)
    if not text:
        return None
    return next((column for column, rule in _HEADING_RULES if rule.search(text)), Column.OTHER)


def _looks_like_data(headings: Sequence[str]) -> bool:
    """A row that begins with a number or in mid-sentence, or that holds a whole date, is no header."""
    first = next(filter(None, headings))
    if re.match(r"\d", first) or (first[0].islower() and read_heading(first) is not Column.NUMBER):
        return True
    return any(re.search(r"\d\d\.\d\d\.\d{4}", h) for h in headings)


def _settle(roles: Sequence[Column | None], headings: Sequence[str]) -> list[Column]:
    """One column for each role: doubles become DIRECTION or OTHER, an empty first heading the number."""
    settled: list[Column] = [role or Column.OTHER for role in roles]
    if roles[0] is None and Column.NUMBER not in settled:
        settled[0] = Column.NUMBER
    if Column.TITLE not in settled and Column.DIRECTION in settled and Column.RESULT not in settled:
        settled[settled.index(Column.DIRECTION)] = Column.TITLE
    if Column.TITLE not in settled and settled.count(Column.RESULT) > 1:
        first = settled.index(Column.RESULT)
        if fold(headings[first]).startswith("наименование"):  # of a result, and then its "Вид документа"
            settled[first] = Column.TITLE
    _settle_unnamed_title(settled)
    _settle_indicators(settled, headings)
    _settle_marks(settled, headings)
    _settle_spans_and_frequency(settled, headings)
    for column in set(settled) - {Column.OTHER, Column.VALUE, Column.MARK, Column.SPAN}:
        same = [i for i, role in enumerate(settled) if role is column]
        if len(same) > 1:
            keep = _best(column, same, headings)
            for index in same:
                if index != keep:
                    settled[index] = (
                        Column.DIRECTION if column is Column.TITLE and index < keep else Column.OTHER
                    )
    return settled


def _settle_unnamed_title(settled: list[Column]) -> None:
    """ "Мониторинг", "Вопросы контроля": the one unknown column, and the first, is what is to be done."""
    if Column.TITLE in settled or not {Column.TERM, Column.RESPONSIBLE} <= set(settled):
        return
    first = 1 if settled[0] is Column.NUMBER else 0
    if settled[first] is Column.OTHER and settled.count(Column.OTHER) == 1:
        settled[first] = Column.TITLE


def _settle_spans_and_frequency(settled: list[Column], headings: Sequence[str]) -> None:
    """ "Периодичность" and "Срок" say together when ("ежемесячно", "до 25 числа"); so "Месяц" and "Дата"."""
    terms = [index for index, column in enumerate(settled) if column is Column.TERM]
    often = [index for index in terms if fold(headings[index]).startswith("периодичн")]
    if len(terms) == 2 and len(often) == 1:
        settled[often[0]] = Column.FREQUENCY
    spans = [index for index in terms if fold(headings[index]) in ("месяц", "квартал", "год")]
    for index in spans if len(spans) < len(terms) else ():
        settled[index] = Column.SPAN


def _settle_indicators(settled: list[Column], headings: Sequence[str]) -> None:
    """Tables of targets and of monitorings: the column "Показатель" is what they are about."""
    if not {Column.VALUE, Column.METHOD} & set(settled) or Column.TERM in settled:
        return
    for index, heading in enumerate(headings):
        if re.search(r"показател|индикатор", fold(heading)) and settled[index] in (
            Column.RESULT,
            Column.TITLE,
        ):
            settled[index] = Column.INDICATOR
            return


def _settle_marks(settled: list[Column], headings: Sequence[str]) -> None:
    """Columns headed by years, quarters or months: marks of a plan, else values of targets."""
    is_plan = Column.TITLE in settled and Column.TERM not in settled
    for index, heading in enumerate(headings):
        if is_plan and settled[index] is Column.VALUE and YEAR.match(heading):
            settled[index] = Column.MARK
        elif not is_plan and settled[index] is Column.MARK:
            settled[index] = Column.VALUE


def read_second_header(header: Header, cells: Sequence[str | None]) -> Header | None:
    """A header completed by a second row ("начало", "окончание" below "Срок"), or None.

    The second row fills columns that the first leaves without a heading, and the one before them.
    """
    second = [plain(cell) for cell in cells]
    width = max(len(header.columns), len(second))
    second += [""] * (width - len(second))
    columns = [*header.columns, *[Column.OTHER] * (width - len(header.columns))]
    headings = [*header.headings, *[""] * (width - len(header.headings))]
    filled = [index for index, cell in enumerate(second) if cell]
    bare = {index for index in filled if not headings[index]}
    below_years = {i for i in filled if YEAR.match(headings[i]) and read_heading(second[i]) is Column.MARK}
    if not bare or 0 in filled or any(not {i, i + 1} & bare and i not in below_years for i in filled):
        return None
    for index in filled:
        columns[index], headings[index] = _second_role(columns, headings, second, index)
        if columns[index] is Column.MARK:
            headings[index] = f"{headings[index]} {_year_above(header.headings, index)}".strip()
    return Header(tuple(columns), tuple(headings))


def _year_above(headings: Sequence[str], index: int) -> str:
    """The year that spans the column: "2025 год" above "I кв.", "II кв." stands in the first of them."""
    above = next((heading for heading in reversed(headings[: index + 1]) if heading), "")
    return above if YEAR.match(above) else ""


def _second_role(
    columns: Sequence[Column], headings: Sequence[str], second: Sequence[str], index: int
) -> tuple[Column, str]:
    role, whole = read_heading(second[index]), f"{headings[index]} {second[index]}".strip()
    under_term = any(headings[i] and columns[i] is Column.TERM for i in {index, max(index - 1, 0)})
    if role is Column.VALUE and under_term:  # "план" and "факт" below "Срок"
        return Column.TERM if second[index].lower() == "план" else Column.OTHER, whole
    if role in (Column.MARK, Column.TERM_START, Column.TERM_END, Column.VALUE):
        return role, second[index]
    parent = columns[index] if headings[index] else Column.OTHER
    # "Исполнение" above "Срок" and "Ответственный" names nothing by itself.
    kind = parent if parent is not Column.OTHER or role is None else role
    return kind, whole


def _best(column: Column, indexes: Sequence[int], headings: Sequence[str]) -> int:
    if column is Column.TITLE:
        for word in ("мероприят", "содержание", "наименование"):
            for index in indexes:
                if word in fold(headings[index]):
                    return index
    wanted, unwanted = _PREFERRED.get(column, ("", "\0"))
    better = (
        i for i in indexes if re.search(wanted, fold(headings[i])) and unwanted not in fold(headings[i])
    )
    return next(better, indexes[0])
