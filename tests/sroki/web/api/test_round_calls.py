"""Monitorings for programs: organisers list, sum up and write letters, participants answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from finished_round import at, finish_two_rounds
from flows.accounts.tokens import TokenScope
from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.outbox import OutboxMessage
from models.round import Round, RoundParticipant
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.contacts import set_contact
from roadmaps.store.rounds.library import store_library
from roadmaps.store.rounds.lifecycle import plan_round
from small_round import days, open_small_round, participant_of

Calling = Callable[..., TestClient]
V1 = "/api/v1"


@pytest.fixture
def round_(town: House) -> Round:
    """Open; anna@example.org speaks for its first participant."""
    with open_session(town.engine) as session:
        made = open_small_round(session, days("2021-06-01", "2021-06-20"), town.clock(), source_roadmap_id=1)
        set_contact(session, "Район Первый", "anna@example.org", town.clock(), "test")
        return made


@pytest.fixture
def first(town: House, round_: Round) -> RoundParticipant:
    with open_reading(town.engine) as session:
        return participant_of(session, round_)


@pytest.fixture
def finished(town: House) -> Round:
    with open_session(town.engine) as session:
        store_library(
            session, "Методическая работа", [LibraryText("", "", "Изучить итоги")], at(2024, 5, 5), "test"
        )
        return finish_two_rounds(session)[1]


@pytest.fixture
def anna(round_: Round, calling: Calling) -> TestClient:
    """The program of a participant."""
    return calling("institute", "Институт", address="anna@example.org", scopes=[TokenScope.HAND_IN])


def test_rounds_are_listed_and_shown_with_what_they_ask(round_: Round, calling: Calling) -> None:
    organiser = calling("coordinator")
    (line,) = organiser.get(f"{V1}/rounds?state=open").json()["items"]
    assert (line["participants"], line["submitted"], line["unaddressed"]) == (3, 0, 1)
    assert organiser.get(f"{V1}/rounds?state=closed").json()["items"] == []
    whole = organiser.get(f"{V1}/rounds/{round_.id}").json()
    assert [(i["code"], i["kind"]) for i in whole["indicators"]] == [
        ("1.1", "yes_no"), ("1.2", "choice"), ("2.1", "share"), ("2.2", "number"), ("2.3", "text"),
    ]  # fmt: skip
    page = organiser.get(f"{V1}/rounds/{round_.id}/participants?limit=2").json()
    rest = organiser.get(page["next"]).json()
    names = [person["name"] for person in (*page["items"], *rest["items"])]
    assert names == ["Район Первый", "Район Второй", "Район без адреса"]


def test_a_participant_answers_sees_its_gaps_and_hands_in(
    town: House, round_: Round, first: RoundParticipant, anna: TestClient, calling: Calling
) -> None:
    (line,) = anna.get(f"{V1}/sheets").json()["items"]
    assert (line["participant_id"], line["round"]["id"]) == (first.id, round_.id)
    sheet = f"{V1}/sheets/{first.id}"
    saved = anna.put(
        f"{sheet}/answers",
        json={"answers": [{"code": "1.1", "value": False}, {"code": "2.1", "value": 42.5}]},
    ).json()
    assert {(a["code"], a["value"], a["revision"]) for a in saved["answers"]} == {
        ("1.1", False, 1), ("2.1", "42.5", 1),
    }  # fmt: skip
    assert saved["gaps"] == ["Показатель 1.2: нет ответа."]
    refused = anna.post(f"{sheet}/hand-in", json={})
    assert refused.status_code == 422
    assert [one["detail"] for one in refused.json()["errors"]] == ["Показатель 1.2: нет ответа."]
    anna.put(f"{sheet}/answers", json={"answers": [{"code": "1.2", "value": "отдел"}]})
    key = {"Idempotency-Key": "one"}
    handed = anna.post(f"{sheet}/hand-in", json={"note": "готово"}, headers=key)
    assert (handed.status_code, handed.json()["version"]) == (201, 1)
    assert anna.post(f"{sheet}/hand-in", json={"note": "готово"}, headers=key).json() == handed.json()
    organiser = calling("coordinator")
    shown = organiser.get(f"{V1}/rounds/{round_.id}/participants/{first.id}/answers").json()
    assert {(a["code"], a["value"]) for a in shown["answers"]} == {
        ("1.1", False), ("1.2", "отдел"), ("2.1", "42.5"),
    }  # fmt: skip
    with open_reading(town.engine) as session:
        receipts = session.exec(select(OutboxMessage.address).where(OutboxMessage.kind == "receipt")).all()
    assert receipts == ["anna@example.org"]


def test_nobody_is_overwritten_unseen(first: RoundParticipant, anna: TestClient) -> None:
    sheet = f"{V1}/sheets/{first.id}/answers"
    anna.put(sheet, json={"answers": [{"code": "2.1", "value": 10}]})
    answer = anna.put(sheet, json={"answers": [{"code": "2.1", "value": 20}, {"code": "2.2", "value": 3}]})
    (conflict,) = answer.json()["conflicts"]
    assert (conflict["code"], conflict["holds"]["value"], conflict["holds"]["revision"]) == ("2.1", "10", 1)
    decided = anna.put(sheet, json={"answers": [{"code": "2.1", "value": 20, "base_revision": 1}]}).json()
    assert {(a["code"], a["value"]) for a in decided["answers"]} == {("2.1", "20"), ("2.2", "3")}


def test_a_form_is_not_passed_over_by_evidence(first: RoundParticipant, anna: TestClient) -> None:
    place = f"{V1}/occurrences/{first.occurrence_id}/evidence"
    answer = anna.post(place, data={"note": "всё сделано"}, headers={"idempotency-key": "k" * 20})
    assert answer.status_code == 409, answer.text
    assert "отвечают его формой" in answer.text
    assert anna.get(f"{V1}/sheets/{first.id}").json()["state"] == "open"


def test_what_cannot_be_read_is_named_by_indicator_and_nothing_is_saved(
    first: RoundParticipant, anna: TestClient
) -> None:
    sheet = f"{V1}/sheets/{first.id}"
    wrong = [
        {"code": "2.1", "value": 142}, {"code": "1.1", "value": "возможно"}, {"code": "9.9", "value": True},
        {"code": "2.2", "value": 1}, {"code": "2.2", "value": 2},
    ]  # fmt: skip
    answer = anna.put(f"{sheet}/answers", json={"answers": wrong})
    assert answer.status_code == 422
    said = " ".join(one["detail"] for one in answer.json()["errors"])
    for code in ("2.1: доля", "1.1: ответьте", "9.9 в этой форме нет", "2.2 назван дважды"):
        assert code in said
    assert anna.get(sheet).json()["answers"] == []


def test_an_organiser_answers_for_who_has_no_program_and_gives_another_day(
    round_: Round, first: RoundParticipant, calling: Calling
) -> None:
    organiser = calling("coordinator")
    base = f"{V1}/rounds/{round_.id}/participants/{first.id}"
    answers = [
        {"code": "1.1", "value": False},
        {"code": "1.2", "value": "отдел"},
        {"code": "2.1", "value": "60"},
    ]
    assert organiser.put(f"{base}/answers", json={"answers": answers}).json()["gaps"] == []
    assert organiser.post(f"{base}/hand-in", json={}).json()["version"] == 1
    back = organiser.post(f"{base}/reopen", json={"until_on": "2021-06-25", "reason": "Нет плана"})
    assert (back.json()["state"], back.json()["last_on"]) == ("returned", "2021-06-25")
    nothing = organiser.post(f"{base}/hand-in", json={"nothing_because": " "})
    assert nothing.status_code == 422
    later = organiser.post(f"{base}/extend", json={"to_on": "2021-06-30", "reason": "Ждём"})
    assert later.json()["due_on"] == "2021-06-30"


def test_the_list_is_set_until_the_round_opens(town: House, round_: Round, calling: Calling) -> None:
    with open_session(town.engine) as session:
        planned, _ = plan_round(
            session, key="manual:p", title="Школы", window=days("2021-07-01", "2021-07-20"),
            zone="Asia/Yekaterinburg", at=town.clock(), actor="test", source_roadmap_id=1,
        )  # fmt: skip
        number = planned.id
    organiser = calling("coordinator")
    body = {"participants": [{"name": "Школа 1", "addresses": ["one@example.org"]}, {"name": "Школа 2"}]}
    for _ in range(2):
        assert organiser.put(f"{V1}/rounds/{number}/participants", json=body).json() == {"participants": 2}
    assert organiser.get(f"{V1}/rounds/{number}").json()["round"]["unaddressed"] == 1
    wrong = {"participants": [{"name": "Школа 3", "addresses": ["нет"]}]}
    assert organiser.put(f"{V1}/rounds/{number}/participants", json=wrong).status_code == 422
    assert organiser.put(f"{V1}/rounds/{round_.id}/participants", json=body).status_code == 409
    assert organiser.get(f"{V1}/rounds/{number}/results").status_code == 422


def test_results_are_figures_and_the_ranking_a_list(finished: Round, calling: Calling) -> None:
    organiser = calling("coordinator")
    results = organiser.get(f"{V1}/rounds/{finished.id}/results").json()
    assert (results["asked"], results["submitted"], results["late"]) == (3, 2, 1)
    share = next(one for one in results["indicators"] if one["code"] == "2.1")
    assert (share["mean_value"], share["value_change"], share["missing"]) == ("61.25", "21.25", 1)
    assert sum(level["participants"] for level in results["levels"]) == 2
    best = organiser.get(f"{V1}/rounds/{finished.id}/ranking?limit=1").json()
    (row,) = best["items"]
    assert (row["name"], row["rank"], row["percent"], row["change_points"]) == ("Район Первый", 1, 54.2, 14.2)
    assert row["cells"]["2.1"] == {"value": "62.5", "percent": 62.5, "level": "above_average"}
    assert organiser.get(best["next"]).json()["items"][0]["name"] == "Район Второй"
    only = organiser.get(f"{V1}/rounds/{finished.id}/ranking", params={"grouping": "города"}).json()["items"]
    assert [row["name"] for row in only] == ["Район без адреса"]


def test_a_letter_is_drafted_edited_approved_and_sent_once(
    town: House, finished: Round, calling: Calling
) -> None:
    organiser, base = calling("coordinator"), f"{V1}/rounds/{finished.id}/letters"
    assert organiser.post(base, json={"term": "до 01.12.2024"}).json() == {"letters": 3}
    letter = organiser.get(base).json()["items"][1]
    whole = organiser.get(f"{base}/{letter['id']}").json()
    (point,) = whole["points"]
    assert (point["code"], point["criterion"]) == ("", False)
    assert point["recommendations"] == [{"text": "Изучить итоги", "term": "до 01.12.2024"}]
    body = {
        "revision": 1,
        "addressee": whole["addressee"],
        "heading": "Рекомендации",
        "opening": whole["opening"],
        "points": [
            {"code": "2.1", "recommendations": [{"text": "Обучить педагогов", "term": "до 01.10.2024"}]}
        ],
    }
    edited = organiser.put(f"{base}/{letter['id']}", json=body)
    assert edited.json()["letter"]["revision"] == 2
    assert [point["code"] for point in edited.json()["points"]] == ["2.1"]
    assert organiser.put(f"{base}/{letter['id']}", json=body).status_code == 422, "an older revision"
    stray = body | {"revision": 2, "points": [{"code": "7.7", "recommendations": []}]}
    assert organiser.put(f"{base}/{letter['id']}", json=stray).status_code == 422
    assert organiser.post(f"{base}/{letter['id']}/approve", json={"revision": 1}).status_code == 422
    done = organiser.post(f"{base}/{letter['id']}/approve", json={"revision": 2}).json()
    assert (done["state"], done["number"]) == ("approved", f"{finished.id}/1")
    again = organiser.post(f"{base}/{letter['id']}/approve", json={"revision": 2}).json()
    assert again["roadmap_id"] == done["roadmap_id"]
    with open_reading(town.engine) as session:
        mails = session.exec(
            select(OutboxMessage.address).where(OutboxMessage.kind == "recommendations")
        ).all()
    assert mails == ["second@example.org"]
    assert organiser.get(f"{base}/{letter['id']}/file").content.startswith(b"PK")
    assert organiser.get(f"{base}/{letter['id']}/file?form=pdf").content.startswith(b"%PDF")


def test_a_coordinator_of_something_else_is_refused_and_that_is_recorded(
    town: House, round_: Round, first: RoundParticipant, calling: Calling
) -> None:
    with open_session(town.engine) as session:
        other = open_small_round(session, days("2021-06-01", "2021-06-20"), town.clock(), key="manual:other")
    stranger = calling("coordinator", roadmap_id=other.roadmap_id)
    base = f"{V1}/rounds/{round_.id}/participants"
    extension = {"to_on": "2021-07-01", "reason": "Ждём"}
    assert stranger.post(f"{base}/{first.id}/extend", json=extension).status_code == 404
    assert stranger.put(base, json={"participants": [{"name": "Школа"}]}).status_code == 404
    assert (
        stranger.put(
            f"{base}/{first.id}/answers", json={"answers": [{"code": "2.1", "value": 1}]}
        ).status_code
        == 404
    )
    own = f"{V1}/rounds/{other.id}/participants/{first.id}"
    assert stranger.post(f"{own}/extend", json=extension).status_code == 404, "not a participant of that one"
    with open_reading(town.engine) as session:
        refused = session.exec(select(AuditEntry).where(AuditEntry.deed == "access refused")).all()
    assert len(refused) == 3


def test_a_monitoring_is_opened_and_closed_by_a_program_and_again_changes_nothing(
    town: House, calling: Calling, round_: Round
) -> None:
    client = calling("coordinator")
    closed = client.post(f"{V1}/rounds/{round_.id}/close")
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    assert client.post(f"{V1}/rounds/{round_.id}/close").json()["state"] == "closed"
    assert client.post(f"{V1}/rounds/{round_.id}/open").json()["state"] == "closed"
