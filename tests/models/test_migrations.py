"""The first migration, on both databases: up, down, and equal to the tables of the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

import models.migrations
import models.tables
from fresh_databases import drop_postgres, fresh_postgres
from models.database import create_database_engine
from models.errors import SrokiError
from models.migrations import HEAD, current_revision, migrate


def test_an_empty_database_is_brought_to_head_and_a_second_time_changes_nothing(
    database_address: str,
) -> None:
    engine = create_database_engine(database_address)
    assert current_revision(engine) is None
    migrate(engine)
    migrate(engine)
    assert current_revision(engine) == HEAD
    engine.dispose()


def test_the_migrated_database_is_the_one_the_code_describes(database_address: str) -> None:
    engine = create_database_engine(database_address)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_a_database_that_cannot_tell_letters_from_bytes_is_refused(postgres_address: str) -> None:
    address = fresh_postgres(postgres_address, encoding="SQL_ASCII")
    engine = create_database_engine(address)
    with pytest.raises(SrokiError, match="Кодировка базы данных SQL_ASCII, а нужна UTF8"):
        migrate(engine)
    assert current_revision(engine) is None
    engine.dispose()
    drop_postgres(postgres_address, address)


def test_a_migration_can_be_taken_back(database_address: str) -> None:
    engine = create_database_engine(database_address)
    migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(Path(models.migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
