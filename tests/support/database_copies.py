"""A second database with the same rows as another, on either engine. For tests."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

from sqlalchemy import Engine

from fresh_databases import fresh_postgres


def copy_database(engine: Engine, folder: Path) -> str:
    """The address of the copy. Nobody else may be connected to the original (PostgreSQL)."""
    address = engine.url.render_as_string(hide_password=False)
    engine.dispose()
    if engine.dialect.name == "sqlite":
        path = folder / f"c{uuid.uuid4().hex[:16]}.db"
        with sqlite3.connect(str(engine.url.database)) as source, sqlite3.connect(path) as copy:
            source.backup(copy)
        return f"sqlite:///{path}"
    return fresh_postgres(address.replace(f"/{engine.url.database}?", "/postgres?"), address)
