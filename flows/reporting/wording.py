"""Words for what is stored: states, roles, deeds, dates as officials write them.

The tables are Russian; the functions speak the language of the talk.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.language import (
    SOURCE,
    say,
    say_day,
    say_moment,
    say_number,
    spoken_language,
    write_decimal,
)
from models.values import MessageState, OccurrenceState, Quarter, Role
from roadmaps.accusative import name_in_accusative
from roadmaps.agenda import OccurrenceFacts
from roadmaps.claims import Claim, name_part
from roadmaps.link_checks import LinkState
from roadmaps.report import Lateness

STATES = {
    OccurrenceState.PLANNED: "запланировано",
    OccurrenceState.OPEN: "в работе",
    OccurrenceState.SUBMITTED: "на проверке",
    OccurrenceState.RETURNED: "возвращено",
    OccurrenceState.ACCEPTED: "принято",
    OccurrenceState.CANCELLED: "снято",
}
LATENESS = {
    Lateness.OVERDUE: "просрочено",
    Lateness.HANDED_IN_LATE: "сдано с опозданием",
    Lateness.ON_TIME: "без опоздания",
    Lateness.HELD: "ждёт решения координатора",
}
HAPPENINGS = {  # what happened lately, by how much of it
    "submitted": "Сдано на проверку",
    "accepted": "Принято",
    "accepted once": "Принято одним из двух",
    "accepted in part": "Принято частично",
    "returned": "Возвращено",
    "extended": "Перенесено",
    "opened": "Начались работы",
    "cancelled": "Снято",
    "approved": "Утверждено документов",
}
ROLES = {
    Role.RESPONSIBLE: "исполнитель",
    Role.CO_RESPONSIBLE: "соисполнитель",
    Role.CONTROLLER: "контроль",
}
MESSAGE_STATES = {
    MessageState.QUEUED.value: "в очереди",
    MessageState.IN_FLIGHT.value: "отправляется",
    MessageState.AWAITING_RETRY.value: "ждёт новой попытки",
    MessageState.SENT.value: "отправлено",
    MessageState.MISSED.value: "устарело, не отправлялось",
    MessageState.FAILED.value: "не доставлено",
    MessageState.CANCELLED.value: "отменено: стало ненужным",
}
PAGE_STATES = {
    LinkState.WAITING: "страница ещё не проверена",
    LinkState.PRESENT: "страница на месте",
    LinkState.FAILING: "страница пока не отвечает",
    LinkState.LOST: "страница исчезла",
    LinkState.REFUSED: "адрес не проверяется",
    LinkState.DISALLOWED: "сайт не разрешает проверку",
}
DECISIONS = {
    "accepted": "принято",
    "accepted once": "принято первым из двух",
    "accepted in part": "принято частично",
    "returned": "возвращено",
}
_DEEDS = {
    "imported": "документ прочитан",
    "mail resent": "недоставленное письмо отправлено снова",
    "approved": "документ утверждён",
    "draft corrected": "в черновике уточнена строка {row}",
    "problem noted": "замечание к документу принято к сведению: {problem}",
    "draft discarded": "черновик «{title}» удалён",
    "window opened": "срок открылся",
    "window closed": "срок закончился",
    "submitted": "сдано подтверждение, версия {version}",
    "page lost": "страница-подтверждение исчезла: {url}",
    "page found again": "страница-подтверждение снова на месте: {url}",
    "disclaimed": "исполнитель считает, что это не его: {reason}",
    "disclaimer answered": "решено, что исполнять: {answer}",
    "accepted": "подтверждение принято",
    "accepted once": "подтверждение принято первым из двух проверяющих",
    "accepted in part": "подтверждение принято частично, {part}: {reason}",
    "returned": "подтверждение возвращено: {reason}",
    "extended": "срок перенесён с {from} на {to}: {reason}",
    "reminder asked": "исполнителям напомнят",
    "reassigned": "задача передана: {former} → {present}",
    "calendar added": "выдан календарь {mark}",
    "calendar revoked": "отозван календарь {mark}",
    "contact removed": "отобран адрес",
    "contact moved": "адрес перенесён от исполнителя {former}",
    "extension asked": "просят перенести срок на {to}: {reason}",
    "extension refused": "в переносе на {to} отказано: {answer}",
    "extension granted": "согласились с переносом на {to}",
    "cancelled": "срок снят: {reason}",
    "resumed": "решено выполнять, отсчёт пошёл с этого дня",
    "contact set": "назван адрес",
    "absence set": "отсутствует с {from} по {until}, назван заместитель",
    "absence ended": "отсутствие закончено раньше",
    "person changed": "изменены имя или часовой пояс",
    "party added": "организация добавлена в справочник",
    "parties merged": "объединена с организацией «{dropped}»; её название осталось другим названием",
    "alias added": "добавлено другое название: {name}",
    "alias removed": "снято другое название: {name}",
    "indicators stored": "введён набор показателей «{name}», версия {version}",
    "recommendations stored": "введены рекомендации для набора «{name}»",
    "bounced": "почта вернулась, на этот адрес больше не пишем: {why}",
    "lost": "письмо не доставлено: {why}",
    "delayed": "доставка письма задерживается: {why}",
    "webhook added": "о событиях сообщают другой программе",
    "webhook removed": "другой программе больше не сообщают",
    "webhook disabled": "адрес отказался от сообщений",
    "language chosen": "выбран язык: {language}",
    "only mandatory": "только обязательные письма",
    "all mail": "все письма",
    "coordinator set": "назначен координатор",
    "coordinator removed": "больше не координатор",
    "event removed": "день события {event_on} снят",
    "event entered": "событие произошло {event_on}, срок до {due_on}",
    "set aside": "отложено на час, потому что не обрабатывается: {reason}",
    "laid out ahead": "сроки разложены на следующий год: {occurrences}",
    "policy reset": "сняты правила напоминаний из {file}",
    "policy set": "введены правила напоминаний из {file}",
    "term settled": "назван срок: {phrase}",
    "term changed": "срок перенесён с {from} на {to}: {reason}",
    "term corrected": "срок исправлен словами «{phrase}»: {reason}",
    "dropped by correction": "срок снят: {reason}",
    "dropped by version": "срок снят: {reason}",
    "changed by version": "изменено документом {document}: {changes}",
    "added by version": "добавлено документом {document}",
    "removed by version": "снято документом {document}",
    "version approved": "новая версия утверждена: изменено {changed}, добавлено {added}, снято {removed}",
    "superseded": "заменена документом {document}",
    "token made": "выдан ключ API № {number}: {kinds}",
    "token revoked": "отозван ключ API № {number}",
    "person forgotten": "человек забыт, акт об уничтожении выдан",
    "evidence destroyed": "подтверждения уничтожены по истечении срока хранения",
    "account made": "заведена учётная запись",
    "account disabled": "учётная запись отключена",
    "account enabled": "учётная запись включена",
    "role granted": "дана роль {role}",
    "role revoked": "снята роль {role}",
    "password link issued": "выдана ссылка для пароля",
    "password set": "задан пароль",
    "signed in": "вход",
    "signed out": "выход",
    "sign-in failed": "войти не удалось",
    "locked out": "вход закрыт на время",
    "sessions ended": "закончены входы: {sessions}",
    "desk opened": "открыты свои сроки",
    "access refused": "отказано в доступе: {what}",
}
_CHANGES = {
    "reworded": "слова",
    "moved": "место в плане",
    "term_changed": "срок",
    "parties_changed": "исполнители",
}
NOTICES = {
    "opened": "открытие",
    "reminder": "напоминание",
    "due_today": "срок сегодня",
    "overdue": "просрочено",
    "escalation": "контролирующему о просрочке",
    "submitted": "на проверку",
    "returned": "возвращено",
    "extension_asked": "просят перенести срок",
    "extension_granted": "срок перенесён",
    "extension_refused": "в переносе отказано",
    "digest": "сводка",
    "coordinator": "сводка координатору",
    "weekly": "сводка за неделю",
    "organiser": "организатору о готовности мониторинга",
    "receipt": "расписка",
    "recommendations": "письмо с рекомендациями",
    "invitation": "приглашение",
    "password_reset": "новый пароль",  # a kind of mail in words # nosec B105
}
_QUARTERS = ("I кв. {year}", "II кв. {year}", "III кв. {year}", "IV кв. {year}")
_KIB = 1024


def format_date(day: date | None) -> str:
    """``05.06.2021``; a dash for none."""
    return say_day(day) if day else "—"


def format_moment(moment: datetime | None, zone: ZoneInfo) -> str:
    """``05.06.2021 14:30`` in the zone of the house; a dash for none."""
    return say_moment(moment.astimezone(zone)) if moment else "—"


def format_span(facts: OccurrenceFacts) -> str:
    """The days that a term means: ``15.04.2021 – 10.05.2021``, ``до 05.06.2021``."""
    if facts.opens_on is None:
        return say("до {day}", day=format_date(facts.due_on))
    if facts.opens_on == facts.due_on:
        return format_date(facts.due_on)
    return f"{format_date(facts.opens_on)} – {format_date(facts.due_on)}"


def format_quarter(quarter: Quarter) -> str:
    """``II кв. 2021``."""
    return say(_QUARTERS[quarter.number - 1], year=quarter.year)


def format_size(size_bytes: int | None) -> str:
    """``14 КБ``, ``2,5 МБ``."""
    if size_bytes is None:
        return ""
    if size_bytes < _KIB:
        return say("{size} Б", size=size_bytes)
    if size_bytes < _KIB * _KIB:
        return say("{size} КБ", size=f"{size_bytes / _KIB:.0f}")
    return say("{size} МБ", size=write_decimal(f"{size_bytes / _KIB / _KIB:.1f}"))


def format_days(number: int) -> str:
    """``5 дней``."""
    return say_number(number, "день", "дня", "дней")


def quote_for_shell(word: str) -> str:
    """A word of a command that people copy: in double quotes, or as strictly as its signs demand."""
    return shlex.quote(word) if set(word) & set('"$`\\!') else f'"{word}"'


def describe_lateness(lateness: Lateness, facts: OccurrenceFacts, today: date) -> str:
    """``просрочено на 5 дней``, ``сдано на 2 дня позже``, or nothing when all is in time."""
    if lateness is Lateness.OVERDUE:
        return say("просрочено на {days}", days=format_days((today - facts.due_on).days))
    if lateness is Lateness.HANDED_IN_LATE and facts.submitted_at is not None:
        handed_in_on = facts.submitted_at.astimezone(facts.zone).date()
        return say("сдано на {days} позже", days=format_days((handed_in_on - facts.due_on).days))
    return say("ждёт решения") if lateness is Lateness.HELD else ""


def describe_deed(deed: str, details: Mapping[str, Any]) -> str:
    """A deed of the trail in words; one that is not known here keeps its own name."""
    words = {name: _readable(value) for name, value in details.items()}
    words["part"] = name_part(
        Claim(share_percent=details.get("share_percent"), years=details.get("years", ()))
    )
    try:
        return say(_DEEDS[deed], **words) if deed in _DEEDS else deed
    except KeyError:
        return deed


def describe_actor(actor: str, people: Mapping[str, str]) -> str:
    """Who did it: the clock, a person behind a link, an account, or the name as recorded.

    ``people`` names them by ``person:3`` and ``account:4``.
    """
    if actor == "clock":
        return say("по расписанию")
    kind, _, person_id = actor.rpartition(":")
    if kind == "link:person" and person_id.isdigit():
        name = people.get(f"person:{person_id}") or say("адресат № {number}", number=person_id)
        return say("{name} (по ссылке из письма)", name=name)
    return people.get(actor, actor)


def describe_principal(details: Mapping[str, Any], people: Mapping[str, str]) -> str:
    """In whose place a deputy did it: «, за Анну Иванову»; empty where in nobody's."""
    absent = details.get("for_person")
    if not isinstance(absent, str):
        return ""
    name = people.get(absent, absent)
    return say(", за {name}", name=name_in_accusative(name) if spoken_language() == SOURCE else name)


def _readable(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(say(_CHANGES.get(part, str(part))) for part in value)
    try:
        return format_date(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)
