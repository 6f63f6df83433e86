"""A letter of recommendations under the pen: its places in order, and what is put there. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from roadmaps.rounds.recommending import ANY_LEVEL, LibraryText
from roadmaps.rounds.values import LetterText, QuestionSet, RecommendedPoint

LONGEST_TEXT = 2_000  # characters of one recommendation
Wording = tuple[str, str]  # a recommendation and its term, "" for none


@dataclass(frozen=True)
class Offer:
    """A text of the library that a place could have. ``mark`` is its own; ``level`` in words."""

    mark: str
    level: str
    text: LibraryText


@dataclass(frozen=True)
class Place:
    """Where recommendations may stand: for the whole, a criterion or an indicator, with what stands there.

    ``level``: where the participant stands, in words; "" where that is not known.
    """

    point: RecommendedPoint
    is_criterion: bool = False
    offers: tuple[Offer, ...] = ()

    @property
    def level(self) -> str:
        return self.point.level

    @property
    def wordings(self) -> tuple[Wording, ...]:
        terms = (*self.point.terms, *[""] * len(self.point.texts))
        return tuple(zip(self.point.texts, terms, strict=False))


@dataclass(frozen=True)
class Written:
    """What somebody made of one place: its wordings (an empty text goes), and marks of the library to add."""

    wordings: tuple[Wording, ...] = ()
    marks: frozenset[str] = field(default_factory=frozenset)


def list_places(
    questions: QuestionSet,
    letter: LetterText,
    library: Sequence[LibraryText],
    levels: Mapping[str, str],
) -> tuple[Place, ...]:
    """Every place of a letter, also those where nothing stands yet: the whole, then by criterion.

    ``levels``: where the participant stands, in words, by code of an indicator or a criterion.
    """
    shelf = _offer(questions, library)
    standing = {(point.code, point.criterion): point for point in letter.points}
    places = []
    for bare, is_criterion in _empty_points(questions):
        point = standing.pop((bare.code, bare.criterion), bare)
        point = replace(point, level=point.level or levels.get(point.code, ""))
        # The texts of a code that an indicator and a criterion share are the indicator's.
        shared = is_criterion and any(i.code == bare.code for i in questions.indicators)
        offers = () if shared else shelf.get(bare.code, ())
        free = tuple(offer for offer in offers if offer.text.text not in point.texts)
        places.append(Place(point, is_criterion, free))
    # What a former version of the set asked stands in its letter all the same.
    return (*places, *(Place(point) for point in standing.values()))


def put_down(letter: LetterText, places: Sequence[Place], written: Mapping[int, Written]) -> LetterText:
    """The letter with what was written at each place (by its index, from 0); other places stay."""
    points = []
    for index, place in enumerate(places):
        said = written.get(index)
        wordings = place.wordings if said is None else said.wordings
        kept = [(tidy_line(text), tidy_line(term)) for text, term in wordings if text.strip()]
        if said is not None:
            chosen = (offer.text for offer in place.offers if offer.mark in said.marks)
            kept += [(text.text, text.term) for text in chosen]
        if kept:
            texts, terms = zip(*kept, strict=True)
            points.append(replace(place.point, texts=tuple(texts), terms=tuple(terms)))
    return replace(letter, points=tuple(points))


def tidy_line(words: str) -> str:
    """Words on one line; a space that does not break stays one («54,2 %»)."""
    return re.sub(r"[ \t\r\n]+", " ", words).strip()


def mark_of(text: LibraryText) -> str:
    """A short mark of a text of the library: the same text has the same mark after any other was changed."""
    content = "\x1f".join((text.code, text.level, text.text, text.term))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _empty_points(questions: QuestionSet) -> Iterator[tuple[RecommendedPoint, bool]]:
    yield RecommendedPoint("", ""), False
    for criterion in questions.criteria:
        yield RecommendedPoint(criterion.code, criterion.title), True
        for indicator in questions.indicators:
            if indicator.criterion == criterion.code:
                yield RecommendedPoint(indicator.code, indicator.title, indicator.criterion), False
    known = {criterion.code for criterion in questions.criteria}
    for indicator in questions.indicators:
        if indicator.criterion not in known:
            yield RecommendedPoint(indicator.code, indicator.title, indicator.criterion), False


def _offer(questions: QuestionSet, library: Sequence[LibraryText]) -> dict[str, tuple[Offer, ...]]:
    """The library by code: the lowest level first, what is for any level last."""
    names = {level.code: level.name for level in questions.levels} | {ANY_LEVEL: "любой уровень"}
    order = list(names)
    shelf: dict[str, tuple[Offer, ...]] = {}
    for text in sorted(library, key=lambda one: order.index(one.level) if one.level in names else len(order)):
        offer = Offer(mark_of(text), names.get(text.level, text.level), text)
        shelf[text.code] = (*shelf.get(text.code, ()), offer)
    return shelf
