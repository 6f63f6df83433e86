"""Names of people in the accusative: «за Анну Иванову». Pure.

Rules of school grammar for the endings of Russian names, and a short list of names that lose a vowel.
Where the words do not tell a man from a woman, or are no Russian name, they stay as they are: a name in
the nominative is clumsy, a wrong one is rude.
"""

from __future__ import annotations

import re
from datetime import date

from models.language import SOURCE, say, say_day, spoken_language

_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*")
_INITIALS = re.compile(r"(?:[А-ЯЁ]\.\s?)+")
_MALE_IN_A = frozenset({"илья", "никита", "лука", "фома", "кузьма", "савва", "данила", "гаврила", "мустафа"})
_FEMALE_IN_SIGN = frozenset({"любовь", "нинель", "юдифь", "руфь", "эсфирь", "рахиль"})
_LOSING = {"Павел": "Павла", "Лев": "Льва", "Пётр": "Петра", "Петр": "Петра"}
_FEMALE_SURNAME = re.compile(r"(?:ова|ева|ёва|ина|ына|ая|яя)$")
_MALE_SURNAME = re.compile(r"(?:ов|ев|ёв|ин|ын|кий|цкий|ый)$")


def name_in_accusative(name: str) -> str:
    """ "Иванова Анна Петровна" -> "Иванову Анну Петровну"; what is no Russian name comes back as it is."""
    words = name.split()
    if not words or not all(_WORD.fullmatch(word) or _INITIALS.fullmatch(word) for word in words):
        return name
    is_woman = _is_woman(words)
    if is_woman is None:
        return name
    return " ".join(_turn(word, is_woman) for word in words)


def say_behalf(name: str, until_on: date) -> str:
    """For whom a deputy acts, and until when: «за Анну Иванову, до 12.05»."""
    if spoken_language() == SOURCE:
        name, day = name_in_accusative(name), f"{until_on:%d.%m}"
    else:
        day = say_day(until_on)
    return say("за {name}, до {day}", name=name, day=day)


def _is_woman(words: list[str]) -> bool | None:
    """By the patronymic, else by the surname, else by the given name; None where nothing tells."""
    low = [word.lower() for word in words if not _INITIALS.fullmatch(word)]
    for word in low:
        if word.endswith(("вна", "чна", "кызы")):
            return True
        if word.endswith(("вич", "ьич", "мич", "кич", "оглы")) and len(low) > 1:
            return False
    if any(word in _MALE_IN_A for word in low):
        return False
    if any(_FEMALE_SURNAME.search(word) for word in low):
        return True
    if any(_MALE_SURNAME.search(word) for word in low):
        return False
    if any(word in _FEMALE_IN_SIGN for word in low):
        return True
    given = [word for word in low if word.endswith(("а", "я"))]
    if given and len(low) > 1:
        return True
    return None


def _turn(word: str, is_woman: bool) -> str:
    if _INITIALS.fullmatch(word):
        return word
    if "-" in word:
        return "-".join(_turn(part, is_woman) for part in word.split("-"))
    return _feminine(word) if is_woman else _masculine(word)


def _feminine(word: str) -> str:
    if word.endswith("ая"):
        return word[:-2] + "ую"
    if word.endswith("яя"):
        return word[:-2] + "юю"
    if word.endswith("а"):
        return word[:-1] + "у"
    return word[:-1] + "ю" if word.endswith("я") else word


def _masculine(word: str) -> str:
    if word in _LOSING:
        return _LOSING[word]
    if word.endswith(("ский", "цкий", "ный", "вый", "лый", "рый", "тый", "дый")):
        return word[:-2] + "ого"
    for ending, turned in (("ий", "ия"), ("й", "я"), ("ь", "я"), ("а", "у"), ("я", "ю")):
        if word.endswith(ending):
            return word[: -len(ending)] + turned
    if word.endswith(("о", "е", "и", "у", "ю", "э", "ы", "ых", "их")):
        return word
    return word + "а"
