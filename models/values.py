"""Frozen values that all floors share: dates, quarters, terms, actions. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from models.language import SOURCE, in_language, say


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; ``number`` is 1–4. Written ``2021-Q2``."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2021-Q2``; ValueError for anything else."""
        match = re.fullmatch(r"(\d{4})-Q([1-4])", text.strip().upper())
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.following.first_day - timedelta(days=1)

    @property
    def following(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True)
class DateSpan:
    """Days from ``opens_on`` to ``due_on``, both inclusive. No ``opens_on``: a bare deadline.

    No ``due_on``: it begins and no end is known ("еженедельно с 1 октября").
    """

    opens_on: date | None
    due_on: date | None

    def __post_init__(self) -> None:
        if self.opens_on and self.due_on and self.opens_on > self.due_on:
            raise ValueError(f"{self.opens_on} > {self.due_on}")

    @property
    def sort_key(self) -> tuple[date, date]:
        first = self.opens_on or self.due_on or date.max
        return self.due_on or date.max, first

    def as_json(self) -> list[str | None]:
        return [day.isoformat() if day else None for day in (self.opens_on, self.due_on)]


class TermKind(StrEnum):
    """What sort of deadline a phrase names (conventions of the gold standard)."""

    WINDOW = "window"
    DEADLINE = "deadline"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    UNSPECIFIED = "unspecified"
    EVENT = "event"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class TermContext:
    """What the meaning of a phrase depends on besides its words.

    ``period``: first and last year of the plan, inclusive (for school years: the calendar years it
    touches, so 2025/26 is (2025, 2026)). ``year``: the year of the header row above the phrase.
    ``as_of``: the date of the document. ``school_year``: the plan counts by school years.
    ``horizon``: for standing regulations without an end year, the first and the last day between
    which occurrences are laid out; with a ``period``, the days of a plan that is shorter than a year.
    """

    period: tuple[int, int] | None = None
    year: int | None = None
    as_of: date | None = None
    school_year: bool = False
    horizon: tuple[date, date] | None = None


@dataclass(frozen=True)
class EventRule:
    """A deadline that waits for an event: ``amount`` ``unit``s after (negative: before) it."""

    amount: int
    unit: str  # "day" | "working_day" | "week" | "month" | "year" | "hour"
    event: str  # the words that name the event, as written; "" where none is named


@dataclass(frozen=True)
class Term:
    """The meaning of one phrase. ``spans`` are in order of their due dates.

    ``recurrence`` is an RFC 5545 RRULE where one exists. ``meaning`` says the reading in plain
    Russian; ``assumed`` what was supplied from the context; ``problems`` what a person should check.
    """

    raw: str
    kind: TermKind
    spans: tuple[DateSpan, ...] = ()
    recurrence: str | None = None
    meaning: str = ""
    assumed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    event_rule: EventRule | None = None

    @property
    def quarters(self) -> list[str]:
        """All quarters that the spans touch, as ``2021-Q2``, in order."""
        touched: set[Quarter] = set()
        for span in self.spans:
            if span.due_on is not None:
                touched |= quarters_between(span.opens_on or span.due_on, span.due_on)
        return [str(quarter) for quarter in sorted(touched)]

    @property
    def due_quarters(self) -> list[str]:
        """The quarters of the due dates, in order."""
        return [str(q) for q in sorted({Quarter.of(s.due_on) for s in self.spans if s.due_on is not None})]

    def as_json(self) -> dict[str, object]:
        """The stable JSON of ``sroki term --json``: keys are added, never renamed."""
        return {
            "raw": self.raw,
            "kind": self.kind.value,
            "occurrences": [span.as_json() for span in self.spans],
            "quarters": self.quarters,
            "due_quarters": self.due_quarters,
            "recurrence": self.recurrence,
            "meaning": self.meaning,
            "assumed": list(self.assumed),
            "problems": list(self.problems),
            "event_rule": asdict(self.event_rule) if self.event_rule else None,
        }


def quarters_between(first: date, last: date) -> set[Quarter]:
    """Every quarter that a day of ``first``..``last`` (inclusive) lies in."""
    quarters, quarter = set(), Quarter.of(first)
    while quarter.first_day <= last:
        quarters.add(quarter)
        quarter = quarter.following
    return quarters


class Role(StrEnum):
    RESPONSIBLE = "responsible"
    CO_RESPONSIBLE = "co_responsible"
    CONTROLLER = "controller"


class OccurrenceState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class MessageState(StrEnum):
    QUEUED = "queued"
    IN_FLIGHT = "in_flight"
    AWAITING_RETRY = "awaiting_retry"
    SENT = "sent"
    MISSED = "missed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ActionKind(StrEnum):
    """What the planner asks for. All but CLOSE become a line in somebody's mail."""

    OPENED = "opened"
    REMINDER = "reminder"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    ESCALATION = "escalation"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    CLOSE = "close"


# What a reminder that was asked for is called: that depends on the due date, which may move.
_ASKED_KINDS = (ActionKind.REMINDER, ActionKind.DUE_TODAY, ActionKind.OVERDUE)


@dataclass(frozen=True)
class Place:
    """Where something stands in a source file. ``line`` counts from 1; ``row`` within a sheet or table."""

    file: str
    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    row: int | None = None

    def __str__(self) -> str:
        with in_language(SOURCE):
            return self.said()

    def said(self) -> str:
        """In the language of the talk: ``a.xlsx, лист «Ответы», строка 3``."""
        parts = [say(self.file)]  # a form has words of ours in the place of a file
        parts += [f"{say('лист')} «{self.sheet}»"] if self.sheet else []
        parts += [f"{say('с.')} {self.page}"] if self.page else []
        parts += [f"{say('строка')} {self.row or self.line}"] if self.row or self.line else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Problem:
    """Something a person should look at: a code for machines, a Russian sentence, a place."""

    code: str
    sentence: str
    place: Place | None = None
    subject: str | None = None  # uid of the row or number of the order point
    raw: str | None = None

    def as_json(self) -> dict[str, object]:
        place = self.place
        return {
            "code": self.code,
            "sentence": self.sentence,
            "subject": self.subject,
            "line": place.line if place else None,
            "place": str(place) if place else None,
            "raw": self.raw,
        }


@dataclass(frozen=True)
class Action:
    """One thing that is due for one occurrence and, unless it is CLOSE, one person.

    ``planned_on`` is the local date it was planned for; ``late`` says that this day has passed and
    the action is being caught up. ``missed`` actions are recorded and not mailed: a fresher one
    says the same.
    """

    kind: ActionKind
    occurrence_id: int
    person_id: int | None
    planned_on: date
    offset_days: int = 0  # from the due date: -14 is two weeks before, 7 a week after
    late: bool = False
    missed: bool = False
    cause_at: datetime | None = None  # of what happened: the hand-in, the return
    role: Role = Role.RESPONSIBLE  # in which the person hears of it
    nominal_on: date | None = None  # the day that the offset names, which may be a quiet one
    stands_for: int | None = None  # the absent person in whose place this one hears of it

    @property
    def key(self) -> str:
        """Unique for ever: kind, occurrence, person, day, and the moment of what caused it.

        Kind and day are those that the rule names: quiet days, hours and zones may move the notice to another
        day, and change later, yet it stays the same one.
        """
        return self.key_for(self.occurrence_id, self.person_id)

    def key_for(self, occurrence_id: int, person_id: int | None) -> str:
        """The key of the same action for another occurrence and person."""
        kind, moments = self._named[0]
        return f"{kind}:{occurrence_id}:{person_id or '-'}:{moments}"

    @property
    def names(self) -> list[str]:
        """Every key under which it may stand recorded: its own, then those of the day it was moved to.

        By that day notices were known before; the old keys stay valid.
        """
        whose = f"{self.occurrence_id}:{self.person_id or '-'}"
        return [f"{kind}:{whose}:{moments}" for kind, moments in self._named]

    def is_known(self, keys: Set[str], whose: str) -> bool:
        """Whether ``keys`` hold it under any of its names, for another occurrence and person: ``7:1``."""
        return any(f"{kind}:{whose}:{moments}" in keys for kind, moments in self._named)

    @property
    def day_name(self) -> tuple[ActionKind, int, int | None, date, datetime | None]:
        """Equal for notices of several rules that quiet days move to one day: there they say the same."""
        return self.kind, self.occurrence_id, self.person_id, self.planned_on, self.cause_at

    @cached_property
    def _named(self) -> tuple[tuple[str, str], ...]:
        """Kind and day, with the moment of the cause: first those of the key."""
        cause = f":{self.cause_at:%Y%m%dT%H%M%S.%f}" if self.cause_at else ""
        planned = f"{self.planned_on.isoformat()}{cause}"
        kinds = _ASKED_KINDS if cause and self.kind in _ASKED_KINDS else (self.kind,)
        rule_on = self.nominal_on or (
            self.cause_at.astimezone(UTC).date() if self.cause_at else self.planned_on
        )
        rule_kind = ActionKind.DUE_TODAY if self._is_of_the_due_date else kinds[0]
        key = rule_kind.value, f"{rule_on.isoformat()}{cause}"
        return tuple(dict.fromkeys((key, *((kind.value, planned) for kind in kinds))))

    @property
    def _is_of_the_due_date(self) -> bool:
        """Planned for the due date by the rule, and late only since that was a quiet day."""
        is_late = self.kind in (ActionKind.OVERDUE, ActionKind.ESCALATION) and self.cause_at is None
        return is_late and self.nominal_on == self.planned_on - timedelta(days=self.offset_days)


@dataclass(frozen=True)
class MailItem:
    """One line of a mail: what a template may know about one occurrence."""

    kind: ActionKind
    occurrence_id: int
    roadmap: str
    task_number: str
    title: str
    raw_term: str
    opens_on: date | None
    due_on: date | None
    planned_on: date
    offset_days: int
    late: bool
    responsible: tuple[str, ...]
    co_responsible: tuple[str, ...]
    controller: tuple[str, ...]
    expected_result: str = ""
    original_due_on: date | None = None
    reason: str = ""  # why evidence was returned
    asked_due_on: date | None = None  # the date that an extension was asked for
    asked_reason: str = ""
    refusal: str = ""  # why it was refused
    role: Role = Role.RESPONSIBLE  # the role in which this person gets the line
    unreached: tuple[str, ...] = ()  # executors for whom nobody can be mailed
    behalf: str = ""  # of a deputy: for whom and until when, «за Анну Иванову, до 12.05»


@dataclass(frozen=True)
class DigestLine:
    """One line of a standing digest: a task, a party or a mail; what does not apply is empty.

    ``path`` is the place of the line: below the page of the person where it begins with ``./``, else
    below the address of the house.
    """

    title: str
    number: str = ""
    roadmap: str = ""
    who: tuple[str, ...] = ()
    opens_on: date | None = None
    due_on: date | None = None
    note: str = ""
    path: str = ""


@dataclass(frozen=True)
class DigestPart:
    """A part of a standing digest. ``total`` counts also the lines that are left out of ``lines``."""

    name: str  # rounds | late | submitted | waiting | to_decide | coming | unaddressed | guessed | …
    lines: tuple[DigestLine, ...]
    total: int
    behalf: str = ""  # of a deputy, as ``MailItem.behalf``


@dataclass(frozen=True)
class ReceiptFile:
    """A file that was received."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class Receipt:
    """A hand-in that is confirmed by mail. ``received`` and ``claims`` are in words."""

    occurrence_id: int
    label: str  # number and title of the task
    roadmap: str
    version: int
    received: str
    files: tuple[ReceiptFile, ...] = ()
    urls: tuple[str, ...] = ()
    note: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class MailRequest:
    """All that one person is to be told in one mail. ``link`` is the capability address of the person.

    ``parts`` make up a standing digest, ``standing`` says which: ``coordinator``, ``weekly``, ``organiser``.
    ``unsubscribe_link`` is a capability that silences what may be silenced, and opens nothing else.
    ``language``: one of LANGUAGES; our words in the items are in it already, those of documents stay.
    """

    key: str
    person_name: str
    address: str
    planned_on: date
    items: tuple[MailItem, ...]
    link: str
    person_id: int | None = None
    written_at: datetime | None = None  # the Date of the mail; 09:00 UTC of its day where none is given
    standing: str = ""
    parts: tuple[DigestPart, ...] = ()
    unsubscribe_link: str = ""
    receipt: Receipt | None = None  # alone in its mail, which needs no link
    language: str = SOURCE


@dataclass(frozen=True)
class AccountLetter:
    """A mail about an account. ``kind``: invitation | password_reset; ``link`` works once, ``hours`` long."""

    key: str
    kind: str
    person_name: str
    address: str
    planned_on: date
    link: str
    hours: int
    written_at: datetime
    language: str = SOURCE


@dataclass(frozen=True)
class RecommendationMail:
    """The mail that carries an approved letter of recommendations to one person of its addressee.

    ``file`` is the letter as Word, ``recommendations`` how many it holds.
    """

    key: str
    person_name: str
    address: str
    planned_on: date
    written_at: datetime
    person_id: int | None
    party: str
    heading: str
    recommendations: int
    file_name: str
    file: bytes
    language: str = SOURCE


@dataclass(frozen=True)
class Message:
    """A mail ready to leave: header values, the bytes as they go out, and what it speaks of."""

    key: str
    message_id: str
    address: str
    kind: str
    subject: str
    planned_on: date
    content: bytes
    occurrence_ids: tuple[int, ...] = ()
    person_id: int | None = None
    channel: str = "mail"  # mail | webhook


def fold(text: str) -> str:
    """One spelling for comparison: lower case, ё as е, single spaces, plain quotes and dashes."""
    text = text.lower().replace("ё", "е")
    text = re.sub(r"[«»\"“”„']", "", text)
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    return re.sub(r"\s+", " ", text).strip(" .;,:")


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values once each, in their order."""
    return tuple(dict.fromkeys(values))
