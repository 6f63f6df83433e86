"""Calendars behind secret addresses: they follow the roles, say when nothing changed, and can be revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from flows.calendars import parse_scope
from flows.house import House
from flows.reporting.files import write_report_file
from models.database import open_reading, open_session
from models.errors import CallerError, UnknownThingError
from roadmaps.store import steps
from roadmaps.store.calendars import add_feed, list_feeds, revoke_feed
from roadmaps.store.reassigning import reassign_task
from sroki.web.logs import hide_tokens

pytestmark = pytest.mark.either_database


@pytest.fixture
def feed(town: House) -> Callable[[str], str]:
    """Make a calendar; its path."""

    def make(words: str) -> str:
        with open_session(town.engine) as session:
            token = add_feed(session, parse_scope(session, words), town.clock(), "test")
        return f"/calendar/{token}.ics"

    return make


def todos(client: TestClient, path: str) -> dict[str, Calendar]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return {str(todo["SUMMARY"]): todo for todo in Calendar.from_ical(answer.content).walk("VTODO")}


def test_anna_sees_what_is_hers_and_not_what_waits_for_the_coordinator(
    client: TestClient, feed: Callable[[str], str]
) -> None:
    assert set(todos(client, feed("person:ANNA@example.org"))) == {
        "1.1 Провести мониторинг",
        "1.2 Подготовить справку",
    }
    assert "2.2 Собрать предложения" not in todos(client, feed("roadmap:1"))
    assert "3.1 Подвести итоги" in todos(client, feed("roadmap:1"))


def test_a_reader_that_has_it_already_gets_nothing(client: TestClient, feed: Callable[[str], str]) -> None:
    path = feed("roadmap:1")
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path).content == first.content


def test_an_extension_moves_the_same_entry_and_raises_its_sequence(
    town: House, client: TestClient, feed: Callable[[str], str], occurrence_id: Callable[..., int]
) -> None:
    path = feed("person:boris@example.org")
    tag, before = client.get(path).headers["etag"], todos(client, path)["2.1 Обучить тьюторов"]
    with open_session(town.engine) as session:
        steps.extend(session, occurrence_id("2.1"), date(2021, 7, 9), "по письму", town.clock(), "test")
    answer = client.get(path, headers={"If-None-Match": tag})
    after = todos(client, path)["2.1 Обучить тьюторов"]
    assert answer.status_code == 200
    assert (after["UID"], after["DUE"].dt) == (before["UID"], date(2021, 7, 9))
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_what_is_cancelled_stays_and_says_so(
    town: House, client: TestClient, feed: Callable[[str], str], occurrence_id: Callable[..., int]
) -> None:
    with open_session(town.engine) as session:
        steps.cancel(session, occurrence_id("2.1"), "отменено", town.clock(), "test")
    assert todos(client, feed("roadmap:1"))["2.1 Обучить тьюторов"]["STATUS"] == "CANCELLED"


def test_a_task_that_is_reassigned_leaves_the_calendar_at_once(
    town: House, client: TestClient, feed: Callable[[str], str]
) -> None:
    path = feed("person:boris@example.org")
    with open_session(town.engine) as session:
        reassign_task(session, 3, "Методическая служба", "Институт", town.clock(), "test")
    assert "2.1 Обучить тьюторов" not in todos(client, path)


def test_unknown_and_revoked_addresses_get_the_same_answer(
    town: House, client: TestClient, feed: Callable[[str], str]
) -> None:
    path = feed("roadmap:1")
    with open_session(town.engine) as session:
        revoke_feed(session, f"https://sroki.example{path}", town.clock(), "test")
    revoked, unknown = client.get(path), client.get("/calendar/unknown.ics")
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.text == unknown.text
    with open_reading(town.engine) as session:
        (listed,) = list_feeds(session)
    assert listed.revoked_at == town.clock()
    assert path.split("/")[-1].removesuffix(".ics") not in repr(listed), "the address is kept nowhere"


def test_mistakes_are_named(town: House) -> None:
    with open_reading(town.engine) as session:
        for words in ("anna@example.org", "person:", "calendar:1"):
            with pytest.raises(CallerError, match="не календарь"):
                parse_scope(session, words)
        with pytest.raises(UnknownThingError, match="Адреса «nobody"):
            parse_scope(session, "person:nobody@example.org")
        with pytest.raises(UnknownThingError, match="календаря «abc» нет"):
            revoke_feed(session, "abc", town.clock(), "test")


def test_the_address_stays_out_of_the_log() -> None:
    assert hide_tokens('GET /calendar/sEcReT.ics HTTP/1.1"') == 'GET /calendar/*** HTTP/1.1"'


def test_the_report_as_a_calendar_is_the_same(
    town: House, client: TestClient, feed: Callable[[str], str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.ics"
    write_report_file(town, 1, "ics", path, town.clock())
    assert path.read_bytes() == client.get(feed("roadmap:1")).content
