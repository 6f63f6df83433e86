"""What a mail says about each task: dates, days, parties, and the order of the lines. Pure.

In the language of the talk; the words of documents stay as they are. Where answers are kept, ``lang`` is
that language: it keeps them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.language import say, say_day, say_number, spoken_language
from models.values import ActionKind, MailItem, Role
from notifications.headers import clean_line

# The groups of a digest, most urgent first.
GROUPS = {
    "returned": "Вернули на доработку",
    "extension_refused": "Срок не перенесён",
    "overdue": "Просрочено",
    "due_today": "Срок сегодня",
    "reminder": "Скоро срок",
    "extension_granted": "Срок перенесён",
    "opened": "Открылось",
    "submitted": "Ждут вашей проверки",
    "extension_asked": "Просят перенести срок",
}
_GROUP_OF = {
    ActionKind.RETURNED: "returned",
    ActionKind.EXTENSION_REFUSED: "extension_refused",
    ActionKind.ESCALATION: "overdue",
    ActionKind.OVERDUE: "overdue",
    ActionKind.DUE_TODAY: "due_today",
    ActionKind.REMINDER: "reminder",
    ActionKind.EXTENSION_GRANTED: "extension_granted",
    ActionKind.OPENED: "opened",
    ActionKind.SUBMITTED: "submitted",
    ActionKind.EXTENSION_ASKED: "extension_asked",
}
_STRENGTH = list(_GROUP_OF)
_RANK = {kind: list(GROUPS).index(group) for kind, group in _GROUP_OF.items()}
_ROLES = {
    Role.RESPONSIBLE: "исполнитель",
    Role.CO_RESPONSIBLE: "соисполнитель",
    Role.CONTROLLER: "контролирующий",
}
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


@dataclass(frozen=True)
class Line:
    """One task in a mail: words only, each of them a single clean line; empty where there is none."""

    kind: ActionKind
    occurrence_id: int
    role: Role
    due_on: date | None
    number: str
    title: str
    expected_result: str
    raw_term: str
    dates: str
    days: str
    former_term: str
    roadmap: str
    responsible: str
    co_responsible: str
    controller: str
    your_role: str
    unreached: str
    reason: str
    extension: str
    catching_up: str
    also_opened: bool

    @property
    def group(self) -> str:
        return _GROUP_OF[self.kind]

    @property
    def label(self) -> str:
        """Number and title, as a subject names the task."""
        return f"{self.number} {self.title}".strip()


# What many mails say alike (titles of documents, names of parties, dates) is worked out once.
_clean = lru_cache(maxsize=512)(clean_line)


def write_lines(items: Iterable[MailItem], today: date) -> list[Line]:
    """One line for each occurrence, strongest kind first; ``today`` is the day of the mail."""
    by_occurrence: dict[int, list[MailItem]] = {}
    for item in items:
        if item.kind is not ActionKind.CLOSE:
            by_occurrence.setdefault(item.occurrence_id, []).append(item)
    lang = spoken_language()
    lines = [_write_line(same, today, lang) for same in by_occurrence.values()]
    return sorted(lines, key=lambda line: (_RANK[line.kind], line.due_on or date.max, line.occurrence_id))


def _write_line(same: list[MailItem], today: date, lang: str) -> Line:
    """The line of one occurrence: the strongest of what is to be said of it."""
    item = min(same, key=_weakness) if len(same) > 1 else same[0]
    opened = any(other.kind is ActionKind.OPENED for other in same)
    return Line(
        kind=item.kind,
        occurrence_id=item.occurrence_id,
        role=item.role,
        due_on=item.due_on,
        number=name_number(item.task_number),
        title=clean_line(item.title),
        expected_result=_clean(item.expected_result),
        raw_term=_clean(item.raw_term),
        dates=name_dates(item.opens_on, item.due_on, lang),
        days=count_days(item.due_on, today, lang),
        former_term=_name_former_term(item, lang),
        roadmap=_clean(item.roadmap),
        responsible=_join(item.responsible),
        co_responsible=_join(item.co_responsible),
        controller=_join(item.controller),
        your_role=_name_role(item),
        unreached=_join(item.unreached),
        reason=clean_line(item.reason),
        extension=" ".join(filter(None, [_name_extension(each, lang) for each in same])),
        catching_up=_name_missed_day(item, lang),
        also_opened=opened and item.kind is not ActionKind.OPENED,
    )


def _name_role(item: MailItem) -> str:
    role = say(_ROLES[item.role])
    return f"{role}, {_clean(item.behalf)}" if item.behalf else role


def _weakness(item: MailItem) -> tuple[int, int, int]:
    return _STRENGTH.index(item.kind), list(_ROLES).index(item.role), -item.planned_on.toordinal()


def name_number(number: str) -> str:
    """``2.1.`` → ``п. 2.1``; nothing for a task without a number."""
    number = clean_line(number).rstrip(".").removeprefix("п. ")  # of an order it is part of the number
    return f"{say('п.')} {number}" if number else ""


@lru_cache(maxsize=512)
def name_dates(opens_on: date | None, due_on: date | None, lang: str) -> str:
    """The days a term means, inclusive, with the weekday of the last one."""
    if due_on is None:
        return say("с {first}", first=write_day(opens_on, lang)) if opens_on else ""
    last = f"{write_day(due_on, lang)} ({say(_WEEKDAYS[due_on.weekday()])})"
    if opens_on is None:
        return say("до {last}", last=last)
    if opens_on == due_on:
        return last
    return say("с {first} по {last}", first=write_day(opens_on, lang), last=last)


@lru_cache(maxsize=512)
def count_days(due_on: date | None, today: date, _lang: str) -> str:
    """Days left or late: «осталось 3 дня», «просрочено на 7 дней»."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    if left == 0:
        return say("срок сегодня")
    days = say_number(abs(left), "день", "дня", "дней")
    if left < 0:
        return say("просрочено на {days}", days=days)
    is_one = left % 10 == 1 and left % 100 != 11
    return say("остался {days}" if is_one else "осталось {days}", days=days)


def _name_former_term(item: MailItem, lang: str) -> str:
    if item.original_due_on in (None, item.due_on):
        return ""
    return name_dates(None, item.original_due_on, lang)


def _name_extension(item: MailItem, lang: str) -> str:
    """What became of a request for a later date, whatever else is said of the same task."""
    if item.asked_due_on is None:
        return ""
    day = write_day(item.asked_due_on, lang)
    if item.kind is ActionKind.EXTENSION_ASKED:
        return f"{say('исполнитель просит перенести на {day}', day=day)}: {clean_line(item.asked_reason)}."
    if item.kind is ActionKind.EXTENSION_REFUSED:
        return f"{say('на {day} не перенесён', day=day)}: {clean_line(item.refusal)}."
    return f"{say('разрешён перенос на {day}', day=day)}."


def _name_missed_day(item: MailItem, lang: str) -> str:
    if not item.late:
        return ""
    return say("письмо догоняет пропущенный день {day}", day=write_day(item.planned_on, lang))


def _join(names: tuple[str, ...]) -> str:
    return "; ".join(filter(None, map(_clean, names))) if names else ""


@lru_cache(maxsize=512)
def write_day(day: date, _lang: str) -> str:
    """``07.05.2021``, in English ``7 May 2021``."""
    return say_day(day)
