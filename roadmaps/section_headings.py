"""Rows and paragraphs that head other rows: years, school years, months and quarters, sections. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roadmaps.columns import MONTH

_YEAR = re.compile(r"(?:на )?((?:19|20)\d\d) ?(?:год[а]?|г\.?|г\.? ?г\.?)?[.:]?", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:на )?((?:19|20)\d\d) ?[-–—] ?((?:19|20)\d\d) ?(?:гг?\.?|г\. ?г\.?|год[ыа]?|годах)[.:]?",
    re.IGNORECASE,
)
_YEAR_WITHIN = re.compile(r"((?:19|20)\d\d) ?(?:год[ауе]?\b|г\.)", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(
    r"(?:на )?((?:19|20)\d\d) ?[-–—/] ?((?:20)?\d\d) ?(?:уч(?:ебный|\.)? ?г(?:од|\.)?)[.:]?", re.IGNORECASE
)
_PERIOD_WORDS = re.compile(
    r"(?:(?:\d{1,2}|[IVX]{1,4})[.)] ?)?(?:(?:план(?: работы)?|мероприятия|работа) )?(?:(?:на|во?) )?"
    rf"((?:{MONTH}[а-я]*|"
    r"(?:IV|I{1,3}|[1-4]|перв\w+|втор\w+|треть\w+|четв\w+) ?-?(?:й )?(?:квартал|полугодие)|"
    r"(?:19|20)\d\d ?(?:год[а]?|г\.?)?|учебного года|[-–—,. ])+):?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:в течение (?:[а-яё]+ )?(?:года|периода|полугодия|четверти)|"
    r"еже(?:месячно|квартально|недельно|дневно|годно)|постоянно|систематически|весь год)[.:]?",
    re.IGNORECASE,
)
_SECTION_NUMBER = re.compile(
    r"(?:(?:раздел|блок|направление|этап|модуль|глава|часть)\s+)?(?:№ ?)?"
    r"(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\b[.):]?",
    re.IGNORECASE,
)
_MAX_HEADING = 300


@dataclass(frozen=True)
class SectionHeading:
    """What a heading row says: a year or several, a school year, months as the term, or a section."""

    text: str
    year: int | None = None
    school_years: tuple[int, int] | None = None
    term: str | None = None
    number: str | None = None
    years: tuple[int, int] | None = None

    @property
    def names_years(self) -> bool:
        return bool(self.year or self.school_years or self.years)


def read_heading_row(text: str) -> SectionHeading:
    """The meaning of a lone cell."""
    school = _SCHOOL_YEAR.fullmatch(text)
    if school:
        first = int(school[1])
        return SectionHeading(text, school_years=(first, first + 1))
    span = _YEARS.fullmatch(text)
    if span and span[1] < span[2]:
        return SectionHeading(text, years=(int(span[1]), int(span[2])))
    year = _YEAR.fullmatch(text)
    if year:
        return SectionHeading(text, year=int(year[1]))
    months = _PERIOD_WORDS.fullmatch(text)
    if months and re.search(rf"{MONTH}|квартал|полугод", text, re.IGNORECASE):
        return SectionHeading(text, term=months[1])
    if _GOES_ON.fullmatch(text):
        return SectionHeading(text, term=text)
    number = _SECTION_NUMBER.match(text)
    years = _YEAR_WITHIN.findall(text)
    if (
        len(years) == 1
        and len(re.findall(r"(?:19|20)\d\d", text)) == 1
        and number is None
        and len(text) <= 60
    ):
        return SectionHeading(text, year=int(years[0]))
    return SectionHeading(text, number=number[1] if number else None)


def is_year_alone(text: str) -> bool:
    """A year row that names nothing else: "2021 год" and not "Мероприятия 2021 года"."""
    return any(pattern.fullmatch(text) for pattern in (_YEAR, _SCHOOL_YEAR, _YEARS))


def is_heading_text(text: str) -> bool:
    """A paragraph between table rows that can head them: short, begins like a title, no list item."""
    return (
        len(text) <= _MAX_HEADING
        and not text.endswith(";")
        and text[0] not in "-–—•*"
        and not text[0].islower()
    )
