"""A drafted letter as what our reader would make of its paper, so that both become the same tasks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roadmaps.letters import LETTER_KIND, add_term
from roadmaps.rounds.values import LetterText, QuestionSet, RecommendedPoint


def whole_texts(letter: LetterText) -> tuple[str, ...]:
    """What is recommended to the whole, with terms: the numbered points of the letter."""
    return tuple(text for point in letter.points if not point.code for text in say_texts(point))


def say_texts(point: RecommendedPoint) -> tuple[str, ...]:
    """The recommendations of a point, each with its term behind it."""
    terms = (*point.terms, *[""] * len(point.texts))
    return tuple(add_term(text.rstrip(" ;."), term) for text, term in zip(point.texts, terms, strict=False))


def group_points(
    letter: LetterText, questions: QuestionSet
) -> tuple[tuple[str, tuple[RecommendedPoint, ...]], ...]:
    """«Критерий 1. «…»» ("" for indicators of none) and what stands under it, in the order of the set."""
    codes = {criterion.code for criterion in questions.criteria}
    groups = []
    for criterion in questions.criteria:
        members = [
            p
            for p in letter.points
            if p.criterion == criterion.code or (p.code == criterion.code and not p.criterion)
        ]
        if members:
            groups.append((f"Критерий {criterion.code}. «{criterion.title}»", tuple(members)))
    loose = [p for p in letter.points if p.code and p.criterion not in codes and p.code not in codes]
    return (*((("", tuple(loose)),) if loose else ()), *groups)


def is_of_criterion(point: RecommendedPoint, questions: QuestionSet) -> bool:
    """Whether a point speaks to a whole criterion, without an indicator."""
    return not point.criterion and point.code in {criterion.code for criterion in questions.criteria}


def parse_letter(letter: LetterText, questions: QuestionSet, issuer: str, addressee: str) -> dict[str, Any]:
    """The JSON of a read letter (see ``ParsedDocument.as_json``), from the letter itself."""
    points = [
        {
            "number": str(number),
            "effective_number": str(number),
            "text": text,
            "responsible": [addressee],
            "persons": [],
            "terms": [],
            "line": None,
        }
        for number, text in enumerate(whole_texts(letter), start=1)
    ]
    indicators = [
        _entry(heading, point, is_of_criterion(point, questions))
        for heading, members in group_points(letter, questions)
        for point in members
    ]
    document = {
        "file": "",
        "title": letter.heading,
        "annex_title": None,
        "kind": LETTER_KIND,
        "issuer": issuer or None,
        "number": letter.number or None,
        "date": letter.issued_on.isoformat() if letter.issued_on else None,
        "period": None,
        "controllers": [issuer] if issuer else [],
        "signatory": letter.signatory or None,
        "addressee": addressee,
        "distribution": [],
    }
    return {
        "document": document,
        "order_points": points,
        "rows": [],
        "indicators": indicators,
        "targets": [],
        "monitorings": [],
        "problems": [],
        "aliases": {},
    }


def _entry(heading: str, point: RecommendedPoint, of_criterion: bool) -> dict[str, Any]:
    texts: Sequence[str] = say_texts(point)
    return {
        "line": None,
        "criterion": heading or None,
        "criterion_number": point.code if of_criterion else point.criterion or None,
        "criterion_line": None,
        "indicator_number": None if of_criterion else point.code,
        "indicator_title": None if of_criterion else point.title,
        "indicator_title_raw": None,
        "recommendations": list(texts),
        "recommendation_lines": [],
    }
