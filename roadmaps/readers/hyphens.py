"""Printed lines -> running text: divided words joined, compounds keep their hyphen. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_END = re.compile(r"([A-Za-zА-Яа-яЁё]+)[-\u2010\u00ad]$")
_START = re.compile(r"[A-Za-zА-Яа-яЁё]+")
MAY_DIVIDE = "\u200b"  # where whoever made the page allowed a word to be divided
_LONG_WORD, _SHORTEST_REST = 9, 4  # letters
MAY_BE_WHOLE = "\u2060"  # where a narrow cell may have cut a word without a hyphen
# What a narrow cell has divided without a hyphen: a web address, the name of a file ("приказ_об_").
_ADDRESS, _ADDRESS_REST = (
    re.compile(r"https?://[^\s,;]*[^\s,;.)»]$", re.IGNORECASE),
    re.compile(r"[A-Za-z0-9/?&=%#~+]"),
)
_UNDERSCORED, _WORD_REST = re.compile(r"[^\W_]_$"), re.compile(r"\w")
_WORD = re.compile(r"[a-zа-яё]+(?:-[a-zа-яё]+)*")
_ENDINGS = ("ый", "ий", "ая", "ое", "ого", "ому", "ым", "ом", "ой", "ую", "ые", "ых", "ыми")
# First parts of the compounds that official papers are full of.
_FIRST_PARTS = frozenset(
    {
        "учебно", "научно", "информационно", "нормативно", "организационно", "материально", "социально",
        "психолого", "финансово", "технико", "контрольно", "культурно", "физкультурно", "военно",
        "историко", "программно", "духовно", "гражданско", "санитарно", "аналитико", "экспертно",
        "северо", "юго", "план", "мастер", "пресс", "бизнес", "интернет", "онлайн", "веб", "медиа",
        "экс", "вице", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август",
        "сентябрь", "октябрь", "ноябрь", "декабрь",
    }
)  # fmt: skip
# And second parts of those that name people and their doings: "учителя-предметники", "семинар-практикум".
_SECOND_PART = re.compile(
    r"(?:предметник|практикум|психолог|логопед|дефектолог|библиотекар|тренинг|интенсив|наставник|новатор|интернат|"
    r"лаборатори|график|совещани|консультаци|методист|эксперт|организатор)[а-яё]{0,3}"
)


def join_lines(lines: Iterable[str], vocabulary: frozenset[str] = frozenset()) -> str:
    """One text of several printed lines."""
    text = ""
    for line in lines:
        text = join_pair(text, " ".join(line.split()), vocabulary)
    return text


def join_pair(first: str, rest: str, vocabulary: frozenset[str] = frozenset()) -> str:
    """Two pieces that stand on lines below each other, or on two pages."""
    if not first or not rest:
        return first or rest
    if first[-1] == MAY_BE_WHOLE:
        first = first.rstrip(MAY_BE_WHOLE)
        return f"{first}{'' if _is_whole(first, rest, vocabulary) else ' '}{rest}"
    if first[-1] == MAY_DIVIDE or _is_divided_name(first, rest):
        return first.rstrip(MAY_DIVIDE) + rest
    end, start = _END.search(first), _START.match(rest)
    if end and start:
        hyphen = "-" if _is_compound(end[1], start[0], vocabulary) else ""
        return f"{first[:-1]}{hyphen}{rest}"
    if first[-1] in "-\u2010\u2011" and rest[0].isdigit() and first[-2:-1].isdigit():
        return first + rest  # "2021-" / "2022"
    return f"{first} {rest}"


def _is_whole(first: str, rest: str, vocabulary: frozenset[str]) -> bool:
    """Whether the pieces make a word that the document uses elsewhere, in this form or in another."""
    end, start = _WORD.findall(first.lower())[-1:], _WORD.match(rest.lower())
    if not end or not start:
        return False
    whole = end[0] + start[0]
    long_enough = len(start[0]) >= _SHORTEST_REST
    return whole in vocabulary or (long_enough and whole[:-2] in _stems_of(vocabulary))


@lru_cache(maxsize=8)
def _stems_of(vocabulary: frozenset[str]) -> frozenset[str]:
    """Long words without their endings."""
    return frozenset(word[:-2] for word in vocabulary if len(word) >= _LONG_WORD)


def _is_divided_name(first: str, rest: str) -> bool:
    return bool(
        (_ADDRESS_REST.match(rest) and _ADDRESS.search(first))
        or (_WORD_REST.match(rest) and _UNDERSCORED.search(first))
    )


def words_of_lines(texts: Iterable[Sequence[str]]) -> frozenset[str]:
    """Every whole word of the texts, given line by line; parts of divided words are none."""
    found: set[str] = set()
    for lines in texts:
        divided, piece = False, ""
        for line in lines:
            words = _WORD.findall(line.lower())
            found.update(words[1:] if divided else words)
            if piece and words:
                found.add(piece + words[0])
            piece = words[-1] if words and line.endswith(MAY_DIVIDE) else ""
            divided = line.endswith((MAY_DIVIDE, MAY_BE_WHOLE)) or _END.search(line.rstrip()) is not None
            if divided and words:
                found.discard(words[-1])
    return frozenset(found)


def _is_compound(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    low_left, low_right = left.lower(), right.lower()
    if low_left + low_right in vocabulary:
        return False
    if f"{low_left}-{low_right}" in vocabulary or not right.islower() or low_left in _FIRST_PARTS:
        return True
    if low_left[-1] != "о" and len(low_left) > 3 and _SECOND_PART.fullmatch(low_right):
        return True
    if low_left[-1] in "ое" and any(low_left[:-1] + ending in vocabulary for ending in _ENDINGS):
        return True  # "учебно-" beside "учебный"
    return len(low_left) > 2 and low_left in vocabulary and low_right in vocabulary
