"""A dry run as a file: Excel shows it and calculates nothing; calendars read it."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from icalendar import Calendar

from flows.exporting import BYTE_ORDER_MARK, neutralize_cell, write_csv, write_mail_calendar
from flows.house import House
from flows.simulating import simulate
from models.database import open_reading
from notifications.outbox import list_messages

MARCH = (date(2025, 3, 1), date(2025, 3, 31))


def test_a_csv_holds_exactly_what_the_run_foretells(house: House) -> None:
    messages = simulate(house, *MARCH)
    text = write_csv(messages)
    assert text.startswith(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)), delimiter=";"))
    assert [(row["День"], row["Кому"], row["Тема"], row["Ключ"]) for row in rows] == [
        (m["planned_on"], m["to"], m["subject"], m["key"]) for m in messages
    ]
    assert len(rows) > 3
    with open_reading(house.engine) as session:
        assert list_messages(session) == []


def test_a_calendar_holds_one_event_a_mail(house: House) -> None:
    messages = simulate(house, *MARCH)
    events = Calendar.from_ical(write_mail_calendar(messages)).walk("VEVENT")
    assert [event["DTSTART"].dt.isoformat() for event in events] == [m["planned_on"] for m in messages]
    assert len({event["UID"] for event in events}) == len(messages)
    assert str(events[0]["SUMMARY"]) == f"{messages[0]['to']}: {messages[0]['subject']}"
    assert write_mail_calendar(messages) == write_mail_calendar(simulate(house, *MARCH))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "  ="])
def test_what_looks_like_a_formula_is_text(start: str) -> None:
    assert neutralize_cell(f"{start}cmd|'/C calc'!A0").startswith("'")


@pytest.mark.parametrize("text", ["Скоро срок: п. 1", "2025-03-01", "a=b", ""])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert neutralize_cell(text) == text
