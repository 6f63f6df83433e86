"""Whoever is on duty sees what is wrong, and can stand the sending still; monitors get figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from flows.house import House
from flows.pausing import find_pause, pause_sending
from flows.ticking import tick
from models.database import open_reading, open_session


def figures(text: str) -> dict[str, float]:
    return {
        sample.name + "".join(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_house_is_ready_until_work_waits_too_long(
    town: House, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["work_waits"])
    tick(town, town.clock())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    monkeypatch.setattr(town, "is_clock_failing", True)
    assert client.get("/readyz").json()["reasons"] == ["clock_failing"]


def test_metrics_are_for_this_machine_or_for_the_token(town: House, client: TestClient) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404
    town.settings.metrics_token = SecretStr("token")
    for given in ("Bearer other", "Basic token", "token", "Bearer", ""):
        assert client.get("/metrics", headers={"authorization": given}).status_code == 404, given
    answer = client.get("/metrics", headers={"authorization": "Bearer token"})
    assert answer.status_code == 200
    found = figures(answer.text)
    assert found["sroki_database_up"] == 1
    assert found["sroki_disk_free_bytes"] > 0
    assert found["sroki_work_overdue_seconds"] > 0


def test_metrics_count_mail_and_say_what_ails(town: House, client: TestClient) -> None:
    town.settings.metrics_token = SecretStr("token")
    with open_session(town.engine) as session:
        pause_sending(session, town.clock(), "test", "")
    tick(town, town.clock())
    found = figures(client.get("/metrics", headers={"authorization": "Bearer token"}).text)
    assert found["sroki_mail_messagesqueued"] >= 1
    assert found["sroki_ailmentsending_paused"] == 1
    assert found["sroki_ailmentdatabase"] == 0


def test_the_page_says_what_is_wrong_and_switches_sending(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    chief = signed_in("administrator")
    assert "никто не делает" in chief.get("/operations").text
    tick(town, town.clock())
    page = chief.get("/operations").text
    assert "никто не делает" not in page
    assert "отправлены" in page
    csrf = chief.csrf  # type: ignore[attr-defined]
    stop = {"do": "stop", "reason": "<b>сверка</b>", "csrf": csrf}
    answer = chief.post("/operations/sending", data=stop, follow_redirects=False)
    assert answer.status_code == 303
    page = chief.get("/operations").text
    assert "&lt;b&gt;сверка&lt;/b&gt;" in page
    later = town.clock() + timedelta(days=30)
    assert tick(town.at(later), later).delivered.sent == 0
    chief.post("/operations/sending", data={"do": "start", "csrf": csrf})
    with open_reading(town.engine) as session:
        assert find_pause(session) is None
    assert chief.post("/operations/sending", data={"do": "x", "csrf": csrf}).status_code == 422


def test_nobody_but_an_administrator_switches_sending(signed_in: Callable[..., TestClient]) -> None:
    coordinator = signed_in("coordinator")
    assert coordinator.get("/operations").status_code == 403
    csrf = coordinator.csrf  # type: ignore[attr-defined]
    assert coordinator.post("/operations/sending", data={"do": "stop", "csrf": csrf}).status_code == 403
