"""What officials write in another order than the grammar has it, and days that they call by a name."""

from __future__ import annotations

import re
from bisect import bisect_right

from roadmaps.deadlines.tokens import Token

_PARTS = frozenset({"DECADE", "HALFPART", "WEEKW"})
_NUMBERS = frozenset({"NUM", "ROMAN", "ORD", "LAST"})
_BETWEEN_NUMBERS = frozenset({"DASH", "COMMA", "AND"})
_OPENS_PART = frozenset({"COMMA", "LP", "DASH", "COLON"})
_MANY = ("ые", "ых", "ие", "их")  # "первые числа", "последних числах"
_EDGES: dict[object, str] = {1: "EDGE_START", 10: "EDGE_MIDDLE", 20: "EDGE_END"}
_ENDS_DAY = frozenset({"COMMA", "SEMI", "RP", "DOT"})
_LONGEST_PART = 8

# Holidays on a fixed day: words after "день" → day, month
_HOLIDAYS: dict[str, tuple[int, int]] = {
    "победы": (9, 5),
    "знаний": (1, 9),
    "россии": (12, 6),
    "космонавтики": (12, 4),
    "учителя": (5, 10),
    "пожилого человека": (1, 10),
    "пожилых людей": (1, 10),
    "пожилых": (1, 10),
    "народного единства": (4, 11),
    "конституции": (12, 12),
    "героев отечества": (9, 12),
    "защитника отечества": (23, 2),
    "защитников отечества": (23, 2),
    "защиты детей": (1, 6),
    "инвалидов": (3, 12),
    "инвалида": (3, 12),
}
_HOLIDAY = re.compile(
    r"(?P<name>"
    + "|".join(name.replace(" ", r"\s+") for name in sorted(_HOLIDAYS, key=len, reverse=True))
    + r")(?!\w)"
)
_QUOTES = re.compile(r"[«“„\"]")
_QUOTED = re.compile(r"[«“„\"][^«»“”„\"]*[»”\"]")
_SAYS_WHEN = frozenset({"MONTH", "DATE", "MY", "YEAR", "YEARS", "QW", "HW", "FREQ", "CONTINUOUS", "TECH"})
_NEW_YEAR = re.compile(r"нов(?:ого|ому)\s+год[ау](?!\w)")


def reorder_parts(tokens: list[Token], text: str) -> list[Token]:
    """ "май (первая половина)" → "первая половина мая"; "ко Дню Победы" → "к 9 мая"."""
    if _QUOTES.search(text):
        tokens = _mask_titles(tokens, text)
    types = {token.type for token in tokens}
    if "FREQ" in types and "ORD" in types:
        tokens = _name_days_of_months(tokens, text)
    if "CHISLO" in types:
        tokens = _name_edges(tokens, text)
    if "MONTH" in types and types & _PARTS:
        tokens = _put_parts_first(tokens, text)
    if "DAYW" in types or "UNTIL" in types:
        tokens = _name_days(tokens, text)
    return tokens


def _mask_titles(tokens: list[Token], text: str) -> list[Token]:
    """ "март, тема: «Итоги 2010 года»": a date inside a title is none when others stand outside."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    inside = [bisect_right(spans, (token.start, len(text))) - 1 for token in tokens]
    inside = [at if at >= 0 and t.end <= spans[at][1] else -1 for at, t in zip(inside, tokens, strict=True)]
    titles = {at for at, token in zip(inside, tokens, strict=True) if at >= 0 and token.type == "WORD"}
    if not any(
        at not in titles and token.type in _SAYS_WHEN for at, token in zip(inside, tokens, strict=True)
    ):
        return tokens
    masked: list[Token] = []
    for at, token in zip(inside, tokens, strict=True):
        masked.append(Token("WORD", "", token.start, token.end) if at in titles else token)
    return masked


def _name_days_of_months(tokens: list[Token], text: str) -> list[Token]:
    """ "ежемесячно до 5-го": the fifth day, though the word is left out."""
    named: list[Token] = []
    for index, token in enumerate(tokens):
        named.append(token)
        limited = index > 0 and tokens[index - 1].type in ("UNTIL", "LATER")
        alone = index + 1 == len(tokens) or tokens[index + 1].type in _ENDS_DAY
        if token.type == "ORD" and limited and alone and text[token.end - 2 : token.end] == "го":
            named.append(Token("CHISLO", None, token.start, token.end))
    return named


def _name_edges(tokens: list[Token], text: str) -> list[Token]:
    """ "первые числа марта" is its beginning, "двадцатые" its end; "1 числа" is the first day."""
    named: list[Token] = []
    for token in tokens:
        before = named[-1] if named else None
        edge = None
        if token.type == "CHISLO" and before and text[before.start : before.end].endswith(_MANY):
            edge = "EDGE_END" if before.type == "LAST" else _EDGES.get(before.value)
        if before is not None and edge is not None:
            named[-1] = Token(edge, None, before.start, token.end)
        else:
            named.append(token)
    return named


def _put_parts_first(tokens: list[Token], text: str) -> list[Token]:
    ordered: list[Token] = []
    index = 0
    while index < len(tokens):
        head = index + 1
        while tokens[index].type == "MONTH" and head < len(tokens) and tokens[head].type in ("YEAR", "YW"):
            head += 1
        part = _part_after(tokens, head, text) if tokens[index].type == "MONTH" else None
        if part is None:
            ordered.append(tokens[index])
            index += 1
            continue
        first, stop = part
        closed = stop < len(tokens) and tokens[head].type == "LP" and tokens[stop].type == "RP"
        end = stop + closed
        moved = tokens[first:stop] + tokens[index:head]
        for token in moved:
            token.start, token.end = tokens[index].start, max(token.end, tokens[end - 1].end)
        ordered += moved
        index = end
    return ordered


def _part_after(tokens: list[Token], head: int, text: str) -> tuple[int, int] | None:
    """First and stop of "(первая половина", ", 1-2 неделя" right after a month."""
    first = head + (head < len(tokens) and tokens[head].type in _OPENS_PART)
    first += first < len(tokens) and tokens[first].type == "V"
    index = first
    while (
        index < len(tokens)
        and index < first + _LONGEST_PART
        and tokens[index].type in _NUMBERS | _BETWEEN_NUMBERS
    ):
        index += 1
    if index == first or index >= len(tokens) or tokens[index].type not in _PARTS:
        return None
    if tokens[first].type not in _NUMBERS or tokens[index - 1].type not in _NUMBERS:
        return None
    follows = index + 1 < len(tokens) and tokens[index + 1].type == "MONTH"
    word = text[tokens[index].start : tokens[index].end]
    lasts = tokens[index].type == "WEEKW" and word in ("недели", "недель") and index == first + 1
    return None if follows or lasts else (first, index + 1)


def _name_days(tokens: list[Token], text: str) -> list[Token]:
    named: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        day, stop = _holiday_at(tokens, index, text)
        if day is None:
            named.append(token)
            index += 1
            continue
        end = tokens[stop - 1].end
        words = " ".join(text[token.start : end].split())
        assumed = f"«{words}» прочитано как {day[0]:02}.{day[1]:02}"
        kind = "WORD" if _is_said_before(named, day) else "DATE"  # "1 сентября – День знаний"
        named.append(Token(kind, (*day, None), token.start, end, assumed=assumed))
        index = stop
    return named


def _holiday_at(tokens: list[Token], index: int, text: str) -> tuple[tuple[int, int] | None, int]:
    token = tokens[index]
    if token.type == "DAYW" and index + 1 < len(tokens):
        match = _HOLIDAY.match(text, tokens[index + 1].start)
        day = _HOLIDAYS[" ".join(match["name"].split())] if match else None
    elif token.type == "WORD" and index and tokens[index - 1].type == "UNTIL":
        match = _NEW_YEAR.match(text, token.start)
        day = (31, 12) if match else None
    else:
        return None, index
    if match is None:
        return None, index
    stop = index + 1
    while stop < len(tokens) and tokens[stop].end <= match.end():
        stop += 1
    return day, stop


def _is_said_before(named: list[Token], day: tuple[int, int]) -> bool:
    values = [token.value for token in named[-5:] if token.type in ("NUM", "ORD", "MONTH")]
    dates = [token.value for token in named[-3:] if token.type == "DATE"]
    return values[-2:] == list(day) or any(isinstance(date, tuple) and date[:2] == day for date in dates)
