"""The grammar and the words fit together: no conflict, no dead terminal, no missing builder."""

from __future__ import annotations

import json
import logging
import re
from importlib import resources

import lark
import pytest

from roadmaps.deadlines import tables
from roadmaps.deadlines.nodes import NodeBuilder
from roadmaps.deadlines.vocabulary import WORDS

GRAMMAR = resources.files("roadmaps.deadlines").joinpath("terms.lark").read_text(encoding="utf-8")
# terminals that the lexer and the repairs make, beside the words
MADE = {
    "NUM",
    "ROMAN",
    "YEAR",
    "YEARS",
    "XYEAR",
    "DATE",
    "MY",
    "DASH",
    "COMMA",
    "SEMI",
    "SLASH",
    "COLON",
    "WORD",
    "ANCHOR",
}


def declared() -> set[str]:
    return {name for line in re.findall(r"%declare (.*)", GRAMMAR) for name in line.split()}


def test_the_grammar_has_no_conflict(caplog: pytest.LogCaptureFixture) -> None:
    handler, level = caplog.handler, lark.logger.level
    lark.logger.addHandler(handler)
    lark.logger.setLevel(logging.DEBUG)
    try:
        lark.Lark(GRAMMAR, parser="lalr", lexer="basic", debug=True)
    finally:
        lark.logger.removeHandler(handler)
        lark.logger.setLevel(level)
    assert [record.message for record in caplog.records if "onflict" in record.message] == []


def test_every_terminal_has_words_or_is_made_by_the_lexer() -> None:
    spoken = {terminal for terminal, _ in WORDS.values()}
    assert declared() - spoken - MADE == set()


def test_every_alias_has_a_builder() -> None:
    aliases = set(re.findall(r"-> (\w+)", re.sub(r"//.*", "", GRAMMAR)))
    assert {alias for alias in aliases if not hasattr(NodeBuilder, alias)} == set()


def test_every_form_is_folded() -> None:
    assert [form for form in WORDS if form != form.lower() or "ё" in form] == []


def test_the_stored_tables_are_those_of_the_grammar() -> None:
    stored = tables.load_tables()
    assert stored.digest == tables.build_tables(GRAMMAR).digest, "run python -m roadmaps.deadlines.tables"
    text = resources.files("roadmaps.deadlines").joinpath("terms.tables.json").read_text(encoding="utf-8")
    assert json.loads(text)["digest"] == stored.digest, "run python -m roadmaps.deadlines.tables"


def test_stale_tables_are_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for broken in ("", "{}", '{"digest": "old"}', "[1]"):
        monkeypatch.setattr(
            tables, "_read", lambda name, broken=broken: GRAMMAR if name == "terms.lark" else broken
        )
        assert len(tables.load_tables().states) > 100
