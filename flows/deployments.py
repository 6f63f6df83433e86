"""What stands on a Prefect server when workers do what the clock of one machine does. Values only.

``prefect.yaml`` at the top of the repository says the same for a split into one part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from models.settings import Settings
from models.shard import Shard

POOL_TYPE = "process"
TAG = "sroki"
# Slots fall on whole minutes (of any zone), whenever a deployment was registered.
ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)
_SELDOM_S = 300.0  # what nobody waits for: each run is a process

# Named, so that Prefect starts it at once: else a process of its own, as dear as the run, first looks
# for a workspace. ``sroki worker`` sees to it that this is the Python it runs on.
JOB_VARIABLES = {"command": "python -m prefect.engine"}

_SHARDED = {
    "advancing": "Открыть и закрыть окна, записать письма, вести мониторинги",
    "delivering": "Отправить письма и события, которые ждут",
}
_CHECKING = "Посмотреть, на месте ли страницы-подтверждения"
_COLLECTING = "Прочитать ящик вернувшихся писем"


@dataclass(frozen=True)
class Deployment:
    """One flow that runs every ``every_s`` seconds; ``zone`` is how Prefect shows its moments."""

    flow: str
    name: str
    every_s: float
    zone: str
    pool: str
    description: str
    parameters: Mapping[str, int] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return f"{self.flow}/{self.name}"

    @property
    def entrypoint(self) -> str:
        """The flow as a module, so that workers find it wherever the program is installed."""
        return f"flows.orchestrated.{self.flow}"

    @property
    def schedule(self) -> dict[str, Any]:
        return {
            "interval": self.every_s,
            "anchor_date": ANCHOR.isoformat().replace("+00:00", "Z"),
            "timezone": self.zone,
        }

    @property
    def tags(self) -> list[str]:
        return [TAG, self.flow]


def plan_deployments(settings: Settings) -> list[Deployment]:
    """All that the clock of one machine does (``flows.clock``), for these settings."""
    zone, pool, rhythm = settings.zone, settings.pool, settings.tick_every_s
    shards = [Shard(number, settings.shards) for number in range(settings.shards)]
    planned = [
        Deployment(
            flow, f"{pool}-{shard}", rhythm, zone, pool, words,
            {"shard": shard.number, "shards": shard.of},
        )
        for flow, words in _SHARDED.items()
        for shard in shards
    ]  # fmt: skip
    planned.append(Deployment("checking_links", pool, max(rhythm, _SELDOM_S), zone, pool, _CHECKING))
    if settings.bounce_url:
        planned.append(Deployment("collecting_bounces", pool, _SELDOM_S, zone, pool, _COLLECTING))
    return planned
