"""The form of a participant as a workbook: out with what is answered, back as if it had been typed."""

from __future__ import annotations

import html
import io
from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlmodel import select

from flows.house import House
from models.database import open_reading
from models.round import RoundAnswer, RoundParticipant
from sheet_forms import COLLEAGUE_TOKEN, OTHER, TOKEN, path, revisions, whole

ROWS = {"1.1": 2, "1.2": 3, "2.1": 4, "2.2": 5, "2.3": 6}


def fetch(client: TestClient, first: RoundParticipant, token: str = TOKEN) -> bytes:
    answer = client.get(f"{path(first, token)}/answers.xlsx")
    assert answer.status_code == 200
    return answer.content


def fill(content: bytes, answers: dict[str, object]) -> bytes:
    """The workbook with answers by code written into it."""
    book = load_workbook(io.BytesIO(content))
    for code, value in answers.items():
        book["Ответы"][f"G{ROWS[code]}"] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(client: TestClient, first: RoundParticipant, content: bytes, token: str = TOKEN) -> httpx.Response:
    files = {"file": ("Ответы.xlsx", content, "application/octet-stream")}
    return client.post(f"{path(first, token)}/answers.xlsx", files=files)


def saved(house: House) -> list[tuple[str, object]]:
    with open_reading(house.engine) as session:
        rows = session.exec(select(RoundAnswer).order_by(RoundAnswer.id)).all()  # type: ignore[arg-type]
    return [(row.code, row.value) for row in rows]


def test_what_a_workbook_says_stands_in_the_fields_and_is_saved_by_the_person(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    client.post(path(first), data={"v:2.2": "7"})
    content = fetch(client, first)
    assert load_workbook(io.BytesIO(content))["Ответы"]["G5"].value == 7
    answer = upload(client, first, fill(content, {"1.1": "да", "2.1": "42,5 %", "2.3": "дороги"}))
    assert answer.status_code == 200
    assert "Прочитано из «Ответы.xlsx», но ещё не сохранено" in answer.text
    assert saved(town) == [("2.2", "7")], "nothing is saved before the person has looked"
    assert 'value="42,5"' in answer.text
    assert ">дороги</textarea>" in answer.text
    taken = client.post(path(first), data=whole(answer.text, **{"v:2.3": "дороги"}))
    assert taken.status_code == 303
    assert dict(saved(town)) == {"2.2": "7", "1.1": True, "2.1": "42.5", "2.3": "дороги"}


def test_numbers_of_a_workbook_survive_an_english_form(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    client.post(f"/l/{TOKEN}/language", data={"language": "en"})
    answer = upload(client, first, fill(fetch(client, first), {"1.1": "да", "2.1": "12,345", "2.2": 1250}))
    assert 'value="12.345"' in answer.text
    assert client.post(path(first), data=whole(answer.text)).status_code == 303
    stands = {"1.1": True, "2.1": "12.345", "2.2": "1250"}
    assert dict(saved(town)) == stands
    page = client.get(path(first)).text
    assert client.post(path(first), data=whole(page)).status_code == 303
    asked = client.post(path(first), data=whole(page, **{"v:2.2": "1,250"}))
    assert asked.status_code == 422
    assert "a comma may set off thousands or a fraction" in asked.text
    assert dict(saved(town)) == stands


def test_a_workbook_does_not_pass_over_what_a_colleague_wrote_meanwhile(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    client.post(path(first), data={"v:2.1": "10", "v:2.2": "7"})
    content = fetch(client, first)
    other = path(first, COLLEAGUE_TOKEN)
    page = client.get(other).text
    client.post(other, data={**revisions(page), "v:2.1": "30", "v:2.2": "8"})
    answer = upload(client, first, fill(content, {"2.1": 20}))
    assert 'value="20"' in answer.text
    assert 'value="8"' in answer.text, "what the workbook did not change is the colleague's"
    assert client.post(path(first), data=whole(answer.text)).status_code == 409
    assert dict(saved(town)) == {"2.1": "30", "2.2": "8"}


def test_an_answer_taken_out_of_the_workbook_is_taken_back_and_the_same_workbook_changes_nothing(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    client.post(path(first), data={"v:2.1": "10", "v:2.2": "7"})
    content = fetch(client, first)
    assert "те же ответы, что уже сохранены" in upload(client, first, content).text
    answer = upload(client, first, fill(content, {"2.2": None}))
    assert client.post(path(first), data=whole(answer.text)).status_code == 303
    assert dict(saved(town)) == {"2.1": "10", "2.2": None}


def test_what_will_not_do_is_named_by_row_and_nothing_is_taken(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    content = fill(fetch(client, first), {"1.1": "может быть", "2.1": "=2+2", "2.2": 5})
    answer = upload(client, first, content)
    assert answer.status_code == 422
    text = html.unescape(answer.text)
    assert "лист «Ответы», строка 2: Показатель 1.1: ответьте «да» или «нет»." in text
    assert "строка 4: в столбце «Ответ» формула: впишите само значение." in text
    assert 'value="5"' not in answer.text
    assert saved(town) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4 not a workbook", "не книга Excel"),
        (b"PK\x03\x04 broken", "«Ответы.xlsx»"),
        (b"", "«Ответы.xlsx»"),
    ],
)
def test_another_file_is_refused_in_plain_words(
    client: TestClient, first: RoundParticipant, content: bytes, words: str
) -> None:
    answer = upload(client, first, content)
    assert answer.status_code == 422
    assert words in html.unescape(answer.text)
    assert client.post(f"{path(first)}/answers.xlsx").status_code == 422


def test_a_workbook_that_is_too_large_is_not_read(
    town: House, make_client: Callable[[House], TestClient], first: RoundParticipant
) -> None:
    town.settings.upload_limit_bytes = 1024 * 1024
    client = make_client(town)
    for size in (1024 * 1024 + 1, 3 * 1024 * 1024):
        answer = upload(client, first, b"PK" + bytes(size))
        assert answer.status_code == 413
        assert "Книга больше 1 МБ" in answer.text


def test_the_workbook_of_a_form_is_nobody_elses(client: TestClient, first: RoundParticipant) -> None:
    content = fetch(client, first)
    assert client.get(f"{path(first, OTHER)}/answers.xlsx").status_code == 404
    assert upload(client, first, content, OTHER).status_code == 404


def test_lines_of_an_answer_come_back_from_the_workbook_as_they_went(
    client: TestClient, first: RoundParticipant
) -> None:
    """A browser ends lines with two characters, a workbook with one: nothing has changed by that."""
    client.post(path(first), data={"v:2.3": "дороги\r\nпогода", "n:2.3": "см.\r\nприложение"})
    answer = upload(client, first, fetch(client, first))
    assert "те же ответы, что уже сохранены: менять нечего" in answer.text
