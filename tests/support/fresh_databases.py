"""New databases on a running server: empty, or like another. For tests."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError

from models.database import create_database_engine


def hurry(address: str) -> None:
    """Let a server that lives for one session of tests not wait for the disk.

    Safe against kills of any process (the kernel keeps what was written); only a power cut would lose rows.
    """
    _run(address, [f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes")])
    _run(address, ["SELECT pg_reload_conf()"])


def fresh_postgres(address: str, model: str | None = None, encoding: str | None = None) -> str:
    """The address of a new database on the server at ``address``: empty, or like ``model`` (an address).

    Nobody may be connected to the model. ``encoding``: of an empty one, where not the server's own.
    """
    name = f"t{uuid.uuid4().hex[:16]}"
    # Copied as files: twice as fast as through the log, where nobody waits for the disk.
    alike = "" if model is None else f' TEMPLATE "{make_url(model).database}" STRATEGY file_copy'
    if encoding is not None:
        alike = f" ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    _run(address, [f'CREATE DATABASE "{name}"{alike}'])
    return address.replace("/postgres?", f"/{name}?")


def drop_postgres(server: str, address: str) -> None:
    """Throw a database away, whoever is connected; a server that is gone has thrown it away itself."""
    with suppress(OperationalError):
        _run(server, [f'DROP DATABASE IF EXISTS "{make_url(address).database}" WITH (FORCE)'])


def _run(address: str, statements: Sequence[str]) -> None:
    """Statements outside any transaction."""
    engine = create_database_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
