"""The status page: where everything stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.roadmap import Task
from models.values import DateSpan, Place, Quarter, Term, TermKind
from roadmaps.parsed import ParsedDocument, ParsedTask
from roadmaps.report import Lateness, count_rows, make_row
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.overview import OverviewFilter, load_overview
from roadmaps.store.steps import cancel, review


def figures(html: str) -> dict[str, int]:
    """The figures at the top, by their labels."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(?:<a [^>]*>)?(\d+)", html)
    return {label: int(number) for label, number in pairs}


def listed(html: str) -> list[str]:
    """The numbers of the tasks in the list, in its order."""
    return re.findall(r'class="task-number">([^<]+)<', html)


def test_an_empty_house_says_what_to_do_next(
    house: House, make_client: Callable[[House], TestClient]
) -> None:
    page = make_client(house).get("/")
    assert page.status_code == 200
    assert "sroki import ФАЙЛ --approve" in page.text


def test_the_figures_say_what_is_done_late_due_and_held(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    for number in ("1.1", "2.1"):
        hand_in(town, occurrence_id(number), at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, occurrence_id("1.1"), town.clock(), "test")
        cancel(session, occurrence_id("3.1"), "не нужно", town.clock(), "test")
    assert figures(client.get("/").text) == {
        "всего сроков": 6,
        "выполнено и принято": 1,
        "на проверке": 1,
        "возвращено": 0,
        "просрочено": 1,
        "срок в этом квартале (II кв. 2021)": 3,
        "ждут решения координатора": 1,
        "снято": 1,
    }


def test_a_line_for_each_roadmap_shows_the_share_done(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, occurrence_id("1.1"), town.clock(), "test")
    page = client.get("/").text
    assert "Приказ № 01/713 от 18.03.2021" in page
    assert "16 %" in page
    assert "1 из 6" in page


def test_the_list_shows_the_phrase_the_days_the_quarter_and_how_late_it_is(client: TestClient) -> None:
    page = client.get("/?late=overdue").text
    assert "«15.04.2021 – 10.05.2021»" in page
    assert "15.04.2021 – 10.05.2021</span>" in page
    assert "до 05.06.2021" in page
    assert "II кв. 2021" in page
    assert "просрочено на 29 дней" in page
    assert "просрочено на 3 дня" in page


def test_what_still_moves_comes_first_and_what_is_finished_last(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, occurrence_id("1.1"), town.clock(), "test")
    assert listed(client.get("/").text) == ["1.2", "2.1", "1.2", "3.1", "2.2", "1.1"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("quarter=2021-Q2", ["1.1", "1.2", "2.1"]),
        ("quarter=2022-Q4", ["3.1"]),
        ("executor=Методическая служба", ["1.2", "2.1", "1.2", "2.2"]),
        ("executor=Управление", []),
        ("section=Мониторинг", ["1.1", "1.2", "1.2"]),
        ("late=overdue", ["1.1", "1.2"]),
        ("late=held", ["2.2"]),
        ("late=on_time", ["2.1", "1.2", "3.1"]),
        ("state=accepted", []),
        ("section=Мониторинг&quarter=2021-Q2&late=overdue", ["1.1", "1.2"]),
        ("roadmap=1&section=Итоги", ["3.1"]),
        ("roadmap=77", []),
    ],
)
def test_filters_narrow_the_list(client: TestClient, query: str, numbers: list[str]) -> None:
    page = client.get(f"/?{query}")
    assert page.status_code == 200
    assert listed(page.text) == numbers


@pytest.mark.parametrize(
    "query",
    ["quarter=весной", "roadmap=x", "roadmap=99999999999999999999", "state=done", "late=1", "page=-1"],
)
def test_a_filter_that_makes_no_sense_is_answered_in_words(client: TestClient, query: str) -> None:
    page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert "не понят" in page.text


def test_every_figure_leads_to_as_many_occurrences_as_it_says(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Поздно")
    hand_in(town, occurrence_id("2.1"), at=town.clock(), actor="test", note="Вовремя")
    with open_session(town.engine) as session:
        review(session, occurrence_id("2.1"), town.clock(), "test", return_reason="Не всё")
    links = re.findall(r'<dd><a href="([^"]+)">(\d+)</a>', client.get("/").text)
    assert len(links) == 6
    for address, number in links:
        assert len(listed(client.get("/" + address.replace("&amp;", "&")).text)) == int(number), address


@pytest.mark.parametrize("lateness", [None, *Lateness])
def test_figures_counted_in_groups_are_those_counted_one_by_one(
    town: House, crowd: Callable[[int], None], lateness: Lateness | None
) -> None:
    """Every mixture of marks, on days around today and the ends of the quarter."""
    crowd(90)
    marks = ("submitted_at", "returned_at", "accepted_at", "cancelled_at", "opened_at")
    with open_session(town.engine) as session:
        for row in session.exec(select(Occurrence).where(Occurrence.ordinal > 1)):
            for bit, mark in enumerate(marks):
                if row.ordinal >> bit & 1:
                    setattr(row, mark, town.clock() - timedelta(days=row.ordinal % 11))
            session.add(row)
    now, zone = town.clock(), town.settings.tzinfo
    today = now.astimezone(zone).date()
    with open_reading(town.engine) as session:
        overview = load_overview(session, OverviewFilter(lateness=lateness), now, zone)
        views = list_occurrences(session, OccurrenceFilter(), now)
    rows = [make_row(view.roadmap_id, view.facts, today) for view in views]
    assert overview.figures == count_rows(rows, Quarter.of(today))
    wanted = [row for row in rows if lateness in (None, row.lateness)]
    assert overview.found == len(wanted) == len(overview.occurrences)


def test_the_figures_keep_to_the_scope_while_the_list_narrows_to_a_state(client: TestClient) -> None:
    whole, late = (
        client.get("/?section=Мониторинг").text,
        client.get("/?section=Мониторинг&late=overdue").text,
    )
    assert figures(late) == figures(whole)
    assert figures(whole)["всего сроков"] == 3
    assert len(listed(late)) == 2
    assert "<caption>2 срока</caption>" in late


def test_two_hundred_a_page_and_a_way_to_the_others(
    town: House, client: TestClient, crowd: Callable[[int], None]
) -> None:
    crowd(300)
    first, second = client.get("/"), client.get("/?page=2")
    assert len(listed(first.text)) == 200
    assert len(listed(second.text)) == 106
    assert "страница 1 из 2" in first.text
    assert 'href="?page=2"' in first.text
    assert len(listed(client.get("/?page=99").text)) == 106, "a page after the last shows the last"


@pytest.mark.parametrize("path", ["/", "/?late=overdue", "/?executor=Институт", "/held", "/problems"])
def test_statements_do_not_grow_with_the_rows(
    client: TestClient,
    crowd: Callable[[int], None],
    count_statements: Callable[[Callable[[], object]], int],
    path: str,
) -> None:
    few = count_statements(lambda: client.get(path))
    crowd(600)
    assert count_statements(lambda: client.get(path)) == few
    assert few <= 12


def test_tasks_without_a_day_are_not_forgotten(client: TestClient) -> None:
    assert "1 мероприятие без определённого дня" in client.get("/").text


def test_a_document_without_a_number_goes_by_its_title(
    store: Callable[[ParsedDocument], int], client: TestClient
) -> None:
    term = Term("до 1 июля", TermKind.DEADLINE, (DateSpan(None, date(2021, 7, 1)),))
    task = ParsedTask("1", "1", "1", "Дело", term, Place("plan.txt", line=1))
    store(replace(ParsedDocument("plan.txt", "roadmap", title="План без номера"), rows=(task,)))
    page = client.get("/").text
    assert "План без номера" in page
    assert "Приказ № 01/713 от 18.03.2021 ·" in page, "with two documents each row says whose it is"


@pytest.fixture
def crowd(town: House) -> Callable[[int], None]:
    """Many more occurrences, a tenth of them held."""

    def add(number: int) -> None:
        with open_session(town.engine) as session:
            task = Task(
                roadmap_id=1, position=99, origin="row", uid=f"c{number}", number="9.9",
                title="Много раз", raw_term="ежедневно", term_kind="recurring",
            )  # fmt: skip
            session.add(task)
            session.flush()
            for ordinal in range(number):
                due_on = date(2021, 6, 1) + timedelta(days=ordinal % 90)
                session.add(
                    Occurrence(
                        task_id=task.id or 0, ordinal=ordinal, due_on=due_on, original_due_on=due_on,
                        watched_from_on=due_on, held=ordinal % 10 == 0,
                    )
                )  # fmt: skip

    return add
