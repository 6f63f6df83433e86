"""A policy as a commented TOML file, every key written out. Pure; ``parse_policy`` reads it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from models.values import Role
from roadmaps.policy import WEEKDAYS, Policy

_HEAD = """\
# Правила напоминаний. Чего здесь нет, остаётся по умолчанию.
# Проверить: sroki policy check ФАЙЛ. Ввести: sroki policy set ФАЙЛ [--roadmap КАРТА].
"""
_ROLES = {
    Role.RESPONSIBLE: "исполнитель",
    Role.CO_RESPONSIBLE: "соисполнитель; если исполнителю писать некуда, слышит и за него",
    Role.CONTROLLER: "контролирующий; если писать некому из исполнителей, узнаёт в первый день просрочки",
}


def write_policy(policy: Policy) -> str:
    """The whole policy; ``quiet_hours`` only where there are some, for TOML has no word for none."""
    return (
        "\n\n".join(
            [
                _HEAD.rstrip(),
                _write_sending(policy),
                *(_write_role(policy, role) for role in Role),
                _table("returned", [("after", _list(policy.returned_after), "дней после возврата")]),
                _table("review", [("four_eyes", _flag(policy.four_eyes), "true — принимают двое")]),
                _table(
                    "due_date",
                    [
                        (
                            "on_day_off",
                            _text(policy.on_day_off),
                            "срок выпал на выходной: keep, previous, next",
                        )
                    ],
                ),
                _write_calendar(policy),
            ]
        )
        + "\n"
    )


def _write_sending(policy: Policy) -> str:
    quiet = [WEEKDAYS[day] for day in sorted(policy.quiet_weekdays)]
    quiet += ["holidays"] if policy.quiet_holidays else []
    weekly = "never" if policy.weekly_on is None else WEEKDAYS[policy.weekly_on]
    offsets = "working" if policy.working_days else "calendar"
    rows = [
        ("at", _text(_clock(policy.send_at)), "местное время получателя"),
        ("quiet_days", _texts(quiet), "дни без писем: monday … sunday, holidays"),
        ("offsets_in", _text(offsets), "calendar — календарные дни, working — рабочие"),
        (
            "most_per_deadline",
            str(policy.most_per_deadline),
            "не больше писем человеку об одном сроке",
        ),
        ("stale_after", str(policy.stale_after), "через столько дней напоминание о прошедшем уже не шлют"),
        ("controllers_weekly", _text(weekly), "день сводки контролирующим или never"),
    ]
    if policy.quiet_from is not None and policy.quiet_until is not None:
        hours = _texts([_clock(policy.quiet_from), _clock(policy.quiet_until)])
        rows.insert(2, ("quiet_hours", hours, "часы без писем"))
    return _table("sending", rows)


def _write_role(policy: Policy, role: Role) -> str:
    steps = policy.roles[role]
    rows = [
        ("opening", _list(steps.opening), "дней после открытия"),
        ("due", _list(steps.due), "дней от срока: до него с минусом"),
    ]
    return f"# {_ROLES[role]}\n{_table(role.value, rows)}"


def _write_calendar(policy: Policy) -> str:
    calendar = policy.calendar
    return _table(
        "calendar",
        [
            ("extra_off", _texts(map(str, sorted(calendar.extra_off))), "дни отдыха региона"),
            ("extra_working", _texts(map(str, sorted(calendar.extra_working))), "рабочие дни региона"),
            ("presidential", _flag(calendar.presidential), "нерабочие дни по указам 2020 и 2021 годов"),
        ],
    )


def _table(name: str, rows: Iterable[tuple[str, str, str]]) -> str:
    written = [(f"{key} = {value}", comment) for key, value, comment in rows]
    width = max(len(text) for text, _ in written)
    return "\n".join([f"[{name}]", *(f"{text:<{width}}  # {comment}" for text, comment in written)])


def _clock(moment: time) -> str:
    return moment.isoformat(timespec="minutes") if not moment.second else moment.isoformat()


def _flag(value: bool) -> str:
    return str(value).lower()


def _text(value: str) -> str:
    return f'"{value}"'


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _list(numbers: Iterable[int]) -> str:
    return f"[{', '.join(map(str, numbers))}]"
