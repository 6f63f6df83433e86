"""Monitorings are planned by programs: sets of indicators, recommendations, a plan, its days, its end."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading
from models.round import Round
from question_sets import AT, EVERY_KIND
from roadmaps.rounds.set_sheets import write_set_sheets

Calling = Callable[..., TestClient]
V1 = "/api/v1"
SET = {
    "name": "Музеи",
    "criteria": [{"code": "1", "title": "Планы"}],
    "indicators": [
        {"code": "1.1", "title": "Есть план", "criterion": "1", "needs_evidence": True},
        {
            "code": "1.2",
            "title": "Доля музеев",
            "kind": "доля, %",
            "rule": "от 0 до 50",
            "is_required": False,
        },
        {"code": "1.3", "title": "Кто ведёт", "kind": "выбор", "choices": ["отдел", "методист"]},
    ],
}
PLAN = {
    "title": "Мониторинг музеев",
    "opens_on": "2021-07-01",
    "due_on": "2021-07-20",
    "organiser": "Институт",
}


def test_a_monitoring_is_planned_from_its_questions_to_its_end(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    set_id = client.post(f"{V1}/indicator-sets", json=SET).json()["id"]
    foreseen = client.post(f"{V1}/rounds/preview", json={**PLAN, "grace_days": 2})
    assert foreseen.status_code == 200, foreseen.text
    assert foreseen.json()["opens_at"] == "2021-07-01T04:00:00Z"
    assert foreseen.json()["last_on"] == "2021-07-22"
    assert len(foreseen.json()["reminders_at"]) == 6
    made = client.post(f"{V1}/rounds", json={**PLAN, "set_id": set_id})
    assert made.status_code == 201, made.text
    round_ = made.json()
    assert (round_["state"], round_["organiser"], round_["lacks"]) == (
        "planned", "Институт", ["нет списка участников"],
    )  # fmt: skip
    place = f"{V1}/rounds/{round_['id']}"
    assert client.put(f"{place}/participants", json={"participants": [{"name": "Школа"}]}).status_code == 200
    moved = client.post(f"{place}/move", json={"due_on": "2021-07-30", "grace_days": 3}).json()
    assert (moved["opens_on"], moved["due_on"], moved["grace_days"]) == ("2021-07-01", "2021-07-30", 3)
    gone = client.post(f"{place}/cancel", json={"reason": "Не проводится"}).json()
    assert gone["state"] == "cancelled"
    assert client.post(f"{place}/cancel", json={"reason": "Ещё раз"}).status_code == 409


def test_the_same_call_makes_one_monitoring_and_another_like_it_is_refused(
    town: House, calling: Calling
) -> None:
    client = calling("coordinator")
    answers = [client.post(f"{V1}/rounds", json=PLAN, headers={"Idempotency-Key": "k1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    again = client.post(f"{V1}/rounds", json=PLAN)
    assert (again.status_code, again.json()["code"]) == (409, "state_forbids")
    with open_reading(town.engine) as session:
        assert len([row for row in session.exec(select(Round)) if row.key.startswith("manual:")]) == 1


def test_what_cannot_be_is_said_in_words(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    for changed, words in (
        ({"due_on": "2021-06-01"}, "раньше, чем начнётся"),
        ({"set_id": 77}, "Набора показателей № 77 нет"),
        ({"zone": "Урал"}, "Часового пояса"),
    ):
        for path in ("rounds", "rounds/preview"):
            answer = client.post(f"{V1}/{path}", json={**PLAN, **changed})
            assert answer.status_code in (404, 422)
            assert words in answer.json()["detail"]
    only_one = calling("coordinator", None, 1)
    assert only_one.post(f"{V1}/rounds", json=PLAN).status_code == 403


def test_a_set_comes_back_in_the_words_it_was_sent_in(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    made = client.post(f"{V1}/indicator-sets", json=SET).json()
    assert (made["version"], made["indicators"]) == (1, 3)
    whole = client.get(f"{V1}/indicator-sets/{made['id']}").json()
    assert whole["set"]["indicators"][0]["criterion"] == "1. Планы"
    assert whole["set"]["indicators"][2]["choices"] == ["отдел", "методист"]
    assert client.get(f"{V1}/indicator-sets/{made['id']}", headers={"accept-language": "en"}).json() == whole
    again = client.post(f"{V1}/indicator-sets", json=whole["set"])
    assert again.json()["id"] == made["id"], again.text
    wrong = {**SET, "indicators": [{"code": "1.1", "title": "А", "kind": "сон"}]}
    refused = client.post(f"{V1}/indicator-sets", json=wrong)
    assert refused.status_code == 422
    assert "тип «сон» не понят" in refused.text


def test_a_workbook_becomes_a_set(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    file = {"file": ("музеи.xlsx", BytesIO(write_set_sheets(EVERY_KIND, AT)))}
    made = client.post(f"{V1}/indicator-sets/import", files=file)
    assert made.status_code == 201, made.text
    assert made.json()["name"] == "Музейная работа"
    assert made.json()["source_name"] == "музеи.xlsx"
    listed = client.get(f"{V1}/indicator-sets").json()["items"]
    assert [row["id"] for row in listed] == [made.json()["id"]]
    bad = client.post(f"{V1}/indicator-sets/import", files={"file": ("а.xlsx", BytesIO(b"words"))})
    assert bad.status_code == 422


def test_recommendations_are_set_whole_and_never_over_unseen_ones(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    set_id = client.post(f"{V1}/indicator-sets", json=SET).json()["id"]
    place = f"{V1}/indicator-sets/{set_id}/recommendations"
    empty = client.get(place).json()
    assert empty["recommendations"] == []
    first = {"code": "1.1", "level": "низкий", "text": "Принять план", "term": "до 1 октября"}
    kept = client.put(
        place, json={"recommendations": [first, {"text": "Изучить итоги"}], "mark": empty["mark"]}
    )
    assert kept.status_code == 200, kept.text
    assert [row["code"] for row in kept.json()["recommendations"]] == ["1.1", "в целом"]
    late = client.put(place, json={"recommendations": [], "mark": empty["mark"]})
    assert late.status_code == 409
    wrong = client.put(place, json={"recommendations": [{"code": "7", "text": "Что-то"}]})
    assert wrong.status_code == 422
    assert "«7» в наборе нет" in wrong.text
    assert client.get(place).json() == kept.json()
    assert client.get(f"{V1}/indicator-sets/999/recommendations").status_code == 404
