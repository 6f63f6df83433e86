"""Finished Russian sentences in the language of the talk.

What reading makes of a document (problems, the meaning of a term, why a mail failed) is stored as it was
said, in Russian. In another language such a sentence is recognised by the template that it was made of: the
catalogue ``stored.po`` has these, and what stands in their fields is recognised in its turn, but not what
stands in «», which are the words of a document. What is not recognised stays Russian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from models.language import SOURCE, find_translation, list_texts, say_day, speaking, spoken_language

_BETWEEN = ("; ", ", ", ". ")
_NOT_WITHIN = r"(?![^(]*\))(?![^«]*»)"  # what stands in brackets and in «» stays together
_FIELD = re.compile(r"(«?)\{(\w+)\}(»?)")
_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_KINDS = {"n": r"\d+", "year": r"\d{4}", "month": r"[а-я]+", "date": _DAY.pattern.replace("(", "(?:")}


def say_stored(sentence: str) -> str:
    """A sentence that was stored in Russian, in the language of the talk as far as it is recognised."""
    lang = spoken_language()
    return sentence if lang == SOURCE or not sentence else _recognise(lang, sentence) or sentence


@lru_cache(maxsize=4096)
def _recognise(lang: str, text: str) -> str | None:
    known = find_translation(lang, text) or _write_date(lang, text)
    if known:
        return known
    for pattern, template, quoted in _patterns(lang):
        found = pattern.fullmatch(text)
        if found:
            fields = {
                name: words if name in quoted else _recognise(lang, words) or words
                for name, words in found.groupdict().items()
            }
            return template.format(**fields)
    return next(filter(None, (_recognise_parts(lang, text, between) for between in _BETWEEN)), None)


def _recognise_parts(lang: str, text: str, between: str) -> str | None:
    """Of what is only listed each part by itself; None where no part is recognised."""
    parts = re.split(re.escape(between) + _NOT_WITHIN, text)
    if len(parts) == 1:
        return None
    said = [_recognise(lang, part) for part in parts]
    if not any(said):
        return None
    return between.join(new or part for new, part in zip(said, parts, strict=True))


def _write_date(lang: str, text: str) -> str | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        written = date(year, month, day)
    except ValueError:
        return text  # "31.02.2021": the sentence says that there is no such day
    with speaking(lang):
        return say_day(written)


@cache
def _patterns(lang: str) -> tuple[tuple[re.Pattern[str], str, frozenset[str]], ...]:
    """Templates with fields, those with most words of their own first; the fields that stand in «»."""
    found = [(text, english) for text, english in list_texts(lang, "stored.po") if _FIELD.search(text)]
    found.sort(key=lambda pair: -len(_FIELD.sub("", pair[0])))
    return tuple((re.compile("".join(_parts(text))), english, _quoted(text)) for text, english in found)


def _parts(text: str) -> Iterator[str]:
    """A template as a regular expression; the name of a field says what stands there."""
    last = 0
    for field in _FIELD.finditer(text):
        kind = field[2].rstrip("0123456789")
        what = _KINDS.get(kind, ".+?")
        yield f"{re.escape(text[last : field.start()])}{field[1]}(?P<{field[2]}>{what}){field[3]}"
        last = field.end()
    yield re.escape(text[last:])


def _quoted(text: str) -> frozenset[str]:
    return frozenset(field[2] for field in _FIELD.finditer(text) if field[1])
