"""The status page: where everything stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from crowds import add_crowd
from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.roadmap import Roadmap
from models.values import Quarter
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
        assert len(listed(client.get(address.replace("&amp;", "&")).text)) == int(number), address


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


def test_tasks_without_a_day_are_not_forgotten(client: TestClient) -> None:
    assert "1 мероприятие без определённого дня" in client.get("/").text


@pytest.fixture
def crowd(town: House) -> Callable[[int], None]:
    """Many more occurrences, a tenth of them held."""
    return partial(add_crowd, town)


def test_the_last_seven_days_hold_nothing_older_and_nothing_that_is_to_come(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    for number, days in (("1.1", -8), ("2.1", -1), ("1.2", 2)):
        at = town.clock() + timedelta(days=days)
        hand_in(town, occurrence_id(number), at=at, actor="test", note="Готово")
    week = client.get("/").text.partition('id="week"')[2].partition("</section>")[0]
    assert "Сдано на проверку: <strong>1</strong>" in week
    assert "Обучить тьюторов" in week
    assert "Подготовить справку" not in week


def test_the_last_seven_days_name_the_documents_that_were_approved(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    """Whoever sees nothing of a document does not hear that it was approved."""

    def week_after(days: int, role: str, party: str) -> str:
        viewer = signed_in(role, party)  # in an application of its own, which keeps nothing of before
        with open_session(town.engine) as session:
            session.get_one(Roadmap, 1).approved_at = town.clock() - timedelta(days=days)
        return viewer.get("/").text.partition('id="week"')[2].partition("</section>")[0]

    institute, stranger = ("institute", "Институт"), ("reviewer", "Посторонние")
    week = week_after(1, *institute)
    assert "Утверждено документов: <strong>1</strong>" in week
    assert re.search(r'утверждён документ: <a [^>]*href="/\?roadmap=1">Приказ № 01/713', week)
    assert "Утверждено" not in week_after(1, *stranger)
    assert "Утверждено" not in week_after(8, *institute)
    assert "Утверждено" not in week_after(-1, *institute), "a simulated year writes ahead of the clock"
