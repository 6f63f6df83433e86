"""Who is away: the page of the directory, one's own page, and what the deputy's page shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from flows.house import House
from models.database import open_reading
from roadmaps.store.absences import list_absences

Posting = Callable[..., object]


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def days(house: House, first: int = 0, last: int = 10) -> dict[str, str]:
    today = house.today
    return {name: (today + timedelta(days=n)).isoformat() for name, n in (("first", first), ("last", last))}


def away(house: House) -> list[tuple[str, str, str]]:
    with open_reading(house.engine) as session:
        return [(v.address, v.deputy_address, v.state) for v in list_absences(session, house.clock())]


def test_a_coordinator_names_a_deputy_and_takes_it_back(town: House, coordinator: TestClient) -> None:
    assert "Все на месте" in coordinator.get("/directory/absences").text
    assert 'href="/directory/absences"' in coordinator.get("/directory").text
    form = {"csrf": coordinator.csrf, "person": "anna@example.org", "deputy": "boris@example.org"}  # type: ignore[attr-defined]
    answer = coordinator.post("/directory/absences", data=form | days(town, 1))
    assert (answer.status_code, answer.headers["location"]) == (303, "/directory/absences")
    assert away(town) == [("anna@example.org", "boris@example.org", "coming")]
    page = coordinator.get("/directory/absences").text
    assert "Борис Петров" in page
    (number,) = re.findall(r'name="absence" value="(\d+)"', page)
    end = {"csrf": coordinator.csrf, "do": "end", "absence": number}  # type: ignore[attr-defined]
    assert coordinator.post("/directory/absences", data=end).status_code == 303
    assert away(town) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"person": "nobody@example.org"}, "в справочнике нет"),
        ({"deputy": "anna@example.org"}, "Замещать самого себя нельзя"),
        ({"first": ""}, "Выберите первый день"),
        ({"last": "0001-01-01"}, "Проверьте последний день"),
    ],
)
def test_what_cannot_be_is_said_on_the_page_and_what_was_written_stays(
    town: House, coordinator: TestClient, changed: dict[str, str], words: str
) -> None:
    form = {"csrf": coordinator.csrf, "person": "anna@example.org", "deputy": "boris@example.org"}  # type: ignore[attr-defined]
    answer = coordinator.post("/directory/absences", data=form | days(town) | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{(form | changed)["deputy"]}" list="people"' in answer.text
    assert away(town) == []


def test_anna_goes_away_herself_and_boris_sees_and_reports_her_work(
    town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    anna, boris, number = link("anna"), link("boris"), occurrence_id("1.1")
    evidence = f"{boris}/occurrences/{number}/evidence"
    assert client.post(evidence, data={"note": "Проведён"}).status_code == 404
    answer = client.post(f"{anna}/absence", data=days(town) | {"deputy": "Boris@example.org"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{anna}/preferences")
    assert (
        "вас замещает Борис Петров: письма сейчас получает заместитель"
        in client.get(f"{anna}/preferences").text
    )
    last = town.today + timedelta(days=10)
    page = client.get(boris).text
    assert f"Сейчас вы отвечаете и за Анну Иванову, до {last:%d.%m}" in page
    assert "Провести мониторинг" in page
    assert client.get(f"{boris}/occurrences/{number}").headers["location"].endswith(f"#t{number}")
    receipt = client.post(evidence, data={"note": "Проведён"})
    assert receipt.status_code == 303
    assert client.get(receipt.headers["location"]).status_code == 200
    assert "Провести мониторинг" in client.get(anna).text, "nothing is taken from her"


def test_the_task_page_says_who_did_it_for_whom(
    town: House,
    client: TestClient,
    link: Callable[..., str],
    occurrence_id: Callable[..., int],
    signed_in: Callable[..., TestClient],
) -> None:
    client.post(f"{link('anna')}/absence", data=days(town) | {"deputy": "boris@example.org"})
    path = f"{link('boris')}/occurrences/{occurrence_id('1.1')}/evidence"
    client.post(path, data={"note": "Проведён"})
    page = signed_in("coordinator").get("/tasks/1").text
    assert "Борис Петров (по ссылке из письма), за Анну Иванову" in page


def test_nobody_ends_the_absence_of_another_or_learns_of_addresses(
    town: House, client: TestClient, link: Callable[..., str]
) -> None:
    client.post(f"{link('anna')}/absence", data=days(town) | {"deputy": "boris@example.org"})
    answer = client.post(f"{link('boris')}/absence", data={"do": "end", "absence": "1"})
    assert answer.status_code == 422
    assert len(away(town)) == 1
    assert "anna@example.org" not in client.get(f"{link('boris')}/preferences").text


def test_the_api_names_lists_and_ends(
    town: House, make_client: Callable[[House], TestClient], signed_in: Callable[..., TestClient]
) -> None:
    from api_callers import make_token
    from models.authority import AccountRole, Grant

    api = make_client(town)
    token = make_token(town, "program@example.org", Grant(AccountRole.COORDINATOR), None)
    api.headers["authorization"] = f"Bearer {token}"
    body = {"address": "anna@example.org", "deputy": "boris@example.org"}
    body |= {"from_on": days(town)["first"], "until_on": days(town)["last"]}
    made = api.post("/api/v1/absences", json=body)
    assert (made.status_code, made.json()["state"]) == (201, "now")
    assert [each["deputy"] for each in api.get("/api/v1/absences").json()["items"]] == ["boris@example.org"]
    assert api.post("/api/v1/absences", json=body).status_code == 422
    assert api.delete(f"/api/v1/absences/{made.json()['id']}").status_code == 200
    assert away(town) == []
