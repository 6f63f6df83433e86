"""Which recommendations a participant gets, and the letter that carries them. Pure.

The letter has the form of the family of document 003: addressee, an opening that names the monitoring
and the level, what is recommended for the whole, then by criterion and indicator, closing, signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from roadmaps.parsed import ParsedDocument
from roadmaps.rounds.changes import describe_score_change, format_score
from roadmaps.rounds.scoring import find_level
from roadmaps.rounds.values import (
    Criterion,
    Indicator,
    LetterText,
    Level,
    ParticipantResult,
    QuestionSet,
    RecommendedPoint,
)

ANY_LEVEL = ""


@dataclass(frozen=True)
class LibraryText:
    """A recommendation. ``code``: of an indicator, else of a criterion, or "" for the whole.

    ``level``: code of the level that it is for, or "" for any but the best. ``term`` as officials write it.
    """

    code: str
    level: str
    text: str
    term: str = ""


@dataclass(frozen=True)
class LetterFrame:
    """What stands around the recommendations of one round.

    ``monitoring``: its title; ``basis``: «приказ … от … № …»; ``before``: the round that changes are
    measured against, as in «в 2022 году».
    """

    monitoring: str
    addressee: str = ""
    basis: str = ""
    before: str = ""
    closing: tuple[str, ...] = ()
    signatory: str = ""
    number: str = ""
    issued_on: date | None = None


def draft_letter(
    questions: QuestionSet, result: ParticipantResult, library: Sequence[LibraryText], frame: LetterFrame
) -> LetterText:
    """The letter to one participant, to be edited by a person before it is sent."""
    return LetterText(
        addressee=frame.addressee or result.name,
        heading=f"Адресные рекомендации по итогам мониторинга «{frame.monitoring}»",
        opening=tuple(_open(result, frame)),
        points=choose_points(questions, result, library),
        closing=frame.closing,
        signatory=frame.signatory,
        number=frame.number,
        issued_on=frame.issued_on,
    )


def _open(result: ParticipantResult, frame: LetterFrame) -> Iterator[str]:
    basis = f" ({frame.basis})" if frame.basis else ""
    begins = f"По итогам мониторинга «{frame.monitoring}»{basis}"
    if result.nothing_to_report:
        yield f"{begins}: {result.name} сообщает, что отвечать не о чем; оценки нет."
    elif result.score is None or result.level is None:
        why = "показатели не оцениваются" if result.is_submitted else "ответы не представлены"
        yield f"{begins}: {result.name} — {why}, оценки нет."
    else:
        yield f"{begins}: {result.name} — уровень «{result.level.name}», {_tell_score(result, frame)}."
    if result.missing:
        yield f"Нет ответов на показатели: {', '.join(result.missing)}. {_tell_missing(result)}"
    yield "Направляем рекомендации для ознакомления и дальнейшей работы:"


def _tell_score(result: ParticipantResult, frame: LetterFrame) -> str:
    words = f"{format_score(result.score or Fraction(0))} от возможного"
    if result.change is not None and frame.before:
        words += f", это {describe_score_change(result.change, frame.before)}"
    return words


def _tell_missing(result: ParticipantResult) -> str:
    is_scored = any(result.cells[code].is_scored for code in result.missing)
    return "В оценке они посчитаны как ноль." if is_scored else "На оценку это не влияет."


def choose_points(
    questions: QuestionSet, result: ParticipantResult, library: Sequence[LibraryText]
) -> tuple[RecommendedPoint, ...]:
    """For the whole first, then by criterion; an indicator at the best level only where a text is for it.

    An indicator without texts of its own is spoken for by those of its criterion, once; a criterion
    without any by those for the whole. Who did not hand in gets those for the whole.
    """
    shelf = _Shelf(library, questions)
    points = [_make_point("", "", "", shelf.texts("", result.level, also_best=True), result.level)]
    if result.score is not None:
        for criterion in questions.criteria:
            points += _criterion_points(questions, criterion, result, shelf)
        points += [_indicator_point(questions, i, result, shelf) for i in _loose_indicators(questions)]
    return tuple(point for point in points if point.texts)


def _criterion_points(
    questions: QuestionSet, criterion: Criterion, result: ParticipantResult, shelf: _Shelf
) -> Iterator[RecommendedPoint]:
    members = [i for i in questions.indicators if i.criterion == criterion.code]
    own = [_indicator_point(questions, i, result, shelf) for i in members]
    wanting = [
        i
        for i, point in zip(members, own, strict=True)
        if not point.texts and not shelf.is_best(_level_of(questions, i, result))
    ]
    if (wanting or not members) and shelf.is_free(criterion.code):
        score = result.by_criterion.get(criterion.code)
        level = find_level(questions.levels, score) or result.level
        yield _make_point(criterion.code, criterion.title, "", shelf.texts(criterion.code, level), level)
    yield from own


def _indicator_point(
    questions: QuestionSet, indicator: Indicator, result: ParticipantResult, shelf: _Shelf
) -> RecommendedPoint:
    level = _level_of(questions, indicator, result)
    texts = shelf.texts(indicator.code, level)
    return _make_point(indicator.code, indicator.title, indicator.criterion, texts, level)


def _loose_indicators(questions: QuestionSet) -> list[Indicator]:
    known = {criterion.code for criterion in questions.criteria}
    return [indicator for indicator in questions.indicators if indicator.criterion not in known]


def _level_of(questions: QuestionSet, indicator: Indicator, result: ParticipantResult) -> Level | None:
    """What was not answered counts as nought, so it stands at the lowest level; None for what has none."""
    cell = result.cells[indicator.code]
    return questions.levels[0] if cell.is_scored and cell.value is None else cell.level


def _make_point(
    code: str, title: str, criterion: str, texts: Sequence[LibraryText], level: Level | None
) -> RecommendedPoint:
    return RecommendedPoint(
        code,
        title,
        criterion,
        tuple(text.text for text in texts),
        tuple(text.term for text in texts),
        level.name if level else "",
    )


class _Shelf:
    """The library by code and level."""

    def __init__(self, library: Sequence[LibraryText], questions: QuestionSet) -> None:
        self._best = questions.levels[-1].code
        self._indicators = {indicator.code for indicator in questions.indicators}
        self._texts: dict[tuple[str, str], list[LibraryText]] = {}
        for text in library:
            self._texts.setdefault((text.code, text.level), []).append(text)

    def is_best(self, level: Level | None) -> bool:
        return level is not None and level.code == self._best

    def is_free(self, code: str) -> bool:
        """False for the code of a criterion that an indicator has too: its texts are the indicator's."""
        return code not in self._indicators

    def texts(self, code: str, level: Level | None, *, also_best: bool = False) -> list[LibraryText]:
        """Those for this level, else those for any level, which the best one is spared."""
        keyed = self._texts.get((code, level.code), []) if level else []
        if keyed or (self.is_best(level) and not also_best):
            return keyed
        return self._texts.get((code, ANY_LEVEL), [])


def gather_recommendations(document: ParsedDocument) -> tuple[LibraryText, ...]:
    """The recommendations of a letter that was read, for any level: what it tells the whole stands first."""
    whole = document.order_points if document.kind == "recommendation_letter" else ()
    texts = [LibraryText("", ANY_LEVEL, _end(point.text)) for point in whole]
    for entry in document.indicators:
        code = str(entry["indicator_number"] or entry["criterion_number"] or "")
        recommendations = entry["recommendations"]
        if isinstance(recommendations, list):
            texts += [LibraryText(code, ANY_LEVEL, _end(str(text))) for text in recommendations]
    return tuple(dict.fromkeys(text for text in texts if text.text))


def _end(text: str) -> str:
    return " ".join(text.split()).rstrip(" ;.")


def write_letter(letter: LetterText) -> dict[str, Any]:
    """The JSON of a letter; keys are added, never renamed."""
    return {
        **asdict(letter),
        "opening": list(letter.opening),
        "closing": list(letter.closing),
        "points": [
            {**asdict(point), "texts": list(point.texts), "terms": list(point.terms)}
            for point in letter.points
        ],
        "issued_on": letter.issued_on.isoformat() if letter.issued_on else None,
    }


def read_letter(data: Mapping[str, Any]) -> LetterText:
    """The letter that ``write_letter`` wrote."""
    return LetterText(
        addressee=data["addressee"],
        heading=data["heading"],
        opening=tuple(data["opening"]),
        points=tuple(_read_point(point) for point in data["points"]),
        closing=tuple(data.get("closing", ())),
        signatory=data.get("signatory", ""),
        number=data.get("number", ""),
        issued_on=date.fromisoformat(data["issued_on"]) if data.get("issued_on") else None,
    )


def _read_point(data: Mapping[str, Any]) -> RecommendedPoint:
    return RecommendedPoint(
        data["code"],
        data["title"],
        data.get("criterion", ""),
        tuple(data["texts"]),
        tuple(data["terms"]),
        data.get("level", ""),
    )
