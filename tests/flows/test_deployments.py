"""What stands on a Prefect server follows from the settings; what is wrong there is said in a sentence.

That a real server takes it is shown by tests/acceptance/test_country.py.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from command_line import sroki
from flows.deploying import Outcome, deploy, drop_overtaken
from flows.deployments import JOB_VARIABLES, Deployment, plan_deployments
from flows.examining_deployments import examine_deployments
from flows.prefect_server import PrefectServer
from models.release import program_version
from models.settings import Settings

ROOT = Path(__file__).parents[2]
MAILBOX = "imaps://a:b@example.org/INBOX"
API = "http://prefect.test/api"


class FakeServer:
    """As much of Prefect's interface as we ask for: what was registered is told again."""

    def __init__(self) -> None:
        self.pools: dict[str, dict[str, Any]] = {}
        self.flows: dict[str, str] = {}
        self.deployments: dict[str, dict[str, Any]] = {}
        self.runs: list[dict[str, Any]] = []
        self.workers: list[dict[str, Any]] = [{"name": "w", "status": "ONLINE"}]
        self.cancelled: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api")
        wanted = json.loads(request.content) if request.content else {}
        answer = self._answer(request.method, path, wanted)
        return httpx.Response(404 if answer is None else 200, json=answer)

    def _answer(self, method: str, path: str, wanted: dict[str, Any]) -> Any:
        if path == "/admin/version":
            return "3.8.8"
        if path.startswith("/work_pools/") and method == "GET":
            return self.pools.get(path.removeprefix("/work_pools/"))
        if path == "/work_pools/":
            self.pools[wanted["name"]] = wanted | {"is_paused": False}
        elif path.endswith("/workers/filter"):
            return self.workers
        elif path == "/flows/":
            return {"id": self.flows.setdefault(wanted["name"], f"flow-{wanted['name']}")}
        elif path == "/flows/filter":
            return [{"id": id_, "name": name} for name, id_ in self.flows.items()]
        elif path == "/deployments/filter":
            return list(self.deployments.values())
        elif path == "/deployments/":
            id_ = f"{wanted['flow_id']}-{wanted['name']}"
            self.deployments[id_] = wanted | {"id": id_}
        elif path.startswith("/deployments/"):
            del self.deployments[path.removeprefix("/deployments/")]
        elif path == "/flow_runs/filter":
            return self.runs
        elif path == "/flow_runs/count":
            return len(self.runs)
        elif path == "/flow_runs/bulk_set_state":
            self.cancelled += wanted["flow_runs"]["id"]["any_"]
        return {}


@pytest.fixture
def fake() -> FakeServer:
    return FakeServer()


def settings(**changes: Any) -> Settings:
    return Settings(prefect_api_url=API, **changes)


def asking(fake: FakeServer, given: Settings) -> PrefectServer:
    return PrefectServer(given, httpx.MockTransport(fake))


def outcomes(fake: FakeServer, given: Settings) -> dict[str, Outcome]:
    return {change.name: change.outcome for change in deploy(given, asking(fake, given))}


def sentences(fake: FakeServer, given: Settings) -> list[str]:
    """What the doctor finds amiss."""
    found = examine_deployments(given, asking(fake, given))
    return [finding.sentence for finding in found if not finding.ok]


def as_yaml(deployment: Deployment) -> dict[str, Any]:
    """A deployment as ``prefect.yaml`` writes it."""
    return {
        "name": deployment.name,
        "description": deployment.description,
        "entrypoint": deployment.entrypoint,
        "parameters": dict(deployment.parameters),
        "tags": deployment.tags,
        "work_pool": {"name": deployment.pool, "job_variables": JOB_VARIABLES},
        "schedules": [deployment.schedule | {"active": True}],
        "enforce_parameter_schema": False,
    }


def test_prefect_yaml_says_what_the_program_registers() -> None:
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    assert written["deployments"] == [as_yaml(one) for one in plan_deployments(Settings(bounce_url=MAILBOX))]


def test_every_shard_of_planning_and_sending_is_a_deployment() -> None:
    planned = plan_deployments(settings(shards=2, zone="Europe/Moscow", tick_every_s=30, pool="region"))
    assert [one.full_name for one in planned] == [
        "advancing/region-1-of-2",
        "advancing/region-2-of-2",
        "delivering/region-1-of-2",
        "delivering/region-2-of-2",
        "checking_links/region",
    ]
    assert [one.every_s for one in planned] == [30, 30, 30, 30, 300]
    assert {one.zone for one in planned} == {"Europe/Moscow"}


def test_a_second_deploy_leaves_everything_and_the_doctor_is_content(fake: FakeServer) -> None:
    assert set(outcomes(fake, settings()).values()) == {Outcome.MADE}
    assert set(outcomes(fake, settings()).values()) == {Outcome.LEFT}
    assert sentences(fake, settings()) == []


def test_another_number_of_shards_replaces_the_deployments_of_the_old_one(fake: FakeServer) -> None:
    outcomes(fake, settings())
    (amiss,) = sentences(fake, settings(shards=2))
    assert "не то, что исполняет эта версия: advancing/sroki-1-of-1; advancing/sroki-1-of-2" in amiss
    found = outcomes(fake, settings(shards=2))
    assert found["delivering/sroki-1-of-1"] is Outcome.REMOVED
    assert found["delivering/sroki-2-of-2"] is Outcome.MADE
    assert found["checking_links/sroki"] is Outcome.LEFT


def test_what_is_of_another_version_or_paused_is_named_and_put_right(fake: FakeServer) -> None:
    outcomes(fake, settings())
    fake.deployments["flow-advancing-sroki-1-of-1"]["version"] = "0.0.1"
    fake.deployments["flow-checking_links-sroki"]["paused"] = True
    version, paused = sentences(fake, settings())
    assert "версия: advancing/sroki-1-of-1." in version
    assert "остановлены: checking_links/sroki." in paused
    changes = deploy(settings(), asking(fake, settings()))
    details = {change.name: change.details for change in changes if change.outcome is Outcome.CHANGED}
    assert details == {"advancing/sroki-1-of-1": ("version",), "checking_links/sroki": ("paused",)}
    assert fake.deployments["flow-advancing-sroki-1-of-1"]["version"] == program_version()


def test_the_doctor_misses_workers_and_sees_that_they_are_too_few(fake: FakeServer) -> None:
    outcomes(fake, settings())
    fake.workers = [{"name": "w", "status": "OFFLINE"}]
    fake.runs = [{"id": "r"}] * 20
    silent, late = sentences(fake, settings())
    assert "Об исполнителях пула sroki давно не слышно" in silent
    assert "Опаздывающих запусков: 20" in late


def test_a_pool_that_is_not_there_and_a_house_of_one_machine(fake: FakeServer) -> None:
    assert sentences(fake, settings()) == ["Пула работ sroki на сервере Prefect нет. Завести: sroki deploy."]
    assert examine_deployments(Settings(prefect_api_url=None)) == []


def test_of_missed_slots_one_run_stays(fake: FakeServer) -> None:
    fake.runs = [{"id": f"r{number}"} for number in range(60)]  # the latest first
    assert drop_overtaken(asking(fake, settings()), ["d"], datetime(2026, 1, 1, tzinfo=UTC)) == 59
    assert fake.cancelled == [f"r{number}" for number in range(1, 60)]


def test_a_server_that_is_not_there_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SROKI_PREFECT_API_URL", raising=False)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    code, _, err = sroki(capsys, "deploy")
    assert (code, err.split(":")[0]) == (2, "Не сказано, где сервер Prefect")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    for command in (["deploy"], ["worker", "--wait", "0"]):
        code, _, err = sroki(capsys, *command)
        assert code == 1
        assert err.startswith("Сервер Prefect по адресу http://127.0.0.1:1/api не отвечает")
