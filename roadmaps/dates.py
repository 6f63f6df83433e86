"""The date and the number a document carries itself: "18 МАР 2021", "от 18.09.2020 № 1006". Pure."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("янв", "фев", "мар", "апр", "мая май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH_NUMBERS = {stem: number for number, stems in enumerate(_MONTHS, start=1) for stem in stems.split()}
_DATE = re.compile(
    r"(?<![\d.])[«\"“]?\s?(\d{1,2})\s?[»\"”]?\s?(?:\.\s?(\d{1,2})\s?\.\s?|\s?-?(янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?\s+)(\d{4}|\d{2}(?!\d))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:№|\bN)\s?([0-9][^\s,;»)]*|[А-ЯA-Za-zа-я]{1,6}[-/]?\d[^\s,;»)]*)")
_MAX_LINE = 140


def read_date(text: str) -> date | None:
    """The first calendar date of a text, in figures or as a stamp; None where there is none."""
    for match in _DATE.finditer(text):
        month = int(match[2]) if match[2] else _MONTH_NUMBERS[match[3].lower()]
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        try:
            return date(year, month, int(match[1]))
        except ValueError:
            continue
    return None


def read_number(text: str) -> str | None:
    """What stands behind the number sign; None where there is none or only a blank."""
    match = _NUMBER.search(text)
    return match[1].rstrip(".") if match else None


def read_dated_number(text: str) -> str | None:
    """The number that stands right behind (or before) a date: "от 24.06.2021 года № 98"."""
    for match in _DATE.finditer(text):
        near = _NUMBER.match(
            re.sub(r"^[\s,]*(?:года?|г\.?)?[\s,]*", "", text[match.end() : match.end() + 60])
        )
        if near:
            return near[1].rstrip(".")
    before = re.search(_NUMBER.pattern + r"\s*от\s", text)
    return before[1].rstrip(".") if before else None


def is_registration_line(text: str) -> bool:
    """A short line that is only about the date or the number of the document."""
    if len(text) > _MAX_LINE:
        return False
    rest = _NUMBER.sub(" ", _DATE.sub(" ", text))
    rest = re.sub(
        r"\b(?:от|года?|г|на|регистрационный|дата|номер|приказ|распоряжение|постановление)\b|[.,_:№«»\"-]",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    return (read_date(text) is not None or read_number(text) is not None) and len(rest.split()) <= 1
