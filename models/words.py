"""Words of Russian texts in one form, so that «мониторинга» finds «мониторинг». Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-zа-я0-9]+")
_SHORTEST = 3  # letters: what is shorter joins words and tells texts apart no better than a comma
LONGEST = 60  # letters of a stem that are kept: of two stems that agree so far, one finds the other


def stem_words(text: str) -> frozenset[str]:
    """The stems of the words in ``text``: lower case, ё as е, endings off (the Snowball rules for Russian).

    Words of one or two letters are left out; numbers and Latin words stay as they are.
    """
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return frozenset(_stem(word)[:LONGEST] for word in words if len(word) >= _SHORTEST or word.isdecimal())


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    from snowballstemmer import stemmer  # where a text is looked for or kept, never at the start

    # One for each word: a stemmer keeps the word that it works on, and pages are made in many threads.
    return str(stemmer("russian").stemWord(word))
