"""The page of the language of terms tells the truth, and all of it: every row is read anew.

A row is ``| Фраза | План | Вид | Дни | Смысл |``; in the tables of doubts the last column is what a
person should check. A plan is ``2026``, ``2025–2027``, a school year ``2025/26``, or ``—`` for none.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from models.values import DateSpan, TermContext, TermKind
from roadmaps.deadlines import find_deadlines, parse_deadline, reading
from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.lexing import tokenize

PAGE = (Path(__file__).parents[1] / "docs" / "terms.md").read_text(encoding="utf-8")
GRAMMAR = resources.files("roadmaps.deadlines").joinpath("terms.lark").read_text(encoding="utf-8")
KINDS = {
    TermKind.WINDOW: "окно", TermKind.DEADLINE: "срок", TermKind.RECURRING: "повтор",
    TermKind.CONTINUOUS: "постоянно", TermKind.UNSPECIFIED: "без даты", TermKind.EVENT: "событие",
    TermKind.UNREADABLE: "не прочитано",
}  # fmt: skip
SHOWN = 4


def context_of(plan: str) -> TermContext:
    if plan == "—":
        return TermContext()
    if "/" in plan:
        first = int(plan[:4])
        return TermContext((first, first + 1), school_year=True)
    years = [int(year) for year in plan.split("–")]
    return TermContext((years[0], years[-1]))


def say(span: DateSpan) -> str:
    first, last = (f"{day:%d.%m.%Y}" if day else "" for day in (span.opens_on, span.due_on))
    if not first or not last:
        return f"до {last}" if last else f"с {first}"
    return first if first == last else f"{first}–{last}"


def row_of(phrase: str, plan: str, last_column: str) -> str:
    """The row as the code would write it."""
    term = parse_deadline(phrase, context_of(plan))
    days = [say(span) for span in term.spans]
    more = [f"… всего {len(days)}"] if len(days) > SHOWN else []
    said = term.meaning if last_column == "Смысл" else " ".join(term.problems)
    cells = [phrase, plan, KINDS[term.kind], "; ".join(days[:SHOWN] + more) or "—", said or "—"]
    return f"| {' | '.join(cells)} |"


def rows() -> list[tuple[str, str, str, str]]:
    """Phrase, plan, name of the last column, and the row as it stands, of every table of the page."""
    found, last_column = [], ""
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| Фраза | План |"):
            last_column = cells[-1]
        elif not line.startswith("|"):
            last_column = ""
        elif last_column and not line.startswith("|---"):
            found.append((cells[0], cells[1], last_column, line))
    return found


def test_every_row_is_what_the_code_reads() -> None:
    assert len(rows()) > 150
    wrong = [
        right for phrase, plan, column, line in rows() if (right := row_of(phrase, plan, column)) != line
    ]
    assert not wrong, "docs/terms.md should say:\n" + "\n".join(wrong)


def test_no_row_of_the_tables_of_meanings_leaves_words_unread() -> None:
    unread = [
        phrase
        for phrase, plan, column, _ in rows()
        if column == "Смысл"
        and any("Не прочитано" in problem for problem in parse_deadline(phrase, context_of(plan)).problems)
    ]
    assert not unread, "these belong to a table with «Что проверить»"


def test_every_kind_is_named_and_shown() -> None:
    shown = {parse_deadline(phrase, context_of(plan)).kind for phrase, plan, _, _ in rows()}
    assert shown == set(TermKind)
    named = set(re.findall(r"^\| \*\*([^*]+)\*\* \|", PAGE, re.MULTILINE))
    assert named == set(KINDS.values())


def test_every_family_of_elements_is_shown() -> None:
    shown = {type(island.node) for phrase, *_ in rows() for island in reading.read(tokenize(phrase)).islands}
    missing = set(get_args(ast.Node)) - shown
    assert not missing, f"show a phrase of these in docs/terms.md: {missing}"


def test_every_rule_of_the_grammar_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()
    build = reading._builder

    def record(builder: object, name: str, spliced: list[int]) -> object:
        make = build(builder, name, spliced)

        def noted(children: list[object]) -> object:
            used.add(name)
            return make(children)

        return noted

    monkeypatch.setattr(reading, "_builder", record)
    automaton = reading.Automaton()
    monkeypatch.setattr(reading, "_automaton", lambda: automaton)
    for phrase, *_ in rows():
        reading.read(tokenize(phrase))
    missing = set(re.findall(r"-> (\w+)", re.sub(r"//.*", "", GRAMMAR))) - used
    assert not missing, f"show a phrase for these rules of terms.lark in docs/terms.md: {sorted(missing)}"


def test_running_text_gives_the_deadlines_shown() -> None:
    quoted = re.findall(r"^> (.+)\n>\n> → (.+)$", PAGE, re.MULTILINE)
    assert len(quoted) >= 4
    for sentence, found in quoted:
        terms = [term.raw for term in find_deadlines(sentence, TermContext((2026, 2026)))]
        assert (" · ".join(terms) or "ничего") == found, sentence
