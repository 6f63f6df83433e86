"""Documents are reviewed row by row by a program, and lists of people come into the directory."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading
from models.occurrence import Occurrence
from models.party import Person
from models.roadmap import Roadmap, Task
from roadmaps.store.contacts import find_party

Calling = Callable[..., TestClient]
V1 = "/api/v1"
ORDER = Path("docs/example/order.txt").read_bytes()
# The term of row 2 cannot be read, that of row 4 names no day.
UNREADABLE = ORDER.replace("с 6 по 17 апреля".encode(), "когда рак свистнет".encode())
LIST = "Организация;Почта;ФИО\nИнститут;new@example.org;Новая А. А.\nЛицей;;\n;no@example.org;\n"


@pytest.fixture
def client(calling: Calling) -> TestClient:
    return calling("coordinator")


@pytest.fixture
def draft(client: TestClient) -> str:
    made = client.post(f"{V1}/roadmaps", files={"file": ("приказ.txt", BytesIO(UNREADABLE))})
    assert made.status_code == 201, made.text
    return f"{V1}/drafts/{made.json()['roadmap_id']}"


def rows_of(client: TestClient, draft: str, **asked: str) -> dict[str, dict[str, Any]]:
    answer = client.get(f"{draft}/rows", params=asked)
    assert answer.status_code == 200, answer.text
    return {row["uid"]: row for row in answer.json()["items"]}


def correct(client: TestClient, draft: str, row: str, **said: object) -> httpx.Response:
    return client.post(f"{draft}/rows", json={"row": row, **said})


def tasks_of(house: House, draft: str) -> dict[str, Task]:
    number = int(draft.rsplit("/", 1)[1])
    with open_reading(house.engine) as session:
        return {task.uid: task for task in session.exec(select(Task).where(Task.roadmap_id == number))}


def days_of(house: House, task: Task) -> list[str]:
    with open_reading(house.engine) as session:
        found = session.exec(select(Occurrence.due_on).where(Occurrence.task_id == task.id)).all()
    return [day.isoformat() for day in found]


def test_a_draft_is_listed_with_what_waits_in_it(town: House, client: TestClient, draft: str) -> None:
    (listed,) = client.get(f"{V1}/drafts").json()["items"]
    assert listed["problems"] > 0
    whole = client.get(draft).json()
    assert whole["rows"] == sum(whole["counts"].values())
    assert whole["counts"]["unclear"] >= 1
    waiting = rows_of(client, draft, state="unclear")
    assert waiting["2"]["raw_term"] == "когда рак свистнет"
    assert waiting["2"]["term"]["kind"] == "unreadable"
    assert waiting["2"]["problems"][0]["code"] == "unreadable_term"
    assert set(rows_of(client, draft)) > set(waiting)


def test_a_term_is_tried_out_and_then_kept(town: House, client: TestClient, draft: str) -> None:
    meant = client.get(f"{draft}/meaning", params={"row": "2", "phrase": "до 17 апреля"}).json()
    assert meant["occurrences"] == [[None, "2026-04-17"]]
    assert rows_of(client, draft)["2"]["state"] == "unclear"
    refused = correct(client, draft, "2", phrase="когда-нибудь потом")
    assert refused.status_code == 422
    assert "не понят" in refused.json()["detail"]
    row = correct(client, draft, "2", phrase="до 17 апреля", responsible=["Институт"]).json()
    assert (row["state"], row["responsible"]) == ("clear", ["Институт"])
    assert row["correction"]["phrase"] == "до 17 апреля"
    assert row["correction"]["by"].startswith("account:")
    assert row["raw_term"] == "когда рак свистнет"
    again = correct(client, draft, "2", is_checked=False).json()
    assert (again["state"], again["correction"]["phrase"]) == ("unclear", None)


def test_rows_are_split_joined_left_out_and_approved_so(town: House, client: TestClient, draft: str) -> None:
    first = next(iter(rows_of(client, draft)))
    assert correct(client, draft, first, parts=["Одно"]).status_code == 422
    assert correct(client, draft, first, fate="joined").status_code == 422, "nothing stands above it"
    assert correct(client, draft, "1", parts=["Составить план", "Утвердить план"]).status_code == 200
    assert "1/2" in rows_of(client, draft)
    assert correct(client, draft, "3", fate="joined").json()["state"] == "joined"
    assert correct(client, draft, "4", fate="dropped").json()["state"] == "dropped"
    assert correct(client, draft, "77").status_code == 404
    done = client.post(f"{draft}/approve", json={})
    assert done.status_code == 200, done.text
    tasks = tasks_of(town, draft)
    assert (tasks["1"].title, tasks["1/2"].title) == ("Составить план", "Утвердить план")
    assert not {"3", "4"} & set(tasks)
    assert days_of(town, tasks["2"]) == [], "nobody has settled it"
    assert client.get(draft).status_code == 409
    assert correct(client, draft, "2").status_code == 409


def test_all_is_approved_as_it_was_read_when_asked_for(town: House, client: TestClient, draft: str) -> None:
    headers = {"Idempotency-Key": "once"}
    first, second = (
        client.post(f"{draft}/approve", json={"only_clear": False}, headers=headers) for _ in range(2)
    )
    assert (first.status_code, second.headers["idempotency-replayed"]) == (200, "true")
    assert first.content == second.content
    assert first.json()["approved"]


def test_a_problem_of_the_whole_is_noted(town: House, client: TestClient) -> None:
    content = UNREADABLE.replace(b"2026", b"")
    made = client.post(f"{V1}/roadmaps", files={"file": ("без года.txt", BytesIO(content))}).json()
    place = f"{V1}/drafts/{made['roadmap_id']}"
    problems = client.get(place).json()["problems"]
    assert problems, "without a year a document has something said of it as a whole"
    left = client.post(f"{place}/noted", json={"problem_id": problems[0]["id"]}).json()["problems"]
    assert [each["id"] for each in left] == [each["id"] for each in problems[1:]]
    assert client.post(f"{place}/noted", json={"problem_id": problems[0]["id"]}).status_code == 404


def test_a_draft_is_taken_away(town: House, client: TestClient, draft: str) -> None:
    assert client.delete(draft).status_code == 204
    assert client.get(draft).status_code == 404
    with open_reading(town.engine) as session:
        assert len(session.exec(select(Roadmap)).all()) == 1


def test_the_draft_of_another_is_not_there(
    town: House, client: TestClient, draft: str, calling: Calling
) -> None:
    stranger = calling("coordinator", None, 1)
    assert stranger.get(f"{V1}/drafts").json()["items"] == []
    for answer in (
        stranger.get(draft),
        stranger.get(f"{draft}/rows"),
        correct(stranger, draft, "2"),
        stranger.delete(draft),
        stranger.post(f"{draft}/approve", json={}),
    ):
        assert answer.status_code == 404


def test_a_draft_is_neither_compared_with_what_another_coordinates_nor_takes_its_place(
    town: House, client: TestClient, calling: Calling
) -> None:
    held = client.post(
        f"{V1}/roadmaps", files={"file": ("приказ.txt", BytesIO(ORDER))}, data={"approve": "true"}
    )
    assert held.json()["approved"], held.text
    changed = ORDER.replace("Издать сборник".encode(), "Издать альбом".encode())
    made = client.post(f"{V1}/roadmaps", files={"file": ("приказ.txt", BytesIO(changed))}).json()
    number = made["roadmap_id"]
    limited = calling("coordinator", None, number)
    for body in ({}, {"replaces": str(held.json()["roadmap_id"])}):
        for answer in (
            limited.post(f"{V1}/roadmaps/{number}/approve", json=body),
            limited.post(f"{V1}/drafts/{number}/approve", json=body),
            limited.get(f"{V1}/roadmaps/{number}/comparison", params=body),
        ):
            assert answer.status_code == 403, answer.text
    with open_reading(town.engine) as session:
        assert session.get_one(Roadmap, number).approved_at is None
    assert client.get(f"{V1}/roadmaps/{number}/comparison").json()["version"]


def send_list(client: TestClient, path: str, **headers: str) -> httpx.Response:
    return client.post(
        f"{V1}/{path}", files={"file": ("список.csv", BytesIO(LIST.encode()))}, headers=headers
    )


def people(house: House) -> set[str]:
    with open_reading(house.engine) as session:
        return set(session.exec(select(Person.address)).all())


def test_a_list_is_foreseen_and_nothing_is_changed(town: House, client: TestClient) -> None:
    before = people(town)
    plan = send_list(client, "parties/import/preview").json()
    assert (plan["new_parties"], plan["new_addresses"], plan["changed"], plan["same"]) == (1, 1, 0, 0)
    assert [(line["party"], line["what"]) for line in plan["lines"]] == [
        ("Институт", "new address"), ("Лицей", "new party"),
    ]  # fmt: skip
    assert plan["problems"] == [{"row": 4, "what": "name", "raw": plan["problems"][0]["raw"]}]
    assert people(town) == before


def test_a_list_names_the_language_of_mail(client: TestClient) -> None:
    rows = "Организация;Почта;Язык\nИнститут;new@example.org;английский\nЛицей;other@example.org;эльфийский\n"
    file = {"file": ("список.csv", BytesIO(rows.encode()))}
    plan = client.post(f"{V1}/parties/import/preview", files=file).json()
    assert [line["language"] for line in plan["lines"]] == ["en", None]
    assert [(problem["row"], problem["what"]) for problem in plan["problems"]] == [(3, "language")]


def test_a_list_is_taken_whole_and_once(town: House, client: TestClient) -> None:
    foreseen = send_list(client, "parties/import/preview").json()
    done = send_list(client, "parties/import", **{"Idempotency-Key": "k"})
    assert done.status_code == 200, done.text
    assert done.json() == foreseen
    assert "new@example.org" in people(town)
    with open_reading(town.engine) as session:
        assert find_party(session, "Лицей") is not None
    assert send_list(client, "parties/import", **{"Idempotency-Key": "k"}).content == done.content
    again = send_list(client, "parties/import").json()
    assert (again["new_parties"], again["new_addresses"], again["same"]) == (0, 0, 2)


def test_a_list_of_nothing_is_refused_and_who_runs_one_roadmap_brings_none(
    town: House, client: TestClient, calling: Calling
) -> None:
    empty = client.post(f"{V1}/parties/import", files={"file": ("а.csv", BytesIO(b""))})
    assert empty.status_code == 422
    for path in ("parties/import", "parties/import/preview"):
        assert send_list(calling("coordinator", None, 1), path).status_code == 403
