"""The page that says why a mail came or did not."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

from flows.house import House
from flows.ticking import tick


def test_an_occurrence_tells_rule_moment_and_outcome(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    tick(town, town.clock())
    number = occurrence_id("1.2")
    page = client.get(f"/why?who={number}").text
    assert f"Срок № {number}: Подготовить справку" in page
    assert "через 3 дня после срока" in page
    assert "08.06.2021 09:00 (Asia/Yekaterinburg)" in page
    assert "отправлено" in page
    assert "будет, если срок ещё не закрыт" in page
    assert f'/why?who={number}"' in client.get("/tasks/2").text


def test_a_person_is_found_by_address(town: House, client: TestClient) -> None:
    page = client.get("/why", params={"who": "Anna@example.org"}).text
    assert "<h2>anna@example.org</h2>" in page
    assert "ни за кого не отвечает" in client.get("/why?who=outsider@example.org").text


def test_without_a_question_there_is_only_the_form(client: TestClient) -> None:
    page = client.get("/why")
    assert page.status_code == 200
    assert 'name="who"' in page.text


def test_what_is_unknown_is_said_and_escaped(client: TestClient) -> None:
    answer = client.get("/why", params={"who": "<script>alert(1)</script>"})
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert client.get("/why?who=999999999").status_code == 404
