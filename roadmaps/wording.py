"""Words of cells: stripping marks, joining what a page has divided, weaving what columns have split. Pure."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_WORD = re.compile(r"[0-9A-Za-zА-Яа-яЁё]+")
_DIVIDED = re.compile(r"([A-Za-zА-Яа-яЁё]+)[-‐\u00ad]$")
_HEAD_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_STEM_LETTERS = 5
_LONGEST_WORD = 60


def plain(cell: str | None) -> str:
    """The words of a cell: HTML tags, entities and markdown marks gone, spaces single."""
    if not cell:
        return ""
    if "<" in cell or "&" in cell:
        cell = html.unescape(_TAG.sub(" ", cell))
    if "[" in cell:
        cell = _LINK.sub(r"\1", cell)
    if "*" in cell or "_" in cell or "#" in cell:
        cell = _HEADING.sub("", _MARKS.sub("", cell))
    return " ".join(cell.split())


def words(text: str) -> list[str]:
    """Lower-case words and numbers, ё as е."""
    return _WORD.findall(text.lower().replace("ё", "е"))


_COMPOUND = re.compile(r"[a-zа-яё]+(?:-[a-zа-яё]+)*-?")
_MONTH_NAMES = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
_MONTHS = frozenset(_MONTH_NAMES.split())


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word of a document, hyphenated compounds as they stand; what a page has divided is no word."""
    found: set[str] = set(_MONTHS)
    for text in texts:
        found.update(word for word in _COMPOUND.findall(text.lower()) if word[-1] != "-")
    return frozenset(found)


def join_pieces(first: str, rest: str, vocabulary: frozenset[str] = frozenset()) -> str:
    """A cell cut by a page put together: divided words joined, words printed twice kept once."""
    if not first or not rest:
        return first or rest
    end = first[-_LONGEST_WORD:]
    divided, head = _DIVIDED.search(end), _HEAD_WORD.match(rest)
    if divided and head:
        kept = first[: len(first) - len(end) + divided.start()]
        return kept + _join_word(divided[1], head[0], vocabulary) + rest[head.end() :]
    return f"{first} {rest[_overlap(first, rest) :]}".strip()


def _join_word(left: str, right: str, vocabulary: frozenset[str]) -> str:
    low_left, low_right = left.lower(), right.lower()
    if low_left + low_right in vocabulary:
        return left + right
    if f"{low_left}-{low_right}" in vocabulary or not right.islower():
        return f"{left}-{right}"
    if low_right.startswith(low_left) and low_right in vocabulary:
        return right  # the page repeats the divided word whole: "ре-" / "региональных"
    if len(left) > 2 and low_left in vocabulary and low_right in vocabulary:
        return f"{left}-{right}"  # two words in their own right: "июнь-" / "сентябрь"
    return left + right


def _overlap(first: str, rest: str) -> int:
    """Length of the beginning of ``rest`` that repeats the end of ``first`` (two words at least)."""
    tail, head = first[-300:].split()[-12:], rest[:300].split()[:12]
    for size in range(min(len(tail), len(head)), 1, -1):
        if [w.lower() for w in tail[-size:]] == [w.lower() for w in head[:size]]:
            rest_words = rest.split(maxsplit=size)
            return len(rest) - len(rest_words[size]) if len(rest_words) > size else len(rest)
    return 0


def is_scattered_in(part: str, whole: str) -> bool:
    """True when the words of ``part`` occur in ``whole`` in their order, gaps allowed."""
    rest = iter(words(whole))
    return all(word in rest for word in words(part))


def find_woven(first: str, second: str, candidates: Sequence[str]) -> tuple[str, bool] | None:
    """The text that a split over two columns came from, if the document prints it whole elsewhere.

    With it, whether its words are exactly those of the parts.

    First choice: a text made of exactly these words, each part in its order; else the one text that
    shares nearly all word stems (0.85 and more, the runner-up clearly behind).
    """
    have = Counter(words(first) + words(second))
    for text in candidates:
        if Counter(words(text)) == have and is_scattered_in(first, text) and is_scattered_in(second, text):
            return text, True
    scored = sorted(((_stem_share(have, text), text) for text in set(candidates)), reverse=True)
    if scored and scored[0][0] >= 0.85 and (len(scored) == 1 or scored[1][0] < scored[0][0] - 0.05):
        return scored[0][1], False
    return None


def _stem_share(have: Counter[str], text: str) -> float:
    mine: Counter[str] = Counter()
    for word, count in have.items():
        mine[word[:_STEM_LETTERS]] += count
    theirs = Counter(word[:_STEM_LETTERS] for word in words(text))
    union = (mine | theirs).total()
    return (mine & theirs).total() / union if union else 0.0


def starts_lower(text: str) -> bool:
    """True when the first letter is a small one: the text goes on from somewhere else."""
    letters = (char for char in text.lstrip("«\"'(–—- ") if char.isalpha())
    return next(letters, "A").islower()


def is_finished(text: str) -> bool:
    """True when a text ends like a sentence."""
    return text.rstrip().endswith((".", ";", "!", "?", ":"))
