"""A dry run as a file: a table for Excel, a calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time

from flows.reporting.wording import NOTICES
from notifications.calendar import MailEntry, render_mails

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as a code page of its own
_COLUMNS = ("planned_on", "to", "kind", "subject", "occurrences", "key", "message_id")
_HEADINGS = ("День", "Кому", "Повод", "Тема", "Сроки №", "Ключ", "Message-ID")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")  # OWASP: CSV injection


def write_csv(messages: Iterable[Mapping[str, object]]) -> str:
    """Messages as text for Excel: a byte order mark, semicolons as the Russian Excel expects (RFC 4180
    otherwise), and no cell that it would take for a formula."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(_HEADINGS)
    for message in messages:
        writer.writerow(neutralize_cell(_cell(message[name])) for name in _COLUMNS)
    return BYTE_ORDER_MARK + sheet.getvalue()


def neutralize_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate instead of show."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def write_mail_calendar(messages: Iterable[Mapping[str, object]]) -> str:
    """Messages as a calendar: one event over the whole day for each."""
    return render_mails("Сроки: письма", (_entry(message) for message in messages)).decode("utf-8")


def _entry(message: Mapping[str, object]) -> MailEntry:
    day = date.fromisoformat(str(message["planned_on"]))
    kind = str(message["kind"])
    return MailEntry(
        uid=str(message["message_id"]).strip("<>"),
        day=day,
        summary=f"{message['to']}: {message['subject']}",
        note=NOTICES.get(kind, kind),
        made_at=datetime.combine(day, time(), tzinfo=UTC),  # no clock: the same run, the same file
    )
