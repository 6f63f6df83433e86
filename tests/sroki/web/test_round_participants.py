"""The list of a monitoring on its page: a file is looked at before it counts; frozen once it is open."""

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
from models.database import open_reading, open_session
from models.party import Membership, Party, Person
from models.round import Round
from roadmaps.store.rounds.lifecycle import open_round, plan_round
from roadmaps.store.rounds.listing import ParticipantView, list_participants
from small_round import days, open_small_round

CSV = (
    "Организация;Группа;Почта\nШкола 1;школы;one@example.org\nШкола 2;школы;не адрес\n;школы;x@example.org\n"
)


@pytest.fixture
def round_(town: House) -> Round:
    """Planned for 01.07.2021; the clock of the town stands at 08.06."""
    with open_session(town.engine) as session:
        before = open_small_round(
            session, days("2021-06-01", "2021-06-20"), town.clock(), key="manual:before"
        )
        planned, _ = plan_round(
            session,
            key="manual:planned",
            title="Мониторинг школ",
            window=days("2021-07-01", "2021-07-20"),
            zone="Asia/Yekaterinburg",
            at=town.clock(),
            actor="test",
            source_roadmap_id=1,
            previous_id=before.id,
        )
        planned.indicator_set_id = before.indicator_set_id
        return planned


@pytest.fixture
def organiser(round_: Round, signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def people(house: House, round_: Round) -> list[ParticipantView]:
    with open_reading(house.engine) as session:
        return list_participants(session, session.get_one(Round, round_.id), house.clock().date())


def post(client: TestClient, round_: Round, do: str, **data: str) -> httpx.Response:
    return client.post(f"/rounds/{round_.id}/list/{do}", data={"csrf": client.csrf, **data})  # type: ignore[attr-defined]


def look_at(client: TestClient, round_: Round, content: bytes, name: str = "список.csv") -> httpx.Response:
    path, data = f"/rounds/{round_.id}/list/preview", {"csrf": client.csrf}  # type: ignore[attr-defined]
    return client.post(path, data=data, files={"file": (name, content)})


def confirm(client: TestClient, round_: Round, page: str, how: str = "replace") -> httpx.Response:
    hidden = dict(re.findall(r'type="hidden" name="(mark|name)" value="([^"]*)"', page))
    return post(client, round_, "confirm", how=how, **hidden)


def test_a_file_is_shown_with_what_is_wrong_by_row_and_changes_nothing(
    town: House, round_: Round, organiser: TestClient
) -> None:
    page = look_at(organiser, round_, CSV.encode()).text
    assert "Школа 1" in page
    rows = re.findall(r'data-label="Строка">(\d+)</td><td role="cell">([^<]+)', page)
    assert ("3", "адрес не прочитан, участник взят без него") in rows
    assert ("4", "нет названия участника, строка не взята") in rows
    assert people(town, round_) == []


def test_what_was_shown_is_taken_once_it_is_confirmed(
    town: House, round_: Round, organiser: TestClient
) -> None:
    assert confirm(organiser, round_, look_at(organiser, round_, CSV.encode()).text).status_code == 303
    assert [(p.name, p.grouping, p.has_address) for p in people(town, round_)] == [
        ("Школа 1", "школы", True), ("Школа 2", "школы", False),
    ]  # fmt: skip
    with open_reading(town.engine) as session:
        held = session.exec(
            select(Person.address).join(Membership).join(Party).where(Party.name == "Школа 1")  # type: ignore[arg-type]
        ).all()
    assert held == ["one@example.org"]


def test_a_second_file_takes_the_place_of_the_list_or_is_added_to_it(
    town: House, round_: Round, organiser: TestClient
) -> None:
    confirm(organiser, round_, look_at(organiser, round_, CSV.encode()).text)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Организация", "Почта"], ["Школа 3", "three@example.org"]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    page = look_at(organiser, round_, file.getvalue(), "ещё.xlsx").text
    assert "из списка уйдут: Школа 1, Школа 2" in page
    assert confirm(organiser, round_, page, "add").status_code == 303
    assert [p.name for p in people(town, round_)] == ["Школа 1", "Школа 2", "Школа 3"]
    assert confirm(organiser, round_, page).status_code == 303
    assert [p.name for p in people(town, round_)] == ["Школа 3"]


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "Выберите файл|пустой"), (b"\n\n", "нет ни одной организации")]
)
def test_a_file_without_participants_is_refused_in_words(
    round_: Round, organiser: TestClient, content: bytes, said: str
) -> None:
    answer = look_at(organiser, round_, content)
    assert answer.status_code == 422
    assert re.search(said, answer.text)


def test_a_file_that_is_there_no_more_is_asked_for_again(round_: Round, organiser: TestClient) -> None:
    for mark in ("f" * 64, "../../etc/passwd", ""):
        answer = post(organiser, round_, "confirm", mark=mark, name="x.csv")
        assert answer.status_code == 422
        assert "загрузите его ещё раз" in answer.text


def test_one_is_added_given_an_address_and_removed_by_hand(
    town: House, round_: Round, organiser: TestClient
) -> None:
    assert post(organiser, round_, "add", name="Школа 9", grouping="сёла").status_code == 303
    assert [(p.name, p.has_address) for p in people(town, round_)] == [("Школа 9", False)]
    answer = post(organiser, round_, "add", name="Школа 8", addresses="нет такого")
    assert answer.status_code == 422
    assert 'value="Школа 8"' in answer.text
    assert post(organiser, round_, "add", name="школа 9", addresses="nine@example.org").status_code == 303
    (only,) = people(town, round_)
    assert (only.grouping, only.has_address) == ("сёла", True)
    assert post(organiser, round_, "remove", participant=str(only.id)).status_code == 303
    assert people(town, round_) == []
    assert post(organiser, round_, "remove", participant=str(only.id)).status_code == 422
    assert post(organiser, round_, "remove", participant="x").status_code == 422


def test_the_list_of_the_round_before_is_taken_whole(
    town: House, round_: Round, organiser: TestClient
) -> None:
    assert post(organiser, round_, "take", source="previous").status_code == 303
    assert [p.name for p in people(town, round_)] == ["Район Первый", "Район Второй", "Район без адреса"]
    assert post(organiser, round_, "take", source="order").status_code == 422


def test_an_open_round_keeps_its_list(town: House, round_: Round, organiser: TestClient) -> None:
    page = look_at(organiser, round_, CSV.encode()).text
    post(organiser, round_, "take", source="previous")
    with open_session(town.engine) as session:
        open_round(session, session.get_one(Round, round_.id), town.clock(), "test")
    before = people(town, round_)
    assert confirm(organiser, round_, page).status_code == 409
    assert look_at(organiser, round_, CSV.encode()).status_code == 409
    assert post(organiser, round_, "add", name="Школа 9").status_code == 409
    assert post(organiser, round_, "take", source="previous").status_code == 409
    assert post(organiser, round_, "remove", participant=str(before[0].id)).status_code == 409
    assert people(town, round_) == before
    shown = organiser.get(f"/rounds/{round_.id}/list").text
    assert "список больше не меняется" in shown
    assert "/list/add" not in shown
    assert "Убрать" not in shown


def test_the_page_says_what_is_missing_before_the_day(round_: Round, organiser: TestClient) -> None:
    page = organiser.get(f"/rounds/{round_.id}").text
    assert "не откроется: нет списка участников" in page
    post(organiser, round_, "take", source="previous")
    page = organiser.get(f"/rounds/{round_.id}").text
    assert "не откроется" not in page
    assert "Некому писать у 1 участника" in page


def test_names_of_a_file_stay_text(round_: Round, organiser: TestClient) -> None:
    page = look_at(organiser, round_, "Организация\n<script>alert(1)</script>\n".encode()).text
    assert "<script>alert" not in page
    assert "alert(1)" in page
