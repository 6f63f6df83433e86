"""What the commands share: opening the house, moments as people write them, answers as JSON or tables."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from models.errors import CallerError
from models.language import say

if TYPE_CHECKING:
    from flows.house import House

# Farther away there is no plan, only a slip of the finger.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_MAX_ID = 2**31 - 1  # the largest key that both databases take

_Command = TypeVar("_Command", bound=Callable[..., Any])


@contextmanager
def opened_house(*, simulated_at: str | None = None) -> Iterator[tuple[House, datetime]]:
    """The house of this environment and the moment to act as of: the clock's, or the one written."""
    from flows.house import open_house
    from models.settings import load_settings

    settings = load_settings()
    moment = parse_moment(simulated_at, settings.tzinfo) if simulated_at is not None else None
    house = open_house(settings)
    try:
        yield (house.at(moment) if moment else house), moment or house.clock()
    finally:
        house.close()


def parse_moment(words: str, zone: Any) -> datetime:
    """``2021-04-15T09:00+05:00``; without an offset local to ``zone``; a bare date means 09:00 of it."""
    try:
        if len(words) <= 10:
            return datetime.combine(parse_day(words), time(9), tzinfo=zone)
        moment = datetime.fromisoformat(words)
        parse_day(moment.date().isoformat())
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError) as error:
        raise CallerError(
            "«{words}» — не момент времени. Пишите так: 2021-04-15 или 2021-04-15T09:00+05:00.", words=words
        ) from error


def parse_day(words: str) -> date:
    """``2021-06-05`` or ``05.06.2021``; CallerError for what is no date."""
    try:
        day, month, year = words.split(".") if "." in words else reversed(words.split("-"))
        read = date(int(year), int(month), int(day))
        if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
            raise ValueError(words)
        return read
    except ValueError as error:
        raise CallerError(
            "«{words}» — не дата. Пишите так: 2021-06-05 или 05.06.2021.", words=words
        ) from error


def parse_years(words: str) -> tuple[int, int]:
    """``2021-2022`` or ``2021``; CallerError for anything else or for years in the wrong order."""
    first, _, last = words.replace("–", "-").partition("-")
    try:
        years = int(first), int(last or first)
        if not _FIRST_YEAR <= years[0] <= years[1] <= _LAST_YEAR:
            raise ValueError(words)
    except ValueError as error:
        raise CallerError("«{words}» — не годы плана. Пишите так: 2021-2022.", words=words) from error
    return years


def parse_id(words: str) -> int:
    """The number of an occurrence; CallerError for anything else."""
    digits = words.removeprefix("№").strip()
    if not (digits.isascii() and digits.isdigit() and int(digits[:12] or 0) <= _MAX_ID):
        raise CallerError("«{words}» — не номер срока. Номера показывает sroki occurrences.", words=words)
    return int(digits)


def command_actor() -> str:
    """Who the trail names for a command: the account of the machine."""
    try:
        return f"command:{getpass.getuser()}"
    except (KeyError, OSError):
        return "command:?"


def print_json(value: object) -> None:
    """One JSON document on standard output, Cyrillic as it is."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for people; on a narrow terminal cells wrap."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=say(title), title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(say(column))
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def echo(template: str, *, err: bool = False, **details: object) -> None:
    """A sentence in the chosen language, on standard output or (``err``) beside it."""
    click.echo(say(template, **details), err=err)


def format_day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


json_option = click.option("--json", "as_json", is_flag=True, help="Ответ в JSON.")
as_of_option = click.option("--as-of", metavar="МОМЕНТ", help="Как если бы сейчас был этот момент.")
