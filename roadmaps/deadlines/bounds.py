"""Both ends of a window as officials name them, and days after their month → the order of the grammar."""

from __future__ import annotations

import re

from roadmaps.deadlines.tokens import Token

# Types of tokens, each with a blank after it.
_DATE = r"(?:(?:NUM |ORD )?MONTH |DATE |MY )(?:YEAR )?(?:YW )?"
_SIGN = r"(?:DASH |COLON |(?=NUM |ORD |DATE |MY ))"  # "начало мая" is a part of May
_WHAT = r"(?:(?:WORD |SCHOOL |YW ){1,3})?"  # "начало учебного года – …"
_ENDS = re.compile(
    rf"(?P<begin>(?:WORD )?EDGE_START {_WHAT}{_SIGN})(?P<first>{_DATE})"
    r"(?P<end>(?:COMMA |SEMI |AND |DOT )*(?:WORD )?(?:FINISH |EDGE_END )"
    rf"{_WHAT}{_SIGN})(?P<last>{_DATE})"
)
_BETWEEN = re.compile(
    r"(?P<begin>WORD )(?P<first>(?:NUM |ORD )(?:MONTH )?)(?P<end>AND )(?=(?:NUM |ORD )MONTH )"
)
_FROM_TO = re.compile(
    r"(?P<begin>FROMFORMAL )(?P<first>(?:NUM |ORD )(?:MONTH )?)(?P<end>UNTIL )(?=(?:NUM |ORD )MONTH )"
)
_DAYS = re.compile(
    r"(?P<month>MONTH (?:YEAR )?(?:YW )?)(?P<sign>LP |COLON |COMMA )"
    r"(?P<limit>(?:UNTIL |NE LATER |FROM )?)"
    r"(?P<days>(?:NUM |ORD )(?:(?:DASH |COMMA |AND |TO |UNTIL )(?:NUM |ORD ))*)"
    r"(?P<rest>(?:CHISLO )?)(?P<close>RP |(?=SEMI |(?:COMMA |AND )MONTH )|$)"
)
_STAND_ALONE = frozenset({"", "SEMI", "RP", "DOT", "V", "COLON", "COMMA", "AND"})
_LONGEST = 24  # tokens that one such phrase may have


def name_bounds(tokens: list[Token], text: str) -> list[Token]:
    """ "начало – 1 мая, окончание – 30 июня", "от 3 до 5 июня", "между 3 и 5 июня" → "с … по …"."""
    if not any(token.type in ("EDGE_START", "FROMFORMAL") for token in tokens) and "между" not in text:
        return tokens
    named: list[Token] = []
    index = 0
    while index < len(tokens):
        match = _bounds_at(tokens, index, text)
        if match is None:
            named.append(tokens[index])
            index += 1
            continue
        first = index + match["begin"].count(" ")
        end = first + match["first"].count(" ")
        last = end + match["end"].count(" ")
        named.append(Token("FROM", None, tokens[index].start, tokens[first - 1].end))
        named += tokens[first:end]
        named.append(Token("TO", None, tokens[end].start, tokens[last - 1].end))
        index = last
    return named


def _bounds_at(tokens: list[Token], index: int, text: str) -> re.Match[str] | None:
    token = tokens[index]
    types = _types(tokens, index)
    if token.type == "FROMFORMAL":
        return _FROM_TO.match(types)
    if token.type == "WORD" and text[token.start : token.end] == "между":
        return _BETWEEN.match(types)
    return _ENDS.match(types) if token.type in ("EDGE_START", "WORD") else None


def put_days_first(tokens: list[Token]) -> list[Token]:
    """ "июнь (до 15-го)" → "до 15-го июня", "июнь: 3-7, 10-14" → "3-7, 10-14 июня"."""
    ordered: list[Token] = []
    index = 0
    while index < len(tokens):
        match = _days_at(tokens, index)
        if match is None:
            ordered.append(tokens[index])
            index += 1
            continue
        month = match["month"].count(" ")
        first, stop = index + month + 1, index + match.group().count(" ")
        moved = tokens[first : stop - (match["close"] == "RP ")] + tokens[index : index + month]
        start, end = tokens[index].start, tokens[stop - 1].end
        ordered += [Token(t.type, t.value, start, end, t.note, t.assumed) for t in moved]
        index = stop
    return ordered


def _days_at(tokens: list[Token], index: int) -> re.Match[str] | None:
    if tokens[index].type != "MONTH":
        return None
    before = [token.type for token in tokens[max(0, index - 2) : index]]
    listed = before[-1:] in (["COMMA"], ["AND"]) and before[0] in ("MONTH", "YEAR", "YW")
    match = (
        _DAYS.match(_types(tokens, index)) if "".join(before[-1:]) in _STAND_ALONE and not listed else None
    )
    if match is None:
        return None
    lone = not match["limit"] and match["days"].count(" ") == 1 and not match["rest"]
    doubtful = match["sign"] == "LP " or match["close"] or index + match.group().count(" ") < len(tokens)
    return None if lone and match["sign"] != "COLON " and doubtful else match  # "май (2)" may be a note


def _types(tokens: list[Token], index: int) -> str:
    return "".join(f"{token.type} " for token in tokens[index : index + _LONGEST])
