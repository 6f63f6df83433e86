"""Calendars that other programs subscribe to (RFC 5545, RFC 7986). Pure: same items and language, same bytes.

A window is an event over whole days; every due date is a to-do with an alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Todo

from models.language import spoken_language
from models.values import OccurrenceState
from notifications.headers import clean_line

_PRODUCT = "-//Sroki//Roadmap deadlines//"  # and the language (ISO 9070)
_REFRESH = timedelta(hours=6)
_ALARM_BEFORE = timedelta(hours=15)  # before the midnight on which the last day begins: 09:00 of its eve
_NOT_XML = re.compile("[\ufffe\uffff]")

# RFC 5545, 3.8.1.11 and 3.8.1.8: what a to-do may say of itself, and how far it is.
_STATUSES = {
    OccurrenceState.PLANNED: ("NEEDS-ACTION", 0),
    OccurrenceState.OPEN: ("NEEDS-ACTION", 0),
    OccurrenceState.RETURNED: ("IN-PROCESS", 50),
    OccurrenceState.SUBMITTED: ("IN-PROCESS", 75),
    OccurrenceState.ACCEPTED: ("COMPLETED", 100),
    OccurrenceState.CANCELLED: ("CANCELLED", 0),
}


@dataclass(frozen=True)
class CalendarItem:
    """One occurrence. ``uid`` is the same for ever; ``changed_at`` and ``sequence`` follow from the trail.

    ``lines`` is the description, one fact a line; days are inclusive.
    """

    uid: str
    summary: str
    lines: tuple[str, ...]
    opens_on: date | None
    due_on: date
    state: OccurrenceState
    changed_at: datetime
    sequence: int
    completed_at: datetime | None = None


def render_calendar(name: str, items: Iterable[CalendarItem]) -> bytes:
    """An iCalendar stream; lines end in CRLF and are folded at 75 octets (RFC 5545, 3.1)."""
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT + spoken_language().upper())
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", _clean(name))
    calendar.add("X-WR-CALNAME", _clean(name))
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    for item in items:
        if item.opens_on is not None:
            calendar.add_component(_event(item, item.opens_on))
        calendar.add_component(_todo(item))
    content: bytes = calendar.to_ical()
    return content


@dataclass(frozen=True)
class MailEntry:
    """A mail as an entry of a calendar: the day it leaves, to whom and about what."""

    uid: str
    day: date
    summary: str
    note: str
    made_at: datetime


def render_mails(name: str, entries: Iterable[MailEntry]) -> bytes:
    """A calendar of mails, one event over the whole day for each."""
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT + spoken_language().upper())
    calendar.add("VERSION", "2.0")
    calendar.add("NAME", _clean(name))
    calendar.add("X-WR-CALNAME", _clean(name))
    for entry in entries:
        event = Event()
        event.add("UID", entry.uid)
        event.add("DTSTAMP", entry.made_at)
        event.add("DTSTART", entry.day)
        event.add("DTEND", entry.day + timedelta(days=1))
        event.add("SUMMARY", _clean(entry.summary))
        event.add("DESCRIPTION", _clean(entry.note))
        event.add("TRANSP", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _event(item: CalendarItem, opens_on: date) -> Event:
    event = Event()
    event.add("UID", f"{item.uid}-window")
    _describe(event, item)
    event.add("DTSTART", opens_on)
    last_on = max(item.due_on, opens_on)  # 3.6.1: no event ends before it begins
    event.add("DTEND", last_on + timedelta(days=1))  # 3.8.2.2: the end is not part of the event
    event.add("TRANSP", "TRANSPARENT")  # a month of monitoring is no month of being busy
    event.add("STATUS", "CANCELLED" if item.state is OccurrenceState.CANCELLED else "CONFIRMED")
    return event


def _todo(item: CalendarItem) -> Todo:
    status, percent = _STATUSES[item.state]
    todo = Todo()
    todo.add("UID", f"{item.uid}-due")
    _describe(todo, item)
    todo.add("DUE", item.due_on)
    todo.add("STATUS", status)
    todo.add("PERCENT-COMPLETE", percent)
    if item.completed_at is not None:
        todo.add("COMPLETED", item.completed_at)
    if status in ("NEEDS-ACTION", "IN-PROCESS"):
        todo.add_component(_alarm(item))
    return todo


def _alarm(item: CalendarItem) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _clean(item.summary))
    # RELATED=END: from the due date; a to-do without a start has no other anchor (3.8.6.3).
    alarm.add("TRIGGER", -_ALARM_BEFORE, parameters={"RELATED": "END"})
    return alarm


def _describe(component: Event | Todo, item: CalendarItem) -> None:
    component.add("DTSTAMP", item.changed_at)
    component.add("LAST-MODIFIED", item.changed_at)
    component.add("SEQUENCE", item.sequence)
    component.add("SUMMARY", _clean(item.summary))
    component.add("DESCRIPTION", "\n".join(filter(None, map(_clean, item.lines))))


def _clean(text: str) -> str:
    """One visible line; the library escapes commas, semicolons and backslashes (3.3.11)."""
    return _NOT_XML.sub("", clean_line(text))
