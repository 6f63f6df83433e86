"""The LALR tables of ``terms.lark``: read from a stored file, or built by lark when that file is stale.

Building costs a quarter of a second at every start, reading a hundredth. After a change of the
grammar run ``python -m roadmaps.deadlines.tables``; a test says when that was forgotten.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

_GRAMMAR, _STORED = "terms.lark", "terms.tables.json"


@dataclass(frozen=True)
class Tables:
    """``states``: terminal or rule → state to go to, or minus one minus the number of a rule.

    ``rules``: number of children, name of the rule, name of its builder, places of children to splice.
    """

    digest: str
    start: int
    end: int
    states: list[dict[str, int]]
    rules: list[tuple[int, str, str, list[int]]]


def load_tables() -> Tables:
    """The stored tables if they belong to the grammar, else new ones."""
    grammar = _read(_GRAMMAR)
    try:
        tables = Tables(**json.loads(_read(_STORED)))
    except (OSError, ValueError, TypeError):
        return build_tables(grammar)
    return tables if tables.digest == _digest(grammar) else build_tables(grammar)


def build_tables(grammar: str) -> Tables:
    """The tables as lark computes them."""
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    machine: Any = Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False).parser.parser
    table = machine._parse_table
    numbers: dict[Any, int] = {}
    states: list[dict[str, int]] = [{} for _ in table.states]
    for state, row in table.states.items():
        for name, (action, target) in row.items():
            shifts = action is Shift
            states[state][str(name)] = target if shifts else -1 - numbers.setdefault(target, len(numbers))
    rules = [
        (len(rule.expansion), str(rule.origin.name), str(rule.alias or rule.origin.name), _spliced(rule))
        for rule in numbers
    ]
    return Tables(_digest(grammar), table.start_states["start"], table.end_states["start"], states, rules)


def _spliced(rule: Any) -> list[int]:
    """Places of the children that only group others: rules whose names begin with ``_``."""
    return [
        place
        for place, symbol in enumerate(rule.expansion)
        if not symbol.is_term and symbol.name.startswith("_")
    ]


def _read(name: str) -> str:
    return resources.files("roadmaps.deadlines").joinpath(name).read_text(encoding="utf-8")


def _digest(grammar: str) -> str:
    return hashlib.sha256(grammar.encode()).hexdigest()


def store_tables() -> None:
    """Write the tables beside the grammar."""
    tables = build_tables(_read(_GRAMMAR))
    text = json.dumps(asdict(tables), ensure_ascii=False, separators=(",", ":")).replace('},{"', '},\n{"')
    with resources.as_file(resources.files("roadmaps.deadlines").joinpath(_STORED)) as path:
        path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    store_tables()
