"""Tables of phrases and of order points with the readings expected of them; the notation is in the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.language import speaking
from models.recognising import say_stored
from models.templates import CYRILLIC
from models.values import TermContext
from roadmaps.deadlines import find_deadlines, parse_deadline
from roadmaps.workdays import WorkCalendar

HERE = Path(__file__).parent
KINDS = {
    "w": "window", "d": "deadline", "r": "recurring", "c": "continuous", "u": "unspecified", "e": "event",
    "x": "unreadable",
}  # fmt: skip
Span = tuple[str | None, str | None]


def year_of(two_digits: str) -> int:
    year = int(two_digits)
    return year + (1900 if year >= 50 else 2000)


def day_of(text: str) -> date:
    return date(year_of(text[:2]), int(text[2:4]), int(text[4:6]))


def last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def unit(text: str) -> tuple[date, date]:
    """First and last day of 2105, 21q2, 21h1, 21y or 210515."""
    year, rest = year_of(text[:2]), text[2:]
    if rest == "y":
        return date(year, 1, 1), date(year, 12, 31)
    if rest[0] in "qh":
        size = 3 if rest[0] == "q" else 6
        return date(year, int(rest[1]) * size - size + 1, 1), last_day(year, int(rest[1]) * size)
    if len(rest) == 2:
        return date(year, int(rest), 1), last_day(year, int(rest))
    return day_of(text), day_of(text)


def months(first: str, last: str, step: int) -> Iterator[tuple[int, int]]:
    number = year_of(first[:2]) * 12 + int(first[2:]) - 1
    while number <= year_of(last[:2]) * 12 + int(last[2:]) - 1:
        yield number // 12, number % 12 + 1
        number += step


def counted(kind: str, which: int, month: tuple[int, int], weekday: int) -> str:
    first, last = date(*month, 1), last_day(*month)
    if kind == "wd":
        start = first - timedelta(days=1) if which > 0 else last + timedelta(days=1)
        return WorkCalendar().add_working_days(start, which).isoformat()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() == weekday][which - (which > 0)].isoformat()


def spans(word: str) -> list[Span]:
    if match := re.fullmatch(r"@nth(\d)/(-?\d)", word):
        weekday, which = int(match[1]) - 1, int(match[2])
        return [(None, counted("nth", which, (2021, month), weekday)) for month in range(1, 13)]
    if match := re.fullmatch(r"@wd(-?\d+)/(\d{4})-(\d{4})(?:/(\d))?", word):
        every = months(match[2], match[3], int(match[4] or 1))
        return [(None, counted("wd", int(match[1]), month, 0)) for month in every]
    if match := re.fullmatch(r"(.*)@(\d\d)-(\d\d)", word):
        return [span for year in range(int(match[2]), int(match[3]) + 1) for span in in_year(match[1], year)]
    if match := re.fullmatch(r"(.*)@(\d{4})-(\d{4})(?:/(\d))?", word):
        every = months(match[2], match[3], int(match[4] or 1))
        return [span for month in every for span in in_month(match[1], month)]
    if word.startswith("-"):
        return [(None, day_of(word[1:]).isoformat())]
    if word.endswith("-"):
        return [(day_of(word[:-1]).isoformat(), None)]
    first, _, last = word.partition("-")
    return [(unit(first)[0].isoformat(), unit(last or first)[1].isoformat())]


def in_year(pattern: str, year: int) -> list[Span]:
    word = pattern.replace("YY", f"{year:02}")
    for sign, count in (("qN", 4), ("hN", 2)):
        if sign in word:
            return [s for n in range(1, count + 1) for s in spans(word.replace(sign, f"{sign[0]}{n}"))]
    return spans(word)


def in_month(pattern: str, month: tuple[int, int]) -> list[Span]:
    if pattern.endswith("$"):
        return [(None, last_day(*month).isoformat())]
    return spans(pattern.replace("YY", f"{month[0] % 100:02}").replace("MM", f"{month[1]:02}"))


def context_of(text: str) -> TermContext:
    text, _, as_of = text.partition("@")
    text, _, year = text.partition("#")
    header, known = year_of(year) if year else None, day_of(as_of) if as_of else None
    if text == "N":
        return TermContext(None, header, known)
    school = text.startswith("S")
    first, _, last = text.removeprefix("S").partition("_")
    end = year_of(last) if last else year_of(first) + school
    return TermContext((year_of(first), end), header, known, school)


def cases() -> list[tuple[str, str, str]]:
    found = []
    for line in (HERE / "phrases.txt").read_text(encoding="utf-8").splitlines():
        if " :: " in line and not line.startswith("#"):
            context, _, rest = line.partition(" :: ")
            phrase, _, readings = rest.rpartition(" => ")
            found.append((context, phrase.replace("\\n", "\n"), readings))
    return found


@pytest.mark.parametrize(("context", "phrase", "readings"), cases())
def test_a_phrase_is_read_as_a_clerk_reads_it(context: str, phrase: str, readings: str) -> None:
    term = parse_deadline(phrase, context_of(context))
    got = {(a, b) for a, b in (span.as_json() for span in term.spans)}
    expected = [reading.split() for reading in readings.split("||")]
    right = any(
        term.kind.value in {KINDS[kind] for kind in kinds.split("/")}
        and ("?" in words or got == {span for word in words for span in spans(word)})
        for kinds, *words in expected
    )
    assert right, (term.kind.value, sorted(got, key=str), readings)


def test_what_is_said_of_a_phrase_is_said_in_english_too() -> None:
    left = set()
    for context, phrase, _ in cases():
        term = parse_deadline(phrase, context_of(context))
        with speaking("en"):
            said = map(say_stored, (term.meaning, *term.assumed, *term.problems))
            left |= {words for words in said if CYRILLIC.search(re.sub("«[^»]*»", "", words))}
    assert not left, "add these to models/locale/en/stored.po"


def sentences() -> list[str]:
    lines = (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "!"))]


def bare(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:()")


@pytest.mark.parametrize("line", sentences())
def test_the_deadlines_of_a_point_are_found_and_nothing_else(line: str) -> None:
    terms = find_deadlines(re.sub(r"[{}]", "", line), TermContext((2021, 2022), None, date(2021, 1, 11)))
    assert [bare(term.raw) for term in terms] == [bare(piece) for piece in re.findall(r"\{(.*?)\}", line)]
