"""The two ways in: a whole cell, and running text of an order."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from models.values import Term, TermContext, TermKind, unique

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.interpretation import interpret
from roadmaps.deadlines.lexing import Token, tokenize
from roadmaps.deadlines.notes import Notes
from roadmaps.deadlines.reading import Island, Reading, read
from roadmaps.deadlines.recurrences import rule_of
from roadmaps.deadlines.wording import say_term

_SILENT = frozenset({"COMMA", "AND", "LP", "RP", "SEMI", "SLASH", "DASH", "DOT", "COLON", "BUT", "ALSO", "V", "NA"})


@lru_cache(maxsize=4096)
def parse_deadline(raw: str, context: TermContext) -> Term:
    """The meaning of a whole cell. Never raises; what it cannot read is UNREADABLE with a problem."""
    reading = read(tokenize(raw))
    return _term(raw, reading, context)


def _term(raw: str, reading: Reading, context: TermContext) -> Term:
    notes = Notes()
    outcome = interpret(reading, context, raw, notes)
    spans, recurring = tuple(outcome.spans), outcome.kind is TermKind.RECURRING
    endless = context.period is None and context.year is None
    rule = rule_of(spans, outcome.frequency, endless=endless) if recurring else None
    meaning = say_term(outcome.kind, spans, outcome.frequency, outcome.event_rule)
    problems = unique([*notes.problems, *_unread_words(raw, reading)])
    return Term(raw, outcome.kind, spans, rule, meaning, unique(notes.assumed), problems, outcome.event_rule)


def _unread_words(raw: str, reading: Reading) -> list[str]:
    pieces: list[str] = []
    last = -2
    for index in reading.unread:
        token = reading.tokens[index]
        if token.type in _SILENT:
            continue
        if index == last + 1:
            pieces[-1] = raw[start : token.end]
        else:
            start = token.start
            pieces.append(raw[start : token.end])
        last = index
    return [f"Не прочитано: «{' '.join(piece.split())}»." for piece in pieces]


def find_deadlines(text: str, context: TermContext) -> list[Term]:
    """Explicit deadlines in running text, each with its words verbatim; dates of references are left out."""
    tokens = tokenize(text)
    reading = read(tokens)
    groups = _groups(reading)
    terms = []
    for group in groups:
        first, stop = group[0].first, group[-1].tail
        raw = text[tokens[first].start : tokens[stop - 1].end]
        if raw.count(".") and False:
            continue
        term = parse_deadline(_with_dot(text, tokens[stop - 1]) and text[tokens[first].start : _with_dot(text, tokens[stop - 1])], context)
        if term.kind is not TermKind.UNREADABLE:
            terms.append(term)
    return terms


def _with_dot(text: str, token: Token) -> int:
    """Take the dot of "г." along."""
    if token.type == "YW" and text[token.end : token.end + 1] == "." and len(text[token.start : token.end]) <= 2:
        return token.end + 1
    return token.end


def _groups(reading: Reading) -> list[list[Island]]:
    groups: list[list[Island]] = []
    for index, island in enumerate(reading.islands):
        near = index > 0 and set(reading.gap_before(index)) <= {"COMMA", "AND", "LP", "RP", "DASH"} and groups
        if near and groups[-1] and groups[-1][-1] is reading.islands[index - 1] and _continues(island):
            groups[-1].append(island)
        elif _is_deadline(island):
            groups.append([island])
    return groups


def _is_deadline(island: Island) -> bool:
    node = island.node
    match node:
        case ast.Until():
            return all(s.unit not in ("year", "school_year") for s in node.stretches)
        case ast.Range():
            return node.formal and node.first.unit != "year"
        case ast.DayOfMonth() | ast.Within():
            return True
        case ast.Frequency():
            return True
    return False


def _continues(island: Island) -> bool:
    node = island.node
    return _is_deadline(island) or (isinstance(node, ast.At) and all(s.is_day for s in node.stretches))


_ = replace
