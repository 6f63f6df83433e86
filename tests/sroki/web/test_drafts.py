"""A document comes in over the page, is corrected beside its source, and approved as far as it is clear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading
from models.occurrence import Occurrence
from models.party import Party, TaskParty
from models.roadmap import ReadingProblem, Roadmap, Task
from roadmaps.store.trail import unveil

ORDER = Path("docs/example/order.txt").read_bytes()
# The term of row 2 cannot be read, that of row 4 names no day.
UNREADABLE = ORDER.replace("с 6 по 17 апреля".encode(), "когда рак свистнет".encode())
# The day is outside of the years of the plan.
DOUBTFUL = ORDER.replace("с 6 по 17 апреля".encode(), "до 17 апреля 2031".encode())


@pytest.fixture
def coordinator(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def upload(client: TestClient, content: bytes = UNREADABLE, name: str = "приказ.txt") -> httpx.Response:
    csrf = client.csrf  # type: ignore[attr-defined]
    return client.post("/import", data={"csrf": csrf}, files={"file": (name, content)})


def upload_draft(client: TestClient, content: bytes = UNREADABLE) -> str:
    answer = upload(client, content)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def post(client: TestClient, address: str, **data: object) -> httpx.Response:
    return client.post(address, data={"csrf": client.csrf, **data})  # type: ignore[attr-defined]


def tasks_of(house: House, draft: str) -> dict[str, Task]:
    with open_reading(house.engine) as session:
        found = session.exec(select(Task).where(Task.roadmap_id == int(draft.rsplit("/", 1)[1]))).all()
    return {task.uid: task for task in found}


def days_of(house: House, task: Task) -> list[date]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(Occurrence.due_on).where(Occurrence.task_id == task.id)).all())


def open_problems(house: House, draft: str) -> set[str]:
    with open_reading(house.engine) as session:
        found = session.exec(
            select(ReadingProblem).where(ReadingProblem.roadmap_id == int(draft.rsplit("/", 1)[1]))
        ).all()
    return {problem.code for problem in found if problem.settled_at is None}


def test_a_document_that_comes_in_is_a_draft_beside_its_source(town: House, coordinator: TestClient) -> None:
    draft = upload_draft(coordinator)
    page = coordinator.get(draft).text
    assert "когда рак свистнет" in page
    assert "Об утверждении плана развития школьных музеев" in page  # of the source, no row
    assert page.index('id="t2"') < page.index('id="t0"')  # what needs a person stands first
    assert tasks_of(town, draft) == {}


def test_each_row_leads_to_its_place_in_the_document_and_back(coordinator: TestClient) -> None:
    page = coordinator.get(upload_draft(coordinator)).text
    line = page.split('id="r2"')[1].split("#s")[1].split('"')[0]
    source = page.split(f'id="s{line}"')[1].split("</p>")[0]
    assert "Провести семинар" in source
    assert 'href="#r2"' in source


def test_the_same_file_again_is_the_same_draft(coordinator: TestClient) -> None:
    assert upload_draft(coordinator) == upload_draft(coordinator)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "пустой"),
        ("Просто письмо.".encode(), "ни таблицы мероприятий"),
        (b"PK\x03\x04\x00", "повреждён"),
    ],
)
def test_a_file_that_is_no_document_is_refused_in_plain_words(
    coordinator: TestClient, content: bytes, sentence: str
) -> None:
    answer = upload(coordinator, content, "файл.docx")
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_corrected_term_is_shown_before_it_counts_and_needs_no_script(
    town: House, coordinator: TestClient
) -> None:
    draft = upload_draft(coordinator)
    asked = coordinator.get(f"{draft}/meaning", params={"row": "2", "phrase": "до 17 апреля"}).text
    assert "17.04.2026" in asked
    shown = post(coordinator, f"{draft}/rows", row="2", do="show", phrase="до 17 апреля", title="Семинар")
    assert shown.status_code == 200
    assert "17.04.2026" in shown.text
    assert ">Семинар</textarea>" in shown.text
    assert "unreadable_term" in open_problems(town, draft)  # nothing was kept


def test_what_a_person_corrects_is_what_is_approved_and_the_words_of_the_document_stay(
    town: House, coordinator: TestClient
) -> None:
    draft = upload_draft(coordinator)
    answer = post(
        coordinator, f"{draft}/rows", row="2", do="save", phrase="до 17 апреля", title="Провести семинар",
        responsible=["МКУ «Архив»", "Новый центр"],
    )  # fmt: skip
    assert answer.status_code == 303
    assert "исправлено: «до 17 апреля»" in coordinator.get(draft).text
    assert post(coordinator, f"{draft}/approve", do="clear").status_code == 303
    task = tasks_of(town, draft)["2"]
    assert (task.title, task.raw_term) == ("Провести семинар", "когда рак свистнет")
    assert "уточнено: «до 17 апреля»" in task.meaning
    assert days_of(town, task) == [date(2026, 4, 17)]
    with open_reading(town.engine) as session:
        statement = select(Party.name).join(TaskParty).where(TaskParty.task_id == task.id)
        names = session.exec(statement.where(TaskParty.role == "responsible")).all()
        roadmap = session.get_one(Roadmap, task.roadmap_id)
    assert set(names) == {"МКУ «Архив»", "Новый центр"}
    assert roadmap.parsed["rows"][1]["title"] == "Провести семинар для руководителей музеев"


def test_the_trail_says_who_corrected_what(town: House, coordinator: TestClient) -> None:
    draft = upload_draft(coordinator)
    post(coordinator, f"{draft}/rows", row="2", do="save", phrase="до 17 апреля")
    with open_reading(town.engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.deed == "draft corrected")).all()
        [deed] = unveil(session, entries)
    assert deed.actor == f"account:{coordinator.account_id}"  # type: ignore[attr-defined]
    assert deed.details["row"] == "2"
    assert deed.after is not None
    assert deed.after["phrase"] == "до 17 апреля"


def test_a_term_that_cannot_be_read_is_not_taken_and_nothing_is_lost(
    town: House, coordinator: TestClient
) -> None:
    draft = upload_draft(coordinator)
    answer = post(coordinator, f"{draft}/rows", row="3", do="save", phrase="32 мартобря", title="Новое")
    assert answer.status_code == 422
    assert "не понят" in answer.text
    assert ">Новое</textarea>" in answer.text


def test_approving_what_is_clear_leaves_the_unclear_without_a_day_and_as_a_problem(
    town: House, coordinator: TestClient
) -> None:
    draft = upload_draft(coordinator, DOUBTFUL)
    assert "Утвердить всё, что ясно" in coordinator.get(draft).text
    assert "term_outside_period" in open_problems(town, draft)
    post(coordinator, f"{draft}/approve", do="clear")
    tasks = tasks_of(town, draft)
    assert days_of(town, tasks["2"]) == []
    assert days_of(town, tasks["3"]) == [date(2026, 6, 30), date(2026, 12, 31)]
    assert "term_outside_period" in open_problems(town, draft)
    assert tasks["2"].written_spans == [[None, "2031-04-17"]]
    assert "ждёт проверки" in tasks["2"].meaning


def test_a_row_found_right_is_clear(town: House, coordinator: TestClient) -> None:
    draft = upload_draft(coordinator, DOUBTFUL)
    post(coordinator, f"{draft}/rows", row="2", do="check")
    assert "term_outside_period" not in open_problems(town, draft)
    post(coordinator, f"{draft}/approve", do="clear")
    assert days_of(town, tasks_of(town, draft)["2"]) == [date(2031, 4, 17)]


def test_taking_a_correction_back_opens_the_problem_again(town: House, coordinator: TestClient) -> None:
    draft = upload_draft(coordinator)
    post(coordinator, f"{draft}/rows", row="2", do="save", phrase="до 17 апреля")
    assert "unreadable_term" not in open_problems(town, draft)
    post(coordinator, f"{draft}/rows", row="2", do="reset")
    assert "unreadable_term" in open_problems(town, draft)
    assert "исправлено: «до 17 апреля»" not in coordinator.get(draft).text


def test_rows_are_split_joined_and_left_out(town: House, coordinator: TestClient) -> None:
    draft = upload_draft(coordinator)
    post(coordinator, f"{draft}/rows", row="3", do="split", parts="Обновить залы\nОбновить фонды")
    post(coordinator, f"{draft}/rows", row="3/2", do="save", phrase="до 1 мая", title="Обновить фонды")
    post(coordinator, f"{draft}/rows", row="2", do="join")
    post(coordinator, f"{draft}/rows", row="4", do="drop")
    post(coordinator, f"{draft}/approve", do="clear")
    tasks = tasks_of(town, draft)
    assert set(tasks) == {"п. 2", "1", "3", "3/2"}
    assert tasks["1"].title == "Собрать сведения о музеях Провести семинар для руководителей музеев"
    assert tasks["3"].title == "Обновить залы"
    assert days_of(town, tasks["3/2"]) == [date(2026, 5, 1)]


def test_a_draft_is_taken_away_and_the_file_can_come_in_again(town: House, coordinator: TestClient) -> None:
    draft = upload_draft(coordinator)
    assert post(coordinator, f"{draft}/discard").status_code == 303
    assert coordinator.get(draft).status_code == 404
    assert "школьных музеев" not in coordinator.get("/import").text
    assert coordinator.get(upload_draft(coordinator)).status_code == 200


def test_what_is_approved_is_a_draft_no_more(town: House, coordinator: TestClient) -> None:
    draft = upload_draft(coordinator)
    post(coordinator, f"{draft}/approve", do="clear")
    page = coordinator.get(draft).text
    assert "Документ утверждён" in page
    assert "МБУ «Методцентр»" in page  # nobody can be written to there yet
    for path, data in (("rows", {"row": "2", "do": "drop"}), ("discard", {}), ("noted", {"problem": "1"})):
        assert post(coordinator, f"{draft}/{path}", **data).status_code == 409, path
    assert len(tasks_of(town, draft)) == 5


def test_the_differences_against_the_version_that_holds_are_shown(
    town: House, coordinator: TestClient
) -> None:
    post(coordinator, f"{upload_draft(coordinator, ORDER)}/approve", do="clear")
    draft = upload_draft(coordinator, ORDER.replace("Издать сборник".encode(), "Издать альбом".encode()))
    page = coordinator.get(draft).text
    assert "Новая версия" in page
    assert "Издать альбом" in page
    assert "Издать сборник" in page.split("Что изменится")[1]
    assert "Отдельный документ" in coordinator.get(f"{draft}?replaces=new").text


def test_a_coordinator_of_one_roadmap_brings_no_documents_in(
    town: House, signed_in: Callable[..., TestClient], coordinator: TestClient
) -> None:
    draft = upload_draft(coordinator)
    limited = signed_in("coordinator", roadmap_id=1)
    assert upload(limited).status_code == 403
    assert limited.get(draft).status_code == 404
    assert post(limited, f"{draft}/approve", do="clear").status_code == 404
    assert "школьных музеев" not in limited.get("/import").text


def test_a_draft_does_not_take_the_place_of_what_another_coordinates(
    town: House, coordinator: TestClient, signed_in: Callable[..., TestClient]
) -> None:
    post(coordinator, f"{upload_draft(coordinator, ORDER)}/approve", do="clear")
    draft = upload_draft(coordinator, ORDER.replace("Издать сборник".encode(), "Издать альбом".encode()))
    limited = signed_in("coordinator", roadmap_id=int(draft.rsplit("/", 1)[1]))
    page = limited.get(draft).text
    assert "ведёт другой координатор" in page
    assert "Что изменится" not in page
    answer = post(limited, f"{draft}/approve", do="clear")
    assert answer.status_code == 403
    assert "ведёт другой координатор" in answer.text
    assert tasks_of(town, draft) == {}


def test_an_empty_house_leads_to_the_form(house: House, make_client: Callable[[House], TestClient]) -> None:
    client = make_client(house)
    assert 'href="/import"' in client.get("/").text.split("<main")[1]
    assert "sroki account add" in client.get("/import").text.split("<h1")[1]
