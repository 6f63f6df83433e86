"""Policies of reminding: when who hears of what. Data, with a default; written as TOML. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from models.errors import CallerError, SeveralMistakesError
from models.values import Role
from roadmaps.workdays import DayOffRule, WorkCalendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOLIDAYS = "holidays"
_FARTHEST_DAYS = 400


@dataclass(frozen=True)
class RolePolicy:
    """Days on which a role hears: counted from the opening and from the due date (negative: before)."""

    opening: tuple[int, ...] = ()
    due: tuple[int, ...] = ()


_EXECUTOR = RolePolicy(opening=(0,), due=(-14, -7, -3, -1, 0, 1, 3, 7))


@dataclass(frozen=True)
class Policy:
    """When reminders are due. The default is that of the product's first promise: executors at the
    opening, 14, 7, 3 and 1 days before, on the day, 1, 3 and 7 days after; the controller 7 days after.

    ``send_at`` is local to the recipient; ``quiet_from``..``quiet_until`` are hours without mail;
    ``working_days``: offsets count working days; ``most_per_deadline`` caps the notices that one
    person gets about one deadline; ``weekly_on`` is the weekday (0 is Monday) of the controllers'
    digest, None for none; ``stale_after``: so many days after its day a warning of a due date that has
    passed is missed rather than sent late; ``four_eyes``: evidence is accepted by two different accounts.
    """

    roles: Mapping[Role, RolePolicy] = field(
        default_factory=lambda: {
            Role.RESPONSIBLE: _EXECUTOR,
            Role.CO_RESPONSIBLE: _EXECUTOR,
            Role.CONTROLLER: RolePolicy(due=(7,)),
        }
    )
    returned_after: tuple[int, ...] = (0, 3, 7)
    send_at: time = time(9)
    quiet_weekdays: frozenset[int] = frozenset()
    quiet_holidays: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None
    working_days: bool = False
    most_per_deadline: int = 20
    on_day_off: DayOffRule = DayOffRule.KEEP
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    weekly_on: int | None = 0
    stale_after: int = 3
    four_eyes: bool = False

    def __hash__(self) -> int:
        return hash((self.send_at, self.returned_after, self.most_per_deadline, self.calendar))

    @property
    def needs_calendar(self) -> bool:
        """Whether anything here depends on which days are off."""
        return self.working_days or self.quiet_holidays or self.on_day_off is not DayOffRule.KEEP

    def is_quiet(self, day: date) -> bool:
        """Whether no mail leaves on this day."""
        return day.weekday() in self.quiet_weekdays or (self.quiet_holidays and self.calendar.is_day_off(day))

    def is_quiet_hour(self, moment: time) -> bool:
        """Whether no mail leaves at this local time; the quiet hours may run over midnight."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= moment < self.quiet_until
        return moment >= self.quiet_from or moment < self.quiet_until

    def count(self, day: date, offset: int) -> date:
        """The day so many calendar or working days away."""
        if self.working_days:
            return self.calendar.add_working_days(day, offset)
        return day + timedelta(days=offset)

    def shift(self, day: date, offset: int) -> date:
        """``count``, and from a quiet day the nearest one that is not: earlier for what warns, later for
        what comes after."""
        return self.awake(self.count(day, offset), forward=offset >= 0)

    def awake(self, day: date, *, forward: bool) -> date:
        """``day``, or the nearest day in the given direction that is not quiet."""
        for _ in range(_FARTHEST_DAYS):
            if not self.is_quiet(day):
                return day
            day += timedelta(days=1 if forward else -1)
        return day

    def due_date(self, due_on: date, opens_on: date | None) -> date:
        """The day by which work is due where the written one is a day off.

        A window that has no working day keeps the written one: it cannot end before it opens, and what was
        ordered for days off (a holiday's event) is done on these days, not on the working day before them.
        """
        settled = self.calendar.settle(due_on, self.on_day_off)
        return due_on if opens_on is not None and settled < opens_on <= due_on else settled


DEFAULT_POLICY = Policy()


def parse_policy(text: str, file: str) -> Policy:
    """A policy from TOML; what is not named keeps its default.

    CallerError names every mistake with its line, one a line of the message.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+), column (\d+)", str(error))
        if where is None:
            raise CallerError("{file}: это не TOML, файл обрывается.", file=file) from error
        raise CallerError(
            "{file}, строка {line}, знак {column}: это не TOML.", file=file, line=where[1], column=where[2]
        ) from error
    reader = _PolicyReader(text, file, data)
    policy = reader.read()
    if reader.complaints:
        raise SeveralMistakesError([error for _, error in sorted(reader.complaints, key=itemgetter(0))])
    return policy


class _WrongError(Exception):
    """A value that will not do; the sentence says what would."""


class _PolicyReader:
    """Reads the tables of a policy one by one, knows the line of every key and collects the mistakes."""

    def __init__(self, text: str, file: str, data: dict[str, Any]) -> None:
        self.complaints: list[tuple[int, CallerError]] = []
        self._lines, self._file, self._data = text.splitlines(), file, data

    def read(self) -> Policy:
        values: dict[str, Any] = {}
        roles = dict(DEFAULT_POLICY.roles)
        calendar: dict[str, Any] = {}
        for table, keys in self._data.items():
            if table not in _READERS or not isinstance(keys, dict):
                self._complain(table, None, "такого раздела нет; есть: " + ", ".join(_READERS))
                continue
            read = self._read_table(table, keys)
            if table in tuple(Role):
                roles[Role(table)] = RolePolicy(**{**vars(roles[Role(table)]), **read})
            elif table == "calendar":
                calendar = read
            else:
                values |= read
        policy = Policy(roles=roles, calendar=WorkCalendar(**calendar), **values)
        self._check_whole(policy)
        return policy

    def _check_whole(self, policy: Policy) -> None:
        if policy.is_quiet_hour(policy.send_at):
            self._complain("sending", "at", "письма уходят в тихие часы, а в тихие часы они не уходят")
        if policy.quiet_from is not None and policy.quiet_from == policy.quiet_until:
            self._complain("sending", "quiet_hours", "начало и конец совпадают")
        if all(policy.is_quiet(date(2025, 1, 13) + timedelta(days=n)) for n in range(7)):
            self._complain("sending", "quiet_days", "все дни недели тихие: письмам некогда уходить")
        if both := policy.calendar.extra_off & policy.calendar.extra_working:
            self._complain("calendar", "extra_working", f"{min(both)} назван и рабочим днём, и днём отдыха")

    def _read_table(self, table: str, keys: dict[str, Any]) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, value in keys.items():
            reader = _READERS[table].get(key)
            if reader is None:
                known = ", ".join(_READERS[table])
                self._complain(table, key, f"такого ключа нет; есть: {known}")
                continue
            try:
                read |= reader(value)
            except _WrongError as wrong:
                self._complain(table, key, str(wrong))
        return read

    def _complain(self, table: str, key: str | None, sentence: str) -> None:
        line = self._line_of(table, key)
        complaint = CallerError(
            "{file}, строка {line}: {name}: {sentence}.",
            file=self._file,
            line=line,
            name=f"{table}.{key}" if key else table,
            sentence=sentence,
        )
        self.complaints.append((line, complaint))

    def _line_of(self, table: str, key: str | None) -> int:
        here = False
        for number, line in enumerate(self._lines, start=1):
            if heading := re.match(r"\s*\[+\s*\"?([^\]\"]+?)\"?\s*\]", line):
                here = heading[1] == table
                if here and key is None:
                    return number
            name = f"{table}.{key}" if not here else key or ""
            if re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", line):
                return number
        return 1


def _offsets(name: str, lowest: int) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        whole = isinstance(value, list) and all(isinstance(v, int) and not isinstance(v, bool) for v in value)
        if not whole or any(not lowest <= v <= _FARTHEST_DAYS for v in value):
            raise _WrongError(
                f"нужен список целых чисел от {lowest} до {_FARTHEST_DAYS}, например [-7, -1, 0]"
            )
        return {name: tuple(sorted(set(value)))}

    return read


def _time(value: Any) -> time:
    try:
        read = value if isinstance(value, time) else time.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _WrongError("нужно время, например «09:00»") from error
    if read.tzinfo is not None:
        raise _WrongError("нужно время без пояса: оно местное для получателя")
    return read


def _quiet_hours(value: Any) -> dict[str, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise _WrongError("нужны два времени: начало и конец, например [«20:00», «08:00»]")
    return {"quiet_from": _time(value[0]), "quiet_until": _time(value[1])}


def _quiet_days(value: Any) -> dict[str, Any]:
    if not isinstance(value, list) or any(day not in (*WEEKDAYS, _HOLIDAYS) for day in value):
        raise _WrongError("нужен список из " + ", ".join((*WEEKDAYS, _HOLIDAYS)))
    weekdays = frozenset(WEEKDAYS.index(day) for day in value if day != _HOLIDAYS)
    return {"quiet_weekdays": weekdays, "quiet_holidays": _HOLIDAYS in value}


def _choice(name: str, choices: Mapping[str, Any]) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, str) or value not in choices:
            raise _WrongError("нужно одно из: " + ", ".join(choices))
        return {name: choices[value]}

    return read


def _days(name: str) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        try:
            days = [
                v if isinstance(v, date) and not isinstance(v, datetime) else date.fromisoformat(v)
                for v in value
            ]
        except (TypeError, ValueError) as error:
            raise _WrongError("нужен список дат, например [«2025-04-29»]") from error
        return {name: frozenset(days)}

    return read


def _flag(name: str) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, bool):
            raise _WrongError("нужно true или false")
        return {name: value}

    return read


def _count(name: str) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 100:
            raise _WrongError("нужно целое число от 1 до 100")
        return {name: value}

    return read


_ROLE_KEYS = {"opening": _offsets("opening", 0), "due": _offsets("due", -_FARTHEST_DAYS)}
_READERS: Mapping[str, Mapping[str, Callable[[Any], dict[str, Any]]]] = {
    Role.RESPONSIBLE.value: _ROLE_KEYS,
    Role.CO_RESPONSIBLE.value: _ROLE_KEYS,
    Role.CONTROLLER.value: _ROLE_KEYS,
    "returned": {"after": _offsets("returned_after", 0)},
    "sending": {
        "at": lambda value: {"send_at": _time(value)},
        "quiet_days": _quiet_days,
        "quiet_hours": _quiet_hours,
        "offsets_in": _choice("working_days", {"calendar": False, "working": True}),
        "most_per_deadline": _count("most_per_deadline"),
        "stale_after": _count("stale_after"),
        "controllers_weekly": _choice(
            "weekly_on", {**{day: number for number, day in enumerate(WEEKDAYS)}, "never": None}
        ),
    },
    "review": {"four_eyes": _flag("four_eyes")},
    "due_date": {"on_day_off": _choice("on_day_off", {rule.value: rule for rule in DayOffRule})},
    "calendar": {
        "extra_off": _days("extra_off"),
        "extra_working": _days("extra_working"),
        "presidential": _flag("presidential"),
    },
}
