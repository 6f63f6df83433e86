"""What the chaos tests share: a world under fire, children to kill, figures that end up in the summary."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from chaos_summary import Figures
from chaos_world import World
from fork_server import ForkServer
from smtp_sink import SmtpSink


@pytest.fixture(scope="session")
def children() -> Iterator[ForkServer]:
    with ForkServer() as server:
        yield server


@pytest.fixture
def world(tmp_path: Path, database_address: str, engine: Engine, children: ForkServer) -> Iterator[World]:
    """A migrated database on either engine, a mail server, and children that work on them."""
    with SmtpSink(tmp_path / "sink") as sink:
        yield World(tmp_path, database_address, engine, sink, children)


@pytest.fixture
def database_name(engine: Engine) -> str:
    return engine.dialect.name


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    """Tell the summary at the end of the run what was measured; the seconds are added."""
    started_s = time.monotonic()

    def tell(row: str, **values: Any) -> None:
        values["seconds"] = round(time.monotonic() - started_s, 1)
        record_property("chaos", [row, values])

    return tell
