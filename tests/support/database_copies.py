"""A second database with the same rows as another, on either engine. For tests."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

from sqlalchemy import Engine, create_engine, text


def copy_database(engine: Engine, folder: Path) -> str:
    """The address of the copy. Nobody else may be connected to the original (PostgreSQL)."""
    address = engine.url.render_as_string(hide_password=False)
    name = f"c{uuid.uuid4().hex[:16]}"
    engine.dispose()
    if engine.dialect.name == "sqlite":
        path = folder / f"{name}.db"
        with sqlite3.connect(str(engine.url.database)) as source, sqlite3.connect(path) as copy:
            source.backup(copy)
        return f"sqlite:///{path}"
    original = engine.url.database
    keeper = create_engine(address.replace(f"/{original}?", "/postgres?"), isolation_level="AUTOCOMMIT")
    with keeper.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{original}"'))
    keeper.dispose()
    return address.replace(f"/{original}?", f"/{name}?")
