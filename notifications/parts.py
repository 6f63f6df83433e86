"""The words of a standing digest: headings, lines, subject. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.language import say, spoken_language
from models.values import DigestLine, DigestPart
from notifications.headers import clean_line
from notifications.wording import count_days, name_dates, name_number

# Heading of the part, and its name in a subject.
_HEADINGS = {
    "rounds": ("Мониторинги", "мониторингов"),
    "unready": ("Мониторинг не готов к открытию", "не готово мониторингов"),
    "to_decide": ("Ждут вашего решения", "ждут решения"),
    "undelivered": ("Письма не доставлены", "не доставлено писем"),
    "unreachable": ("Адреса, на которые больше не пишем: письма вернулись", "недоступных адресов"),
    "unaddressed": ("Нет почтового адреса, а первое напоминание близко", "исполнителей без адреса"),
    "not_mine": ("Исполнители пишут «не моё»: решите, чьё", "«не моё»"),
    "vanished": ("Страницы-подтверждения исчезли", "исчезло страниц"),
    "late": ("Просрочено", "просрочено"),
    "submitted": ("Сдано с прошлой сводки", "сдано"),
    "waiting": ("Ждут проверки", "ждут проверки"),
    "coming": ("Срок в ближайшие семь дней", "срок на этой неделе"),
    "guessed": (
        "Переносы выходных на этот год не опубликованы, день срока — предположение",
        "сроков с предполагаемым днём",
    ),
    "held": ("Прошло до утверждения, ждёт вашего решения", "ждут решения"),
}
_TITLES = {
    "coordinator": "Сводка координатора",
    "weekly": "На контроле, сводка за неделю",
    "organiser": "Организатору",
}


@dataclass(frozen=True)
class PartLine:
    """A line in words; empty where there is nothing to say."""

    label: str
    dates: str
    days: str
    who: str
    roadmap: str
    note: str
    link: str


@dataclass(frozen=True)
class Part:
    """A part in words. ``more``: how many lines stay out of the mail."""

    name: str
    heading: str
    total: int
    lines: tuple[PartLine, ...]

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


def write_parts(parts: Iterable[DigestPart], today: date, link: str) -> tuple[Part, ...]:
    """The parts in words, in their order; ``link`` is the page of the person."""
    return tuple(
        Part(
            part.name,
            _head(part),
            part.total,
            tuple(_write(line, today, link) for line in part.lines),
        )
        for part in parts
    )


def _head(part: DigestPart) -> str:
    heading = say(_HEADINGS[part.name][0])
    return f"{heading} ({clean_line(part.behalf)})" if part.behalf else heading


def name_digest(standing: str, parts: Iterable[DigestPart]) -> str:
    """The subject without its day: ``Сводка координатора: просрочено — 3, сдано — 1``."""
    totals: dict[str, int] = {}
    for part in parts:  # a deputy may have a part twice: their own, and that of the absent one
        totals[part.name] = totals.get(part.name, 0) + part.total
    counts = ", ".join(f"{say(_HEADINGS[name][1])} — {total}" for name, total in totals.items())
    return f"{say(_TITLES[standing])}: {counts}"


def _write(line: DigestLine, today: date, link: str) -> PartLine:
    lang = spoken_language()
    return PartLine(
        label=f"{name_number(line.number)} {clean_line(line.title)}".strip(),
        dates=name_dates(line.opens_on, line.due_on, lang),
        days=count_days(line.due_on, today, lang),
        who="; ".join(filter(None, map(clean_line, line.who))),
        roadmap=clean_line(line.roadmap),
        note=clean_line(line.note),
        link=_locate(line.path, link),
    )


def _locate(path: str, link: str) -> str:
    if path.startswith("./"):
        return f"{link}{path[1:]}"
    house = link.rpartition("/l/")[0]  # capability links hang under /l/ of the house
    return f"{house}{path}" if path and house else ""
