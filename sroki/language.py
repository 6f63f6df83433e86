"""Which language people are spoken to in. Russian is the source; other languages are catalogues of it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from models.errors import PlacedError, SeveralMistakesError, SrokiError

_LOCALES = Path(__file__).parent / "locale"
_current = "ru"


def choose_language(lang: str) -> None:
    """Speak ``ru`` or ``en`` from now on in this process."""
    global _current  # a process speaks to one person
    _current = lang


def say(template: str, **details: object) -> str:
    """The sentence in the chosen language, its named fields filled in."""
    return _fill(template, details) if details else _translate(template)


def say_error(error: SrokiError) -> str:
    """The sentence of an error in the chosen language; of several mistakes one a line."""
    if isinstance(error, SeveralMistakesError):
        return "\n".join(map(say_error, error.mistakes))
    if isinstance(error, PlacedError):
        return f"{error.place}: {say_error(error.mistake)}"
    return _fill(error.template, error.details)


def _fill(template: str, details: Mapping[str, object]) -> str:
    # A field may hold a word of ours ("принят", "нет прав"): it is spoken in the same language.
    spoken = {n: _translate(value) if isinstance(value, str) else value for n, value in details.items()}
    return _translate(template).format(**spoken)


def _translate(template: str) -> str:
    if _current == "ru":
        return template
    return _catalogue(_current).get(template, template)


@functools.cache
def _catalogue(lang: str) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    with (_LOCALES / f"{lang}.po").open("rb") as file:
        catalogue = read_po(file)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
