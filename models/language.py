"""Which language people are spoken to in. Russian is the source; other languages are catalogues of it.

A catalogue of a language is all ``.po`` files of ``models/locale/<language>``: texts by the Russian they
stand for (where ``msgctxt`` names a template, for that template alone), and nouns that are counted, as
plural entries of their Russian forms for one and for many.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import PlacedError, SeveralMistakesError, SrokiError

if TYPE_CHECKING:
    from babel.messages.catalog import Message

SOURCE = "ru"
LANGUAGES = {"ru": "Русский", "en": "English"}  # each as it calls itself
_GROUPED_FROM = 10_000
_GROUPED = re.compile(r"[+−-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*%?")
_LOCALES = Path(__file__).parent / "locale"


@dataclass
class _Talk:
    """What is said to one person: of the process, or of one request and all the threads that serve it."""

    lang: str


_of_process = _Talk(SOURCE)
_AS_IT_IS = nullcontext()
_talk: ContextVar[_Talk] = ContextVar("talk", default=_of_process)


def choose_language(lang: str) -> None:
    """Speak ``lang`` (one of LANGUAGES) from now on in this talk: the request, or else the whole process."""
    _talk.get().lang = lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """A talk of its own in ``lang``, for the block and for the threads and tasks that it starts.

    Stands as a decorator too.
    """
    token = _talk.set(_Talk(lang))
    try:
        yield
    finally:
        _talk.reset(token)


def in_language(lang: str) -> AbstractContextManager[None]:
    """``speaking`` for words alone, many times a second: nothing to do where ``lang`` is spoken already."""
    return _AS_IT_IS if _talk.get().lang == lang else speaking(lang)


def spoken_language() -> str:
    """The language of this talk."""
    return _talk.get().lang


def say(template: str, /, **details: object) -> str:
    """The sentence in the chosen language, its named fields filled in."""
    return _fill(template, details) if details else _translate(template)


def say_error(error: SrokiError) -> str:
    """The sentence of an error in the chosen language; of several mistakes one a line."""
    if isinstance(error, SeveralMistakesError):
        return "\n".join(map(say_error, error.mistakes))
    if isinstance(error, PlacedError):
        return f"{_say_place(error.place)}: {say_error(error.mistake)}"
    return _fill(error.template, error.details)


def say_number(number: int, one: str, few: str, many: str) -> str:
    """The number with its noun in the chosen language: 1 день, 2 дня, 5 дней, 11 дней, 21 день; 5 days."""
    return f"{number} {choose_form(number, one, few, many)}"


def choose_form(number: int, one: str, few: str, many: str) -> str:
    """The noun alone, in the form that goes with the number (Unicode CLDR: one, few, many)."""
    lang = spoken_language()
    if lang != SOURCE:
        forms = _catalogue(lang).forms.get((one, many))
        if forms:
            return forms[_form_of(lang)(number)]
    return choose_russian_form(number, one, few, many)


def choose_russian_form(number: int, one: str, few: str, many: str) -> str:
    """The same in Russian, whatever is spoken."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many


def say_day(day: date) -> str:
    """A date as officials write it: ``07.05.2021``, in English ``7 May 2021``."""
    lang = spoken_language()
    return f"{day.day:02}.{day.month:02}.{day.year:04}" if lang == SOURCE else _write_day(lang, day)


def say_moment(moment: datetime) -> str:
    """A local date and time: ``07.05.2021 14:30``, in English ``7 May 2021, 14:30``."""
    between = " " if spoken_language() == SOURCE else ", "
    return f"{say_day(moment)}{between}{moment:%H:%M}"


def write_decimal(digits: str) -> str:
    """Plain digits with a point, as the language writes them: ``1250,5``, in English ``1250.5``."""
    return digits.replace(".", ",") if spoken_language() == SOURCE else digits


def is_unclear_number(words: str) -> bool:
    """Whether a comma may set off thousands or a fraction, as in ``1,250``; in Russian it is a fraction."""
    return spoken_language() != SOURCE and _GROUPED.fullmatch(words.strip()) is not None


def write_count(number: int) -> str:
    """A number to be read at a glance: from five digits on in groups, ``100 000`` or ``100,000``."""
    if number < _GROUPED_FROM:
        return str(number)
    return f"{number:,}".replace(",", "\u00a0") if spoken_language() == SOURCE else f"{number:,}"


def find_translation(lang: str, text: str, template: str = "") -> str | None:
    """What the catalogue of ``lang`` has for a Russian text, for ``template`` first; None where nothing."""
    texts = _catalogue(lang).texts
    return texts.get((template, text)) or texts.get(("", text))


def list_texts(lang: str, file: str) -> tuple[tuple[str, str], ...]:
    """What one file of a catalogue has: Russian texts and what they are in ``lang``."""
    return tuple((str(m.id), str(m.string)) for m in _read(_LOCALES / lang / file) if isinstance(m.id, str))


def _fill(template: str, details: Mapping[str, object]) -> str:
    if spoken_language() == SOURCE:
        return template.format(**details)
    return _translate(template).format(**{name: _speak(value) for name, value in details.items()})


def _say_place(place: object) -> str:
    said = getattr(place, "said", None)  # of a ``Place``, which stands on a floor above
    return said() if said else str(place)


def _speak(value: object) -> object:
    """A field may hold a word of ours ("принят", "нет прав") or a day: said in the same language."""
    if isinstance(value, str):
        return _translate(value)
    if isinstance(value, datetime):
        return say_moment(value)
    return say_day(value) if isinstance(value, date) else value


def _translate(text: str) -> str:
    lang = spoken_language()
    return text if lang == SOURCE else _catalogue(lang).texts.get(("", text), text)


@dataclass(frozen=True)
class _Catalogue:
    texts: Mapping[tuple[str, str], str]  # by context (empty for none) and Russian text
    forms: Mapping[tuple[str, str], tuple[str, ...]]  # of nouns, by their Russian forms for one and for many


def _read(path: Path) -> list[Message]:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id and message.string]


@functools.cache
def _catalogue(lang: str) -> _Catalogue:
    texts: dict[tuple[str, str], str] = {}
    forms: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in itertools.chain.from_iterable(map(_read, sorted((_LOCALES / lang).glob("*.po")))):
        if isinstance(message.id, str):
            texts[message.context or "", message.id] = str(message.string)
        else:
            forms[message.id[0], message.id[1]] = tuple(message.string or ())
    return _Catalogue(texts, forms)


@functools.lru_cache(maxsize=2048)
def _write_day(lang: str, day: date) -> str:
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=lang)


@functools.cache
def _form_of(lang: str) -> Callable[[int], int]:
    """Which of the forms of a plural entry goes with a number."""
    from babel import Locale

    rule = Locale.parse(lang).plural_form
    order = [tag for tag in ("zero", "one", "two", "few", "many") if tag in rule.tags] + ["other"]
    return lambda number: order.index(rule(number))
