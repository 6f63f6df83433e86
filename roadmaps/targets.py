"""Tables of target indicators with milestones and of yearly monitorings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from models.values import fold
from roadmaps.assembly import Draft, Table
from roadmaps.columns import Column
from roadmaps.merged import number_of
from roadmaps.milestones import dated_milestone, read_milestones
from roadmaps.readers.blocks import Paragraph
from roadmaps.wording import plain

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = re.compile(r"ежегодн|каждый год|раза? в год")
_IN_YEARS = re.compile(
    r"раза? в (?:(?P<figure>[2-9])|(?P<word>два|три|четыре|пять))[- ]?(?:х )?(?:года?|лет)"
)
_YEARS = {"два": 2, "три": 3, "четыре": 4, "пять": 5}
_MONTHS = re.compile(
    r"\b(?:(январ)|(феврал)|(март)|(апрел)|(ма[йея]\b)|(июн)|(июл)|(август)|(сентябр)|(октябр)|(ноябр)|(декабр))"
)
_MONTHS_ON_END = re.compile(rf"{_MONTHS.pattern}[а-я]* ?(?:[-–—]|по \d{{1,2}}) ?{_MONTHS.pattern}")
_LIST_HEAD = re.compile(
    r"(?:\d{1,2}\.\s+)?(?:перечень\s|значения\s|ожидаемые\s)?(?:целевы[ехм]+\s|основны[ех]\s|ключевы[ех]\s)?"
    r"(?:показател|индикатор)(?:и|ей|ы|ов)\b[^.;]{0,120}:?",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:[-–—•*·▪]\s*|(?P<number>\d{1,2})[.)]\s+)?(?P<name>[^:]{3,300}?)\s*:\s*(?P<values>.*\d.*)"
)
_FIGURE = re.compile(r"\d")
_AMOUNT = re.compile(r"(?:(?:не (?:менее|более|ниже|выше)|свыше|до|от)\s)?\d", re.IGNORECASE)
_VALUE_OF_YEAR = re.compile(
    r"((?:19|20)\d\d)\s*(?:году?|г\.?)?\s*[-–—:]\s*(.+?)(?=\s*[,;]\s*(?:19|20)\d\d\b|[;.]?\s*$)"
)


def is_monitoring_table(table: Table) -> bool:
    return table.header.index(Column.METHOD) is not None and not table.header.is_plan


def is_target_table(table: Table) -> bool:
    columns = table.header.columns
    return not table.header.is_plan and Column.VALUE in columns and Column.METHOD not in columns


def read_targets(table: Table) -> list[dict[str, object]]:
    """Target indicators with their values; a milestone holds value, due date or recurrence."""
    return [_read_target(table, draft, position) for position, draft in enumerate(table.drafts, start=1)]


def _read_target(table: Table, draft: Draft, position: int) -> dict[str, object]:
    value, milestones = _read_values(table, draft)
    return {
        **_common(table, draft, position),
        "value": value,
        "milestones": milestones,
    }


def _common(table: Table, draft: Draft, position: int) -> dict[str, object]:
    number = table.header.index(Column.NUMBER)
    name = next(
        (
            i
            for c in (Column.INDICATOR, Column.TITLE, Column.RESULT)
            if (i := table.header.index(c)) is not None
        ),
        0,
    )
    return {
        "line": draft.place.line,
        "number": number_of(table, draft) or str(position),
        "number_raw": draft.cells[number] if number is not None else "",
        "indicator": draft.cells[name],
    }


def _read_values(table: Table, draft: Draft) -> tuple[str, list[dict[str, object]]]:
    """One column of values in words, or one column for each year."""
    columns = [i for i, column in enumerate(table.header.columns) if column is Column.VALUE]
    dated = [(i, year[0]) for i in columns if (year := _YEAR.search(table.header.headings[i]))]
    if not dated:
        value = draft.cells[columns[0]]
        return value, read_milestones(value)
    filled = [(year, draft.cells[i]) for i, year in dated if draft.cells[i]]
    text = "; ".join(f"{year}: {value}" for year, value in filled)
    return text, [dated_milestone(value, year) for year, value in filled]


def read_monitorings(table: Table) -> list[dict[str, object]]:
    """Monitorings: method, result and an RFC 5545 rule where the words give one."""
    method = table.header.index(Column.METHOD) or 0
    result = table.header.index(Column.RESULT)
    return [
        {
            **_common(table, draft, position),
            "method": draft.cells[method],
            "result": draft.cells[result] if result is not None else "",
            "recurrence": read_recurrence(draft.cells[method]),
        }
        for position, draft in enumerate(table.drafts, start=1)
    ]


def read_recurrence(text: str) -> str | None:
    """How often a monitoring is held. School years begin in September and end in May by convention."""
    key = fold(text)
    named = sorted({found.lastindex or 0 for found in _MONTHS.finditer(key)})
    named = named[-1:] if _MONTHS_ON_END.search(key) else named  # "в ноябре – декабре" is held once
    months_named = f";BYMONTH={','.join(map(str, named))}" if named else ""
    if in_years := _IN_YEARS.search(key):
        return f"FREQ=YEARLY;INTERVAL={in_years['figure'] or _YEARS[in_years['word']]}{months_named}"
    if named and _YEARLY.search(key):
        return f"FREQ=YEARLY{months_named}"
    months = [5] if "конце учебного года" in key else []
    months += [9] if "начале" in key and "учебного года" in key else []
    if "начале и в конце" in key or "начале и конце" in key:
        months = [5, 9]
    rules = (
        (r"ежемесячн|раз в месяц", "FREQ=MONTHLY"),
        (r"ежекварт|раз в квартал|поквартальн", "FREQ=MONTHLY;INTERVAL=3"),
        (r"полугод|полгода|2 раза в год|два раза в год|дважды в год", "FREQ=MONTHLY;INTERVAL=6"),
        (r"ежегодн|раз в год|каждый год|в год\b", "FREQ=YEARLY"),
    )
    rule = next((rule for pattern, rule in rules if re.search(pattern, key)), None)
    if rule is not None and months:
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    return rule


def read_listed_targets(paragraphs: Iterable[Paragraph]) -> Iterator[dict[str, object]]:
    """Targets as a list: «Целевые показатели:» and below «– доля …: 2025 год – 72 %, 2026 год – 75 %»."""
    position: int | None = None  # in the list that is open
    for paragraph in paragraphs:
        text = plain(paragraph.text)
        item = _LISTED.fullmatch(text) if position is not None else None
        value, milestones = _read_listed_values(item["values"]) if item else ("", [])
        if item and position is not None and value:
            position += 1
            yield {
                "line": paragraph.place.line,
                "number": item["number"] or str(position),
                "number_raw": item["number"] or "",
                "indicator": item["name"],
                "value": value,
                "milestones": milestones,
            }
        else:
            position = 0 if _LIST_HEAD.fullmatch(text) else None


def _read_listed_values(text: str) -> tuple[str, list[dict[str, object]]]:
    """Values by years, as the columns of a table have them, or amounts in words."""
    dated = _VALUE_OF_YEAR.findall(text)
    if not dated:
        milestones = read_milestones(text)
        return (text.rstrip(" ;."), milestones) if milestones or _AMOUNT.match(text) else ("", [])
    if not all(_FIGURE.search(value) for _, value in dated):
        return "", []
    joined = "; ".join(f"{year}: {value}" for year, value in dated)
    return joined, [dated_milestone(value, year) for year, value in dated]
