"""Monitorings and reports that running text announces: "проводится ежегодно с 1 по 30 апреля". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from models.values import Term, TermContext
from roadmaps.deadlines import find_deadlines
from roadmaps.readers.blocks import Paragraph
from roadmaps.targets import read_recurrence
from roadmaps.wording import is_finished, join_pieces, plain

_IS_HELD = r"(?:провод[ия]тся|осуществля[ею]тся|организу[ею]тся)"
_HELD = re.compile(
    rf"(?P<what>[^.:;]{{0,80}}\bмониторинг\w*(?![^.:;]*\bмониторинг)[^.:;]{{0,200}}?)\s{_IS_HELD}\b|"
    rf".{{0,300}}?\b{_IS_HELD}\s(?P<behind>[^.:;(]{{0,80}}?\bмониторинг[^.:;(]{{0,200}})",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?P<what>(?:отч[её]т|информаци|сведени|справк|данные|результат|материал)[^.:;]{0,160}?)\s"
    r"(?:представля|направля|предоставля|размеща|пода)[ею]тся\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+(?=\D)")


def read_told(
    paragraphs: Iterable[Paragraph], context: TermContext, *, reports: bool
) -> Iterator[dict[str, object]]:
    """One entry for each paragraph that says when a monitoring is held, in the shape of a table's rows.

    With ``reports`` also those that say when reports are due. They have dates and no rule: a rule makes
    rounds, and nobody answers to a report.
    """
    for text, line in _whole(paragraphs):
        number = _NUMBER.match(text)
        words = text[number.end() :] if number else text
        held = _HELD.match(words)
        told = held or (_REPORTED.match(words) if reports else None)
        if told is None:
            continue
        terms = _dated(words, context)
        rule = read_recurrence(_first_stage(words, terms)) if held else None
        terms = terms if _hold_months(terms, rule) else []
        if rule or terms:
            what = told["what"] or told["behind"]
            yield {
                "line": line,
                "number": number[1] if number else "",
                "number_raw": number[0].strip() if number else "",
                "indicator": f"{what[:1].upper()}{what[1:]}".strip(),
                "method": words,
                "result": "",
                "recurrence": rule,
                "terms": [term.as_json() for term in terms],
            }


def read_terms(text: str, rule: str | None, context: TermContext) -> list[Term]:
    """The dated terms of a monitoring; none where its rule names more months than they hold."""
    terms = _dated(text, context)
    return terms if _hold_months(terms, rule) else []


def _whole(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, int | None]]:
    """Paragraphs put together where a page broke them into lines."""
    text, line = "", None
    for paragraph in paragraphs:
        words = plain(paragraph.text)
        if text and not (paragraph.after_gap or is_finished(text) or _NUMBER.match(words)):
            text = join_pieces(text, words)
            continue
        if text:
            yield text, line
        text, line = words, paragraph.place.line
    if text:
        yield text, line


def _dated(text: str, context: TermContext) -> list[Term]:
    return [term for term in find_deadlines(text, context) if any(span.due_on for span in term.spans)]


def _first_stage(text: str, terms: Sequence[Term]) -> str:
    """What stands up to the first of several terms: data are collected once, and then analysed."""
    return text[: text.index(terms[0].raw) + len(terms[0].raw)] if len(terms) > 1 else text


def _hold_months(terms: Sequence[Term], rule: str | None) -> bool:
    days = [day for term in terms for span in term.spans for day in (span.opens_on, span.due_on) if day]
    months = re.search(r"BYMONTH=([\d,]+)", rule or "")
    return not months or {int(month) for month in months[1].split(",")} <= {day.month for day in days}
