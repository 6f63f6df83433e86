"""Named repairs of what typing, conversion and character recognition break in a phrase.

They look at tokens and their neighbours only; the grammar sees the result.
"""

from __future__ import annotations

import re

from roadmaps.deadlines.misprints import correct
from roadmaps.deadlines.tokens import Token
from roadmaps.deadlines.vocabulary import MONTH_FORMS, TENS, WORDS

_OCR_ROMANS = {"п": 2, "ш": 3, "пі": 3, "пi": 3, "іп": 3, "ту": 4, "гу": 4}
_ABBREVIATIONS = frozenset(
    [
        "YW",
        "QW",
        "HW",
        "MW",
        "MONTH",
        "SCHOOL",
        "NUM",
        "ROMAN",
        "YEAR",
        "YEARS",
        "DATE",
        "MY",
        "XYEAR",
        "TECH",
        "CAL",
        "CURRENT",
        "REPORT",
        "DAYW",
        "WORKING",
        "HOURW",
        "INCL",
        "RAZ",
        "TERM",
        "CONTINUOUS",
        "ACCORDING",
        "CORRESPONDENCE",
    ]
)
_COUNTED = frozenset({"DAYW", "WEEKW", "MW", "HOURW"})
_MANY = ("дней", "дня", "недель", "месяцев", "месяца", "часов", "часа", "суток")
_LONGER = "Названы два числа: взято второе."
_SPLIT_STARTS = frozenset({"FROM", "AND", "MONTH", "OTHER"})


def repair(tokens: list[Token], text: str) -> list[Token]:
    """What only neighbours can tell: hyphenated words, abbreviation dots, roman numerals read by OCR."""
    repaired: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.type == "WORD":
            index = _repair_word(repaired, token, tokens, index, text)
        elif token.type == "SEMI" and text[token.start] == "\n":
            continue
        elif token.type == "ORD" and _completes_tens(repaired, token, text):
            repaired[-1] = Token(
                "ORD", TENS[_said(repaired[-1], text)] + _number(token), repaired[-1].start, token.end
            )
        elif token.type == "NUM" and token.value in (11, 111) and _is_before_unit(tokens, index):
            roman = len(str(token.value))
            repaired.append(
                Token("ROMAN", roman, token.start, token.end, note="Единицы прочитаны как римская цифра.")
            )
        elif token.type in _SPLIT_STARTS and _starts_month(token, tokens, index, text):
            month = WORDS[_said(token, text) + _said(tokens[index], text)]
            repaired.append(Token(*month, token.start, tokens[index].end))
            index += 1
        elif token.type == "DOT":
            if not _is_abbreviation_dot(repaired, token, text):
                repaired.append(token)
        elif token.type in ("FOLLOWING", "PRECEDING") and repaired and repaired[-1].type == "COMMA":
            repaired[-1] = token
        elif token.type == "DASH" and index < len(tokens) and tokens[index].type == "SPANADJ":
            continue
        elif token.type == "RP" and _is_amount_in_words(repaired):
            del repaired[-2:]
        else:
            repaired.append(token)
    return repaired


def join_phrases(tokens: list[Token], text: str) -> list[Token]:
    """Drop clock times and references ("от 29.01.2021"), make one token of "со дня", "с момента"."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1].type if index + 1 < len(tokens) else ""
        before = joined[-1].type if joined else ""
        index += 1
        if token.type == "INCL":
            if before == "LP" and following == "RP":
                joined.pop()
                index += 1
        elif token.type == "CLOCK":
            index += following == "HOURW"
        elif token.type == "NUM" and following == "HOURW" and before in ("UNTIL", "FROM", "V", "TO", "DASH"):
            index += 1
        elif token.type == "FROM" and following in ("DAYW", "MOMENT"):
            joined.append(Token("ANCHOR", None, token.start, tokens[index].end))
            index += 1
        elif token.type == "COMMA" and following == "THAN":
            continue
        elif token.type == "YW" and before == "YW" and token.end - token.start == 1:
            joined[-1].end = token.end  # "г.г."
        elif token.type == "YW" and before in ("DATE", "MY"):
            joined[-1].end = token.end  # "15.04.2021 г."
        elif token.type == "NUM" and [t.type for t in tokens[index : index + 3]] == ["DASH", "NUM", "RAZ"]:
            joined.append(token)  # "3-4 раза": at least three
            index += 2
        elif token.type == "NUM" and (stop := _past_shorter(tokens, index, text)):
            last = tokens[stop - 1]
            joined.append(Token("NUM", last.value, token.start, last.end, note=_LONGER))
            index = stop
        elif token.type == "NUM" and before in ("", "SEMI") and _is_enumerator(token, following, text):
            index += following == "RP"
        elif token.type == "NUM" and following == "RP" and joined and not _is_open(joined):
            joined.append(Token("SEMI", None, token.start, token.end))  # "1) март 2) июнь"
            index += 1
        elif joined and _is_number_of_thing(token, joined[-1], following, text):
            joined.append(Token("WORD", None, token.start, token.end))
            while _is_yearless(tokens, index + 1) and tokens[index].type in ("COMMA", "AND", "DASH"):
                joined.append(Token("WORD", None, tokens[index].start, tokens[index + 1].end))
                index += 2
        elif token.type == "FOLLOWING" and _is_onward(token, tokens, index, text):
            joined += [
                Token("ONWARD", None, token.start, token.end),
                Token("FREQ", "year", token.start, tokens[index].end),
            ]
            index += 1
        elif token.type == "FROMFORMAL":
            joined.append(Token("WORD", "от", token.start, token.end))
            while index < len(tokens) and tokens[index].type in _REFERENCE:
                joined.append(Token("WORD", "", tokens[index].start, tokens[index].end))
                index += 1
        else:
            joined.append(token)
    return joined


def _past_shorter(tokens: list[Token], index: int, text: str) -> int:
    """ "3-5 рабочих дней": past the second number where both count units; else 0."""
    types = [token.type for token in tokens[index : index + 4]]
    unit = index + 2 + (types[2:3] in (["WORKING"], ["CAL"]))
    if types[:2] != ["DASH", "NUM"] or unit >= len(tokens) or tokens[unit].type not in _COUNTED:
        return 0
    named = unit + 1 < len(tokens) and tokens[unit + 1].type == "MONTH"  # "1-2 недели мая"
    return 0 if named or not _said(tokens[unit], text).endswith(_MANY) else index + 2


def _is_enumerator(token: Token, following: str, text: str) -> bool:
    """ "1. Март; 2. Май", "1) до 1 марта": the number of a list, not a day."""
    sign = text[token.end : token.end + 2]
    nominative = following == "MONTH" and _NOMINATIVE.match(text, token.end + 2)
    return sign in (". ", ") ") and bool(
        nominative or following in ("RP", "UNTIL", "FROM", "NE", "V", "FREQ")
    )


def _is_open(tokens: list[Token]) -> bool:
    """Whether a bracket stands open among the last tokens."""
    for token in reversed(tokens[-12:]):
        if token.type in ("LP", "RP"):
            return token.type == "LP"
    return False


def _is_onward(token: Token, tokens: list[Token], index: int, text: str) -> bool:
    """ "2021 и последующие годы"."""
    if index >= len(tokens) or tokens[index].type != "YW":
        return False
    year = tokens[index]
    return text.startswith("последующ", token.start) and text[year.start : year.end] in ("годы", "годах")


_NOMINATIVE = re.compile(
    "январь|февраль|март(?![аеу])|апрель|май|июнь|июль|август(?![аеу])|сентябрь|октябрь|ноябрь|декабрь"
)

# of these, the ones whose number may look like a day and a month: "п. 5.12"
_POINTS = frozenset(
    [
        "№",
        "п",
        "пп",
        "пункт",
        "пункта",
        "пункту",
        "пунктом",
        "пунктами",
        "пунктов",
        "пункты",
        "подпункт",
        "подпункта",
        "подпунктом",
        "подпунктов",
        "раздел",
        "раздела",
        "разделом",
        "таблица",
        "таблицы",
        "ст",
        "статья",
        "статьи",
        "стр",
        "строка",
        "приложение",
        "приложению",
        "прил",
    ]
)
# words and signs after which a number is the name of something, not a day
_THINGS = frozenset(
    [
        "№",
        "n",
        "no",
        "п",
        "пп",
        "пункт",
        "пункта",
        "пункту",
        "пунктом",
        "ст",
        "статья",
        "статьи",
        "каб",
        "кабинет",
        "кабинета",
        "ауд",
        "д",
        "дом",
        "стр",
        "строка",
        "прил",
        "приложение",
        "приложению",
        "школа",
        "школы",
        "сош",
        "лицей",
        "гимназия",
        "доу",
        "корп",
        "ул",
        "детсад",
        "сад",
        "поз",
        *_POINTS,
    ]
)


def _is_number_of_thing(token: Token, before: Token, following: str, text: str) -> bool:
    """ "п. 5.12", "каб. 5"; but "школа, 5 мая"."""
    if before.type not in ("WORD", "OTHER") or _said(before, text) not in _THINGS:
        return False
    if following == "MONTH" and _said(before, text) not in _POINTS:
        return False
    return token.type in ("NUM", "YEAR") or (_is_yearless([token], 0) and _said(before, text) in _POINTS)


def _is_yearless(tokens: list[Token], index: int) -> bool:
    token = tokens[index] if index < len(tokens) else None
    return (
        token is not None
        and token.type == "DATE"
        and isinstance(token.value, tuple)
        and token.value[2] is None
    )


_REFERENCE = frozenset({"DATE", "NUM", "MONTH", "YEAR", "YW"})


def _is_abbreviation_dot(tokens: list[Token], dot: Token, text: str) -> bool:
    if not tokens or tokens[-1].end != dot.start:
        return False
    rest = text[dot.end : dot.end + 2].strip()
    short = tokens[-1].type == "WORD" and dot.start - tokens[-1].start <= 5 and bool(rest)
    return tokens[-1].type in _ABBREVIATIONS or short


def _repair_word(repaired: list[Token], token: Token, tokens: list[Token], index: int, text: str) -> int:
    word = str(token.value)
    following = tokens[index] if index < len(tokens) else None
    if following is not None and following.type == "SEMI" and text[following.start] == "\n":
        index += 1
        following = tokens[index] if index < len(tokens) else None
    if (
        following is not None
        and (entry := WORDS.get(word + text[following.start : following.end]))
        and (len(word) > 1 or entry[0] == "MONTH")
    ):
        repaired.append(Token(*entry, token.start, following.end))
        return index + 1
    if (
        word in _OCR_ROMANS
        and following is not None
        and following.type in ("QW", "HW", "COMMA", "DASH", "ROMAN")
    ):
        repaired.append(Token("ROMAN", _OCR_ROMANS[word], token.start, token.end))
        return index
    meant = correct(word)
    if meant is not None:
        note = f"Похоже на опечатку: «{word}» прочитано как «{meant[1]}»."
        token = Token(*meant[0], token.start, token.end, note)
    repaired.append(token)
    return index


def _said(token: Token, text: str) -> str:
    return text[token.start : token.end]


def _number(token: Token) -> int:
    return token.value if isinstance(token.value, int) else 0


def _completes_tens(repaired: list[Token], token: Token, text: str) -> bool:
    """ "двадцать пятого"."""
    return bool(repaired) and _said(repaired[-1], text) in TENS and 1 <= _number(token) <= 9


def _is_before_unit(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].type in ("QW", "HW")


def _starts_month(token: Token, tokens: list[Token], index: int, text: str) -> bool:
    """ "янв арь", "с ентябрь": a blank inside the name of a month."""
    following = tokens[index] if index < len(tokens) else None
    return (
        following is not None
        and following.type == "WORD"
        and token.end < following.start
        and _said(token, text) + _said(following, text) in MONTH_FORMS
    )


def _is_amount_in_words(tokens: list[Token]) -> bool:
    """``10 (десяти)``: the second number only repeats the first."""
    return (
        len(tokens) >= 3
        and tokens[-1].type in ("NUM", "WORD", "ORD")
        and tokens[-2].type == "LP"
        and tokens[-3].type in ("NUM", "ORD")
    )
