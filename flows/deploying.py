"""Registering what workers do on a Prefect server, and comparing what stands there with what should."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flows.deployments import JOB_VARIABLES, POOL_TYPE, TAG, Deployment, plan_deployments
from flows.prefect_server import MOST, PrefectServer
from models.release import program_version
from models.settings import Settings

Found = dict[str, Any]  # a deployment as the server tells it
_AT_ONCE = 50  # what one bulk call takes


class Outcome(StrEnum):
    MADE = "made"
    CHANGED = "changed"
    LEFT = "left"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """What became of a thing on the server. ``kind``: pool | deployment."""

    outcome: Outcome
    kind: str
    name: str
    details: tuple[str, ...] = ()  # which properties differed


def deploy(settings: Settings, server: PrefectServer) -> list[Change]:
    """Make the server hold the pool and the deployments of these settings, and no others of ours.

    A second call leaves everything. What somebody paused by hand is started again: to stop the mail
    there is ``sroki sending stop``.
    """
    changes = [_deploy_pool(settings, server)]
    known = {full_name(found): found for found in list_ours(settings, server)}
    for wanted in plan_deployments(settings):
        found = known.pop(wanted.full_name, None)
        differing = tuple(differences(wanted, found)) if found else ()
        if found and not differing:
            outcome = Outcome.LEFT
        else:
            outcome = Outcome.CHANGED if found else Outcome.MADE
            _register(server, wanted)
        changes.append(Change(outcome, "deployment", wanted.full_name, differing))
    for name, found in known.items():  # of another number of shards, or another version
        server.remove(f"/deployments/{found['id']}")
        changes.append(Change(Outcome.REMOVED, "deployment", name))
    return changes


def list_ours(settings: Settings, server: PrefectServer) -> list[Found]:
    """The deployments of our pool that carry our tag, each with the ``flow`` it is of."""
    wanted = {"tags": {"all_": [TAG]}}
    pool = {"name": {"any_": [settings.pool]}}
    found = server.list_all("/deployments/filter", {"deployments": wanted, "work_pools": pool})
    ids = {row["flow_id"] for row in found}
    flows = server.list_all("/flows/filter", {"flows": {"id": {"any_": sorted(ids)}}}) if ids else []
    names = {flow["id"]: flow["name"] for flow in flows}
    return [row | {"flow": names[row["flow_id"]]} for row in found]


def full_name(found: Found) -> str:
    return f"{found['flow']}/{found['name']}"


def differences(wanted: Deployment, found: Found) -> list[str]:
    """In which properties a deployment is not what this version would register."""
    schedules = found.get("schedules") or []
    same = {
        "version": found.get("version") == program_version(),
        "entrypoint": found.get("entrypoint") == wanted.entrypoint,
        "parameters": found.get("parameters") == wanted.parameters,
        "tags": sorted(found.get("tags") or ()) == sorted(wanted.tags),
        "command": found.get("job_variables") == JOB_VARIABLES,
        "pool": found.get("work_pool_name") == wanted.pool,
        "schedule": len(schedules) == 1 and _is_same_schedule(wanted, schedules[0]["schedule"]),
        "paused": not is_paused(found),
    }
    return [name for name, is_same in same.items() if not is_same]


def is_paused(found: Found) -> bool:
    """Whether a deployment makes no runs because somebody stopped it."""
    return bool(found.get("paused")) or not any(row["active"] for row in found.get("schedules") or ())


def drop_overtaken(server: PrefectServer, deployment_ids: Collection[str], now: datetime) -> int:
    """Cancel late runs that a fresher run of the same deployment makes needless; how many.

    A pass does all that is due, so that of an hour of missed slots one run is enough.
    """
    cancelled = 0
    for deployment_id in deployment_ids:
        late = {
            "deployment_id": {"any_": [deployment_id]},
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "expected_start_time": {"before_": now.isoformat()},
        }
        wanted = {"flow_runs": late, "sort": "EXPECTED_START_TIME_DESC", "limit": MOST}
        ids = [run["id"] for run in server.post("/flow_runs/filter", wanted)][1:]
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            state = {"type": "CANCELLED", "name": "Overtaken", "message": "a later run does the same"}
            server.post("/flow_runs/bulk_set_state", {"flow_runs": {"id": {"any_": some}}, "state": state})
        cancelled += len(ids)
    return cancelled


def _deploy_pool(settings: Settings, server: PrefectServer) -> Change:
    found = server.read(f"/work_pools/{settings.pool}")
    if found is None:
        server.post("/work_pools/", {"name": settings.pool, "type": POOL_TYPE})
        return Change(Outcome.MADE, "pool", settings.pool)
    if found["is_paused"]:
        server.change(f"/work_pools/{settings.pool}", {"is_paused": False})
        return Change(Outcome.CHANGED, "pool", settings.pool, ("paused",))
    return Change(Outcome.LEFT, "pool", settings.pool)


def _register(server: PrefectServer, wanted: Deployment) -> None:
    """Prefect updates a deployment of the same flow and name, its schedules included."""
    flow = server.post("/flows/", {"name": wanted.flow, "tags": [TAG]})
    server.post(
        "/deployments/",
        {
            "flow_id": flow["id"],
            "name": wanted.name,
            "version": program_version(),
            "description": wanted.description,
            "entrypoint": wanted.entrypoint,
            "parameters": dict(wanted.parameters),
            "tags": wanted.tags,
            "work_pool_name": wanted.pool,
            "schedules": [{"schedule": wanted.schedule, "active": True}],
            "paused": False,
            "job_variables": JOB_VARIABLES,
            "pull_steps": [],
            "enforce_parameter_schema": False,
        },
    )


def _is_same_schedule(wanted: Deployment, found: Found) -> bool:
    if found.get("interval") is None or found.get("anchor_date") is None:
        return False
    anchor_at = datetime.fromisoformat(found["anchor_date"])
    wanted_at = datetime.fromisoformat(wanted.schedule["anchor_date"])
    return (float(found["interval"]), anchor_at, found.get("timezone")) == (
        wanted.every_s, wanted_at, wanted.zone,
    )  # fmt: skip


def find_workers(settings: Settings, server: PrefectServer) -> Sequence[Found]:
    """The workers of our pool that the server has heard of lately."""
    if server.read(f"/work_pools/{settings.pool}") is None:
        return []
    workers = server.post(f"/work_pools/{settings.pool}/workers/filter", {"limit": MOST})
    return [worker for worker in workers if worker["status"] == "ONLINE"]


def count_late(settings: Settings, server: PrefectServer) -> int:
    """Runs of our pool that should have begun and have not, as the server notes them after 15 s."""
    late = {"state": {"name": {"any_": ["Late"]}}}
    pool = {"name": {"any_": [settings.pool]}}
    return int(server.post("/flow_runs/count", {"flow_runs": late, "work_pools": pool}))
