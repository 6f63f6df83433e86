"""The directory: who is written to for whom, who is not, and how that is changed."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.party import AccessLink, Party, Person
from roadmaps.store.contacts import find_party, list_contacts, set_contact

LONELY = "Никому не известный центр"


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


@pytest.fixture
def party_id(town: House) -> Callable[[str], int]:
    def find(name: str) -> int:
        with open_reading(town.engine) as session:
            party = find_party(session, name)
            assert party is not None
            return party.id or 0

    return find


@pytest.fixture
def person_id(town: House) -> Callable[[str], int]:
    def find(name: str) -> int:
        with open_reading(town.engine) as session:
            statement = select(Person.id).where(Person.address == f"{name}@example.org")
            return session.exec(statement).one() or 0

    return find


def speakers(house: House, party: str) -> dict[str, tuple[str, str | None]]:
    with open_reading(house.engine) as session:
        (found,) = [entry for entry in list_contacts(session) if entry["party"] == party]
    people: list[dict[str, str]] = found["people"]  # type: ignore[assignment]
    return {person["address"]: (person["name"], person["zone"]) for person in people}


def deeds(house: House) -> list[tuple[str, str]]:
    with open_reading(house.engine) as session:
        rows = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()  # type: ignore[arg-type]
    return [(row.deed, row.subject) for row in rows if row.actor.startswith("account:")]


def post(client: TestClient, path: str, **data: object) -> httpx.Response:
    words = {name: str(value) for name, value in data.items()}
    return client.post(path, data={"csrf": client.csrf, **words})  # type: ignore[attr-defined]


def test_who_has_work_and_no_address_stands_first_with_the_day_of_the_first_reminder(
    coordinator: TestClient,
) -> None:
    page = coordinator.get("/directory").text
    names = re.findall(r'<a href="/directory/\d+">([^<]+)</a>', page)
    assert names == [LONELY, "Институт", "Методическая служба", "Посторонние", "Управление"]
    assert "1 организации некому написать" in page
    assert "первое напоминание уйдёт 01.10.2022" in page, "the day on which its only window opens"
    assert "anna@example.org" in page
    assert "исполнитель: 3" in page


def test_reminders_that_come_back_are_said_to_reach_nobody_until_the_address_is_named_again(
    town: House, coordinator: TestClient, party_id: Callable[[str], int], person_id: Callable[[str], int]
) -> None:
    with open_session(town.engine) as session:
        boris = session.get_one(Person, person_id("boris"))
        boris.unreachable_since_at = town.clock()
        session.add(boris)
    page = coordinator.get("/directory").text
    assert "почта возвращается" in page
    assert "напоминания уже идут, но не доходят" in page
    one = coordinator.get(f"/directory/{party_id('Методическая служба')}").text
    assert "почта возвращается с" in one
    number = person_id("boris")
    post(coordinator, f"/directory/{party_id('Методическая служба')}", do="again", person=number)
    assert "почта возвращается" not in coordinator.get("/directory").text


def test_a_first_reminder_that_went_to_nobody_is_said_so(
    coordinator: TestClient, party_id: Callable[[str], int], person_id: Callable[[str], int]
) -> None:
    post(coordinator, f"/directory/{party_id('Институт')}", do="remove", person=person_id("anna"))
    page = coordinator.get("/directory").text
    assert "2 организациям некому написать" in page
    assert re.search(r"первое напоминание должно было уйти \d\d\.0[45]\.2021", page)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("МЕТОДИЧ", ["Методическая служба"]),
        ("петров", ["Методическая служба"]),
        ("clara@", ["Управление"]),
        ("ино", ["Институт"]),
        ("слон", []),
    ],
)
def test_an_organisation_is_found_by_a_name_a_person_or_an_address(
    coordinator: TestClient, party_id: Callable[[str], int], text: str, found: list[str]
) -> None:
    post(coordinator, f"/directory/{party_id('Институт')}", do="name", alias="ИНО")
    page = coordinator.get("/directory", params={"text": text}).text
    assert re.findall(r'<a href="/directory/\d+">([^<]+)</a>', page) == found
    assert ("Никого не нашлось" in page) == (not found)


def test_only_those_nobody_can_be_mailed_for(coordinator: TestClient) -> None:
    page = coordinator.get("/directory?only=silent").text
    assert re.findall(r'<a href="/directory/\d+">([^<]+)</a>', page) == [LONELY]


def test_a_person_comes_changes_and_goes_and_the_trail_says_what_the_commands_say(
    town: House, coordinator: TestClient, party_id: Callable[[str], int], person_id: Callable[[str], int]
) -> None:
    number = party_id(LONELY)
    path = f"/directory/{number}"
    added = post(coordinator, path, do="add", address="eva@EXAMPLE.org", name="Ева", zone="Asia/Omsk")
    assert (added.status_code, added.headers["location"]) == (303, path)
    assert speakers(town, LONELY) == {"eva@example.org": ("Ева", "Asia/Omsk")}
    eva = person_id("eva")
    assert "без адреса" not in coordinator.get("/directory").text
    post(coordinator, path, do="change", person=eva, address="eva@example.org", name="Ева Ли", zone="")
    assert speakers(town, LONELY) == {"eva@example.org": ("Ева Ли", None)}
    post(coordinator, path, do="remove", person=eva)
    assert speakers(town, LONELY) == {}
    assert "без адреса" in coordinator.get("/directory").text
    assert deeds(town) == [
        ("contact set", f"party:{number}"), ("person changed", f"person:{eva}"),
        ("contact removed", f"party:{number}"),
    ]  # fmt: skip


def test_another_address_is_another_mailbox_for_all_that_the_person_speaks_for(
    town: House, coordinator: TestClient, link: Callable[..., str], party_id: Callable[[str], int],
    person_id: Callable[[str], int],
) -> None:  # fmt: skip
    with open_session(town.engine) as session:
        set_contact(session, LONELY, "anna@example.org", town.clock(), "test")
        anna = session.get_one(Person, person_id("anna"))
        anna.only_mandatory = True
        session.add(anna)
    old = link("anna")
    path = f"/directory/{party_id('Институт')}"
    assert "говорит и за других: Никому не известный центр" in coordinator.get(path).text
    words = {"address": "ivanova@example.org", "name": "Анна Иванова", "zone": ""}
    post(coordinator, path, do="change", person=person_id("anna"), **words)
    assert speakers(town, "Институт") == {"ivanova@example.org": ("Анна Иванова", None)}
    assert speakers(town, LONELY) == {"ivanova@example.org": ("Анна Иванова", None)}
    assert coordinator.get(old).status_code == 404, "who reads the old mailbox opens nothing any more"
    with open_reading(town.engine) as session:
        assert session.get_one(Person, person_id("ivanova")).only_mandatory
        assert all(row.revoked_at for row in session.exec(select(AccessLink)))


def test_other_names_come_and_go_and_never_take_the_name_of_another(
    town: House, coordinator: TestClient, party_id: Callable[[str], int]
) -> None:
    path = f"/directory/{party_id('Институт')}"
    assert post(coordinator, path, do="name", alias="Институт образования (ИНО)").status_code == 303
    assert "институт образования (ино)" in coordinator.get(path).text
    with open_reading(town.engine) as session:
        party = find_party(session, "ИНСТИТУТ ОБРАЗОВАНИЯ (ИНО)")
        assert party is not None
        assert party.name == "Институт"
    taken = post(coordinator, path, do="name", alias="управление")
    assert taken.status_code == 422
    assert "«управление» — это уже «Управление»" in taken.text
    assert post(coordinator, path, do="unname", alias="институт образования (ино)").status_code == 303
    assert "институт образования (ино)" not in coordinator.get(path).text
    assert [deed for deed, _ in deeds(town)] == ["alias added", "alias removed"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"do": "add", "address": "не адрес"}, "не похоже на почтовый адрес"),
        ({"do": "add", "address": "x@example.org", "zone": "Марс"}, "Часового пояса «Марс» нет"),
        ({"do": "change", "person": "999", "address": "x@example.org"}, "уже не говорит"),
        ({"do": "remove", "person": "1' or 1"}, "уже не говорит"),
        ({"do": "name", "alias": " «» "}, "как ещё называют"),
        ({"do": "unname", "alias": "слон"}, "нет другого названия"),
        ({"do": "destroy"}, "Изменение не разобрано"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    town: House, coordinator: TestClient, party_id: Callable[[str], int], data: dict[str, str], said: str
) -> None:
    answer = post(coordinator, f"/directory/{party_id('Институт')}", **data)
    assert answer.status_code == 422
    assert said in answer.text
    assert list(speakers(town, "Институт")) == ["anna@example.org"]
    assert deeds(town) == []


def test_what_was_written_is_not_lost_with_a_mistake(
    coordinator: TestClient, party_id: Callable[[str], int], person_id: Callable[[str], int]
) -> None:
    number = person_id("anna")
    page = post(
        coordinator, f"/directory/{party_id('Институт')}", do="change", person=number, address="нет",
        name="Анна Новая", zone="",
    ).text  # fmt: skip
    assert 'value="Анна Новая"' in page
    assert 'value="нет"' in page


def test_an_organisation_is_added_with_a_person_or_without(town: House, coordinator: TestClient) -> None:
    assert post(coordinator, "/directory", organisation="Архив").status_code == 303
    words = {"organisation": "архив", "address": "a@example.org", "name": "Зоя"}
    answer = post(coordinator, "/directory", **words)
    assert speakers(town, "Архив") == {"a@example.org": ("Зоя", None)}
    assert "Архив" in coordinator.get(answer.headers["location"]).text
    assert [deed for deed, _ in deeds(town)] == ["party added", "contact set"]
    wrong = post(coordinator, "/directory", organisation="Музей", address="нет")
    assert wrong.status_code == 422
    assert "Музей" not in coordinator.get("/directory").text


def test_the_tasks_of_an_organisation_are_a_link_into_the_list(
    coordinator: TestClient, party_id: Callable[[str], int]
) -> None:
    page = coordinator.get(f"/directory/{party_id('Институт')}").text
    (address,) = re.findall(r'href="(/tasks\?[^"]+)">исполнитель: 3', page)
    listed = coordinator.get(address.replace("&amp;", "&")).text
    assert "Подготовить справку" in listed
    assert "Обучить тьюторов" not in listed


def test_the_directory_is_of_the_house_and_not_of_a_coordinator_of_one_roadmap(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    one = signed_in("coordinator", None, 1)
    for path in ("/directory", "/directory/1", "/directory.xlsx"):
        assert one.get(path).status_code == 403
    assert post(one, "/directory/1", do="add", address="x@example.org").status_code == 403
    assert 'href="/directory"' not in one.get("/").text
    assert 'href="/directory"' in signed_in("administrator").get("/").text
    assert {deed for deed, _ in deeds(town)} == {"access refused"}


def test_before_accounts_exist_the_directory_can_be_looked_at_only(client: TestClient) -> None:
    page = client.get("/directory").text
    assert "anna@example.org" in page
    assert "<button>Добавить</button>" not in page
    assert client.get("/directory/1").status_code == 200
    assert client.post("/directory/1", data={"do": "add", "address": "x@example.org"}).status_code == 401


def test_what_is_not_there_is_a_plain_answer(coordinator: TestClient) -> None:
    for answer in (
        coordinator.get("/directory/999"),
        post(coordinator, "/directory/999", do="name", alias="x"),
    ):
        assert answer.status_code == 404
        assert "Такой организации в справочнике нет." in answer.text


def test_the_number_of_queries_does_not_follow_the_number_of_organisations(
    town: House, coordinator: TestClient, count_statements: Callable[[Callable[[], object]], int]
) -> None:
    few = count_statements(lambda: coordinator.get("/directory"))
    with open_session(town.engine) as session:
        session.add_all(Party(name=f"Школа {n}", folded=f"школа {n}") for n in range(120))
    with open_session(town.engine) as session:
        for n in range(30):
            set_contact(session, f"Школа {n}", f"s{n}@example.org", town.clock(), "test")
    assert count_statements(lambda: coordinator.get("/directory")) == few
    assert "страница 1 из 3" in coordinator.get("/directory").text
    assert "страница 3 из 3" in coordinator.get("/directory?page=99").text
