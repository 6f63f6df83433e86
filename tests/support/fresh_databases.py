"""New, empty databases on a running server. For tests."""

from __future__ import annotations

import uuid

from sqlalchemy import text

from models.database import create_database_engine


def fresh_postgres(address: str) -> str:
    """The address of a new, empty database on the server at ``address``."""
    name = f"t{uuid.uuid4().hex[:16]}"
    engine = create_database_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return address.replace("/postgres?", f"/{name}?")
