"""Sentences that are kept in Russian (why a mail failed), said again in the language of the talk."""

from __future__ import annotations

import re
import string
from functools import lru_cache

from models.language import SOURCE, find_translation, list_templates, spoken_language

_FEWEST_LETTERS = 6  # of a template besides its fields: with fewer, it would fit what is not its own
_LETTER = re.compile("[А-Яа-яЁё]")


def keep(template: str, /, **details: object) -> str:
    """The Russian sentence as it is stored, whatever is spoken now."""
    return template.format(**details)


def say_again(sentence: str) -> str:
    """A stored Russian sentence in the language of the talk; what no template of ours fits stays as it is."""
    lang = spoken_language()
    return sentence if lang == SOURCE else _retell(lang, sentence)


@lru_cache(maxsize=1024)
def _retell(lang: str, sentence: str) -> str:
    whole = find_translation(lang, sentence)
    if whole:
        return whole
    for template in _fitting(lang, sentence):
        found = re.fullmatch(_pattern(template), sentence, re.DOTALL)
        if found:
            fields = {name: _retell(lang, words) for name, words in found.groupdict().items()}
            return _fill(find_translation(lang, template) or template, fields)
    return sentence


def _fitting(lang: str, sentence: str) -> list[str]:
    """Templates whose words all stand in the sentence, those that say most of it first."""
    return [template for words, template in _by_words(lang) if all(word in sentence for word in words)]


@lru_cache(maxsize=4)
def _by_words(lang: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Templates with fields, and what stands between these."""
    found = []
    for template in list_templates(lang):
        words = tuple(literal for literal, _, _, _ in string.Formatter().parse(template))
        if len(_LETTER.findall("".join(words))) >= _FEWEST_LETTERS:
            found.append((words, template))
    return tuple(sorted(found, key=lambda entry: -len("".join(entry[0]))))


def _pattern(template: str) -> str:
    """A template as a regular expression; a field that comes twice is the same both times."""
    pattern, known = "", set()
    for literal, name, _, _ in string.Formatter().parse(template):
        pattern += re.escape(literal)
        if name:
            pattern += f"(?P={name})" if name in known else f"(?P<{name}>.+?)"
            known.add(name)
    return pattern


def _fill(template: str, fields: dict[str, str]) -> str:
    """The fields in their places; how dates and numbers were written stays."""
    parts = string.Formatter().parse(template)
    return "".join(literal + (fields[name] if name else "") for literal, name, _, _ in parts)
