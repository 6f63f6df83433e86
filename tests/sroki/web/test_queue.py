"""The queue of a reviewer: versions side by side, many decisions with one form, four eyes."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from flows.accounts.sessions import find_session
from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading, open_session
from models.errors import ForbiddenTransitionError
from models.occurrence import Occurrence, Review
from roadmaps.completion import is_second_acceptance
from roadmaps.store.extending import ask_extension
from roadmaps.store.policies import store_policy
from roadmaps.store.reviewing import list_queue
from roadmaps.store.steps import review
from sroki.web.decisions import Decision, decide

pytestmark = pytest.mark.either_database

SUBMITTED_AT = datetime(2021, 6, 1, 5, tzinfo=UTC)


def submit(house: House, number: int, note: str) -> None:
    hand_in(house, number, at=SUBMITTED_AT, actor="test", note=note)


@pytest.fixture
def waiting(town: House, occurrence_id: Callable[..., int]) -> tuple[int, int]:
    """Two occurrences of different organisations on review; the first in its second version."""
    first, second = occurrence_id("1.1"), occurrence_id("2.1")
    submit(town, first, "Без списка")
    with open_session(town.engine) as session:
        review(session, first, SUBMITTED_AT, "test", return_reason="Нет списка участников")
    submit(town, first, "Со списком")
    submit(town, second, "Обучены")
    return first, second


@pytest.fixture
def four_eyes(town: House) -> None:
    with open_session(town.engine) as session:
        store_policy(session, 1, "[review]\nfour_eyes = true\n", "p.toml", town.clock(), "test")


def send(client: TestClient, decision: str, *picks: str, reason: str = "") -> httpx.Response:
    data = {"csrf": client.csrf, "decision": decision, "reason": reason, "pick": list(picks)}  # type: ignore[attr-defined]
    return client.post("/review", data=data)


def decisions(house: House, number: int) -> list[str]:
    with open_reading(house.engine) as session:
        rows = session.exec(
            select(Review.decision).where(Review.occurrence_id == number).order_by(col(Review.id))
        )
        return list(rows)


def test_the_second_version_stands_beside_the_first_and_its_reason(
    waiting: tuple[int, int], signed_in: Callable[..., TestClient]
) -> None:
    page = signed_in("reviewer").get("/review").text
    assert "Ждут проверки: 2" in page
    for words in ("Со списком", "Прежняя, версия 1", "Без списка", "Нет списка участников", "Обучены"):
        assert words in page


def test_v8_2_the_queue_ends_at_the_reach_of_the_reviewer(
    waiting: tuple[int, int], signed_in: Callable[..., TestClient]
) -> None:
    first, second = waiting
    reviewer = signed_in("reviewer", "Институт")
    page = reviewer.get("/review").text
    assert "Со списком" in page
    assert "Обучены" not in page
    assert send(reviewer, "accept", f"{first}:2", f"{second}:1").status_code == 404


def test_v8_2_who_asks_for_time_stands_in_the_queue_within_reach(
    town: House, occurrence_id: Callable[..., int], signed_in: Callable[..., TestClient]
) -> None:
    with open_session(town.engine) as session:
        day = date(2021, 7, 30)
        ask_extension(session, occurrence_id("1.2"), day, "Ждём данных", town.clock(), "test")
    page = signed_in("reviewer").get("/review").text
    assert "Просят перенести срок: 1" in page
    assert "Перенести на 30.07.2021" in page
    page = signed_in("reviewer", "Никому не известный центр").get("/review").text
    assert "Ждём данных" not in page


def test_what_is_not_allowed_stops_all_of_it(
    town: House, waiting: tuple[int, int], signed_in: Callable[..., TestClient]
) -> None:
    first, second = waiting
    send(signed_in("reviewer", "Институт"), "accept", f"{first}:2", f"{second}:1")
    assert decisions(town, first) == ["returned"]
    assert decisions(town, second) == []


def test_many_are_decided_with_one_form(
    town: House, waiting: tuple[int, int], signed_in: Callable[..., TestClient]
) -> None:
    first, second = waiting
    answer = send(signed_in("coordinator"), "accept", f"{first}:2", f"{second}:1", f"{second}:1")
    assert "Решение записано: 2 срока" in answer.text
    assert "Проверять сейчас нечего" in answer.text
    assert decisions(town, first) == ["returned", "accepted"]
    assert decisions(town, second) == ["accepted"]


def test_what_somebody_else_decided_is_said_by_name_and_the_rest_goes_through(
    town: House, waiting: tuple[int, int], signed_in: Callable[..., TestClient]
) -> None:
    first, second = waiting
    send(signed_in("reviewer"), "accept", f"{first}:2")
    answer = send(signed_in("reviewer"), "return", f"{first}:2", f"{second}:1", reason="Нет приказа")
    assert answer.status_code == 200
    assert "Решение записано: 1 срок" in answer.text
    assert f"Срок № {first}: Решение уже есть: версия 2, принято" in answer.text
    assert decisions(town, second) == ["returned"]


@pytest.mark.parametrize(
    ("decision", "picks", "reason"),
    [("accept", (), ""), ("return", ("1:2",), " "), ("burn", ("1:2",), "x"), ("accept", ("1:2; DROP",), "")],
)
def test_a_form_that_says_nothing_decides_nothing(
    town: House, waiting: tuple[int, int], signed_in: Callable[..., TestClient],
    decision: str, picks: tuple[str, ...], reason: str,
) -> None:  # fmt: skip
    assert send(signed_in("reviewer"), decision, *picks, reason=reason).status_code == 422
    assert decisions(town, waiting[0]) == ["returned"]


def test_four_eyes_are_two_accounts() -> None:
    assert is_second_acceptance([], "account:1") is False
    assert is_second_acceptance(["account:1"], "account:2") is True
    with pytest.raises(ForbiddenTransitionError, match="второй проверяющий"):
        is_second_acceptance(["account:1"], "account:1")
    for actor in ("link:person:1", "command:root", "page"):
        with pytest.raises(ForbiddenTransitionError, match="под своей учётной записью"):
            is_second_acceptance(["account:1"], actor)


def test_where_a_roadmap_asks_for_four_eyes_two_accept(
    town: House, waiting: tuple[int, int], four_eyes: None, signed_in: Callable[..., TestClient]
) -> None:
    first, _ = waiting
    one, two = signed_in("reviewer"), signed_in("reviewer")
    assert send(one, "accept", f"{first}:2").status_code == 200
    assert "Один проверяющий уже принял" in two.get("/review").text
    again = send(one, "accept", f"{first}:2")
    assert decisions(town, first) == ["returned", "accepted once"], "the same again is the same"
    assert again.status_code == 200
    with open_reading(town.engine) as session:
        assert session.get_one(Occurrence, first).accepted_at is None
    assert send(two, "accept", f"{first}:2").status_code == 200
    assert decisions(town, first) == ["returned", "accepted once", "accepted"]
    with open_reading(town.engine) as session:
        assert session.get_one(Occurrence, first).accepted_at is not None


def test_under_four_eyes_one_returns_and_a_new_version_begins_anew(
    town: House, waiting: tuple[int, int], four_eyes: None, signed_in: Callable[..., TestClient]
) -> None:
    first, _ = waiting
    one, two = signed_in("reviewer"), signed_in("reviewer")
    send(one, "accept", f"{first}:2")
    assert send(two, "return", f"{first}:2", reason="Нет подписи").status_code == 200
    submit(town, first, "С подписью")
    assert send(two, "accept", f"{first}:3").status_code == 200
    assert decisions(town, first)[-1] == "accepted once", "what was accepted was another version"
    with (
        pytest.raises(ForbiddenTransitionError, match="под своей учётной записью"),
        open_session(town.engine) as session,
    ):
        review(session, first, town.clock(), "command:root")


@pytest.mark.parametrize("asks", [False, True], ids=["one decides", "four eyes"])
def test_v2_3_4_two_reviewers_at_once_get_one_decision_and_one_clear_message(
    town: House, waiting: tuple[int, int], signed_in: Callable[..., TestClient],
    asks: bool, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """In two threads, on both databases: one accepts, one returns, the same version."""
    if asks:
        request.getfixturevalue("four_eyes")
    _, second = waiting
    accounts = []
    for client in (signed_in("reviewer"), signed_in("reviewer")):
        with open_reading(town.engine) as session:
            token = client.headers["cookie"].partition("=")[2]
            accounts.append(find_session(session, token, town.clock()))
    start = Barrier(2)

    def take(place: int) -> str:
        account = accounts[place]
        assert account is not None
        start.wait()
        try:
            decide(town, account, second, Decision(1, "Нет приказа" if place else None))
        except ForbiddenTransitionError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        complaints = list(pool.map(take, range(2)))
    made = decisions(town, second)
    if asks and made[0] == "accepted once":  # a first acceptance leaves it open to be returned
        assert (made, complaints) == (["accepted once", "returned"], ["", ""])
        return
    assert len(made) == 1
    (complaint,) = filter(None, complaints)
    assert "Решение уже есть: версия 1" in complaint


def test_the_queue_on_the_command_line_is_the_same(
    town: House, waiting: tuple[int, int], signed_in: Callable[..., TestClient],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from command_line import sroki

    signed_in("reviewer", "Институт", address="anna@example.org")
    monkeypatch.setenv("SROKI_DATABASE_URL", town.engine.url.render_as_string(hide_password=False))
    code, out, _ = sroki(capsys, "review-queue", "--json")
    assert code == 0
    queue = json.loads(out)
    with open_reading(town.engine) as session:
        ids = [each.occurrence.id for each in list_queue(session, None, town.clock())]
    assert [item["id"] for item in queue] == ids
    assert {item["evidence_version"] for item in queue} == {1, 2}
    code, out, _ = sroki(capsys, "review-queue", "--reviewer", "anna@example.org")
    assert "Провести мониторинг" in out
    assert "Обучить тьюторов" not in out
