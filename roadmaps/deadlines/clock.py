"""The time of the day beside a date says nothing about the day: "до 12 часов дня 25 декабря"."""

from __future__ import annotations

from roadmaps.deadlines.tokens import Token

_PARTS_OF_DAY = frozenset({"утра", "дня", "вечера", "ночи"})
_NUMBERS = frozenset({"NUM", "ORD"})
_COUNTS = frozenset({"TECH", "THROUGH", "ZA", "EVERY"})  # "через 12 часов 25 декабря" is a length
_LONGEST_ZONE = 3  # "по местному времени"


def drop_times(tokens: list[Token], text: str) -> list[Token]:
    """The tokens without the time of the day before a date, and without a limit of hours after one."""
    if not any(token.type in ("HOURW", "CLOCK", "DAYW") for token in tokens):
        return tokens
    tokens = _name_days(tokens, text)
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        hours = _past_limit(tokens, index) if _ends_day(kept) else index
        stop = _past_time(tokens, hours, text)
        before_date = hours == index and not (kept and kept[-1].type in _COUNTS) and _is_date(tokens, stop)
        closes = hours > index and (
            stop == len(tokens) or tokens[stop].type in ("COMMA", "SEMI", "RP", "DOT")
        )
        if stop > hours and (before_date or closes):
            index = stop
        else:
            kept.append(tokens[index])
            index += 1
    return kept


def _name_days(tokens: list[Token], text: str) -> list[Token]:
    """ "до 15 ч. июня": before a month the letter is a day, not an hour."""
    named = list(tokens)
    for index, token in enumerate(tokens[:-1]):
        letter = token.type == "HOURW" and text[token.start : token.end] == "ч"
        if letter and index and tokens[index - 1].type == "NUM" and tokens[index + 1].type == "MONTH":
            named[index] = Token("CHISLO", None, token.start, token.end)
    return named


def _past_time(tokens: list[Token], index: int, text: str) -> int:
    """Past "18 часов 00 минут местного времени", "конца рабочего дня"; ``index`` where none stands there."""
    start = index
    while _is_time(tokens, index):
        index += 1 if tokens[index].type == "CLOCK" else 2
        index += _types(tokens, index, 1) == ["HOURW"]
    if index == start:
        return _past_end_of_day(tokens, index)
    index += index < len(tokens) and text[tokens[index].start : tokens[index].end] in _PARTS_OF_DAY
    if _types(tokens, index, 2) == ["LAST", "DAYW"]:  # "не позднее 18 часов последнего дня"
        return index + 2
    for stop in range(index, min(index + _LONGEST_ZONE, len(tokens))):
        if tokens[stop].type == "MOMENT" and all(t.type in ("TO", "WORD") for t in tokens[index:stop]):
            return stop + 1
    return index


def _is_time(tokens: list[Token], index: int) -> bool:
    types = _types(tokens, index, 2)
    hours = tokens[index].value if types == ["NUM", "HOURW"] else None
    return types[:1] == ["CLOCK"] or (isinstance(hours, int) and hours < 60)


def _past_end_of_day(tokens: list[Token], index: int) -> int:
    for words in (["DAYW"], ["WORKING", "DAYW"]):
        if _types(tokens, index, 1 + len(words)) in (["EDGE_END", *words], ["FINISH", *words]):
            return index + 1 + len(words)
    return index


def _ends_day(kept: list[Token]) -> bool:
    """Whether the last tokens are a day: "25 декабря 2024 г."."""
    types = [token.type for token in kept[-4:]]
    while types and types[-1] in ("YEAR", "YW"):
        types.pop()
    return types[-1:] == ["DATE"] or (len(types) > 1 and types[-2] in _NUMBERS and types[-1] == "MONTH")


def _past_limit(tokens: list[Token], index: int) -> int:
    """Past "до", ", но не позднее"; ``index`` where no limit stands there."""
    first = index
    while first < len(tokens) and tokens[first].type in ("COMMA", "BUT"):
        first += 1
    for limit in (["NE", "LATER"], ["UNTIL"]):
        if _types(tokens, first, len(limit)) == limit:
            return first + len(limit)
    return index


def _is_date(tokens: list[Token], index: int) -> bool:
    types = _types(tokens, index, 2)
    return types[:1] == ["DATE"] or (len(types) == 2 and types[0] in _NUMBERS and types[1] == "MONTH")


def _types(tokens: list[Token], index: int, count: int) -> list[str]:
    return [token.type for token in tokens[index : index + count]]
