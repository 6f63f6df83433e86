"""What recognition of pictures usually spoils in a plan, put right where the rest leaves no doubt. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from roadmaps.readers.blocks import RawRow

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\.?")
_HEADING = re.compile(r"№.{1,5}")
# What roman numerals come back as. A bare stroke may have been I or II: it stays as it is.
_NUMERALS = (("IV", r"[ГIl1Т\[]У|TV"), ("III", r"Ш|IIl|Ill|lll"), ("II", r"П|Il|ll|lI"), ("I", r"Г"))
_NUMERAL = re.compile("|".join(f"(?P<{name}>(?<!\\w)(?:{shapes})(?!\\w))" for name, shapes in _NUMERALS))


def repair_rows(rows: Sequence[RawRow]) -> list[RawRow]:
    """The rows of a recognised table: its number heading, roman numerals of quarters, lost numbers."""
    repaired = [replace(row, cells=tuple(_repair_numerals(cell) for cell in row.cells)) for row in rows]
    numbers = _rebuild_numbers([row.cells[0] or "" for row in repaired])
    return [
        replace(row, cells=(number, *row.cells[1:])) if row.cells[0] and number else row
        for row, number in zip(repaired, numbers, strict=True)
    ]


def _repair_numerals(cell: str | None) -> str | None:
    if cell is None or "квартал" not in cell or len(cell) > 60:
        return cell
    return _NUMERAL.sub(lambda found: found.lastgroup or found[0], cell)


def _rebuild_numbers(numbers: Sequence[str]) -> list[str]:
    """Row numbers in their sequence: "1.6", "Lf", "1.8" was 1.7; "2.8", "29" was 2.9."""
    rebuilt = [re.sub(_HEADING, "№ п/п", n) if _HEADING.fullmatch(n) else n for n in numbers]
    above = ""
    for index, number in enumerate(rebuilt):
        following = rebuilt[index + 1] if index + 1 < len(rebuilt) else ""
        for expected in _successors(above):
            lost = len(number) <= 4 and not _NUMBER.fullmatch(number) and following in _successors(expected)
            if number and (number == expected.replace(".", "") or lost):
                rebuilt[index] = expected
                break
        found = _NUMBER.match(rebuilt[index])
        above = found[1] if found else above
    return rebuilt


def _successors(number: str) -> list[str]:
    """The numbers that may stand below one: the next of its kind, its first child, its parent's next."""
    if not number:
        return []
    parts = [int(part) for part in number.split(".")]
    nexts = [[*parts[:size], parts[size] + 1] for size in range(len(parts) - 1, -1, -1)]
    return [".".join(map(str, found)) for found in [*nexts, [*parts, 1]]]
