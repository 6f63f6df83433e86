"""The Prefect flows: thin async wrappers whose bodies call the plain functions of this package.

They stand in one file of their own because importing Prefect takes more than a second, which a
command of a moment must not pay. They return plain JSON-ready values. A flow works in the house of
its context (``working_in``), or opens the one of the environment when a worker runs it: then ``as_of``
is not given, and the run acts as of the slot of its schedule (``flows.slots``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.runtime import deployment, flow_run

from flows.advancing import advance
from flows.delivering import deliver_for_a_while
from flows.evidence_checks import check_links
from flows.fetching import open_web
from flows.house import House, open_house
from flows.importing import import_file
from flows.slots import advance_slot, check_links_slot, collect_bounces_slot, deliver_slot, take_slot
from models.settings import load_settings
from models.shard import Shard

_RETRIES = 3
_RETRY_DELAY_S = 10

_current_house: ContextVar[House | None] = ContextVar("current_house", default=None)


@contextmanager
def working_in(house: House) -> Iterator[None]:
    """Flows started inside work in this house."""
    token = _current_house.set(house)
    try:
        yield
    finally:
        _current_house.reset(token)


@contextmanager
def _house() -> Iterator[House]:
    given = _current_house.get()
    if given is not None:
        given.on_work()
        yield given
        return
    opened = open_house(load_settings())
    opened.web = open_web(opened.settings)  # a worker may ask for pages
    try:
        yield opened
    finally:
        opened.close()


@flow(name="advancing", retries=_RETRIES, retry_delay_seconds=_RETRY_DELAY_S, validate_parameters=False)
async def advancing(as_of: datetime | None = None, shard: int = 0, shards: int = 1) -> dict[str, Any]:
    """Open windows, plan reminders, escalate, close."""
    with _house() as house:
        if as_of is not None:  # the clock of one machine has claimed the slot
            return asdict(await asyncio.to_thread(advance, house, as_of))
        return await asyncio.to_thread(advance_slot, house, _slot_of(house), Shard(shard, shards))


@flow(name="delivering", retries=_RETRIES, retry_delay_seconds=_RETRY_DELAY_S, validate_parameters=False)
async def delivering(as_of: datetime | None = None, shard: int = 0, shards: int = 1) -> dict[str, Any]:
    """Send what waits in the outbox."""
    with _house() as house:
        if as_of is not None:
            return asdict(await asyncio.to_thread(deliver_for_a_while, house, as_of))
        return await asyncio.to_thread(deliver_slot, house, _slot_of(house), Shard(shard, shards))


@flow(name="checking_links", validate_parameters=False)
async def checking_links(as_of: datetime | None = None) -> dict[str, Any]:
    """Look again at the pages that evidence points to."""
    with _house() as house:
        if as_of is not None:
            return asdict(await asyncio.to_thread(check_links, house, as_of))
        return await asyncio.to_thread(check_links_slot, house, _slot_of(house))


@flow(name="collecting_bounces", validate_parameters=False)
async def collecting_bounces() -> dict[str, Any]:
    """Read the mailbox of returned mail."""
    with _house() as house:
        return await asyncio.to_thread(collect_bounces_slot, house, _slot_of(house))


def _slot_of(house: House) -> datetime:
    """The slot in which this run works, from when it was to start."""
    planned_at = datetime.fromisoformat(flow_run.scheduled_start_time.isoformat()).astimezone(UTC)
    return take_slot(house, planned_at, deployment.id or "")


@flow(name="importing", validate_parameters=False)
async def importing(path: str, approve: bool = False) -> dict[str, Any]:
    """Read a document into the database."""
    with _house() as house:
        at = house.clock()
        report = await asyncio.to_thread(
            import_file, house, Path(path), approve=approve, as_of=at, actor="flow:importing"
        )
    return {"roadmap_id": report.roadmap_id, "created": report.created, "rows": report.rows}
