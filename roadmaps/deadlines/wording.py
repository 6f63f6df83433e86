"""What was read, in plain Russian; every span that is said here can be read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.language import choose_russian_form
from models.values import DateSpan, EventRule, TermKind
from roadmaps.deadlines.syntax import Frequency

GENITIVE = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_PER = {
    "day": ("каждый день", "день", "дня", "дней"), "week": ("каждую неделю", "неделю", "недели", "недель"),
    "month": ("каждый месяц", "месяц", "месяца", "месяцев"),
    "quarter": ("каждый квартал", "квартал", "квартала", "кварталов"),
    "half": ("каждое полугодие", "полугодие", "полугодия", "полугодий"),
    "year": ("каждый год", "год", "года", "лет"),
    "term": ("каждую учебную четверть", "четверть", "четверти", "четвертей"),
    "school_year": ("каждый учебный год", "учебный год", "учебных года", "учебных лет"),
    "decade": ("каждую декаду", "декаду", "декады", "декад"), "hour": ("каждый час", "час", "часа", "часов"),
}  # fmt: skip
_UNITS = {  # the genitive, for 1 and for more
    "day": ("дня", "дней"), "working_day": ("рабочего дня", "рабочих дней"), "week": ("недели", "недель"),
    "month": ("месяца", "месяцев"), "year": ("года", "лет"), "hour": ("часа", "часов"),
}  # fmt: skip
_UNITS_BEFORE = {  # the accusative, for 1, 2 and 5
    "day": ("день", "дня", "дней"),
    "working_day": ("рабочий день", "рабочих дня", "рабочих дней"),
    "week": ("неделю", "недели", "недель"),
    "month": ("месяц", "месяца", "месяцев"),
    "year": ("год", "года", "лет"),
    "hour": ("час", "часа", "часов"),
}
_WEEKDAYS = [
    "по понедельникам",
    "по вторникам",
    "по средам",
    "по четвергам",
    "по пятницам",
    "по субботам",
    "по воскресеньям",
]
_WEEKDAY_NAMES = [
    ("понедельник", "й", "последний"), ("вторник", "й", "последний"), ("среда", "я", "последняя"),
    ("четверг", "й", "последний"), ("пятница", "я", "последняя"), ("суббота", "я", "последняя"),
    ("воскресенье", "е", "последнее"),
]  # fmt: skip
_SHOWN = 4


def say_day(day: date, *, year: bool = True) -> str:
    """ "5 июня 2021 года"."""
    return f"{day.day} {GENITIVE[day.month - 1]}" + (f" {day.year} года" if year else "")


def say_span(span: DateSpan, *, year: bool = True) -> str:
    """ "с 15 апреля по 10 мая 2021 года", "до 5 июня 2021 года", "с 1 октября 2007 года"."""
    first, last = span.opens_on, span.due_on
    if first is None or last is None:
        if last is not None:
            return f"до {say_day(last, year=year)}"
        return f"с {say_day(first, year=year)}" if first is not None else ""
    if first == last:
        return f"с {first.day} по {say_day(last, year=year)}"
    if first.year != last.year and year:
        return f"с {say_day(first)} по {say_day(last)}"
    if first.year == last.year and first.month == last.month:
        return f"с {first.day} по {say_day(last, year=year)}"
    return f"с {say_day(first, year=False)} по {say_day(last, year=year)}"


def say_term(
    kind: TermKind, spans: Sequence[DateSpan], frequency: Frequency | None, event: EventRule | None
) -> str:
    """The reading of a term in one phrase."""
    if kind is TermKind.UNREADABLE:
        return "не прочитано"
    if kind is TermKind.EVENT:
        return say_event(event)
    if kind is TermKind.UNSPECIFIED:
        return "без даты" + (f", в пределах: {_say_spans(spans)}" if spans else "")
    if kind is TermKind.CONTINUOUS:
        return "постоянно" + (f", {_say_spans(spans)}" if spans else "")
    if kind is TermKind.RECURRING:
        return _say_recurring(spans, frequency)
    return _say_spans(spans) if spans else "срок назван без года"


def say_event(rule: EventRule | None) -> str:
    """ "в пределах 10 рабочих дней со дня получения"."""
    if rule is None:
        return "по событию"
    if rule.amount == 0:
        return f"по событию: {rule.event}" if rule.event else "по событию"
    number = abs(rule.amount)
    if rule.amount < 0:
        before = (
            f"не менее чем за {number} {choose_russian_form(number, *_UNITS_BEFORE[rule.unit])} до события"
        )
        return before + (f": {rule.event}" if rule.event else "")
    one, many = _UNITS[rule.unit]
    amount = f"{number} {one if number % 10 == 1 and number % 100 != 11 else many}"
    return f"в пределах {amount} " + (rule.event or "с события, которое не названо")


def _say_spans(spans: Sequence[DateSpan]) -> str:
    if len(spans) <= _SHOWN:
        return "; ".join(_say_shown(span) for span in spans)
    count = f"{len(spans)} {choose_russian_form(len(spans), 'срок', 'срока', 'сроков')}"
    return f"{count}: {_say_shown(spans[0])}, …, {_say_shown(spans[-1])}"


def _say_shown(span: DateSpan) -> str:
    one_day = span.due_on is not None and span.opens_on == span.due_on
    return say_day(span.due_on) if one_day and span.due_on else say_span(span)


def _say_recurring(spans: Sequence[DateSpan], frequency: Frequency | None) -> str:
    unit = frequency.unit if frequency is not None else "year"
    said = say_frequency(frequency) if frequency is not None else ""
    if unit in ("week", "day", "hour", "decade"):
        return _listed(said, _say_spans(spans))
    if unit not in ("year", "school_year"):
        days = _same_day_of_month(spans)
        return _listed(said, days or ("" if _follows_units(spans) else _say_spans(spans)))
    if frequency is not None and frequency.interval > 1:
        return _listed(said, _say_spans(spans))
    yearly = _same_every_year(spans)
    if frequency is None and len({span.due_on.year for span in spans if span.due_on}) == 1:
        return _say_spans(spans)  # the term names its year: nothing of it comes again
    if yearly:
        return "каждый год" if yearly == ["с 1 января по 31 декабря"] else "каждый год, " + "; ".join(yearly)
    days = _same_day_of_month(spans) if len(spans) > _SHOWN else ""
    return days or _listed(said, _say_spans(spans)) or "повторяется"


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def say_frequency(frequency: Frequency) -> str:
    """ "каждый квартал", "раз в 2 года", "2 раза в год"."""
    if frequency.nth and frequency.weekdays:
        name, ending, last = _WEEKDAY_NAMES[frequency.weekdays[0]]
        which = ", ".join(last if n < 0 else f"{n}-{ending}" for n in frequency.nth)
        return f"{_PER[frequency.unit][0]}, {which} {name}"
    said = _say_times(frequency)
    return ", ".join([said, *(_WEEKDAYS[day] for day in frequency.weekdays)])


def _say_times(frequency: Frequency) -> str:
    every, one, few, many = _PER[frequency.unit]
    if frequency.times == 1 and frequency.interval == 1:
        return every
    times = (
        "раз"
        if frequency.times == 1
        else f"{frequency.times} {choose_russian_form(frequency.times, 'раз', 'раза', 'раз')}"
    )
    if frequency.interval == 1:
        return f"{times} в {one}"
    return f"{times} в {frequency.interval} {choose_russian_form(frequency.interval, one, few, many)}"


def _same_every_year(spans: Sequence[DateSpan]) -> list[str]:
    """The spans of one year in words, when each year has the same."""
    if not spans:
        return []
    years: dict[int, list[tuple[tuple[int, int] | None, tuple[int, int] | None]]] = {}
    for span in spans:
        anchor = span.opens_on or span.due_on
        if anchor is None:
            return []
        ends = tuple((day.month, _day_or_last(day)) if day else None for day in (span.opens_on, span.due_on))
        years.setdefault(anchor.year, []).append((ends[0], ends[1]))
    patterns = list(years.values())
    if any(pattern != patterns[0] for pattern in patterns):
        return []
    first_year = next(iter(years))
    said = [
        say_span(span, year=False)
        for span in spans
        if (span.opens_on or span.due_on or date.min).year == first_year
    ]
    return said if len(said) <= _SHOWN else []


def _day_or_last(day: date) -> int:
    return 0 if (day + timedelta(days=1)).day == 1 else day.day


def _same_day_of_month(spans: Sequence[DateSpan]) -> str:
    """ "до 10-го числа" when all are deadlines on one day of the month."""
    days = {_day_or_last(span.due_on) if span.due_on else -1 for span in spans}
    if not spans or any(span.opens_on for span in spans) or len(days) != 1:
        return ""
    (day,) = days
    months = sorted({span.due_on.month for span in spans if span.due_on})
    where = "" if len(months) == 12 else " (" + ", ".join(GENITIVE[month - 1] for month in months) + ")"
    return ("до последнего дня месяца" if day == 0 else f"до {day}-го числа месяца") + where


def _follows_units(spans: Sequence[DateSpan]) -> bool:
    return all(s.opens_on and s.due_on and s.opens_on.day == 1 and _day_or_last(s.due_on) == 0 for s in spans)
