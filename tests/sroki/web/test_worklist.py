"""The list of work: filters, order, pages by key, saved views, files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from crowds import add_crowd
from flows.evidence import hand_in
from flows.exporting import BYTE_ORDER_MARK
from flows.house import House
from models.database import open_session
from models.values import DateSpan, Place, Term, TermKind
from roadmaps.parsed import ParsedDocument, ParsedTask
from roadmaps.store.steps import cancel, extend, review
from sroki.web.kept import Kept


def listed(html: str) -> list[str]:
    """The numbers of the tasks in the list, in its order."""
    return re.findall(r'class="task-number">([^<]+)<', html)


def next_of(html: str, rel: str = "next") -> str:
    """The address of the page after this one."""
    return re.search(rf'rel="{rel}" href="([^"]+)"', html)[1].replace("&amp;", "&")  # type: ignore[index]


def test_an_empty_house_says_what_to_do_next(
    house: House, make_client: Callable[[House], TestClient]
) -> None:
    assert 'href="/import">Загрузить документ' in make_client(house).get("/tasks").text


def test_the_list_shows_the_phrase_the_days_the_quarter_and_how_late_it_is(client: TestClient) -> None:
    page = client.get("/tasks?late=overdue").text
    assert "«15.04.2021 – 10.05.2021»" in page
    assert "15.04.2021 – 10.05.2021</span>" in page
    assert "до 05.06.2021" in page
    assert "II кв. 2021" in page
    assert "просрочено на 29 дней" in page
    assert "просрочено на 3 дня" in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["1.1", "1.2", "2.1", "1.2", "3.1"]),
        ("state=unfinished", ["2.2", "1.1", "1.2", "2.1", "1.2", "3.1"]),
        ("state=all&sort=latest", ["3.1", "1.2", "2.1", "1.2", "1.1", "2.2"]),
        ("state=all&sort=plan", ["1.1", "1.2", "1.2", "2.1", "2.2", "3.1"]),
        ("quarter=2021-Q2", ["1.1", "1.2", "2.1"]),
        ("quarter=2022-Q4", ["3.1"]),
        ("executor=Методическая служба&state=all", ["2.2", "1.2", "2.1", "1.2"]),
        ("executor=методическая", ["1.2", "2.1", "1.2"]),
        ("executor=служба&role=co_responsible", ["1.2", "1.2"]),
        ("executor=Управление", []),
        ("executor=Управление&role=controller&quarter=2021-Q2", ["1.1", "1.2", "2.1"]),
        ("role=co_responsible", ["1.2", "1.2"]),
        ("section=Мониторинг", ["1.1", "1.2", "1.2"]),
        ("text=справку", ["1.2", "1.2"]),
        ("text=мониторинга", ["1.1", "1.2", "1.2"]),
        ("text=проведение мониторинга", []),
        ("text=3.1", ["3.1"]),
        ("late=overdue", ["1.1", "1.2"]),
        ("late=held", ["2.2"]),
        ("late=on_time", ["2.1", "1.2", "3.1"]),
        ("late=handed_in_late", []),
        ("state=accepted", []),
        ("section=Мониторинг&quarter=2021-Q2&late=overdue", ["1.1", "1.2"]),
        ("roadmap=1&section=Итоги", ["3.1"]),
        ("roadmap=77", []),
    ],
)
def test_filters_narrow_the_list_and_an_order_arranges_it(
    client: TestClient, query: str, numbers: list[str]
) -> None:
    page = client.get(f"/tasks?{query}")
    assert page.status_code == 200
    assert listed(page.text) == numbers


def test_what_is_finished_is_out_of_the_way_but_not_out_of_reach(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, occurrence_id("1.1"), town.clock(), "test")
        cancel(session, occurrence_id("2.1"), "не нужно", town.clock(), "test")
    assert listed(client.get("/tasks").text) == ["1.2", "1.2", "3.1"]
    assert listed(client.get("/tasks?state=accepted").text) == ["1.1"]
    assert listed(client.get("/tasks?late=handed_in_late").text) == ["1.1"]
    assert len(listed(client.get("/tasks?state=all").text)) == 6


@pytest.mark.parametrize(
    "query",
    [
        "quarter=весной", "roadmap=x", "roadmap=99999999999999999999", "state=done", "late=1", "role=boss",
        "sort=up", "after=завтра", "after=2021-06-05", "after=2021-06-05.x", "sort=plan&after=2021-06-05.1",
        "before=1.1.1.99999999999", f"text={'щ' * 301}",
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_answered_in_words(client: TestClient, query: str) -> None:
    page = client.get(f"/tasks?{query}")
    assert page.status_code == 400
    assert "не понят" in page.text


def test_the_former_addresses_of_lists_lead_to_the_list(client: TestClient) -> None:
    assert client.get("/?late=overdue&roadmap=1").headers["location"] == "/tasks?late=overdue&roadmap=1"
    assert client.get("/?quarter=2021-Q2").headers["location"] == "/tasks?quarter=2021-Q2&state=all"


@pytest.mark.parametrize("order", ["due", "latest", "plan"])
def test_pages_follow_each_other_by_key_and_hold_every_row_once(
    town: House, client: TestClient, order: str
) -> None:
    add_crowd(town, 130)
    pages = [client.get(f"/tasks?state=all&sort={order}").text]
    while 'rel="next"' in pages[-1]:
        pages.append(client.get(f"/tasks{next_of(pages[-1])}").text)
    assert [len(listed(page)) for page in pages] == [50, 50, 36]
    picks = [number for page in pages for number in re.findall(r"#o(\d+)\"", page)]
    assert len(set(picks)) == 136
    back = client.get(f"/tasks{next_of(pages[2], 'prev')}").text
    assert listed(back) == listed(pages[1])
    assert re.findall(r"#o(\d+)\"", back) == re.findall(r"#o(\d+)\"", pages[1])
    first = client.get(f"/tasks{next_of(back, 'prev')}").text
    assert 'rel="prev"' not in first
    assert re.findall(r"#o(\d+)\"", first) == re.findall(r"#o(\d+)\"", pages[0])
    assert "136 сроков, на этой странице 50" in first


def test_what_is_done_meanwhile_shifts_no_page(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    add_crowd(town, 130)
    first = client.get("/tasks").text
    second = listed(client.get(f"/tasks{next_of(first)}").text)
    with open_session(town.engine) as session:
        cancel(session, occurrence_id("1.1"), "не нужно", town.clock(), "test")
    assert listed(client.get(f"/tasks{next_of(first)}").text) == second


def test_counts_are_of_now(town: House, client: TestClient, occurrence_id: Callable[..., int]) -> None:
    assert "<caption>5 сроков</caption>" in client.get("/tasks").text
    with open_session(town.engine) as session:
        cancel(session, occurrence_id("1.1"), "не нужно", town.clock(), "test")
    assert "<caption>4 срока</caption>" in client.get("/tasks").text


@pytest.mark.parametrize(
    "path",
    [
        "/", "/?roadmap=1", "/tasks", "/tasks?late=overdue&text=справку", "/tasks?executor=Институт",
        "/held", "/problems",
    ],
)  # fmt: skip
def test_statements_do_not_grow_with_the_rows(
    town: House,
    client: TestClient,
    count_statements: Callable[[Callable[[], object]], int],
    path: str,
) -> None:
    def count_afresh() -> int:
        client.app.state.kept = Kept()  # type: ignore[attr-defined]
        return count_statements(lambda: client.get(path))

    few = count_afresh()
    add_crowd(town, 600)
    assert count_afresh() == few
    assert few <= 20
    assert count_statements(lambda: client.get(path)) <= 9, "most of it is kept"


def test_a_document_without_a_number_goes_by_its_title(
    store: Callable[[ParsedDocument], int], client: TestClient
) -> None:
    term = Term("до 1 июля", TermKind.DEADLINE, (DateSpan(None, date(2021, 7, 1)),))
    task = ParsedTask("1", "1", "1", "Дело", term, Place("plan.txt", line=1))
    store(replace(ParsedDocument("plan.txt", "roadmap", title="План без номера"), rows=(task,)))
    page = client.get("/tasks").text
    assert "План без номера" in page
    assert "Приказ № 01/713 от 18.03.2021 ·" in page, "with two documents each row says whose it is"


def test_a_saved_view_has_an_address_that_shows_to_each_what_they_may_see(
    signed_in: Callable[..., TestClient],
) -> None:
    mine, institute = signed_in("coordinator"), signed_in("institute", "Институт")
    form = {"csrf": mine.csrf, "do": "save", "name": " Весна  2021 ", "quarter": "2021-Q2"}  # type: ignore[attr-defined]
    address = mine.post("/tasks/views", data=form).headers["location"]
    page = mine.get(address).text
    assert "<h1>Весна 2021</h1>" in page
    assert listed(page) == ["1.1", "1.2", "2.1"]
    assert address in page, "to be handed on"
    shared = institute.get(address).text
    assert listed(shared) == ["1.1", "1.2"]
    assert "Удалить список" not in shared
    assert f'href="{address}"' in mine.get("/tasks").text
    assert address not in institute.get("/tasks").text


def test_a_view_is_replaced_under_its_name_and_removed_by_its_owner_only(
    signed_in: Callable[..., TestClient],
) -> None:
    mine, other = signed_in("coordinator"), signed_in("coordinator")
    form = {"csrf": mine.csrf, "do": "save", "name": "Итоги", "text": "мониторинг"}  # type: ignore[attr-defined]
    address = mine.post("/tasks/views", data=form).headers["location"]
    again = mine.post("/tasks/views", data=form | {"text": "итоги"}).headers["location"]
    assert again == address
    assert listed(mine.get(address).text) == ["3.1"]
    key = address.partition("=")[2]
    other.post("/tasks/views", data={"csrf": other.csrf, "do": "remove", "key": key})  # type: ignore[attr-defined]
    assert mine.get(address).status_code == 200
    mine.post("/tasks/views", data={"csrf": mine.csrf, "do": "remove", "key": key})  # type: ignore[attr-defined]
    assert mine.get(address).status_code == 404


@pytest.mark.parametrize("name", ["", "  ", "щ" * 101])
def test_a_view_without_a_name_is_refused_in_words(signed_in: Callable[..., TestClient], name: str) -> None:
    mine = signed_in("coordinator")
    answer = mine.post("/tasks/views", data={"csrf": mine.csrf, "do": "save", "name": name})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert "Назовите список" in answer.text


HOSTILE = '=HYPERLINK("https://evil.example","x")'


def test_files_hold_all_pages_and_no_formula(
    town: House, client: TestClient, store: Callable[[ParsedDocument], int], occurrence_id: Callable[..., int]
) -> None:
    term = Term(HOSTILE, TermKind.DEADLINE, (DateSpan(None, date(2021, 7, 1)),))
    place = Place("plan.txt", line=1)
    task = ParsedTask("1", "+1", "+1", HOSTILE, term, place, section="@SUM(A1)", responsible=("-2+3",))
    store(replace(ParsedDocument("plan.txt", "roadmap", title="\t=1+1"), rows=(task,)))
    add_crowd(town, 70)
    with open_session(town.engine) as session:
        extend(session, occurrence_id("2.1"), date(2021, 7, 15), "ждём", town.clock(), "test")
    text = client.get("/tasks.csv?state=all")
    assert text.headers["content-disposition"] == 'attachment; filename="sroki-2021-06-08.csv"'
    assert text.text.startswith(BYTE_ORDER_MARK)
    rows = list(csv.reader(io.StringIO(text.text.removeprefix(BYTE_ORDER_MARK)), delimiter=";"))
    assert len(rows) == 1 + 77
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    moved = next(row for row in rows if "Обучить тьюторов" in row)
    assert moved[8:10] == ["15.07.2021", "30.06.2021"]
    book = client.get("/tasks.xlsx?state=all")
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet.max_row == 1 + 77
    assert sheet.auto_filter.ref == "A1:P78"
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells[HOSTILE] == "s"
    assert "f" not in cells.values()


def test_a_file_holds_what_the_list_shows_and_nothing_of_others(
    signed_in: Callable[..., TestClient],
) -> None:
    institute = signed_in("institute", "Институт")
    text = institute.get("/tasks.csv?late=overdue").text
    assert text.count("\r\n") == 3
    assert "Обучить" not in institute.get("/tasks.csv?state=all").text


def test_the_page_needs_no_script_and_allows_only_ours(client: TestClient) -> None:
    page = client.get("/tasks")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert re.findall(r"<script[^>]*>", page.text) == re.findall(
        r'<script src="/static/keys.js[^>]*>', page.text
    )
    assert not re.search(r"\son\w+=|\sstyle=", page.text)
