"""Answers collected by a table: what it changes is shown first, by participant; mistakes by row."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import httpx
import openpyxl
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading, open_session
from models.round import Round, RoundAnswer, RoundSubmission
from roadmaps.store.rounds.answering import Typed, save_answers
from roadmaps.store.rounds.lifecycle import close_round
from small_round import days, open_small_round, participant_of


@pytest.fixture
def round_(town: House) -> Round:
    with open_session(town.engine) as session:
        return open_small_round(session, days("2021-06-01", "2021-06-20"), town.clock(), source_roadmap_id=1)


@pytest.fixture
def organiser(round_: Round, signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def fill(client: TestClient, round_: Round, answers: dict[str, dict[str, object]]) -> bytes:
    """The table of the page with answers written into it, as somebody would in Excel."""
    found = openpyxl.load_workbook(io.BytesIO(client.get(f"/rounds/{round_.id}/answers.xlsx").content))
    sheet = found["Ответы участников"]
    columns = {str(cell.value).partition(" ")[0]: cell.column for cell in sheet[1]}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    for name, some in answers.items():
        row = rows.setdefault(name, sheet.max_row + 1)
        sheet.cell(row, 1).value = name
        for code, value in some.items():
            sheet.cell(row, columns[code]).value = value  # type: ignore[arg-type]
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def look_at(client: TestClient, round_: Round, content: bytes) -> httpx.Response:
    data = {"csrf": client.csrf}  # type: ignore[attr-defined]
    return client.post(
        f"/rounds/{round_.id}/answers/preview", data=data, files={"file": ("ответы.xlsx", content)}
    )


def confirm(client: TestClient, round_: Round, page: str, **more: str) -> httpx.Response:
    hidden = dict(re.findall(r'type="hidden" name="(mark|name|seen_at)" value="([^"]*)"', page))
    data = {"csrf": client.csrf, **hidden, **more}  # type: ignore[attr-defined]
    return client.post(f"/rounds/{round_.id}/answers/confirm", data=data)


def held(house: House) -> dict[tuple[int, str], object]:
    with open_reading(house.engine) as session:
        rows = session.exec(select(RoundAnswer).order_by(RoundAnswer.revision)).all()  # type: ignore[arg-type]
    return {(row.participant_id, row.code): row.value for row in rows}


def submitted(house: House) -> list[int]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(RoundSubmission.participant_id)).all())


def first_of(house: House, round_: Round, position: int = 1) -> int:
    with open_reading(house.engine) as session:
        return participant_of(session, round_, position).id or 0


WHOLE = {"1.1": "нет", "1.2": "отдел", "2.1": 42.5}


def test_a_table_is_shown_then_taken_and_whole_forms_are_handed_in_when_asked(
    town: House, round_: Round, organiser: TestClient
) -> None:
    content = fill(organiser, round_, {"Район Первый": WHOLE, "Район Второй": {"2.1": 10}})
    page = look_at(organiser, round_, content).text
    assert "Показатель 1.2: нет ответа." in page
    assert held(town) == {}
    answer = confirm(organiser, round_, page, hand_in="yes")
    assert answer.status_code == 200
    assert "Сохранены ответы: 2 участника. Сдано форм: 1." in answer.text
    one, two = first_of(town, round_), first_of(town, round_, 2)
    assert held(town) == {
        (one, "1.1"): False,
        (one, "1.2"): "отдел",
        (one, "2.1"): "42.5",
        (two, "2.1"): "10",
    }
    assert submitted(town) == [one]


def test_the_same_table_again_changes_nothing(town: House, round_: Round, organiser: TestClient) -> None:
    content = fill(organiser, round_, {"Район Первый": WHOLE})
    confirm(organiser, round_, look_at(organiser, round_, content).text, hand_in="yes")
    before = held(town)
    page = look_at(organiser, round_, content).text
    assert re.search(r'data-label="Так и есть">3<', page)
    confirm(organiser, round_, page, hand_in="yes")
    assert held(town) == before
    assert len(submitted(town)) == 1


def test_what_was_handed_in_stands_in_the_table_that_is_downloaded(
    town: House, round_: Round, organiser: TestClient
) -> None:
    content = fill(organiser, round_, {"Район Первый": WHOLE})
    confirm(organiser, round_, look_at(organiser, round_, content).text, hand_in="yes")
    sheet = openpyxl.load_workbook(io.BytesIO(organiser.get(f"/rounds/{round_.id}/answers.xlsx").content))[
        "Ответы участников"
    ]
    assert [cell.value for cell in sheet[2]][:5] == ["Район Первый", "районы", "нет", "отдел", 42.5]
    assert not any(cell.value for cell in sheet[3][2:5])


def test_mistakes_are_named_by_row_and_nothing_is_taken(
    town: House, round_: Round, organiser: TestClient
) -> None:
    content = fill(
        organiser, round_, {"Район Первый": {"2.1": 142, "1.1": "возможно"}, "Район Второй": WHOLE}
    )
    answer = look_at(organiser, round_, content)
    assert answer.status_code == 422
    assert "доля бывает от 0 до 100" in answer.text
    assert "ответьте «да» или «нет»" in answer.text
    assert "строка 2" in answer.text
    assert held(town) == {}


def test_a_participant_that_nobody_knows_is_named_and_the_others_are_taken(
    town: House, round_: Round, organiser: TestClient
) -> None:
    content = fill(organiser, round_, {"Район Десятый": WHOLE, "Район Второй": WHOLE})
    page = look_at(organiser, round_, content).text
    assert "не взято: такого участника в мониторинге нет" in page
    assert "Не взято: 1" in confirm(organiser, round_, page).text
    assert {participant for participant, _ in held(town)} == {first_of(town, round_, 2)}


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ru", "тем временем ответили сами: 2.1"), ("en", "answered by themselves meanwhile: 2.1")],
)
def test_what_a_participant_answered_after_the_table_was_shown_stays(
    town: House,
    round_: Round,
    organiser: TestClient,
    make_client: Callable[[House], TestClient],
    lang: str,
    words: str,
) -> None:
    content = fill(organiser, round_, {"Район Первый": {"2.1": 10, "2.2": 3}})
    page = look_at(organiser, round_, content).text
    one, later = first_of(town, round_), town.clock() + timedelta(minutes=5)
    with open_session(town.engine) as session:
        save_answers(session, one, [Typed("2.1", Decimal(77))], later, "test")
    after = make_client(town.at(later + timedelta(minutes=1)))
    after.headers, after.csrf = organiser.headers, organiser.csrf  # type: ignore[attr-defined]
    organiser.post("/me/language", data={"language": lang, "csrf": organiser.csrf})  # type: ignore[attr-defined]
    answer = confirm(after, round_, page)
    assert words in answer.text
    assert held(town) == {(one, "2.1"): "77", (one, "2.2"): "3"}


def test_a_closed_monitoring_takes_no_table(
    town: House, round_: Round, organiser: TestClient, make_client: Callable[[House], TestClient]
) -> None:
    content = fill(organiser, round_, {"Район Первый": WHOLE})
    late = town.at(town.clock() + timedelta(hours=1))
    with open_session(town.engine) as session:
        close_round(session, session.get_one(Round, round_.id), late.clock(), "test")
    client = make_client(late)
    client.headers, client.csrf = organiser.headers, organiser.csrf  # type: ignore[attr-defined]
    page = look_at(client, round_, content).text
    assert "мониторинг закрыт" in page
    confirm(client, round_, page)
    assert held(town) == {}


def test_what_is_no_table_is_refused_in_words(round_: Round, organiser: TestClient) -> None:
    for content, said in ((b"PK\x03\x04 broken", ""), (b"a;b", "файл xlsx")):
        answer = look_at(organiser, round_, content)
        assert answer.status_code == 422
        assert said in answer.text
        assert "Traceback" not in answer.text
