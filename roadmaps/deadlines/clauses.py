"""A phrase whose parts hold at different times → its clauses, each of which is read by itself.

"ежегодно до 1 апреля (в 2024 году – до 1 июня)": the exception stands instead of what the rest says for
its time. "до 1 июля 2025 г., далее – ежегодно до 1 февраля": what follows holds after what stands before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.elements import YEAR_UNITS, explicit_years, own_year
from roadmaps.deadlines.reading import Island, Reading
from roadmaps.deadlines.stretches import whole_year
from roadmaps.deadlines.syntax import Years

_OPENS = ({"DASH"}, {"COLON"}, set[str]())  # what stands between a time and what holds then
_TIMES = (*YEAR_UNITS, "half", "quarter", "month")
_LENGTHS = ("year", "half", "quarter", "month", "decade", "week", "day")  # the longest first
_DAYS = (ast.Until, ast.DayOfMonth)
_DATES = (*_DAYS, ast.At, ast.Range)


class Place(Enum):
    """What a clause does to those before it."""

    MAIN = "main"
    INSTEAD = "instead"  # in the time that it names: "в декабре – до 20 декабря"
    REPORT = "report"  # for the report that it names: "за год – до 15 января"
    AFTER = "after"  # from where they end: "далее – ежегодно"


@dataclass(frozen=True)
class Clause:
    """``time``: the words that name when it holds."""

    place: Place
    reading: Reading
    time: Reading | None = None


def divide(reading: Reading) -> list[Clause]:
    """The clauses of a phrase; none where all of it holds at one time."""
    return _divide_onward(reading) or _divide_by_time(reading)


def _part(reading: Reading, islands: list[Island]) -> Reading:
    return replace(reading, islands=islands)


def _divide_onward(reading: Reading) -> list[Clause]:
    """ "…, далее – ежегодно до 1 февраля"; "март, далее ежегодно" says nothing new and is no clause."""
    islands = reading.islands
    at = next((i for i, island in enumerate(islands) if isinstance(island.node, ast.Onward)), 0)
    before, after = islands[:at], islands[at + 1 :]
    repeated = [any(isinstance(i.node, ast.Frequency) for i in part) for part in (before, after)]
    dated = any(isinstance(i.node, _DATES) and explicit_years(i.node) is None for i in after)
    goes_on = any(isinstance(i.node, ast.Whole) for i in after)  # "далее – в течение года"
    if not before or not (goes_on or (repeated[1] and (dated or repeated[0]))):
        return []
    named = any(isinstance(own_year(island.node), Years) for island in before)
    once = not named and not repeated[0]
    first = [*before, islands[at]] if once else before  # without a year the first time is meant
    return [Clause(Place.MAIN, _part(reading, first)), Clause(Place.AFTER, _part(reading, after))]


def _divide_by_time(reading: Reading) -> list[Clause]:
    """Exceptions, and "2024 год – ежемесячно, 2025 год – ежеквартально"."""
    islands, clauses = reading.islands, list[Clause]()
    rest, index = list[Island](), 0
    several = len({i.node for i in islands if isinstance(i.node, ast.Frequency)}) > 1
    while index < len(islands):
        if (year := _year_first(reading, index)) is not None and _has_yearless(rest):
            time = replace(islands[index], node=ast.At((whole_year(year),)))
            part = _part(reading, islands[index : index + 1])
            clauses.append(Clause(Place.INSTEAD, part, _part(reading, [time])))
            index += 1
            continue
        said = _past_times(reading, index)
        place = _place_of(reading, index, said, rest, several=several)
        if place is None:
            rest.append(islands[index])
            index += 1
            continue
        stop = said + 1
        while stop < len(islands) and reading.gap_before(stop) == ("AND",):
            stop += 1
        clauses.append(_clause(reading, place, islands[index:said], islands[said:stop], rest))
        index = stop
    main = [Clause(Place.MAIN, _part(reading, rest))] if rest else []
    return [*main, *clauses] if clauses and (rest or len(clauses) > 1) else []


def _past_times(reading: Reading, index: int) -> int:
    """Past "в январе и мае": the element that says what holds then."""
    islands, stop = reading.islands, index + 1
    while (
        stop < len(islands)
        and reading.gap_before(stop) in (("AND",), ("COMMA",))
        and all(isinstance(i.node, ast.At) and _names_time(i.node) for i in islands[index : stop + 1])
    ):
        stop += 1
    return stop


def _clause(
    reading: Reading, place: Place, times: list[Island], said: list[Island], rest: list[Island]
) -> Clause:
    """How often a thing is done holds for an exception too, unless it names its only year.

    Days of months are those of every month; of them ``interpretation`` takes those in a longer time.
    """
    if place is not Place.INSTEAD:
        return Clause(place, _part(reading, [*times, *said]))
    time, node = times[0].node, said[0].node
    often = [island for island in rest if isinstance(island.node, ast.Frequency)]
    alone = isinstance(node, ast.Frequency) or (explicit_years(time) and isinstance(node, ast.Until))
    every_month = isinstance(node, ast.DayOfMonth) and _unit_of(time) != "month"
    part = [*([] if alone else often), *([] if every_month else times), *said]
    return Clause(place, _part(reading, part), _part(reading, [*often, *times]))


def _place_of(reading: Reading, index: int, stop: int, rest: list[Island], *, several: bool) -> Place | None:
    """Whether a clause of its own begins at ``index``, beside the ``rest``; ``stop`` says what holds."""
    islands = reading.islands
    if stop >= len(islands) or set(reading.gap_before(stop)) not in _OPENS:
        return None
    time, said = islands[index].node, islands[stop].node
    often = [island.node for island in rest if isinstance(island.node, ast.Frequency)]
    if isinstance(said, ast.Frequency):
        return Place.INSTEAD if several and _names_time(time) and (often or not rest) else None
    if isinstance(said, ast.At) and isinstance(time, ast.At) and time.preposition == "V":
        return Place.INSTEAD if explicit_years(time) and _has_yearless(rest) else None
    if not rest or not isinstance(said, _DAYS):
        return None
    days = any(isinstance(island.node, _DAYS) for island in rest)
    if isinstance(time, ast.Reported | ast.EndOf):
        return Place.REPORT if often and (days or _is_longer(time, often[0])) else None
    if isinstance(time, ast.Since):
        return Place.INSTEAD if days and isinstance(said, ast.DayOfMonth) else None
    if not isinstance(time, ast.At) or time.preposition != "V" or not _names_time(time):
        return None
    if days and (often or explicit_years(time) or _is_every_month(rest)):
        return Place.INSTEAD  # "до 10 января, в январе – до 25 января" are two deadlines
    separate = bool(reading.gap_before(stop))  # "ежемесячно, в мае до 15 числа" is no exception
    return Place.INSTEAD if separate and often and not _is_longer(often[0], time) else None


def _year_first(reading: Reading, index: int) -> Years | None:
    """The year of "в 2025 году – июнь", which the grammar reads as June 2025."""
    island = reading.islands[index]
    types = [token.type for token in reading.tokens[island.first : island.first + 2]]
    year = own_year(island.node) if isinstance(island.node, ast.At) else None
    named = types == ["V", "YEAR"] and explicit_years(island.node) is None
    return year if named and isinstance(year, Years) else None


def _has_yearless(rest: list[Island]) -> bool:
    """Whether a date without a year stands before: only from such a one is a year an exception."""
    dates = [island.node for island in rest if isinstance(island.node, ast.At)]
    return any(own_year(node) is None for node in dates)


def _is_every_month(rest: list[Island]) -> bool:
    return any(isinstance(island.node, ast.DayOfMonth) for island in rest)


def _names_time(node: ast.Node) -> bool:
    return isinstance(node, ast.Since) or (
        isinstance(node, ast.At) and all(stretch.unit in _TIMES for stretch in node.stretches)
    )


def _is_longer(one: ast.Node, other: ast.Node) -> bool:
    """ "ежеквартально, по итогам года – …": one report more beside those that come oftener."""
    ranks = [_LENGTHS.index(unit) if (unit := _unit_of(node)) in _LENGTHS else None for node in (one, other)]
    return ranks[0] is not None and ranks[1] is not None and ranks[0] < ranks[1]


def _unit_of(node: ast.Node) -> str:
    match node:
        case ast.Frequency():
            return node.unit
        case ast.At():
            return node.stretches[-1].unit
        case ast.Reported() | ast.EndOf():
            return node.stretches[-1].unit if node.stretches else node.unit
    return ""
