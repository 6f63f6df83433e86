"""What a phrase consists of: typed nodes that the grammar yields, before any context is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MonthDay = tuple[int, int]  # day 0 is the last day of the month


class ImpossibleDateError(ValueError):
    """Words that look like a date and are none: "31 июня", "V квартал"."""


@dataclass(frozen=True, slots=True)
class Years:
    """Years that are written out: one, or from the first to the last; ``school``: 2021/22."""

    first: int
    last: int
    school: bool = False


class Base(StrEnum):
    """What a relative year counts from."""

    EACH = "each"  # every year of the plan: "текущего года", "каждого года"
    REPORT = "report"  # "года, следующего за отчетным"
    FIRST = "first"  # "второго года реализации"
    LAST = "last"  # "последнего года реализации", "года, следующего за последним годом реализации"
    PLANNED = "planned"  # "года, предшествующего планируемому", "X - 1 года"
    CURRENT = "current"  # "текущего года"
    SCHOOL = "school"  # "учебного года" without a number


@dataclass(frozen=True, slots=True)
class RelativeYear:
    """A year counted from another one: ``offset`` years after the base."""

    base: Base
    offset: int = 0


YearRef = Years | RelativeYear


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the calendar without regard to the year: a day, a month, a quarter, a whole year.

    ``year`` is None where the phrase names none.
    """

    first: MonthDay
    last: MonthDay
    unit: str  # day | month | quarter | half | decade | season | year | school_year | edge
    year: YearRef | None = None
    note: str = ""
    nth: tuple[int, int] | None = None  # weekday and which of the month; -1 is the last

    @property
    def crosses_new_year(self) -> bool:
        return (self.last[0], self.last[1] or 32) < self.first

    @property
    def is_day(self) -> bool:
        return self.unit == "day" and (self.first == self.last or self.nth is not None)

    def holds(self, other: Stretch) -> bool:
        """Whether ``other`` lies inside and is shorter; winter goes over into the next year."""
        if other.year not in (None, self.year) and self.year is not None:
            return False
        ends = [
            ((month - self.first[0]) % 12, day or 32)
            for month, day in (self.first, other.first, other.last, self.last)
        ]
        return ends == sorted(ends) and (other.first, other.last) != (self.first, self.last)


@dataclass(frozen=True, slots=True)
class At:
    """Named stretches: "март", "II, IV кварталы", "15 мая 2021 г."."""

    stretches: tuple[Stretch, ...]
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """From the beginning of one stretch to the end of another."""

    first: Stretch
    last: Stretch
    formal: bool = False  # "с … по", not a mere dash


@dataclass(frozen=True, slots=True)
class Until:
    """A deadline: "до 1 марта", "не позднее ноября"."""

    stretches: tuple[Stretch, ...]
    formal: bool = True


@dataclass(frozen=True, slots=True)
class Since:
    """A beginning without an end: "с 1 октября"; ``starting``: "начиная с", that of what comes back."""

    stretch: Stretch
    starting: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """Which month a day of the month belongs to: ``unit`` is the reporting period, ``shift`` months
    after its end (0: its last month); ``within``: the n-th month inside the period."""

    unit: str | None = None  # month | quarter | half | year | None: not said
    shift: int = 0
    within: int = 0
    reporting: bool = False


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """ "до 10 числа месяца, следующего за отчетным": ``first``..``last`` day, 0 is the last of the month."""

    days: tuple[tuple[int, int], ...]
    anchor: Anchor
    deadline: bool
    working: bool = False  # the n-th working day
    alone: bool = False  # "2-я неделя": of which month is not said


@dataclass(frozen=True, slots=True)
class Frequency:
    """ "раз в полугодие": once in ``interval`` ``unit``s, ``times`` times."""

    unit: str
    interval: int = 1
    times: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()  # which such weekdays of the month; -1 is the last
    alone: bool = False  # "последняя среда": of which months is not said


@dataclass(frozen=True, slots=True)
class Within:
    """ "в течение 10 рабочих дней …": waits for an event, which the following words name."""

    amount: int
    unit: str
    before: bool = False
    nth: bool = False  # "не позднее 5-го рабочего дня": the fifth, not five


@dataclass(frozen=True, slots=True)
class Offset:
    """ "за 10 дней до 1 сентября": so many units after the stretches; negative is before them."""

    amount: int
    unit: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """ "по мере поступления", "в дни увольнения": waits for an event that the following words name.

    ``weak``: the words only look like an event ("с участием …"), a date after them counts for more.
    ``soft``: a day or a month among its words is the date of the event ("в день выборов 4 марта").
    ``ends``: what comes back goes on until then ("ежемесячно до завершения работ").
    """

    weak: bool = False
    soft: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Undated:
    """ "по отдельному плану", "по согласованию"."""

    plan: bool = False


@dataclass(frozen=True, slots=True)
class Continuous:
    """ "постоянно"; ``whole``: "в течение всего периода"."""

    whole: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """ "в течение года", "в течение квартала": no number named."""

    unit: str


@dataclass(frozen=True, slots=True)
class EndOf:
    """ "по итогам года", "до конца квартала": the last day of each unit, or of the stretches."""

    unit: str
    stretches: tuple[Stretch, ...] = ()
    working: bool = False  # the last working day of it
    number: int = 0  # or the n-th working day from its beginning
    label: bool = False  # "по итогам года": only says what is reported when a date stands beside it


@dataclass(frozen=True, slots=True)
class Onward:
    """ "далее": what was said goes on."""


@dataclass(frozen=True, slots=True)
class Reported:
    """ "за отчетный год", "за I полугодие": the period that a report covers."""

    unit: str
    stretches: tuple[Stretch, ...] = ()


Node = (
    At | Range | Until | Since | Offset | DayOfMonth | Frequency | Within | Event | Undated | Continuous
    | Whole | EndOf | Onward | Reported
)  # fmt: skip
