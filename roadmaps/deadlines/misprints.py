"""Words of the language with one wrong letter: "сентяюрь", "феварль", "ежегдно"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from roadmaps.deadlines.vocabulary import SPELLED, Entry

_SHORTEST = 4
_LONGEST = 16


def correct(word: str) -> tuple[Entry, str] | None:
    """The entry and the form that ``word`` misspells by one letter; None where two are possible."""
    return _correct(word) if _SHORTEST <= len(word) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _correct(word: str) -> tuple[Entry, str] | None:
    index = _shortened()
    forms = {form for piece in (word, *_one_less(word)) for form in index.get(piece, ())}
    near = sorted(form for form in forms if _is_one_off(word, form) and _is_likely(word, form))
    entries = {SPELLED[form] for form in near}
    return (entries.pop(), near[0]) if len(entries) == 1 else None


@cache
def _shortened() -> dict[str, list[str]]:
    """Each form under itself and under each of its spellings with one letter less."""
    index: dict[str, list[str]] = {}
    for form in SPELLED:
        for piece in {form, *_one_less(form)}:
            index.setdefault(piece, []).append(form)
    return index


def _one_less(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_one_off(word: str, form: str) -> bool:
    """One letter put in, left out or changed, or two neighbours swapped."""
    if len(word) != len(form):
        shorter, longer = sorted((word, form), key=len)
        return len(longer) == len(shorter) + 1 and shorter in _one_less(longer)
    wrong = [place for place in range(len(word)) if word[place] != form[place]]
    swapped = (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and word[wrong[0] : wrong[1] + 1] == form[wrong[0] : wrong[1] + 1][::-1]
    )
    return len(wrong) == 1 or swapped


def _is_likely(word: str, form: str) -> bool:
    """Short months have real words for neighbours ("марка", "карта"), and "лечение" is no "течение"."""
    terminal, month = SPELLED[form]
    if terminal != "MONTH":
        return word[0] == form[0]
    if month == 3:
        return word[0] == "м" and (("рт" in word[:5] and word[-1] != "н") or sorted(word) == sorted(form))
    return len(form) > 5 or word[0] == form[0]
