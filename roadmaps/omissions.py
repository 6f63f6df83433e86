"""What a document leaves out or leaves open, as a careful clerk would note it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from models.values import Place, Problem, TermKind, fold
from roadmaps.parsed import ParsedPoint, ParsedTask
from roadmaps.statuses import claims_done, names_years

_ACRONYM = re.compile(r"(?<![А-ЯЁа-яёA-Za-z-])[А-ЯЁ]{2,8}(?![А-ЯЁа-яё])")
# A Latin letter that looks like a Cyrillic one, inside a Cyrillic word.
_MIXED = re.compile(
    r"(?<!\w)(?:[А-ЯЁа-яё]+[ABCEHKMOPTXYaceopxyk][А-ЯЁа-яё]*|[ABCEHKMOPTXYaceopxyk][а-яё]{2,})(?!\w)"
)
# What every official reads without a legend.
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        "РФ ФЗ СССР СМИ ЕГЭ ОГЭ ГИА ВПР ФГОС ИНН КПП ОГРН ОКПО ООО ОАО АО ПАО ИП МВД МЧС ФСБ ФНС ФСИН "
        "ГИБДД ГТО ЖКХ ЗАГС ВУЗ НКО ТОС США ЧС ОРВИ ДТП ВИЧ СПИД УК ГК КОАП "
        "МБУ МКУ МАУ ГБУ ГКУ ГАУ ФГБУ ФКУ ФГАУ МУП ГУП ФГУП",  # kinds of institutions, as laws call them
    )
)


def find_omissions(
    tasks: Sequence[ParsedTask],
    points: Sequence[ParsedPoint],
    abbreviations: Mapping[str, str],
    head: Mapping[str, object],
    place: Place,
) -> list[Problem]:
    """All of them; ``head`` holds what the heading says, ``place`` stands for the document as a whole."""
    return [
        *_missing_metadata(head, place),
        *_untimed_points(points),
        *_vague_terms(tasks),
        *_missing_results(tasks),
        *_undefined_abbreviations(tasks, points, abbreviations),
        *_mixed_alphabets(tasks, points),
        *_statuses(tasks),
        *_same_day(points),
    ]


def _missing_metadata(head: Mapping[str, object], place: Place) -> Iterable[Problem]:
    if not head.get("number") and not head.get("issued_on"):
        sentence = "В документе нет ни номера, ни даты: по ним его нельзя ни назвать, ни отличить от другого."
        yield Problem("missing_metadata", sentence, place)


def _untimed_points(points: Sequence[ParsedPoint]) -> Iterable[Problem]:
    if points and not any(point.terms for point in points):
        sentence = "Ни один пункт не называет срока: сроки есть только в таблице или их нет вовсе."
        yield Problem("missing_term", sentence, points[0].place, points[0].effective_number)


def _vague_terms(tasks: Sequence[ParsedTask]) -> Iterable[Problem]:
    for task in tasks:
        if task.term.kind is TermKind.UNSPECIFIED and task.term.raw:
            sentence = f"Срок «{task.term.raw}» не называет дат: их должен назвать человек."
            yield Problem("vague_term", sentence, task.place, task.uid, task.term.raw)


def _missing_results(tasks: Sequence[ParsedTask]) -> Iterable[Problem]:
    if not any(task.expected_result for task in tasks):
        return
    for task in tasks:
        if not task.expected_result:
            sentence = f"В строке {task.uid} не назван ожидаемый результат."
            yield Problem("missing_result", sentence, task.place, task.uid)


def _undefined_abbreviations(
    tasks: Sequence[ParsedTask], points: Sequence[ParsedPoint], abbreviations: Mapping[str, str]
) -> Iterable[Problem]:
    """Acronyms that neither the document explains nor everybody knows; each once, where it first stands."""
    explained = {part for short in abbreviations for part in fold(short).split()}
    reported: set[str] = set()
    for text, place, uid in _texts(tasks, points):
        for acronym in _ACRONYM.findall(text):
            if acronym in _KNOWN or fold(acronym) in explained or acronym in reported:
                continue
            reported.add(acronym)
            yield Problem(
                "undefined_abbreviation", f"Сокращение «{acronym}» нигде не раскрыто.", place, uid, acronym
            )


def _mixed_alphabets(tasks: Sequence[ParsedTask], points: Sequence[ParsedPoint]) -> Iterable[Problem]:
    """Words in which Latin letters stand for Cyrillic ones that look the same; each once."""
    reported: set[str] = set()
    for text, place, uid in _texts(tasks, points):
        for word in _MIXED.findall(text):
            if word not in reported:
                reported.add(word)
                sentence = f"В слове «{word}» латинские буквы стоят среди русских."
                yield Problem("mixed_alphabets", sentence, place, uid, word)


def _texts(
    tasks: Sequence[ParsedTask], points: Sequence[ParsedPoint]
) -> Iterable[tuple[str, Place, str | None]]:
    for point in points:
        yield point.text, point.place, point.effective_number
    for task in tasks:
        text = f"{task.title} {task.expected_result} {task.responsible_raw}"
        if text.upper() != text:  # a line in capitals says nothing about acronyms
            yield text, task.place, task.uid


def _statuses(tasks: Sequence[ParsedTask]) -> Iterable[Problem]:
    if not any(task.status_raw for task in tasks):
        return
    for task in tasks:
        if task.status_raw is None:
            continue
        if not task.status_raw.strip():
            sentence = f"В строке {task.uid} не отмечено выполнение."
            yield Problem("missing_status", sentence, task.place, task.uid)
        elif _is_incomplete(task):
            sentence = f"Отметка «{task.status_raw}» говорит не обо всём сроке «{task.term.raw}»."
            yield Problem("incomplete_status", sentence, task.place, task.uid, task.status_raw)


def _is_incomplete(task: ParsedTask) -> bool:
    """Done in some years of a term of several, or done without a word on which of them."""
    dues = [span.due_on for span in task.term.spans if span.due_on]
    years = {
        year
        for span in task.term.spans
        if span.due_on
        for year in range((span.opens_on or span.due_on).year, span.due_on.year + 1)
    }
    if len(years) < 2 or not claims_done(task.status_raw, _in_a_named_year(task, dues)):
        return False
    return names_years(task.status_raw) != years


def _in_a_named_year(task: ParsedTask, dues: Sequence[date]) -> date:
    named = names_years(task.status_raw)
    return date(max(named), 1, 1) if named else dues[0]


def _same_day(points: Sequence[ParsedPoint]) -> Iterable[Problem]:
    """Two points due on one day where the one waits for what the other hands over."""
    for first, second in combinations(points, 2):
        shared = _dues(first) & _dues(second)
        for giver, taker in ((first, second), (second, first)):
            if shared and _hands_over_to(giver, taker):
                days = ", ".join(f"{day:%d.%m.%Y}" for day in sorted(shared))
                yield Problem(
                    "same_day",
                    f"Пункты {giver.effective_number} и {taker.effective_number} кончаются в один день "
                    f"({days}), а второй ждёт того, что передают по первому.",
                    giver.place,
                    giver.effective_number,
                )


def _dues(point: ParsedPoint) -> set[date]:
    return {span.due_on for term in point.terms for span in term.spans if span.due_on}


def _hands_over_to(giver: ParsedPoint, taker: ParsedPoint) -> bool:
    if not re.search(r"\b(?:предостав|представ|направ|переда|сда)\w*", giver.text, re.IGNORECASE):
        return False
    text = fold(giver.text)
    names = set(taker.responsible) - set(giver.responsible)
    return any(fold(name) in text for name in names if len(name) > 3)
