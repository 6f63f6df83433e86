"""Calendars hold what RFC 5545 asks for; the icalendar parser reads back what was meant."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from models.values import OccurrenceState
from notifications.calendar import CalendarItem, render_calendar

ITEM = CalendarItem(
    uid="11111111-2222-5333-8444-555555555555",
    summary="1.1 Провести мониторинг; музеи, архивы",
    lines=("Срок по документу: 15.04.2021 – 10.05.2021", "Состояние: в работе"),
    opens_on=date(2021, 4, 15),
    due_on=date(2021, 5, 10),
    state=OccurrenceState.OPEN,
    changed_at=datetime(2021, 4, 15, 4, tzinfo=UTC),
    sequence=3,
)


def read(*items: CalendarItem) -> Calendar:
    calendar = Calendar.from_ical(render_calendar("Сроки: план", items))
    assert isinstance(calendar, Calendar)
    return calendar


def test_a_window_is_an_event_over_whole_days_whose_end_is_the_day_after() -> None:
    (event,) = read(ITEM).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2021, 4, 15), date(2021, 5, 11))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CONFIRMED", "TRANSPARENT", 3)
    assert event["SUMMARY"] == ITEM.summary
    assert event["DESCRIPTION"] == "\n".join(ITEM.lines)


def test_an_event_never_ends_before_it_begins() -> None:
    (event,) = read(replace(ITEM, due_on=ITEM.opens_on - timedelta(days=2))).walk("VEVENT")  # type: ignore[operator]
    assert event.decoded("DTEND") > event.decoded("DTSTART")


def test_a_due_date_is_a_to_do_with_an_alarm_on_its_eve() -> None:
    (todo,) = read(ITEM).walk("VTODO")
    assert todo["DUE"].dt == date(2021, 5, 10)
    (alarm,) = todo.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", -timedelta(hours=15))
    assert alarm["TRIGGER"].params["RELATED"] == "END"


def test_a_bare_deadline_is_no_event() -> None:
    calendar = read(replace(ITEM, opens_on=None))
    assert (len(calendar.walk("VEVENT")), len(calendar.walk("VTODO"))) == (0, 1)


@pytest.mark.parametrize(
    ("state", "status", "percent", "alarms"),
    [
        (OccurrenceState.PLANNED, "NEEDS-ACTION", 0, 1),
        (OccurrenceState.SUBMITTED, "IN-PROCESS", 75, 1),
        (OccurrenceState.RETURNED, "IN-PROCESS", 50, 1),
        (OccurrenceState.ACCEPTED, "COMPLETED", 100, 0),
        (OccurrenceState.CANCELLED, "CANCELLED", 0, 0),
    ],
)
def test_the_state_is_told(state: OccurrenceState, status: str, percent: int, alarms: int) -> None:
    done_at = datetime(2021, 5, 3, 8, tzinfo=UTC) if state is OccurrenceState.ACCEPTED else None
    calendar = read(replace(ITEM, state=state, completed_at=done_at))
    (todo,), (event,) = calendar.walk("VTODO"), calendar.walk("VEVENT")
    assert (todo["STATUS"], todo["PERCENT-COMPLETE"], len(todo.walk("VALARM"))) == (status, percent, alarms)
    assert ("COMPLETED" in todo) == (done_at is not None)
    assert event["STATUS"] == ("CANCELLED" if status == "CANCELLED" else "CONFIRMED")


def test_every_component_has_what_the_standard_requires() -> None:
    calendar = read(ITEM, replace(ITEM, uid="other"))
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    components = [*calendar.walk("VEVENT"), *calendar.walk("VTODO")]
    assert len({component["UID"] for component in components}) == 4
    assert all(component["DTSTAMP"].dt == ITEM.changed_at for component in components)
    assert calendar.errors == []


def test_the_same_items_give_the_same_bytes() -> None:
    assert render_calendar("план", [ITEM]) == render_calendar("план", [ITEM])


def test_long_cyrillic_lines_are_folded_between_letters() -> None:
    title = "Проведение мониторинга качества " * 20
    content = render_calendar("план", [replace(ITEM, summary=title.strip())])
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "title",
    [
        "Семинар\r\nEND:VTODO\r\nBEGIN:VTODO\r\nATTACH:http://evil.example",
        "Семинар\\nEND:VTODO",
        'а;б,в\\г:д"е',
        "\x00\x07\u202eтекст\u2028ещё\ufffe\ud800",
    ],
)
def test_a_hostile_title_stays_one_line_of_text(title: str) -> None:
    content = render_calendar(title, [replace(ITEM, summary=title, lines=(title, title))])
    assert content.count(b"\r\nBEGIN:VTODO\r\n") == content.count(b"\r\nEND:VTODO\r\n") == 1
    assert b"\r\nATTACH" not in content
    calendar = Calendar.from_ical(content)
    assert len(calendar.walk("VTODO")) == 1


@given(st.text(max_size=200))
def test_any_title_is_read_back_without_its_controls(title: str) -> None:
    (todo,) = read(replace(ITEM, summary=title, opens_on=None)).walk("VTODO")
    categories = {unicodedata.category(sign) for sign in str(todo.get("SUMMARY", ""))}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert todo["UID"] == f"{ITEM.uid}-due"
