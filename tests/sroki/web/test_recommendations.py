"""The library of recommendations under the pen of a coordinator."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import httpx
import pytest
from fastapi.testclient import TestClient
from lxml import html

from flows.house import House
from models.database import open_reading, open_session
from question_sets import AT, EVERY_KIND, LETTER
from roadmaps.rounds.library_sheets import write_library
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.rounds.library import load_library, store_library
from roadmaps.store.rounds.sets import store_set

pytestmark = pytest.mark.either_database

PLACE = "/indicators/1/recommendations"
TEXTS = (
    LibraryText("1.1", "low", "Составить план", "до 1 октября"),
    LibraryText("2", "", "Обучить людей"),
    LibraryText("", "", "Изучить итоги"),
)


@pytest.fixture(autouse=True)
def library(town: House) -> None:
    with open_session(town.engine) as session:
        store_set(session, EVERY_KIND, "музеи.xlsx", AT, "test")
        store_library(session, EVERY_KIND.name, TEXTS, AT, "test")


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def texts(house: House) -> tuple[LibraryText, ...]:
    with open_reading(house.engine) as session:
        return load_library(session, EVERY_KIND.name)


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send if the form were sent as it came."""
    forms = html.fromstring(page).forms
    (form,) = [form for form in forms if (form.action or "").endswith(PLACE)]
    return dict(form.form_values())


def save(client: TestClient, fields: dict[str, str]) -> httpx.Response:
    return client.post(PLACE, data=fields)


def bring(client: TestClient, name: str, content: bytes) -> httpx.Response:
    data = {"csrf": client.csrf}  # type: ignore[attr-defined]
    return client.post(f"{PLACE}/file", data=data, files={"file": (name, content)})


def test_the_set_leads_to_its_recommendations(coordinator: TestClient) -> None:
    assert f'href="{PLACE}"' in coordinator.get("/indicators/1").text
    page = coordinator.get(PLACE).text
    for words in ("Составить план", "до 1 октября", "Обучить людей", "1.1. Есть план", "в целом"):
        assert words in page
    assert "Пока ничего не изменено" not in page
    assert coordinator.get("/indicators/7/recommendations").status_code == 404


def test_a_form_that_is_sent_as_it_came_changes_nothing(town: House, coordinator: TestClient) -> None:
    fields = fields_of(coordinator.get(PLACE).text)
    assert save(coordinator, fields).status_code == 303
    assert texts(town) == TEXTS


def test_texts_are_changed_added_and_taken_out(town: House, coordinator: TestClient) -> None:
    fields = fields_of(coordinator.get(PLACE).text)
    fields |= {"text:0": "Принять план", "term:0": "", "gone:1": "1"}
    fields |= {"code:3": "2.1", "level:3": "низкий", "text:3": "Открыть музей"}
    answer = save(coordinator, fields)
    assert answer.status_code == 303, unescape(answer.text)
    assert texts(town) == (
        LibraryText("1.1", "low", "Принять план"),
        LibraryText("", "", "Изучить итоги"),
        LibraryText("2.1", "low", "Открыть музей"),
    )


def test_a_mistake_is_named_by_its_line_and_nothing_is_kept(town: House, coordinator: TestClient) -> None:
    fields = fields_of(coordinator.get(PLACE).text)
    answer = save(coordinator, fields | {"text:0": "", "level:1": "выше крыши", "text:2": "Новые слова"})
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert "строка 1: текста рекомендации нет." in page
    assert "строка 2: уровень «выше крыши» не понят" in page
    assert "Новые слова" in page
    assert texts(town) == TEXTS


def test_a_mistake_is_named_by_its_line_in_english(coordinator: TestClient) -> None:
    coordinator.post("/me/language", data={"language": "en", "csrf": coordinator.csrf})  # type: ignore[attr-defined]
    answer = save(coordinator, fields_of(coordinator.get(PLACE).text) | {"text:0": ""})
    assert answer.status_code == 422
    assert "the form, sheet «Рекомендации», row 1: " in unescape(answer.text)


def test_a_library_of_more_texts_than_a_file_may_bring_loses_none_of_them(
    town: House, coordinator: TestClient
) -> None:
    many = tuple(LibraryText("", "", f"Изучить итоги {number}") for number in range(1_100))
    with open_session(town.engine) as session:
        store_library(session, EVERY_KIND.name, many, AT, "test")
    fields = fields_of(coordinator.get(PLACE).text)
    assert save(coordinator, fields | {"text:0": "Изучить всё"}).status_code == 303
    assert texts(town) == (LibraryText("", "", "Изучить всё"), *many[1:])


def test_a_mistake_does_not_hide_that_somebody_was_first(town: House, coordinator: TestClient) -> None:
    first, second = (fields_of(coordinator.get(PLACE).text) for _ in range(2))
    assert save(coordinator, first | {"text:2": "Изучить всё"}).status_code == 303
    mistaken = save(coordinator, second | {"level:1": "выше крыши"})
    assert mistaken.status_code == 422
    answer = save(coordinator, fields_of(mistaken.text) | {"level:1": "любой"})
    assert answer.status_code == 409
    assert texts(town)[2].text == "Изучить всё"


def test_whoever_comes_second_sees_that_somebody_was_first(town: House, coordinator: TestClient) -> None:
    first, second = (fields_of(coordinator.get(PLACE).text) for _ in range(2))
    assert save(coordinator, first | {"text:2": "Изучить всё"}).status_code == 303
    answer = save(coordinator, second | {"text:2": "Изучить часть"})
    assert answer.status_code == 409
    assert "изменил кто-то другой" in answer.text
    assert "Изучить часть" in answer.text
    assert texts(town)[2].text == "Изучить всё"
    assert save(coordinator, fields_of(answer.text)).status_code == 303
    assert texts(town)[2].text == "Изучить часть"


def test_a_workbook_is_shown_first_and_counts_when_it_is_saved(town: House, coordinator: TestClient) -> None:
    book = coordinator.get(f"{PLACE}.xlsx")
    assert "spreadsheetml" in book.headers["content-type"]
    changed = write_library(EVERY_KIND, TEXTS[:1], AT)
    shown = bring(coordinator, "новые.xlsx", changed)
    assert shown.status_code == 200
    assert "Пока ничего не изменено" in shown.text
    assert texts(town) == TEXTS
    assert save(coordinator, fields_of(shown.text)).status_code == 303
    assert texts(town) == TEXTS[:1]
    assert bring(coordinator, "та же.xlsx", book.content).status_code == 200


def test_a_file_that_cannot_be_read_is_refused_in_words(town: House, coordinator: TestClient) -> None:
    assert bring(coordinator, "а.xlsx", b"words").status_code == 422
    answer = bring(coordinator, "пусто.txt", "Ничего похожего на письмо.".encode())
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert texts(town) == TEXTS


def test_a_letter_adds_its_texts_and_says_what_fits_nowhere(town: House, coordinator: TestClient) -> None:
    shown = bring(coordinator, "письмо.txt", LETTER.encode())
    assert shown.status_code == 200, unescape(shown.text)
    page = unescape(shown.text)
    assert "в наборе нет, и они не вошли" in page
    assert "9.1. открыть кафе" in page
    assert save(coordinator, fields_of(shown.text)).status_code == 303
    added = (LibraryText("1.1", "", "обновить план"), LibraryText("3", "", "найти площадки"))
    assert texts(town) == TEXTS + added
