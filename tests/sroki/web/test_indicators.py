"""Sets of indicators on the pages: looked at, brought by a file, edited into the next version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from fastapi.testclient import TestClient
from lxml import html

from flows.house import House
from models.database import open_reading, open_session
from question_sets import AT, EVERY_KIND, open_book
from roadmaps.rounds.set_sheets import read_set_sheets, write_set_sheets
from roadmaps.rounds.values import QuestionSet
from roadmaps.store.rounds.sets import list_sets, load_set, store_set


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


@pytest.fixture
def set_id(town: House) -> int:
    with open_session(town.engine) as session:
        return store_set(session, EVERY_KIND, "музеи.xlsx", AT, "test")


def versions(house: House) -> list[QuestionSet]:
    """All of them, the newest first."""
    with open_reading(house.engine) as session:
        return [load_set(session, row.id or 0) for row in list_sets(session)]


def fields_of(client: TestClient, set_id: int) -> dict[str, str]:
    """What a browser would send if the form were sent as it came."""
    page = html.fromstring(client.get(f"/indicators/{set_id}/edit").text)
    (form,) = [form for form in page.forms if (form.action or "").endswith(f"/indicators/{set_id}/edit")]
    return {name: value.replace("\n", "\r\n") for name, value in form.form_values()}


def send(client: TestClient, set_id: int, fields: dict[str, str]) -> httpx.Response:
    return client.post(f"/indicators/{set_id}/edit", data=fields, follow_redirects=False)


def bring(client: TestClient, file: str, content: bytes, **words: str) -> httpx.Response:
    data = {"csrf": client.csrf, **words}  # type: ignore[attr-defined]
    return client.post("/indicators", data=data, files={"file": (file, content)}, follow_redirects=False)


def test_without_a_set_the_page_says_what_to_do(coordinator: TestClient) -> None:
    assert "Загрузите книгу Excel или документ" in coordinator.get("/indicators").text
    assert coordinator.get("/indicators/7").status_code == 404


def test_a_set_is_shown_with_its_rules_and_goes_out_as_a_workbook(
    coordinator: TestClient, set_id: int
) -> None:
    page = coordinator.get(f"/indicators/{set_id}").text
    for words in ("Музейная работа, версия 1", "Как открыт план", "от 0 до 50", "с подтверждением"):
        assert words in page
    book = coordinator.get(f"/indicators/{set_id}.xlsx").content
    assert read_set_sheets(open_book(book), "a.xlsx") == EVERY_KIND


def test_a_workbook_that_is_brought_in_becomes_a_set_and_a_changed_one_its_next_version(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    changed = replace(EVERY_KIND, indicators=EVERY_KIND.indicators[:2])
    answer = bring(coordinator, "новые.xlsx", write_set_sheets(changed, AT))
    assert answer.status_code == 303
    assert "версия 2" in coordinator.get(answer.headers["location"]).text
    assert "Есть версия новее" in coordinator.get(f"/indicators/{set_id}").text
    assert [(each.version, len(each.indicators)) for each in versions(town)] == [(2, 2), (1, 5)]


def test_a_document_that_lists_indicators_is_read_too(town: House, coordinator: TestClient) -> None:
    text = (
        "Критерий 1. «Системность»\n\nПоказатель 1.1 План работы:\n\n- обновить план.\n\n"
        "Показатель 1.2 Сайт:\n\n- вести сайт.\n"
    )
    letter = (
        f"ОТДЕЛ ОБРАЗОВАНИЯ\n\nОт 04.07.2024 г. № 118\n\nДиректору Семёновой М.В.\n\n1. Изучить.\n\n{text}"
    )
    answer = bring(coordinator, "письмо.txt", letter.encode(), name="Методическая работа")
    assert answer.status_code == 303
    (found,) = versions(town)
    assert (found.name, [i.code for i in found.indicators]) == ("Методическая работа", ["1.1", "1.2"])


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"", b"word"])
def test_a_file_that_holds_no_set_is_refused_in_words_and_nothing_is_kept(
    town: House, coordinator: TestClient, content: bytes
) -> None:
    answer = bring(coordinator, "набор.xlsx", content)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert versions(town) == []


def test_the_form_sent_as_it_came_changes_nothing(town: House, coordinator: TestClient, set_id: int) -> None:
    answer = send(coordinator, set_id, fields_of(coordinator, set_id))
    assert answer.headers["location"].endswith(f"/indicators/{set_id}")
    assert versions(town) == [EVERY_KIND]


def test_a_set_of_very_many_indicators_loses_none_of_them(town: House, coordinator: TestClient) -> None:
    many = tuple(replace(EVERY_KIND.indicators[0], code=f"1.{number}") for number in range(320))
    with open_session(town.engine) as session:
        number = store_set(session, replace(EVERY_KIND, indicators=many), "музеи.xlsx", AT, "test")
    answer = send(coordinator, number, fields_of(coordinator, number) | {"title:0": "Другой"})
    assert answer.status_code == 303
    assert versions(town)[0].indicators == (replace(many[0], title="Другой"), *many[1:])


def test_what_is_written_becomes_the_next_version(town: House, coordinator: TestClient, set_id: int) -> None:
    fields = fields_of(coordinator, set_id)
    fields |= {"title:0": "Есть план на год", "weight:0": "1/2", "gone:4": "1", "evidence:2": "1"}
    fields |= {"title:5": "Число площадок", "code:5": "3.1", "criterion:5": "3. Площадки", "kind:5": "число"}
    fields |= {"rule:5": "от 1 — 50 %; от 3 — 100 %", "weight:5": "2", "targets:5": "3 к 31.12.2027"}
    answer = send(coordinator, set_id, fields)
    assert answer.status_code == 303
    after, before = versions(town)
    assert (before, after.version) == (EVERY_KIND, 2)
    assert [i.code for i in after.indicators] == ["1.1", "1.2", "2.1", "2.10", "3.1"]
    assert after.indicators[0] == replace(
        EVERY_KIND.indicators[0], title="Есть план на год", weight=EVERY_KIND.indicators[0].weight / 2
    )
    assert after.indicators[2].needs_evidence
    assert (after.indicators[4].criterion, len(after.indicators[4].scoring.steps)) == ("3", 2)


def test_mistakes_are_named_by_line_and_what_was_written_stays(
    town: House, coordinator: TestClient, set_id: int
) -> None:
    fields = fields_of(coordinator, set_id) | {"weight:0": "много", "code:2": "1.1", "title:3": "Свои слова"}
    answer = send(coordinator, set_id, fields)
    assert answer.status_code == 422
    assert "строка 1" in answer.text
    assert "номер показателя 1.1 уже был" in answer.text
    assert "Свои слова" in answer.text
    assert 'value="много"' in answer.text
    assert versions(town) == [EVERY_KIND]
