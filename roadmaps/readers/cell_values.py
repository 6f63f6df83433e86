"""Values of spreadsheet cells -> the text a person sees in them. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?")


def print_value(value: object, number_format: str = "General") -> str:
    """A cell's text: dates as dd.mm.yyyy, numbers as their format shows them.

    A date whose format hides the day is a month or a year, not its first day.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ИСТИНА" if value else "ЛОЖЬ"
    if isinstance(value, datetime | date):
        return _print_date(value, number_format)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _print_number(value, number_format)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def print_section_number(value: datetime | date) -> str:
    """The row number that a spreadsheet took for a date: "1.2" typed became 1 February."""
    return f"{value.day}.{value.month}"


def _print_date(value: datetime | date, number_format: str) -> str:
    shown = _LITERAL.sub("", number_format).lower()
    if "y" in shown and "d" not in shown:
        return f"{_MONTHS[value.month - 1]} {value.year}" if "m" in shown else str(value.year)
    if "m" in shown and "d" not in shown and "h" not in shown and "s" not in shown:
        return f"{_MONTHS[value.month - 1]} {value.year}"
    return f"{value.day:02}.{value.month:02}.{value.year:04}"


def _print_number(value: int | float, number_format: str) -> str:
    section = number_format.split(";")[0]
    bare = _LITERAL.sub(lambda found: "\0" * len(found[0]), section)
    digits = _DIGITS.search(bare)
    if digits is None or "general" in bare.lower() or "/" in bare or re.search("e[+-]", bare, re.IGNORECASE):
        return _print_general(value)
    percent = "%" in bare
    places = len(digits[1] or "")
    number = _round(value * 100 if percent else value, places)
    if number is None:
        return _print_general(value)
    before, after = section[: digits.start()], section[digits.end() :]
    optional = (digits[1] or "").count("#")
    text = f"{number:.{places}f}"
    for _ in range(optional):
        text = text.removesuffix("0")
    return (_literals(before) + text.rstrip(".") + _literals(after) + ("%" if percent else "")).strip()


def _round(value: int | float, places: int) -> Decimal | None:
    try:
        return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        return None


def _literals(part: str) -> str:
    """What a number format prints before or after the digits."""
    quoted = "".join(found[1] or found[2] or "" for found in _LITERAL.finditer(part))
    return quoted or ("." if part.startswith(".") else "")


def _print_general(value: int | float) -> str:
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.11g}"
