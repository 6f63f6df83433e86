"""A list comes into the directory: looked at first, then taken as a whole; and leaves it as a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import httpx
import openpyxl
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.party import Membership, Party, PartyAlias, Person
from roadmaps.store import directory_import
from roadmaps.store.contacts import set_contact

CSV = (
    "Организация;Почта;ФИО;Часовой пояс;Другие названия\n"
    "институт;anna@example.org;Анна Иванова;;ИНО\n"
    "ИНО;petr@example.org;Пётр Орлов;Asia/Omsk;\n"
    "Методическая служба;boris@example.org;Борис Борисович Петров;;Управление\n"
    "Никому не известный центр;не адрес;;;\n"
    ";lost@example.org;;;\n"
    "Архив;z@example.org y@example.org;Зоя;Марс;\n"
)


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def look_at(client: TestClient, content: bytes, name: str = "список.csv") -> httpx.Response:
    data = {"csrf": client.csrf}  # type: ignore[attr-defined]
    return client.post("/directory/import", data=data, files={"file": (name, content)})


def confirm(client: TestClient, page: str) -> httpx.Response:
    hidden = dict(re.findall(r'type="hidden" name="(mark|name)" value="([^"]*)"', page))
    return client.post("/directory/import/confirm", data={"csrf": client.csrf, **hidden})  # type: ignore[attr-defined]


def counts(house: House) -> list[int]:
    with open_reading(house.engine) as session:
        return [len(session.exec(select(kind)).all()) for kind in (Party, Person, Membership, PartyAlias)]  # type: ignore[arg-type]


def people(house: House, party: str) -> dict[str, tuple[str, str | None]]:
    statement = select(Person).join(Membership).join(Party).where(Party.name == party)  # type: ignore[arg-type]
    with open_reading(house.engine) as session:
        return {person.address: (person.name, person.zone) for person in session.exec(statement)}


def lines_of(page: str) -> list[tuple[str, str]]:
    kinds = r'data-label="Что будет"><span class="[a-z]+">([^<]+)'
    return re.findall(r'data-label="Почта">([^<]+)<(?:(?!</tr>).)*?' + kinds, page)


def test_a_file_is_shown_with_what_it_would_change_and_changes_nothing(
    town: House, coordinator: TestClient
) -> None:
    before = counts(town)
    page = look_at(coordinator, CSV.encode()).text
    assert lines_of(page) == [
        ("anna@example.org", "уже есть"), ("petr@example.org", "новый адрес"),
        ("boris@example.org", "изменится"), ("адреса нет", "уже есть"),
        ("z@example.org", "новая организация"), ("y@example.org", "новый адрес"),
    ]  # fmt: skip
    assert '<dd>1</dd></div>\n  <div class="figure good"><dt>новых адресов' in page, "one new organisation"
    assert counts(town) == before


def test_another_language_of_mail_is_shown_as_what_changes(coordinator: TestClient) -> None:
    page = look_at(coordinator, "Организация;Почта;Язык\nИнститут;anna@example.org;en\n".encode()).text
    assert lines_of(page) == [("anna@example.org", "изменится")]
    assert "изменятся имя, часовой пояс или язык</dt><dd>1</dd>" in page
    assert '<span class="under">English</span>' in page


def test_each_row_that_is_wrong_is_named_with_what_is_wrong(coordinator: TestClient) -> None:
    page = look_at(coordinator, CSV.encode()).text
    assert re.findall(r'data-label="Строка">(\d+)</td><td role="cell">([^<]+)</td>', page)[:4] == [
        ("5", "адрес не прочитан, строка взята без него"),
        ("6", "нет названия организации, строка не взята"),
        ("7", "часовой пояс не известен, взят без него"),
        ("4", "так уже называется «Управление», название не взято"),
    ]


def test_what_was_shown_is_taken_once_it_is_confirmed(town: House, coordinator: TestClient) -> None:
    answer = confirm(coordinator, look_at(coordinator, CSV.encode()).text)
    assert (answer.status_code, answer.headers["location"]) == (303, "/directory")
    assert people(town, "Институт") == {
        "anna@example.org": ("Анна Иванова", None), "petr@example.org": ("Пётр Орлов", "Asia/Omsk"),
    }  # fmt: skip
    assert people(town, "Методическая служба") == {"boris@example.org": ("Борис Борисович Петров", None)}
    assert people(town, "Архив") == {"z@example.org": ("", None), "y@example.org": ("", None)}
    with open_reading(town.engine) as session:
        assert session.exec(select(PartyAlias.folded)).all() == ["ино"]
        rows = session.exec(select(AuditEntry).where(AuditEntry.actor.startswith("account:"))).all()  # type: ignore[attr-defined]
    assert sorted(row.deed for row in rows) == sorted(["contact set"] * 4 + ["party added", "alias added"]), (
        "as the commands record it, and nothing of what was there"
    )
    page = look_at(coordinator, CSV.encode()).text
    assert "в справочнике уже есть" in page
    assert "Взять в справочник" not in page


def test_a_column_chooses_the_language_of_mail(town: House, coordinator: TestClient) -> None:
    content = "Организация;Почта;Язык\nИнститут;anna@example.org;en\nИнститут;petr@example.org;эсперанто\n"
    page = look_at(coordinator, content.encode()).text
    assert lines_of(page) == [("anna@example.org", "изменится"), ("petr@example.org", "новый адрес")]
    assert "язык не известен, взят без него" in page
    confirm(coordinator, page)
    with open_reading(town.engine) as session:
        found = session.exec(select(Person.address, Person.language)).all()
    assert {("anna@example.org", "en"), ("petr@example.org", "ru")} <= set(found)
    assert lines_of(look_at(coordinator, content.encode()).text)[0][1] == "уже есть"


def test_a_failure_in_the_middle_leaves_nothing_half_done(
    town: House, coordinator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, before = look_at(coordinator, CSV.encode()).text, counts(town)

    def fail(*_: object, **__: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(directory_import, "add_alias", fail)
    assert confirm(coordinator, page).status_code == 500
    assert counts(town) == before


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "пустой"), (b"\n\n", "нет ни одной организации"), (b"PK\x03\x04x", "")]
)
def test_a_file_that_is_no_list_is_refused_in_plain_words(
    coordinator: TestClient, content: bytes, said: str
) -> None:
    answer = look_at(coordinator, content)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'role="alert"' in answer.text


def test_the_workbook_that_leaves_comes_back_and_changes_nothing(
    town: House, coordinator: TestClient
) -> None:
    with open_session(town.engine) as session:
        set_contact(session, "=cmd|' /C calc'!A0", "eva@example.org", town.clock(), "test", name="=1+1")
    confirm(coordinator, look_at(coordinator, CSV.encode()).text)
    answer = coordinator.get("/directory.xlsx")
    assert 'filename="directory-2021-06-08.xlsx"' in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Справочник"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"], "no formula of somebody's"
    rows = {row[2]: row for row in sheet.iter_rows(min_row=2, values_only=True) if row[2]}
    assert rows["petr@example.org"][:6] == (
        "Институт", "ино", "petr@example.org", "Пётр Орлов", "Asia/Omsk", "ru"
    )  # fmt: skip
    back = look_at(coordinator, answer.content, "справочник.xlsx").text
    assert {what for _, what in lines_of(back)} == {"уже есть"}
    assert "Что не так" not in back
