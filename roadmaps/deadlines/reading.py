"""Tokens → elements: at each place the longest prefix that the grammar accepts. Linear in the text.

Words that belong to no element are kept as unread; words after "со дня", "по мере" and the like
name the event and are kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.syntax import ImpossibleDateError
from roadmaps.deadlines.tables import load_tables
from roadmaps.deadlines.tokens import Token

LONGEST_ELEMENT = 40  # tokens; bounds the work at each place
_STEPS_BACK = 5


@dataclass(slots=True)
class Island:
    """One element and its tokens ``first``..``stop`` (exclusive); ``tail``: the end of the words after it."""

    node: ast.Node
    first: int
    stop: int
    tail: int


@dataclass(slots=True)
class Reading:
    """What was read of a phrase."""

    tokens: list[Token]
    islands: list[Island] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def remarks(self) -> list[str]:
        """What a person should check about single words: suspected misprints."""
        return [token.note for token in self.tokens if token.note]

    @property
    def assumed(self) -> list[str]:
        return [token.assumed for token in self.tokens if token.assumed]

    def gap_before(self, index: int) -> tuple[str, ...]:
        """Types of the tokens between an island and the one before it."""
        start = self.islands[index - 1].tail if index else 0
        return tuple(token.type for token in self.tokens[start : self.islands[index].first])


class Automaton:
    """The LALR tables, walked token by token.

    A cell may hold anything, so the parser must stop at the longest prefix it accepts instead of
    raising; lark's own driver costs three times as much for that.
    """

    def __init__(self) -> None:
        from roadmaps.deadlines.nodes import NodeBuilder

        tables, builder = load_tables(), NodeBuilder()
        self.start, self.end = tables.start, tables.end
        rules = [
            (length, origin, _builder(builder, name, spliced))
            for length, origin, name, spliced in tables.rules
        ]
        # for each state: terminal → state to shift to, or (number of children, rule's name, builder)
        self.actions: list[dict[str, Any]] = [
            {name: action if action >= 0 else rules[-1 - action] for name, action in state.items()}
            for state in tables.states
        ]
        self.starters = frozenset(self.actions[self.start]) - {"$END"}

    def run(self, tokens: list[Token], start: int, stop: int) -> tuple[Any, int]:
        """The node of ``tokens[start:reached]`` and ``reached``; None if that prefix is no element."""
        state, index, actions = self.start, start, self.actions
        states, values = [state], list[Any]()
        name = tokens[index].type if index < stop else "$END"
        while True:
            action = actions[state].get(name)
            if action is None:
                if name == "$END":
                    return None, index
                name = "$END"  # the next token does not belong: try to end here
            elif action.__class__ is tuple:
                length, origin, build = action
                children = values[-length:] if length else []
                if length:
                    del states[-length:], values[-length:]
                state = actions[states[-1]][origin]
                states.append(state)
                values.append(build(children))
                if name == "$END" and state == self.end:
                    return values[-1], index
            else:
                state = action
                states.append(state)
                values.append(tokens[index])
                index += 1
                name = tokens[index].type if index < stop else "$END"


def _builder(builder: object, name: str, spliced: list[int]) -> Callable[[list[Any]], Any]:
    """What makes the value of a rule; a rule without a method only groups its children."""
    if name.startswith("_"):
        return _keep
    build: Callable[[list[Any]], Any] = getattr(builder, name, _forget)
    if not spliced:
        return build

    def splice_and_build(children: list[Any]) -> Any:
        flat: list[Any] = []
        for place, child in enumerate(children):
            flat += child if place in spliced else (child,)
        return build(flat)

    return splice_and_build


def _keep(children: list[Any]) -> list[Any]:
    return children


def _forget(_: list[Any]) -> None:
    return None


@cache
def _automaton() -> Automaton:
    return Automaton()


def read(tokens: list[Token]) -> Reading:
    """All elements of ``tokens`` in order."""
    reading = Reading(tokens)
    index, starters = 0, _automaton().starters
    while index < len(tokens):
        node, stop = _longest(reading, index) if tokens[index].type in starters else (None, index)
        if node is None:
            reading.unread.append(index)
            index += 1
            continue
        tail = _tail(tokens, stop, node)
        reading.islands.append(Island(node, index, stop, tail))
        index = tail
    return reading


def _longest(reading: Reading, start: int) -> tuple[ast.Node | None, int]:
    stop = min(len(reading.tokens), start + LONGEST_ELEMENT)
    for _ in range(_STEPS_BACK):
        node, reached = _attempt(reading, start, stop)
        if node is not None:
            return node, reached
        stop = min(reached, stop) - 1
        if stop <= start:
            break
    return None, start


def _attempt(reading: Reading, start: int, stop: int) -> tuple[ast.Node | None, int]:
    try:
        return _automaton().run(reading.tokens, start, stop)
    except ImpossibleDateError as error:
        reading.problems.append(f"Невозможная дата: {error}.")
        return None, start


_TAILED = (ast.Within, ast.Event)
_DATES = frozenset({"NUM", "ROMAN", "DATE", "MONTH", "MY", "YEAR", "YEARS", "QW", "HW", "UNTIL", "COMMA"})
_IN_PLAN_NAMES = ("WORD", "SET", "PLAN", "OTHER", "DASH", "PROGRAM_RUN", "CAL", "SCHOOL")
_ENDS_TAIL = frozenset({"SEMI", "DOT", "FREQ", "CONTINUOUS", "ONWARD"})


def _tail(tokens: list[Token], stop: int, node: ast.Node) -> int:
    """Where the words that belong to an event or a plan end."""
    if isinstance(node, _TAILED):
        weak = isinstance(node, ast.Event) and node.weak
        soft = weak or (isinstance(node, ast.Event) and node.soft)
        while stop < len(tokens) and not _ends_tail(tokens, stop, soft=soft):
            if weak and tokens[stop].type in _DATES:
                break
            stop += 1
    elif isinstance(node, ast.Undated):
        stop = _past_names(tokens, stop)
        if node.plan and _types(tokens, stop, 2) == "COMMA SET":  # "…, утвержденному 15.01.2025"
            stop = _past_names(tokens, _past_day(tokens, stop + 2))
        if node.plan and stop + 1 < len(tokens) and tokens[stop].type == "NA":
            stop += 1
            while stop < len(tokens) and tokens[stop].type in ("YEAR", "YEARS", "YW", "SCHOOL"):
                stop += 1
    return stop


def _past_names(tokens: list[Token], stop: int) -> int:
    while stop < len(tokens) and tokens[stop].type in _IN_PLAN_NAMES:
        stop += 1
    return stop


def _past_day(tokens: list[Token], stop: int) -> int:
    """Past the day on which a plan was signed: no term of the task."""
    if found := _SIGNED.match(_types(tokens, stop, 4)):
        stop += len(found[0].split())
    return stop


def _ends_tail(tokens: list[Token], index: int, *, soft: bool) -> bool:
    token, before = tokens[index], tokens[index - 1].type
    if token.type in _ENDS_TAIL:
        return True
    if token.type in ("UNTIL", "NE", "BUT") and before in ("COMMA", "LP", "BUT", "AND"):
        return True
    if token.type == "DATE" and token.assumed and tokens[index - 1].type != "UNTIL":
        return False  # "в рамках празднования Дня Победы" names what it is about
    if token.type in ("V", "SROK") and _types(tokens, index, 3).startswith(_SETS_A_LIMIT):
        return True
    if token.type in _STARTS_DATE and (
        soft or before in _SEPARATES or token.type in ("FROM", "UNTIL", "TO", "NE")
    ):
        return _is_date_at(tokens, index, separated=before in _SEPARATES)
    return False


def _types(tokens: list[Token], index: int, count: int) -> str:
    return " ".join(token.type for token in tokens[index : index + count])


_SETS_A_LIMIT = (
    "V SPANADJ SROK",
    "V NUM SPANADJ",
    "V SROK UNTIL",
    "V SROK NE",
    "V SROK TO",
    "SROK UNTIL",
    "SROK NE",
    "SROK DASH",
    "SROK COLON",
)
_SEPARATES = frozenset({"COMMA", "LP", "DASH", "COLON"})
_STARTS_DATE = frozenset(
    {"NUM", "ORD", "ROMAN", "DATE", "MY", "MONTH", "FROM", "UNTIL", "TO", "NE", "YEAR", "YEARS", "V"}
)
_DAY = r"(?:DATE|(?:NUM|ORD)(?: (?:DASH|COMMA|AND|TO|UNTIL) (?:NUM|ORD))* MONTH)"
_SIGNED = re.compile(r"DATE|NUM MONTH(?: YEAR(?: YW)?)?")
_FULL = re.compile(rf"(?:{_DAY}|FROM (?:{_DAY}|(?:NUM|ORD) (?:TO|UNTIL) ))")
_AFTER_SIGN = re.compile(
    rf"(?:V )?(?:{_DAY}|MONTH|MY|YEARS?\b|FROM {_DAY}|FROM (?:NUM|ORD|MONTH) (?:TO|UNTIL)|(?:NUM|ROMAN|ORD) "
    r"(?:(?:DASH|COMMA|AND) (?:NUM|ROMAN|ORD) )*(?:QW|HW|DECADE|WEEKW MONTH|HALFPART)"
    r"|LAST (?:WEEKW|DECADE|WEEKDAY) MONTH)"
)
_LIMIT = re.compile(rf"(?:UNTIL|TO|NE LATER(?: UNTIL)?) {_DAY}")


def _is_date_at(tokens: list[Token], index: int, *, separated: bool) -> bool:
    """Whether a date of its own begins here: "в период каникул с 24 по 31 марта", "…, апрель"."""
    types = _types(tokens, index, 8)
    if tokens[index].type in ("UNTIL", "TO", "NE"):
        return bool(_LIMIT.match(types)) and tokens[index].value != "к"
    if separated:
        return bool(_AFTER_SIGN.match(types))
    return tokens[index].type != "V" and bool(_FULL.match(types))
