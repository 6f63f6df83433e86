"""What must not be read: impossible dates, blanks, stray numbers and limits beside a date."""

from __future__ import annotations

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.notes import Notes
from roadmaps.deadlines.reading import Reading

_NEAR = 6  # tokens within which a number touches a date
_BETWEEN = frozenset({"DASH", "DOT", "SLASH", "NUM"})
_DATE_WORDS = frozenset({"NUM", "ORD", "ROMAN", "DATE", "MY", "MONTH", "YEAR", "YEARS", "FREQ"})
_NUMBERS = frozenset({"NUM", "ROMAN", "OTHER", "YEAR", "DATE", "MY"})
_WITHIN_LIMIT = frozenset(
    {"NUM", "ORD", "ROMAN", "OTHER", "DAYW", "LAST", "EDGE_END", "EDGE_START", "WEEKW", "THAN"}
)
MOST_ELEMENTS = 60  # no real cell has so many; keeps the comparing of neighbours linear in the text


def is_broken(reading: Reading, raw: str, notes: Notes) -> bool:
    """Whether the whole phrase stays unread; the reason goes into ``notes``."""
    types = {token.type for token in reading.tokens}
    if "BADDATE" in types:
        broken = next(token for token in reading.tokens if token.type == "BADDATE")
        notes.problems.append(f"Невозможная дата: {raw[broken.start : broken.end]}.")
    elif "BLANK" in types:
        notes.problems.append("Дата в документе не вписана.")
    elif types <= {"DASH"}:
        notes.problems.append("Срок не указан.")
    elif len(reading.islands) > MOST_ELEMENTS:
        notes.problems.append("В одной ячейке слишком много сроков: не прочитано.")
    elif _has_stray_number(reading):
        notes.problems.append("Рядом с датой стоит число, которое не прочитано: дата не взята.")
    elif _has_stray_limit(reading):
        notes.problems.append("Перед датой стоит предел, который не прочитан: дата не взята.")
    elif not reading.islands and not reading.problems and not _says_what_by(reading):
        notes.problems.append("Срок не прочитан.")
    return bool(notes.problems)


def _has_stray_limit(reading: Reading) -> bool:
    """ "до … дня июня": a limit that is not understood, right before a date."""
    tokens, unread = reading.tokens, set(reading.unread)
    starts = {island.first for island in reading.islands if isinstance(island.node, ast.At)}
    for index in reading.unread:
        if tokens[index].type not in ("UNTIL", "LATER") or tokens[index].value == "к":
            continue
        following = index + 1
        while following in unread and tokens[following].type in _WITHIN_LIMIT and following < index + _NEAR:
            following += 1
        if following in starts:
            return True
    return False


def _says_what_by(reading: Reading) -> bool:
    """ "по линии МЧС": no date, and none is meant."""
    types = [token.type for token in reading.tokens]
    return types[:2] == ["TO", "WORD"] and set(types[2:]) <= {"WORD", "PLAN", "AND", "COMMA", "DOT"}


def _has_stray_number(reading: Reading) -> bool:
    """ "1 5 мая", "сентябрь 202 г.", "0l.09.2021": a number that touches a date and is no part of it."""
    tokens = reading.tokens
    starts = {island.first for island in reading.islands}
    stops = {island.tail for island in reading.islands}
    for index in reading.unread:
        token = tokens[index]
        if token.type not in _NUMBERS or (token.type == "OTHER" and token.value is None):
            continue
        following = index + 1
        reach = min(len(tokens), index + _NEAR)
        while following < reach and following not in starts and tokens[following].type in _BETWEEN:
            following += 1
        closes = following >= len(tokens) or tokens[following].type in ("YW", "COMMA", "RP", "SEMI")
        opens = following in starts and tokens[following].type in _DATE_WORDS
        if opens or (index in stops and closes):
            return True
    return False
